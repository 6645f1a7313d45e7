staff-order-title = <b>{ $icon } Заказ { $number }</b>
staff-status-new = Новый: ждёт вашего ответа
staff-status-to-pack = Подтверждён: пора собирать
staff-status-on-its-way = В пути к покупателю
staff-order-placed = 🕓 { $when }
staff-order-cash = 💵 Взять при выдаче: { $sum }
staff-order-cash-taken = 💵 Получено при выдаче: { $sum }
staff-order-prepaid = ✅ Оплачено: { $way }
staff-order-unpaid = ⏳ Ещё не оплачено: { $way }
staff-order-customer = 👤 { $customer }
staff-order-phone = 📱 { $phone }
staff-order-comment = 💬 { $comment }
staff-refund-by-hand = ⚠️ { $way ->
    [cash] Верните { $sum } покупателю наличными.
    [transfer] Переведите { $sum } на счёт, с которого платил покупатель.
    [ton] Отправьте { $sum } монетами TON на кошелёк <code>{ $reference }</code>.
    [cryptopay] Отправьте { $sum } монетами через @CryptoBot. Платёж: <code>{ $reference }</code>.
   *[other] Верните { $sum } в кабинете платёжной системы. Платёж: <code>{ $reference }</code>.
} Потом нажмите кнопку ниже.
mismatch-amount = оплаченная сумма отличается от заказа
mismatch-currency = валюта оплаты отличается от заказа
mismatch-returned = провайдер вернул деньги
mismatch-payer = заплатил другой человек
did-accept = Принял: { $name }, { $time }
did-pack = Собрал: { $name }, { $time }
did-ship = Отправил: { $name }, { $time }
did-deliver = Выдал: { $name }, { $time }
did-come-back = Принял обратно: { $name }, { $time }
did-cancel = Отменил: { $name }, { $time }
step-accept-done = Принят
step-pack-done = Собран
step-ship-done = Отправлен
step-deliver-done = Выдан
step-back-done = Вернулся, снова на полке
step-done-before = Этот шаг уже сделан
ship-ask-tracking = 🚚 Заказ { $number }: напишите трек-номер (<code>СДЭК 1234567890</code>, номер Почты или ссылку) или отправьте без него.
ship-reply-tracking = трек-номер заказа <b>{ $number }</b> — ответом на это сообщение.
ship-placeholder = Трек-номер
ship-noted = 🚚 Заказ { $number } отправлен: <code>{ $tracking }</code>
ship-noted-before = Заказ { $number } уже отправлен: <code>{ $tracking }</code>
cancel-choose-reason = ✖️ Почему отменяем заказ { $number }? Причину увидит покупатель.
reason-out = товар закончился
reason-customer = по вашей просьбе
reason-address = не можем доставить по этому адресу
reason-other = магазин не может выполнить заказ
refund-noted = Записано: возврат выплачен
staff-push-cancelled = ✖️ Заказ <b>{ $number }</b> отменён.
staff-push-returned = ⏸ Заказ <b>{ $number }</b>: платёжный провайдер вернул деньги. Не отправляйте его, посмотрите карточку.
staff-push-mismatch = ⏸ Заказ <b>{ $number }</b>: оплата не совпадает. Посмотрите карточку.
staff-push-sold-out = 😔 Заказ <b>{ $number }</b> оплачен поздно, товар закончился. { $sum } вернётся покупателю.
staff-push-no-answer = ⌛ Заказ <b>{ $number }</b> истёк: его никто не принял вовремя.
staff-push-refund = ↩️ Заказ <b>{ $number }</b>: верните { $sum } вручную, как сказано на карточке.
staff-orders-title = <b>📦 Заказы</b> · { $group }
staff-orders-empty = <b>📦 Заказы</b> · { $group }

    Пусто. Самое время выпить чаю.
staff-orders-row = { $icon } { $number } · { $name } · { $sum }
group-new = новые
group-paid = собрать
group-sent = в работе
group-done = готовые
group-unpaid = без оплаты
group-problem = на паузе
staff-orders-found = Заказы по запросу «{ $words }»:
usage-order = Напишите номер, телефон или имя: <code>/order 1042</code>
order-number-unknown = В магазине нет заказа { $number }.

stock-title = <b>📦 Остатки</b> · сначала малые
stock-empty = <b>📦 Остатки</b>

    Товаров пока нет. Пришлите фото с /add в подписи.
stock-row = { $mark } <code>{ $sku }</code> { $title }{ $options } — <b>{ $available }</b>
stock-row-held = { $mark } <code>{ $sku }</code> { $title }{ $options } — <b>{ $available }</b> (+{ $held } в заказах)
stock-card = <b>{ $title }</b>{ $options }
    <code>{ $sku }</code> · { $price }

    Свободно: <b>{ $available }</b>
    На складе: { $on_hand } · держат заказы: { $held }
