# Ways to pay, and money sent by hand.

payment-telegram = 💳 By card in Telegram
payment-stars = ⭐ Telegram Stars
payment-yookassa = 💳 Card, SBP or YooMoney
payment-stripe = 💳 Card, Apple Pay, Google Pay
payment-bazu = 💳 Online payment
payment-cryptopay = 🪙 Crypto (@CryptoBot)
payment-ton = 💎 TON
payment-transfer = 🏦 Bank transfer
payment-cash = 💵 On delivery
transfer-amount = Amount
transfer-bank = Bank
transfer-account = Account
transfer-bank-code = Bank code (BIC)
transfer-holder = Recipient
transfer-purpose = Reference
transfer-purpose-text = Payment for order { $number }
transfer-address = Address
transfer-comment = Comment
button-send-proof = 📎 I have paid
proof-send = 📎 Please send a photo or screenshot of the receipt. We will check it and confirm order { $number }.
proof-needed = I need a picture of the receipt: please send a photo or a screenshot.
proof-taken = Thank you, we have your receipt. We will check it and confirm order { $number }; your goods stay reserved.
error-proof-not-awaited = Order { $number } is not waiting for a transfer.
proof-waits = 🔎 We are checking your receipt
proof-refused = ✖️ Your receipt was not accepted: { $why ->
    [missing] the money has not arrived
    [sum] a different amount arrived
   *[unreadable] it cannot be read
}. You can send another one.
staff-proof = <b>Receipt for order { $number }</b>
    Amount: { $sum }
    Customer: { $customer }
    Check whether the money has arrived.
staff-proof-approved = <b>Receipt for order { $number }</b>
    ✅ { $sum } arrived — { $name }.
staff-proof-rejected = <b>Receipt for order { $number }</b>
    ✖️ Rejected ({ $why ->
    [missing] no money
    [sum] a different amount
   *[unreadable] unreadable
}) — { $name }.
button-proof-approve = ✅ Money received
button-proof-reject = ✖️ Reject
button-proof-missing = No money arrived
button-proof-sum = Different amount
button-proof-unreadable = Unreadable
proof-decided-before = This receipt has already been decided.
push-proof-rejected = 🏦 The receipt for order { $number } was not accepted: { $why ->
    [missing] the money has not arrived
    [sum] a different amount arrived
   *[unreadable] it cannot be read
}. Please check and send another one.
