"""A review as a card: for staff to decide about, for its author, for everybody (pure)."""

import html
from datetime import datetime

from bot import links
from bot.screen import Button, Photo, Screen
from core.kit.i18n.words import Words
from core.orders.reviews import Review
from db.types.enums import ReviewState

_MOST_SHOWN = 700


def stars(rating: int) -> str:
    """Return so many stars of five."""
    return "★" * rating + "☆" * (5 - rating)


def body(words: Words, review: Review, timezone: str) -> str:
    """Return what was said: stars, who and when, the words, the shop's answer."""
    when: datetime = review.created_at
    parts = [f"{stars(review.rating)} <b>{html.escape(review.author)}</b> · {words.day(when, timezone)}"]
    if review.words:
        parts.append(html.escape(review.words[:_MOST_SHOWN]))
    if review.answer:
        parts.append(words("review-answer", answer=review.answer[:_MOST_SHOWN]))
    return "\n".join(parts)


def staff_card(words: Words, review: Review, timezone: str, photo: int | None = None) -> Screen:
    """Return a review with what staff can do about it; with one of its photos, if asked for."""
    state = words(f"review-state-{review.state.value}")
    head = words("review-card", title=words.pick(review.title), number=str(review.number))
    text = f"{head}\n{body(words, review, timezone)}\n\n{state}"
    rows: list[tuple[Button, ...]] = []
    decisions = []
    if review.state is not ReviewState.PUBLISHED:
        decisions.append(Button(words.plain("button-publish"), links.StaffReview(review.id, "ok")))
    if review.state is not ReviewState.REJECTED:
        decisions.append(Button(words.plain("button-reject-review"), links.StaffReview(review.id, "no")))
    rows.append(tuple(decisions))
    if review.photos:
        shown = [
            Button(words.plain("button-photo", number=number), links.StaffReview(review.id, str(number)))
            for number in range(1, len(review.photos) + 1)
        ]
        rows.append(tuple(shown))
    rows.append(
        (
            Button(words.plain("button-answer-review"), links.StaffReview(review.id, "answer")),
            Button(words.plain("button-review-queue"), links.ReviewQueue()),
        )
    )
    picture = None
    if photo is not None and 1 <= photo <= len(review.photos):
        picture = Photo(review.photos[photo - 1])
    return Screen(text, tuple(rows), picture)
