# Broadcasts.

command-broadcast = Write to customers
broadcasts-title = <b>Broadcasts</b>
    A new one, or one of the latest:
broadcasts-none = <b>Broadcasts</b>
    You have not written to anybody yet. Begin with the text: nothing goes out before you confirm.
    Or at once: <code>/broadcast New mugs are here!</code>
broadcast-in-list = { $state ->
    [draft] ✎
    [scheduled] 🕑
    [sending] ▶️
    [paused] ⏸
    [cancelled] ✖️
   *[done] ✅
} { $title }{ $sent ->
    [0] { "" }
   *[other] { " " }· { $sent }
}
broadcast-empty = no text
broadcast-view = <b>Broadcast</b>{ $starts ->
    [none] { " " }· draft
   *[other] { " " }· begins { $starts }
}
    👥 To: { $audience } – { $people ->
    [one] { $people } person
   *[other] { $people } people
} (of { $of } in this audience)
    ✍️ Text: { $texts ->
    [none] none yet
   *[other] { $texts }
}
    🖼 Picture: { $photo ->
    [yes] yes
   *[no] none
}
    🔘 Button: { $button ->
    [none] none
   *[other] “{ $button }”
}

    Whoever unsubscribed from news or blocked the bot gets nothing. Every message has a button to unsubscribe.
broadcast-sure = <b>Send it?</b>
    To: { $audience } – { $people ->
    [one] { $people } person
   *[other] { $people } people
}. You can stop at any moment, but what has gone out stays out.
broadcast-ask-text = Send the text ({ $language }): bold, italics and links are kept, a picture may come with it. <code>{ "{" }name{ "}" }</code> becomes the reader’s name.
    With a text in one language only, everybody gets that one.
broadcast-ask-photo = Send the picture. With a picture the text is shorter: up to 900 characters.
broadcast-ask-button = Where does the button lead? Type its words and a SKU or an address, for example:
    <code>Buy TEE-BLK-M</code>
    <code>Read https://example.com</code>
    Or choose a shelf:
broadcast-ask-when = When should it go out? Write as you like: “tomorrow 10:00”, “25.12 18:30”, “friday 7pm”, “in 2 hours”. In your shop’s time.
broadcast-ask-audience = <b>Who is it for?</b>
    Now: { $audience }
broadcast-ask-days = For how many days have they not bought? Type a number, for example 45.
broadcast-ask-product = Buyers of which product? Type its SKU, for example TEE-BLK-M.
broadcast-ask-shelf = Buyers from which shelf?
broadcast-example = New mugs are here ☕️
broadcast-button-example = Buy TEE-BLK-M
broadcast-when-example = tomorrow 10:00
broadcast-test-sent = Sent to your private chat
broadcast-test-failed = That did not work: { $why }. Open your private chat with the bot and try again.
broadcast-progress-title = { $state ->
    [sending] <b>▶️ The broadcast is going out</b>
    [paused] <b>⏸ The broadcast is paused</b>
    [cancelled] <b>✖️ The broadcast was stopped</b>
   *[done] <b>✅ The broadcast is done</b>
}
broadcast-sent = Delivered: { $count }
broadcast-blocked = Blocked the bot: { $count }
broadcast-skipped = Unsubscribed or stopped in time: { $count }
broadcast-failed = Not delivered: { $count }
broadcast-unknown = Not known whether it arrived: { $count }. It is not sent again by itself – you decide.
campaign-followed = Within a week of the message: { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
} for { $revenue }
campaign-promo = 🎁 Promo code: <code>{ $code }</code>
audience-all = Everybody
audience-buyers = Buyers
audience-lapsed = No order for { $days ->
    [one] { $days } day
   *[other] { $days } days
}
audience-bought = Bought “{ $title }”
audience-category = Bought from “{ $title }”
audience-cart = With a filled cart
audience-any-language = Any language
button-broadcasts = ‹ Broadcasts
button-broadcast-new = ➕ New broadcast
button-broadcast-text = ✍️ { $language }
button-broadcast-no-text = Remove this text
button-broadcast-audience = 👥 Audience
button-broadcast-photo = 🖼 Picture
button-broadcast-no-photo = 🖼 Remove picture
button-broadcast-button = 🔘 Button
button-broadcast-no-button = 🔘 Remove button
button-broadcast-look = 👁 Look at it
button-broadcast-test = 🧪 Send to me
button-broadcast-later = 🕑 Schedule
button-broadcast-unschedule = Do not send by the clock
button-broadcast-now = 🚀 Send
button-broadcast-sure = Yes, send: { $people }
button-broadcast-remove = 🗑 Delete
button-broadcast-pause = ⏸ Pause
button-broadcast-resume = ▶️ Go on
button-broadcast-cancel = ✖️ Stop
button-unknown-again = Send to them again
button-unknown-leave = Leave them
button-refresh = 🔄 Refresh
button-audience-days = Another number of days
button-audience-product = Bought a product…
button-audience-shelf = Bought from a shelf…
button-campaign-open = Open
button-stop-news = 🔕 Unsubscribe
button-want-news = 🔔 Subscribe again
news-stopped = All right, no more of these. We still write about your orders themselves.
news-wanted = Done, we will write again. Thank you!
error-nothing-to-send = Write the broadcast’s text first.
error-nobody-to-send-to = Nobody is in this audience now. Choose another one.
error-campaign-under-way = The broadcast is going out or is over, so it cannot be changed. Open it to have a look.
error-moment-passed = That moment has passed, or is more than a year away. Example: tomorrow 10:00
error-message-too-long = Too long: up to { $limit } characters, markup included.
