# Orders at work: lists, packing, couriers, forum topics, for staff.

command-deliveries = My deliveries
command-topics = A topic of its own for each order

group-today = today
group-mine = mine

packing-title = <b>📋 Packing · order { $number }</b>
packing-line = ☐ <b>{ $count } ×</b> <code>{ $sku }</code> { $title }{ $options }{ $places ->
        [none] { "" }
       *[other] { " " }🏷 { $places }
    }
packing-pieces = { $count ->
    [one] { $count } piece in all
   *[other] { $count } pieces in all
}
button-packing = 📋 Packing list
button-courier = 🚴 Courier
button-courier-none = Nobody assigned
button-delivery-photos = 📷 Delivery photos
courier-choose = 🚴 Who brings order { $number }?
courier-assigned = The courier is assigned
courier-unassigned = The courier is taken off
staff-order-courier = 🚴 Courier: { $name }
did-assign = Courier assigned by { $name }, { $time }
did-photograph = Delivery photo by { $name }, { $time }

deliveries-title = { $count ->
    [one] <b>🚴 You have { $count } delivery</b>
   *[other] <b>🚴 You have { $count } deliveries</b>
}
deliveries-none = <b>🚴 My deliveries</b>
    Nothing to bring right now. I write when an order is assigned to you.
delivery-yours = 🚴 <b>A delivery for you</b>
delivery-title = <b>{ $icon } Delivery { $number }</b>
delivery-address = 📍 { $address }
delivery-line = • { $title }{ $options } × { $count }
delivery-cash = 💵 <b>Collect { $sum }</b>
delivery-paid = ✅ No money to collect
delivery-photos = { $count ->
    [one] 📷 { $count } delivery photo
   *[other] 📷 { $count } delivery photos
}
delivery-taken = On your way. Have a good trip!
delivery-refused = Noted: the buyer did not take the order
delivery-ask-refused = Did the buyer really not take order { $number }? The goods go back to stock, the order is cancelled.
delivery-ask-less = How much did the buyer pay for order { $number }? { $sum } was due.
delivery-ask-photo = 📷 Send a photo: order { $number } handed over, or left at the door.
delivery-call = 📞 { $name }: { $phone }
delivery-photo = 📷 Delivery photo { $number } of { $count }
delivery-photo-kept = The photo is kept
button-map = 🗺 Map
button-call = 📞 Call
button-take = 🚚 I have it, on my way
button-collected = ✅ Delivered, collected { $sum }
button-refused = ✖️ Refused
button-refused-sure = Yes, refused
button-photo-proof = 📷 Delivery photo
button-my-deliveries = 🚴 All deliveries

topics-on = <b>🧵 Order topics are on</b>
    Each new order gets a topic of its own in the staff group; it closes when the order is over. The group needs topics switched on and the bot the right to manage them; without that, cards come as usual.
topics-off = <b>🧵 Order topics are off</b>
    All cards come straight into the staff group. If the group has topics switched on, each order can get one of its own.
button-topics-on = Switch on
button-topics-off = Switch off
