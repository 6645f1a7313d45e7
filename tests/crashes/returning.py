"""A shop's process that can die anywhere while a return goes its way: asked, decided, received, inspected, closed.

Run again, it goes on, as people tap again.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from core.auth.actor import Actor
from core.kit.uow import UnitOfWork
from core.orders.return_order import AskedLine, ReturnRequest
from core.shops.open_shop import Shops
from db.types.enums import ReturnOutcome, Role
from db.types.ids import OrderId, PersonId, ShopId, VariantId
from tests.crashes.forge import say
from tests.crashes.worker import BankWithAFile
from tests.factories.clock import MovableClock
from tests.factories.town import Town

# The named steps on the way, in their order.
STEPS = [
    "return_asked", "return_decided", "return_received", "return_inspected",
    "credit_noted", "return_noted", "exchange_placed", "return_closed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Errand:
    """A delivered order of which a piece is to be exchanged for something cheaper."""

    shop_id: int
    owner_id: int
    buyer_id: int
    buyer_telegram_id: int
    order_id: int
    variant_id: int
    ledger: str  # the bank's own book of payouts: a file outlives our process

    def encode(self) -> str:
        return orjson.dumps(asdict(self)).decode()

    @classmethod
    def decode(cls, line: str) -> "Errand":
        return cls(**orjson.loads(line))


async def run(town: Town, errand: Errand) -> None:
    """Do the whole errand; what is done already is found done."""
    shop = await Shops(town.uow).by_id(ShopId(errand.shop_id))
    buyer = Actor(PersonId(errand.buyer_id), errand.buyer_telegram_id, shop.id, "Anna", "en")
    owner = Actor(PersonId(errand.owner_id), 1, shop.id, "Olga", "en", Role.OWNER)
    line = AskedLine(1, 1, VariantId(errand.variant_id))
    request = ReturnRequest(OrderId(errand.order_id), (line,), "fit", ReturnOutcome.EXCHANGE, "draft:1")
    asked = await town.returns.ask(buyer, shop, request)
    say(f"asked {asked.return_id}")
    await town.decide_return.approve(owner, asked.return_id)
    await town.receive_return.receive(owner, asked.return_id)
    await town.receive_return.inspect(owner, asked.return_id)
    closed = await town.close_return(owner, shop, asked.return_id, offered=town.offers)
    say(f"closed {closed.done}")
    await town.refunds.due()
    say("paid back")


def town_of(uow: UnitOfWork, ledger: str) -> Town:
    """The use cases, with a bank whose book outlives us."""
    return Town(uow, MovableClock(), bank=BankWithAFile(Path(ledger)))
