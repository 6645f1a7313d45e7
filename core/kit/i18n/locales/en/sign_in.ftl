# Signing in on the web and in the app, the second factor
error-forged-proof = We could not confirm that this is you. Please open the shop from Telegram again.
error-stale-proof = This sign-in is too old. Close the shop and open it from Telegram again.
error-not-signed-in = You are signed out, or were away for long. Please open the shop from Telegram again.
error-too-many = Too often. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
error-step-up = This needs a code from your authenticator app.
error-wrong-code = That code does not fit. Type the six digits the app shows now, or a backup code.
error-no-second-factor = There is no second factor yet.
error-second-factor-exists = There is a second factor already. Turn it off with a code first.
error-invalid = Something is filled in wrong. Please check it and try again.
error-key-missing = The request has no Idempotency-Key header of 8 to 128 characters.
error-twin-under-way = We are doing that already. One second, please.
