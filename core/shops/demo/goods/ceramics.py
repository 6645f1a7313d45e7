"""Ceramics and tableware."""

from core.shops.demo.build import choice, colours, product, sizes, woods, words

_DIAMETER = choice(
    "diameter", words("Диаметр", "Diameter"), **{"21": words("21 см", "21 cm"), "27": words("27 см", "27 cm")}
)

CERAMICS = (
    product(
        "lighthouse-mug", "mugs",
        words("Кружка «Маяк», 350 мл", "Lighthouse Mug, 350 ml"),
        words(
            "Каменная керамика с глазурью, которая чуть стекла к донышку, – поэтому двух одинаковых "
            "нет. Держит тепло и удобно ложится в ладонь.",
            "Stoneware with a glaze that ran a little towards the foot, so no two are alike. Keeps warm "
            "and sits well in the hand.",
        ),
        "кружка керамика подарок mug ceramics", "mug-{colour}",
        (colours("sea", "coral", "milk", "moss"),), "MUG", 1290,
        "sea=14 coral=9 milk=2 moss=11",
    ),
    product(
        "espresso-cup-and-saucer", "mugs",
        words("Чашка для эспрессо с блюдцем", "Espresso Cup & Saucer"),
        words(
            "Маленькая чашка на 80 мл с толстыми стенками: эспрессо остаётся горячим до последнего "
            "глотка. Блюдце – под ложку и кусочек шоколада.",
            "A small 80 ml cup with thick walls: the espresso stays hot to the last sip. The saucer has "
            "room for a spoon and some chocolate.",
        ),
        "чашка эспрессо кофе cup espresso", "espresso-{colour}", (colours("ink", "honey"),), "ESPR", 1150,
        "ink=8 honey=6@990<1150",
    ),
    product(
        "round-teapot", "serving",
        words("Чайник «Тихая гавань», 600 мл", "Quiet Harbour Teapot, 600 ml"),
        words(
            "Круглый чайник с ситечком в носике и ручкой, которая не нагревается. Хватает на три чашки "
            "и один долгий разговор.",
            "A round teapot with a strainer in the spout and a handle that stays cool. Enough for three "
            "cups and one long talk.",
        ),
        "чайник заварочный чай teapot tea", "teapot-{colour}",
        (colours("sea", "milk"),), "TEAPOT", 3290, "sea=5 milk=3",
    ),
    product(
        "horizon-plate", "plates-bowls",
        words("Тарелка «Горизонт»", "Horizon Plate"),
        words(
            "Плоская тарелка с глиняным краем и россыпью крапинок. Маленькая – для десерта, большая – "
            "для воскресного обеда. Можно в посудомойку.",
            "A flat plate with a bare clay rim and a scatter of specks. The small one for dessert, the "
            "large one for Sunday lunch. Dishwasher safe.",
        ),
        "тарелка посуда plate tableware", "plate-{colour}", (colours("milk", "sea"), _DIAMETER), "PLATE", 1190,
        "milk/21=16 milk/27=12@1690 sea/21=7 sea/27=0@1690",
    ),
    product(
        "deep-bowl", "plates-bowls",
        words("Глубокая миска «Бухта»", "Cove Deep Bowl"),
        words(
            "Для супа, рамена, каши или целой горы ягод. Ножка из неглазурованной глины, внутри – "
            "гладкая глазурь, которую легко мыть.",
            "For soup, ramen, porridge or a heap of berries. The foot is bare clay; the glaze inside is "
            "smooth and easy to wash.",
        ),
        "миска пиала посуда bowl tableware", "bowl-{colour}", (colours("milk", "moss", "coral"),), "BOWL", 1390,
        "milk=10 moss=8 coral=1",
    ),
    product(
        "bottle-vase", "serving",
        words("Ваза «Капля»", "Drop Vase"),
        words(
            "Узкое горлышко для одной ветки – и этого достаточно. Подходит и для живых цветов, и для "
            "сухоцветов: внутри покрыта глазурью.",
            "A narrow neck for a single branch, and that is enough. Good for fresh and dried flowers "
            "alike: it is glazed inside.",
        ),
        "ваза декор vase decor", "vase-{colour}",
        (colours("sea", "rose", "milk"),), "VASE", 2190, "sea=6 rose=4 milk=0",
    ),
    product(
        "milk-jug", "serving",
        words("Молочник «Утро», 250 мл", "Morning Milk Jug, 250 ml"),
        words(
            "Аккуратный носик не роняет ни капли. Молоко для каши, сливки для кофе, соус для блинов – а "
            "иногда просто полевые цветы.",
            "A neat lip that never drips. Milk for porridge, cream for coffee, sauce for pancakes – and "
            "now and then just wildflowers.",
        ),
        "молочник посуда jug tableware", "jug", (), "JUG-MORNING", 1490, "=9",
    ),
    product(
        "bread-board", "serving",
        words("Доска для хлеба", "Bread Board"),
        words(
            "Цельное дерево, пропитанное льняным маслом. Режьте на ней хлеб, подавайте сыр или повесьте "
            "на стену – в ручке есть отверстие.",
            "Solid wood rubbed with linseed oil. Slice bread on it, serve cheese, or hang it on the "
            "wall – there is a hole in the handle.",
        ),
        "доска кухня дерево board kitchen", "board-{colour}",
        (woods("oak", "walnut"), sizes("m", "l")), "BOARD", 1890,
        "oak/m=7 oak/l=5@2390 walnut/m=3@2290 walnut/l=2@2890",
    ),
    product(
        "salt-and-spice-set", "serving",
        words("Набор для соли и специй", "Salt & Spice Set"),
        words(
            "Две баночки с деревянными крышками на дубовой подставке. Стоят у плиты, всегда под рукой и "
            "радуют глаз даже в понедельник.",
            "Two pots with wooden lids on an oak tray. They live by the stove, always at hand, and look "
            "cheerful even on a Monday.",
        ),
        "соль специи кухня salt kitchen", "salt-set", (), "SALT-SET", 2490, "=6@2190<2490",
    ),
)  # fmt: skip
