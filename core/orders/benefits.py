"""Enter a promo code or a gift card, use points, choose a currency: kept in the cart until it is ordered."""

from dataclasses import dataclass
from enum import StrEnum

from core.auth.actor import Actor
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.orders.cart import cart_from_rows
from core.orders.errors import CodeUnknown, PromoRefused
from core.orders.gift_cards import code_hash, tidy_code
from db.repositories import carts, promotions
from db.types.ids import CartId


class CodeKind(StrEnum):
    """What a typed code turned out to be."""

    PROMO = "promo"
    GIFT_CARD = "gift_card"


@dataclass(frozen=True, slots=True)
class Entered:
    """An accepted code."""

    kind: CodeKind
    shown: str


class EnterBenefits:
    """Keeps what the buyer enters beside the goods. A code is tried before it is kept."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, clock: Clock) -> None:
        self._uow = uow
        self._cipher = cipher
        self._clock = clock

    async def code(self, actor: Actor, cart_id: CartId, typed: str) -> Entered:
        """Take a promo code or a gift card's code.

        Raises:
            CodeUnknown: neither; PromoRefused: known, but it gives nothing for this cart; NotFound: the cart is gone.
        """
        code = tidy_code(typed)
        if not code or len(code) > 32:
            raise CodeUnknown
        async with self._uow(actor.shop_id) as tx:
            place = (tx.connection, tx.shop_id, actor.person_id, cart_id)
            promo = await promotions.promo_by_code(tx.connection, tx.shop_id, code)
            if promo is not None and promo["active"]:
                await self._kept(await carts.set_benefits(*place, promo_code=code))
                cart = cart_from_rows(await carts.view_by_id(*place))
                problem = cart.promo_problem if cart is not None else None
                if problem is not None:
                    raise PromoRefused(why=problem.value)
                return Entered(CodeKind.PROMO, code)
            card = await promotions.gift_card_by_hash(tx.connection, tx.shop_id, code_hash(self._cipher, code))
            ended = card is not None and card["expires_at"] is not None and card["expires_at"] <= self._clock.now()
            if card is None or ended or not card["active"] or card["balance"] <= 0:
                raise CodeUnknown
            await self._kept(await carts.set_benefits(*place, gift_card_id=card["id"]))
            return Entered(CodeKind.GIFT_CARD, f"…{card['hint']}")

    async def drop_codes(self, actor: Actor, cart_id: CartId) -> None:
        """Take the code and the gift card out again. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            place = (tx.connection, tx.shop_id, actor.person_id, cart_id)
            await self._kept(await carts.set_benefits(*place, promo_code="", gift_card_id=0))

    async def use_points(self, actor: Actor, cart_id: CartId, *, wanted: bool) -> None:
        """Pay with points, or not. Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            place = (tx.connection, tx.shop_id, actor.person_id, cart_id)
            await self._kept(await carts.set_benefits(*place, use_points=wanted))

    async def currency(self, actor: Actor, cart_id: CartId, currency: str) -> None:
        """Price the cart in another currency the shop sells in (an unknown one: the shop's own). Raises: NotFound."""
        async with self._uow(actor.shop_id) as tx:
            place = (tx.connection, tx.shop_id, actor.person_id, cart_id)
            await self._kept(await carts.set_benefits(*place, currency=currency))

    @staticmethod
    async def _kept(done: bool) -> None:
        if not done:
            raise NotFound
