"""Rate what one received, write, send photos; read what others say; staff publish, reject and answer."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.review_card import staff_card
from bot.screen import Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput
from core.orders.reviews import ModerateReviews, ReadReviews, Review, WriteReview
from core.shops.pictures import normalise
from db.types.enums import ReviewState
from db.types.ids import OrderId, ProductId
from handlers.reviews import screens

conversation = Conversation("reviews")
SAY, ANSWER = "reviews.say", "reviews.answer"


# ── who received it ──────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.ToReview)
async def to_review(turn: Turn, link: links.ToReview, write: WriteReview) -> Reply:
    """Show what of an order can be reviewed; with one thing, its stars at once."""
    found = await write.to_review(turn.actor, OrderId(link.order))
    if len(found) == 1 and found[0].review_id is not None:
        return await _writing(turn, await write.mine(turn.actor, found[0].review_id))
    if len(found) == 1:
        return screens.how_many(turn.words, link.order, found[0])
    return screens.of_order(turn.words, link.order, found)


@conversation.tap(links.Rate)
async def rate(turn: Turn, link: links.Rate, write: WriteReview) -> Reply:
    """Give stars, or ask how many."""
    if not link.stars:
        found = await write.to_review(turn.actor, OrderId(link.order))
        one = next((one for one in found if one.product_id == link.product), None)
        if one is None:
            return screens.of_order(turn.words, link.order, found)
        return screens.how_many(turn.words, link.order, one)
    review = await write.rate(turn.actor, OrderId(link.order), ProductId(link.product), link.stars)
    return replace(await _writing(turn, review), toast=turn.words.plain("review-rated"))


async def _writing(turn: Turn, review: Review) -> Screen:
    """Show one's review; what is typed or sent now goes into it."""
    await turn.ask(SAY, review=int(review.id))
    return screens.mine(turn, review)


@conversation.tap(links.MyReview)
async def my_review(turn: Turn, link: links.MyReview, write: WriteReview) -> Reply:
    """Show one's own review, write it, or take it back."""
    match link.what:
        case "" | "say":
            return await _writing(turn, await write.mine(turn.actor, link.review))
        case "done":
            return screens.thanks(turn, await write.mine(turn.actor, link.review))
        case "remove":
            return screens.sure(turn.words, await write.mine(turn.actor, link.review))
        case "sure":
            await write.remove(turn.actor, link.review)
            return screens.removed(turn.words)
        case _:
            raise BadInput(example="/orders")


@conversation.answer(SAY)
async def said(turn: Turn, text: str, write: WriteReview, download: Download) -> Reply:
    """Take words, or a photo with words or without."""
    review_id = int(turn.prompt.values["review"]) if turn.prompt is not None else 0
    review: Review | None = None
    if turn.incoming.photo_file_id is not None:
        picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
        review = await write.add_photo(turn.actor, review_id, picture)
    if text.strip() and not (review is not None and review.words):
        review = await write.say(turn.actor, review_id, text)
    review = review or await write.mine(turn.actor, review_id)
    return replace(await _writing(turn, review), fresh=True)


# ── everybody ────────────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.Reviews)
async def reviews(turn: Turn, link: links.Reviews, read: ReadReviews) -> Reply:
    """Show what people say of a product."""
    page = await read(turn.shop.id, ProductId(link.product), link.start)
    return screens.page(turn, link.product, page)


@conversation.tap(links.ReviewPhotos)
async def photos(turn: Turn, link: links.ReviewPhotos, read: ReadReviews) -> Reply:
    """Show a review with one of its photos."""
    return screens.photo(turn, await read.one(turn.shop.id, link.review), link)


# ── staff ────────────────────────────────────────────────────────────────────────────────────────────────


@conversation.command("reviews", staff=True)
async def reviews_command(turn: Turn, _args: str, moderate: ModerateReviews) -> Reply:
    """Show what waits to be read."""
    return await _queue(turn, links.ReviewQueue(), moderate)


@conversation.tap(links.ReviewQueue)
async def queue(turn: Turn, link: links.ReviewQueue, moderate: ModerateReviews) -> Reply:
    """Show the reviews in a state."""
    return await _queue(turn, link, moderate)


async def _queue(turn: Turn, link: links.ReviewQueue, moderate: ModerateReviews) -> Reply:
    state = ReviewState(link.state) if link.state in tuple(ReviewState) else ReviewState.WAITING
    listed, total = await moderate.queue(turn.actor, state, link.start)
    return screens.queue(turn.words, state, listed, total, link.start)


@conversation.tap(links.StaffReview)
async def staff_review(turn: Turn, link: links.StaffReview, moderate: ModerateReviews) -> Reply:
    """Show a review, decide about it, or ask for an answer."""
    zone = turn.shop.timezone
    match link.what:
        case "ok" | "no":
            review = await moderate.decide(turn.actor, link.review, publish=link.what == "ok")
            toast = turn.words.plain("review-now-published" if link.what == "ok" else "review-now-rejected")
            return replace(staff_card(turn.words, review, zone), toast=toast)
        case "answer":
            review = await moderate.see(turn.actor, link.review)
            await turn.ask(ANSWER, review=int(review.id))
            return screens.ask_answer(turn.words, review)
        case photo:
            review = await moderate.see(turn.actor, link.review)
            return staff_card(turn.words, review, zone, int(photo) if photo.isdecimal() else None)


@conversation.answer(ANSWER)
async def answered(turn: Turn, text: str, moderate: ModerateReviews) -> Reply:
    """Take the shop's answer."""
    review_id = int(turn.prompt.values["review"]) if turn.prompt is not None else 0
    if not text.strip():
        return screens.ask_answer(turn.words, await moderate.see(turn.actor, review_id))
    review = await moderate.answer(turn.actor, review_id, text)
    await turn.stop_asking()
    return staff_card(turn.words, review, turn.shop.timezone)
