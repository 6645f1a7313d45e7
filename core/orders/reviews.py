"""Reviews: stars by one tap, then words and photos if one likes; staff read words and photos before everybody does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import AppError, BadInput, NotFound
from core.kit.i18n.words import language_for
from core.kit.uow import Transaction, UnitOfWork
from core.orders.errors import TextTooLong
from core.orders.events import ReviewAnswered, ReviewSent
from core.shops.audit import record
from core.shops.pictures import Picture, keep
from db.repositories import reviews
from db.types.enums import ReviewState
from db.types.ids import OrderId, PersonId, ProductId, ShopId, new_id

PAGE = 3
QUEUE = 6
MOST_PHOTOS = 5
LIMIT = 2000


class NotReceived(AppError):
    """Who says something of a product has received it from the shop."""

    code = "error-not-received"
    status = 409


class EnoughPhotos(AppError):
    """A review has as many photos as fit. Parameter: `limit`."""

    code = "error-enough-photos"
    status = 409


@dataclass(frozen=True, slots=True)
class Review:
    """A review as its author and staff see it."""

    id: int
    product_id: ProductId
    person_id: PersonId
    order_id: OrderId
    number: int
    title: dict[str, str]
    rating: int
    words: str
    author: str
    state: ReviewState
    answer: str | None
    photos: tuple[int, ...]
    created_at: datetime
    telegram_id: int
    language: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Review":
        """Build from a row of `db.repositories.reviews`."""
        return cls(
            id=row["id"],
            product_id=ProductId(row["product_id"]),
            person_id=PersonId(row["person_id"]),
            order_id=OrderId(row["order_id"]),
            number=row["number"],
            title=row["title"],
            rating=row["rating"],
            words=row["words"],
            author=row["author"],
            state=ReviewState(row["state"]),
            answer=row["answer"],
            photos=tuple(row["photos"]),
            created_at=row["created_at"],
            telegram_id=row["telegram_id"],
            language=language_for(row["language"], row["telegram_language"]),
        )


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A page of what everybody may read of a product. `rating` is the average in tenths of a star."""

    reviews: tuple[Review, ...]
    total: int
    start: int
    rating: int | None
    rated: int


@dataclass(frozen=True, slots=True)
class ToReview:
    """A product that somebody received, with their stars, if they gave any."""

    product_id: ProductId
    title: dict[str, str]
    review_id: int | None
    rating: int | None


@dataclass(frozen=True, slots=True)
class Queued:
    """A review in a list for staff."""

    id: int
    title: dict[str, str]
    rating: int
    words: str
    author: str


