# Conversations, consent to news, gifts for friends.

button-talk-give = 👤 Hand over
talk-give = <b>Who looks after this conversation?</b>
    { $name } · { $about }
talk-given = { $name } looks after it now
audit-talk = Conversation
audit-did-assigned = handed over
error-scenario-off = The scenario is off and writes to nobody. Switch it on to send these messages again.

consent-wording = I agree to get messages from { $shop } about new things, sales and offers in Telegram. I can unsubscribe at any time: in my profile or with the button below a message.
consent-ask = 🔔 May we write to you now and then about new things and sales? We do not without your consent; about your orders we always write.
    <i>{ $wording }</i>
button-consent-yes = 🔔 Yes, please
button-consent-no = No, thank you
rules-consent-warning = ⚠️ <b>Broadcasts now go to people who never agreed, too.</b> The law on advertising (38-ФЗ, article 18; GDPR, article 6) wants consent beforehand, and the shop pays the fine. To switch back: <code>/rules consent on</code>
