"""Presents."""

from core.shops.demo.build import choice, product, sizes, words

GIFTS = (
    product(
        "gift-box", "gift-sets",
        words("Подарочная коробка «Сюрприз»", "Surprise Gift Box"),
        words(
            "Собираем сами: в маленькой – чай и шоколад, в средней – ещё и кружка, в большой добавится "
            "свеча. Напишите, для кого, – подберём.",
            "We pack it ourselves: the small one holds tea and chocolate, the medium adds a mug, the "
            "large a candle. Tell us who it is for.",
        ),
        "подарок набор gift box", "gift-box", (sizes("s", "m", "l"),), "GIFTBOX", 1490, "s=12 m=8@2790 l=4@4290<4690",
    ),
    product(
        "sunday-hamper", "gift-sets",
        words("Корзина «Воскресное утро»", "Sunday Morning Hamper"),
        words(
            "Плетёная корзина с улуном, кофе «Маяк», липовым мёдом и сухой лавандой. Готовый завтрак, "
            "который не стыдно привезти в гости.",
            "A wicker basket with oolong, Lighthouse coffee, linden honey and dried lavender. A "
            "breakfast you can proudly bring along.",
        ),
        "подарок корзина hamper gift", "hamper", (), "HAMPER-SUN", 4990, "=3",
    ),
    product(
        "lighthouse-night-light", "keepsakes",
        words("Ночник «Маяк» из дерева", "Wooden Lighthouse Night Light"),
        words(
            "Выточен из липы и расписан вручную. Светит мягко, сам гаснет через час и заряжается по "
            "USB-C. Любимец детей и капитанов в отставке.",
            "Turned from linden wood and painted by hand. It glows softly, fades after an hour and "
            "charges by USB-C. Loved by children and retired captains.",
        ),
        "ночник детям маяк night light kids", "night-light", (), "NIGHT-LIGHT", 3290, "=7",
    ),
    product(
        "gift-card", "keepsakes",
        words("Подарочная карта", "Gift Card"),
        words(
            "Карта в конверте с сургучной печатью: пусть выберут сами. Действует год, остаток не "
            "сгорает после первой покупки.",
            "A card in an envelope with a wax seal: let them choose. It is valid for a year, and what "
            "is left after one purchase stays on it.",
        ),
        "подарок сертификат gift card", "gift-card",
        (
            choice(
                "amount", words("Номинал", "Amount"),
                **{
                    "1000": words("1000 ₽", "₽1,000"),
                    "3000": words("3000 ₽", "₽3,000"),
                    "5000": words("5000 ₽", "₽5,000"),
                },
            ),
        ),
        "CARD", 1000, "1000=50 3000=50@3000 5000=25@5000",
    ),
)  # fmt: skip
