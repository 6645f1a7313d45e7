product-rating = ★ { $rating } ({ $number })
button-reviews = ★ Отзывы · { $number }
button-related = ✨ С этим покупают
related-title = ✨ <b>{ $title }</b>: с этим покупают
related-nothing = ✨ К «{ $title }» пока нечего предложить.
error-album-full = У товара уже { $limit } фото — больше не поместится. Сначала уберите лишнее.

review-ask-one = Как вам «{ $title }»? Поставьте оценку — это одно касание.
review-ask-several = Как вам заказ { $number }? Выберите, что оценить:
review-rated = Спасибо за оценку!
review-of-order = Что оценим?
review-of-nothing = Оценить можно то, что вы уже получили.
review-mine = <b>Ваш отзыв</b> · { $title }
review-photos = 📷 Фото: { $number } из { $most }
review-say-more = Напишите пару слов или пришлите фото (до { $most }) — прямо сюда.
review-my-state-rated = ⭐ Оценка учтена.
review-my-state-waiting = ⏳ Слова и фото читает магазин, потом их увидят все.
review-my-state-published = ✅ Отзыв опубликован. Если измените его, магазин прочитает его ещё раз.
review-my-state-rejected = 🚫 Магазин не опубликовал этот отзыв. Его можно переписать.
review-thanks-rated = Спасибо! Ваша оценка уже на карточке товара.
review-thanks-waiting = Спасибо! Магазин прочитает отзыв и опубликует его.
review-thanks-published = Спасибо! Отзыв на карточке товара.
review-thanks-rejected = Спасибо! Этот отзыв не опубликован, но вы можете его переписать.
review-remove-sure = Удалить ваш отзыв о «{ $title }» вместе с оценкой и фото?
review-removed = Отзыв удалён.
review-answer = <i>Магазин: { $answer }</i>
review-answered = 💬 Магазин ответил на ваш отзыв о «{ $title }»:

    { $answer }
button-review-done = ✅ Готово
button-my-review = Мой отзыв
button-remove-review = 🗑 Удалить
button-remove-review-sure = Да, удалить
button-review-order = ⭐ Оценить покупку
button-review-photos = 📷 { $number } · { $photos ->
    [one] { $photos } фото
   *[other] { $photos } фото
}

reviews-title = ★ <b>{ $rating }</b> · { $number ->
    [one] { $number } оценка
    [few] { $number } оценки
   *[many] { $number } оценок
}
reviews-none = Отзывов пока нет. Первым его напишет тот, кто получит этот товар.
reviews-stars-only = Слов пока никто не написал — только звёзды.

reviews-queue = <b>Отзывы</b> · { $number ->
    [0] пусто
    [one] { $number } отзыв
    [few] { $number } отзыва
   *[many] { $number } отзывов
}
reviews-waiting = Ждут
reviews-published = На витрине
reviews-rejected = Отклонённые
review-card = ⭐ <b>Отзыв</b> · { $title } · заказ { $number }
review-state-rated = Только оценка, читать нечего.
review-state-waiting = ⏳ Ждёт решения: покупатели его ещё не видят.
review-state-published = ✅ Опубликован.
review-state-rejected = 🚫 Отклонён: не показывается и не входит в оценку.
review-now-published = Опубликовано
review-now-rejected = Отклонено
review-ask-answer = Напишите ответ на отзыв: { $author } получит его, а покупатели увидят под отзывом.
review-ask-answer-short = напишите ответ на отзыв
button-publish = ✅ Опубликовать
button-reject-review = 🚫 Отклонить
button-answer-review = 💬 Ответить
button-review-queue = Все отзывы
button-photo = 📷 { $number }
error-not-received = Отзыв можно оставить о том, что вы получили в этом магазине.
error-enough-photos = К отзыву уже приложено { $limit } фото — больше не поместится.
