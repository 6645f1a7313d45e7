"""Find products: by words in both languages, or by what is chosen on a shelf; pages, sorting, choices.

Words are met strictly first (stems, beginnings, SKUs), then as if typed on the other keyboard, then with typos
forgiven; when nothing has them all, what has some is near. Each way is met by equality in `product_words` (ADR 0024).
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.catalogue import ProductSummary, summary
from db.repositories import finding
from db.repositories.finding import Scope, Term, Wish
from db.types.ids import BotId, CategoryId, ProductId, ShopId, encode_id, new_id

PAGE = 8
_LONGEST = 64
_MOST_WORDS = 6
# 0.6, which is usual, loses a letter changed in a short word: `крушка` resembles `кружка` by 0.4.
_ALIKE = 0.39
_MARK_LENGTH = 3
# So short a word resembles everything.
_SHORT = 2
_WORD = re.compile(r"[\w][\w.\-/]*", re.UNICODE)
_PART = re.compile(r"[^\W_]+")
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SWAP = str.maketrans(_LATIN + _RUSSIAN, _RUSSIAN + _LATIN)


class Sort(StrEnum):
    """Orders of a list; the letter travels in buttons."""

    SHELF = ""
    POPULAR = "p"
    NEW = "n"
    CHEAP = "u"
    DEAR = "d"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person chose: prices in minor units; `marks` name values of options (see `mark`)."""

    sort: Sort = Sort.SHELF
    in_stock: bool = False
    low: int = 0
    high: int = 0
    marks: str = ""

    @property
    def narrow(self) -> bool:
        """Return whether anything is left out."""
        return self.in_stock or self.low > 0 or self.high > 0 or bool(self.marks)

    def chosen(self) -> frozenset[str]:
        """Return the marks one by one."""
        return frozenset(self.marks[start : start + _MARK_LENGTH] for start in range(0, len(self.marks), _MARK_LENGTH))

    def toggled(self, value: str) -> "Filters":
        """Return the filters with a value chosen, or not any more."""
        return replace(self, marks="".join(sorted(self.chosen() ^ {value})))


def mark(option: str, value: str) -> str:
    """Return the short name of an option's value: three characters, the same wherever it is computed."""
    return encode_id(zlib.crc32(f"{option}={value}".encode()) % 36**_MARK_LENGTH).rjust(_MARK_LENGTH, "0")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of an option that products there have."""

    mark: str
    title: dict[str, str]
    products: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: options with their values, and prices (least, two marks between, most; minor units)."""

    options: tuple[tuple[dict[str, str], tuple[Choice, ...]], ...]
    prices: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. `near`: nothing has all the words, these have some."""

    products: tuple[ProductSummary, ...]
    total: int
    start: int
    near: bool = False
    query_id: int = 0
    words: str = ""

    @property
    def before(self) -> int | None:
        """Return where the page before starts, None on the first."""
        return max(0, self.start - PAGE) if self.start else None

    @property
    def after(self) -> int | None:
        """Return where the next page starts, None on the last."""
        following = self.start + PAGE
        return following if following < self.total else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A product as others see it: with the bot's copy of its picture."""

    summary: ProductSummary
    description: dict[str, str]
    media_id: int | None
    file_id: str | None


def spoken(typed: str) -> str:
    """Return what was typed as it is searched for: lower case, single spaces, ё as е (pure)."""
    return " ".join(typed.split())[:_LONGEST].strip().lower().replace("ё", "е")


def words_in(said: str) -> tuple[str, ...]:
    """Return the words of what is searched for, SKUs in one piece (pure)."""
    return tuple(dict.fromkeys(word.rstrip(".-/") for word in _WORD.findall(said)))[:_MOST_WORDS]


def _swapped(said: str) -> str:
    """Return what was typed as if the other keyboard had been meant (pure)."""
    return said.translate(_SWAP).replace("ё", "е")


