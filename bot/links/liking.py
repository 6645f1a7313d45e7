"""Favourites, waiting, reviews."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Favourites(Link, prefix="fl"):
    """One's favourites from one of them on."""

    start: int = 0


@dataclass(frozen=True, slots=True)
class Like(Link, prefix="fh"):
    """Put a heart on a product (1), or take it away (0), on its card."""

    product: int
    variant: int
    quantity: int
    wanted: int


@dataclass(frozen=True, slots=True)
class FavouriteToCart(Link, prefix="fc"):
    """Move a favourite into the cart."""

    product: int
    variant: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class Await(Link, prefix="fa"):
    """Be told when a variant is back (1), or not any more (0), on its product's card."""

    product: int
    variant: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Alerts(Link, prefix="fal"):
    """What one waits for; `drop`: a variant that one waits for no more."""

    drop: int = 0


@dataclass(frozen=True, slots=True)
class Reviews(Link, prefix="fr"):
    """What people say of a product, from one of them on."""

    product: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class ToReview(Link, prefix="fo"):
    """What can be reviewed of one's order."""

    order: int


@dataclass(frozen=True, slots=True)
class Rate(Link, prefix="fs"):
    """Give stars to a product one received (0: ask how many)."""

    order: int
    product: int
    stars: int = 0


@dataclass(frozen=True, slots=True)
class MyReview(Link, prefix="fm"):
    """One's own review; `what`: `say` to write, `remove` asks, `sure` takes it back."""

    review: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPhotos(Link, prefix="fx"):
    """The photos of a review that everybody may read."""

    review: int
    photo: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class ReviewQueue(Link, prefix="fq"):
    """Reviews for staff, by state."""

    state: str = "waiting"
    start: int = 0


@dataclass(frozen=True, slots=True)
class StaffReview(Link, prefix="fw"):
    """A review's staff card; `what`: `ok` publishes, `no` rejects, `answer` asks for one, a number shows a photo."""

    review: int
    what: str = ""