stock-hidden = 🙈 Скрыт от покупателей
stock-movements = <i>Последние изменения</i>
stock-movement = { $sign }{ $delta } · { $kind }{ $reason } · { $when }{ $name }
movement-initial = первый приход
movement-set = пересчёт
movement-adjust = изменение
movement-sale = продажа
movement-return = возврат
movement-undo = отмена
stock-changed = ✅ <code>{ $sku }</code> { $title }{ $options }: { $before } → <b>{ $after }</b>
stock-same = <code>{ $sku }</code> { $title }{ $options }: { $after }, без изменений
usage-stock = Не получилось прочитать «{ $line }». Примеры, каждый — отдельная строка:
    <code>/stock TEE-BLK-M</code> — посмотреть
    <code>/stock TEE-BLK-M 25</code> — поставить
    <code>/stock TEE-BLK-M +10</code> — добавить
    <code>/stock TEE-BLK-M -2 брак</code> — списать
    Ничего не изменено.
stock-too-many = До { $limit } строк в одном сообщении, пожалуйста. Ничего не изменено.
price-changed = ✅ <code>{ $sku }</code> { $title }{ $options }: { $before } → <b>{ $after }</b>
price-same = <code>{ $sku }</code> и так стоит { $after }.
usage-price = Примеры: <code>/price TEE-BLK-M 1990</code> или с зачёркнутой старой ценой: <code>/price TEE-BLK-M 1990 2490</code>
price-ambiguous = Это одна цена или две? Ничего не изменено. Напишите слитно или со словом «было»:
    <code>/price { $sku } { $first }{ $second }</code>
    <code>/price { $sku } { $first } было { $second }</code>
hidden-done = 🙈 <code>{ $sku }</code> { $title }{ $options }: покупатели больше не видят.
shown-done = 👁 <code>{ $sku }</code> { $title }{ $options }: в продаже.
visibility-same = <code>{ $sku }</code> уже так и стоит.
usage-hide = Напишите артикул: <code>/hide TEE-BLK-M</code>
usage-show = Напишите артикул: <code>/show TEE-BLK-M</code>
undone = ↩️ Вернул как было: { $target }
find-title = 🔎 Нашлось по запросу «{ $words }»:
find-nothing = По запросу «{ $words }» ничего не нашлось.
usage-find = Что ищем? Пример: <code>/find кружка</code>
usage-add = Пришлите <b>фото</b> с подписью:
    <code>/add Кружка «Туман», 990, 12 шт</code>
    Название, цена и остаток — через запятую или с новой строки. Можно указать артикул: <code>sku MUG-FOG</code>
add-done = 🆕 Черновик: <b>{ $title }</b>
    <code>{ $sku }</code> · { $price } · { $stock } шт.

    Выберите полку, затем покажите покупателям.
add-shelved = { $title } стоит на полке «{ $category }». Показать покупателям?
add-no-price = Не вижу цены в подписи «{ $caption }».
add-staff-only = Спасибо за картинку! Если это чек о переводе, откройте заказ, нажмите «Оплатить», а потом «Я перевёл(а)». С вопросами поможет /support.
choose-shelf = На какую полку?
nonce-done = Уже сделано

staff-chat-offer = 👋 Могу присылать сюда карточки заказов магазина { $shop }.
staff-chat-hello = 👋 Здравствуйте! Владелец магазина может получать здесь карточки заказов: пусть добавит меня в группу или отправит здесь /start.
staff-chat-done = ✅ Карточки заказов магазина { $shop } приходят сюда. Команды тоже работают: /orders, /stock, /find.
usage-newshop = Напишите название: <code>/newshop Лавка «Маяк»</code>. Можно указать валюту: <code>/newshop Лавка «Маяк», USD</code>
newshop-done = 🏬 Магазин { $title } открыт. Вы его владелец.
    Ссылка для покупателей: { $link }
    Пришлите /add с фото, чтобы выставить первый товар, или /connect ТОКЕН, чтобы дать магазину своего бота.
usage-connect = Создайте бота у @BotFather и пришлите его токен: <code>/connect 123456:ABC…</code> Сообщение с токеном я сразу удалю.
connect-done = ✅ @{ $username } работает и обслуживает магазин { $shop }. { $link }
connect-taken = Этот бот уже обслуживает другой магазин.
connect-private-only = Токены я принимаю только в личном чате. Сообщение удалено; выпустите у @BotFather новый токен.
platform-shops-title = <b>🏬 Магазины платформы</b>
platform-shops-row = • <b>{ $title }</b> — { $slug } · { $status }
shop-active = открыт
shop-suspended = приостановлен
shop-closed = закрыт
