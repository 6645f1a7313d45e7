"""Lighthouse Goods: the demo's main shop."""

from core.shops.demo.build import words
from core.shops.demo.goods.ceramics import CERAMICS
from core.shops.demo.goods.clothes import CLOTHES
from core.shops.demo.goods.digital import DIGITAL
from core.shops.demo.goods.gifts import GIFTS
from core.shops.demo.goods.home import HOME
from core.shops.demo.goods.paper import PAPER
from core.shops.demo.goods.tea import TEA
from core.shops.demo.model import DemoBlock, DemoCategory, DemoCourierArea, DemoPickupPoint, DemoShop

_CATEGORIES = (
    DemoCategory("tea-coffee", None, words("Чай и кофе", "Tea & coffee"), "🫖", 1),
    DemoCategory("tea", "tea-coffee", words("Чай", "Tea"), "🍵", 1),
    DemoCategory("green-oolong", "tea", words("Зелёный и улун", "Green & oolong"), "🌿", 1),
    DemoCategory("black-tea", "tea", words("Чёрный", "Black"), "🍂", 2),
    DemoCategory("herbal-tea", "tea", words("Травы и ягоды", "Herbs & berries"), "🌼", 3),
    DemoCategory("coffee", "tea-coffee", words("Кофе", "Coffee"), "☕", 2),
    DemoCategory("sweets", "tea-coffee", words("Сладкое к чаю", "Sweets"), "🍯", 3),
    DemoCategory("ceramics", None, words("Керамика", "Ceramics"), "🏺", 2),
    DemoCategory("mugs", "ceramics", words("Кружки и чашки", "Mugs & cups"), "☕", 1),
    DemoCategory("plates-bowls", "ceramics", words("Тарелки и миски", "Plates & bowls"), "🍽", 2),
    DemoCategory("serving", "ceramics", words("Сервировка", "Serving"), "🫙", 3),
    DemoCategory("clothes", None, words("Одежда", "Clothes"), "👕", 3),
    DemoCategory("tops", "clothes", words("Футболки и худи", "Tees & hoodies"), "🧥", 1),
    DemoCategory("accessories", "clothes", words("Шапки, шарфы, носки", "Hats, scarves, socks"), "🧣", 2),
    DemoCategory("bags", "clothes", words("Сумки и в дорогу", "Bags & travel"), "🎒", 3),
    DemoCategory("stationery", None, words("Бумага и письмо", "Stationery"), "📓", 4),
    DemoCategory("notebooks", "stationery", words("Блокноты", "Notebooks"), "📔", 1),
    DemoCategory("writing", "stationery", words("Ручки и карандаши", "Pens & pencils"), "🖋", 2),
    DemoCategory("cards", "stationery", words("Открытки и наклейки", "Cards & stickers"), "💌", 3),
    DemoCategory("home", None, words("Дом и уют", "Home"), "🕯", 5),
    DemoCategory("candles", "home", words("Свечи и ароматы", "Candles & scents"), "🕯", 1),
    DemoCategory("textiles", "home", words("Пледы и подушки", "Blankets & cushions"), "🛋", 2),
    DemoCategory("light-decor", "home", words("Свет и декор", "Light & decor"), "💡", 3),
    DemoCategory("gifts", None, words("Подарки", "Gifts"), "🎁", 6),
    DemoCategory("gift-sets", "gifts", words("Наборы", "Gift sets"), "🧺", 1),
    DemoCategory("keepsakes", "gifts", words("На память", "Keepsakes"), "✨", 2),
    DemoCategory("digital", None, words("Цифровое", "Digital"), "💫", 7),
)

_PICKUP = (
    DemoPickupPoint(
        "vasilievsky",
        words("Лавка на Васильевском", "The shop on Vasilievsky"),
        words("Санкт-Петербург, 7-я линия В. О., 34", "34, 7th Line V.O., Saint Petersburg"),
        words("Ежедневно с 10:00 до 21:00", "Daily, 10:00–21:00"),
    ),
    DemoPickupPoint(
        "petrogradskaya",
        words("Пункт на Петроградской", "Petrogradskaya point"),
        words("Санкт-Петербург, Большой пр. П. С., 49", "49 Bolshoy Ave P.S., Saint Petersburg"),
        words("Пн–сб с 11:00 до 20:00", "Mon–Sat, 11:00–20:00"),
    ),
    DemoPickupPoint(
        "moscow-pokrovka",
        words("Московская полка", "The Moscow shelf"),
        words("Москва, ул. Покровка, 27, стр. 1", "27 bld. 1, Pokrovka St, Moscow"),
        words("Вт–вс с 12:00 до 21:00", "Tue–Sun, 12:00–21:00"),
    ),
)

