checkout-delivery = <b>Delivery</b>

    How would you like to get your order?
delivery-free = { $title } · free
delivery-priced = { $title } · { $price }
checkout-address = <b>Address</b>

    Write where to deliver: town, street, house, flat.
checkout-address-known = Now: { $address }
checkout-phone = <b>Phone</b>

    Tap the button below the typing field to share your number, or write it here. We only use it for this order.
checkout-phone-kept = Thank you! { $phone }
checkout-phone-not-yours = That is somebody else's contact. Share your own number, or type it.
checkout-payment = <b>Payment</b>

    How would you like to pay?
checkout-comment = <b>Comment</b>

    What should we know? Write it in one message.
confirm-title = <b>Check your order</b>
confirm-line = { $title }{ $options } × { $quantity } — { $sum }
confirm-delivery = { $icon } { $title } — { $price }
confirm-delivery-free = { $icon } { $title } — free
confirm-details = 📍 { $details }
confirm-address = 📍 { $address }
confirm-phone = 📱 { $phone }
confirm-comment = 💬 { $comment }
confirm-payment = { $method }
confirm-total = <b>To pay: { $sum }</b>
confirm-changed = ⚠️ Something has changed since. Please check once more.
checkout-gone = This cart was ordered or emptied already. Your orders are one tap away.
invoice-title = Order { $number }
invoice-description = { $shop }. { $pieces ->
    [one] { $pieces } item
   *[other] { $pieces } items
} in the order, delivery included.
invoice-discount = Discount
payment-no-page = Your order is placed, but the payment page did not open. You were not charged. Tap “Pay” to try again.

order-title = <b>{ $icon } Order { $number }</b>
order-status = { $status }
order-step = step { $step } of { $steps }
order-held-until = ⏳ Reserved for you until { $time }
order-reason = Reason: { $reason }
order-line = • { $title }{ $options } × { $quantity } — { $sum }
order-more-lines = { $count ->
    [one] … and { $count } more line
   *[other] … and { $count } more lines
}
order-delivery-price = Delivery: { $sum }
order-total = <b>Total: { $sum }</b>
order-pay-cash = 💵 To pay on delivery: { $sum }
order-pay-way = Payment: { $way }
order-paid = ✅ Paid
order-money-kept = 🔒 We have your { $sum } safe. We will answer here soon.
order-delivery = { $icon } { $title }
order-address = 📍 { $address }
order-track = 🔎 { $carrier }: <a href="{ $url }">{ $tracking }</a>
order-tracking = 🔎 Tracking: <code>{ $tracking }</code>
order-refunded = ↩️ Refunded: { $sum }
order-refund-waits = ↩️ Refund of { $sum } on its way
status-awaiting-payment = Waiting for payment
status-awaiting-confirmation = Waiting for the shop to confirm
status-confirmed = Confirmed, will be packed soon
status-packed = Packed, waiting for the courier
status-ready-for-pickup = Packed and ready for pickup
status-on-its-way = On its way to you
status-fulfilling = Being packed
status-delivered = Delivered
status-completed = Completed
status-on-hold = On hold, we are looking into it
status-expired = Time to pay has run out
status-cancelled = Cancelled
orders-title = <b>📦 Your orders</b>
orders-empty = <b>📦 Your orders</b>

    No orders yet. The first one is a few taps away.
orders-row = { $icon } { $number } · { $sum } · { $status }
cancel-ask = Cancel order { $number }? { $paid ->
    [yes] Your money will be refunded.
   *[no] You were not charged.
}
order-cancelled = Order { $number } is cancelled
repeat-done = { $added ->
    [one] { $added } line is in the cart
   *[other] { $added } lines are in the cart
}
repeat-gone = No longer sold: { $titles }
repeat-nothing = Sadly nothing of this order is sold any more.

