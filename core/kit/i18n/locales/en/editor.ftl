# The editor of a product and changes of many at once, for staff.

command-edit = Edit a product: /edit SKU
command-bulk = Change many products at once

usage-edit = Write a SKU or a part of the name: <code>/edit TEE-BLK-M</code>, <code>/edit mug</code>
editor-title = <b>✏️ { $title }</b>
editor-state = { $status } · { $kind } · shelf: { $shelf }
editor-option = <b>{ $name }</b>: { $values }
editor-variant = { $mark } <code>{ $sku }</code>{ $options } — { $price }, { $stock } pcs
editor-more = …and { $count } more
editor-variant-card = <b>{ $title }</b>{ $options }
    <code>{ $sku }</code>

    Price: <b>{ $price }</b>{ $struck ->
        [none] { "" }
       *[other] { " " }· was <s>{ $struck }</s>
    }
    Free: <b>{ $stock }</b> · on hand: { $on_hand }{ $state ->
        [archived] { " " }· 🗄 archived
        [hidden] { " " }· 🙈 hidden
       *[shown] { "" }
    }
product-status-draft = draft
product-status-active = on sale
product-status-hidden = hidden
product-status-archived = archived
product-kind-goods = goods
product-kind-keys = keys
product-kind-file = file
product-kind-text = text
product-kind-subscription = subscription
editor-ask-name = ✏️ What shall the product be called{ $language ->
        [ru] { " " }in Russian
        [en] { " " }in English
       *[any] { "" }
    }? Now:
editor-ask-about = ✏️ Write the description{ $language ->
        [ru] { " " }in Russian
        [en] { " " }in English
       *[any] { "" }
    }. A hyphen “-” removes it. Now:
editor-present = { $language }: { $text }
editor-reply-name = the new name, as a reply to this message.
editor-reply-about = the new description, as a reply to this message.
editor-ask-photo = 🖼 Send the new photo.
editor-reply-photo = the product’s photo, as a reply to this message.
editor-photos = 🖼 Photo { $number } of { $count }
editor-photos-none = 🖼 No photo yet.
editor-ask-photos = 🖼 Send photos, several in a row if you like. A product takes up to ten.
editor-ask-kind = What kind of product is it?
editor-ask-price = The new price of <code>{ $sku }</code>? Now { $price }. Examples: <code>1990</code> or <code>1990 was 2490</code>
editor-ask-sku = The new SKU instead of <code>{ $sku }</code>? Latin letters, digits and hyphens. Example: <code>TEE-BLK-M</code>
editor-ask-stock = How many <code>{ $sku }</code> are on hand? Now { $stock }.
editor-options = <b>{ $title }</b>
    What the product can be chosen in. Each combination has a SKU, a price and a stock of its own.
editor-options-none = <b>{ $title }</b>
    No options yet. Add a colour or a size, for example.
editor-values = <b>{ $name }</b>
    Tap a value to take it out.
editor-value-sure = Take “{ $value }” out? Its variants go to the archive; orders and stock stay as they are.
editor-ask-option = Write a name and values: <code>Colour: black, white</code>
editor-ask-values = Which values shall “{ $name }” get? Separated by commas.
editor-copied = This is the copy: a draft without stock
button-edit = ✏️ Edit
button-edit-name = Name
button-edit-about = Description
button-edit-price = 💰 Price and stock
button-edit-variants = SKUs · { $count }
button-edit-options = Options
button-edit-photo = 🖼 Photo
button-edit-no-photo = No photo
button-photo-add = ➕ Add photos
button-photo-drop = ✖️ Remove this one
button-photo-replace = 🔄 Replace the first
button-edit-shelf = Shelf
button-edit-kind = Kind
button-edit-copy = 📋 Copy
button-edit-archive = 🗄 Archive
button-edit-restore = Back from the archive
button-edit-set-price = 💰 Price
button-edit-set-stock = 📦 Stock
button-edit-set-sku = SKU
button-edit-moves = Stock history
button-option-new = ➕ Colour, size…
button-values-new = ➕ Values
button-value-sure = Yes, take it out

bulk-choose = <b>🧰 Many products at once</b>
    Choose a shelf or write a word from the name. With a price at once works too: <code>/bulk tea -10%</code>
bulk-meant = <b>🧰 { $name }</b>
    SKUs: { $count }, hidden of them: { $hidden }
bulk-plan = { $action ->
    [hide] 🙈 Hide: { $count }
    [show] 👁 Show: { $count }
   *[other] 💰 Prices { $amount }: { $count } change
}
bulk-line = <code>{ $sku }</code> { $title }{ $options }: { $before } → <b>{ $after }</b>
bulk-line-name = <code>{ $sku }</code> { $title }{ $options }
bulk-ask-price = By how much shall prices change? A percent or a sum: <code>-10%</code>, <code>+5%</code>, <code>+50</code>, <code>-100</code>
bulk-done = ✅ Changed: <b>{ $count }</b>
bulk-undone = ↩️ As it was before
bulk-left = Left { $count } alone: somebody changed them since
button-bulk-price = 💰 Change prices
button-bulk-hide = 🙈 Hide all
button-bulk-show = 👁 Show all
button-bulk-round = to { $step }

error-too-many-variants = Too many combinations: up to { $limit } variants and three options a product.
error-last-variant = This is the last variant: nothing would be left to sell. The whole product can be archived.
error-nothing-meant = There are no such products.
