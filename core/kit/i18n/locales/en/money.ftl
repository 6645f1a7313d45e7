# Paying, refunds, returns.

invoice-tax = Tax
invoice-rounding = Rounding
invoice-rest = Other goods
transfer-title = <b>Send the money</b>
transfer-field = { $name }: <code>{ $value }</code>
transfer-proof = When it is done, send a picture of the receipt here. We check it and confirm your order.
transfer-watched = We see the money by ourselves, usually within a minute. The comment must be exactly this one.
button-open-wallet = Open wallet

# Checkout: codes, points, currencies.

delivery-digital = In this chat, right after payment
bill-promo = Promo code { $code }: { $sum }
bill-promo-idle = Promo code { $code } gives nothing: { $why }
bill-tax-added = Tax: { $sum }
bill-tax-included = including tax { $sum }
bill-rounding = Rounding: { $sum }
bill-gift = Gift card …{ $hint }: { $sum }
bill-points = Points: { $sum }
promo-problem-unknown = there is no such code
promo-problem-not-yet = it does not count yet
promo-problem-ended = its time is over
promo-problem-used-up = it has been used up
promo-problem-yours-used = you have used it already
promo-problem-min-goods = the order is too small for it
promo-problem-first-only = it is for the first order only
button-code = 🎟 Code or gift card
button-code-drop = ✕ Remove code
button-points-use = Use points ({ $sum })
button-points-keep = ✕ Keep points ({ $sum })
button-currency = Currency: { $currency }
checkout-code = Send me a <b>promo code</b> or the code of a <b>gift card</b>.
checkout-code-placeholder = AUTUMN
checkout-currency = In which currency do you want to pay?
code-taken-promo = Promo code { $code } is in.
code-taken-gift_card = Gift card { $code } is in.
cart-line-no-price = <i>Not sold in { $currency }</i>
cart-mixed = Digital goods are paid in Telegram Stars and cannot be ordered together with other goods. Please take one kind out of the cart.
error-mixed-cart = Digital goods are paid in Telegram Stars and are ordered apart from other goods. Take one kind out of the cart, please.
error-no-price-in-currency = “{ $title }” is not sold in { $currency }.
error-promo = The promo code gives nothing: { $why ->
    [not-yet] it does not count yet
    [ended] its time is over
    [used-up] it has been used up
    [yours-used] you have used it already
    [min-goods] the order is too small for it
    [first-only] it is for the first order only
   *[unknown] there is no such code
}.
error-code-unknown = I know no promo code or gift card like this. Check the letters, please.
error-gift-card-spent = The gift card holds less than before. Look at the new sum, please; you were not charged.
error-points-spent = You have fewer points than before. Look at the new sum, please; you were not charged.
error-code-taken = There is a promo code { $promo } already.
button-pay-another-way = Pay another way
pay-ways = <b>Order { $number }</b>
    How would you like to pay?
pay-way-none = There is no other way to pay this order now.
payment-covered = gift card and points
order-discount = Discount{ $code ->
    [none] { "" }
   *[other] { " " }({ $code })
}: { $sum }
order-tax = including tax { $sum }
order-gift = Paid by gift card: { $sum }
order-points = Paid by points: { $sum }
order-left = Left to pay: { $sum }
staff-order-covered = <b>Paid by gift card and points</b>

# Staff: promo codes, gift cards, rates.

promo-list = <b>Promo codes</b>
promo-list-empty = There are no promo codes yet.
promo-row = { $state } <code>{ $code }</code> — { $gives }, used { $used }{ $cap ->
    [none] { "" }
   *[other] { " " }of { $cap }
}
promo-gives-percent = { $value } %
promo-gives-sum = { $value }
promo-gives-free_delivery = free delivery
promo-made = Promo code <code>{ $code }</code> is ready: { $gives }.
promo-on = Promo code <code>{ $code }</code> counts again.
promo-off = Promo code <code>{ $code }</code> is switched off.
promo-not-found = There is no promo code <code>{ $code }</code>.
usage-promo = Examples:
    <code>/promo AUTUMN 10%</code>
    <code>/promo WELCOME 500 first</code> — a sum, first order only
    <code>/promo SHIP free limit 100 each 1 from 2000</code> — free delivery, 100 times, once a person, from a sum of goods
    <code>/promo AUTUMN off</code> · <code>/promo AUTUMN on</code>
