error-wrong-kind = { $sku } продаётся как { $kind ->
    [goods] обычный товар
    [keys] ключи
    [file] файл
    [text] текст
   *[subscription] подписка
}. Сначала скажите, что это: /kind { $sku } { $wanted }
error-stock-follows-keys = Остаток { $sku } — это число ключей. Добавьте их: /keys { $sku }.
error-shares-stock = У { $sku } общий остаток с другим вариантом. Ключам, файлам и текстам нужен свой.
error-content-too-large = Слишком много. Предел: { $limit }.
error-file = Файл не удалось получить. Пришлите его ещё раз, до 20 МБ.
error-subscription-alone = Подписка оформляется отдельно. Уберите, пожалуйста, из корзины остальное.
error-subscription-over = Эта подписка закончилась. Её можно купить снова в каталоге.
error-delivery-not-chosen = Выберите способ доставки и напишите адрес. Деньги не списаны.
movement-keys = ключи и файлы
hold-keys-missing = оплачен, но выдать оказалось нечего

command-keys = Ключи на продажу: /keys АРТИКУЛ
command-digital = Что получит покупатель: /digital АРТИКУЛ
command-kind = Вид товара: /kind АРТИКУЛ keys

usage-kind = Скажите, что это за товар: <code>/kind АРТИКУЛ keys</code>

    <b>goods</b> — вещь, её везут покупателю
    <b>keys</b> — каждый ключ продаётся один раз
    <b>file</b> — файл, продаётся сколько угодно раз
    <b>text</b> — текст или ссылка
    <b>subscription</b> — продлевается каждые 30 дней

    Цифровые товары продаются за звёзды. Цена: <code>/rate АРТИКУЛ 150 XTR</code>
kind-set = ✅ <b>{ $title }</b> теперь продаётся как { $kind ->
    [goods] обычный товар: посчитайте остаток — <code>/stock { $sku } 10</code>
    [keys] ключи: добавьте их — <code>/keys { $sku }</code>
    [file] файл: пришлите его с подписью <code>/digital { $sku }</code>
    [text] текст: напишите <code>/digital { $sku } сам текст</code>
   *[subscription] подписка: напишите, что получит подписчик, — <code>/digital { $sku } сам текст</code>
}
kind-same = <b>{ $title }</b> так уже и продаётся.
usage-keys = Пришлите ключи, каждый с новой строки:

    <code>/keys GAME-1
    AAAA-BBBB-CCCC
    DDDD-EEEE-FFFF</code>

    Или текстовый файл с подписью <code>/keys GAME-1</code>. Ваше сообщение удалится, как только ключи приняты.
keys-none = В сообщении нет ключей.
keys-added = 🔑 <b>{ $title }</b>{ $options }: { $new ->
    [0] новых ключей нет
    [one] { $new } новый ключ
    [few] { $new } новых ключа
   *[many] { $new } новых ключей
}. В продаже: { $available }.
keys-known = { $known ->
    [one] { $known } ключ уже был и не добавлен.
    [few] { $known } ключа уже были и не добавлены.
   *[many] { $known } ключей уже были и не добавлены.
}
goods-private-only = То, что продаётся, присылайте мне в личный чат.
usage-digital = Пришлите то, что получит покупатель:

    <code>/digital BOOK-1</code> подписью к файлу
    <code>/digital CLUB-1 Вход здесь: t.me/…</code> для текста или подписки

    Ваше сообщение удалится, как только всё принято.
digital-set = ✅ Покупатели <b>{ $title }</b> теперь получают { $kind ->
    [file] файл: { $name }
   *[text] этот текст
}. { $replaced ->
    [yes] Прежние покупатели тоже увидят новую версию.
   *[no] Товар в продаже.
}

goods-title = 🎁 <b>Заказ { $number }</b>: ваша покупка
goods-piece = <b>{ $title }</b>
goods-key = <code>{ $code }</code>
goods-text = { $text }
goods-file = <b>{ $title }</b> · заказ { $number }
goods-in-file = 🎁 <b>Заказ { $number }</b>: ваша покупка в файле
goods-again = Её можно открыть снова из заказа в любой момент.
goods-shown = Отправлено ещё раз ниже
goods-not-sent = Отправить не удалось. Попробуйте ещё раз через минуту.
button-show-goods = 🎁 Показать ещё раз
order-tip = 💛 Чаевые: { $sum }
staff-order-test = 🧪 Тестовый платёж: настоящих денег нет

subscription-active = 🔁 Подписка: оплачена до { $when }, продлится сама
subscription-cancelled = 🔁 Подписка: оплачена до { $when }, не продлится
subscription-failed = ⚠️ Подписка: продление не оплачено. Действует до { $when }
subscription-expired = ⌛ Подписка: закончилась { $when }
button-subscription-cancel = Не продлевать
button-subscription-resume = 🔁 Продлевать снова
subscription-changed-cancelled = Подписка не продлится
subscription-changed-active = Подписка продлится
subscription-same = Так уже и есть
subscription-later = Telegram не ответил. Попробуйте ещё раз через минуту.
order-renewal = 🔁 Продление подписки
push-subscription-failed = ⚠️ Продление подписки (заказ <b>{ $number }</b>) не оплачено: не хватило звёзд.
push-subscription-expired = ⌛ Подписка из заказа <b>{ $number }</b> закончилась.
