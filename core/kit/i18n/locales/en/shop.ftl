home = <b>{ $shop }</b>

    { $greeting }
home-greeting = Welcome! Have a look at the catalogue, or write what you are looking for.
home-staff = <i>You work here: { $role }. Staff commands: /help</i>
role-owner = owner
role-manager = manager
role-operator = operator
role-stock_keeper = stock keeper
role-courier = courier
role-analyst = analyst
choose-language-plain = <b>Language</b>

    Choose the language I speak with you.
language-chosen = Done, I speak English now.
shops-title = <b>Shops</b>

    Which one shall we enter?
shop-entered = You are in { $shop }

catalogue-title = <b>Catalogue</b>
category-title = <b>{ $emoji } { $title }</b>
category-empty = Nothing on this shelf yet. Look at the neighbours!
catalogue-empty = The shelves are being filled. Come back soon!
product-in-list = { $title } · { $price }
product-in-list-from = { $title } · from { $price }
product-in-list-out = ◌ { $title } · sold out
product-title = <b>{ $title }</b>
product-price = <b>{ $price }</b>
product-price-old = <b>{ $price }</b>  <s>{ $old }</s>
product-left = { $left ->
    [one] Last one!
   *[other] Only { $left } left
}
product-in-stock = In stock
product-sold-out = Sold out
product-sku = <code>{ $sku }</code>
option-out = { $title } ✕
option-chosen = • { $title }
quantity = × { $quantity }
added-to-cart = In the cart: { $quantity } pcs
sold-out-toast = This one is sold out just now

search-ask = 🔎 What are you looking for? Just write it: a few words or an article number.
search-nothing = Nothing found for “{ $words }”. Try other words or look through the catalogue.
search-short = Please write at least two letters.
not-understood = I read text, buttons and commands. Choose what to do:

cart-title = <b>🧺 Cart</b>
cart-empty = <b>🧺 Cart</b>

    Nothing here yet. The catalogue is one tap away.
cart-line = { $number }. { $title }{ $options }
    { $quantity } × { $price } = <b>{ $sum }</b>
cart-line-button = { $number } · { $quantity } pcs
cart-line-out = ⚠️ sold out: take it out to go on
cart-line-short = { $left ->
    [one] ⚠️ only { $left } is left
   *[other] ⚠️ only { $left } are left
}
cart-line-price = ℹ️ the price was { $old }
cart-line-gone = ⚠️ no longer sold: take it out to go on
cart-total = Total: <b>{ $sum }</b>
cart-cleared = The cart is empty now
cart-fix-first = Something in the cart is not available. Please mend the marked lines first.
