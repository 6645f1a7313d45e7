"""The shape of a demo shop: plain frozen values that whoever fills a database can read."""

from collections.abc import Mapping
from dataclasses import dataclass

Text = Mapping[str, str]
"""People's words by language: {"ru": …, "en": …}."""


@dataclass(frozen=True, slots=True)
class DemoCategory:
    """A shelf; `parent_slug` is None for a department."""

    slug: str
    parent_slug: str | None
    title: Text
    emoji: str
    position: int


@dataclass(frozen=True, slots=True)
class DemoOption:
    """What a buyer chooses: the code, its title and the values as (code, title) in the order shown."""

    code: str
    title: Text
    values: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class DemoVariant:
    """One thing on the shelf; `options` maps option codes to value codes, prices are in minor units."""

    sku: str
    options: Mapping[str, str]
    price: int
    old_price: int | None
    stock: int
    picture: str | None = None
    """Its own picture where it looks different from the product's, else None."""


@dataclass(frozen=True, slots=True)
class DemoDigital:
    """What arrives in the chat, for a price in Stars: a key a piece, or the drawing `file_of` as a file `name`."""

    stars: int
    file_of: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product with at least one variant; `picture` is a key of `drawings.render`."""

    slug: str
    category_slug: str
    title: Text
    description: Text
    tags: tuple[str, ...]
    picture: str
    options: tuple[DemoOption, ...]
    variants: tuple[DemoVariant, ...]
    digital: DemoDigital | None = None


@dataclass(frozen=True, slots=True)
class DemoPickupPoint:
    """Where an order can be fetched, free of charge."""

    slug: str
    title: Text
    address: Text
    hours: Text


@dataclass(frozen=True, slots=True)
class DemoCourierArea:
    """Where a courier goes; price in minor units, free from an order sum when `free_from` is set."""

    slug: str
    title: Text
    price: int
    free_from: int | None
    eta: Text


@dataclass(frozen=True, slots=True)
class DemoBlock:
    """A piece of the Mini App's first page; `picture` is a key of `drawings.render`, `shelf` where it leads."""

    title: Text
    text: Text
    picture: str | None = None
    shelf: str | None = None


@dataclass(frozen=True, slots=True)
class DemoShop:
    """A whole shop; `cover` is a key of `drawings.render` (1280 by 720)."""

    slug: str
    name: Text
    greeting: Text
    about: Text
    cover: str
    categories: tuple[DemoCategory, ...]
    products: tuple[DemoProduct, ...]
    pickup_points: tuple[DemoPickupPoint, ...]
    courier: tuple[DemoCourierArea, ...]
    terms: Text
    payment_support: Text
    support: Text
    currency: str = "RUB"
    timezone: str = "Europe/Moscow"
    template: str = "showcase"
    accent: str = "#2f7de1"
    blocks: tuple[DemoBlock, ...] = ()
