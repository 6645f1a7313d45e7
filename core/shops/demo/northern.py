"""Northern Lights Prints: the small second shop, so that several shops on one bot can be shown."""

from core.shops.demo.build import words
from core.shops.demo.goods.prints import PRINTS
from core.shops.demo.model import DemoBlock, DemoCategory, DemoCourierArea, DemoPickupPoint, DemoShop

_PICKUP = (
    DemoPickupPoint(
        "studio",
        words("Мастерская", "The studio"),
        words("Мурманск, пр. Ленина, 62, вход со двора", "62 Lenin Ave, Murmansk, yard entrance"),
        words("Пн–пт с 11:00 до 19:00", "Mon–Fri, 11:00–19:00"),
    ),
    DemoPickupPoint(
        "gallery",
        words("Галерея у порта", "The gallery by the port"),
        words("Мурманск, Портовый пр., 19", "19 Portovy Drive, Murmansk"),
        words("Ежедневно с 12:00 до 20:00", "Daily, 12:00–20:00"),
    ),
    DemoPickupPoint(
        "petrozavodsk",
        words("Книжная полка в Петрозаводске", "The bookshelf in Petrozavodsk"),
        words("Петрозаводск, ул. Кирова, 8", "8 Kirov St, Petrozavodsk"),
        words("Вт–вс с 10:00 до 20:00", "Tue–Sun, 10:00–20:00"),
    ),
)

_COURIER = (
    DemoCourierArea(
        "murmansk",
        words("Курьер по Мурманску", "Courier in Murmansk"),
        25000,
        300000,
        words("Сегодня или завтра", "Today or tomorrow"),
    ),
    DemoCourierArea(
        "region",
        words("Мурманская область", "Murmansk region"),
        45000,
        None,
        words("За 2–4 дня", "In 2–4 days"),
    ),
)

NORTHERN = DemoShop(
    slug="northern-lights",
    name=words("Северное сияние", "Northern Lights Prints"),
    greeting=words(
        "Привет с Севера! Мы рисуем горы, зверей и ночное небо и печатаем их на бумаге, которую приятно "
        "трогать. Выберите свой кусочек тишины.",
        "Greetings from the North! We draw mountains, animals and night skies and print them on paper "
        "that is good to touch. Choose your piece of quiet.",
    ),
    about=words(
        "Мастерская двух художников из Мурманска. Печатаем маленькими тиражами, подписываем от руки и "
        "отправляем в плотном тубусе.",
        "A studio of two artists from Murmansk. We print small editions, sign them by hand and send "
        "them in a sturdy tube.",
    ),
    cover="cover-northern",
    template="story",
    accent="#3d6b7d",
    blocks=(
        DemoBlock(
            words("Час, когда светает небо", "The hour the sky lights up"),
            words(
                "Сияние не обещают прогнозы – его ждут на берегу, с термосом и терпением. Мы рисовали "
                "эту серию с натуры, в минус двадцать.",
                "No forecast promises the aurora: one waits for it on the shore, with a thermos and some "
                "patience. We drew this series outdoors, at minus twenty.",
            ),
            PRINTS[0].picture,
            "sky",
        ),
        DemoBlock(
            words("Кто живёт за полярным кругом", "Who lives beyond the polar circle"),
            words(
                "Лиса, олень и один очень спокойный кит. Каждый отпечаток подписан и пронумерован.",
                "A fox, a reindeer and one very calm whale. Every print is signed and numbered.",
            ),
            next(one.picture for one in PRINTS if one.category_slug == "animals"),
            "animals",
        ),
        DemoBlock(
            words("Бумага, которую хочется трогать", "Paper you want to touch"),
            words(
                "Хлопковая, 310 граммов, с живым краем. Чернила не выцветают восемьдесят лет.",
                "Cotton, 310 grams, with a living edge. The inks keep for eighty years.",
            ),
        ),
    ),
    categories=(
        DemoCategory("sky", None, words("Небо", "Sky"), "🌌", 1),
        DemoCategory("animals", None, words("Звери", "Animals"), "🦊", 2),
        DemoCategory("places", None, words("Места", "Places"), "🏔", 3),
    ),
    products=PRINTS,
    pickup_points=_PICKUP,
    courier=_COURIER,
    terms=words(
        "Принты печатаются под заказ за 1–2 дня. Рама на фотографии в стоимость не входит. Вернуть "
        "неповреждённый принт можно в течение 7 дней после получения; помятый в пути перепечатаем "
        "бесплатно – пришлите фото. Это демонстрационный магазин: заказы не отправляются.",
        "Prints are made to order in 1–2 days. The frame in the picture is not included. An undamaged "
        "print may be returned within 7 days of receipt; one that was creased on the way is reprinted "
        "free – send us a photo. This is a demonstration shop: orders are not sent.",
    ),
    payment_support=words(
        "Если с оплатой что-то пошло не так, напишите номер заказа: разберёмся в течение рабочего дня и "
        "при необходимости вернём деньги тем же способом. Поддержка Telegram не отвечает за наши "
        "продажи.",
        "If something went wrong with a payment, send us the order number: we will sort it out within a "
        "working day and refund you the same way if needed. Telegram support is not responsible for our "
        "sales.",
    ),
    support=words(
        "Отвечаем по будням с 11:00 до 19:00 по Москве. Пишите прямо сюда.",
        "We answer on weekdays from 11:00 to 19:00 Moscow time. Write right here.",
    ),
)
