# Buttons. Their words are stable within a release: people and tests find them by these.
button-catalogue = 🛍 Catalogue
button-search = 🔎 Search
button-cart = 🧺 Cart
button-cart-filled = 🧺 Cart · { $pieces }{ $sum ->
    [none] { "" }
   *[other] { " " }· { $sum }
}
button-orders = 📦 Orders
button-profile = 👤 Profile
button-help = 💬 Help
button-language = 🌐 Language
button-shops = 🏬 Shops
button-menu = ☰ Menu
button-back = ‹ Back
button-buy-now = ⚡️ Buy now
button-add-to-cart = Add to cart
button-in-cart = In cart: { $quantity } · Open
button-checkout = Checkout
button-confirm = ✅ Confirm · { $sum }
button-pay-sum = 💳 Pay { $sum }
button-cancel-order = Cancel order
button-cancel-sure = Yes, cancel
button-keep-order = Keep the order
button-repeat = 🔁 Repeat
button-open-order = Open the order
button-clear-cart = 🗑 Empty
button-previous = ‹ Previous
button-next = Next ›
button-share-phone = 📱 Share my phone number
button-change-delivery = Change delivery
button-change-address = Change address
button-change-phone = Change phone
button-change-payment = Change payment
button-comment = 💬 Comment
button-share = ↗️ Share
button-terms = Terms
button-support = Support
button-paysupport = Payment help
button-accept = ✅ Accept
button-pack = 📦 Pack
button-ship = 🚚 Ship
button-ship-without = Without a number
button-deliver = 🎉 Deliver
button-came-back = ↩️ Came back
button-refund-paid = ✅ Refund of { $sum } paid out
button-undo = ↩️ Undo
button-show = 👁 Show
button-hide = 🙈 Hide
button-older = Older ›
button-use-chat = Orders here: { $shop }
lang-ru = 🇷🇺 Русский
lang-en = 🇬🇧 English

# Refusals
error-unexpected = Something went wrong on our side. Please try again in a minute. Error { $id }.
error-not-found = This is not here any more. Open the menu to go on.
error-forbidden = Your role in this shop does not allow that.
error-conflict = Somebody changed this a moment ago. Please look again.
error-bad-input = I could not read that. Example: { $example }
error-key-reused = This button belongs to another question. Please open the card again.
error-unavailable = The shop is catching its breath. Nothing was changed and you were not charged. Please try again in a minute.
error-sku-taken = This SKU belongs to another product. Choose a different one.
error-slug-taken = This address is taken by another shop.
error-stock-below-held = Orders hold more than that. The stock stays as it was.
error-already-undone = This was undone already.
error-unknown-sku = There is no SKU { $sku } in this shop. Try /find with a part of the name.
error-stock-too-low = { $sku }: { $held } are held by orders, so the stock cannot go below that. There are { $on_hand } now, nothing was changed.
error-changed-since = { $target } was changed again since then, so there is nothing to undo.
error-picture = I cannot use this picture. Send a JPEG or PNG photo up to 10 MB.
error-bad-token = Telegram does not know this token. Copy it from @BotFather once more.
error-shop-closed = The shop takes no orders at the moment. You were not charged.
error-no-delivery = The shop has not set up delivery yet. Please write to support.
error-sold-out = { $left ->
    [0] “{ $title }” has just sold out. You were not charged.
    [one] Only { $left } piece of “{ $title }” is left. You were not charged.
   *[other] Only { $left } pieces of “{ $title }” are left. You were not charged.
}
error-not-on-sale = “{ $title }” is no longer on sale. You were not charged.
error-cart-empty = The cart is empty.
error-checkout-incomplete = Something is still missing for this order. Please go through the steps again.
error-total-changed = The sum has changed. Please check it once more.
error-too-many-open-orders = { $limit ->
    [one] You have an unpaid order already. Pay or cancel it first.
   *[other] You have { $limit } unpaid orders already. Pay or cancel one of them first.
}
error-cash-not-allowed = Cash on delivery is not possible for this order. Choose another way to pay.
error-wrong-state = Order { $number } is past that step.
error-not-paid = Order { $number } is not paid in full. Look at its card before you pack or send it.
error-payment-under-way = A payment for order { $number } is being processed right now. Please wait a quarter of an hour.
error-phone = That does not look like a phone number. Example: +7 912 345-67-89
error-too-long = That is too long: up to { $limit } characters, please.
error-address = Please write the address in full: town, street, house.
error-already-paid = Order { $number } does not need another payment.
error-not-payable = Order { $number } can no longer be paid. You were not charged.
error-method-unavailable = The shop does not take this way of paying right now. You were not charged.
error-payer-differs = This invoice was made for another person. You were not charged.
error-invoice-unknown = This invoice is not ours. You were not charged.
error-amount-differs = The sum of this invoice is out of date. You were not charged. Open the order and pay again.
error-another-payment = This order is being paid elsewhere right now. You were not charged.
checkout-later = The shop could not confirm in time. You were not charged. Please try again in a minute.
checkout-refused = { $why }

slow-down = Easy! Give me a few seconds to catch up.
slow-down-plain = Easy! Give me a few seconds to catch up.
bot-without-shop = There is no shop here at the moment. Please come back later.
button-unknown = This button is from an older version. Open /start to go on.
command-unknown = I do not know { $command }. Here is what I can do: /help
reply-here = please answer by replying to this message ✍️
