error-wrong-kind = { $sku } is sold as { $kind ->
    [goods] goods
    [keys] keys
    [file] a file
    [text] a text
   *[subscription] a subscription
}. First say what it is: /kind { $sku } { $wanted }
error-stock-follows-keys = The stock of { $sku } is the number of its keys. Add some with /keys { $sku }.
error-shares-stock = { $sku } shares its stock with another variant. Keys, files and texts need a stock of their own.
error-content-too-large = That is too large. The limit is { $limit }.
error-file = This file cannot be fetched. Please send it again, up to 20 MB.
error-subscription-alone = A subscription is ordered by itself. Take the other things out of the cart, please.
error-subscription-over = This subscription has ended. You can buy it again in the catalogue.
error-delivery-not-chosen = Please choose one of the ways of delivery and write the address. You were not charged.
movement-keys = keys and files
hold-keys-missing = paid, but there was nothing left to hand over

command-keys = Keys to sell: /keys SKU
command-digital = What buyers get: /digital SKU
command-kind = Kind: /kind SKU keys

usage-kind = Say what the product is: <code>/kind SKU keys</code>

    <b>goods</b> — carried to the buyer
    <b>keys</b> — each key is sold once
    <b>file</b> — a file, sold any number of times
    <b>text</b> — a text or a link
    <b>subscription</b> — renewed every 30 days

    Digital products are sold for Stars. Set the price: <code>/rate SKU 150 XTR</code>
kind-set = ✅ <b>{ $title }</b> is now sold as { $kind ->
    [goods] goods: count the stock with <code>/stock { $sku } 10</code>
    [keys] keys: add them with <code>/keys { $sku }</code>
    [file] a file: send it with the caption <code>/digital { $sku }</code>
    [text] a text: write <code>/digital { $sku } the text</code>
   *[subscription] a subscription: write what subscribers get with <code>/digital { $sku } the text</code>
}
kind-same = <b>{ $title }</b> is sold like that already.
usage-keys = Send the keys, a line each:

    <code>/keys GAME-1
    AAAA-BBBB-CCCC
    DDDD-EEEE-FFFF</code>

    Or send a text file with the caption <code>/keys GAME-1</code>. Your message is deleted once the keys are in.
keys-none = There are no keys in this message.
keys-added = 🔑 <b>{ $title }</b>{ $options }: { $new ->
    [0] no new keys
    [one] { $new } new key
   *[other] { $new } new keys
}. On sale: { $available }.
keys-known = { $known ->
    [one] { $known } key was known already and was not added.
   *[other] { $known } keys were known already and were not added.
}
goods-private-only = What is sold belongs in our private chat: write to me there.
usage-digital = Send what buyers get:

    <code>/digital BOOK-1</code> as the caption of a file
    <code>/digital CLUB-1 Join here: t.me/…</code> for a text or a subscription

    Your message is deleted once it is in.
digital-set = ✅ Buyers of <b>{ $title }</b> get this { $kind ->
    [file] file: { $name }
   *[text] text
} from now on. { $replaced ->
    [yes] Earlier buyers see the new one too.
   *[no] It is on sale.
}

goods-title = 🎁 <b>Order { $number }</b>: here is your purchase
goods-piece = <b>{ $title }</b>
goods-key = <code>{ $code }</code>
goods-text = { $text }
goods-file = <b>{ $title }</b> · order { $number }
goods-in-file = 🎁 <b>Order { $number }</b>: your purchase is in the file
goods-again = You can open it again from the order at any time.
goods-shown = Sent again below
goods-not-sent = It could not be sent. Please try again in a minute.
button-show-goods = 🎁 Show again
order-tip = 💛 Tip: { $sum }
staff-order-test = 🧪 Test payment: no real money came

subscription-active = 🔁 Subscription: paid until { $when }, then renewed
subscription-cancelled = 🔁 Subscription: paid until { $when }, not renewed
subscription-failed = ⚠️ Subscription: the renewal was not paid. It runs until { $when }
subscription-expired = ⌛ Subscription: ended { $when }
button-subscription-cancel = Do not renew
button-subscription-resume = 🔁 Renew again
subscription-changed-cancelled = It will not be renewed
subscription-changed-active = It will be renewed
subscription-same = It is so already
subscription-later = Telegram did not answer. Please try again in a minute.
order-renewal = 🔁 Renewal of a subscription
push-subscription-failed = ⚠️ The renewal of your subscription (order <b>{ $number }</b>) was not paid: there were not enough Stars.
push-subscription-expired = ⌛ Your subscription from order <b>{ $number }</b> has ended.
