product-rating = ★ { $rating } ({ $number })
button-reviews = ★ Отзывы · { $number }
button-related = ✨ С этим покупают
related-title = ✨ <b>{ $title }</b>: с этим покупают
related-nothing = ✨ К «{ $title }» пока нечего предложить.
error-album-full = У товара уже { $limit } фото — больше не поместится. Сначала уберите лишнее.
