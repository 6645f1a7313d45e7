# Ways to pay, and money sent by hand.

payment-telegram = 💳 By card in Telegram
payment-stars = ⭐ Telegram Stars
payment-yookassa = 💳 Card, SBP or YooMoney
payment-stripe = 💳 Card, Apple Pay, Google Pay
payment-bazu = 💳 Online
payment-cryptopay = 🪙 Crypto (@CryptoBot)
payment-ton = 💎 TON
payment-transfer = 🏦 Bank transfer
payment-cash = 💵 On delivery
transfer-amount = Sum
transfer-bank = Bank
transfer-account = Account
transfer-bank-code = Bank code
transfer-holder = Recipient
transfer-purpose = Purpose
transfer-purpose-text = Payment for order { $number }
transfer-address = Address
transfer-comment = Comment
transfer-link = Link for a wallet
button-send-proof = 📎 I have paid
proof-send = Send a picture of the receipt, please. We check it and confirm order { $number }.
proof-needed = I need a picture of the receipt: a photo or a screenshot, please.
proof-taken = Thank you, the receipt is here. We check it and confirm order { $number }; your goods are kept meanwhile.
error-proof-not-awaited = Order { $number } waits for no transfer now.
proof-waits = We check your receipt.
proof-refused = Your receipt was not accepted: { $why ->
    [missing] the money has not come
    [sum] another sum has come
   *[unreadable] it cannot be read
}. You can send another one.
staff-proof = <b>Receipt for order { $number }</b>
    Check that { $sum } from { $customer } has come.
staff-proof-approved = <b>Receipt for order { $number }</b>
    ✅ { $sum } has come, says { $name }.
staff-proof-rejected = <b>Receipt for order { $number }</b>
    ✖️ Not accepted ({ $why ->
    [missing] no money
    [sum] another sum
   *[unreadable] not readable
}), says { $name }.
button-proof-approve = ✅ The money has come
button-proof-reject = ✖️ Reject
button-proof-missing = No money has come
button-proof-sum = Another sum
button-proof-unreadable = Cannot be read
proof-decided-before = Somebody has decided about this receipt already.
push-proof-rejected = 🏦 The receipt for order { $number } was not accepted: { $why ->
    [missing] the money has not come
    [sum] another sum has come
   *[unreadable] it cannot be read
}. Please check it and send another one.
