"""Products, shelves and files as staff change them."""

from dataclasses import dataclass

from bot.links.base import Link


@dataclass(frozen=True, slots=True)
class Shelves(Link, prefix="ysh"):
    """The tree of shelves, for staff."""


@dataclass(frozen=True, slots=True)
class Shelf(Link, prefix="ysf"):
    """One shelf (0: the top); `what` is done with it."""

    shelf: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ShowVariant(Link, prefix="ws"):
    """Show (1) or hide (0) a SKU."""

    sku: str
    shown: int


@dataclass(frozen=True, slots=True)
class Shelve(Link, prefix="wc"):
    """Put a new product on a shelf (0: list them)."""

    product: int
    category: int = 0


@dataclass(frozen=True, slots=True)
class Undo(Link, prefix="u"):
    """Take a change back by its audit number."""

    seq: int


@dataclass(frozen=True, slots=True)
class ImportStep(Link, prefix="gi"):
    """What to do with a file that was looked at: go, stop, errors; empty: look again."""

    import_id: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ImportTemplate(Link, prefix="git"):
    """An empty table to fill in."""


@dataclass(frozen=True, slots=True)
class Export(Link, prefix="gx"):
    """Files to take away (empty: choose): `what` is goods or orders, `form` xlsx or csv, of the last `days`."""

    what: str = ""
    form: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class EditProduct(Link, prefix="ge"):
    """The editor of a product; `what` is done with it: hide, show, archive, restore, copy, photo, nophoto."""

    product: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class EditText(Link, prefix="gt"):
    """Ask for a product's `name` or `about`, in one language or (empty) as it is."""

    product: int
    what: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class EditPhotos(Link, prefix="gq"):
    """A product's pictures, the one at a place; `what`: add, drop."""

    product: int
    place: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class EditShelf(Link, prefix="gs"):
    """Put a product on a shelf (0: list them)."""

    product: int
    category: int = 0


@dataclass(frozen=True, slots=True)
class EditKind(Link, prefix="gk"):
    """Say what a product is (empty: list the kinds)."""

    product: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EditVariants(Link, prefix="gv"):
    """A product's variants, a page of them."""

    product: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class EditVariant(Link, prefix="gw"):
    """One variant; `what` is asked or done: price, sku, stock, photo, nophoto, hide, show."""

    product: int
    variant: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class EditOptions(Link, prefix="go"):
    """A product's options: all (0), one by its place, one of its values by its place; sure takes the value out."""

    product: int
    option: int = 0
    value: int = 0
    sure: int = 0


@dataclass(frozen=True, slots=True)
class NewOption(Link, prefix="gn"):
    """Ask for an option with its values (0), or for more values of one by its place."""

    product: int
    option: int = 0


@dataclass(frozen=True, slots=True)
class BulkShelf(Link, prefix="gb"):
    """Many variants at once: those of a shelf (0: choose one, or type words)."""

    category: int = 0


@dataclass(frozen=True, slots=True)
class BulkStep(Link, prefix="gbs"):
    """What to do with many variants: hide, show, price (ask), round (to `amount`), go, undo; empty: look."""

    bulk: int
    what: str = ""
    amount: int = 0
