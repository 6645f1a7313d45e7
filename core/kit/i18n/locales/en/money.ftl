# Paying, refunds, returns.

invoice-tax = Tax
invoice-rounding = Rounding
invoice-rest = Other goods
transfer-title = <b>Send the money</b>
transfer-field = { $name }: <code>{ $value }</code>
transfer-amount-field = { $name }: <b>{ $value }</b>
transfer-proof = Once you have paid, send a photo or screenshot of the receipt here. We will check it and confirm your order.
transfer-watched = Add exactly this comment: that is how we recognise your payment. We will see the money ourselves, usually within a minute.
button-open-wallet = Open the wallet

# Checkout: codes, points, currencies.

delivery-digital = In this chat, right after payment
bill-promo = Promo code { $code }: { $sum }
bill-promo-idle = Promo code { $code } does not apply: { $why }
bill-tax-added = Tax: { $sum }
bill-tax-included = including tax { $sum }
bill-rounding = Rounding: { $sum }
bill-gift = Gift card …{ $hint }: { $sum }
bill-points = Points: { $sum }
promo-problem-unknown = there is no such code
promo-problem-not-yet = it is not valid yet
promo-problem-ended = it has expired
promo-problem-used-up = it has been used up
promo-problem-yours-used = you have already used it
promo-problem-min-goods = the order is too small
promo-problem-first-only = it is for first orders only
button-code = 🎟 Promo code or gift card
button-code-drop = ✕ Remove code
button-points-use = ⭐ Use points: { $sum }
button-points-keep = ✕ Don’t use points
button-currency = 💱 Currency: { $currency }
checkout-code = Send a <b>promo code</b> or a <b>gift card</b> code.
checkout-code-placeholder = AUTUMN
checkout-currency = Which currency would you like to pay in?
code-taken-promo = ✅ Promo code { $code } applied.
code-taken-gift_card = ✅ Gift card { $code } applied.
cart-line-no-price = <i>Not sold in { $currency }</i>
cart-mixed = Digital goods are paid for in Telegram Stars and cannot be ordered together with other goods. Please remove one kind from the cart.
error-mixed-cart = Digital goods are paid for in Telegram Stars and are ordered separately. Please remove one kind from the cart.
error-no-price-in-currency = “{ $title }” is not sold in { $currency }.
error-promo = The promo code does not apply: { $why ->
    [not-yet] it is not valid yet
    [ended] it has expired
    [used-up] it has been used up
    [yours-used] you have already used it
    [min-goods] the order is too small
    [first-only] it is for first orders only
   *[unknown] there is no such code
}.
error-code-unknown = There is no such promo code or gift card. Please check the spelling.
error-gift-card-spent = There is less left on the gift card. Please check the new amount; you were not charged.
error-points-spent = You have fewer points than before. Please check the new amount; you were not charged.
error-code-taken = Promo code { $promo } already exists.
button-pay-another-way = Pay another way
pay-ways = <b>Order { $number }</b>
    How would you like to pay?
pay-way-none = There is no other way to pay for this order right now.
payment-covered = gift card and points
order-discount = Discount{ $code ->
    [none] { "" }
   *[other] { " " }({ $code })
}: { $sum }
order-tax = including tax { $sum }
order-gift = Paid with a gift card: { $sum }
order-points = Paid with points: { $sum }
order-left = Left to pay: { $sum }
staff-order-covered = <b>Paid with gift card and points</b>

# Staff: promo codes, gift cards, rates.

promo-list = <b>Promo codes</b>
promo-list-empty = There are no promo codes yet.
promo-row = { $state } <code>{ $code }</code> — { $gives }, used { $used }{ $cap ->
    [none] { "" }
   *[other] { " " }of { $cap }
}
promo-gives-percent = { $value }% off
promo-gives-sum = { $value } off
promo-gives-free_delivery = free delivery
promo-made = Promo code <code>{ $code }</code> is ready: { $gives }.
promo-on = Promo code <code>{ $code }</code> is active again.
promo-off = Promo code <code>{ $code }</code> is off.
promo-not-found = There is no promo code <code>{ $code }</code>.
usage-promo = Examples:
    <code>/promo AUTUMN 10%</code> — ten percent off
    <code>/promo WELCOME 500 first</code> — 500 off the first order
    <code>/promo SHIP free limit 100 each 1 from 2000</code> — free delivery: 100 uses, one per customer, goods from 2000
    <code>/promo AUTUMN off</code> · <code>/promo AUTUMN on</code>
giftcard-made = 🎁 Gift card for { $sum }: <code>{ $code }</code>
    Save the code: I will not show it again.