class WriteReview:
    """What the author does."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def rate(self, actor: Actor, order_id: OrderId, product_id: ProductId, rating: int) -> Review:
        """Give one to five stars, or change one's mind.

        Raises:
            BadInput: no such number of stars. NotReceived: this was not delivered to this person.
        """
        if not 1 <= rating <= 5:
            raise BadInput(example="5")
        async with self._uow(actor.shop_id) as tx:
            review_id = await reviews.rate(
                tx.connection,
                tx.shop_id,
                review_id=new_id(),
                person_id=actor.person_id,
                order_id=order_id,
                product_id=product_id,
                rating=rating,
                author=actor.name[:64],
            )
            if review_id is None:
                raise NotReceived
            return await _own(tx, actor, review_id)

    async def say(self, actor: Actor, review_id: int, words: str) -> Review:
        """Write words, which staff read first. Raises: NotFound, TextTooLong."""
        said = words.strip()
        if len(said) > LIMIT:
            raise TextTooLong(limit=LIMIT)
        async with self._uow(actor.shop_id) as tx:
            found = await _own(tx, actor, review_id, lock=True)
            await self._changed(tx, found, said)
            return await _own(tx, actor, review_id)

    async def add_photo(self, actor: Actor, review_id: int, picture: Picture) -> Review:
        """Put a photo to one's review. Raises: NotFound, EnoughPhotos."""
        async with self._uow(actor.shop_id) as tx:
            found = await _own(tx, actor, review_id, lock=True)
            media_id = await keep(tx, picture)
            if media_id not in found.photos:
                if not await reviews.add_photo(tx.connection, tx.shop_id, review_id, media_id):
                    raise EnoughPhotos(limit=MOST_PHOTOS)
                await self._changed(tx, found, found.words)
            return await _own(tx, actor, review_id)

    @staticmethod
    async def _changed(tx: Transaction, found: Review, words: str) -> None:
        await reviews.say(tx.connection, tx.shop_id, found.id, words, ReviewState.WAITING)
        if found.state is not ReviewState.WAITING:
            tx.tell(ReviewSent(tx.shop_id, found.id))

    async def mine(self, actor: Actor, review_id: int) -> Review:
        """Return one's own review. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            return await _own(tx, actor, review_id)

    async def remove(self, actor: Actor, review_id: int) -> None:
        """Take one's review back, photos and all. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            if not await reviews.remove(tx.connection, tx.shop_id, review_id, actor.person_id):
                raise NotFound

    async def to_review(self, actor: Actor, order_id: OrderId) -> tuple[ToReview, ...]:
        """Return the products one received in an order; empty for an order that was not delivered."""
        async with self._uow(actor.shop_id) as tx:
            found = await reviews.to_review(tx.connection, tx.shop_id, actor.person_id, order_id)
        return tuple(
            ToReview(ProductId(row["product_id"]), row["title"], row["review_id"], row["rating"]) for row in found
        )


async def _own(tx: Transaction, actor: Actor, review_id: int, *, lock: bool = False) -> Review:
    row = await reviews.review(tx.connection, tx.shop_id, review_id, lock=lock)
    if row is None or row["person_id"] != actor.person_id:
        raise NotFound
    return Review.of(row)


