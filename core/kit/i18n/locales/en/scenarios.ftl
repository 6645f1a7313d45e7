# Scenarios: messages that follow what people do.

command-scenarios = Messages after events
scenarios-title = <b>Scenarios</b>
    The bot writes by itself when something happens: a cart is left, an order arrives. Ready-made ones are off – look at the text and switch them on. The number is how many messages went out.
scenario-name-cart = A forgotten cart
scenario-name-welcome = Came and did not buy
scenario-name-viewed = Looked at a product
scenario-name-thanks = Thanks for the first order
scenario-name-care = How do you like it?
scenario-name-again = Long time no see
scenario-text-cart = { "{" }name{ "}" }, something is still in your cart 🧺
    A cart does not hold goods, so better not wait too long. If you have a question, just write to us.
scenario-text-welcome = { "{" }name{ "}" }, thank you for looking in yesterday!
    If you did not find something, write to us: we are glad to help you choose.
scenario-text-viewed = { "{" }name{ "}" }, you had a look at something in our shop.
    It is still here. If you are not sure, ask and we tell you more.
scenario-text-thanks = { "{" }name{ "}" }, thank you for your first order 💛
    We are getting it ready. Everything that matters comes here.
scenario-text-care = { "{" }name{ "}" }, how do you like it?
    If all is well, a review would make us happy. If something is wrong, write to us and we put it right.
scenario-text-again = { "{" }name{ "}" }, long time no see!
    There are new things in the shop – look in when you have a minute.
scenario-trigger-opened = Opened the shop, { $delay } later
scenario-trigger-viewed = Looked at a product and left, { $delay } later
scenario-trigger-cart-left = Left a cart, { $delay } later
scenario-trigger-paid = Paid an order, { $delay } later
scenario-trigger-delivered = Got an order, { $delay } later
scenario-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
scenario-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
scenario-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
scenario-view = <b>{ $name }</b> – { $state ->
    [on] 🟢 on
   *[off] ⚪️ off
}
    ⏱ { $when }
scenario-whom = 👥 To: { $bought ->
    [yes] those who bought before
    [no] those who have not bought yet
   *[any] everybody
}{ $first ->
    [yes] , first orders only
   *[no] { "" }
}{ $least ->
    [none] { "" }
   *[other] , orders from { $least }
}{ $language ->
    [ru] , in Russian
    [en] , in English
   *[any] { "" }
}
scenario-limits = 🤫 { $cap ->
    [0] As often as it happens
    [one] At most once a day for each person
   *[other] At most once in { $cap } days for each person
}{ $begins ->
    [0] { $ends ->
        [0] { "" }
       *[other] . Silent at night, from { $begins } to { $ends }
    }
   *[other] . Silent at night, from { $begins } to { $ends }
}
scenario-sent = Sent: { $count }, waiting for their hour: { $waits }
scenario-ask-text = Send the text. Bold, italics and links are kept, <code>{ "{" }name{ "}" }</code> becomes the reader’s name.
scenario-ask-delay = How much later? For example “3 hours”, “2 days”, “now”.
scenario-ask-cap = Once in how many days may one person be written to by all scenarios? Type a number such as 3, or “none”.
scenario-ask-quiet = Which hours are quiet? For example “22-9”, or “none”. In your shop’s time.
scenario-ask-promo = Which promo code? Create it with /promo first. “none” takes it out.
scenario-ask-button = Type its words and a SKU or an address: <code>Choose TEE-BLK-M</code>
scenario-ask-least = For orders from which sum? For example 2000. “0” for all.
scenario-ask-trigger = <b>New scenario</b>
    After what should it write?
scenario-example-delay = 3 hours
scenario-example-cap = 3
scenario-example-quiet = 22-9
scenario-example-least = 2000
button-scenario-new = ➕ Your own
button-scenario-on = 🟢 Switch on
button-scenario-off = ⚪️ Switch off
button-scenario-delay = ⏱ When
button-scenario-cap = 🤫 How often
button-scenario-quiet = 🌙 Quiet hours
button-scenario-promo = 🎁 Promo code
button-scenario-language = 🌐 Language
button-scenario-bought = 👥 Bought?
button-scenario-first = 1️⃣ First order
button-scenario-least = Sum from…
button-scenario-restore = ↩️ First text
button-scenario-remove = 🗑 Delete
error-unknown-promo = There is no promo code { $code }. Create it: /promo
