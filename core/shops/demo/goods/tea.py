"""Tea, coffee and sweets."""

from core.shops.demo.build import choice, product, weights, words

_GRIND = choice(
    "grind",
    words("Помол", "Grind"),
    beans=words("В зёрнах", "Whole beans"),
    filter=words("Под фильтр", "For filter"),
)

TEA = (
    product(
        "oolong-misty-shore", "green-oolong",
        words("Улун «Туманный берег»", "Misty Shore Oolong"),
        words(
            "Светлый улун с горных склонов: сливки, сирень и чуть-чуть морского ветра. Выдерживает "
            "шесть проливов и каждый раз рассказывает что-то новое.",
            "A light mountain oolong: cream, lilac and a breath of sea wind. It takes six infusions and "
            "tells you something new each time.",
        ),
        "чай улун oolong tea", "tea-oolong",
        (weights(50, 100, 200),), "OOL", 690, "50=24 100=15@1240 200=6@2290<2580",
    ),
    product(
        "sencha-green-wave", "green-oolong",
        words("Сенча «Зелёная волна»", "Green Wave Sencha"),
        words(
            "Японская сенча первого сбора: свежая трава, водоросли и сладкое послевкусие. Заваривайте "
            "водой не горячее 75 градусов – и никакой горечи.",
            "First-flush Japanese sencha: fresh grass, seaweed and a sweet finish. Brew it no hotter "
            "than 75 degrees and it will never turn bitter.",
        ),
        "чай зелёный сенча green tea", "tea-sencha", (weights(50, 100),), "SEN", 620, "50=18 100=2@1150",
    ),
    product(
        "black-morning-horn", "black-tea",
        words("Чёрный чай «Утренний гудок»", "Morning Horn Black Tea"),
        words(
            "Крепкий купаж ассама и цейлонского чая, который будит не хуже корабельного гудка. Хорош с "
            "молоком, с лимоном и просто так, у окна.",
            "A strong blend of Assam and Ceylon that wakes you up like a ship's horn. Good with milk, "
            "with lemon, or just so, by the window.",
        ),
        "чай чёрный ассам black tea", "tea-black",
        (weights(50, 100, 200),), "BLK", 420, "50=30 100=22@760 200=9@1390",
    ),
    product(
        "captains-bergamot", "black-tea",
        words("Бергамот «Капитанский»", "Captain's Bergamot"),
        words(
            "Классика с характером: цейлонский лист, масло калабрийского бергамота и лепестки василька. "
            "Такой чай пьют из большой кружки и не торопясь.",
            "A classic with character: Ceylon leaf, Calabrian bergamot oil and cornflower petals. A tea "
            "for a large mug and an unhurried hour.",
        ),
        "чай бергамот эрл-грей earl-grey tea", "tea-bergamot",
        (weights(50, 100),), "BRG", 450, "50=26 100=14@820<920",
    ),
    product(
        "fireweed-northern-meadow", "herbal-tea",
        words("Иван-чай «Северный луг»", "Northern Meadow Fireweed"),
        words(
            "Ферментированный иван-чай из Карелии с цветками и листом смородины. Мягкий, медовый, без "
            "кофеина – можно пить хоть на ночь.",
            "Fermented Karelian fireweed with its blossoms and blackcurrant leaf. Mellow, honeyed and "
            "free of caffeine, so fit for late evenings.",
        ),
        "чай травяной иван-чай herbal tea", "herbs-fireweed", (), "FIREWEED", 390, "=21",
    ),
    product(
        "mint-and-chamomile", "herbal-tea",
        words("Мята и ромашка «Штиль»", "Calm Sea Mint & Chamomile"),
        words(
            "Перечная мята, аптечная ромашка и липовый цвет: сбор для вечера, когда телефон уже "
            "отложен. Собираем в июле, сушим в тени.",
            "Peppermint, chamomile and linden blossom: a blend for the evening when the phone is put "
            "away. Picked in July, dried in the shade.",
        ),
        "чай травяной мята ромашка herbal tea", "herbs-mint", (), "MINT-CALM", 360, "=33",
    ),
    product(
        "berry-punch", "herbal-tea",
        words("Ягодный сбор «Клюква и брусника»", "Cranberry & Lingonberry Infusion"),
        words(
            "Сушёные северные ягоды, шиповник и каркаде. Рубиновый, с яркой кислинкой: зимой – горячим "
            "с мёдом, летом – со льдом и веточкой мяты.",
            "Dried northern berries, rosehip and hibiscus. Ruby red and bright: hot with honey in "
            "winter, over ice with a sprig of mint in summer.",
        ),
        "чай ягодный клюква berry tea", "herbs-berry", (), "BERRY-TEA", 410, "=3",
    ),
    product(
        "coffee-beacon", "coffee",
        words("Кофе «Маяк», эспрессо-смесь", "Lighthouse Espresso Blend"),
        words(
            "Наша главная смесь: Бразилия и Колумбия, средняя обжарка. Тёмный шоколад, фундук и "
            "карамель; ровно ложится и в турку, и в капучино.",
            "Our house blend: Brazil and Colombia, medium roast. Dark chocolate, hazelnut and caramel; "
            "at home in a cezve and in a cappuccino.",
        ),
        "кофе эспрессо coffee espresso", "coffee-beacon", (weights(250, 1000), _GRIND), "CFB", 790,
        "250/beans=40 250/filter=18 1000/beans=12@2690<2990 1000/filter=0@2690",
    ),
    product(
        "coffee-ethiopia", "coffee",
        words("Кофе Эфиопия «Рассвет»", "Sunrise Ethiopia Coffee"),
        words(
            "Мытая Эфиопия светлой обжарки для фильтра: жасмин, персик и лимонная цедра. Чашка, с "
            "которой приятно встречать солнце.",
            "A washed Ethiopian in a light filter roast: jasmine, peach and lemon zest. A good cup to "
            "meet the sun with.",
        ),
        "кофе эфиопия фильтр coffee filter", "coffee-ethiopia", (weights(250, 1000), _GRIND), "CFE", 980,
        "250/beans=16 250/filter=11 1000/beans=4@3490",
    ),
    product(
        "coffee-decaf", "coffee",
        words("Кофе без кофеина «Вечерний»", "Evening Decaf Coffee"),
        words(
            "Колумбия, очищенная водой, без химии: какао, изюм и тростниковый сахар. Вкус настоящего "
            "кофе – и спокойный сон.",
            "A water-process Colombian: cocoa, raisins and cane sugar. It tastes like proper coffee and "
            "lets you sleep.",
        ),
        "кофе декаф decaf coffee", "coffee-decaf", (_GRIND,), "CFD", 890, "beans=13 filter=1",
    ),
    product(
        "drip-coffee-travel-set", "coffee",
        words("Дрип-кофе в дорогу, 10 пакетов", "Travel Drip Coffee, 10 sachets"),
        words(
            "Десять порций свежемолотого кофе в фильтр-пакетах. Нужны только кружка и кипяток: в "
            "поезде, в палатке или в офисе с плохой кофемашиной.",
            "Ten servings of freshly ground coffee in filter sachets. All you need is a mug and hot "
            "water: on a train, in a tent, at the office.",
        ),
        "кофе дрип подарок drip coffee", "coffee-drip", (), "DRIP-10", 750, "=27@690<750",
    ),
    product(
        "linden-honey", "sweets",
        words("Липовый мёд", "Linden Honey"),
        words(
            "Светлый башкирский мёд с маленькой пасеки: липа, мята и цветочная свежесть. Со временем "
            "кристаллизуется – так и должно быть.",
            "Pale honey from a small Bashkir apiary: linden, mint and wildflowers. It sets with time, "
            "as real honey does.",
        ),
        "мёд сладости honey sweets", "honey", (weights(250, 500),), "HONEY", 480, "250=19 500=8@860",
    ),
    product(
        "sea-buckthorn-jam", "sweets",
        words("Варенье из облепихи", "Sea Buckthorn Jam"),
        words(
            "Облепиха с апельсиновой цедрой, сваренная маленькими партиями. Солнечная кислинка к "
            "сырникам, блинам и утренней каше.",
            "Sea buckthorn with orange zest, cooked in small batches. A sunny tang for pancakes, curd "
            "fritters and morning porridge.",
        ),
        "варенье облепиха jam sweets", "jam", (), "JAM-BUCKTHORN", 420, "=17",
    ),
    product(
        "lighthouse-chocolate", "sweets",
        words("Шоколад ручной работы, 80 г", "Handmade Chocolate, 80 g"),
        words(
            "Какао-бобы из Эквадора и ничего лишнего. Тёмный – с хлопьями морской соли, молочный – с "
            "карамелью, ореховый – с целым фундуком.",
            "Ecuadorian cocoa and nothing needless. Dark with sea-salt flakes, milk with caramel, nutty "
            "with whole hazelnuts.",
        ),
        "шоколад сладости подарок chocolate sweets", "chocolate-{taste}",
        (
            choice(
                "taste", words("Вкус", "Flavour"),
                salt=words("Тёмный с морской солью", "Dark with sea salt"),
                milk=words("Молочный с карамелью", "Milk with caramel"),
                nut=words("С фундуком", "With hazelnuts"),
            ),
        ),
        "CHOC", 350, "salt=42 milk=35 nut=0",
    ),
)  # fmt: skip
