# Zones of couriers and places on the map.

# What a zone is called.
zone-metres = { $count } m
zone-kilometres = { $count } km
zone-up-to = up to { $distance }

# The buyer.
delivery-zoned = { $title } · from { $price }
delivery-zoned-free = { $title } · price by address
checkout-address-zoned = <b>Where to?</b>

    The price depends on the place. Share a location (📎 → Location): I will work it out at once and ask for the address next. Or just type it: city, street, house, flat.
checkout-address-of-point = 📍 I see the place{ $zone ->
    [none] .
   *[other] : { $zone }, { $price ->
        [none] free delivery
       *[other] delivery { $price }
    }.
}

    The map knows no addresses, so please tell the courier: what street, house, flat?
checkout-zone-ask = <b>Where is that on the map?</b>

    📍 { $address }

    The price of delivery depends on the place, and an address alone does not tell it. Share the location of your door: with the button or 📎 → Location. Coordinates will do too: <code>55.7558, 37.6173</code>.
checkout-zone-outside = 😔 <b>The courier does not go there yet</b>

    This place is outside the zones of “{ $title }”. Send the location of another place (📎 → Location){ $others ->
        [none] .
       *[other] { " " }or choose another way.
    }
checkout-zone-least = 🚚 <b>{ $zone }</b>: orders from { $least }

    Your goods are { $goods } now. Add { $missing } more and off we go.
checkout-zone-list = <b>Where are you?</b>

    Choose a zone; the shop will check it against the address.
checkout-zone-none = The shop has not drawn its zones yet. Please choose another way of delivery.
checkout-share-place = 👇 Press the button below the message field: it sends the place where you are now.

    Another place? 📎 → Location → move the map.
checkout-place-kept = 📍 Got the place.
checkout-place-typed = 👌 All right.
zone-priced = { $zone } · { $price }
zone-free = { $zone } · free
confirm-zone = 🗺 { $zone }
confirm-zone-chosen = 🗺 { $zone }: you chose it, the shop will check
confirm-zone-changed = ⚠️ While you were checking out, the shop changed its delivery zones. No order was made, nothing was charged.
button-share-place = 📍 Send where I am
button-share-place-ask = 📍 Share the place
button-share-other = 📍 Another place
button-cannot-share = I can’t share it
button-other-delivery = 🚚 Another way
button-shop-more = 🛍 Add goods

# Staff.
delivery-by-seller = named each time
delivery-by-zone = by zone
button-delivery-zones = 🗺 Zones{ $count ->
    [0] { "" }
   *[other] { " " }· { $count }
}
button-delivery-zoned = Price by zone
zones-title = <b>{ $title }: zones</b>{ $state ->
    [off] { " " }(not in use: this way has one price)
   *[on] { "" }
}
    The shop on the map: { $point ->
        [none] not set
       *[other] { $point }
    }
zones-none = No zones yet. There are three ways: distances from the shop, corners drawn on the map, or a GeoJSON file.
zones-rule = Drawn zones are looked at first, then the shortest distance. Outside all of them this courier is not offered.
zone-view = <b>{ $zone }</b> ({ $kind ->
    [distance] from the shop
   *[polygon] on the map
})
    Price: { $price ->
        [none] free
       *[other] { $price }
    }
    Free from: { $free ->
        [none] never
       *[other] { $free }
    }
    Orders from: { $least ->
        [none] any sum
       *[other] { $least }
    }
zones-ask-point = 📍 Where is the shop? Send a location (📎 → Location) or coordinates from a map: <code>55.7558, 37.6173</code>.
zones-point-kept = ✅ The shop on the map: { $point }
zones-ask-bands = 📏 Distances and prices, one a line:

    <code>up to 3 km – 150
    up to 10 km – 300, free from 3000, order from 500</code>

    The same distance gets the new price.
zones-ask-file = 📄 Send a GeoJSON file with polygons: each has name and price in its properties (in the shop’s currency), and may have free_from and least. Map editors save such files. A zone of the same name is replaced.

    <code>{ $example }</code>
