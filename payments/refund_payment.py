"""Carry refunds out: ask the provider outside any transaction, write what it said, tell both sides."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.all_of import all_of
from core.kit.crash import checkpoint
from core.kit.errors import NotFound
from core.kit.i18n.words import words_of
from core.kit.observability.metrics import PAYMENTS
from core.kit.uow import Transaction, UnitOfWork
from core.orders.credit_note import decide
from core.orders.events import RefundSettled
from core.orders.moving import ask_refund, lock_order, stop_goods
from core.orders.subscriptions import set_state
from core.shops.shop import Shop
from db.repositories import credit_notes, money, orders, shops
from db.repositories.sql import Record
from db.types.enums import ChargeVerdict, NoteState, RefundState, SubscriptionState
from db.types.ids import ChargeId, RefundId, ShopId, new_id
from payments import ledger
from payments.lines import receipt_lines
from payments.protocol import (
    MoneyReturned,
    ProviderDown,
    ProviderRefused,
    ReceiptLine,
    RefundAnswer,
    RefundBounced,
    RefundByHand,
    RefundDone,
    RefundOrder,
    RefundPending,
    RefundRefused,
    RefundUnheard,
)
from payments.registry import Registry
from payments.settings import ProviderSettings

log = structlog.get_logger(__name__)
_PAID_OR_DROPPED = (RefundState.SUCCEEDED, RefundState.FAILED)
_ENDED = (RefundState.SUCCEEDED, RefundState.FAILED, RefundState.MANUAL)
_RETRY_LIMIT = 3600
_TURN_SECONDS = 10
_SIDE_BY_SIDE = 4
_BY_HAND = "by hand:"


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
        gate, down = asyncio.Semaphore(_SIDE_BY_SIDE), set[tuple[int, str]]()

        async def one(row: Record) -> None:
            async with gate:
                provider = (row["shop_id"], row["provider"])
                # One that does not answer is not asked again in this round: others wait for their turn.
                if provider not in down and not await self.carry_out(ShopId(row["shop_id"]), RefundId(row["id"])):
                    down.add(provider)

        await all_of(one(row) for row in waiting)
        return len(waiting)

    async def carry_out(self, shop_id: ShopId, refund_id: RefundId) -> bool:
        """Ask the provider, unless somebody is asking or it is too early to ask again; False: it did not answer."""
        async with self._uow(shop_id) as tx:
            in_turn = await self._others_in_flight(tx, refund_id)
            refund = await money.refund(tx.connection, shop_id, refund_id, lock=True)
            if refund is None or refund["state"] in _ENDED or not refund["due"]:
                return True
            if in_turn:
                await money.set_refund_state(
                    tx.connection, shop_id, refund_id, refund["state"], retry_seconds=_TURN_SECONDS
                )
                return True
            if refund["needs_approval"] and refund["state"] == RefundState.REQUESTED:
                return True
            if refund["disputed"] > refund["charge_amount"] - refund["refunded_before"] - refund["amount"]:
                # The bank gave the buyer this money meanwhile: whether it is to go back twice is for people.
                await self._end(tx, refund, RefundState.MANUAL, failure="disputed")
                return True
            row = await shops.shop(tx.connection, shop_id)
            if row is None:
                return True
            shop = Shop.from_row(row)
            receipt = await self._receipt(tx, refund)
            # Taken for a minute: another worker that comes by meanwhile leaves it alone.
            await money.set_refund_state(tx.connection, shop_id, refund_id, RefundState.SUBMITTED, retry_seconds=60)
        checkpoint("refund_submitted")
        answer = await self._ask(shop, refund, receipt)
        checkpoint("refund_answered")
        async with self._uow(shop_id) as tx:
            present = await money.refund(tx.connection, shop_id, refund_id, lock=True)
            # The provider's own notice, or staff, may have closed it while we were asking.
            if present is not None and present["state"] not in _ENDED:
                await self._write(tx, refund, answer)
        return answer is not None

    async def _others_in_flight(self, tx: Transaction, refund_id: RefundId) -> bool:
        """Return whether another refund of the charge must end first, on a rail that cannot tell them apart.

        Locks the charge before the refund, as everybody does who needs both.
        """
        refund = await money.refund(tx.connection, tx.shop_id, refund_id)
        provider = self._registry.get(refund["provider"]) if refund is not None else None
        if refund is None or provider is None or not provider.refunds_in_turn:
            return False
        in_flight = await money.refunds_in_flight(tx.connection, tx.shop_id, refund["charge_id"])
        return any(other["id"] != refund_id for other in in_flight)

    @staticmethod
    async def _receipt(tx: Transaction, refund: Record) -> tuple[ReceiptLine, ...]:
        """Return what a fiscal receipt of the refund lists: the order's lines, down to the sum."""
        order_id = refund["order_id"]
        order = await orders.order(tx.connection, tx.shop_id, order_id) if order_id is not None else None
        if order is None or order["currency"] != refund["currency"]:
            return ()
        lines = await orders.lines(tx.connection, tx.shop_id, order_id)
        return receipt_lines(words_of(order["language"]), order, lines, refund["amount"])

    async def _ask(self, shop: Shop, refund: Record, receipt: tuple[ReceiptLine, ...]) -> RefundAnswer | None:
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
            shop_id=shop.id,
            bot_id=refund["bot_id"],
            refund_external_id=refund["refund_external_id"],
            refunded_before=refund["refunded_before"],
            subscription=refund["of_subscription"],
            receipt=receipt,
            phone=refund["phone"],
        )
        settings = self._settings.of(shop, provider)
        try:
            if refund["state"] in (RefundState.SUBMITTED, RefundState.UNKNOWN):
                # Asked before, and nobody knows what became of it: look first, pay never twice (law 7).
                found = await provider.look_up_refund(settings, order)
                if not isinstance(found, RefundUnheard):
                    return found
            return await provider.refund(settings, order)
        except ProviderRefused as refused:
            return RefundRefused(str(refused))
        except ProviderDown as down:
            log.warning("refund.unknown", refund_id=refund["id"], provider=refund["provider"], why=str(down)[:200])
            return None

    async def _write(self, tx: Transaction, refund: Record, answer: RefundAnswer | None) -> None:
        match answer:
            case None | RefundUnheard():
                await money.set_refund_state(
                    tx.connection, tx.shop_id, refund["id"], RefundState.UNKNOWN, retry_seconds=_pause(refund)
                )
            case RefundPending(external_id=external_id):
                await money.set_refund_state(
                    tx.connection,
                    tx.shop_id,
                    refund["id"],
                    RefundState.SUBMITTED,
                    external_id=external_id or None,
                    retry_seconds=_pause(refund),
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
        if refund["of_subscription"] and refund["verdict"] == ChargeVerdict.APPLIED:
            # Who has the money back has no access for it any more.
            await set_state(tx, refund["first_order_id"], SubscriptionState.EXPIRED)

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
            await self._succeed(tx, refund, f"{_BY_HAND} {actor.person_id}")
            return True

    async def returned(self, returned: MoneyReturned) -> None:
        """The provider says that money went back: close the refund that waited for it, or write the one it made.

        A provider may give money back on its own (a chargeback, its cabinet): the books hear of it all the same.
        """
        async with self._uow(returned.shop_id) as tx:
            order_id = await money.order_of_charge(tx.connection, tx.shop_id, returned.provider, returned.external_id)
            # The order's lock first, like everybody who moves money and orders together.
            order = await lock_order(tx, order_id) if order_id is not None else None
            if returned.in_all:
                returned = await self._latest(tx, returned)
                if returned.amount <= 0:
                    return
            refund = await money.refund_of_charge(
                tx.connection,
                tx.shop_id,
                returned.provider,
                returned.external_id,
                returned.amount,
                refund_id=returned.refund_id,
                refund_external_id=returned.refund_external_id,
                by_hand=bool(returned.refund_external_id),
            )
            if refund is None:
                refund = await self._made_by_provider(tx, returned, order)
            if refund is None or refund["state"] in (RefundState.SUCCEEDED, RefundState.FAILED):
                if refund is not None and (refund["refund_external_id"] or "").startswith(_BY_HAND):
                    # Staff were faster with their word than the provider: it is one refund, and has its name now.
                    await money.name_refund(tx.connection, tx.shop_id, refund["id"], returned.refund_external_id)
                return
            await self._succeed(tx, refund, returned.refund_external_id or returned.external_id)
            if order is not None:
                await self._keep_goods(tx, order)

    async def _latest(self, tx: Transaction, returned: MoneyReturned) -> MoneyReturned:
        """Return what of "so much went back in all" is news; a refund that was under way has its part of it."""
        charge = await money.charge_by_external(tx.connection, tx.shop_id, returned.provider, returned.external_id)
        if charge is None:
            return replace(returned, in_all=False)
        news = returned.amount - charge["returned"]
        for waiting in await money.refunds_in_flight(tx.connection, tx.shop_id, charge["id"]):
            if waiting["amount"] <= news:
                refund = await money.refund(tx.connection, tx.shop_id, waiting["id"], lock=True)
                if refund is not None:
                    await self._succeed(tx, refund, "")
                news -= waiting["amount"]
        # A refund that the provider made on its own is known by the total it led to.
        name = f"{returned.external_id}:{returned.amount}"
        return replace(returned, amount=news, refund_external_id=name, in_all=False)

    async def bounced(self, bounced: RefundBounced) -> None:
        """A refund came to nothing: staff pay it by hand. One that was booked as paid is taken back and asked anew."""
        async with self._uow(bounced.shop_id) as tx:
            order_id = await money.order_of_charge(tx.connection, tx.shop_id, bounced.provider, bounced.external_id)
            if order_id is not None:
                await lock_order(tx, order_id)
            refund = await money.refund_of_charge(
                tx.connection,
                tx.shop_id,
                bounced.provider,
                bounced.external_id,
                bounced.amount,
                refund_id=bounced.refund_id,
                refund_external_id=bounced.refund_external_id,
            )
            if refund is None:
                log.error("refund.unexplained", provider=bounced.provider, external_id=bounced.refund_external_id)
            elif (refund["refund_external_id"] or "").startswith(_BY_HAND):
                # It had come to nothing before, and staff have paid it since: nobody is owed anything.
                log.info("refund.bounced_before", provider=bounced.provider, refund_id=refund["id"])
            elif refund["state"] == RefundState.SUCCEEDED:
                await self._ask_anew(tx, refund, bounced.reason[:200])
            elif refund["state"] not in _ENDED:
                await self._end(tx, refund, RefundState.MANUAL, failure=bounced.reason[:200])

    async def _ask_anew(self, tx: Transaction, refund: Record, why: str) -> None:
        refund_id, amount, currency = refund["id"], refund["amount"], refund["currency"]
        for entry in (
            ledger.refund_bounced(refund_id, refund["provider"], amount, currency),
            ledger.refund_dropped(refund_id, amount, currency),
        ):
            await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id(), order_id=refund["order_id"])
        await money.set_refund_state(tx.connection, tx.shop_id, refund_id, RefundState.FAILED, failure=why)
        anew = await ask_refund(
            tx,
            charge_id=refund["charge_id"],
            order_id=refund["order_id"],
            amount=amount,
            currency=currency,
            key=f"bounced:{refund_id}",
            reason=refund["reason"],
            credit_note_id=refund["credit_note_id"],
        )
        again = await money.refund(tx.connection, tx.shop_id, anew, lock=True) if anew is not None else None
        if again is not None:
            await self._end(tx, again, RefundState.MANUAL, failure=why)

    @staticmethod
    async def _keep_goods(tx: Transaction, order: Record) -> None:
        """Goods that are not gone yet stay here when their money went back."""
        if await money.balance(tx.connection, tx.shop_id, order["id"]) > 0:
            await stop_goods(tx, order, "provider_returned")

    async def _made_by_provider(
        self, tx: Transaction, returned: MoneyReturned, order: Mapping[str, Any] | None
    ) -> Record | None:
        charge = await money.charge_by_external(tx.connection, tx.shop_id, returned.provider, returned.external_id)
        missing = returned.amount - (charge["amount"] - charge["refunded"]) if charge is not None else 0
        if missing > 0 and order is not None and charge is not None:
            returned = await self._make_room(tx, returned, order, charge["id"], missing)
            charge = await money.charge_by_external(tx.connection, tx.shop_id, returned.provider, returned.external_id)
        if missing > 0 and not returned.amount:
            return None
        if charge is None or not 0 < returned.amount <= charge["amount"] - charge["refunded"]:
            log.warning("refund.unexplained", provider=returned.provider, external_id=returned.external_id)
            return None
        refund_id = await ask_refund(
            tx,
            charge_id=charge["id"],
            order_id=charge["order_id"],
            amount=returned.amount,
            currency=returned.currency,
            key=f"provider:{returned.provider}:{returned.refund_external_id or returned.external_id}",
            reason="provider",
        )
        return await money.refund(tx.connection, tx.shop_id, refund_id, lock=True) if refund_id else None

    async def _make_room(
        self, tx: Transaction, returned: MoneyReturned, order: Mapping[str, Any], charge_id: ChargeId, missing: int
    ) -> MoneyReturned:
        """The provider gave back what we had meant to give back ourselves: return what of it is not explained by that.

        What was asked for is carried out by it; what only waits for a second person is off, with its note.
        """
        for waiting in await money.refunds_of(tx.connection, tx.shop_id, order["id"]):
            if waiting["charge_id"] != charge_id or waiting["state"] in _PAID_OR_DROPPED or missing <= 0:
                continue
            if waiting["needs_approval"] and waiting["state"] == RefundState.REQUESTED:
                note = await credit_notes.note(tx.connection, tx.shop_id, waiting["credit_note_id"], lock=True)
                if note is not None and note["state"] == NoteState.WAITING:
                    await decide(tx, order, note, NoteState.REJECTED, None)
                    missing -= waiting["amount"]
            elif waiting["amount"] <= returned.amount:
                await self._succeed(tx, waiting, "")
                returned = replace(returned, amount=returned.amount - waiting["amount"])
                missing -= waiting["amount"]
        return returned


def _pause(refund: Record) -> int:
    """Return after how many seconds to look again: longer each time."""
    return int(min(60 * 2 ** min(refund["attempts"], 6), _RETRY_LIMIT))
