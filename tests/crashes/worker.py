"""A shop's process that can die anywhere: checks out, pays, hands over, pays back, compares and tells.

Run again, it goes on: everything it does is told to do again after a crash, as buyers tap again, providers repeat
their notices, and timers and sweepers come round.
"""

import contextlib
import random
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel
from sqlalchemy import text

from core.auth.actor import Actor
from core.kit.errors import AppError
from core.kit.event import EventBook, Recorded
from core.kit.events.inbox import Inbox, Incoming
from core.kit.events.relay import Relay, Subscriptions
from core.kit.uow import UnitOfWork
from core.orders.place_order import PlaceRequest
from core.shops.open_shop import Shops
from core.shops.pictures import Picture
from core.shops.shelves import FollowStock
from core.shops.shop import Shop
from core.wiring import EVENTS
from db.repositories import messaging, proofs
from db.session import make_engine
from db.types.enums import Role
from db.types.ids import CartId, IntentId, OrderId, PersonId, ShopId
from payments.confirm_checkout import CheckoutQuestion
from payments.protocol import (
    Attempt,
    Known,
    MoneyArrived,
    NoSettings,
    Notice,
    PageFound,
    Presentation,
    ProviderDown,
    ProviderEvent,
    Redirect,
    RefundAnswer,
    RefundDone,
    RefundOrder,
    StatementLine,
)
from payments.providers.cash import CashOnDelivery
from payments.providers.stars import StarsPayments
from payments.providers.telegram import TelegramPayments
from payments.providers.transfer import ManualTransfer
from payments.registry import Registry
from payments.start_payment import Started
from payments.transfer_proof import DecideProof, SendProof, SettleProof
from tests.crashes.forge import say
from tests.factories.bank import Bank
from tests.factories.clock import MovableClock
from tests.factories.stars import StarDesk
from tests.factories.town import Town

BOOK = EventBook(*EVENTS)
REFUNDED = 50_00


@dataclass(frozen=True, slots=True)
class Errand:
    """What there is to do in one shop. People are (row, Telegram id); `seed` says in which order."""

    shop_id: int
    owner: tuple[int, int]
    anna: tuple[int, int]
    cart_id: int
    total: int
    by_transfer: tuple[int, int]
    transfer_order: int
    unheard: tuple[int, int]
    unheard_order: int
    downloads: tuple[int, int]
    digital_order: int
    ledger: str  # the bank's own book: a file outlives our process
    seed: int = 0

    def encode(self) -> str:
        return orjson.dumps(asdict(self)).decode()

    @classmethod
    def decode(cls, line: str) -> "Errand":
        read: dict[str, Any] = orjson.loads(line)
        for name, value in read.items():
            read[name] = tuple(value) if isinstance(value, list) else value
        return cls(**read)


