"""People who send things back: delivered orders, returns asked, approved, received and inspected."""

from dataclasses import dataclass, replace

from core.auth.actor import Actor
from core.orders.close_return import Closed
from core.orders.place_order import Placed
from core.orders.receive_return import Inspected
from core.orders.return_order import AskedLine, ReturnRequest
from db.types.enums import ReturnOutcome, StockVerdict
from db.types.ids import VariantId, new_id
from tests.factories.town import Customer, Goods, Stall, Town


@dataclass(frozen=True, slots=True)
class SentBack:
    """A return and those it concerns."""

    stall: Stall
    buyer: Customer
    order: Placed
    id: int

    @property
    def _town(self) -> Town:
        return self.stall.town

    async def arrives(self, *inspected: Inspected) -> "SentBack":
        """Staff approve it, it comes as announced, and they look at it; nothing said: all is good."""
        owner = self.stall.owner
        assert await self._town.decide_return.approve(owner, self.id)
        assert await self._town.receive_return.receive(owner, self.id)
        assert await self._town.receive_return.inspect(owner, self.id, inspected)
        return self

    async def closes(self, who: Actor | None = None, outcome: ReturnOutcome | None = None, **how: bool) -> Closed:
        """Staff close it."""
        return await self._town.close_return(
            who or self.stall.owner, self.stall.shop, self.id, outcome=outcome, offered=self._town.offers, **how
        )

    async def state(self) -> str:
        return str(await self.stall.ask("SELECT state FROM returns WHERE id = :id", id=self.id))


async def delivered(
    town: Town, shop: Stall, *lines: tuple[Goods, int], courier: bool = False
) -> tuple[Customer, Placed]:
    """Somebody has bought this, and has it."""
    anna = await shop.customer()
    order = await anna.confirms(await anna.cart(*lines, courier=courier))
    await anna.pays(order)
    await handed_over(town, shop, order, courier=courier)
    return anna, order


async def handed_over(town: Town, shop: Stall, order: Placed, *, courier: bool = False) -> None:
    """Staff bring a paid order to its buyer."""
    await town.fulfil.pack(shop.owner, order.order_id)
    if courier:
        await town.fulfil.ship(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)


def request(
    order: Placed,
    *lines: tuple[int, int],
    outcome: ReturnOutcome = ReturnOutcome.REFUND,
    instead: Goods | None = None,
    key: str = "",
) -> ReturnRequest:
    """What a buyer asks for: pieces of lines by position."""
    variant: VariantId | None = instead.variant_id if instead is not None else None
    asked = tuple(AskedLine(position, quantity, variant) for position, quantity in lines)
    return ReturnRequest(order.order_id, asked, "defect", outcome, key or f"draft:{new_id()}")


async def sent_back(
    town: Town, buyer: Customer, order: Placed, *lines: tuple[int, int], **asked: ReturnOutcome | Goods | str
) -> SentBack:
    """A buyer asks to send something back."""
    wanted = request(order, *lines, **asked)  # type: ignore[arg-type]
    done = await town.returns.ask(buyer.actor, buyer.stall.shop, wanted)
    return SentBack(buyer.stall, buyer, order, done.return_id)


def spoiled(position: int, accepted: int, verdict: StockVerdict = StockVerdict.WRITE_OFF) -> Inspected:
    """Only so many pieces of a line are taken."""
    return Inspected(position, accepted, verdict)


def with_rules(shop: Stall, **rules: int | None) -> Stall:
    """The same shop, its rules changed since."""
    changed = replace(shop.shop, rules=shop.shop.rules.model_copy(update=rules))
    return Stall(shop.town, changed, shop.owner, shop.pickup, shop.courier, shop.category)
