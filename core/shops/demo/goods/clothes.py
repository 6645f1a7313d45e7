"""Clothes and what goes with them."""

from core.shops.demo.build import colours, product, sizes, words

CLOTHES = (
    product(
        "lighthouse-tee", "tops",
        words("Футболка «Маяк»", "Lighthouse T-shirt"),
        words(
            "Плотный хлопок 220 г/м², свободный крой и маяк, напечатанный вручную шелкографией. Не "
            "садится и не теряет форму после стирки.",
            "Heavy 220 gsm cotton, an easy cut and a lighthouse screen-printed by hand. It does not "
            "shrink or lose its shape in the wash.",
        ),
        "футболка одежда t-shirt tee clothes", "tee-{colour}",
        (colours("black", "white", "sea"), sizes("s", "m", "l", "xl")),
        "TEE", 1990,
        "black/s=9 black/m=14 black/l=11 black/xl=2 white/s=7 white/m=12 white/l=0 white/xl=5 "
        "sea/s=4@1690<1990 sea/m=6@1690<1990 sea/l=3@1690<1990 sea/xl=0@1690<1990",
    ),
    product(
        "breton-shirt", "tops",
        words("Тельняшка «Юнга»", "Cabin Boy Breton Shirt"),
        words(
            "Мягкая тельняшка с накладным карманом. Полоски – как положено, а хлопок такой приятный, "
            "что снимать не хочется даже на суше.",
            "A soft sailor's shirt with a patch pocket. Proper stripes, and cotton so pleasant that you "
            "will want to wear it ashore too.",
        ),
        "тельняшка одежда полоска breton stripes clothes", "breton", (sizes("s", "m", "l", "xl"),), "BRETON", 2390,
        "s=6 m=10 l=8 xl=3",
    ),
    product(
        "harbour-hoodie", "tops",
        words("Худи «Причал»", "Pier Hoodie"),
        words(
            "Тёплый футер с начёсом, глубокий капюшон и карман, в котором помещаются обе руки и термос. "
            "Для ветра, костра и ленивых выходных.",
            "Warm brushed fleece, a deep hood and a pocket for both hands and a flask. For wind, "
            "bonfires and lazy weekends.",
        ),
        "худи толстовка одежда hoodie clothes", "hoodie-{colour}",
        (colours("ink", "grey", "moss"), sizes("s", "m", "l", "xl")),
        "HOOD", 4490,
        "ink/s=4 ink/m=8 ink/l=6 ink/xl=2 grey/s=3 grey/m=7 grey/l=5 grey/xl=0 moss/s=5@3790<4490 "
        "moss/m=6@3790<4490 "
        "moss/l=1@3790<4490 moss/xl=2@3790<4490",
    ),
    product(
        "pompon-beanie", "accessories",
        words("Шапка с помпоном", "Pompom Beanie"),
        words(
            "Крупная вязка из мериноса с акрилом: тёплая и не колется. Широкий отворот закрывает уши, "
            "помпон отстёгивается перед стиркой.",
            "A chunky merino blend that is warm and does not itch. The wide cuff covers your ears; the "
            "pompom comes off for washing.",
        ),
        "шапка зима beanie hat winter", "beanie-{colour}",
        (colours("honey", "coral", "ink", "milk"),), "BEANIE", 1790,
        "honey=9 coral=7 ink=12 milk=3",
    ),
    product(
        "six-panel-cap", "accessories",
        words("Кепка «Бриз»", "Breeze Cap"),
        words(
            "Шестиклинка из стираного хлопка с вышитым маяком. Мягкий козырёк, регулируемый ремешок – "
            "садится на любую голову.",
            "A six-panel cap of washed cotton with an embroidered lighthouse. Soft brim and an "
            "adjustable strap: one size fits everyone.",
        ),
        "кепка бейсболка cap hat", "cap-{colour}",
        (colours("ink", "coral", "moss"),), "CAP", 1590, "ink=10 coral=5 moss=0",
    ),
    product(
        "wave-socks", "accessories",
        words("Носки «Волны»", "Wave Socks"),
        words(
            "Высокие хлопковые носки с волнами и усиленной пяткой. Поднимают настроение в любую погоду "
            "– и торчат из ботинок ровно настолько, насколько нужно.",
            "High cotton socks with waves and a reinforced heel. They lift the mood in any weather and "
            "peek out of boots just enough.",
        ),
        "носки socks подарок", "socks-{colour}",
        (colours("sea", "coral", "milk"), sizes("36-39", "40-44")), "SOCK", 490,
        "sea/36-39=20 sea/40-44=25 coral/36-39=15 coral/40-44=3 milk/36-39=11 milk/40-44=18",
    ),
    product(
        "ribbed-scarf", "accessories",
        words("Шарф «Норд»", "Nord Scarf"),
        words(
            "Два метра мягкой шерсти с полосами и бахромой. Можно обмотать трижды и смело идти гулять "
            "вдоль моря в ноябре.",
            "Two metres of soft wool with stripes and a fringe. Wrap it round three times and walk "
            "along the sea in November.",
        ),
        "шарф зима шерсть scarf wool winter", "scarf-{colour}", (colours("plum", "moss", "honey"),), "SCARF", 2290,
        "plum=6@1890<2290 moss=4 honey=5",
    ),
    product(
        "canvas-tote", "bags",
        words("Сумка-шопер «На рынок»", "To the Market Tote"),
        words(
            "Плотный канвас, длинные ручки и внутренний карман для ключей. Выдерживает арбуз – мы "
            "проверяли в августе.",
            "Sturdy canvas, long handles and an inner pocket for keys. It will hold a watermelon – we "
            "tested that in August.",
        ),
        "сумка шопер tote bag", "tote-{colour}", (colours("milk", "ink"),), "TOTE", 990, "milk=22 ink=17",
    ),
    product(
        "rucksack", "bags",
        words("Рюкзак «Экспедиция», 18 л", "Expedition Rucksack, 18 l"),
        words(
            "Вощёный хлопок, кожаные ремни и латунные пряжки. Внутри – отделение для ноутбука 14 дюймов "
            "и карман для бутылки. Дождь ему нипочём.",
            "Waxed cotton, leather straps and brass buckles. Inside: a sleeve for a 14-inch laptop and "
            "a bottle pocket. Rain does not bother it.",
        ),
        "рюкзак сумка backpack bag", "backpack-{colour}",
        (colours("moss", "ink"),), "PACK", 6490, "moss=4 ink=2@5690<6490",
    ),
    product(
        "storm-umbrella", "bags",
        words("Зонт-трость «Шторм»", "Storm Umbrella"),
        words(
            "Двенадцать спиц из стекловолокна не боятся порывов ветра, а деревянная ручка – холодных "
            "ладоней. Купол 110 см укроет двоих.",
            "Its fibreglass ribs do not fear gusts, and the wooden crook does not chill your hand. The "
            "110 cm canopy shelters two.",
        ),
        "зонт дождь umbrella rain", "umbrella-{colour}", (colours("coral", "sea"),), "UMBR", 2990, "coral=7 sea=5",
    ),
    product(
        "steel-thermos", "bags",
        words("Термос «Вахта», 750 мл", "Watch Flask, 750 ml"),
        words(
            "Двойные стальные стенки: чай остаётся горячим двенадцать часов. Крышка превращается в "
            "кружку, покрытие не скользит даже в варежках.",
            "Double steel walls keep tea hot for twelve hours. The lid becomes a cup, and the coating "
            "does not slip even in mittens.",
        ),
        "термос чай поход flask thermos", "thermos-{colour}", (colours("moss", "coral", "ink"),), "FLASK", 2690,
        "moss=8 coral=6 ink=0",
    ),
)  # fmt: skip
