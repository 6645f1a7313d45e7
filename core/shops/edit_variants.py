"""Variants of a product: made from its options (colour × size), archived when a value goes, never broken."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import LANGUAGES
from core.kit.uow import Transaction, UnitOfWork
from core.shops.audit import record
from core.shops.edit_product import EditedProduct, free_skus, new_variant, save_field, view_of
from core.shops.errors import LastVariant, TooManyVariants, WrongKind
from core.shops.events import StockChanged
from core.shops.import_plan import code_for, option_called, value_called
from core.shops.import_rows import SKU
from core.shops.latin import latin
from core.shops.pictures import Picture, keep
from db.repositories import editing, imports, shops
from db.types.enums import ProductKind
from db.types.ids import ProductId, VariantId

MOST_VARIANTS, MOST_OPTIONS, VALUE_LIMIT = 100, 3, 40
_NOT_SKU = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class VariantEdit:
    """The product as it is now, the variant, and the number of the change (None: it was so already)."""

    product: EditedProduct
    variant_id: VariantId
    audit_seq: int | None


class EditVariants:
    """Change what a product can be chosen in."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def add_values(
        self, actor: Actor, product_id: ProductId, option: str, values: Sequence[str]
    ) -> EditedProduct:
        """Add values to an option, and the option itself if it is new; every combination becomes a variant.

        A new variant costs what the first one costs and has no stock yet; one that was archived comes back. What was
        there before a new option came gets the option's first value.

        Raises:
            Forbidden, NotFound. BadInput: no words. TooManyVariants. WrongKind: keys and files have no options.
        """
        actor.need(Permission.CHANGE_PRODUCTS)
        name = " ".join(option.split())[:VALUE_LIMIT]
        asked = list(dict.fromkeys(" ".join(value.split())[:VALUE_LIMIT] for value in values if value.strip()))
        if not name or not asked:
            raise BadInput(example="Цвет: чёрный, белый" if actor.language == "ru" else "Colour: black, white")
        async with self._uow(actor.shop_id) as tx:
            found = await _locked(tx, product_id)
            if found["kind"] != ProductKind.GOODS:
                raise WrongKind(sku="", kind=found["kind"], wanted=ProductKind.GOODS.value)
            options = [{**one, "values": list(one["values"])} for one in found["options"]]
            fresh = option_called(options, name) is None
            options = _with(options, name, asked)
            if len(options) > MOST_OPTIONS or _combinations(options) > MOST_VARIANTS:
                raise TooManyVariants(limit=MOST_VARIANTS)
            await save_field(tx, found, "options", options)
            await _complete(tx, product_id, options, options[-1] if fresh else None)
            after = {"option": name, "values": asked}
            await record(tx, self._clock, actor, "options.added", str(product_id), after=after)
            return await view_of(tx, product_id)

    async def remove_value(self, actor: Actor, product_id: ProductId, option: str, value: str) -> EditedProduct:
        """Take a value out (both by code): its variants are archived, with their orders and stock as they are.

        The last value of an option takes the option with it.

        Raises:
            Forbidden, NotFound. LastVariant: nothing would be left to sell.
        """
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await _locked(tx, product_id)
            options = [{**one, "values": list(one["values"])} for one in found["options"]]
            place = next((number for number, one in enumerate(options) if one["code"] == option), None)
            if place is None or not any(one["code"] == value for one in options[place]["values"]):
                raise NotFound
            variants = await editing.variants_of(tx.connection, tx.shop_id, product_id)
            options[place]["values"] = [one for one in options[place]["values"] if one["code"] != value]
            last = not options[place]["values"]
            gone = [] if last else [one for one in variants if one["options"].get(option) == value]
            if not last and all(one["archived"] or one in gone for one in variants):
                raise LastVariant
            if last:
                del options[place]
            await save_field(tx, found, "options", options)
            kept = [
                {
                    "id": one["id"],
                    "options": {
                        code: chosen for code, chosen in one["options"].items() if not (last and code == option)
                    },
                    "hidden": one["hidden"] or one in gone,
                    "archived": one["archived"] or one in gone,
                }
                for one in variants
            ]
            await editing.set_variants(tx.connection, tx.shop_id, kept)
            tx.tell(StockChanged(tx.shop_id, stock_item_ids=[one["stock_item_id"] for one in variants]))
            after = {"option": option, "value": value}
            await record(tx, self._clock, actor, "options.removed", str(product_id), after=after)
            return await view_of(tx, product_id)

    async def set_sku(self, actor: Actor, variant_id: VariantId, typed: str) -> VariantEdit:
        """Give a variant another SKU; orders keep the one they were placed with.

        Raises:
            Forbidden, NotFound. BadInput: no SKU. SkuTaken.
        """
        sku = typed.strip().upper()
        if not SKU.fullmatch(sku):
            raise BadInput(example="TEE-BLK-M")
        return await self._change(actor, variant_id, "sku", sku)

    async def set_picture(self, actor: Actor, variant_id: VariantId, picture: Picture | None) -> VariantEdit:
        """Give a variant a picture of its own, or none. Raises: Forbidden, NotFound."""
        return await self._change(actor, variant_id, "media_id", picture)

    async def _change(self, actor: Actor, variant_id: VariantId, field: str, value: Any) -> VariantEdit:
        actor.need(Permission.CHANGE_PRODUCTS)
        async with self._uow(actor.shop_id) as tx:
            found = await editing.variant(tx.connection, tx.shop_id, variant_id, lock=True)
            if found is None:
                raise NotFound
            if isinstance(value, Picture):
                value = await keep(tx, value)
            seq = None
            if found[field] != value:
                await save_variant_field(tx, found, field, value)
                seq = await record(
                    tx,
                    self._clock,
                    actor,
                    "variant.edited",
                    value if field == "sku" else found["sku"],
                    before={"variant_id": variant_id, "field": field, "value": found[field]},
                    after={"variant_id": variant_id, "field": field, "value": value},
                )
            return VariantEdit(await view_of(tx, found["product_id"]), variant_id, seq)


