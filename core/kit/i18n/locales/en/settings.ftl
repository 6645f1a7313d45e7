# /shop: what the shop says of itself and how it looks.
shop-card = 🏪 <b>{ $title }</b>
    Address word: <code>{ $slug }</code>
shop-line-greeting =

    <b>Greeting</b> ({ $languages }): { $text }
shop-line-about = <b>About</b> ({ $languages }): { $text }
shop-line-terms = <b>Terms</b> ({ $languages }): { $text }
shop-line-support = <b>Contact</b> ({ $languages }): { $text }
shop-facts =

    💱 { $currency } · 🕒 { $timezone }
    Open: { $hours }
    Template: { $template } · colour <code>{ $accent }</code>
    Cover: { $cover ->
        [yes] there
       *[no] none yet
    }
shop-always-open = around the clock
shop-day-off = closed
shop-saved = Saved
shop-ask-language = In which language?
shop-too-long = ⚠️ That does not fit: 1 to { $limit } characters.
shop-refused = ⚠️ I could not read that.
shop-ask-title = Send the shop's name for { $language }, 2 to { $limit } characters.
shop-ask-greeting = Send the greeting above the menu for { $language }, up to { $limit } characters. A dash takes it away.
shop-ask-about = Send what the shop is about for { $language }, up to { $limit } characters. A dash takes it away.
shop-ask-terms = Send the terms of sale for { $language }: who sells, delivery, returns, personal data. Up to { $limit } characters. A dash takes them away.
shop-ask-support = Send how people reach you, for { $language }: a phone, @name, e-mail, hours. A dash takes it away.
shop-ask-cover = Send a picture: it stands above the greeting. Wide ones look best.{ $now }
shop-ask-currency = The shop sells in { $now }. Send another currency code, such as <code>USD</code>. Prices keep their numbers; it can be changed until the first order.
shop-ask-timezone = The shop lives by { $now }. Send a city or a zone: <code>Berlin</code>, <code>Europe/Moscow</code>, <code>UTC+3</code>.
shop-ask-hours = Open: { $now }. Send the hours: <code>Mon-Fri 10-20, Sat 11:00-18:00</code>, <code>daily 9-21</code> or <code>24/7</code>. Days you leave out are closed.
shop-ask-accent = The colour is { $now }. Choose one or send its code: <code>#2f7de1</code>
shop-ask-template = How should the Mini App be laid out?
template-showcase = Showcase: large pictures
template-list = List: short rows
template-story = Story: one thing after another
button-shop-title = ✏️ Name
button-shop-greeting = 👋 Greeting
button-shop-about = ℹ️ About
button-shop-terms = 📜 Terms
button-shop-support = 💬 Contact
button-shop-cover = 🖼 Cover
button-shop-hours = 🕒 Hours
button-shop-timezone = 🌍 Time zone
button-shop-template = 🧩 Template
button-shop-accent = 🎨 Colour
button-shop-currency = 💱 Currency
button-shop-blocks = 🧱 First page: { $count ->
        [one] { $count } block
       *[other] { $count } blocks
    }
# The blocks of the Mini App's first page.
blocks-title = 🧱 <b>Blocks of the first page</b>
    { $count ->
        [0] None yet. Tell of an offer, of something new or of yourself: a picture, a few words and where they lead.
       *[other] They stand in this order: { $count } of { $most }. A block with a picture is a story, too.
    }
block-head = 🧱 <b>Block { $place }</b>, as customers see it:
block-leads = Leads to: { $to }
block-untitled = Without a title
block-ask-new = Send the title of the new block, up to { $limit } characters. Other languages, words and a picture come next.
block-ask-title = Send the title for { $language }, up to { $limit } characters. A dash takes it away.
block-ask-text = Send the words for { $language }, up to { $limit } characters. A dash takes them away.
block-ask-picture = Send a picture. A tall one suits a story, a wide one the page.
block-ask-leads = Where does it lead? Send the SKU of a product or the name of a department. A dash: nowhere.
block-sure = Take the block “{ $title }” off the first page?
button-block-add = ➕ Add a block
button-block-title = ✏️ Title
button-block-text = 📝 Words
button-block-picture = 🖼 Picture
button-block-bare = No picture
button-block-leads = 👉 Where it leads
button-block-up = ⬆️ Higher
button-block-drop = 🗑 Remove
button-block-gone = Yes, remove it
button-texts = ✏️ Texts
error-currency-in-use = The shop has orders, gift cards, points or codes in { $currency } already: their sums would lose their meaning. Prices in further currencies: /rate
