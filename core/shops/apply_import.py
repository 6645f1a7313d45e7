"""Carry out an import in the background, a batch of rows a transaction.

What became of a row is written in the transaction that carries it out: a process that dies applies none twice, and
whoever comes after goes on where it stopped. The import's row is locked meanwhile, so two processes take turns.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.i18n.words import LANGUAGES
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.events import StockChanged
from core.shops.import_goods import ImportView, shelves_by_name, view_of
from core.shops.import_plan import Verdict, judge, options_named, prices, product_after, with_values, wrong
from core.shops.import_rows import Problem
from core.shops.latin import latin
from db.repositories import assortment, imports, shops, stock
from db.types.enums import ImportKind, ImportRowState, ImportState, MovementKind, ProductStatus
from db.types.ids import CategoryId, ShopId, new_id

BATCH = 250
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """An import after a batch: how far it has come, and where that is shown."""

    view: ImportView
    bot_id: int | None
    chat_id: int
    message_id: int | None
    language: str


@dataclass(slots=True)
class _Batch:
    """What one transaction writes, gathered row by row."""

    language: str
    shelves: dict[str, int]
    found: dict[str, _Row]
    called: dict[str, dict[str, Any]]
    new_products: dict[int, dict[str, Any]] = field(default_factory=dict)
    new_variants: list[dict[str, Any]] = field(default_factory=list)
    products: dict[int, dict[str, Any]] = field(default_factory=dict)
    prices: dict[int, dict[str, Any]] = field(default_factory=dict)
    movements: dict[int, dict[str, int]] = field(default_factory=dict)


class ApplyImport:
    """The next batch of an import that was approved."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def __call__(self, shop_id: ShopId, import_id: int, batch: int = BATCH) -> Step | None:
        """Carry out the next rows; None when there is no such import. The view says whether it is over."""
        async with self._uow(shop_id) as tx:
            found = await imports.import_(tx.connection, shop_id, import_id, lock=True)
            if found is None:
                return None
            if found["state"] == ImportState.APPLYING:
                rows = await imports.waiting_rows(tx.connection, shop_id, import_id, limit=batch)
                if rows:
                    await _carry_out(tx, found, rows)
                if len(rows) < batch:
                    await self._finish(tx, found)
            view = await view_of(tx, import_id)
            if view is None:
                return None
            return Step(view, found["bot_id"], found["chat_id"], found["message_id"], found["language"])

    async def _finish(self, tx: Transaction, found: _Row) -> None:
        await imports.set_import_state(tx.connection, tx.shop_id, found["id"], ImportState.DONE)
        ended = await imports.import_(tx.connection, tx.shop_id, found["id"])
        counts = {name: ended[name] for name in ("total", "done", "refused", "failed", "same")} if ended else {}
        actor = Actor(found["person_id"], 0, tx.shop_id, "", found["language"])
        counted = found["kind"] == ImportKind.COUNT
        target = found["file_name"] or str(found["id"])
        await record(tx, self._clock, actor, "stock.counted" if counted else "goods.imported", target, after=counts)


async def _carry_out(tx: Transaction, found: _Row, rows: Sequence[_Row]) -> None:
    skus = [row["sku"] for row in rows]
    # Locked in the order in which everybody locks stock, before anything is compared with it.
    await stock.lock_by_sku(tx.connection, tx.shop_id, skus)
    names = {row["said"]["name"].lower() for row in rows if row["said"].get("options") and "name" in row["said"]}
    batch = _Batch(
        language=found["language"],
        shelves=await _with_new_shelves(tx, rows),
        found={one["sku"]: one for one in await imports.goods_by_skus(tx.connection, tx.shop_id, skus)},
        called={},
    )
    for product in await imports.products_called(tx.connection, tx.shop_id, sorted(names)):
        batch.called.setdefault(product["name"], dict(product))
    may_add = "name" in found["columns"]
    ended = [_ended(row, _gather(batch, row, may_add=may_add)) for row in rows]
    await imports.write_goods(
        tx.connection,
        tx.shop_id,
        new_products=list(batch.new_products.values()),
        new_variants=batch.new_variants,
    )
    if batch.products:
        await imports.save_products(tx.connection, tx.shop_id, list(batch.products.values()))
    if batch.prices:
        await imports.save_prices(tx.connection, tx.shop_id, list(batch.prices.values()))
    if batch.movements:
        counted = found["kind"] == ImportKind.COUNT
        moved = await imports.move_many(
            tx.connection,
            tx.shop_id,
            [batch.movements[item] for item in sorted(batch.movements)],
            kind=MovementKind.COUNT if counted else MovementKind.IMPORT,
            source_key=f"import:{found['id']}",
            actor_id=found["person_id"],
        )
        tx.tell(StockChanged(tx.shop_id, stock_item_ids=[one["id"] for one in moved]))
    await imports.finish_rows(tx.connection, tx.shop_id, found["id"], ended)
    await shops.bump_catalogue(tx.connection, tx.shop_id)