async def save_variant_field(tx: Transaction, found: Mapping[str, Any], field: str, value: Any) -> None:
    """Write one field of a locked variant."""
    fields = {"sku": found["sku"], "media_id": found["media_id"], field: value}
    await editing.save_variant(tx.connection, tx.shop_id, found["id"], **fields)
    await shops.bump_catalogue(tx.connection, tx.shop_id)


async def _locked(tx: Transaction, product_id: ProductId) -> Mapping[str, Any]:
    found = await editing.product(tx.connection, tx.shop_id, product_id, lock=True)
    if found is None:
        raise NotFound
    return found


def _combinations(options: Sequence[Mapping[str, Any]]) -> int:
    number = 1
    for option in options:
        number *= len(option["values"])
    return number


def _with(options: list[dict[str, Any]], name: str, values: Sequence[str]) -> list[dict[str, Any]]:
    """Return options with an option's new values, the option last if it is new."""
    option = option_called(options, name)
    if option is None:
        code = code_for(name, [one["code"] for one in options])
        option = {"code": code, "title": dict.fromkeys(LANGUAGES, name), "values": []}
        options = [*options, dict(option)]
        option = options[-1]
    for value in values:
        if value_called(option["values"], value) is None:
            code = code_for(value, [one["code"] for one in option["values"]])
            option["values"].append({"code": code, "title": dict.fromkeys(LANGUAGES, value)})
    return options


async def _complete(
    tx: Transaction, product_id: ProductId, options: Sequence[Mapping[str, Any]], fresh: Mapping[str, Any] | None
) -> None:
    """Make the variants that are missing; those that were there get the first value of a fresh option."""
    variants = await editing.variants_of(tx.connection, tx.shop_id, product_id)
    had = [
        {**one, "options": {**one["options"], fresh["code"]: fresh["values"][0]["code"]} if fresh else one["options"]}
        for one in variants
    ]
    known = {_key(one["options"]): one for one in reversed(had)}
    wanted = [
        dict(zip([option["code"] for option in options], values, strict=True))
        for values in itertools.product(*([value["code"] for value in option["values"]] for option in options))
    ]
    back = {_key(one) for one in wanted}
    saved = [
        {
            "id": one["id"],
            "options": one["options"],
            # Wanted again: it is there again, with its SKU, price and stock.
            "hidden": one["hidden"] and not (one["archived"] and _key(one["options"]) in back),
            "archived": one["archived"] and _key(one["options"]) not in back,
        }
        for one in had
    ]
    await editing.set_variants(tx.connection, tx.shop_id, saved)
    first = had[0] if had else None
    missing = [one for one in wanted if _key(one) not in known]
    if not missing or first is None:
        return
    base = _base(first["sku"], len(had))
    skus = await free_skus(tx, [_sku(base, one.values()) for one in missing])
    last = max(one["position"] for one in had)
    new = [
        new_variant(product_id, sku, chosen, first["price"], first["old_price"], last + number, first["low_at"])
        for number, (sku, chosen) in enumerate(zip(skus, missing, strict=True), start=1)
    ]
    await imports.write_goods(tx.connection, tx.shop_id, new_variants=new)
    items = [one["stock_item_id"] for one in [*variants, *new]]
    tx.tell(StockChanged(tx.shop_id, stock_item_ids=items))


def _key(options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(options.items()))


def _base(sku: str, variants: int) -> str:
    """Return what the SKUs of a product have in common: of several, all but the last part."""
    return sku.rpartition("-")[0] or sku if variants > 1 else sku


def _sku(base: str, codes: Any) -> str:
    parts = [_NOT_SKU.sub("", latin(code).upper())[:6] for code in codes]
    return "-".join([base[:18], *(part for part in parts if part)])[:32].strip("-")