giftcard-made = Gift card for { $sum }: <code>{ $code }</code>
    I show the code only once.
usage-giftcard = Write the sum: <code>/giftcard 1000</code>. A reason may follow.
rate-set = 1 { $base } = { $rate } { $currency }. Prices in { $currency } follow at once; orders placed before keep theirs.
rate-gone = The shop does not sell in { $currency } any more.
price-in-set = <code>{ $sku }</code> costs { $sum } from now on.
usage-rate = How much of another currency is one of the shop's? <code>/rate USD 0.0125</code>. For Stars: <code>/rate XTR 0.6</code>. No more: <code>/rate USD off</code>.
    A price of its own: <code>/rate SKU 150 XTR</code>

# Staff give money back.

button-refund = Refund
button-refund-all = Everything ({ $sum })
button-refund-lines = Choose goods
button-refund-sum = A sum
button-refund-delivery = { $mark } Delivery { $sum }
button-refund-go = Give back { $sum }
button-note-approve = Agree to refund
button-note-reject = Refuse refund
refund-menu = <b>Refund for order { $number }</b>
    Up to { $sum } can be given back.
refund-nothing = Everything of order { $number } has been given back already.
refund-pick = <b>Order { $number }</b>: which goods?
refund-line = { $title }: { $picked } of { $left }
refund-verdict = Order { $number }: what happens to the goods?
verdict-restock = Back on the shelf
verdict-quarantine = Set aside for inspection
verdict-write_off = Write off
verdict-keep = The customer keeps them
refund-reason = Order { $number }: { $sum } goes back. Why?
refund-reason-defect = Defect
refund-reason-wrong = Wrong or missing goods
refund-reason-late = Came too late
refund-reason-agreed = As agreed with the customer
refund-ask-sum = Order { $number }: how much shall go back? Up to { $sum }.
refund-sum-placeholder = 150
refund-too-much = At most { $sum } can be given back.
refund-under-way = { $sum } goes back to the customer.
refund-waits-for-second = { $sum } is above the limit: a second person has to agree.
note-approved = Agreed: the money goes back.
note-rejected = Refused: nothing is given back.
staff-note-waits = ⏳ Refund of { $sum } waits for a second person. { $name }: { $reason }
did-refund = { $name } gave money back, { $time }
did-ask-refund = { $name } asked for a refund, { $time }
did-reject-refund = { $name } refused a refund, { $time }
staff-push-note-waiting = Order { $number }: a refund of { $sum } waits for a second person.
error-nothing-to-refund = At most { $left } can still be given back.
error-cancel-instead = Nothing of order { $number } has been shipped yet: cancel it instead, all money goes back at once.
error-second-person = You asked for this refund yourself: somebody else has to agree.

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
} { $way }: { $paid } paid, { $failed } failed, { $waiting } on the way{ $sums ->
    [none] { "" }
   *[other] { " " }· { $sums }
}{ $state ->
    [hidden] { " " }<i>(down: hidden from customers for now)</i>
   *[other] { "" }
}
payments-failures = <b>Why payments failed</b>
payments-failure = { $count } × { $way }: { $reason }
payments-stuck = <b>Waiting too long</b>
payments-stuck-payment = Order { $number }: { $sum }, { $way } — { $state }, since { $since }
payments-stuck-refund = Refund for order { $number }: { $sum }, { $way } — { $state }, since { $since }
stuck-processing = money on the way
stuck-authorized = reserved, not captured
stuck-unknown = the provider has not answered
stuck-submitted = the provider is working on it
stuck-manual = to be paid by hand
payments-disputes = <b>Disputes</b>
payments-dispute = Order { $number }: { $sum }{ $due ->
    [none] { "" }
   *[other] , answer by { $due }
}
payments-differences = <b>Books that differ</b>
payments-difference = { $way }, order { $number }, <code>{ $reference }</code>: { $kind ->
    [missing_here] the provider has { $theirs }, we have nothing
    [missing_there] we have { $ours }, the provider has nothing
    [refund_missing_here] the provider gave { $theirs } back, we know nothing of it
    [refund_missing_there] we gave { $ours } back, the provider knows nothing of it
   *[amount] ours { $ours }, the provider’s { $theirs }
}
payments-books = <b>Books compared</b>
payments-book = { $way }: { $when }, { $seen } movements, { $differences } differ
payments-book-failed = { $way }: { $when }, the provider did not answer
payments-compared = Compared. Differences: { $differences }
payments-nothing-to-compare = No provider here keeps books that can be compared.
difference-closed = Closed.
button-period-day = Day
button-period-week = Week
button-period-month = Month
button-order-number = Order { $number }
button-difference-settled = …{ $reference } settled
button-difference-ignore = Ignore
button-compare = Compare books now
button-payments = Payments
staff-push-differences = ⚖️ { $way }: the provider’s books and ours differ in { $count } new { $count ->
    [one] place
   *[other] places
}.

