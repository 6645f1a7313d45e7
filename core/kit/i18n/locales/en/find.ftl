search-found = 🔎 { $number ->
    [one] One product
   *[other] { $number } products
} found for “{ $words }”:
search-near = 🔎 Nothing exactly for “{ $words }”, but { $number ->
    [one] this one is close
   *[other] these are close
}:
search-suggested = 🔎 Nothing found for “{ $words }”. Try other words, or see what others like:

button-sort = ⇅ { $sort }
sort-title = In which order?
sort-shelf = As on the shelf
sort-match = Best match
sort-popular = Popular
sort-new = New
sort-cheap = Cheapest first
sort-dear = Dearest first

button-filters = ⚙️ Filters{ $number ->
    [0] { "" }
   *[other] { " " }· { $number }
}
button-reset = ✕ Reset
button-reset-all = ✕ Reset filters
button-show-found = { $number ->
    [0] Nothing fits
    [one] Show { $number } product
   *[other] Show { $number } products
}
filter-title = { $number ->
    [0] Nothing fits like this: take some marks away.
    [one] { $number } product fits. Mark what matters:
   *[other] { $number } products fit. Mark what matters:
}
filter-nothing = Nothing fits these filters. Take some of them away.
filter-in-stock = Only in stock
filter-value = { $title } · { $number }
filter-up-to = up to { $high }
filter-from = from { $low }
filter-between = { $low } – { $high }
filter-price-own = 💰 Own price
filter-price-ask = 💰 Write the price: “1000–3000”, “up to 2000” or “from 500”.

inline-nothing = Nothing found · open the catalogue
button-look = 👀 Have a look