class BankWithAFile(Bank):
    """Writes down what it does before it answers, each thing once. The answer to a first opening never arrives."""

    def __init__(self, book: Path) -> None:
        super().__init__()
        self._book = book

    def written(self) -> list[list[str]]:
        """Return what stands in the book."""
        lines = self._book.read_text().splitlines() if self._book.exists() else []
        return [line.split() for line in lines]

    def write(self, *words: object) -> bool:
        """Write a line, once; False when it stood there."""
        line = [str(word) for word in words]
        if line in self.written():
            return False
        with self._book.open("a") as book:
            book.write(" ".join(line) + "\n")
        return True

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Open a page; whoever asked first hears nothing."""
        del settings
        if self.write("page", attempt.intent_id):
            raise ProviderDown
        return self._page(attempt.intent_id)

    @staticmethod
    def _page(intent_id: int) -> Redirect:
        return Redirect(f"https://bank.example/{intent_id}", str(intent_id))

    def takes(self, intent_id: int, amount: int) -> None:
        """Somebody pays on a page."""
        self.write("money", intent_id, amount)

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Say whether the page is there, and what was paid on it."""
        del settings
        found: list[ProviderEvent] = []
        for word, *rest in self.written():
            if word == "page" and rest == [str(known.intent_id)]:
                found.append(PageFound(known.shop_id, known.intent_id, self.code, self._page(known.intent_id)))
            if word == "money" and rest[0] == str(known.intent_id):
                arrived = MoneyArrived(
                    known.shop_id, known.intent_id, self.code, f"charge-{rest[0]}", int(rest[1]), known.currency
                )
                found.append(arrived)
        return found

    async def statement(self, settings: BaseModel, since: Any) -> list[StatementLine]:
        """Show what was paid on pages."""
        del settings, since
        now = MovableClock().now()
        return [
            StatementLine(f"charge-{rest[0]}", int(rest[1]), "RUB", now, IntentId(int(rest[0])))
            for word, *rest in self.written()
            if word == "money"
        ]

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Pay back, once per refund id."""
        del settings
        self.write("payout", order.refund_id, order.amount)
        return RefundDone(f"bank-{order.refund_id}")


class Worker:
    """The stories of an errand, each of which may be begun again at any time."""

    def __init__(self, town: Town, shop: Shop, errand: Errand) -> None:
        self.town = town
        self.shop = shop
        self.errand = errand
        assert isinstance(town.bank, BankWithAFile)
        self.bank: BankWithAFile = town.bank
        self.owner = self.person(errand.owner, Role.OWNER)

    def person(self, who: tuple[int, int], role: Role | None = None) -> Actor:
        return Actor(PersonId(who[0]), who[1], self.shop.id, "Anna", "en", role)

    async def buys(self) -> None:
        """A cart with a gift card becomes an order, is paid by notice, and a part of its money goes back."""
        errand, anna = self.errand, self.person(self.errand.anna)
        request = PlaceRequest(CartId(errand.cart_id), errand.total, self.town.offers)
        order = await self.town.place_order(anna, self.shop, request)
        say(f"placed {order.order_id}")
        intent_id = await self._page(anna, order.order_id)
        question = CheckoutQuestion(
            self.shop.id, intent_id, anna.telegram_id, errand.total, self.shop.currency, provider="bank"
        )
        try:
            await self.town.confirm_checkout(question)
        except AppError as refusal:
            say(f"not approved {refusal.code}")
        self.bank.takes(intent_id, errand.total)
        notice = {
            "id": f"charge-{intent_id}", "intent": intent_id, "amount": errand.total, "currency": self.shop.currency,
        }  # fmt: skip
        await self.takes_notice(notice)
        say("paid")
        await self.town.look_up.one(self.shop.id, intent_id)
        await self.town.refund_order.by_sum(
            self.owner, self.shop, order.order_id, REFUNDED, reason="late", key="worker:1"
        )
        say("credited")

    async def sends_a_receipt(self) -> None:
        """A transfer by hand: the buyer's picture, and somebody who says that the money came."""
        buyer, order_id = self.person(self.errand.by_transfer), OrderId(self.errand.transfer_order)
        with contextlib.suppress(AppError):
            await self.town.start_payment(buyer, self.shop, order_id)
        with contextlib.suppress(AppError):
            await SendProof(self.town.uow)(buyer, order_id, Picture(b"receipt", 1, 1))
        async with self.town.uow(self.shop.id) as tx:
            waiting = await proofs.waiting_proof(tx.connection, tx.shop_id, order_id)
        if waiting is not None:
            await DecideProof(self.town.uow).approve(self.owner, waiting["id"])
        say("approved")

    async def is_not_heard_of(self) -> None:
        """Somebody pays, and no notice says so: the bank's own books do."""
        buyer, order_id = self.person(self.errand.unheard), OrderId(self.errand.unheard_order)
        intent_id = await self._page(buyer, order_id)
        async with self.town.uow(self.shop.id) as tx:
            amount = await tx.connection.scalar(text("SELECT total FROM orders WHERE id = :id"), {"id": order_id})
        self.bank.takes(intent_id, amount or 0)
        for comparison in await self.town.reconcile.shop(self.shop):
            say(f"compared {comparison.provider} {comparison.differences}")

    async def downloads(self) -> None:
        """Stars arrive for a key."""
        buyer, order_id = self.person(self.errand.downloads), OrderId(self.errand.digital_order)
        intent_id = await self._page(buyer, order_id)
        arrived = MoneyArrived(
            self.shop.id, intent_id, "stars", "stx-1", 50, "XTR", payer_telegram_id=buyer.telegram_id
        )
        await self.town.settle(arrived)
        say("downloaded")

    async def _page(self, buyer: Actor, order_id: OrderId) -> IntentId:
        """Open a page, again when the answer is lost; a paid order had one."""
        for _ in range(3):
            with contextlib.suppress(ProviderDown):
                try:
                    started: Started = await self.town.start_payment(buyer, self.shop, order_id)
                except AppError:
                    break
                return started.intent_id
        async with self.town.uow(self.shop.id) as tx:
            asked = "SELECT max(id) FROM payment_intents WHERE order_id = :id"
            return IntentId(await tx.connection.scalar(text(asked), {"id": order_id}) or 0)

    async def takes_notice(self, notice: dict[str, Any]) -> None:
        """The bank's webhook, which it repeats until it is answered: stored, answered, handled, swept up."""

        async def settle(item: Incoming) -> None:
            body = Notice(orjson.dumps(item.payload))
            for event in self.bank.read_notice(NoSettings(), self.shop.id, body):
                await self.town.take(event)

        inbox = Inbox(self.town.uow)
        inbox.handle("payments", settle)
        await inbox.store(f"payments:bank:{self.shop.id}", [(notice["id"], notice["id"], notice)])
        say("answered 200")
        await inbox.sweep()
        await inbox.drain()

    async def timers(self) -> None:
        """An hour later: what is due."""
        self.town.clock.move(hours=1)
        await self.town.expire_orders()
        await self.town.refunds.due()
        await tell_everybody(self.town)
        await self.town.refunds.due()
        await tell_everybody(self.town)
        say("told")