# Review of risky orders.

hold-risk = looks risky: please check
hold-disputed = the customer’s bank disputes the payment
hold-by-staff = we are checking something
reason-review = we could not accept this order
risk-score = <b>Risk { $score } of 100</b>
risk-reason = • { $reason }
risk-many-orders = { $value } orders of this person within an hour
risk-many-failed = { $value } failed payments within a day
risk-shared-phone = { $value } other people use this phone
risk-shared-address = { $value } other people use this address
risk-shared-card = { $value } other people paid with this card
risk-many-cards = { $value } different cards within a day
risk-large-sum = { $value } times the usual sum
risk-new-account = new here, first seen { $value } h ago
risk-hoarding = holds { $value } pieces without paying
risk-unpaid-before = { $value } orders were never paid
risk-refused-before = { $value } parcels were not taken at the door
risk-shop-rush = an unusual rush: { $value } orders within an hour
button-review-ok = ✓ Approve
button-review-no = ✕ Cancel and refund
button-review-reject-sure = Yes, cancel and refund
review-approved = Approved: the order goes on.
review-held = The order is on hold.
review-rejected = Cancelled; all money goes back.
review-reject-ask = Cancel order { $number } and give all its money back?
did-hold = { $name } put the order on hold, { $time }
did-release = { $name } approved the order, { $time }
did-forgive = { $name } let the missing cash go, { $time }
staff-push-risk = ⚠️ Order { $number } ({ $sum }) looks risky and waits for your decision.
staff-push-dispute = ⚠️ The customer’s bank disputes the payment of order { $number }: { $sum }.
risk-rules = <b>Risk rules</b>: { $state ->
    [on] on
   *[off] off
}
    Orders wait for review from a score of { $review }.
    Who has { $cash } points for parcels not taken (25 each) cannot pay at the door.
risk-set = Done.
usage-risk = Two numbers from 0 to 101: review from, no cash from. <code>/risk 60 50</code> · <code>/risk off</code>

# Cash at the door.

button-paid-less = Paid less
cash-ask-short = Order { $number }: { $sum } is due. How much did the customer pay?
cash-placeholder = 500
cash-too-much = At most { $sum } is due.
cash-title = <b>Cash with couriers</b>
cash-none = Nobody holds cash of the shop.
cash-purse = { $name }: { $sum } from { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
}, since { $since }
button-cash-all = { $name } brought { $sum }
button-cash-other = { $name } brought another sum
cash-ask-counted = How much did you count?
cash-counted = { $sum } counted.
cash-counted-short = { $sum } counted, { $missing } missing: it stays the courier’s debt.
cash-counted-over = { $sum } counted, { $missing } more than expected.
cash-short-title = <b>Paid short</b>
cash-short = Order { $number }: { $sum } is missing ({ $name })
button-cash-forgive = Let go { $sum } of { $number }
cash-forgiven = Let go.

card-number-warning = Please never send a card number: I deleted your message and kept nothing of it. A card is only asked for in Telegram’s own payment window or on the page of the payment provider.
push-part-paid = 💰 A part of the money for order { $number } has come. Left to pay: { $left }
staff-refund-refused = The provider refused: { $why }
