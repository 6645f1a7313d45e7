# Stock from the phone: alerts, movements, counts, places, for staff.

command-count = Count: compare shelves with the books
command-places = Places where stock lies
command-move = Carry: /move SKU 5 A B

low-stock = { $left ->
    [0] 🔴 Sold out: <b>{ $title }</b>{ $options }
   *[other] 🟠 Running low: <b>{ $title }</b>{ $options }
}
    <code>{ $sku }</code> · free: <b>{ $left }</b>
low-runs-out = { $days ->
    [0] 📉 At the present rate it lasts less than a day.
    [one] 📉 Runs out in about { $days } day at the present rate.
   *[other] 📉 Runs out in about { $days } days at the present rate.
}
low-hint = <i>You can reply to this message: +10, -2 broken or 25.</i>
low-stock-many = { $count ->
    [one] 🟠 <b>{ $count } SKU is running low</b>
   *[other] 🟠 <b>{ $count } SKUs are running low</b>
}
low-stock-row = <code>{ $sku }</code> { $title } — <b>{ $left }</b>
button-stop-selling = 🙈 Stop selling
button-stock-card = 📦 Card
button-stock-moves = 🕓 History
button-newest = ‹ To the newest
stock-low-set = 🔔 I will say when { $low } or fewer of <code>{ $sku }</code> are free.
stock-low-rule = 🔔 Goods run low at { $low } or fewer now. It concerns { $count } SKUs. Where you set a number of its own, it stays.
stock-place = { $name }: { $count }
stock-places = 🏷 { $places }
stock-hint = <i>Alert at { $low }. You can reply to this message: +10, -2 broken or 25.</i>
stock-moves-title = <b>🕓 { $title }</b>
    <code>{ $sku }</code>
stock-reason-broken = broken
stock-reason-lost = lost
stock-reason-found = found
stock-reason-count = count
stock-reason-supply = supply

count-explain = <b>🧮 Count</b>

    Write how many of each lie there, a line a SKU:
    <code>TEE-BLK-M 25</code>
    <code>MUG-RED 7</code>
    Or choose a shelf: I send its SKUs, you correct the numbers. I show the differences first, then apply them.
count-reply = lines of SKU and how many lie there, as a reply to this message.
count-shelf = Copy this, correct the numbers and send it back:
    { $lines }
count-shelf-empty = There is nothing to count on this shelf.
usage-count = I could not read “{ $line }”. Each line needs a SKU and a number, up to 200 lines: <code>TEE-BLK-M 25</code>. Nothing was changed.

places-title = <b>🏷 Places</b>
    ★ goods for orders are taken from here. The number is how many lie there.
places-none = <b>🏷 Places</b>
    Everything lies in one place so far. Add the first one — it holds all there is — then a second.
places-one = <b>{ $name }</b>{ $state ->
    [first] { " " }★
   *[other] { "" }
}
    Pieces: { $pieces }, SKUs: { $items }.
places-ask = What is the place called? For example: Warehouse, Shop.
usage-move = Write a SKU, how many, from where and to where: <code>/move TEE-BLK-M 5 Warehouse Shop</code>
    Places: { $places }
move-done = ✅ <code>{ $sku }</code> { $title }: { $count } pcs { $source } → { $target }
move-done-before = <code>{ $sku }</code> { $title }: carried already, { $source } → { $target }
button-count = 🧮 Count
button-places = 🏷 Places
button-place-new = ➕ New place
button-place-first = ★ Take from here
button-place-remove = Remove

error-place-taken = There is a place of this name already.
error-not-there = So many do not lie there. Nothing was carried.
error-unknown-place = I did not get which places. There are: { $places }. See and add them in /places.
error-place-in-use = “{ $name }” cannot be removed: something lies there, or movements remember it.
error-too-many-places = There are { $limit } places already, that is enough.
