# Способы оплаты и переводы.

payment-telegram = 💳 Картой в Telegram
payment-stars = ⭐ Звёзды Telegram
payment-yookassa = 💳 Карта, СБП или ЮMoney
payment-stripe = 💳 Карта, Apple Pay, Google Pay
payment-bazu = 💳 Онлайн-оплата
payment-cryptopay = 🪙 Криптовалюта (@CryptoBot)
payment-ton = 💎 TON
payment-transfer = 🏦 Перевод на счёт
payment-cash = 💵 При получении
transfer-amount = Сумма
transfer-bank = Банк
transfer-account = Счёт
transfer-bank-code = БИК
transfer-holder = Получатель
transfer-purpose = Назначение
transfer-purpose-text = Оплата заказа { $number }
transfer-address = Адрес
transfer-comment = Комментарий
button-send-proof = 📎 Я перевёл(а)
proof-send = 📎 Пришлите, пожалуйста, фото или скриншот чека. Мы проверим его и подтвердим заказ { $number }.
proof-needed = Нужен снимок чека: пришлите фотографию или скриншот, я жду.
proof-taken = Спасибо, чек получен. Мы проверим его и подтвердим заказ { $number }; товары отложены для вас.
error-proof-not-awaited = Заказ { $number } сейчас не ждёт перевода.
proof-waits = 🔎 Проверяем ваш чек
proof-refused = ✖️ Чек не принят: { $why ->
    [missing] деньги не пришли
    [sum] пришла другая сумма
   *[unreadable] его не прочитать
}. Можно прислать другой.
staff-proof = <b>Чек к заказу { $number }</b>
    Сумма: { $sum }
    Покупатель: { $customer }
    Проверьте, пришли ли деньги.
staff-proof-approved = <b>Чек к заказу { $number }</b>
    ✅ { $sum } пришли — { $name }.
staff-proof-rejected = <b>Чек к заказу { $number }</b>
    ✖️ Не принят ({ $why ->
    [missing] денег нет
    [sum] другая сумма
   *[unreadable] не прочитать
}) — { $name }.
button-proof-approve = ✅ Деньги пришли
button-proof-reject = ✖️ Отклонить
button-proof-missing = Денег нет
button-proof-sum = Другая сумма
button-proof-unreadable = Не прочитать
proof-decided-before = По этому чеку уже решили.
push-proof-rejected = 🏦 Чек к заказу { $number } не принят: { $why ->
    [missing] деньги не пришли
    [sum] пришла другая сумма
   *[unreadable] его не прочитать
}. Проверьте, пожалуйста, и пришлите другой.
