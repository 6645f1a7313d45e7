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

friend-gets-points = { $points } in points
friend-gets-percent = a promo code for { $rate }% off
friend-gets-sum = a promo code for { $sum } off
button-friends-rules = 👋 Invitations
friends-title = 👋 <b>Thanks for friends</b>
    For who invites: { $inviter ->
        [none] nothing
       *[other] { $inviter }
    }
    For the friend: { $invited ->
        [none] nothing
       *[other] { $invited }
    }
    At most { $most } friends each, codes are good for { $days } days.

    <i>Given once the friend's first paid order is completed. A promo code belongs to one person and works once. Two accounts with one phone or one address get nothing: nobody invites themselves.</i>
friends-ask-kind = What does { $who ->
    [inviter] who invites
   *[invited] the friend
} get?
friends-ask-value = How much? { $kind ->
    [points] A number, <code>300</code>: so many { $currency } in points.
    [percent] A percentage, <code>10</code>.
   *[sum] A sum in { $currency }, <code>500</code>.
}
friends-ask-most = How many friends is one person thanked for? A number, <code>20</code>.
button-friends-inviter = Who invites
button-friends-invited = The friend
button-friends-most = How many friends
button-friends-off = Switch off
button-friends-points = ⭐ Points
button-friends-percent = 🏷 Promo code, %
button-friends-sum = 🏷 Promo code, sum
button-friends-nothing = Nothing