async def strict_scopes(tx: Transaction, said: str, *, unfinished: bool = False) -> list[Scope]:
    """Return where to look for words without a mistake: the name of the shelf counts only where their own do not do.

    `unfinished`: the last word is still being typed, so it says something even when it is "к".
    """
    as_typed, as_meant = words_in(said), words_in(_swapped(said))
    asked = [*as_typed, *as_meant]
    stems: dict[int, list[str]] = {}
    for row in await finding.stems(tx.connection, asked) if asked else ():
        stems.setdefault(row["place"] - 1, []).append(row["stem"])
    ways = [(as_typed, range(len(as_typed)))] if as_typed else []
    if as_meant and as_meant != as_typed:
        ways.append((as_meant, range(len(as_typed), len(asked))))
    if unfinished:
        for words, places in ways:
            stems.setdefault(places[-1], [words[-1]])
    known = await _terms(tx, [stem for each in stems.values() for stem in each])
    found = []
    for words, places in ways:
        terms = tuple(known[stem] for stem in dict.fromkeys(stem for place in places for stem in stems.get(place, ())))
        if terms and all(term.possible for term in terms):
            found += [Scope(asked=words, terms=terms, shelf=shelf) for shelf in (False, True)]
    return found


async def loose_scopes(tx: Transaction, said: str) -> list[Scope]:
    """Return where to look for words with mistakes: all of them, then any."""
    parts = list(dict.fromkeys(_PART.findall(said)))[:_MOST_WORDS]
    if not parts:
        return []
    stems = {parts[row["place"] - 1]: str(row["stem"]) for row in await finding.stems(tx.connection, parts)}
    known = await _terms(tx, list(stems.values()))
    wordy = [part for part in stems if len(part) > _SHORT and not part.isdecimal()]
    guesses: dict[str, list[tuple[str, int]]] = {}
    for row in await finding.resembling(tx.connection, tx.shop_id, wordy, _ALIKE) if wordy else ():
        part = wordy[row["place"] - 1]
        # What begins like the word itself is met without guessing.
        if not row["stem"].startswith(stems[part]):
            guesses.setdefault(part, []).append((row["stem"], row["score"]))
    terms = [replace(known[stem], guesses=tuple(guesses.get(part, ()))) for part, stem in stems.items()]
    # By the word's length, not its stem's: чай is one, though its stem has two letters.
    some = tuple(term for part, term in zip(stems, terms, strict=True) if term.possible and len(part) > _SHORT)
    found = []
    if terms and all(term.possible for term in terms):
        found.append(Scope(asked=words_in(said), terms=tuple(terms), shelf=True))
    if len(terms) > 1 and some:
        found.append(Scope(asked=words_in(said), terms=some, shelf=True, every=False))
    return found


async def _terms(tx: Transaction, stems: Sequence[str]) -> dict[str, Term]:
    """Return what is met by each stem, and how much there is of it in the shop."""
    if not stems:
        return {}
    reached = await finding.reach(tx.connection, tx.shop_id, sorted(set(stems)), finding.COMMON)
    return {row["begins"]: Term(row["begins"], row["reach"]) for row in reached}