def _ended(row: _Row, verdict: Verdict) -> dict[str, Any]:
    refused = verdict.problem is not None
    return {
        "number": row["number"],
        "state": (ImportRowState.REFUSED if refused else ImportRowState.DONE).value,
        "problem": verdict.problem.value if verdict.problem else None,
        "value": verdict.value,
    }


async def _with_new_shelves(tx: Transaction, rows: Sequence[_Row]) -> dict[str, int]:
    shelves = await shelves_by_name(tx)
    for row in rows:
        name = row["said"].get("category")
        if name is None or name.lower() in shelves:
            continue
        shelf = CategoryId(new_id())
        await assortment.create_category(
            tx.connection,
            tx.shop_id,
            category_id=shelf,
            parent_id=None,
            slug=f"{latin(name)[:40] or 'shelf'}-{secrets.token_hex(3)}",
            title=dict.fromkeys(LANGUAGES, name),
            position=len(shelves) + 1,
        )
        shelves[name.lower()] = shelf
    return shelves


def _gather(batch: _Batch, row: _Row, *, may_add: bool) -> Verdict:
    """Add a row to the batch; the verdict is asked again, because goods may have changed since the dry run."""
    said, found = row["said"], batch.found.get(row["sku"])
    verdict = judge(said, found, batch.shelves, may_add=may_add)
    if verdict.problem is not None:
        return verdict
    if found is None:
        return _add(batch, row["sku"], said)
    if (changed := prices(said, found)) != (found["price"], found["old_price"]):
        batch.prices[found["variant_id"]] = {
            "id": found["variant_id"], "price": changed[0], "old_price": changed[1],
        }  # fmt: skip
    if "stock" in said and said["stock"] != found["on_hand"]:
        # Variants may share their stock: what the last row says holds, and it moves once.
        batch.movements[found["stock_item_id"]] = _movement(found["stock_item_id"], said["stock"] - found["on_hand"])
    if (after := product_after(said, found, batch.language, batch.shelves)) is not None:
        # A row above may have given the product another value.
        options = batch.products.get(found["product_id"], found)["options"]
        batch.products[found["product_id"]] = {"id": found["product_id"], "options": options, **after}
    return verdict


def _movement(stock_item_id: int, delta: int) -> dict[str, int]:
    return {"id": new_id(), "stock_item_id": stock_item_id, "delta": delta}


def _add(batch: _Batch, sku: str, said: Mapping[str, Any]) -> Verdict:
    chosen: dict[str, str] = dict(said.get("options", ()))
    product = batch.called.get(said["name"].lower()) if chosen else None
    options = product["options"] if product else options_named(chosen)
    fitting = with_values(options, chosen)
    if fitting is None:
        return wrong(Problem.OTHER_OPTIONS)
    after, codes = fitting
    if product is None:
        product_id = new_id()
        batch.new_products[product_id] = {
            "id": product_id,
            "category_id": batch.shelves.get(said.get("category", "").lower()),
            "slug": f"i-{product_id}",
            "title": dict.fromkeys(LANGUAGES, said["name"]),
            "description": dict.fromkeys(LANGUAGES, said.get("description", "")),
            "options": after,
            "status": ProductStatus.ACTIVE.value,
        }
        product = {"product_id": product_id, "last_position": -1, "options": after}
        if chosen:
            batch.called[said["name"].lower()] = product
    elif after != product["options"]:
        product["options"] = after
        if product["product_id"] in batch.new_products:
            batch.new_products[product["product_id"]]["options"] = after
        else:
            batch.products[product["product_id"]] = {**_kept(batch, product), "options": after}
    product["last_position"] += 1
    item = new_id()
    old_price = said.get("old_price") or None
    batch.new_variants.append(
        {
            "id": new_id(),
            "product_id": product["product_id"],
            "stock_item_id": item,
            "sku": sku,
            "options": codes,
            "price": said["price"],
            "old_price": old_price if old_price is not None and old_price > said["price"] else None,
            "position": product["last_position"],
            "low_at": None,
        }
    )
    if said.get("stock"):
        batch.movements[item] = _movement(item, said["stock"])
    return Verdict(ImportRowState.NEW)


def _kept(batch: _Batch, product: Mapping[str, Any]) -> dict[str, Any]:
    """Return an existing product as this batch leaves it so far."""
    known = batch.products.get(product["product_id"])
    return known or {name: product[name] for name in ("title", "description", "category_id")} | {
        "id": product["product_id"]
    }
