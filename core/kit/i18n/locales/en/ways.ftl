# How a shop is paid.

# The owner sets ways to pay up.

yes = yes
no = no
button-ways = Ways to pay
ways-title = <b>Ways to pay</b>
    ● offered   ◐ down for now   ○ not set up, or off
way-title = <b>{ $way }</b>: { $state ->
    [on] offered
    [down] does not answer: hidden from customers for now
    [incomplete] not set up yet
   *[off] switched off
}
way-field = { $name }: { $value }
way-webhook = Address for webhooks: <code>{ $url }</code>
way-where = Offered { $sums }; delivery: { $deliveries }.
way-sums = { $least ->
    [none] for any sum
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
button-way-least = From sum
button-way-most = Up to sum
button-way-try = Try it
way-ask = { $name }: send me the value. A dash (-) empties it.
way-ask-secret = { $name } is a secret. Send it like this, I delete the message at once and keep it encrypted:
    <code>{ $command } VALUE</code>
way-ask-least = From which sum shall it be offered? A dash (-): from any.
way-ask-most = Up to which sum shall it be offered? A dash (-): up to any.
way-secret-kept = Kept, encrypted. I deleted your message.
way-try-good = It works.
way-try-refused = The provider refused: check the keys.
way-try-down = The provider does not answer now.
way-try-incomplete = Something is not filled in yet.
usage-way = Open /payments → Ways to pay. A secret is sent as <code>/way yookassa secret_key VALUE</code>
rules-title = <b>Rules of money</b>
rules-tax = Tax: { $mode ->
    [included] { $rate } % inside the prices
    [added] { $rate } % on top
   *[none] none
}
rules-round = Rounding of the sum: { $sum ->
    [none] none
   *[other] down to { $sum }
}
rules-points = Points: { $earn ->
    [none] are not earned
   *[other] { $earn } % of a sum are earned
}, they pay up to { $pay } %
rules-limit = A second person agrees to refunds { $sum ->
    [none] never
   *[other] above { $sum }
}
rules-cash = On delivery: { $sum ->
    [none] not offered
   *[other] up to { $sum }
}
rules-returns = Returns: within { $days } days
rules-hold = Goods are kept { $minutes } minutes for payment
usage-rules = Examples:
    <code>/rules tax included 20</code> · <code>/rules tax added 20</code> · <code>/rules tax off</code>
    <code>/rules round 1</code> · <code>/rules points 5 30</code> · <code>/rules limit 5000</code>
    <code>/rules cash 20000</code> · <code>/rules cash off</code> · <code>/rules returns 14</code> · <code>/rules hold 30</code>
field-api-url = API address
field-shop-id = Shop id
field-secret-key = Secret key
field-method = Only this way
field-two-stage = Reserve money first
field-accept-test = Believe test payments
field-check-addresses = Check senders of notices
field-receipts = Receipts (54-FZ)
field-receipt-email = E-mail for receipts
field-tax-system-code = Tax system code
field-default-vat-code = VAT code
field-payment-subject = Subject of payment
field-delivery-subject = Subject: delivery
field-payment-mode = Mode of payment
field-webhook-secret = Webhook secret
field-tolerance-seconds = Webhook age, s
field-enabled = Switched on
field-api-key = API key
field-signature-header = Signature header
field-timestamp-header = Time header
field-signature-mode = What is signed
field-signature-encoding = Signature written as
field-amount-unit = Unit of sums
field-allowed-ips = Addresses of webhooks
field-redirect-fields = Fields of the page
field-return-field = Field of the way back
field-refunded-field = Field of refunds
field-token = API token
field-price-in = Price in
field-asset = Coin of the price
field-accepted-assets = Coins taken
field-expires-in = Lifetime, s
field-transfer-refunds = Refund by transfer
field-address = Wallet address
field-rate = Price of one TON
field-currency = Currency
field-confirmations = Confirmations
field-wallet-url = Wallet link
field-bank = Bank
field-account = Account
field-bank-code = Bank code
field-holder = Account holder
field-provider-token = Token from @BotFather
field-test-allowed = Take test payments
field-max-tip-amount = Greatest tip (minor units)
field-suggested-tip-amounts = Suggested tips (minor units)
field-delivery-in-sheet = Delivery in the pay sheet
field-receipt = Contact for receipts
field-tax-system = Tax system code
secret-only-in-private = Not here: what is secret is for our private chat only.
