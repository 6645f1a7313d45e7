"""Candles, scents, textiles and light."""

from core.shops.demo.build import choice, colours, product, sizes, words

HOME = (
    product(
        "soy-candle", "candles",
        words("Соевая свеча в стекле, 200 мл", "Soy Candle in Glass, 200 ml"),
        words(
            "Соевый воск, хлопковый фитиль и 45 часов тихого света. Когда догорит, стакан пригодится "
            "для карандашей или рассады.",
            "Soy wax, a cotton wick and 45 hours of quiet light. When it is gone, the glass is good for "
            "pencils or seedlings.",
        ),
        "свеча аромат уют candle scent", "candle-{scent}",
        (
            choice(
                "scent", words("Аромат", "Scent"),
                pine=words("Сосна и смола", "Pine & resin"),
                fig=words("Инжир и чёрный чай", "Fig & black tea"),
                amber=words("Янтарь и апельсин", "Amber & orange"),
            ),
        ),
        "CNDL", 1390, "pine=16 fig=9 amber=3",
    ),
    product(
        "pillar-candles", "candles",
        words("Три свечи-столбика", "Three Pillar Candles"),
        words(
            "Столбики разной высоты из натурального воска, без запаха: не спорят с ужином. Подставка из "
            "бука – в комплекте.",
            "Three pillars of different heights in natural wax, unscented, so they do not argue with "
            "dinner. The beech tray is included.",
        ),
        "свечи ужин candles pillars", "pillars", (), "PILLARS-3", 1690, "=11",
    ),
    product(
        "incense-sticks", "candles",
        words("Благовония «Лавандовое поле»", "Lavender Field Incense"),
        words(
            "Двадцать палочек ручной скатки с керамической подставкой-лодочкой. Лёгкий дым, лаванда и "
            "немного кедра; одной палочки хватает на полчаса.",
            "Twenty hand-rolled sticks with a boat-shaped ceramic holder. Light smoke, lavender and a "
            "little cedar; each lasts half an hour.",
        ),
        "благовония аромат incense scent", "incense", (), "INCENSE-20", 790, "=14",
    ),
    product(
        "reed-diffuser", "candles",
        words("Диффузор «Дом у моря», 100 мл", "House by the Sea Diffuser, 100 ml"),
        words(
            "Соль, сухое дерево и нагретая солнцем хвоя. Переверните палочки, когда захочется ярче, – "
            "хватит примерно на три месяца.",
            "Salt, dry wood and sun-warmed pine. Turn the reeds when you want more of it; one bottle "
            "lasts about three months.",
        ),
        "диффузор аромат diffuser scent", "diffuser", (), "DIFFUSER-100", 1990, "=8@1690<1990",
    ),
    product(
        "handmade-soap", "candles",
        words("Мыло ручной работы, 2 бруска", "Handmade Soap, 2 bars"),
        words(
            "Холодная варка на оливковом масле, месяц выдержки и никакой спешки. Не сушит кожу и пахнет "
            "именно тем, что написано на обёртке.",
            "Cold-process olive oil soap, cured for a month and never rushed. It does not dry the skin "
            "and smells of what the label says.",
        ),
        "мыло ванная soap bath", "soap-{scent}",
        (
            choice(
                "scent", words("Аромат", "Scent"),
                lavender=words("Лаванда", "Lavender"),
                seaweed=words("Морские водоросли", "Seaweed"),
                oat=words("Овсянка и мёд", "Oat & honey"),
            ),
        ),
        "SOAP", 540, "lavender=20 seaweed=13 oat=0",
    ),
    product(
        "wool-blanket", "textiles",
        words("Шерстяной плед «Кают-компания»", "Wardroom Wool Blanket"),
        words(
            "Плед в клетку из новозеландской шерсти, 140 × 200 см. Тёплый, но лёгкий: помещается в "
            "рюкзак и спасает вечера на веранде.",
            "A checked blanket of New Zealand wool, 140 × 200 cm. Warm but light: it fits in a rucksack "
            "and saves evenings on the porch.",
        ),
        "плед шерсть уют blanket wool", "blanket-{colour}", (colours("moss", "coral", "sea"),), "PLAID", 5490,
        "moss=5 coral=3@4690<5490 sea=4",
    ),
    product(
        "linen-cushion", "textiles",
        words("Льняная подушка с волнами", "Linen Wave Cushion"),
        words(
            "Чехол из умягчённого льна на молнии и упругая подушка внутри. Узор – ручная набойка, "
            "поэтому каждая волна немного своя.",
            "A zipped cover of softened linen with a springy pad inside. The pattern is block-printed "
            "by hand, so each wave is its own.",
        ),
        "подушка лён cushion linen", "cushion-{colour}",
        (colours("sea", "honey", "rose"), sizes("40", "50")), "CUSH", 1790,
        "sea/40=9 sea/50=6@2190 honey/40=7 honey/50=3@2190 rose/40=4 rose/50=0@2190",
    ),
    product(
        "table-lamp", "light-decor",
        words("Настольная лампа «Огонёк»", "Little Light Table Lamp"),
        words(
            "Керамическое основание, плиссированный абажур и тёплый свет 2700 K. Включается шнурком – с "
            "тем самым уютным щелчком.",
            "A ceramic base, a pleated shade and warm 2700 K light. It turns on with a cord and that "
            "familiar cosy click.",
        ),
        "лампа свет lamp light", "lamp-{colour}", (colours("sea", "milk"),), "LAMP", 4990, "sea=3 milk=5",
    ),
    product(
        "wall-clock", "light-decor",
        words("Настенные часы «Без спешки»", "No Hurry Wall Clock"),
        words(
            "Бесшумный механизм, 30 см в диаметре, рама из массива. Идут точно, но всем видом "
            "показывают, что торопиться некуда.",
            "A silent movement, 30 cm across, in a solid wood frame. It keeps good time but clearly "
            "sees no reason to hurry.",
        ),
        "часы декор clock decor", "clock-{colour}", (colours("oak", "ink"),), "CLOCK", 3490, "oak=6 ink=4@2990<3490",
    ),
    product(
        "plant-pot", "light-decor",
        words("Кашпо с поддоном", "Plant Pot with Saucer"),
        words(
            "Дренажное отверстие, поддон в тон и толстые стенки – корням будет хорошо. Растение в "
            "комплект не входит, но подскажем, какое выбрать.",
            "A drainage hole, a matching saucer and thick walls that roots like. The plant is not "
            "included, but we can suggest one.",
        ),
        "кашпо горшок растения pot plants", "pot-{colour}",
        (colours("coral", "milk", "ink"), sizes("s", "l")), "POT", 990,
        "coral/s=12 coral/l=7@1590 milk/s=10 milk/l=2@1590 ink/s=8 ink/l=5@1590",
    ),
)  # fmt: skip
