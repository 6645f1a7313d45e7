button-favourites = ❤️ Favourites
button-favourite-to-cart = 🧺 { $number }
favourites-title = ❤️ <b>Favourites</b> · { $number ->
    [one] { $number } product
   *[other] { $number } products
}
favourites-hint = The 🧺 button with a number moves that product to the cart.
favourites-empty = ❤️ <b>Favourites</b>

    Nothing here yet. Tap 🤍 on a product and it will be kept here; should it become cheaper, I will write.
favourite-added = ❤️ { $number ->
    [one] { $number } favourite
   *[other] { $number } favourites
}
favourite-removed = Taken out of favourites
favourite-moved = Moved to the cart
button-like = 🤍 Favourite
button-liked = ❤️ Favourite

button-await = 🔔 Tell me when it is back
button-awaited = 🔕 Wait no more
await-on = 🔔 I will write as soon as it is back
await-off = Not waiting any more
alert-back = 🔔 <b>{ $title }</b> is back — { $price }.

    You asked to be told. Nothing is put aside for anybody, so better be quick.
alert-cheaper = 💸 <b>{ $title }</b> among your favourites is cheaper now: <b>{ $price }</b> instead of <s>{ $old }</s>.
button-alerts = 🔔 Waiting for
alerts-title = 🔔 <b>Waiting for</b>

    I will write once, as soon as it is back. Tap ✕ to wait no more.
alerts-empty = 🔔 <b>Waiting for</b>

    You are not waiting for anything. When something is sold out, its card has a “Tell me when it is back” button.
button-drop-alert = ✕ { $title }
