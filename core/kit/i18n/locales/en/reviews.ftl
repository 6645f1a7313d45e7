product-rating = ★ { $rating } ({ $number })
button-reviews = ★ Reviews · { $number }
button-related = ✨ Goes well with
related-title = ✨ <b>{ $title }</b> goes well with
related-nothing = ✨ Nothing to go with “{ $title }” yet.
error-album-full = The product has { $limit } pictures already: no more will fit. Take one out first.