usage-giftcard = Write the amount and, if you like, a reason after it: <code>/giftcard 1000 birthday</code>
rate-set = 1 { $base } = { $rate } { $currency }. Prices in { $currency } follow at once; earlier orders keep theirs.
rate-gone = The shop no longer sells in { $currency }.
price-in-set = <code>{ $sku }</code> now costs { $sum }.
usage-rate = How much of another currency is one unit of the shop’s? Examples:
    <code>/rate USD 0.0125</code> — sell in dollars too
    <code>/rate XTR 0.6</code> — prices in Stars
    <code>/rate USD off</code> — stop selling in dollars
    <code>/rate SKU 150 XTR</code> — a product’s own price

# Staff give money back.

button-refund = ↩️ Refund
button-refund-all = Everything: { $sum }
button-refund-lines = For goods
button-refund-sum = Another amount
button-refund-delivery = { $mark } Delivery { $sum }
button-refund-go = Refund { $sum }
button-note-approve = ✅ Approve
button-note-reject = ✖️ Reject
refund-menu = <b>Refund for order { $number }</b>
    Up to { $sum } can be refunded.
refund-or-cancel = Nothing has been shipped yet: cancelling the order refunds everything at once.
refund-nothing = Order { $number } has been refunded in full already.
refund-pick = <b>Order { $number }</b>: which goods?
refund-line = { $title }: { $picked } of { $left }
refund-verdict = Order { $number }: what about the goods?
verdict-restock = Back to stock
verdict-quarantine = Set aside for inspection
verdict-write_off = Write off
verdict-keep = The customer keeps them
refund-reason = Order { $number }: refund { $sum }. What is the reason?
refund-reason-defect = Defect
refund-reason-wrong = Wrong or missing goods
refund-reason-late = Arrived too late
refund-reason-agreed = As agreed with the customer
refund-ask-sum = Order { $number }: how much to refund? Write an amount up to { $sum }.
refund-sum-placeholder = 150
refund-too-much = The amount must be above zero and at most { $sum }. Please write it again.
refund-under-way = Refunding { $sum } to the customer
refund-waits-for-second = { $sum } is above the limit: a second person has to approve it
note-approved = Approved: the money is on its way back
note-rejected = Rejected: nothing is refunded
staff-note-waits = ⏳ Refund of { $sum } is waiting for a second person. { $name }: { $reason }
did-refund = { $name } issued a refund, { $time }
did-ask-refund = { $name } requested a refund, { $time }
did-reject-refund = { $name } rejected a refund, { $time }
staff-push-note-waiting = ⏳ Order { $number }: a refund of { $sum } is waiting for a second person.
error-nothing-to-refund = At most { $left } can still be refunded.
error-cancel-instead = Order { $number } has not been shipped yet: cancel it instead, and everything is refunded at once.
error-second-person = You requested this refund yourself: somebody else has to approve it.
error-own-order = Order { $number } is your own: somebody else has to decide about its money.

# The payment monitor.

payments-title = <b>Payments</b>, last { $days ->
    [1] 24 hours
   *[other] { $days } days
}
payments-none = No way to pay is set up yet.
payments-rail = { $state ->
    [on] ●
    [hidden] ◐
   *[off] ○
} { $way }: { $sums ->
    [none] no payments
   *[other] { $paid } · { $sums }
}{ $waiting ->
    [0] { "" }
   *[other] , { $waiting } pending
}{ $failed ->
    [0] { "" }
   *[other] , { $failed } failed
}{ $state ->
    [hidden] { " " }<i>(not responding: hidden from customers for now)</i>
   *[other] { "" }
}
payments-failures = <b>Why payments failed</b>
payments-failure = { $count } × { $way }: { $reason }
payments-stuck = <b>Waiting too long</b>
payments-stuck-payment = Order { $number }: { $sum }, { $way } — { $state }, since { $since }
payments-stuck-refund = Refund for order { $number }: { $sum }, { $way } — { $state }, since { $since }
stuck-processing = payment in progress
stuck-authorized = reserved, not captured
stuck-unknown = no answer from the provider
stuck-submitted = the provider is processing it
stuck-manual = to be paid by hand
payments-disputes = <b>Disputes</b>
payments-dispute = Order { $number }: { $sum }{ $due ->
    [none] { "" }
   *[other] , answer by { $due }
}
payments-differences = <b>Differences</b>
payments-difference = { $way }, order { $number }, <code>{ $reference }</code>: { $kind ->
    [dispute] a payment is disputed that we do not know: { $theirs }
    [missing_here] the provider has { $theirs }, we have nothing
    [missing_there] we have { $ours }, the provider has nothing
    [refund_missing_here] the provider refunded { $theirs }, we know nothing of it
    [refund_missing_there] we refunded { $ours }, the provider knows nothing of it
   *[amount] we have { $ours }, the provider has { $theirs }
}
payments-books = <b>Reconciliation</b>
payments-book = { $differences ->
    [0] ✓
   *[other] ⚠️
} { $way }: { $when }, { $seen ->
    [one] { $seen } entry
   *[other] { $seen } entries
}{ $differences ->
    [0] { "" }
    [one] , { $differences } difference
   *[other] , { $differences } differences
}
payments-book-failed = ✕ { $way }: { $when }, no answer from the provider
payments-compared = { $differences ->
    [0] Reconciled: everything matches
   *[other] Reconciled. Differences: { $differences }
}
payments-nothing-to-compare = Nothing to reconcile: these providers have no statements
difference-closed = Closed
button-period-day = Day
button-period-week = Week
button-period-month = Month
button-order-number = Order { $number }
button-difference-settled = ✓ …{ $reference } settled
button-difference-ignore = Ignore
button-compare = ⚖️ Reconcile now
button-payments = ‹ Payments
staff-push-differences = ⚖️ { $way }: reconciliation found { $count } new { $count ->
    [one] difference
   *[other] differences
}.

