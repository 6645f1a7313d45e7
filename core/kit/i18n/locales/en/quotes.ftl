# Deliveries whose price the seller computes.
delivery-computed = { $title } – price on request
button-delivery-computed = I name the price each time
checkout-quote = 🚚 <b>{ $title }</b>
    📍 { $address }
    The shop works out this delivery for you. Ask, and the price comes here; nothing is ordered yet.
button-quote-ask = 💬 Ask for the price
quote-sent = 🚚 Asked. The price comes here in a message, with a button to go on. Your cart waits.
quote-sent-before = 🚚 The shop knows already. The price comes here in a message.
quote-asked = 🚚 <b>{ $name }</b> asks what delivery costs
    { $title }
    📍 { $address }
quote-line = • { $title } × { $count }
button-quote-answer = ✏️ Name the price
quote-ask-sum = How much is this delivery? A sum such as 450, or 0 for free.
quote-not-a-sum = That is no sum. Write it like <code>450</code> or <code>450.50</code>, 0 for free.
quote-told = ✅ { $name } was told: { $sum }
quote-answered = 🚚 { $title }: <b>{ $sum }</b>
    📍 { $address }
    Go on, and check the whole sum before you pay.
button-checkout-on = ✅ Go on
quote-reply = the price of this delivery, as a reply to this message.