class ReadReviews:
    """What everybody may read."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, shop_id: ShopId, product_id: ProductId, start: int = 0) -> ReviewPage:
        """Return a page of a product's published reviews."""
        async with self._uow(shop_id) as tx:
            found = await reviews.of_product(tx.connection, shop_id, product_id, start=start, limit=PAGE)
            stars = await reviews.stars_of(tx.connection, shop_id, product_id)
        rated = int(stars["reviews"]) if stars else 0
        rating = (int(stars["stars"]) * 10 + rated // 2) // rated if stars and rated else None
        total = int(found[0]["total"]) if found else 0
        return ReviewPage(tuple(Review.of(row) for row in found), total, start, rating, rated)

    async def one(self, shop_id: ShopId, review_id: int) -> Review:
        """Return a published review. Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            row = await reviews.review(tx.connection, shop_id, review_id)
        if row is None or row["state"] != ReviewState.PUBLISHED:
            raise NotFound
        return Review.of(row)


class ModerateReviews:
    """What staff do with reviews."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def queue(self, actor: Actor, state: ReviewState, start: int = 0) -> tuple[Sequence[Queued], int]:
        """Return a page of the reviews in a state, and how many there are. Raises: Forbidden."""
        actor.need(Permission.MODERATE_REVIEWS)
        async with self._uow(actor.shop_id) as tx:
            found = await reviews.in_state(tx.connection, tx.shop_id, state, start=start, limit=QUEUE)
        listed = [Queued(row["id"], row["title"], row["rating"], row["words"], row["author"]) for row in found]
        return listed, int(found[0]["total"]) if found else 0

    async def see(self, actor: Actor, review_id: int) -> Review:
        """Return a review. Raises: Forbidden, NotFound."""
        actor.need(Permission.MODERATE_REVIEWS)
        found = await self.look(actor.shop_id, review_id)
        if found is None:
            raise NotFound
        return found

    async def look(self, shop_id: ShopId, review_id: int) -> Review | None:
        """Return a review for whoever tells of it; None: its author took it back."""
        async with self._uow(shop_id) as tx:
            row = await reviews.review(tx.connection, shop_id, review_id)
        return Review.of(row) if row is not None else None

    async def decide(self, actor: Actor, review_id: int, *, publish: bool) -> Review:
        """Publish a review or reject it; deciding so again changes nothing. Raises: Forbidden, NotFound."""
        actor.need(Permission.MODERATE_REVIEWS)
        state = ReviewState.PUBLISHED if publish else ReviewState.REJECTED
        async with self._uow(actor.shop_id) as tx:
            before = await self._locked(tx, review_id)
            if before.state is not state:
                await reviews.decide(tx.connection, tx.shop_id, review_id, state, actor.person_id)
                await record(
                    tx,
                    self._clock,
                    actor,
                    "review.decided",
                    str(review_id),
                    before={"state": before.state.value},
                    after={"state": state.value},
                )
            return await self._locked(tx, review_id)

    async def answer(self, actor: Actor, review_id: int, words: str) -> Review:
        """Write the shop's answer, of which the author is told. Raises: Forbidden, NotFound, TextTooLong."""
        actor.need(Permission.MODERATE_REVIEWS)
        said = words.strip()
        if len(said) > LIMIT:
            raise TextTooLong(limit=LIMIT)
        async with self._uow(actor.shop_id) as tx:
            before = await self._locked(tx, review_id)
            if said and said != before.answer:
                await reviews.answer(tx.connection, tx.shop_id, review_id, said, actor.person_id)
                await record(
                    tx,
                    self._clock,
                    actor,
                    "review.answered",
                    str(review_id),
                    before={"answer": before.answer},
                    after={"answer": said},
                )
                tx.tell(ReviewAnswered(tx.shop_id, review_id))
            return await self._locked(tx, review_id)

    @staticmethod
    async def _locked(tx: Transaction, review_id: int) -> Review:
        row = await reviews.review(tx.connection, tx.shop_id, review_id, lock=True)
        if row is None:
            raise NotFound
        return Review.of(row)


@dataclass(frozen=True, slots=True)
class ReviewAsk:
    """A buyer to ask about an order."""

    shop_id: ShopId
    order_id: OrderId
    number: int
    telegram_id: int
    language: str
    products: tuple[ToReview, ...]


class AskForReviews:
    """Whom to ask for a review now; each order is asked about once."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def due(self) -> list[tuple[ShopId, OrderId, PersonId]]:
        """Return orders to ask about."""
        async with self._uow.platform() as connection:
            found = await reviews.orders_to_ask_about(connection, self._clock.now())
        return [(ShopId(row["shop_id"]), OrderId(row["order_id"]), PersonId(row["person_id"])) for row in found]

    async def claim(self, shop_id: ShopId, order_id: OrderId, person_id: PersonId) -> ReviewAsk | None:
        """Take the right to ask about an order; None: somebody else has it, or there is nothing to ask."""
        async with self._uow(shop_id) as tx:
            if not await reviews.claim_ask(tx.connection, shop_id, order_id):
                return None
            found = await reviews.to_review(tx.connection, shop_id, person_id, order_id)
            buyer = await reviews.buyer_of(tx.connection, shop_id, order_id)
        products = tuple(
            ToReview(ProductId(row["product_id"]), row["title"], row["review_id"], row["rating"])
            for row in found
            if row["review_id"] is None
        )
        if buyer is None or not products:
            return None
        language = language_for(buyer["language"], buyer["telegram_language"])
        return ReviewAsk(shop_id, order_id, buyer["number"], buyer["telegram_id"], language, products)

    async def give_back(self, ask: ReviewAsk) -> None:
        """Nothing was sent, for certain."""
        async with self._uow(ask.shop_id) as tx:
            await reviews.give_back_ask(tx.connection, ask.shop_id, ask.order_id)
