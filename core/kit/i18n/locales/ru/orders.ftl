checkout-delivery = <b>Доставка</b>

    Как вам удобнее получить заказ?
delivery-free = { $title } · бесплатно
delivery-priced = { $title } · { $price }
checkout-address = <b>Адрес</b>

    Напишите, куда привезти: город, улица, дом, квартира.
checkout-address-known = Сейчас: { $address }
checkout-phone = <b>Телефон</b>

    Нажмите кнопку под полем ввода, чтобы отправить свой номер, или напишите его здесь. Он нужен только для этого заказа.
checkout-phone-kept = Спасибо! { $phone }
checkout-phone-not-yours = Это чужой контакт. Отправьте свой номер или напишите его.
checkout-payment = <b>Оплата</b>

    Как удобнее заплатить?
checkout-comment = <b>Комментарий</b>

    Что нам важно знать? Напишите одним сообщением.
confirm-title = <b>Проверьте заказ</b>
confirm-line = { $title }{ $options } × { $quantity } — { $sum }
confirm-delivery = { $icon } { $title } — { $price }
confirm-delivery-free = { $icon } { $title } — бесплатно
confirm-details = 📍 { $details }
confirm-address = 📍 { $address }
confirm-phone = 📱 { $phone }
confirm-comment = 💬 { $comment }
confirm-payment = { $method }
confirm-total = <b>К оплате: { $sum }</b>
confirm-changed = ⚠️ С тех пор кое-что изменилось. Проверьте ещё раз.
checkout-gone = Эта корзина уже оформлена или очищена. Ваши заказы — в одном касании.
invoice-title = Заказ { $number }
invoice-description = { $shop }. { $pieces ->
    [one] { $pieces } позиция
    [few] { $pieces } позиции
   *[many] { $pieces } позиций
} в заказе, доставка включена.
invoice-discount = Скидка
payment-no-page = Заказ оформлен, но страница оплаты не открылась. Деньги не списаны. Нажмите «Оплатить», чтобы попробовать ещё раз.

order-title = <b>{ $icon } Заказ { $number }</b>
order-status = { $status }
order-step = шаг { $step } из { $steps }
order-held-until = ⏳ Товары отложены для вас до { $time }
order-reason = Причина: { $reason }
order-line = • { $title }{ $options } × { $quantity } — { $sum }
order-more-lines = { $count ->
    [one] … и ещё { $count } строка
    [few] … и ещё { $count } строки
   *[many] … и ещё { $count } строк
}
order-delivery-price = Доставка: { $sum }
order-total = <b>Итого: { $sum }</b>
order-pay-cash = 💵 К оплате при получении: { $sum }
order-pay-way = Оплата: { $way }
order-paid = ✅ Оплачен
order-money-kept = 🔒 { $sum } у нас в сохранности. Скоро ответим здесь.
order-delivery = { $icon } { $title }
order-address = 📍 { $address }
order-track = 🔎 { $carrier }: <a href="{ $url }">{ $tracking }</a>
order-tracking = 🔎 Трек-номер: <code>{ $tracking }</code>
order-refunded = ↩️ Возвращено: { $sum }
order-refund-waits = ↩️ Возврат { $sum } в пути
status-awaiting-payment = Ждёт оплаты
status-awaiting-confirmation = Магазин проверяет заказ
status-confirmed = Подтверждён, скоро соберём
status-packed = Собран, ждёт курьера
status-ready-for-pickup = Собран, можно забирать
status-on-its-way = В пути к вам
status-fulfilling = Собираем
status-delivered = Доставлен
status-completed = Завершён
status-on-hold = На паузе, разбираемся
status-expired = Время оплаты вышло
status-cancelled = Отменён
orders-title = <b>📦 Ваши заказы</b>
orders-empty = <b>📦 Ваши заказы</b>

    Заказов пока нет. До первого — пара касаний.
orders-row = { $icon } { $number } · { $sum } · { $status }
cancel-ask = Отменить заказ { $number }? { $paid ->
    [yes] Деньги вернутся к вам.
   *[no] Деньги не списаны.
}
order-cancelled = Заказ { $number } отменён
repeat-done = { $added ->
    [one] В корзине { $added } позиция
    [few] В корзине { $added } позиции
   *[many] В корзине { $added } позиций
}
repeat-gone = Больше не продаётся: { $titles }
repeat-nothing = К сожалению, ничего из этого заказа больше не продаётся.