class FindProducts:
    """Answer what people look for."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def ask(self, shop_id: ShopId, typed: str) -> Found:
        """Look for what was typed, and remember the question for the pages that follow.

        Less than two letters find nothing.
        """
        said = spoken(typed)
        if len(said) < 2:
            return Found((), 0, 0, words=said)
        async with self._uow(shop_id) as tx:
            found = await self._by_words(tx, said, Filters(), 0)
            total = 0 if found.near else found.total
            query_id = await finding.remember_words(tx.connection, shop_id, new_id(), said, total)
        return replace(found, query_id=query_id)

    async def again(self, shop_id: ShopId, query_id: int, filters: Filters, start: int = 0) -> Found:
        """Return a page of what was asked before. Raises: NotFound: that is too long ago."""
        async with self._uow(shop_id) as tx:
            said = await finding.words_of(tx.connection, shop_id, query_id)
            if said is None:
                raise NotFound
            return replace(await self._by_words(tx, said, filters, start), query_id=query_id)

    async def on_shelf(self, shop_id: ShopId, category_id: CategoryId, filters: Filters, start: int = 0) -> Found:
        """Return a page of a shelf as filtered and sorted."""
        async with self._uow(shop_id) as tx:
            return await self._page(tx, Scope(category_id), filters, start)

    async def popular(self, shop_id: ShopId, limit: int = PAGE, start: int = 0) -> Found:
        """Return what sells best."""
        async with self._uow(shop_id) as tx:
            return await self._page(tx, Scope(), Filters(Sort.POPULAR, in_stock=True), start, limit)

    async def related(self, shop_id: ShopId, product_id: ProductId, limit: int = 6) -> tuple[ProductSummary, ...]:
        """Return what is bought together with a product, then what lies on the same shelf; in stock."""
        async with self._uow(shop_id) as tx:
            found = await finding.related(tx.connection, shop_id, product_id, limit)
        return tuple(summary(row) for row in found)

    async def choices(self, shop_id: ShopId, category_id: CategoryId | None, query_id: int) -> Choices:
        """Return what can be chosen on a shelf, or among what was found. Raises: NotFound: asked too long ago."""
        async with self._uow(shop_id) as tx:
            scope = Scope(category_id)
            if query_id:
                said = await finding.words_of(tx.connection, shop_id, query_id)
                if said is None:
                    raise NotFound
                by_words = await self._scope(tx, said)
                if by_words is None:
                    return Choices((), None)
                scope = by_words
            values = await finding.choices(tx.connection, shop_id, scope)
            prices = await finding.prices(tx.connection, shop_id, scope)
        options: dict[str, tuple[dict[str, str], list[Choice]]] = {}
        for row in values:
            _, listed = options.setdefault(row["code"], (row["title"], []))
            listed.append(Choice(mark(row["code"], row["value"]), row["value_title"], row["products"]))
        several = prices is not None and prices["least"] is not None and prices["least"] < prices["most"]
        return Choices(
            tuple((title, tuple(listed)) for title, listed in options.values() if len(listed) > 1),
            (prices["least"], prices["lower"], prices["upper"], prices["most"]) if prices and several else None,
        )

    async def shown(
        self, shop_id: ShopId, typed: str, bot_id: BotId, *, start: int, limit: int
    ) -> tuple[Sequence[Shown], int]:
        """Return cards for other chats, and how many there are: what was typed, or what sells best."""
        said = spoken(typed)
        async with self._uow(shop_id) as tx:
            if said:
                found = await self._by_words(tx, said, Filters(), start, limit)
            else:
                found = await self._page(tx, Scope(), Filters(Sort.POPULAR), start, limit)
            rows = await finding.showcase(tx.connection, shop_id, [ProductId(one.id) for one in found.products], bot_id)
        by_id = {row["id"]: row for row in rows}
        cards = [
            Shown(one, by_id[one.id]["description"], by_id[one.id]["media_id"], by_id[one.id]["file_id"])
            for one in found.products
            if one.id in by_id
        ]
        return cards, found.total

    # ── how ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _by_words(self, tx: Transaction, said: str, filters: Filters, start: int, limit: int = PAGE) -> Found:
        if filters != Filters():
            # What was found does not change by what is chosen of it.
            scope = await self._scope(tx, said)
            found = await self._page(tx, scope, filters, start, limit) if scope else Found((), 0, 0)
            return replace(found, near=scope is not None and not scope.every, words=said)
        near, found = False, Found((), 0, 0)
        for scopes in (strict_scopes, loose_scopes):
            for scope in await scopes(tx, said):
                near, found = not scope.every, await self._page(tx, scope, filters, start, limit)
                if found.total:
                    return replace(found, near=near, words=said)
        return replace(found, near=near, words=said)

    async def _scope(self, tx: Transaction, said: str) -> Scope | None:
        """Return the strictest way to look that finds anything, or the most forgiving one."""
        scope = None
        for scopes in (strict_scopes, loose_scopes):
            for scope in await scopes(tx, said):
                if await finding.anything(tx.connection, tx.shop_id, scope):
                    return scope
        return scope

    async def _page(self, tx: Transaction, scope: Scope, filters: Filters, start: int, limit: int = PAGE) -> Found:
        wish = await self._wish(tx, scope, filters)
        found = await finding.products(tx.connection, tx.shop_id, scope, wish, start=start, limit=limit)
        if not found and start:
            # The list became shorter meanwhile: it starts over.
            start = 0
            found = await finding.products(tx.connection, tx.shop_id, scope, wish, limit=limit)
        total = int(found[0]["total"]) if found else 0
        return Found(tuple(summary(row) for row in found), total, start)

    async def _wish(self, tx: Transaction, scope: Scope, filters: Filters) -> Wish:
        chosen: dict[str, list[str]] = {}
        if filters.marks:
            wanted = filters.chosen()
            for row in await finding.choices(tx.connection, tx.shop_id, scope):
                if mark(row["code"], row["value"]) in wanted:
                    chosen.setdefault(row["code"], []).append(row["value"])
        return Wish(
            in_stock=filters.in_stock,
            low=filters.low or None,
            high=filters.high or None,
            chosen=tuple((code, tuple(values)) for code, values in sorted(chosen.items())),
            sort=filters.sort.value,
        )
