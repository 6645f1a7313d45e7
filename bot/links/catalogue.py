"""Shelves, products, lists and search."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Category(Link, prefix="c"):
    """A shelf (0: the top). `way` is `a`fter or `b`efore the product `cursor`."""

    category: int = 0
    way: str = ""
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class Product(Link, prefix="p"):
    """A product card with a variant chosen and a quantity picked."""

    product: int
    variant: int = 0
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Search(Link, prefix="s"):
    """Ask for words to search by."""


@dataclass(frozen=True, slots=True)
class Listing(Link, prefix="fv"):
    """A list as filtered and sorted. `scope`: `c` a shelf, `q` what was asked for; `of` is its id.

    `low` and `high` are prices in minor units, `marks` names values of options. `panel`: `s`orting, `f`ilters.
    """

    scope: str
    of: int
    sort: str = ""
    stock: int = 0
    low: int = 0
    high: int = 0
    marks: str = ""
    start: int = 0
    panel: str = ""


@dataclass(frozen=True, slots=True)
class PriceRange(Link, prefix="fp"):
    """Ask for a range of prices for a list."""

    scope: str
    of: int
    sort: str = ""
    stock: int = 0
    marks: str = ""


@dataclass(frozen=True, slots=True)
class ProductPicture(Link, prefix="fg"):
    """A product card with one of its further pictures."""

    product: int
    variant: int
    quantity: int
    picture: int


@dataclass(frozen=True, slots=True)
class Related(Link, prefix="fb"):
    """What goes with a product."""

    product: int
    variant: int = 0
