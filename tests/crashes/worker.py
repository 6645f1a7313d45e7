"""A shop's process that can die anywhere: checks out, pays, expires, pays back and tells. Run again, it goes on.

Everything it does is told to do again after a crash, as buyers tap again, providers repeat their notices,
and timers and sweepers come round. `worker.py URL ERRAND`, the errand being JSON.
"""

import asyncio
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import text

from core.auth.actor import Actor
from core.kit.errors import AppError
from core.kit.event import EventBook, Recorded
from core.kit.events.inbox import Inbox, Incoming
from core.kit.events.relay import Relay, Subscriptions
from core.kit.uow import UnitOfWork
from core.orders.events import OrderChanged, OrderPaid, OrderPlaced, RefundRequested, RefundSettled
from core.orders.place_order import PlaceRequest
from core.shops.events import StockChanged
from core.shops.open_shop import Shops
from core.shops.shelves import FollowStock
from db.repositories import messaging, money
from db.session import make_engine
from db.types.ids import CartId, IntentId, OrderId, PersonId, ShopId
from payments.confirm_checkout import CheckoutQuestion
from payments.protocol import MoneyArrived, NoSettings, Notice, RefundAnswer, RefundDone, RefundOrder
from tests.factories.bank import Bank
from tests.factories.clock import MovableClock
from tests.factories.town import OFFERED, Town

BOOK = EventBook(OrderPlaced, OrderChanged, OrderPaid, RefundRequested, RefundSettled, StockChanged)


@dataclass(frozen=True, slots=True)
class Errand:
    """What there is to do in one shop."""

    shop_id: int
    person_id: int
    telegram_id: int
    cart_id: int
    total: int
    ledger: str  # the bank's own book of payouts: a file outlives our process

    def encode(self) -> str:
        return orjson.dumps(asdict(self)).decode()


class BankWithAFile(Bank):
    """Writes each payout down before it answers, once per refund id."""

    def __init__(self, book: Path) -> None:
        super().__init__()
        self._book = book

    async def refund(self, settings: object, order: RefundOrder) -> RefundAnswer:
        del settings
        paid = self._book.read_text().split() if self._book.exists() else []
        if f"{order.refund_id}:{order.amount}" not in paid:
            with self._book.open("a") as book:
                book.write(f"{order.refund_id}:{order.amount}\n")
        return RefundDone(f"bank-{order.refund_id}")


def say(line: str) -> None:
    """Tell the outside world: from here on it is acknowledged."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def run(town: Town, errand: Errand) -> None:
    """Do the whole errand; what is done already is found done."""
    shop = await Shops(town.uow).by_id(ShopId(errand.shop_id))
    actor = Actor(PersonId(errand.person_id), errand.telegram_id, shop.id, "Anna", "en")
    request = PlaceRequest(CartId(errand.cart_id), errand.total, OFFERED)
    order = await town.place_order(actor, shop, request)
    say(f"placed {order.order_id}")
    intent_id = await _attempt(town, actor, order.order_id)
    if intent_id is None:
        intent_id = (await town.start_payment(actor, shop, order.order_id)).intent_id
    try:
        await town.confirm_checkout(CheckoutQuestion(shop.id, intent_id, actor.telegram_id, order.total, shop.currency))
    except AppError as refusal:
        say(f"not approved {refusal.code}")
    notice = {"id": "charge-1", "intent": intent_id, "amount": order.total, "currency": shop.currency}
    await take_notice(town, shop.id, notice)
    say("paid")
    town.clock.move(hours=1)
    await town.expire_orders()
    await town.refunds.due()
    await tell_everybody(town.uow)
    say("told")


async def take_notice(town: Town, shop_id: ShopId, notice: dict[str, Any]) -> None:
    """The bank's webhook, which it repeats until it is answered: stored, answered, handled, swept up."""

    async def settle(item: Incoming) -> None:
        body = Notice(orjson.dumps(item.payload))
        for event in town.bank.read_notice(NoSettings(), shop_id, body):
            assert isinstance(event, MoneyArrived)
            await town.settle(event)

    inbox = Inbox(town.uow)
    inbox.handle("payments", settle)
    await inbox.store(f"payments:bank:{shop_id}", [(notice["id"], notice["id"], notice)])
    say("answered 200")
    await inbox.sweep()
    await inbox.drain()


async def _attempt(town: Town, actor: Actor, order_id: OrderId) -> IntentId | None:
    """The page the buyer has open still, if the crash left one."""
    async with town.uow(actor.shop_id) as tx:
        found = await money.intents_of(tx.connection, tx.shop_id, order_id)
    return IntentId(found[-1]["id"]) if found else None


async def tell_everybody(uow: UnitOfWork) -> None:
    """Run the relay until nothing is left; the consumer tells the chat 42, at most once per event."""

    async def tell(recorded: Recorded) -> None:
        async with uow(recorded.event.shop_id) as tx:
            if await messaging.claim_notification(tx.connection, tx.shop_id, recorded.id, 42, recorded.event.name):
                await tx.connection.execute(
                    text("UPDATE notifications SET state = 'sent' WHERE event_id = :id"), {"id": recorded.id}
                )

    relay = Relay(uow, Subscriptions({"tell": tell, "shelves": FollowStock(uow)}, BOOK))
    while await relay.drain():
        pass


def town_of(uow: UnitOfWork, errand: Errand) -> Town:
    """The use cases, with a bank whose book outlives us."""
    return Town(uow, MovableClock(), bank=BankWithAFile(Path(errand.ledger)))


async def main(url: str, errand: Errand) -> None:
    engine = make_engine(url, pool_size=4)
    try:
        await run(town_of(UnitOfWork(engine), errand), errand)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Errand(**orjson.loads(sys.argv[2]))))