zones-file-kept = { $count ->
    [one] ✅ { $count } zone added: { $names }
   *[other] ✅ { $count } zones added: { $names }
}
zones-draw = ✏️ <b>Drawing a zone</b>

    Send its corners one by one: 📎 → Location, move the map, send. Or coordinates: <code>55.7558, 37.6173</code>.
    { $count ->
        [0] No corner yet.
        [one] { $count } corner so far.
       *[other] { $count } corners so far.
    }
zones-draw-none = That is no place on the map. Send a location (📎 → Location) or coordinates: <code>55.7558, 37.6173</code>.
zones-ask-terms = 👍 The zone is closed. What is it called and what does it cost? For example: <code>Centre 200, free from 3000</code>
zones-example = Centre
zone-ask-name = What is the zone called? For example: “Centre”.
zone-ask-reach = Up to what distance? For example: 5 km or 800 m.
zone-ask-price = How much is it? For example: 150. A dash (-): free.
zone-ask-free_from = Free from which sum of goods? A dash (-): never.
zone-ask-least = From which sum of goods do you go there at all? A dash (-): any.
zone-ask-remove = Take the zone “{ $zone }” out? Orders placed already stay as they are.
zone-removed = The zone is gone
zone-changed = Done
zone-undone = ↩️ As it was before
usage-zones = I do not understand “{ $line }”. Write a distance and a price:

    <code>/delivery up to 3 km 150; up to 10 km 300, free from 3000</code>

    Or where the shop is: <code>/delivery 55.7558, 37.6173</code>
usage-zones-which = There are several couriers: choose whose zones these are.
usage-zone-terms = I do not understand “{ $line }”. The name, then the price: <code>Centre 200, free from 3000, order from 500</code>
button-zones-point = 📍 The shop on the map
button-zones-bands = 📏 Distances
button-zones-draw = ✏️ Draw
button-zones-file = 📄 File
button-zone-name = ✎ Name
button-zone-reach = ✎ Distance
button-zone-price = ✎ Price
button-zone-free = ✎ Free from
button-zone-least = ✎ Orders from
button-zone-remove = 🗑 Take out
button-zone-remove-sure = Yes, take it out
button-draw-done = ✅ Done
button-draw-back = ↩️ Take the last corner back
button-draw-drop = ✖️ Do not draw
order-zone = 🗺 { $zone }
order-zone-check = ⚠️ 🗺 { $zone }: chosen by the buyer, check the address
order-on-map = <a href="{ $url }">📍 On the map</a>
delivery-on-map = 🗺 Point on the map
audit-zone = Delivery zone
audit-did-point = place on the map
error-no-shop-point = Distances are measured from the shop, and nobody has said where that is. First: /delivery 55.7558, 37.6173 (your coordinates) or the button “The shop on the map”.
error-zone-taken = There is such a zone already: the same name or distance.
error-map-unreadable = This is no GeoJSON with polygons. It takes a .geojson or .json file: a FeatureCollection with Polygon or MultiPolygon in it.
error-map-too-large = That is too much: up to { $limit } zones, a file up to 2 MB. Nothing was added.
error-zone-without = { $what ->
    [name] Polygon { $number } has no name: add "name": "Centre" to its properties.
   *[price] Polygon { $number } has no price: add "price": 150 to its properties.
} Nothing was added.
error-zone-flawed = { $name ->
    [none] This is no zone
   *[other] “{ $name }” is no zone
}: { $flaw ->
    [few] it takes at least three different corners.
    [flat] all corners lie on one line.
    [crosses] its borders cross or touch each other. Walk around the zone along its edge, in order.
    [pole] it goes around a pole.
   *[large] too many corners, up to 2000 will do.
}
health-zones = delivery zones
health-bad-zones = A courier is priced by zones and has none: nobody can order that delivery.
button-mend-zones = 🗺 Zones
