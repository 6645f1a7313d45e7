"""Goods by file: a dry run first, then Apply or Cancel. Nothing is changed before somebody says so."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.errors import Forbidden, NotFound
from core.kit.uow import Transaction, UnitOfWork
from core.shops.errors import ImportOver
from core.shops.events import ImportApproved
from core.shops.import_plan import Verdict, judge
from core.shops.import_rows import Column, ImportRow, Problem, Sheet
from db.repositories import assortment, imports
from db.types.enums import ImportKind, ImportRowState, ImportState
from db.types.ids import BotId, new_id

_CHUNK = 2000
_AT_ONCE = 200
_FIRST = 10
_PERMISSION = {
    Column.STOCK: Permission.CHANGE_STOCK,
    Column.PRICE: Permission.CHANGE_PRICES,
    Column.OLD_PRICE: Permission.CHANGE_PRICES,
}
OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an import was sent and is shown."""

    bot_id: BotId | None
    chat_id: int


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row of the file."""

    number: int
    sku: str
    problem: Problem
    value: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A SKU whose stock a count would change."""

    sku: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as people see it: counts of the dry run, the first problems, and how far it has come."""

    id: int
    kind: ImportKind
    state: ImportState
    file_name: str
    total: int
    added: int
    changed: int
    same: int
    failed: int
    done: int
    refused: int
    unknown: tuple[str, ...]
    left_out: tuple[str, ...]
    shelves: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    differences: tuple[Difference, ...]


class ImportGoods:
    """Look at a file, and decide about what it would change."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def look(self, actor: Actor, sheet: Sheet, file_name: str, key: str, desk: Desk) -> ImportView:
        """Keep a file's rows with what each would change; `key` names the message: again, it finds its import.

        Columns that the actor's role may not change are left out, and said.

        Raises:
            Forbidden: nothing would be left.
        """
        return await self._keep(actor, sheet, ImportKind.FILE, file_name, key, desk)

    async def count(self, actor: Actor, counted: Mapping[str, int], key: str, desk: Desk) -> ImportView:
        """Keep what somebody counted on the shelves, by SKU, with how it differs from the books. Raises: Forbidden."""
        rows = tuple(
            ImportRow(number, {"sku": sku, "stock": amount})
            for number, (sku, amount) in enumerate(counted.items(), start=1)
        )
        sheet = Sheet((Column.SKU, Column.STOCK), (), (), rows)
        return await self._keep(actor, sheet, ImportKind.COUNT, "", key, desk)

    async def _keep(
        self, actor: Actor, sheet: Sheet, kind: ImportKind, file_name: str, key: str, desk: Desk
    ) -> ImportView:
        columns, left_out = allowed(actor, sheet)
        async with self._uow(actor.shop_id) as tx:
            known = await imports.import_by_key(tx.connection, tx.shop_id, key)
            if known is not None:
                return await _view(tx, known)
            shelves = await shelves_by_name(tx)
            found = await _found(tx, [row.said["sku"] for row in sheet.rows if "sku" in row.said])
            judged = await _judge_all(sheet.rows, columns, found, shelves, kind)
            missing = _missing_shelves(judged, shelves)
            import_id = new_id()
            await imports.create_import(
                tx.connection,
                tx.shop_id,
                import_id=import_id,
                person_id=actor.person_id,
                bot_id=desk.bot_id,
                chat_id=desk.chat_id,
                language=actor.language,
                kind=kind,
                file_name=file_name[:100],
                key=key,
                columns=columns,
                notes={"unknown": list(sheet.unknown), "left_out": left_out, "shelves": missing},
                counts=Counter(row["state"] for row in judged),
            )
            for start in range(0, len(judged), _CHUNK):
                await imports.write_rows(tx.connection, tx.shop_id, import_id, judged[start : start + _CHUNK])
            kept = await imports.import_(tx.connection, tx.shop_id, import_id)
            if kept is None:
                raise NotFound
            return await _view(tx, kept)

    async def view(self, actor: Actor, import_id: int) -> ImportView:
        """Return an import. Raises: Forbidden, NotFound."""
        async with self._uow(actor.shop_id) as tx:
            return await _view(tx, await _one(tx, actor, import_id))

    async def approve(self, actor: Actor, import_id: int, message_id: int | None) -> ImportView:
        """Let it be carried out; a second tap changes nothing. Progress is shown in the message.

        Raises:
            Forbidden, NotFound. ImportOver: cancelled before.
        """
        async with self._uow(actor.shop_id) as tx:
            found = await _one(tx, actor, import_id, lock=True)
            if found["state"] == ImportState.CANCELLED:
                raise ImportOver
            if found["state"] == ImportState.READY:
                await imports.set_import_state(
                    tx.connection, tx.shop_id, import_id, ImportState.APPLYING, message_id=message_id
                )
                tx.tell(ImportApproved(tx.shop_id, import_id=import_id))
                found = {**found, "state": ImportState.APPLYING}
            return await _view(tx, found)

    async def cancel(self, actor: Actor, import_id: int) -> ImportView:
        """Let it be; what is under way or done stays so. Raises: Forbidden, NotFound, ImportOver: carried out."""
        async with self._uow(actor.shop_id) as tx:
            found = await _one(tx, actor, import_id, lock=True)
            if found["state"] in (ImportState.APPLYING, ImportState.DONE):
                raise ImportOver
            await imports.set_import_state(tx.connection, tx.shop_id, import_id, ImportState.CANCELLED)
            return await _view(tx, {**found, "state": ImportState.CANCELLED})

    async def problems(self, actor: Actor, import_id: int) -> tuple[RowProblem, ...]:
        """Return every row that is wrong or was refused. Raises: Forbidden, NotFound."""
        async with self._uow(actor.shop_id) as tx:
            found = await _one(tx, actor, import_id)
            return await _problems(tx, found["id"], limit=20_000)


