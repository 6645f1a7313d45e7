"""Carry refunds out: ask the provider outside any transaction, write what it said, tell both sides."""

import structlog

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.crash import checkpoint
from core.kit.errors import NotFound
from core.kit.observability.metrics import PAYMENTS
from core.kit.uow import Transaction, UnitOfWork
from core.orders.events import RefundSettled
from core.orders.moving import Cause, ask_refund, lock_order, move
from core.orders.state import By, OrderEvent
from core.shops.shop import Shop
from db.repositories import money, shops
from db.repositories.sql import Record
from db.types.enums import OrderStatus, RefundState, ShipmentStatus
from db.types.ids import RefundId, ShopId, new_id
from payments import ledger
from payments.protocol import (
    MoneyReturned,
    ProviderDown,
    RefundAnswer,
    RefundByHand,
    RefundDone,
    RefundOrder,
    RefundRefused,
)
from payments.registry import Registry
from payments.settings import ProviderSettings

log = structlog.get_logger(__name__)
_ENDED = (RefundState.SUCCEEDED, RefundState.FAILED, RefundState.MANUAL)
_RETRY_LIMIT = 3600


class RefundPayment:
    """Moves refunds from `requested` to their end."""

    def __init__(self, uow: UnitOfWork, registry: Registry, settings: ProviderSettings) -> None:
        self._uow = uow
        self._registry = registry
        self._settings = settings

    async def due(self) -> int:
        """Carry out every refund that waits; return how many were looked at."""
        async with self._uow.platform() as connection:
            waiting = await money.refunds_due(connection)
        for row in waiting:
            await self.carry_out(ShopId(row["shop_id"]), RefundId(row["id"]))
        return len(waiting)

    async def carry_out(self, shop_id: ShopId, refund_id: RefundId) -> None:
        """Ask the provider, unless somebody is asking or it is too early to ask again."""
        async with self._uow(shop_id) as tx:
            refund = await money.refund(tx.connection, shop_id, refund_id, lock=True)
            if refund is None or refund["state"] in _ENDED or not refund["due"]:
                return
            row = await shops.shop(tx.connection, shop_id)
            if row is None:
                return
            shop = Shop.from_row(row)
            # Taken for a minute: another worker that comes by meanwhile leaves it alone.
            await money.set_refund_state(tx.connection, shop_id, refund_id, RefundState.SUBMITTED, retry_seconds=60)
        checkpoint("refund_submitted")
        answer = await self._ask(shop, refund)
        checkpoint("refund_answered")
        async with self._uow(shop_id) as tx:
            present = await money.refund(tx.connection, shop_id, refund_id, lock=True)
            # The provider's own notice, or staff, may have closed it while we were asking.
            if present is not None and present["state"] not in _ENDED:
                await self._write(tx, refund, answer)

    async def _ask(self, shop: Shop, refund: Record) -> RefundAnswer | None:
        provider = self._registry.get(refund["provider"])
        if provider is None:
            return RefundByHand()
        order = RefundOrder(
            refund_id=refund["id"],
            charge_id=refund["charge_id"],
            external_id=refund["external_id"],
            provider_reference=refund["provider_reference"],
            amount=refund["amount"],
            charge_amount=refund["charge_amount"],
            currency=refund["currency"],
            payer_telegram_id=refund["payer_telegram_id"],
        )
        try:
            return await provider.refund(self._settings.of(shop, provider), order)
        except ProviderDown as down:
            log.warning("refund.unknown", refund_id=refund["id"], provider=refund["provider"], why=str(down)[:200])
            return None

    async def _write(self, tx: Transaction, refund: Record, answer: RefundAnswer | None) -> None:
        match answer:
            case None:
                pause = min(60 * 2 ** min(refund["attempts"], 6), _RETRY_LIMIT)
                await money.set_refund_state(
                    tx.connection, tx.shop_id, refund["id"], RefundState.UNKNOWN, retry_seconds=pause
                )
            case RefundDone(external_id=external_id):
                await self._succeed(tx, refund, external_id)
            case RefundByHand():
                await self._end(tx, refund, RefundState.MANUAL)
            case RefundRefused(reason=reason):
                await self._end(tx, refund, RefundState.MANUAL, failure=reason[:200])

    async def _succeed(self, tx: Transaction, refund: Record, external_id: str) -> None:
        entry = ledger.refund_paid(refund["id"], refund["provider"], refund["amount"], refund["currency"])
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=refund["order_id"])
        await self._end(tx, refund, RefundState.SUCCEEDED, external_id=external_id or None)

    @staticmethod
    async def _end(
        tx: Transaction,
        refund: Record,
        state: RefundState,
        *,
        external_id: str | None = None,
        failure: str | None = None,
    ) -> None:
        await money.set_refund_state(
            tx.connection, tx.shop_id, refund["id"], state, external_id=external_id, failure=failure
        )
        tx.tell(
            RefundSettled(
                tx.shop_id,
                refund_id=refund["id"],
                order_id=refund["order_id"],
                state=state,
                amount=refund["amount"],
                currency=refund["currency"],
            )
        )
        PAYMENTS.labels(refund["provider"], f"refund_{state.value}").inc()

    async def paid_by_hand(self, actor: Actor, refund_id: RefundId) -> bool:
        """Staff say that they paid a manual refund; False when it was said before. Raises: Forbidden, NotFound."""
        actor.need(Permission.SETTLE_REFUNDS)
        async with self._uow(actor.shop_id) as tx:
            refund = await money.refund(tx.connection, tx.shop_id, refund_id, lock=True)
            if refund is None:
                raise NotFound
            if refund["state"] != RefundState.MANUAL:
                return False
            await self._succeed(tx, refund, f"by hand: {actor.person_id}")
            return True

    async def returned(self, returned: MoneyReturned) -> None:
        """The provider says that money went back: close the refund that waited for it, or write the one it made.

        A provider may give money back on its own (a chargeback, its cabinet): the books hear of it all the same.
        """
        async with self._uow(returned.shop_id) as tx:
            order_id = await money.order_of_charge(tx.connection, tx.shop_id, returned.provider, returned.external_id)
            # The order's lock first, like everybody who moves money and orders together.
            order = await lock_order(tx, order_id) if order_id is not None else None
            refund = await money.refund_of_charge(
                tx.connection, tx.shop_id, returned.provider, returned.external_id, returned.amount
            )
            if refund is None:
                refund = await self._made_by_provider(tx, returned)
            if refund is None or refund["state"] in (RefundState.SUCCEEDED, RefundState.FAILED):
                return
            await self._succeed(tx, refund, returned.external_id)
            if order is not None:
                await self._stop_goods(tx, order)

    @staticmethod
    async def _stop_goods(tx: Transaction, order: Record) -> None:
        """Goods that are not gone yet stay here when their money went back."""
        moving = order["status"] in (OrderStatus.CONFIRMED, OrderStatus.FULFILLING)
        gone = order["shipment"] in (ShipmentStatus.HANDED_OVER, ShipmentStatus.DELIVERED)
        if not moving or gone or await money.paid(tx.connection, tx.shop_id, order["id"]) >= order["total"]:
            return
        await move(tx, order, OrderEvent.HOLD, Cause(By.LEDGER, reason="provider_returned"))

    @staticmethod
    async def _made_by_provider(tx: Transaction, returned: MoneyReturned) -> Record | None:
        charge = await money.charge_by_external(tx.connection, tx.shop_id, returned.provider, returned.external_id)
        if charge is None or charge["amount"] - charge["refunded"] < returned.amount:
            log.warning("refund.unexplained", provider=returned.provider, external_id=returned.external_id)
            return None
        refund_id = await ask_refund(
            tx,
            charge_id=charge["id"],
            order_id=charge["order_id"],
            amount=returned.amount,
            currency=returned.currency,
            key=f"provider:{returned.provider}:{returned.external_id}",
            reason="provider",
        )
        return await money.refund(tx.connection, tx.shop_id, refund_id, lock=True) if refund_id else None
