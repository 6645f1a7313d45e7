"""Reviews as screens (pure)."""

from collections.abc import Sequence

from bot import links
from bot.product_rows import cut
from bot.review_card import body, stars
from bot.review_notices import star_row
from bot.screen import Button, Photo, Screen
from bot.turn import Turn
from core.kit.i18n.words import Words
from core.orders.reviews import MOST_PHOTOS, PAGE, QUEUE, Queued, Review, ReviewPage, ToReview
from db.types.enums import ReviewState

_STATES = (ReviewState.WAITING, ReviewState.PUBLISHED, ReviewState.REJECTED)


def _menu(words: Words) -> Button:
    return Button(words.plain("button-menu"), links.Home())


def of_order(words: Words, order: int, found: Sequence[ToReview]) -> Screen:
    """Return the products of an order, those with stars marked."""
    rows = []
    for one in found:
        title = cut(words.pick(one.title), 32)
        if one.review_id is not None and one.rating is not None:
            rows.append((Button(f"{stars(one.rating)} {title}", links.MyReview(one.review_id)),))
        else:
            rows.append((Button(title, links.Rate(order, one.product_id)),))
    back = (Button(words.plain("button-back"), links.Order(order)), _menu(words))
    return Screen(words("review-of-order" if rows else "review-of-nothing"), (*rows, back))


def how_many(words: Words, order: int, one: ToReview) -> Screen:
    """Return the question how many stars."""
    back = (Button(words.plain("button-back"), links.Order(order)), _menu(words))
    return Screen(words("review-ask-one", title=words.pick(one.title)), (star_row(order, one.product_id), back))


def mine(turn: Turn, review: Review) -> Screen:
    """Return one's own review, which is open for words and photos."""
    words = turn.words
    parts = [words("review-mine", title=words.pick(review.title)), body(words, review, turn.shop.timezone)]
    if review.photos:
        parts.append(words("review-photos", number=len(review.photos), most=MOST_PHOTOS))
    parts += ["", words(f"review-my-state-{review.state.value}"), words("review-say-more", most=MOST_PHOTOS)]
    rows = (
        (Button(words.plain("button-review-done"), links.MyReview(review.id, "done")),),
        star_row(review.order_id, review.product_id),
        (Button(words.plain("button-remove-review"), links.MyReview(review.id, "remove")), _menu(words)),
    )
    photo = Photo(review.photos[-1]) if review.photos else None
    return Screen("\n".join(parts), rows, photo)


def thanks(turn: Turn, review: Review) -> Screen:
    """Return the thanks for a review."""
    words = turn.words
    rows = (
        (Button(words.plain("button-my-review"), links.MyReview(review.id)),),
        (Button(words.plain("button-back"), links.Order(review.order_id)), _menu(words)),
    )
    return Screen(words(f"review-thanks-{review.state.value}"), rows)


def sure(words: Words, review: Review) -> Screen:
    """Ask whether to take a review back."""
    rows = (
        (Button(words.plain("button-remove-review-sure"), links.MyReview(review.id, "sure")),),
        (Button(words.plain("button-back"), links.MyReview(review.id)), _menu(words)),
    )
    return Screen(words("review-remove-sure", title=words.pick(review.title)), rows)


def removed(words: Words) -> Screen:
    """Return that a review is gone."""
    return Screen(words("review-removed"), ((Button(words.plain("button-orders"), links.Orders()), _menu(words)),))


def page(turn: Turn, product: int, found: ReviewPage) -> Screen:
    """Return a page of what people say of a product."""
    words = turn.words
    back = (Button(words.plain("button-back"), links.Product(product)), _menu(words))
    if found.rating is None:
        return Screen(words("reviews-none"), (back,))
    parts = [words("reviews-title", rating=words.tenths(found.rating), number=found.rated)]
    if not found.reviews:
        parts += ["", words("reviews-stars-only")]
    rows: list[tuple[Button, ...]] = []
    for number, review in enumerate(found.reviews, start=found.start + 1):
        parts += ["", f"{number}. {body(words, review, turn.shop.timezone)}"]
        if review.photos:
            text = words.plain("button-review-photos", number=number, photos=len(review.photos))
            rows.append((Button(text, links.ReviewPhotos(review.id, 0, found.start)),))
    steps = []
    if found.start:
        steps.append(Button(words.plain("button-previous"), links.Reviews(product, max(0, found.start - PAGE))))
    if found.start + PAGE < found.total:
        steps.append(Button(words.plain("button-next"), links.Reviews(product, found.start + PAGE)))
    if steps:
        rows.append(tuple(steps))
    return Screen("\n".join(parts), (*rows, back))


def photo(turn: Turn, review: Review, link: links.ReviewPhotos) -> Screen:
    """Return a review with one of its photos."""
    words, number = turn.words, len(review.photos)
    rows: list[tuple[Button, ...]] = []
    shown = link.photo % number if number else 0
    if number > 1:
        rows.append(
            (
                Button("‹", links.ReviewPhotos(review.id, (shown - 1) % number, link.start)),
                Button(f"{shown + 1} / {number}", links.Nothing()),
                Button("›", links.ReviewPhotos(review.id, (shown + 1) % number, link.start)),
            )
        )
    rows.append((Button(words.plain("button-back"), links.Reviews(review.product_id, link.start)), _menu(words)))
    picture = Photo(review.photos[shown]) if number else None
    return Screen(body(words, review, turn.shop.timezone), tuple(rows), picture)


def queue(words: Words, state: ReviewState, listed: Sequence[Queued], total: int, start: int) -> Screen:
    """Return the reviews in a state, for staff."""
    rows: list[tuple[Button, ...]] = []
    for one in listed:
        said = f" — {one.words}" if one.words else ""
        text = cut(f"{one.rating}★ {words.pick(one.title)}{said}", 60)
        rows.append((Button(text, links.StaffReview(one.id)),))
    steps = []
    if start:
        steps.append(Button(words.plain("button-previous"), links.ReviewQueue(state.value, max(0, start - QUEUE))))
    if start + QUEUE < total:
        steps.append(Button(words.plain("button-next"), links.ReviewQueue(state.value, start + QUEUE)))
    if steps:
        rows.append(tuple(steps))
    tabs = []
    for other in _STATES:
        text = words.plain(f"reviews-{other.value}")
        label = words.plain("option-chosen", title=text) if other is state else text
        tabs.append(Button(label, links.ReviewQueue(other.value)))
    rows += [tuple(tabs), (_menu(words),)]
    return Screen(words("reviews-queue", number=total), tuple(rows))


def ask_answer(words: Words, review: Review) -> Screen:
    """Return the question for the shop's answer."""
    back = (Button(words.plain("button-back"), links.StaffReview(review.id)),)
    text = words("review-ask-answer", author=review.author)
    return Screen(text, (back,), question=words.plain("review-ask-answer-short"))
