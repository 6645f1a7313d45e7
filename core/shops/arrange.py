"""The tree of shelves: add one, call it otherwise, hide it, put it elsewhere or first in its row."""

import secrets
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.errors import ShelfNotEmpty, ShelfTooDeep
from core.shops.latin import latin
from db.repositories import assortment, shops
from db.repositories.sql import Record
from db.types.ids import CategoryId, new_id

TITLE_LIMIT = 40
DEEPEST, MOST = 4, 300


@dataclass(frozen=True, slots=True)
class ShelfView:
    """A shelf as staff see it: how deep it stands, how many products lie on it, whether customers see it."""

    id: CategoryId
    parent_id: CategoryId | None
    title: dict[str, str]
    emoji: str
    hidden: bool
    depth: int
    products: int
    shelves: int


class ArrangeShelves:
    """Changes the tree; what was a shelf for customers stays one address (its id)."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def all(self, actor: Actor) -> list[ShelfView]:
        """Return the whole tree, parents before their children. Raises: Forbidden."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            return _tree(await assortment.every_category(tx.connection, tx.shop_id))

    async def add(self, actor: Actor, parent_id: CategoryId | None, typed: str) -> CategoryId:
        """Add a shelf, at the end of its row; an emoji in front stands on its button.

        Raises:
            Forbidden, NotFound: no such parent. BadInput: no name. ShelfTooDeep.
        """
        actor.need(Permission.CHANGE_PRODUCTS)
        emoji, title = read_title(typed)
        async with self._uow(actor.shop_id) as tx:
            tree = _tree(await assortment.every_category(tx.connection, tx.shop_id))
            parent = _find(tree, parent_id) if parent_id is not None else None
            if len(tree) >= MOST or (parent is not None and parent.depth + 1 >= DEEPEST):
                raise ShelfTooDeep(limit=DEEPEST)
            if parent is not None and parent.products:
                raise ShelfNotEmpty
            category_id = CategoryId(new_id())
            await assortment.create_category(
                tx.connection,
                tx.shop_id,
                category_id=category_id,
                parent_id=parent_id,
                slug=f"{latin(title)[:40] or 'shelf'}-{secrets.token_hex(3)}",
                title={"ru": title, "en": title},
                emoji=emoji,
                position=len(tree) + 1,
            )
            await self._told(tx, actor, "shelf.added", title)
        return category_id

    async def rename(self, actor: Actor, category_id: CategoryId, typed: str, language: str) -> None:
        """Call a shelf otherwise in one language (in both while they are the same). Raises: as `add`."""
        actor.need(Permission.CHANGE_PRODUCTS)
        emoji, title = read_title(typed)
        async with self._uow(actor.shop_id) as tx:
            found = _find(_tree(await assortment.every_category(tx.connection, tx.shop_id)), category_id)
            same = len(set(found.title.values())) <= 1
            titles = {"ru": title, "en": title} if same else {**found.title, language: title}
            await assortment.set_category_fields(
                tx.connection, tx.shop_id, category_id, title=titles, emoji=emoji or found.emoji, hidden=found.hidden
            )
            await self._told(tx, actor, "shelf.renamed", title)

    async def hide(self, actor: Actor, category_id: CategoryId, *, hidden: bool) -> None:
        """Take a shelf (with all below it) from customers' eyes, or show it again. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = _find(_tree(await assortment.every_category(tx.connection, tx.shop_id)), category_id)
            await assortment.set_category_fields(
                tx.connection, tx.shop_id, category_id, title=found.title, emoji=found.emoji, hidden=hidden
            )
            await self._told(tx, actor, "shelf.hidden" if hidden else "shelf.shown", str(category_id))

    async def first(self, actor: Actor, category_id: CategoryId) -> None:
        """Put a shelf first in its row. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            _find(_tree(await assortment.every_category(tx.connection, tx.shop_id)), category_id)
            await assortment.put_category_first(tx.connection, tx.shop_id, category_id)
            await self._told(tx, actor, "shelf.moved", str(category_id))

    async def remove(self, actor: Actor, category_id: CategoryId) -> None:
        """Remove an empty shelf. Raises: Forbidden, NotFound, ShelfNotEmpty."""
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = _find(_tree(await assortment.every_category(tx.connection, tx.shop_id)), category_id)
            if found.products or found.shelves:
                raise ShelfNotEmpty
            await assortment.remove_category(tx.connection, tx.shop_id, category_id)
            await self._told(tx, actor, "shelf.removed", str(category_id))

    async def _told(self, tx: Transaction, actor: Actor, action: str, target: str) -> None:
        await shops.bump_catalogue(tx.connection, tx.shop_id)
        await record(tx, self._clock, actor, action, target)


def read_title(typed: str) -> tuple[str, str]:
    """Return the emoji in front, if any, and the name. Raises: BadInput."""
    words = typed.split()
    emoji = ""
    if len(words) > 1 and not any(letter.isalnum() for letter in words[0]) and len(words[0]) <= 8:
        emoji, words = words[0], words[1:]
    title = " ".join(words)
    if not 1 <= len(title) <= TITLE_LIMIT or not any(letter.isalnum() for letter in title):
        raise BadInput(example="🍵 …")
    return emoji, title


def _find(tree: list[ShelfView], category_id: CategoryId) -> ShelfView:
    found = next((shelf for shelf in tree if shelf.id == category_id), None)
    if found is None:
        raise NotFound
    return found


def _tree(rows: list[Record]) -> list[ShelfView]:
    children: dict[Any, list[Record]] = {}
    for row in rows:
        children.setdefault(row["parent_id"], []).append(row)
    found: list[ShelfView] = []

    def walk(parent: Any, depth: int) -> None:
        for row in children.get(parent, ()):
            found.append(
                ShelfView(
                    id=CategoryId(row["id"]),
                    parent_id=row["parent_id"],
                    title=row["title"],
                    emoji=row["emoji"],
                    hidden=row["hidden"],
                    depth=depth,
                    products=row["products"],
                    shelves=len(children.get(row["id"], ())),
                )
            )
            walk(row["id"], depth + 1)

    walk(None, 0)
    return found