def allowed(actor: Actor, sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the columns of a file that the actor may change, and those left out.

    Raises:
        Forbidden: nothing besides the SKUs is left.
    """
    asked: list[tuple[str, Permission]] = [
        (column.value, _PERMISSION.get(column, Permission.CHANGE_PRODUCTS))
        for column in sheet.columns
        if column is not Column.SKU
    ]
    if sheet.options:
        asked.append((OPTIONS, Permission.CHANGE_PRODUCTS))
    columns = [name for name, permission in asked if actor.may(permission)]
    if not columns:
        raise Forbidden
    return columns, [name for name, permission in asked if not actor.may(permission)]


async def _judge_all(
    rows: Sequence[ImportRow],
    columns: Sequence[str],
    found: Mapping[str, Mapping[str, Any]],
    shelves: Mapping[str, int],
    kind: ImportKind,
) -> list[dict[str, Any]]:
    """Judge rows a few at a time: ten thousand in one go would hold up everybody who chats."""
    judged: list[dict[str, Any]] = []
    for start in range(0, len(rows), _AT_ONCE):
        judged += [_judged(row, columns, found, shelves, kind) for row in rows[start : start + _AT_ONCE]]
        await asyncio.sleep(0)
    return judged


def _judged(
    row: ImportRow,
    columns: Sequence[str],
    found: Mapping[str, Mapping[str, Any]],
    shelves: Mapping[str, int],
    kind: ImportKind,
) -> dict[str, Any]:
    sku = row.said.get("sku", "")
    said = {name: value for name, value in row.said.items() if name in columns}
    there = found.get(sku)
    if row.problem is not None:
        verdict = Verdict(ImportRowState.WRONG, row.problem, row.value)
    else:
        verdict = judge(said, there, shelves, may_add=kind is ImportKind.FILE and "name" in columns)
    if kind is ImportKind.COUNT and there is not None:
        said["was"] = there["on_hand"]
    return {
        "number": row.number,
        "sku": sku,
        "said": said,
        "state": verdict.state.value,
        "problem": verdict.problem.value if verdict.problem else None,
        "value": verdict.value,
    }


def _missing_shelves(judged: Iterable[Mapping[str, Any]], shelves: Mapping[str, int]) -> list[str]:
    asked = {
        row["said"]["category"].lower(): row["said"]["category"]
        for row in judged
        if "category" in row["said"] and row["state"] in (ImportRowState.NEW, ImportRowState.CHANGED)
    }
    return [name for lower, name in asked.items() if lower not in shelves][:300]


async def shelves_by_name(tx: Transaction) -> dict[str, int]:
    """Return the shelves' ids by their names in lower case, in either language."""
    found = await assortment.every_category(tx.connection, tx.shop_id)
    return {title.lower(): shelf["id"] for shelf in reversed(found) for title in shelf["title"].values()}


async def _found(tx: Transaction, skus: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(skus), _CHUNK):
        part = skus[start : start + _CHUNK]
        found |= {row["sku"]: row for row in await imports.goods_by_skus(tx.connection, tx.shop_id, part)}
    return found


async def _one(tx: Transaction, actor: Actor, import_id: int, *, lock: bool = False) -> Mapping[str, Any]:
    """Return an import for who may do all that it does. Raises: Forbidden, NotFound."""
    if not actor.is_staff:
        raise Forbidden
    found = await imports.import_(tx.connection, tx.shop_id, import_id, lock=lock)
    if found is None:
        raise NotFound
    for name in found["columns"]:
        known = name in tuple(Column)
        actor.need(_PERMISSION.get(Column(name), Permission.CHANGE_PRODUCTS) if known else Permission.CHANGE_PRODUCTS)
    return found


async def _problems(tx: Transaction, import_id: int, *, limit: int) -> tuple[RowProblem, ...]:
    states = (ImportRowState.WRONG.value, ImportRowState.REFUSED.value)
    found = await imports.rows_in(tx.connection, tx.shop_id, import_id, states, limit=limit)
    return tuple(RowProblem(row["number"], row["sku"], Problem(row["problem"]), row["value"]) for row in found)


async def view_of(tx: Transaction, import_id: int) -> ImportView | None:
    """Return an import for the house itself."""
    found = await imports.import_(tx.connection, tx.shop_id, import_id)
    return await _view(tx, found) if found is not None else None


async def _view(tx: Transaction, found: Mapping[str, Any]) -> ImportView:
    kind, notes = ImportKind(found["kind"]), found["notes"]
    differences: tuple[Difference, ...] = ()
    if kind is ImportKind.COUNT:
        changes = (ImportRowState.CHANGED.value, ImportRowState.DONE.value)
        counted = await imports.rows_in(tx.connection, tx.shop_id, found["id"], changes, limit=100)
        differences = tuple(Difference(row["sku"], row["said"]["was"], row["said"]["stock"]) for row in counted)
    return ImportView(
        id=found["id"],
        kind=kind,
        state=ImportState(found["state"]),
        file_name=found["file_name"],
        total=found["total"],
        added=found["added"],
        changed=found["changed"],
        same=found["same"],
        failed=found["failed"],
        done=found["done"],
        refused=found["refused"],
        unknown=tuple(notes.get("unknown", ())),
        left_out=tuple(notes.get("left_out", ())),
        shelves=tuple(notes.get("shelves", ())),
        problems=await _problems(tx, found["id"], limit=_FIRST),
        differences=differences,
    )
