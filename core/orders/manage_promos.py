"""Staff make promo codes, and say in which other currencies the shop sells."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, Conflict, NotFound
from core.kit.uow import UnitOfWork
from core.orders.errors import CodeTaken
from core.shops.audit import record
from core.shops.errors import UnknownSku
from db.repositories import assortment, promotions, shops
from db.types.enums import PromoKind
from db.types.ids import new_id

_CODE = re.compile(r"[A-Z0-9А-ЯЁ][A-Z0-9А-ЯЁ_-]{1,31}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class PromoOrder:
    """What a promo code is to be; sums in minor units of the shop's currency."""

    code: str
    kind: PromoKind
    value: int = 0
    min_goods: int = 0
    first_order: bool = False
    ends_at: datetime | None = None
    max_uses: int | None = None
    per_customer: int | None = None


@dataclass(frozen=True, slots=True)
class PromoView:
    """A promo code as staff see it."""

    code: str
    kind: PromoKind
    value: int
    min_goods: int
    first_order: bool
    ends_at: datetime | None
    max_uses: int | None
    per_customer: int | None
    used: int
    active: bool


class ManagePromos:
    """Create, list and switch promo codes."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def create(self, actor: Actor, promo: PromoOrder) -> None:
        """Make a code. Raises: Forbidden, BadInput, CodeTaken."""
        actor.need(Permission.CHANGE_PROMOS)
        if not _sound(promo):
            raise BadInput(example="/promo AUTUMN 10%")
        try:
            async with self._uow(actor.shop_id) as tx:
                await promotions.create_promo(
                    tx.connection,
                    tx.shop_id,
                    promo_id=new_id(),
                    code=promo.code,
                    kind=promo.kind,
                    amount=promo.value,
                    min_goods=promo.min_goods,
                    first_order=promo.first_order,
                    ends_at=promo.ends_at,
                    max_uses=promo.max_uses,
                    per_customer=promo.per_customer,
                )
                after: dict[str, Any] = {
                    "kind": promo.kind.value,
                    "value": promo.value,
                    "max_uses": promo.max_uses,
                    "per_customer": promo.per_customer,
                    "min_goods": promo.min_goods,
                    "first_order": promo.first_order,
                }
                await record(tx, self._clock, actor, "promo.created", promo.code, after=after)
        except Conflict as taken:
            raise CodeTaken(promo=promo.code) from taken

    async def switch(self, actor: Actor, code: str, *, active: bool) -> None:
        """Switch a code on or off. Raises: Forbidden, NotFound."""
        actor.need(Permission.CHANGE_PROMOS)
        async with self._uow(actor.shop_id) as tx:
            if not await promotions.set_promo_active(tx.connection, tx.shop_id, code, active=active):
                raise NotFound
            await record(tx, self._clock, actor, "promo.switched", code, after={"active": active})

    async def all(self, actor: Actor) -> list[PromoView]:
        """Return the newest codes. Raises: Forbidden."""
        actor.need(Permission.CHANGE_PROMOS)
        async with self._uow(actor.shop_id) as tx:
            found = await promotions.promos(tx.connection, tx.shop_id)
        return [
            PromoView(
                code=row["code"],
                kind=PromoKind(row["kind"]),
                value=row["value"],
                min_goods=row["min_goods"],
                first_order=row["first_order"],
                ends_at=row["ends_at"],
                max_uses=row["max_uses"],
                per_customer=row["per_customer"],
                used=row["used"],
                active=row["active"],
            )
            for row in found
        ]


def _sound(promo: PromoOrder) -> bool:
    caps = [cap for cap in (promo.max_uses, promo.per_customer) if cap is not None]
    return (
        _CODE.fullmatch(promo.code) is not None
        and all(0 < cap <= _MOST for cap in caps)
        and promo.min_goods >= 0
        and (promo.kind is PromoKind.FREE_DELIVERY or promo.value > 0)
        and (promo.kind is not PromoKind.PERCENT or promo.value <= 10_000)
    )


class SetCurrencies:
    """Frozen rates and own prices in other currencies; Stars included."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def rate(self, actor: Actor, currency: str, rate: Decimal | None) -> None:
        """Sell in a currency at a frozen rate (major units per major unit of the shop's); None: no more.

        Raises:
            Forbidden, BadInput, NotFound.
        """
        actor.need(Permission.CHANGE_MONEY_RULES)
        example = BadInput(example="/rate USD 0.0125")
        if _CURRENCY.fullmatch(currency) is None or (rate is not None and not 0 < rate < 10**9):
            raise example
        async with self._uow(actor.shop_id) as tx:
            shop = await shops.shop(tx.connection, tx.shop_id)
            if shop is None or shop["currency"] == currency:
                raise example
            if rate is None:
                if not await promotions.drop_rate(tx.connection, tx.shop_id, currency):
                    raise NotFound
            else:
                await promotions.set_rate(tx.connection, tx.shop_id, currency, f"{rate.normalize():f}")
            after = {"rate": None if rate is None else str(rate)}
            await record(tx, self._clock, actor, "rate.changed", currency, after=after)
            await shops.bump_catalogue(tx.connection, tx.shop_id)

    async def price(self, actor: Actor, sku: str, currency: str, price: int) -> None:
        """Set a variant's own price in another currency, in its minor units.

        Raises:
            Forbidden, UnknownSku, BadInput.
        """
        actor.need(Permission.CHANGE_PRICES)
        if _CURRENCY.fullmatch(currency) is None or price < 0:
            raise BadInput(example="/price SKU 150 XTR")
        async with self._uow(actor.shop_id) as tx:
            found = await assortment.variant_by_sku(tx.connection, tx.shop_id, sku, lock=True)
            if found is None:
                raise UnknownSku(sku=sku)
            await promotions.set_price_in(tx.connection, tx.shop_id, found["variant_id"], currency, price)
            await record(tx, self._clock, actor, "price_in.changed", sku, after={"currency": currency, "price": price})
            await shops.bump_catalogue(tx.connection, tx.shop_id)