_COURIER = (
    DemoCourierArea(
        "spb",
        words("Курьер по Санкт-Петербургу", "Courier in Saint Petersburg"),
        35000,
        400000,
        words("Завтра, с 12:00 до 21:00", "Tomorrow, 12:00–21:00"),
    ),
    DemoCourierArea(
        "moscow",
        words("Курьер по Москве", "Courier in Moscow"),
        49000,
        600000,
        words("За 2–3 дня", "In 2–3 days"),
    ),
)

LIGHTHOUSE = DemoShop(
    slug="lighthouse",
    name=words("Лавка «Маяк»", "Lighthouse Goods"),
    greeting=words(
        "Здравствуйте! Это лавка «Маяк»: чай, керамика, тёплые вещи и маленькие радости, которые мы "
        "выбираем как для себя. Загляните в каталог – свет горит.",
        "Hello! This is Lighthouse Goods: tea, ceramics, warm clothes and small joys that we choose as "
        "if for ourselves. Have a look around – the light is on.",
    ),
    about=words(
        "Небольшая независимая лавка из Петербурга. Работаем с мастерскими, которые знаем лично, пакуем "
        "заказы сами и кладём в каждый открытку.",
        "A small independent shop from Saint Petersburg. We work with makers we know in person, pack "
        "every order ourselves and put a postcard in each.",
    ),
    cover="cover-lighthouse",
    blocks=(
        DemoBlock(
            words("Чайная неделя", "Tea week"),
            words(
                "Пять сборов для долгих вечеров и чайник, который держит тепло, пока вы дочитываете главу.",
                "Five teas for long evenings, and a pot that stays warm until you finish the chapter.",
            ),
            "teapot-sea",
            "tea",
        ),
        DemoBlock(
            words("Дом у моря", "A house by the sea"),
            words(
                "Плед, свеча и тихий свет: три вещи, с которыми любая квартира становится каютой.",
                "A blanket, a candle and a quiet light: three things that turn any flat into a cabin.",
            ),
            "blanket-moss",
            "home",
        ),
        DemoBlock(
            words("Подарок уже собран", "The gift is packed"),
            words(
                "Открытку подпишем от руки – скажите, что написать, в комментарии к заказу.",
                "We write the card by hand: tell us the words in the comment to your order.",
            ),
            "gift-box",
            "gift-sets",
        ),
    ),
    categories=_CATEGORIES,
    products=TEA + CERAMICS + CLOTHES + PAPER + HOME + GIFTS + DIGITAL,
    pickup_points=_PICKUP,
    courier=_COURIER,
    terms=words(
        "Оформляя заказ, вы соглашаетесь с ценой и составом, показанными на экране подтверждения. Товар "
        "надлежащего качества можно вернуть в течение 7 дней после получения, если сохранены его вид и "
        "упаковка; чай, кофе и сладости возврату не подлежат. Брак меняем или возвращаем деньги за свой "
        "счёт. Деньги возвращаем тем же способом, которым вы платили, в срок до 10 дней. Это "
        "демонстрационный магазин: заказы не отправляются.",
        "By placing an order you agree to the price and contents shown on the confirmation screen. "
        "Goods in good condition may be returned within 7 days of receipt in their original packaging; "
        "tea, coffee and sweets may not. Faulty goods are replaced or refunded at our expense. Refunds "
        "go back to the way you paid, within 10 days. This is a demonstration shop: orders are not "
        "sent.",
    ),
    payment_support=words(
        "Вопрос по оплате? Напишите номер заказа – ответим в течение рабочего дня. Если деньги "
        "списались, а заказ не подтвердился, они вернутся автоматически или мы оформим возврат вручную. "
        "Telegram и его поддержка не отвечают за покупки в нашем магазине.",
        "A question about a payment? Send us the order number and we will answer within a working day. "
        "If you were charged but the order was not confirmed, the money comes back by itself or we "
        "refund it by hand. Telegram support is not responsible for purchases in our shop.",
    ),
    support=words(
        "Мы на связи ежедневно с 10:00 до 21:00 по Москве. Пишите прямо сюда – отвечает живой человек.",
        "We are here daily from 10:00 to 21:00 Moscow time. Write right here – a real person answers.",
    ),
)
