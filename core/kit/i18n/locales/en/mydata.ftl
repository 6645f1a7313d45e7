# Profile: addresses, phone, messages, points, friends, data
button-addresses = 📍 Addresses
button-phone = 📱 Phone
button-choices = 🔔 Messages
button-bonuses = 🎁 Points and friends
button-my-data = 🗂 My data
profile-points = 🎁 Points: <b>{ $points }</b> · { $level }
profile-no-phone = 📱 No phone yet
profile-phone-why = The courier or the shop may need to call. It is filled in at your next order.
profile-ask-phone = 📱 Write your number or tap the button below.
profile-phone-forgotten = The number is forgotten
button-phone-change = ✏️ Change
button-phone-forget = 🗑 Forget it

addresses-title = 📍 <b>Addresses</b>

    ● is filled in at checkout. Tap an address to name it, to prefer it or to delete it.
addresses-empty = 📍 <b>Addresses</b>

    None yet. Add one, and at checkout it is a single tap.
address-one = 📍 <b>{ $label }</b>

    { $address }
address-unlabelled = Address
address-preferred = ● Filled in at checkout
address-ask = 📍 Write the address: city, street, house, flat. It may have a name: “Home: London, Baker Street 221b”.
address-ask-label = What shall this address be called? For example: Home, Work, Mum.
address-dropped = The address is deleted
button-address-add = ➕ Add an address
button-address-prefer = ● Prefer this one
button-address-label = ✏️ Name it
button-address-drop = 🗑 Delete
checkout-saved-addresses = Pick an address, or write another one.
error-enough-addresses = There are { $limit } addresses already. Delete one to add another.

checkout-gift-note = 🎁 <b>Gift note</b>

    Write it, up to { $limit } characters. The shop puts it into the parcel.
order-gift-note = 🎁 Note: “{ $note }”
button-gift-note = 🎁 Gift note
button-gift-note-drop = Without a note

choices-title = 🔔 <b>What to write about</b>

    Tap to switch on or off. Messages about your orders always come.
choice-orders = Orders
choice-marketing = News and offers
choice-reminders = Cart reminders
choice-alerts = Back in stock and lower prices
choice-reviews = Asking for reviews
choice-on = ✅ { $name }
choice-off = ⬜️ { $name }
choice-always = 📦 { $name } · always
choices-on = I will write
choices-off = No more of these

bonuses-title = 🎁 <b>Points: { $points }</b>
bonuses-rate = { $rate }% of each purchase comes back as points. Use them at checkout.
bonuses-level = Your level is { $level }. You have spent { $spent }.
bonuses-missing = { $missing } more to { $level }.
level-0 = Guest
level-1 = 🥉 Bronze
level-2 = 🥈 Silver
level-3 = 🥇 Gold
level-4 = 💎 Platinum
bonuses-friends = 👋 <b>Invite friends.</b> When a friend's first order is completed, you get { $inviter ->
    [none] our thanks
   *[other] { $inviter }
} and your friend { $invited ->
    [none] our thanks
   *[other] { $invited }
}.
bonuses-link = Your link: <code>{ $link }</code>
bonuses-invited = { $invited ->
    [one] { $invited } person
   *[other] { $invited } people
} came by it, { $rewarded } of them bought. You earned { $earned }.
bonuses-share = Have a look at { $shop }: by this link you get a gift for your first purchase.
button-invite-friend = 👋 Invite a friend
friend-welcome = 👋 Welcome to { $shop }!
friend-gift = A gift from your friend: { $gift }, once your first order is completed.
friend-thanked = 🎉 Thank you for bringing a friend! Their first order is completed, and you get { $gift }.{ $code ->
    [none] { "" }
   *[other] { " " }Your own promo code, for one use: <code>{ $code }</code>
}
friend-came = 🎉 A gift from the friend who invited you, for your first order: { $gift }.{ $code ->
    [none] { "" }
   *[other] { " " }Your own promo code, for one use: <code>{ $code }</code>
}
error-own-invitation = This is your own link. Send it to a friend.
error-no-newcomer = Invitations are for newcomers, and you are at home here already!

my-data = 🗂 <b>My data</b>

    The shop keeps your Telegram name, phone, addresses, favourites, reviews and orders. You can take all of it along in one file, or delete it.
my-data-file = Everything the shop keeps about you. The file opens in any text editor.
my-data-erase = 🗑 <b>Delete my data?</b>

    Deleted: name, phone, addresses, cart, favourites, alerts, reviews with photos, messages and words in orders.

    Kept: the orders and payments themselves, without name, phone and address. The law wants accounts kept for five years (402-FZ, article 29). Points and gift cards stay too: they are your money.
my-data-really = Are you sure? Neither we nor you can bring it back.
my-data-erased = Done, we have forgotten you. Only orders and payments without name, phone and address are left, because the law on accounting wants them kept.

    Thank you for having been with us. The door is open: write whenever you want to come back.
button-my-data-get = 📥 Download everything
button-my-data-erase = 🗑 Delete everything
button-my-data-keep = Leave it as it is
button-my-data-sure = Yes, delete
button-my-data-really = Delete for good
error-still-under-way = { $count ->
    [one] An order, return or subscription is not over
   *[other] { $count } orders, returns or subscriptions are not over
}: they cannot be finished without your contact. Wait for them or cancel them, then try again.

rules-reviews = Asking for a review: { $days ->
    [none] never
    [0] right after delivery
    [one] { $days } day after delivery
   *[other] { $days } days after delivery
}
rules-levels = Levels: { $levels ->
    [none] none
   *[other] { $levels }
}
rules-level = from { $spent }: { $rate }%
rules-referrals = Invitations: { $state ->
    [on] { $inviter ->
        [none] nothing
       *[other] { $inviter }
    } for who invites, { $invited ->
        [none] nothing
       *[other] { $invited }
    } for the friend, at most { $most } times
   *[off] off
}
rules-consent = News and offers: { $state ->
    [on] only to who agreed
   *[off] to everybody who did not refuse
}
usage-rules-more = <code>/rules reviews 3</code> — days until a review is asked for · <code>/rules reviews off</code>
    <code>/rules levels 10000:3 50000:5</code> — from how much spent, and which percentage
    <code>/rules referral 300 10% 20</code> — who invites, the friend, how many times: <code>300</code> is points, <code>10%</code> a promo code off, <code>code:500</code> a promo code for a sum
    <code>/rules consent on</code> — news only to who agreed
