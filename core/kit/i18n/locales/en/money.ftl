# Paying, refunds, returns.

invoice-tax = Tax
invoice-rounding = Rounding
invoice-rest = Other goods
transfer-title = <b>Send the money</b>
transfer-field = { $name }: <code>{ $value }</code>
transfer-proof = When it is done, send a picture of the receipt here. We check it and confirm your order.
transfer-watched = We see the money by ourselves, usually within a minute. The comment must be exactly this one.
button-open-wallet = Open wallet
