button-favourites = ❤️ Избранное
button-favourite-to-cart = 🧺 { $number }
favourites-title = ❤️ <b>Избранное</b> · { $number ->
    [one] { $number } товар
    [few] { $number } товара
   *[many] { $number } товаров
}
favourites-hint = Кнопка 🧺 с номером переложит товар в корзину.
favourites-empty = ❤️ <b>Избранное</b>

    Пока пусто. Нажмите 🤍 на карточке товара, и он окажется здесь — а если подешевеет, я напишу.
favourite-added = ❤️ В избранном { $number ->
    [one] { $number } товар
    [few] { $number } товара
   *[many] { $number } товаров
}
favourite-removed = Убрано из избранного
favourite-moved = Переложено в корзину
button-like = 🤍 В избранное
button-liked = ❤️ В избранном

button-await = 🔔 Сообщить, когда появится
button-awaited = 🔕 Больше не ждать
await-on = 🔔 Напишу, как только появится
await-off = Больше не жду
alert-back = 🔔 <b>{ $title }</b> снова в продаже — { $price }.

    Вы просили сообщить. Я никому не откладываю, так что лучше не тянуть.
alert-cheaper = 💸 <b>{ $title }</b> из вашего избранного теперь дешевле: <b>{ $price }</b> вместо <s>{ $old }</s>.
button-alerts = 🔔 Жду поступления
alerts-title = 🔔 <b>Жду поступления</b>

    Напишу один раз, как только товар появится. Нажмите ✕, чтобы больше не ждать.
alerts-empty = 🔔 <b>Жду поступления</b>

    Сейчас вы ничего не ждёте. Если товар закончился, на его карточке есть кнопка «Сообщить, когда появится».
button-drop-alert = ✕ { $title }
