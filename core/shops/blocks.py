"""The blocks of the Mini App's first page: add one, say it in each language, give it a picture and a way on."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import LANGUAGES
from core.kit.uow import Transaction, UnitOfWork
from core.shops.describe import change_shop
from core.shops.pictures import Picture, keep
from core.shops.shop import Block, Shop
from db.repositories import assortment, catalogue, shops
from db.types.ids import encode_id

MOST = 8


class Part(StrEnum):
    """What is said in a block, in each language."""

    TITLE = "title"
    TEXT = "text"


LIMITS = {Part.TITLE: 60, Part.TEXT: 600}


@dataclass(frozen=True, slots=True)
class Added:
    """The shop as it is now, and the new block's id."""

    shop: Shop
    block_id: str


class ArrangeBlocks:
    """Change the blocks; everything here is seen by customers at once, and audited."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def add(self, actor: Actor, language: str, title: str) -> Added:
        """Add a block below the others. Raises: Forbidden, NotFound. BadInput: too long, or too many of them."""
        said = _said(Part.TITLE, language, title)
        block = Block(id=secrets.token_hex(4), title={language: said})

        async def write(_tx: Transaction, blocks: list[Block]) -> list[Block]:
            if not said or len(blocks) >= MOST:
                raise BadInput(example=str(LIMITS[Part.TITLE]))
            return [*blocks, block]

        return Added(await self._changed(actor, write), block.id)

    async def say(self, actor: Actor, block_id: str, part: Part, language: str, typed: str) -> Shop:
        """Write title or text in a language; a dash takes it back. Raises: Forbidden, NotFound. BadInput: too long."""
        said = _said(part, language, typed)

        def told(block: Block) -> Block:
            texts = {**getattr(block, part.value), language: said}
            return block.model_copy(update={part.value: {key: text for key, text in texts.items() if text}})

        return await self._one(actor, block_id, told)

    async def picture(self, actor: Actor, block_id: str, picture: Picture | None) -> Shop:
        """Show a picture in it, or none. Raises: Forbidden, NotFound."""

        async def write(tx: Transaction, blocks: list[Block]) -> list[Block]:
            media_id = await keep(tx, picture) if picture is not None else None
            return _with(blocks, block_id, lambda block: block.model_copy(update={"picture": media_id}))

        return await self._changed(actor, write)

    async def lead(self, actor: Actor, block_id: str, typed: str) -> Shop:
        """Let it lead to a product by its SKU, or to a shelf by its name; a dash: nowhere.

        Raises: Forbidden, NotFound. BadInput: neither goods on sale nor a shelf are called so.
        """
        wanted = " ".join(typed.split())

        async def write(tx: Transaction, blocks: list[Block]) -> list[Block]:
            leads = "" if wanted in ("-", "—", "–") else await _where(tx, wanted)
            return _with(blocks, block_id, lambda block: block.model_copy(update={"leads": leads}))

        return await self._changed(actor, write)

    async def raise_up(self, actor: Actor, block_id: str) -> Shop:
        """Put it above the one before it; the first goes to the end. Raises: Forbidden, NotFound."""

        async def write(_tx: Transaction, blocks: list[Block]) -> list[Block]:
            place = _place(blocks, block_id)
            rest = [block for block in blocks if block.id != block_id]
            rest.insert(place - 1 if place else len(rest), blocks[place])
            return rest

        return await self._changed(actor, write)

    async def drop(self, actor: Actor, block_id: str) -> Shop:
        """Take it off the page. Raises: Forbidden, NotFound."""

        async def write(_tx: Transaction, blocks: list[Block]) -> list[Block]:
            _place(blocks, block_id)
            return [block for block in blocks if block.id != block_id]

        return await self._changed(actor, write)

    async def _one(self, actor: Actor, block_id: str, change: "Change") -> Shop:
        async def write(_tx: Transaction, blocks: list[Block]) -> list[Block]:
            return _with(blocks, block_id, change)

        return await self._changed(actor, write)

    async def _changed(self, actor: Actor, rewrite: "Rewrite") -> Shop:
        async def write(tx: Transaction, shop: Shop) -> tuple[Any, Any]:
            before = [one.model_dump(mode="json") for one in shop.rules.design.blocks]
            after = [one.model_dump(mode="json") for one in await rewrite(tx, list(shop.rules.design.blocks))]
            design = shop.rules.design.model_dump(mode="json") | {"blocks": after}
            await shops.set_rule(tx.connection, tx.shop_id, "design", design)
            return before, after

        return await change_shop(self._uow, self._clock, actor, "shop.blocks", write)


Change = Callable[[Block], Block]
Rewrite = Callable[[Transaction, list[Block]], Awaitable[list[Block]]]


def block_of(shop: Shop, block_id: str) -> Block:
    """Return one of a shop's blocks. Raises: NotFound."""
    blocks = shop.rules.design.blocks
    return blocks[_place(list(blocks), block_id)]


def _said(part: Part, language: str, typed: str) -> str:
    said = "" if typed.strip() in ("-", "—", "–") else typed.strip()
    if part is Part.TITLE:
        said = " ".join(said.split())
    if language not in LANGUAGES or len(said) > LIMITS[part]:
        raise BadInput(example=str(LIMITS[part]))
    return said


def _place(blocks: list[Block], block_id: str) -> int:
    place = next((at for at, block in enumerate(blocks) if block.id == block_id), None)
    if place is None:
        raise NotFound
    return place


def _with(blocks: list[Block], block_id: str, change: Change) -> list[Block]:
    place = _place(blocks, block_id)
    return [*blocks[:place], change(blocks[place]), *blocks[place + 1 :]]


async def _where(tx: Transaction, wanted: str) -> str:
    found = await assortment.variant_by_sku(tx.connection, tx.shop_id, wanted.upper())
    if found is not None and found["status"] == "active" and not found["hidden"]:
        return f"p_{encode_id(found['product_id'])}"
    for shelf in await catalogue.categories(tx.connection, tx.shop_id):
        if wanted.casefold() in (title.casefold() for title in shelf["title"].values()):
            return f"c_{encode_id(shelf['id'])}"
    raise BadInput(example="MUG-1")
