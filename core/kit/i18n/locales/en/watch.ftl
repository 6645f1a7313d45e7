# /audit and /health.
audit-title = 📒 <b>Who changed what</b>{ $intact ->
        [yes] {""}
       *[no] {" "}⚠️ A record was edited outside the shop: the chain is broken. Tell whoever runs the server.
    }
audit-asked = With “{ $asked }”:
audit-none = Nothing yet.
audit-entry = <b>{ $action }</b> – { $target }
    { $when } · { $who } · № { $seq }
audit-nobody = by itself
audit-undone = {" "}(taken back)
button-audit-undo = ↩️ { $target } · № { $seq }

audit-stock = Stock
audit-price = Price
audit-price_in = Price in a currency
audit-variant = Variant
audit-product = Product
audit-shelf = Shelf
audit-shop = Shop
audit-text = Text
audit-team = Team
audit-promo = Promo code
audit-gift_card = Gift card
audit-order = Order
audit-refund = Refund
audit-return = Return
audit-delivery = Delivery
audit-payment_way = Way to pay
audit-rate = Rate
audit-rule = Rule
audit-keys = Keys
audit-content = Digital goods
audit-cash = Cash
audit-options = Options
audit-place = Stock place
audit-picture = Picture
audit-orders = Orders
audit-goods = Goods
audit-broadcast = Broadcast
audit-scenario = Scenario
audit-faq = Answer
audit-post = Post
audit-review = Review
audit-channel = Channel
audit-person = Personal data
audit-payment_difference = Difference
audit-did-agree = agreed by the first of two
audit-did-answered = answered
audit-did-approve = approved
audit-did-ask = asked for
audit-did-cancel = cancelled
audit-did-close = closed
audit-did-decided = decided
audit-did-forgotten = deleted
audit-did-inspect = inspected
audit-did-joined = joined
audit-did-kind = kind
audit-did-linked = linked
audit-did-made = posted
audit-did-quoted = price named
audit-did-receive = received
audit-did-reject = refused
audit-did-send = sent
audit-did-unknown_decided = messages in doubt decided
audit-did-unlinked = unlinked
audit-did-waiting = waits for a second person
audit-did-changed = changed
audit-did-added = added
audit-did-removed = removed
audit-did-edited = edited
audit-did-visibility = shown or hidden
audit-did-carried = moved between places
audit-did-low_at = low mark
audit-did-low_rule = low mark of the shop
audit-did-changed_at_once = a change at once
audit-did-counted = a count
audit-did-order_topics = order topics
audit-did-copied = copied
audit-did-hidden = hidden
audit-did-shown = shown
audit-did-moved = moved
audit-did-renamed = renamed
audit-did-invited = invited
audit-did-created = created
audit-did-switched = switched
audit-did-issued = issued
audit-did-held = put on hold
audit-did-released = let go on
audit-did-rejected = rejected
audit-did-requested = requested
audit-did-approved = approved
audit-did-forgiven = forgiven
audit-did-default = made the default
audit-did-dropped = dropped
audit-did-exported = exported
audit-did-imported = imported
audit-did-cancelled = cancelled
audit-did-set = set
audit-did-cover = cover
audit-did-title = name
audit-did-greeting = greeting
audit-did-about = about
audit-did-terms = terms
audit-did-support = contact
audit-did-currency = currency
audit-did-timezone = time zone
audit-did-hours = hours
audit-did-login = login in browsers
audit-did-design = look
audit-did-blocks = first page

health-title = 🩺 <b>{ $shop }</b>
    { $bad ->
        [0] All is well: people can find, order and pay.
        [one] One thing needs you:
       *[other] { $bad } things need you:
    }
health-good = ✅ In order: { $list }
health-bot = bot
health-updates = messages from Telegram
health-menu = command menu
health-group = staff group
health-ways = ways to pay
health-providers = payment providers
health-books = books
health-goods = goods
health-pictures = pictures
health-delivery = delivery
health-terms = terms
health-contact = contact
health-answers = answers in time
health-refunds = refunds
health-messages = notices
health-audit = audit
health-bad-bot = Telegram does not accept the bot's token{ $why ->
        [no] .
       *[yes] : { $said }.
    } Get a new one from @BotFather and send <code>/connect TOKEN</code>.
health-bad-updates = Messages from Telegram are late: { $count } wait{ $why ->
        [no] .
       *[yes] , because: { $said }.
    } Whoever runs the server should look at PUBLIC_URL and the certificate.
health-bad-menu = The menu of commands is not set; it is set again when the server starts.
health-bad-group = Orders have no staff group. Add the bot to a group with your colleagues and tap “Orders here”.
health-bad-ways = No way to pay is set up.
health-bad-providers = Does not answer at the moment and is hidden: { $said }. It comes back by itself.
health-bad-books = { $count ->
        [one] One difference
       *[other] { $count } differences
    } between your books and a provider's wait for a decision.
health-bad-goods = Nothing is on sale. Send a photo with a name and a price, or a sheet of goods.
health-bad-pictures = { $count ->
        [one] One product has
       *[other] { $count } products have
    } no picture: people buy what they see. <code>/edit SKU</code>
health-bad-delivery = There is no way of delivery: nobody can check out.
health-bad-terms = The terms of sale are not written.
health-bad-contact = People cannot see how to reach you.
health-bad-answers = { $count ->
        [one] One order waits
       *[other] { $count } orders wait
    } for your answer for more than an hour.
health-bad-refunds = { $count ->
        [one] One refund waits
       *[other] { $count } refunds wait
    } to be paid by hand.
health-bad-messages = { $count ->
        [one] One notice
       *[other] { $count } notices
    } could not be delivered. Whoever runs the server finds them under “dead” deliveries.
health-bad-audit = A record of changes was edited outside the shop. Tell whoever runs the server.
button-mend-group = 👥 How to
button-mend-delivery = 🚚 Delivery
button-mend-ways = 💳 Ways to pay
button-mend-providers = 💳 Payments
button-mend-books = 📚 Differences
button-mend-terms = 📜 Terms
button-mend-contact = 💬 Contact
button-mend-answers = 📦 Orders
button-mend-refunds = ↩️ Refunds
button-mend-goods = 📦 Stock
button-look-again = 🔄 Look again

# What the bot says of itself, and the look at it after /connect.
bot-about = { $shop }: look around, order and pay right here in the chat. Tap Start.
bot-short = { $shop }: goods, orders and delivery in the chat
button-open-bot = 🤖 Open the bot
connect-bot = { $good ->
        [yes] Telegram knows the bot.
       *[no] Telegram does not know the bot.
    }
connect-updates = { $good ->
        [yes] Messages arrive.
       *[no] Messages do not arrive yet: look again in a minute.
    }
connect-menu = { $good ->
        [yes] The menu of commands is set.
       *[no] The menu of commands is being set.
    }
connect-group = { $good ->
        [yes] The bot is in the staff group.
       *[no] Add the new bot to the staff group, and tap “Orders here” there.
    }

audit-field-price = price
audit-field-old_price = old price
audit-field-free_from = free from
audit-field-active = on
audit-field-role = role
audit-field-state = state
audit-field-status = state
audit-field-reason = reason
audit-field-amount = amount
audit-field-currency = currency
audit-field-count = how many
audit-field-title = name
audit-field-hidden = hidden
audit-field-low_at = threshold
audit-yes = yes
audit-no = no
