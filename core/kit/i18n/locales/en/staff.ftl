staff-order-title = <b>{ $icon } Order { $number }</b>
staff-status-new = New: waits for your answer
staff-status-to-pack = Confirmed: to be packed
staff-status-on-its-way = On its way to the customer
staff-order-placed = 🕓 { $when }
staff-order-cash = 💵 Collect on handover: { $sum }
staff-order-cash-taken = 💵 Collected on handover: { $sum }
staff-order-prepaid = ✅ Paid: { $way }
staff-order-unpaid = ⏳ Not paid yet: { $way }
staff-order-customer = 👤 { $customer }
staff-order-phone = 📱 { $phone }
staff-order-comment = 💬 { $comment }
staff-refund-by-hand = ⚠️ { $way ->
    [cash] Give { $sum } back to the customer in cash.
    [transfer] Transfer { $sum } to the account the customer paid from.
    [ton] Send { $sum } in TON to the wallet <code>{ $reference }</code>.
    [cryptopay] Send { $sum } in coins through @CryptoBot. Payment: <code>{ $reference }</code>.
   *[other] Refund { $sum } in the payment provider’s dashboard. Payment: <code>{ $reference }</code>.
} Then press the button below.
mismatch-amount = the sum paid differs from the order
mismatch-currency = the currency paid differs from the order
mismatch-returned = the provider gave the money back
mismatch-payer = somebody else paid
did-accept = Accepted: { $name }, { $time }
did-pack = Packed: { $name }, { $time }
did-ship = Shipped: { $name }, { $time }
did-deliver = Delivered: { $name }, { $time }
did-come-back = Came back: { $name }, { $time }
did-cancel = Cancelled: { $name }, { $time }
step-accept-done = Accepted
step-pack-done = Packed
step-ship-done = Shipped
step-deliver-done = Delivered
step-back-done = Came back, on the shelf again
step-done-before = This step was done already
ship-ask-tracking = 🚚 Order { $number }: write the tracking number (<code>DHL 1234567890</code>, a number or a link), or send without one.
ship-reply-tracking = reply to this message with the tracking number of order <b>{ $number }</b>.
ship-placeholder = Tracking number
ship-noted = 🚚 Order { $number } is shipped: <code>{ $tracking }</code>
ship-noted-before = Order { $number } was shipped before: <code>{ $tracking }</code>
cancel-choose-reason = ✖️ Why is order { $number } cancelled? The customer reads the reason.
reason-out = out of stock
reason-customer = at your request
reason-address = the address cannot be reached
reason-other = the shop cannot fulfil it
refund-noted = Noted: the refund is paid
staff-push-cancelled = ✖️ Order <b>{ $number }</b> is cancelled.
staff-push-returned = ⏸ Order <b>{ $number }</b>: the payment provider gave the money back. Do not send it; look at the card.
staff-push-mismatch = ⏸ Order <b>{ $number }</b>: the payment does not match. Look at the card.
staff-push-sold-out = 😔 Order <b>{ $number }</b> was paid late and is sold out. { $sum } goes back to the customer.
staff-push-no-answer = ⌛ Order <b>{ $number }</b> expired: nobody accepted it in time.
staff-push-refund = ↩️ Order <b>{ $number }</b>: refund { $sum } by hand, as the card says.
staff-orders-title = <b>📦 Orders</b> · { $group }
staff-orders-empty = <b>📦 Orders</b> · { $group }

    Nothing here. A good moment for tea.
staff-orders-row = { $icon } { $number } · { $name } · { $sum }
group-new = new
group-paid = to pack
group-sent = under way
group-done = done
group-unpaid = unpaid
group-problem = on hold
staff-orders-found = Orders found for “{ $words }”:
usage-order = Write a number, a phone or a name: <code>/order 1042</code>
order-number-unknown = There is no order { $number } in this shop.

stock-title = <b>📦 Stock</b> · lowest first
stock-empty = <b>📦 Stock</b>

    No products yet. Send a photo with /add in the caption.
stock-row = { $mark } <code>{ $sku }</code> { $title }{ $options } — <b>{ $available }</b>
stock-row-held = { $mark } <code>{ $sku }</code> { $title }{ $options } — <b>{ $available }</b> (+{ $held } held)
stock-card = <b>{ $title }</b>{ $options }
    <code>{ $sku }</code> · { $price }

    Available: <b>{ $available }</b>
    On hand: { $on_hand } · held by orders: { $held }
