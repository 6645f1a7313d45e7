# Returns: the buyer.

button-return = ↩️ Return
button-my-return = ↩️ My return
return-pick = <b>Order { $number }</b>: what do you want to send back?
button-return-go = Next · { $sum }
return-ask-reason = <b>Order { $number }</b>: what is wrong with it?
return-reason-defect = It is broken or has a flaw
return-reason-wrong = The wrong thing came
return-reason-unlike = Not as described
return-reason-fit = It does not fit
return-reason-mind = I changed my mind
return-ask-outcome = <b>Order { $number }</b>: goods for { $sum } go back. What would you like for them?
return-outcome-refund = Money back
return-outcome-credit = Store credit
return-outcome-exchange = Exchange
return-ask-instead = { $title } × { $quantity }: what would you like instead?
return-alternative = { $title } · { $sum }
return-check = <b>Return for order { $number }</b>
return-line = • { $title } × { $quantity }{ $instead ->
    [none] { "" }
   *[other] { " " }→ { $instead }
}{ $said ->
    [none] { "" }
   *[other] { " " }— <i>{ $said }</i>
}
return-why = Why: { $reason }
return-wanted = Wanted: { $outcome }
return-worth = Worth: { $sum }
return-exchange-note = <i>The price of the day counts. A difference is paid, or given back to you.</i>
return-comment = “{ $comment }”
return-photos = 📷 Photos: { $count }
button-return-send = ✅ Confirm
button-return-comment = 💬 Comment
button-return-add-photo = 📷 Photos
button-return-done = ✅ Done
return-ask-comment = Tell us in your own words what is wrong.
return-ask-photos = 📷 Send photos, one after another: { $count } of { $most } so far. Then press “Done”.
return-asked = We look at it and answer here.
return-title = { $icon } <b>Return for order { $number }</b>
return-status = Status: <b>{ $status }</b>
return-state-requested = waits for our answer
return-state-approved = approved
return-state-rejected = refused
return-state-closed = closed
return-state-cancelled = taken back
return-answer = The shop: { $answer }
return-tracking = Sent: { $tracking }
return-next-requested = We look at it and answer here, usually within a day.
return-next-send = Send the goods back or bring them to us. Then tell us how you sent them.
return-next-sent = We tell you when the goods have come.
return-next-received = The goods are here. We look at them and close the return.
return-result-nothing = Nothing is given back for this return.
return-result-refund = { $sum } goes back the way it was paid.
return-result-credit = { $sum } is your store credit.
return-result-exchange = Order { $number } brings what you get instead.{ $to_pay ->
    [none] { "" }
   *[other] { " " }Left to pay: { $to_pay }.
}
return-credit-code = Enter the code at checkout: <code>{ $code }</code>
button-return-track = 🚚 It is sent
button-return-cancel = Cancel return
button-return-cancel-sure = Yes, cancel it
button-return-keep = No, keep it
button-return-order = Order { $number }
button-return-exchange = Order { $number }
return-cancel-ask = Cancel the return for order { $number }?
return-cancelled = The return is cancelled.
return-too-late = It is on its way already and cannot be cancelled.
return-ask-tracking = Return for order { $number }: how did you send it? A tracking number or a few words will do.
push-return-approved = ✅ Your return for order { $number } is approved. Send the goods back, or bring them to us.
push-return-rejected = Your return for order { $number } was refused{ $answer ->
    [none] .
   *[other] : { $answer }
}
push-return-refund = ✅ The return for order { $number } is closed: { $sum } is back with you.
push-return-credit = 🎁 The return for order { $number } is closed: { $sum } is your store credit. The code is on the card.
push-return-exchange = 🔁 The return for order { $number } is closed: order { $exchange } brings what you get instead.{ $to_pay ->
    [none] { "" }
   *[other] { " " }Please pay { $to_pay }.
}
push-return-nothing = The return for order { $number } is closed: nothing is given back. Write to us if that surprises you.

