# Signing in on the web and in the app, the second factor
error-forged-proof = We could not confirm that this is you. Please open the shop from Telegram again.
error-stale-proof = This sign-in is too old. Close the shop and open it from Telegram again.
error-not-signed-in = You are signed out, or were away for long. Please open the shop from Telegram again.
error-too-many = Too often. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
error-step-up = This needs a code from your authenticator app first. Send it to the chat: /code 123456 — and try again.
error-wrong-code = That code does not fit. Type the six digits the app shows now, or a backup code.
error-no-second-factor = There is no second factor yet.
error-second-factor-exists = There is a second factor already. Turn it off with a code first.
error-invalid = Something is filled in wrong. Please check it and try again.
error-key-missing = The request has no Idempotency-Key header of 8 to 128 characters.
error-twin-under-way = We are doing that already. One second, please.
command-sessions = Where you are signed in
command-code = Code: /code 123456
command-mfa = Second factor
button-sessions = 🔐 Sign-ins
sessions-title = 🔐 <b>Where you are signed in on the web and in the app</b>
sessions-line = { $number }. { $device } · { $seen }
sessions-unknown = unknown device
sessions-none = 🔐 You are signed in nowhere but in this chat.
sessions-ended = Done: nobody gets in there without Telegram now
button-session-end = ✖️ End { $number }
button-sessions-end = End all
code-usage = Six digits of your authenticator app, or a backup code: <code>/code 123456</code>
code-good = ✅ Right. For ten minutes you can refund, issue codes and cards, and change keys, bots and roles.
mfa-in-private = This is private: send me /mfa in our own chat.
mfa-off = 🔐 <b>Second factor</b>
    Money, keys, bots and roles can be protected by codes of an app (Google Authenticator and others). Then a code is needed before them, here and on the web.
button-mfa-new = Turn on
mfa-new = Scan the picture with the app, or type the key: <code>{ $secret }</code>

    Then send the six digits it shows.
    Delete this message when you are done.
mfa-on = 🔐 <b>The second factor is on.</b>
    Backup codes left: { $codes }.

    <code>/code 123456</code> — show that it is you
    <code>/mfa codes 123456</code> — new backup codes
    <code>/mfa off 123456</code> — turn it off
mfa-codes = ✅ <b>Backup codes</b>: each works once, when the app is not at hand. Keep them — we do not show them again.

    <code>{ $codes }</code>

# Logging in with Telegram in a browser
command-login = Login in browsers: /login secret
button-login-off = Turn off
error-login-off = You cannot log in to this shop from a browser yet. Open it in Telegram.
error-login-cancelled = The login was cancelled.
login-title = 🌐 <b>Log in with Telegram in a plain browser</b>
login-on = It is on: the shop's pages and the dashboard have a “Log in with Telegram” button.
login-how = To turn it on:
    1. In @BotFather open the bot → Bot Settings → Web Login.
    2. Add the allowed address: <code>{ $address }</code>
    3. Copy the Client Secret and send it here: <code>/login secret</code>. I delete the message at once and keep the secret encrypted.
login-needs-address = First the application needs an address that the internet can see: the PUBLIC_URL setting.
login-ended = Login in browsers is off
button-login = 🌐 Login in browsers