async def run(town: Town, errand: Errand) -> None:
    """Do the whole errand; what is done already is found done."""
    worker = Worker(town, await Shops(town.uow).by_id(ShopId(errand.shop_id)), errand)
    stories = [worker.buys, worker.sends_a_receipt, worker.is_not_heard_of, worker.downloads]
    random.Random(errand.seed).shuffle(stories)
    for story in stories:
        await story()
    await worker.timers()


async def tell_everybody(town: Town) -> None:
    """Run the relay until nothing is left; the consumer tells the chat 42, at most once per event."""

    async def tell(recorded: Recorded) -> None:
        async with town.uow(recorded.event.shop_id) as tx:
            if await messaging.claim_notification(tx.connection, tx.shop_id, recorded.id, 42, recorded.event.name):
                await tx.connection.execute(
                    text("UPDATE notifications SET state = 'sent' WHERE event_id = :id"), {"id": recorded.id}
                )

    consumers: dict[str, Callable[[Recorded], Awaitable[None]]] = {
        "tell": tell,
        "shelves": FollowStock(town.uow),
        "transfers": SettleProof(town.uow, town.settle),
    }
    relay = Relay(town.uow, Subscriptions(consumers, BOOK))
    while await relay.drain():
        pass


def town_of(uow: UnitOfWork, ledger: str) -> Town:
    """The use cases, with a bank whose book outlives us."""
    bank = BankWithAFile(Path(ledger))
    stars, cash = StarsPayments(StarDesk()), CashOnDelivery()
    registry = Registry([TelegramPayments(), stars, bank, cash, ManualTransfer()])
    return Town(uow, MovableClock(), bank=bank, registry=registry)


async def main(url: str, errand: Errand) -> None:
    """Do an errand in a process of its own."""
    engine = make_engine(url, pool_size=4)
    try:
        await run(town_of(UnitOfWork(engine), errand.ledger), errand)
    finally:
        await engine.dispose()
