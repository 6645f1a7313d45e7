product-rating = ★ { $rating } ({ $number })
button-reviews = ★ Reviews · { $number }
button-related = ✨ Goes well with
related-title = ✨ <b>{ $title }</b> goes well with
related-nothing = ✨ Nothing to go with “{ $title }” yet.
error-album-full = The product has { $limit } pictures already: no more will fit. Take one out first.

review-ask-one = How do you like “{ $title }”? A rating is one tap.
review-ask-several = How was order { $number }? Choose what to rate:
review-rated = Thank you for the rating!
review-of-order = What shall we rate?
review-of-nothing = You can rate what you have received.
review-mine = <b>Your review</b> · { $title }
review-photos = 📷 Photos: { $number } of { $most }
review-say-more = Write a few words or send photos (up to { $most }) right here.
review-my-state-rated = ⭐ Your rating counts.
review-my-state-waiting = ⏳ The shop reads words and photos first, then everybody sees them.
review-my-state-published = ✅ Your review is published. If you change it, the shop will read it once more.
review-my-state-rejected = 🚫 The shop did not publish this review. You can write it anew.
review-thanks-rated = Thank you! Your rating is on the product's card.
review-thanks-waiting = Thank you! The shop will read your review and publish it.
review-thanks-published = Thank you! Your review is on the product's card.
review-thanks-rejected = Thank you! This review is not published, but you can write it anew.
review-remove-sure = Delete your review of “{ $title }” with its rating and photos?
review-removed = The review is deleted.
review-answer = <i>The shop: { $answer }</i>
review-answered = 💬 The shop answered your review of “{ $title }”:

    { $answer }
button-review-done = ✅ Done
button-my-review = My review
button-remove-review = 🗑 Delete
button-remove-review-sure = Yes, delete
button-review-order = ⭐ Rate the purchase
button-review-photos = 📷 { $number } · { $photos ->
    [one] { $photos } photo
   *[other] { $photos } photos
}

reviews-title = ★ <b>{ $rating }</b> · { $number ->
    [one] { $number } rating
   *[other] { $number } ratings
}
reviews-none = No reviews yet. The first one is for who receives this product.
reviews-stars-only = Nobody wrote any words yet, only stars.

reviews-queue = <b>Reviews</b> · { $number ->
    [0] none
    [one] { $number } review
   *[other] { $number } reviews
}
reviews-waiting = Waiting
reviews-published = Published
reviews-rejected = Rejected
review-card = ⭐ <b>Review</b> · { $title } · order { $number }
review-state-rated = A rating only: nothing to read.
review-state-waiting = ⏳ Waits for a decision: customers do not see it yet.
review-state-published = ✅ Published.
review-state-rejected = 🚫 Rejected: neither shown nor counted.
review-now-published = Published
review-now-rejected = Rejected
review-ask-answer = Write an answer to the review: { $author } gets it, and customers see it below the review.
review-ask-answer-short = write an answer to the review
button-publish = ✅ Publish
button-reject-review = 🚫 Reject
button-answer-review = 💬 Answer
button-review-queue = All reviews
button-photo = 📷 { $number }
error-not-received = You can review what you have received from this shop.
error-enough-photos = The review has { $limit } photos already: no more will fit.
