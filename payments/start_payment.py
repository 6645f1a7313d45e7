"""Start a payment: write the attempt, ask the provider outside any transaction, write the answer."""

from dataclasses import dataclass

from core.auth.actor import Actor
from core.kit.crash import checkpoint
from core.kit.errors import NotFound
from core.kit.i18n.words import words_of
from core.kit.uow import UnitOfWork
from core.orders.state import PAID
from core.shops.shop import Shop
from db.repositories import money, orders
from db.types.enums import OrderStatus
from db.types.ids import IntentId, OrderId, new_id
from payments.errors import AlreadyPaid, MethodUnavailable, NotPayable
from payments.protocol import Attempt, Presentation, PriceLine
from payments.registry import Registry
from payments.settings import ProviderSettings


@dataclass(frozen=True, slots=True)
class Started:
    """The attempt and what the buyer is shown."""

    intent_id: IntentId
    presentation: Presentation


class StartPayment:
    """Make an order payable, again if need be: each attempt is a row of its own."""

    def __init__(self, uow: UnitOfWork, registry: Registry, settings: ProviderSettings) -> None:
        self._uow = uow
        self._registry = registry
        self._settings = settings

    async def __call__(self, actor: Actor, shop: Shop, order_id: OrderId) -> Started:
        """Start an attempt for one's own order.

        Raises:
            NotFound: no such order, or somebody else's.
            AlreadyPaid, NotPayable, MethodUnavailable, ProviderDown.
        """
        intent_id = IntentId(new_id())
        async with self._uow(actor.shop_id) as tx:
            order = await orders.order(tx.connection, tx.shop_id, order_id, lock=True)
            if order is None or order["person_id"] != actor.person_id:
                raise NotFound
            if order["status"] != OrderStatus.AWAITING_PAYMENT:
                refusal = AlreadyPaid if order["status"] in PAID else NotPayable
                raise refusal(number=order["number"], status=order["status"])
            provider = self._registry.get(order["payment_method"])
            if provider is None or order["payment_method"] not in self._settings.offered(shop):
                raise MethodUnavailable
            left = order["total"] - await money.paid(tx.connection, tx.shop_id, order_id)
            lines = await orders.lines(tx.connection, tx.shop_id, order_id)
            await money.create_intent(
                tx.connection,
                tx.shop_id,
                intent_id=intent_id,
                order_id=order_id,
                provider=provider.code,
                amount=left,
                currency=order["currency"],
                payer_id=actor.person_id,
            )
        checkpoint("intent_written")
        words = words_of(actor.language)
        prices = [
            PriceLine(f"{words.pick(line['title'])} × {line['quantity']}", line["unit_price"] * line["quantity"])
            for line in lines
        ]
        if order["delivery_total"]:
            prices.append(PriceLine(words.pick(order["delivery_title"]), order["delivery_total"]))
        if order["discount_total"]:
            prices.append(PriceLine(words.plain("invoice-discount"), -order["discount_total"]))
        if sum(price.amount for price in prices) != left:
            prices = [PriceLine(words.plain("invoice-title", number=str(order["number"])), left)]
        attempt = Attempt(
            intent_id=intent_id,
            order_id=order_id,
            number=order["number"],
            amount=left,
            currency=order["currency"],
            title=words.plain("invoice-title", number=str(order["number"])),
            description=words.plain("invoice-description", shop=words.pick(shop.title), pieces=len(lines)),
            prices=tuple(prices),
        )
        presentation = await provider.present(self._settings.of(shop, provider), attempt)
        return Started(intent_id, presentation)

    async def presented(self, actor: Actor, intent_id: IntentId, chat_id: int, message_id: int) -> None:
        """Remember where the pay message stands, to finalise it later."""
        async with self._uow(actor.shop_id) as tx:
            await money.note_presented(tx.connection, tx.shop_id, intent_id, chat_id, message_id)