push-accepted = ✅ Заказ <b>{ $number }</b> принят. Собираем.
push-packed = { $pickup ->
    [yes] 📦 Заказ <b>{ $number }</b> можно забирать. Ждём вас!
   *[no] 📦 Заказ <b>{ $number }</b> собран и ждёт курьера.
}
push-shipped = { $tracking ->
    [none] 🚚 Заказ <b>{ $number }</b> уже в пути.
   *[other] 🚚 Заказ <b>{ $number }</b> уже в пути. { $tracking }
}
push-delivered = 🎉 Заказ <b>{ $number }</b> доставлен. Радуйтесь, и спасибо!
push-expired = ⌛ Время оплаты заказа <b>{ $number }</b> вышло, товары вернулись на полку. Деньги не списаны. Заказ можно повторить в любой момент.
push-no-answer = ⌛ Магазин не успел подтвердить заказ <b>{ $number }</b>. Деньги не списаны. Нам очень жаль!
push-cancelled = { $refund ->
    [yes] ✖️ Магазин отменил заказ <b>{ $number }</b>. Причина: { $reason }. Деньги вернутся к вам.
   *[no] ✖️ Магазин отменил заказ <b>{ $number }</b>. Причина: { $reason }. Деньги не списаны.
}
push-came-back = { $refund ->
    [yes] ↩️ Заказ <b>{ $number }</b> вернулся в магазин. Деньги вернутся к вам.
   *[no] ↩️ Заказ <b>{ $number }</b> вернулся в магазин. Деньги не списаны.
}
push-on-hold = ⏸ Оплата заказа <b>{ $number }</b> пришла, но отличается от счёта. Мы разбираемся, деньги в сохранности.
push-sold-out-refund = 😔 Оплата заказа <b>{ $number }</b> пришла поздно, товар закончился. { $sum } вернётся к вам.
push-refunded = ↩️ { $sum } за заказ <b>{ $number }</b> отправлено вам обратно.

help = <b>Как это работает</b>

    Выбирайте товары в каталоге или просто напишите, что ищете. Кладите в корзину или покупайте сразу. В разделе «Заказы» заказ можно отследить, оплатить, отменить и повторить.

    /catalog — каталог
    /search — поиск
    /cart — корзина
    /orders — ваши заказы
    /profile — профиль
    /language — язык
    /support — написать магазину
    /paysupport — вопросы об оплате
    /terms — условия продажи
    /privacy — ваши данные
help-staff =

    <b>Для сотрудников</b>

    <b>📦 Заказы</b>
    /orders — заказы магазина, /order 1042 — один
    /deliveries — мои доставки, /returns — возвраты
    /talks — кто ждёт ответа

    <b>🏷 Товары и остатки</b>
    /add — новый товар: фото, в подписи название, цена и остаток
    /stock АРТИКУЛ +10 — остаток, /price АРТИКУЛ 1990 — цена
    /edit — изменить, /bulk — много сразу, /hide и /show — скрыть и вернуть
    /find слова — найти, /categories — полки
    /count — пересчёт, /places и /move — места хранения
    /import и /export — файлами
    /kind, /keys, /digital — цифровые товары

    <b>💰 Деньги</b>
    /sales — продажи, /report — отчёты сами
    /payments — платежи, /cash — наличные у курьеров
    /promo — промокоды, /giftcard — подарочные карты

    <b>📣 Покупатели</b>
    /broadcast — рассылка, /scenarios — сообщения по событиям
    /post — товар в канал, /reviews — отзывы, /faq — частые вопросы

    <b>⚙️ Магазин</b>
    /shop — витрина и часы, /delivery — доставка, /texts — тексты
    /team — команда, /audit — кто что менял
    /health — что не так и как исправить
terms-none = Магазин ещё не написал условия продажи. Спросите поддержку перед покупкой.
terms-title = <b>Условия продажи</b>
support-none = Напишите владельцу магазина. Контакт он пока не оставил.
support-title = <b>Поддержка</b>
paysupport = <b>Вопросы об оплате</b>

    Откройте заказ в разделе «Заказы»: там видно, пришла ли оплата и где возврат. Оплата, пришедшая дважды, поздно или с другой суммой, возвращается сама. Поддержка Telegram не разбирает покупки в этом магазине — разбираем мы.

    { $support }
privacy = <b>Ваши данные</b>

    Мы храним ваше имя в Telegram, телефон и адреса заказов и сами заказы — чтобы их доставить и как того требует закон об учёте. Больше никому их не передаём. Забрать или удалить их можно в профиле: /profile → Мои данные.
profile-title = <b>👤 { $name }</b>
profile-phone = 📱 { $phone }
profile-address = 📍 { $address }
profile-language = 🌐 Русский
profile-empty = Телефон и адрес появятся здесь после первого заказа.
