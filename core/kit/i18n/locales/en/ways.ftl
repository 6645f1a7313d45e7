# How a shop is paid.

# The owner sets ways to pay up.

yes = yes
no = no
button-ways = ⚙️ Ways to pay
ways-title = <b>Ways to pay</b>
    ● offered to customers
    ◐ not responding, hidden for now
    ○ not set up, or off
way-title = <b>{ $way }</b>: { $state ->
    [on] offered
    [down] not responding, hidden from customers for now
    [incomplete] not set up yet
   *[off] switched off
}
way-field = { $name }: { $value }
way-webhook = Webhook address: <code>{ $url }</code>
way-where = Offered { $sums }; delivery: { $deliveries }.
way-sums = { $least ->
    [none] for any amount
   *[other] from { $least }
}{ $most ->
    [none] { "" }
   *[other] { " " }up to { $most }
}
way-all-deliveries = any
way-delivery-pickup = pickup
way-delivery-courier = courier
way-delivery-digital = digital
button-way-on = Switch on
button-way-off = Switch off
button-way-least = Amount from…
button-way-most = Amount up to…
button-way-try = 🔌 Test the connection
way-ask = <b>{ $name }</b>: send the value.{ $now ->
    [none] { "" }
   *[other] { " " }Now: <code>{ $now }</code>. A dash (-) clears it.
}
way-ask-secret = <b>{ $name }</b> is kept encrypted. Send it with this command; I delete the message at once:
    <code>{ $command } VALUE</code>
way-ask-least = From what amount should it be offered? A dash (-) means any.
way-ask-most = Up to what amount should it be offered? A dash (-) means any.
way-secret-kept = ✅ Saved and encrypted. I deleted your message.
way-try-good = ✅ It works
way-try-refused = The provider refused: check the keys
way-try-down = The provider is not responding right now
way-try-incomplete = Something is not filled in yet
usage-way = Open /payments → Ways to pay. A secret is sent as <code>/way yookassa secret_key VALUE</code>
rules-title = <b>Money rules</b>
rules-tax = Tax: { $mode ->
    [included] { $rate }%, included in prices
    [added] { $rate }% on top
   *[none] none
}
rules-round = Rounding: { $sum ->
    [none] none
   *[other] down to { $sum }
}
rules-points = Points: { $earn ->
    [none] not earned
   *[other] { $earn }% back; they pay for up to { $pay }% of an order
}
rules-limit = A second person approves: { $sum ->
    [none] nothing, one person is enough for any refund
   *[other] refunds above { $sum }
}
rules-cash = On delivery: { $sum ->
    [none] not offered
   *[other] up to { $sum }
}
rules-returns = Returns: { $days ->
    [0] not accepted
    [one] within { $days } day of delivery
   *[other] within { $days } days of delivery
}
rules-hold = Goods stay reserved for payment: { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
usage-rules = To change them:
    <code>/rules tax included 20</code> · <code>/rules tax added 20</code> · <code>/rules tax off</code>
    <code>/rules round 1</code> — down to a whole unit
    <code>/rules points 5 30</code> — earn 5%, pay up to 30%
    <code>/rules limit 5000</code> — above it a second person approves
    <code>/rules cash 20000</code> · <code>/rules cash off</code>
    <code>/rules returns 14</code> — days to return goods
    <code>/rules hold 30</code> — minutes to pay
field-api-url = API address
field-shop-id = Shop id (shopId)
field-secret-key = Secret key
field-method = One method only
field-two-stage = Hold first
field-accept-test = Test payments
field-check-addresses = Check the sender
field-receipts = Receipts 54-FZ
field-receipt-email = Receipt e-mail
field-tax-system-code = Tax system
field-default-vat-code = VAT code
field-payment-subject = Subject
field-delivery-subject = Delivery subject
field-payment-mode = Payment mode
field-webhook-secret = Webhook secret
field-tolerance-seconds = Webhook age, s
field-enabled = Enabled
field-api-key = API key
field-signature-header = Signature in
field-timestamp-header = Timestamp in
field-signature-mode = What is signed
field-signature-encoding = Signature form
field-amount-unit = Amount unit
field-allowed-ips = Webhook IPs
field-redirect-fields = Page fields
field-return-field = Return URL field
field-refunded-field = Refunded amount field
field-token = API token
field-price-in = Price in
field-asset = Price coin
field-accepted-assets = Coins accepted
field-expires-in = Lifetime, s
field-transfer-refunds = Refund in coins
field-address = Wallet address
field-rate = TON price
field-currency = Currency
field-confirmations = Confirmations
field-wallet-url = Wallet link
field-bank = Bank
field-account = Account
field-bank-code = Bank code
field-holder = Account holder
field-provider-token = BotFather token
field-test-allowed = Test payments
field-max-tip-amount = Largest tip, minor units
field-suggested-tip-amounts = Suggested tips, minor units
field-delivery-in-sheet = Delivery in the payment sheet
field-receipt = Receipt contact
field-tax-system = Tax system
secret-only-in-private = Not here: what is secret is for our private chat only.

# Ways of delivery, for staff.

delivery-ways-title = <b>Delivery</b>
    ● offered   ○ switched off
delivery-ways-none = Nobody can order yet: add a pickup point or a courier.
delivery-is-free = free
delivery-view = <b>{ $title }</b> ({ $kind }): { $state ->
    [on] offered
   *[off] switched off
}
    Price: { $price }{ $free ->
    [none] { "" }
   *[other] , free from { $free }
}
    { $details ->
    [none] No address or hours yet.
   *[other] { $details }
}
delivery-kept = Done.
delivery-ask-pickup = What is the pickup point called? E.g. “Shop on Main Street”.
delivery-ask-courier = What is the courier called? E.g. “Courier in town”.
delivery-ask-title = How shall it be called from now on?
delivery-ask-details = Address and hours, as customers shall read them. A dash (-) empties it.
delivery-ask-price = What does it cost? E.g. 300. A dash (-): free.
delivery-ask-free = From which sum of goods is it free? A dash (-): never.
button-new-pickup = ➕ Pickup point
button-new-courier = ➕ Courier
button-delivery-title = ✎ Name
button-delivery-details = ✎ Address, hours
button-delivery-price = ✎ Price
button-delivery-free = ✎ Free from
button-delivery-cash = Pay on delivery
way-balance = Balance: { $sum }