push-accepted = ✅ Order <b>{ $number }</b> is accepted. We are packing it.
push-packed = { $pickup ->
    [yes] 📦 Order <b>{ $number }</b> is ready for pickup. See you!
   *[no] 📦 Order <b>{ $number }</b> is packed and waits for the courier.
}
push-shipped = { $tracking ->
    [none] 🚚 Order <b>{ $number }</b> is on its way.
   *[other] 🚚 Order <b>{ $number }</b> is on its way. { $tracking }
}
push-delivered = 🎉 Order <b>{ $number }</b> is delivered. Enjoy, and thank you!
push-expired = ⌛ Time to pay for order <b>{ $number }</b> has run out and the goods are back on the shelf. You were not charged. You can repeat the order any time.
push-no-answer = ⌛ The shop did not confirm order <b>{ $number }</b> in time. You were not charged. We are sorry!
push-cancelled = { $refund ->
    [yes] ✖️ The shop cancelled order <b>{ $number }</b>. Reason: { $reason }. Your money will be refunded.
   *[no] ✖️ The shop cancelled order <b>{ $number }</b>. Reason: { $reason }. You were not charged.
}
push-came-back = { $refund ->
    [yes] ↩️ Order <b>{ $number }</b> came back to the shop. Your money will be refunded.
   *[no] ↩️ Order <b>{ $number }</b> came back to the shop. You were not charged.
}
push-on-hold = ⏸ Your payment for order <b>{ $number }</b> arrived but does not match the invoice. We are looking into it; your money is safe.
push-sold-out-refund = 😔 Your payment for order <b>{ $number }</b> arrived late and the goods have sold out. { $sum } will be refunded to you.
push-refunded = ↩️ { $sum } for order <b>{ $number }</b> was sent back to you.

help = <b>How this works</b>

    Choose goods in the catalogue or just write what you are looking for. Put them into the cart or buy at once. Orders can be followed, paid, cancelled and repeated under “Orders”.

    /catalog — catalogue
    /search — search
    /cart — cart
    /orders — your orders
    /profile — profile
    /language — language
    /support — write to the shop
    /paysupport — questions about payments
    /terms — terms of sale
    /privacy — your data
help-staff =

    <b>For staff</b>

    <b>📦 Orders</b>
    /orders — the shop's orders, /order 1042 — one of them
    /deliveries — my deliveries, /returns — returns
    /talks — who waits for an answer

    <b>🏷 Products and stock</b>
    /add — a new product: a photo with name, price and stock in its caption
    /stock SKU +10 — stock, /price SKU 1990 — price
    /edit — change, /bulk — many at once, /hide and /show — hide and bring back
    /find words — search, /categories — shelves
    /count — stocktaking, /places and /move — storage places
    /import and /export — by file
    /kind, /keys, /digital — digital products

    <b>💰 Money</b>
    /sales — sales, /report — reports that come by themselves
    /payments — payments, /cash — cash with couriers
    /promo — promo codes, /giftcard — gift cards

    <b>📣 Customers</b>
    /broadcast — write to everybody, /scenarios — messages on events
    /post — a product to a channel, /reviews — reviews, /faq — frequent questions

    <b>⚙️ Shop</b>
    /shop — front and hours, /delivery — delivery, /texts — texts
    /team — colleagues, /audit — who changed what
    /health — what is wrong and how to mend it
terms-none = The shop has not written its terms yet. Please ask support before buying.
terms-title = <b>Terms of sale</b>
support-none = Write to the owner of the shop. They have not left a contact yet.
support-title = <b>Support</b>
paysupport = <b>Questions about payments</b>

    Open the order under “Orders”: it says whether the payment arrived and where a refund is. A payment that arrived twice, late or with a wrong sum is sent back by itself. Telegram's support does not handle purchases made here; we do.

    { $support }
privacy = <b>Your data</b>

    We keep your Telegram name, the phone and addresses of your orders, and the orders themselves, to deliver them and as the law on accounting demands. Nobody else gets them. To take them along or delete them: /profile → My data.
profile-title = <b>👤 { $name }</b>
profile-phone = 📱 { $phone }
profile-address = 📍 { $address }
profile-language = 🌐 English
profile-empty = Your phone and address appear here after the first order.
