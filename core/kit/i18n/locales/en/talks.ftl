# Conversations of customers with the shop.

command-talks = Who waits for an answer
talk-ask = ✍️ Write what “{ $shop }” should know{ $number ->
    [none] { "" }
   *[other] { " " }about order { $number }
}. Text, a photo, a video, a voice message or a file will do.
talk-here = Or write right here: the shop’s people will see your next message.
talk-passed-on = ✅ Passed on to “{ $shop }”. The answer will come here. You can add more.
talk-resumed = ✅ This goes on with your conversation with “{ $shop }”: passed on. To search for goods again, go back to the shop.
talk-left = You are back in the shop. If they answer, the message comes here.
talk-answer-sent = ✅ On its way to the customer
talk-head-staff = 💬 <b>{ $name }</b> · { $about }
talk-head-customer = 💬 <b>{ $shop }</b>{ $number ->
    [none] { "" }
   *[other] { " " }· order { $number }
}
talk-about-order = order { $number }
talk-about-shop = a general question
talk-edited = <i>(edited)</i>
talk-card = 💬 <b>{ $name }</b> · { $about }
talk-waits = ⏳ Waiting for an answer since { $time }
talk-answered = ✅ Answered by { $name }, { $time }
talk-open = The conversation is open
talk-closed = ☑️ The conversation is closed
talk-assigned = Looked after by { $name }
talk-in-doubt = { $count ->
    [one] ⚠️ { $count } message may not have arrived – open the history.
   *[other] ⚠️ { $count } messages may not have arrived – open the history.
}
talk-card-hint = <i>Reply to this message, or to any of the customer’s – they get your answer.</i>
talk-history = <b>History: { $name }</b> · { $about }
talk-line = <b>{ $side ->
    [shop] 🏪 { $name }
   *[customer] { $name }
}</b> { $time }{ $edited ->
    [yes] { " " }(edited)
   *[no] { "" }
}
    { $text }
talk-attachment = { $kind ->
    [photo] [photo]
    [video] [video]
    [voice] [voice message]
    [audio] [audio]
    [document] [file]
    [sticker] [sticker]
    [video_note] [video message]
    [location] [place]
    [contact] [contact]
   *[other] [attachment]
}
talk-not-delivered = ⚠️ Not delivered: { $name } gets no messages from the bot. You could call them.
talk-maybe-delivered = ⚠️ Telegram did not confirm it: nobody knows whether { $name } will get this message. It is not sent again by itself.
talk-waiting-time = ⏳ { $hours ->
    [0] { $minutes } min
   *[other] { $hours } h { $minutes } min
}
talks-title = <b>Conversations</b>
    { $open ->
    [0] Every question is answered 🎉
   *[other] Open: { $open }, waiting for an answer: { $waiting }
}
shop-closed-now = 🌙 We are resting now and open { $opens }. Write – we answer as soon as we are back.
button-talk-write = ✍️ Write to the shop
button-talk-order = ✍️ Ask about this order
button-talk-answer = ✍️ Answer
button-back-to-shop = ‹ Back to the shop
button-talk-take = ✋ I take it
button-talk-close = ☑️ Close
button-talk-reopen = ↩️ Open again
button-talk-history = 📜 History
button-talks = ‹ Conversations
error-too-many-messages = You write faster than we can read. Please wait a minute: all you have sent has reached us.