# Review of risky orders.

hold-risk = looks risky: please check
hold-disputed = the customer’s bank is disputing the payment
hold-by-staff = we are checking something
reason-review = we could not accept this order
risk-score = <b>Risk { $score } out of 100</b>
risk-reason = • { $reason }
risk-many-orders = orders by this customer within an hour: { $value }
risk-many-failed = failed payments within a day: { $value }
risk-shared-phone = other customers with this phone: { $value }
risk-shared-address = other customers with this address: { $value }
risk-shared-card = other customers with this card: { $value }
risk-many-cards = different cards within a day: { $value }
risk-large-sum = { $value } times the usual amount
risk-new-account = new customer, first seen { $value } h ago
risk-hoarding = items held without paying: { $value }
risk-unpaid-before = orders never paid before: { $value }
risk-refused-before = parcels refused before: { $value }
risk-shop-rush = unusual rush: { $value } orders within an hour
button-review-ok = ✅ Approve
button-review-no = ✖️ Cancel and refund
button-review-reject-sure = Yes, cancel and refund
review-approved = Approved: the order goes on
review-held = The order is on hold
review-rejected = Cancelled, the money is on its way back
review-reject-ask = Cancel order { $number } and refund all of it?
did-hold = { $name } put the order on hold, { $time }
did-release = { $name } approved the order, { $time }
did-forgive = { $name } wrote off the missing cash, { $time }
staff-push-risk = ⚠️ Order { $number } ({ $sum }) looks risky and is waiting for your decision.
staff-push-dispute = ⚠️ The customer’s bank is disputing the payment for order { $number }: { $sum }.
risk-rules = <b>Review of risky orders</b>: { $state ->
    [on] on
   *[off] off
}
    Risk of { $review } out of 100 or more: the order waits for your decision.
    Each refused parcel counts 25. Customers who reach { $cash } cannot pay on delivery.
risk-set = ✅ Saved.
usage-risk = To change: <code>/risk 60 50</code> — review from 60, no payment on delivery from 50 (0 to 101). To switch off: <code>/risk off</code>

# Cash at the door.

button-paid-less = Paid less
cash-ask-short = Order { $number }: { $sum } is due. How much did the customer pay?
cash-placeholder = 500
cash-too-much = Only { $sum } is due. Please write the amount again.
cash-title = <b>Cash with couriers</b>
cash-none = Nobody is holding cash for the shop.
cash-purse = { $name }: { $sum } from { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
}, since { $since }
button-cash-all = ✅ { $name } handed over { $sum }
button-cash-other = { $name }: another amount
cash-ask-counted = How much did you count?
cash-counted = ✅ { $sum } received
cash-counted-short = ⚠️ { $sum } received, { $missing } short: the courier owes it
cash-counted-over = ⚠️ { $sum } received, { $missing } more than expected
cash-short-title = <b>Paid short by customers</b>
cash-short = Order { $number }: { $sum } short ({ $name })
button-cash-forgive = Write off { $sum } of order { $number }
cash-forgiven = Written off

card-number-warning = Please never send a card number: I deleted your message and kept nothing of it. Your card is only ever asked for in Telegram’s own payment window or on the payment provider’s page.
push-part-paid = 💰 A part of the money for order { $number } has come. Left to pay: { $left }
staff-refund-refused = The provider refused: { $why }