stock-hidden = 🙈 Hidden from customers
stock-movements = <i>Latest changes</i>
stock-movement = { $sign }{ $delta } · { $kind }{ $reason } · { $when }{ $name }
movement-initial = first stock
movement-set = counted
movement-adjust = changed
movement-sale = sold
movement-return = returned
movement-undo = undone
stock-changed = ✅ <code>{ $sku }</code> { $title }{ $options }: { $before } → <b>{ $after }</b>
stock-same = <code>{ $sku }</code> { $title }{ $options }: { $after }, unchanged
usage-stock = I could not read “{ $line }”. Examples, a line each:
    <code>/stock TEE-BLK-M</code> — look
    <code>/stock TEE-BLK-M 25</code> — set
    <code>/stock TEE-BLK-M +10</code> — add
    <code>/stock TEE-BLK-M -2 broken</code> — take away
    Nothing was changed.
stock-too-many = Up to { $limit } lines in one message, please. Nothing was changed.
price-changed = ✅ <code>{ $sku }</code> { $title }{ $options }: { $before } → <b>{ $after }</b>
price-same = <code>{ $sku }</code> costs { $after } already.
usage-price = Examples: <code>/price TEE-BLK-M 1990</code> or with the old price struck: <code>/price TEE-BLK-M 1990 2490</code>
price-ambiguous = Is that one price or two? Nothing was changed. Write it without the space, or with “old”:
    <code>/price { $sku } { $first }{ $second }</code>
    <code>/price { $sku } { $first } old { $second }</code>
hidden-done = 🙈 <code>{ $sku }</code> { $title }{ $options } is hidden from customers.
shown-done = 👁 <code>{ $sku }</code> { $title }{ $options } is on sale.
visibility-same = <code>{ $sku }</code> is like that already.
usage-hide = Write the SKU: <code>/hide TEE-BLK-M</code>
usage-show = Write the SKU: <code>/show TEE-BLK-M</code>
undone = ↩️ Taken back: { $target }
find-title = 🔎 Found for “{ $words }”:
find-nothing = Nothing found for “{ $words }”.
usage-find = What shall I look for? Example: <code>/find mug</code>
usage-add = Send a <b>photo</b> with a caption:
    <code>/add Mug “Fog”, 990, 12 pcs</code>
    Name, price and stock, separated by commas or lines. A SKU may follow: <code>sku MUG-FOG</code>
add-done = 🆕 Draft: <b>{ $title }</b>
    <code>{ $sku }</code> · { $price } · { $stock } pcs

    Choose a shelf, then show it to customers.
add-shelved = { $title } stands on “{ $category }”. Show it to customers?
add-no-price = I see no price in “{ $caption }”.
add-staff-only = Thank you for the picture! If it is a receipt for a transfer, open the order, tap “Pay”, then “I have paid”. For questions there is /support.
choose-shelf = On which shelf?
nonce-done = Done already

staff-chat-offer = 👋 I can bring the order cards of { $shop } into this chat.
staff-chat-hello = 👋 Hello! The owner of a shop can let order cards come here: they add me to the group, or send /start here.
staff-chat-done = ✅ The order cards of { $shop } come here. Commands work here too: /orders, /stock, /find.
usage-newshop = Write the name: <code>/newshop Lighthouse Goods</code>. A currency may follow: <code>/newshop Lighthouse Goods, USD</code>
newshop-done = 🏬 { $title } is open. You are its owner.
    Link for customers: { $link }
    Send /add with a photo to put up the first product, or /connect TOKEN to give the shop its own bot.
usage-connect = Make a bot with @BotFather and send its token: <code>/connect 123456:ABC…</code> I delete the message with the token at once.
connect-done = ✅ @{ $username } is live and serves { $shop } now. { $link }
connect-taken = This bot serves another shop already.
connect-private-only = For safety I take tokens in our private chat only. The message was deleted; please make a new token with @BotFather.
platform-shops-title = <b>🏬 Shops of the platform</b>
platform-shops-row = • <b>{ $title }</b> — { $slug } · { $status }
shop-active = open
shop-suspended = suspended
shop-closed = closed
