# Доставка, цену которой считает продавец.
delivery-computed = { $title } — цена по запросу
button-delivery-computed = Цену называю каждый раз
checkout-quote = 🚚 <b>{ $title }</b>
    📍 { $address }
    Эту доставку магазин посчитает для вас. Спросите — цена придёт сюда; пока ничего не заказано.
button-quote-ask = 💬 Узнать цену
quote-sent = 🚚 Спросили. Цена придёт сюда сообщением с кнопкой «Дальше». Корзина подождёт.
quote-sent-before = 🚚 Магазин уже знает. Цена придёт сюда сообщением.
quote-asked = 🚚 <b>{ $name }</b> спрашивает, сколько стоит доставка
    { $title }
    📍 { $address }
quote-line = • { $title } × { $count }
button-quote-answer = ✏️ Назвать цену
quote-ask-sum = Сколько стоит эта доставка? Сумма, например 450; 0 — бесплатно.
quote-not-a-sum = Это не сумма. Напишите как <code>450</code> или <code>450,50</code>; 0 — бесплатно.
quote-told = ✅ { $name } знает цену: { $sum }
quote-answered = 🚚 { $title }: <b>{ $sum }</b>
    📍 { $address }
    Можно продолжать: вся сумма — на следующем экране, до оплаты.
button-checkout-on = ✅ Дальше
quote-reply = сумма за доставку — ответом на это сообщение.