error-not-returnable = This cannot be sent back (any more).
error-return-window = Goods can be sent back within { $days ->
    [one] { $days } day
   *[other] { $days } days
} of delivery: that time is over.
error-digital-stays = What arrived in the chat cannot be sent back.
error-return-unfinished = Not everything was received and inspected yet.
error-exchange-unclear = It is not clear what the customer wants instead. Choose money or store credit.

# Returns: staff.

usage-returns = <code>/returns</code> shows new returns, <code>/returns open</code> those that are on their way or here, <code>/returns done</code> the others.
returns-new = New
returns-open = Open
returns-done = Done
staff-returns-title = <b>Returns</b> · { $group }
staff-returns-empty = <b>Returns</b> · { $group }: none.
staff-returns-row = { $icon } { $number } · { $name } · { $outcome }
button-staff-return = ↩️ Open return
staff-return-title = { $icon } <b>Return · order { $number }</b>
staff-return-asked = Asked by { $customer }, { $when }
staff-return-requested = waits for your answer
staff-return-expected = approved, on its way
staff-return-received = here, to be inspected
staff-return-inspected = inspected, to be closed
staff-return-rejected = refused
staff-return-closed = closed
staff-return-cancelled = cancelled by the customer
staff-return-second = ⏳ { $name } wants to close it; above the limit a second person has to press the same.
reception-received = all { $quantity } came
reception-short = { $received } of { $quantity } came
reception-wrong_item = something else came
reception-lost = lost on the way
acceptance-accepted = accepted: { $accepted } of { $quantity }
acceptance-partly = partly accepted: { $accepted } of { $quantity }
acceptance-rejected = not accepted: { $accepted } of { $quantity }
button-return-approve = ✅ Approve
button-return-reject = ✖️ Refuse
button-return-received = 📥 All came
button-return-by-line = Line by line
button-return-accept-all = 🔍 All good, back on the shelf
button-return-close = ☑️ Close
button-return-correct = Correct
button-return-photos = 📷 Photos ({ $count })
button-return-next-photo = Next ›
button-return-own-words = In my own words
button-return-take-none = Take nothing of it
button-return-close-nothing = Close without giving anything
return-photo = Return for order { $number }: photo { $place } of { $count }
return-no-photos = There are no photos.
return-reject-ask = Return for order { $number }: why is it refused? The customer reads it.
return-reject-late = The days for returns are over
return-reject-used = It has been used
return-reject-incomplete = It is not complete
return-reject-own = Return for order { $number }: write why it is refused. The customer reads it.
return-reject-placeholder = Reason
return-receive-lines = Return for order { $number }: what came?
return-receive-line = How did it come?
return-inspect-lines = Return for order { $number }: what do we take?
return-inspect-line = What happens to what we take?
return-inspect-number = Take { $accepted } of { $received }
return-close-ask = Return for order { $number }: goods for { $sum } are accepted. What does the customer get?
return-close-nothing = Return for order { $number }: nothing was accepted, so nothing is given back.
return-close-refund = Money back
return-close-credit = Store credit
return-close-exchange = Exchange, as asked
return-approved = Approved
return-rejected = Refused
return-received = Noted as received
return-inspected = Accepted
return-closed = Closed: { $sum }
return-waits-for-second = { $sum } is above the limit: a second person has to close it too.
return-rejected-noted = Return for order { $number }: refused, the customer was told.
return-decided-before = Return for order { $number }: somebody decided before.
return-did-approve = { $name } approved it, { $time }
return-did-reject = { $name } refused it, { $time }
return-did-receive = { $name } received it, { $time }
return-did-inspect = { $name } inspected it, { $time }
return-did-agree = { $name } wants to close it, { $time }
return-did-close = { $name } closed it, { $time }
staff-push-return-second = Return for order { $number }: above the limit, a second person has to close it too.
