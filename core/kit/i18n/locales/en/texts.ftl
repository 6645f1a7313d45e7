# /texts: the bot's texts in the shop's own words.
texts = ✏️ <b>The bot's texts</b>
    { $changed ->
        [0] Nothing is changed yet. Here are the ones people read most.
        [one] { $changed } text is yours.
       *[other] { $changed } texts are yours.
    }
    Look for any text or button by its words: <code>/texts cart</code>
texts-page = ✏️ All texts, page { $page } of { $pages }
texts-none = No text of the bot has “{ $asked }” in it. Try fewer letters: <code>/texts cart</code>
texts-found = Texts with “{ $asked }”: { $count }
texts-card = ✏️ <b>{ $name }</b>
texts-said =

    { $language } – { $state ->
        [own] your own
       *[usual] the usual one
    }
texts-ask = Send the new text for { $language }. Now it says:
texts-variables = It may hold: { $variables }. They are filled in.
texts-forms = Forms by number stand after a bar: <code>{"{"}count|one: # piece|other: # pieces{"}"}</code>, where # is the number.
texts-preview = 👁 <b>So it will look</b>
texts-kept = Saved. People read it from now on.
texts-restored = The usual text is back.
usage-texts = Send <code>/texts</code>, or look for a text: <code>/texts cart</code>
button-texts-all = All texts
button-texts-write = ✏️ { $language }
button-texts-restore = ↩️ Put the usual text back
button-texts-keep = ✅ Save
button-texts-again = ✏️ Again
error-text = { $why ->
        [length] The text must have 1 to { $part } characters.
        [line] A button has one line.
        [plain] This text shows no formatting: leave “{ $part }” out.
        [tags] Telegram would not show this: { $part }. Allowed are b, i, u, s, code, pre, a and blockquote, each closed again.
        [forms] A form is missing its name here: { $part }. Write it like one: # piece
        [other] The form “other” is missing: { $part }
        [unknown] { $part } is never filled in here. Use one of the names shown.
       *[braces] Braces do not match here: { $part }
    }
