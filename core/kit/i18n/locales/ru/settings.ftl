# /shop: что магазин говорит о себе и как выглядит.
shop-card = 🏪 <b>{ $title }</b>
    Адресное слово: <code>{ $slug }</code>
shop-line-greeting =

    <b>Приветствие</b> ({ $languages }): { $text }
shop-line-about = <b>О магазине</b> ({ $languages }): { $text }
shop-line-terms = <b>Условия</b> ({ $languages }): { $text }
shop-line-support = <b>Связь</b> ({ $languages }): { $text }
shop-facts =

    💱 { $currency } · 🕒 { $timezone }
    Открыто: { $hours }
    Шаблон: { $template } · цвет <code>{ $accent }</code>
    Обложка: { $cover ->
        [yes] есть
       *[no] пока нет
    }
shop-always-open = круглосуточно
shop-day-off = выходной
shop-saved = Сохранено
shop-ask-language = На каком языке?
shop-too-long = ⚠️ Не помещается: нужно от 1 до { $limit } знаков.
shop-refused = ⚠️ Не получилось прочитать.
shop-ask-title = Пришлите название магазина, { $language }: от 2 до { $limit } знаков.
shop-ask-greeting = Пришлите приветствие над меню, { $language }: до { $limit } знаков. Тире убирает его.
shop-ask-about = Пришлите рассказ о магазине, { $language }: до { $limit } знаков. Тире убирает его.
shop-ask-terms = Пришлите условия продажи, { $language }: кто продаёт, доставка, возврат, персональные данные. До { $limit } знаков. Тире убирает их.
shop-ask-support = Пришлите, как с вами связаться, { $language }: телефон, @имя, почта, часы. Тире убирает.
shop-ask-cover = Пришлите картинку — она встанет над приветствием. Лучше широкую.{ $now }
shop-ask-currency = Магазин продаёт в { $now }. Пришлите код другой валюты, например <code>USD</code>. Числа в ценах останутся; сменить можно до первого заказа.
shop-ask-timezone = Магазин живёт по времени { $now }. Пришлите город или пояс: <code>Екатеринбург</code>, <code>Europe/Moscow</code>, <code>МСК+2</code>.
shop-ask-hours = Открыто: { $now }. Пришлите часы: <code>пн-пт 10-20, сб 11:00-18:00</code>, <code>ежедневно 9-21</code> или <code>круглосуточно</code>. Дни, которых нет в списке, — выходные.
shop-ask-accent = Цвет сейчас { $now }. Выберите или пришлите код: <code>#2f7de1</code>
shop-ask-template = Как разложить товары в мини-приложении?
template-showcase = Витрина: крупные картинки
template-list = Список: короткие строки
template-story = История: одно за другим
button-shop-title = ✏️ Название
button-shop-greeting = 👋 Приветствие
button-shop-about = ℹ️ О магазине
button-shop-terms = 📜 Условия
button-shop-support = 💬 Связь
button-shop-cover = 🖼 Обложка
button-shop-hours = 🕒 Часы работы
button-shop-timezone = 🌍 Часовой пояс
button-shop-template = 🧩 Шаблон
button-shop-accent = 🎨 Цвет
button-shop-currency = 💱 Валюта
button-shop-blocks = 🧱 Первая страница: { $count ->
        [one] { $count } блок
        [few] { $count } блока
       *[other] { $count } блоков
    }
# Блоки первой страницы мини-приложения.
blocks-title = 🧱 <b>Блоки первой страницы</b>
    { $count ->
        [0] Пока ни одного. Расскажите об акции, новинке или о себе: картинка, пара слов и куда вести.
       *[other] Стоят в этом порядке: { $count } из { $most }. Блок с картинкой виден и как история.
    }
block-head = 🧱 <b>Блок { $place }</b> – так его видят покупатели:
block-leads = Ведёт: { $to }
block-untitled = Без названия
block-ask-new = Пришлите заголовок нового блока: до { $limit } знаков. Другие языки, текст и картинку добавите следом.
block-ask-title = Пришлите заголовок, { $language }: до { $limit } знаков. Тире убирает его.
block-ask-text = Пришлите текст, { $language }: до { $limit } знаков. Тире убирает его.
block-ask-picture = Пришлите картинку. Для истории лучше высокая, для витрины – широкая.
block-ask-leads = Куда ведёт блок? Пришлите артикул товара или название раздела. Тире – никуда.
block-sure = Убрать блок «{ $title }» с первой страницы?
button-block-add = ➕ Добавить блок
button-block-title = ✏️ Заголовок
button-block-text = 📝 Текст
button-block-picture = 🖼 Картинка
button-block-bare = Без картинки
button-block-leads = 👉 Куда ведёт
button-block-up = ⬆️ Выше
button-block-drop = 🗑 Убрать
button-block-gone = Да, убрать
button-texts = ✏️ Тексты
error-currency-in-use = В магазине уже есть заказы, подарочные карты, баллы или промокоды в { $currency }: их суммы потеряли бы смысл. Цены в других валютах: /rate
