"""A town: shops that sell, staff who work, people who buy. Tests read as sentences about them."""

import itertools
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text

from core.auth.actor import Actor
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.orders.benefits import EnterBenefits
from core.orders.cancel_order import CancelOrder
from core.orders.cart import Carts
from core.orders.cash import CountCash
from core.orders.checkout import CheckoutDraft
from core.orders.close_return import CloseReturn
from core.orders.decide_return import DecideReturn
from core.orders.expire_orders import CompleteOrders, ExpireOrders
from core.orders.fulfil_order import FulfilOrder
from core.orders.gift_cards import GiftCards
from core.orders.manage_promos import ManagePromos, SetCurrencies
from core.orders.place_order import Placed, PlaceOrder, PlaceRequest
from core.orders.receive_return import ReceiveReturn
from core.orders.refund_order import RefundOrder
from core.orders.return_order import ReturnOrder
from core.orders.review import AssessOrders, ReviewOrder
from core.orders.view_orders import ViewOrders
from core.shops.change_rules import ChangeRules
from core.shops.change_stock import ChangeStock, StockChange, StockOrder
from core.shops.open_shop import Shops
from core.shops.shop import Shop, ShopRules
from db.repositories import assortment, identity, shops, stock
from db.types.enums import CartKind, MovementKind, Role
from db.types.ids import (
    BotId,
    CartId,
    CategoryId,
    IntentId,
    OrderId,
    PersonId,
    ProductId,
    ShopId,
    StockItemId,
    VariantId,
    new_id,
)
from payments.breaker import Breakers
from payments.choose_way import ChooseWay
from payments.close_pages import ClosePages
from payments.confirm_checkout import CheckoutQuestion, ConfirmCheckout
from payments.disputes import NoteDispute
from payments.look_up_payment import LookUpPayments
from payments.monitor import WatchPayments
from payments.protocol import MoneyArrived
from payments.providers.cash import CashOnDelivery
from payments.providers.stars import StarsPayments
from payments.providers.telegram import TelegramPayments, TelegramSettings
from payments.reconcile import DecideDifference, Reconcile
from payments.refund_payment import RefundPayment
from payments.registry import Registry
from payments.settings import ProviderSettings
from payments.settle_payment import FailPayment, NoteProgress, Settled, SettlePayment
from payments.start_payment import Started, StartPayment
from payments.take_events import TakeEvents
from tests.factories.bank import Bank
from tests.factories.clock import MovableClock
from tests.factories.stars import StarDesk

OFFERED = ("telegram", "bank", "cash")
PHONE = "+79123456789"
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Goods:
    """A variant on sale; price in minor units."""

    product_id: ProductId
    variant_id: VariantId
    stock_item_id: StockItemId
    sku: str
    price: int


@dataclass(frozen=True, slots=True)
class ReadyCart:
    """A cart that only needs confirming, and the sum its owner saw."""

    id: CartId
    total: int


class Town:
    """Every use case over one database, put together as the application does it."""

    def __init__(
        self, uow: UnitOfWork, clock: MovableClock, bank: Bank | None = None, *, registry: Registry | None = None
    ) -> None:
        self.uow = uow
        self.clock = clock
        self.bank = bank or Bank()
        self.star_desk = StarDesk()
        self.registry = registry or Registry(
            [TelegramPayments(), StarsPayments(self.star_desk), self.bank, CashOnDelivery()]
        )
        self.offers = OFFERED if registry is None else tuple(registry.all())
        self.breakers = Breakers()
        cipher = Cipher("a key of the tests, 32 characters")
        self.settings = ProviderSettings(uow, cipher, self.registry, self.breakers)
        self.carts = Carts(uow)
        self.draft = CheckoutDraft(uow)
        self.place_order = PlaceOrder(uow, clock)
        self.cancel_order = CancelOrder(uow)
        self.expire_orders = ExpireOrders(uow, clock)
        self.complete_orders = CompleteOrders(uow, clock)
        self.fulfil = FulfilOrder(uow)
        self.view = ViewOrders(uow)
        self.change_stock = ChangeStock(uow, clock)
        self.start_payment = StartPayment(uow, self.registry, self.settings, self.breakers, clock)
        self.choose_way = ChooseWay(uow, self.settings)
        self.cipher = cipher
        self.benefits = EnterBenefits(uow, cipher, clock)
        self.gift_cards = GiftCards(uow, cipher, clock)
        self.promos = ManagePromos(uow, clock)
        self.currencies = SetCurrencies(uow, clock)
        self.refund_order = RefundOrder(uow, clock)
        self.returns = ReturnOrder(uow, clock)
        self.decide_return = DecideReturn(uow, clock)
        self.receive_return = ReceiveReturn(uow, clock)
        self.close_return = CloseReturn(uow, clock, cipher)
        self.assess = AssessOrders(uow, clock)
        self.review = ReviewOrder(uow, clock, self.cancel_order)
        self.count_cash = CountCash(uow, clock)
        self.change_rules = ChangeRules(uow, clock)
        self.confirm_checkout = ConfirmCheckout(uow)
        self.settle = SettlePayment(uow)
        self.refunds = RefundPayment(uow, self.registry, self.settings)
        self.take = TakeEvents(self.settle, FailPayment(uow), NoteProgress(uow), self.refunds, NoteDispute(uow))
        self.look_up = LookUpPayments(uow, self.registry, self.settings, self.breakers, self.take)
        self.reconcile = Reconcile(uow, self.registry, self.settings, clock, self.look_up, self.breakers)
        self.decide_difference = DecideDifference(uow, clock)
        self.watch_payments = WatchPayments(uow, clock, self.settings, self.breakers)
        self.close_pages = ClosePages(uow, self.registry, self.settings)

    async def person(self, name: str) -> tuple[PersonId, int]:
        """Somebody with a Telegram account: the row's id and Telegram's."""
        telegram_id = 700_000_000 + next(_numbers)
        async with self.uow.platform() as connection:
            row = await identity.upsert_person(
                connection, new_id=new_id(), telegram_id=telegram_id, first_name=name, telegram_language="en"
            )
        return PersonId(row["id"]), telegram_id

    async def bot(self) -> BotId:
        """A bot that serves shops."""
        async with self.uow.platform() as connection:
            number = next(_numbers)
            return await shops.save_bot(
                connection,
                bot_id=BotId(new_id()),
                telegram_id=600_000_000 + number,
                username=f"bot{number}",
                name="Bot",
                token_cipher=b"token",
                webhook_path=f"path-{number}",
                webhook_secret_cipher=b"secret",
            )

    async def shop(self, currency: str = "RUB", **rules: Any) -> "Stall":
        """Open a shop with an owner, a pickup point and a courier, and ways to pay."""
        owner_id, telegram_id = await self.person("Olga")
        shop_id = await Shops(self.uow).open(
            title={"ru": "Лавка", "en": "Shop"},
            slug=f"shop-{next(_numbers)}",
            currency=currency,
            owner_id=owner_id,
            bot_id=None,
        )
        async with self.uow(shop_id) as tx:
            # A new shop comes with ways of its own; this one has exactly the two below.
            await tx.connection.execute(text("UPDATE delivery_options SET active = false"))
            pickup, courier = new_id(), new_id()
            await assortment.create_delivery_option(
                tx.connection,
                shop_id,
                delivery_option_id=pickup,
                kind="pickup",
                title={"ru": "Самовывоз", "en": "Pickup"},
                details={},
                price=0,
            )
            await assortment.create_delivery_option(
                tx.connection,
                shop_id,
                delivery_option_id=courier,
                kind="courier",
                title={"ru": "Курьер", "en": "Courier"},
                details={},
                price=300_00,
                free_from=10_000_00,
                position=1,
            )
            category = CategoryId(new_id())
            await assortment.create_category(
                tx.connection, shop_id, category_id=category, parent_id=None, slug="all", title={"en": "All"}
            )
        shop = await Shops(self.uow).by_id(shop_id)
        if rules:
            # Carts read the rules from the shop's row, screens from the value: both are the same.
            shop = replace(shop, rules=ShopRules.model_validate({**shop.rules.model_dump(), **rules}))
            async with self.uow(shop_id) as tx:
                await tx.connection.execute(
                    text("UPDATE shops SET settings = settings || CAST(:rules AS jsonb) WHERE id = :shop_id"),
                    {"rules": shop.rules.model_dump_json(), "shop_id": shop_id},
                )
        telegram = TelegramSettings.model_validate({"provider_token": "1744374395:TEST:abc"})
        await self.settings.save(shop, "telegram", telegram)
        shop = replace(await Shops(self.uow).by_id(shop_id), rules=shop.rules)
        owner = Actor(owner_id, telegram_id, shop_id, "Olga", "en", Role.OWNER)
        return Stall(self, shop, owner, pickup, courier, category)


class Stall:
    """One shop and what happens in it."""

    def __init__(self, town: Town, shop: Shop, owner: Actor, pickup: int, courier: int, category: CategoryId) -> None:
        self.town = town
        self.shop = shop
        self.owner = owner
        self.pickup = pickup
        self.courier = courier
        self.category = category

    @property
    def id(self) -> ShopId:
        return self.shop.id

    async def sells(
        self, sku: str, *, price: int = 500_00, stock_of: int = 10, from_stock_of: Goods | None = None
    ) -> Goods:
        """Put a product on the shelf, with pieces of its own or another variant's."""
        product_id, item = ProductId(new_id()), StockItemId(new_id())
        variant_id = VariantId(new_id())
        if from_stock_of is not None:
            item = from_stock_of.stock_item_id
        async with self.town.uow(self.id) as tx:
            await assortment.create_product(
                tx.connection,
                self.id,
                product_id=product_id,
                category_id=self.category,
                slug=sku.lower(),
                title={"ru": f"Товар {sku}", "en": f"Product {sku}"},
                description={},
                options=[],
            )
            if from_stock_of is None:
                await stock.create_item(tx.connection, self.id, item)
                if stock_of:
                    await stock.move(
                        tx.connection,
                        self.id,
                        movement_id=new_id(),
                        stock_item_id=item,
                        delta=stock_of,
                        kind=MovementKind.INITIAL,
                        source_key=f"new:{item}",
                    )
            await assortment.create_variant(
                tx.connection,
                self.id,
                variant_id=variant_id,
                product_id=product_id,
                stock_item_id=item,
                sku=sku,
                options={},
                price=price,
            )
        return Goods(product_id, variant_id, item, sku, price)

    async def hires(self, role: Role, name: str = "Sasha") -> Actor:
        """Somebody new in the team."""
        person_id, telegram_id = await self.town.person(name)
        async with self.town.uow(self.id) as tx:
            await identity.set_role(tx.connection, self.id, person_id, role)
        return Actor(person_id, telegram_id, self.id, name, "en", role)

    async def customer(self, name: str = "Anna") -> "Customer":
        """Somebody who buys here."""
        person_id, telegram_id = await self.town.person(name)
        return Customer(self, Actor(person_id, telegram_id, self.id, name, "en"))

    async def sets_stock(self, goods: Goods, quantity: int, key: str = "") -> StockChange:
        """The owner counts what is on hand."""
        return await self.town.change_stock(
            self.owner, [StockOrder(goods.sku, quantity, relative=False)], key or f"test:{new_id()}"
        )

    async def available(self, goods: Goods) -> int:
        """How many pieces can be sold now."""
        return int(await self.ask("SELECT available FROM stock_items WHERE id = :id", id=goods.stock_item_id))

    async def on_hand(self, goods: Goods) -> int:
        """How many pieces lie on the shelf."""
        return int(await self.ask("SELECT on_hand FROM stock_items WHERE id = :id", id=goods.stock_item_id))

    async def ask(self, question: str, **params: Any) -> Any:
        """One value out of this shop's rows."""
        async with self.town.uow(self.id) as tx:
            return (await tx.connection.execute(text(question), params)).scalar()

    async def tell(self, change: str, **params: Any) -> None:
        """Change rows by hand: time that passed, an accident."""
        async with self.town.uow(self.id) as tx:
            await tx.connection.execute(text(change), params)

    async def count(self, table: str) -> int:
        """How many rows the shop has in a table."""
        return int(await self.ask(f"SELECT count(*) FROM {table}"))

    async def status(self, order: Placed | OrderId) -> str:
        """An order's status."""
        return str(await self.ask("SELECT status FROM orders WHERE id = :id", id=_id(order)))

    async def hold_states(self, order: Placed | OrderId) -> list[str]:
        """States of an order's holds, sorted."""
        found = await self.ask("SELECT array_agg(state ORDER BY state) FROM holds WHERE order_id = :id", id=_id(order))
        return list(found or [])

    async def refunds_of(self, order: Placed | OrderId) -> list[tuple[str, int, str]]:
        """An order's refunds: state, sum in minor units, reason."""
        async with self.town.uow(self.id) as tx:
            found = await tx.connection.execute(
                text("SELECT state, amount, reason FROM refunds WHERE order_id = :id ORDER BY id"), {"id": _id(order)}
            )
            return [(row[0], row[1], row[2]) for row in found]

    async def events(self) -> list[str]:
        """Names of what was told, in order."""
        async with self.town.uow(self.id) as tx:
            return list((await tx.connection.execute(text("SELECT name FROM outbox ORDER BY id"))).scalars())


class Customer:
    """A person who buys in one shop."""

    def __init__(self, stall: Stall, actor: Actor) -> None:
        self.stall = stall
        self.actor = actor
        self._town = stall.town

    async def puts(self, goods: Goods, quantity: int = 1) -> None:
        """Put goods into the cart."""
        await self._town.carts.put(self.actor, self.stall.shop, goods.variant_id, quantity)

    async def cart(self, *lines: tuple[Goods, int], pay: str = "telegram", courier: bool = False) -> ReadyCart:
        """Fill a cart and answer every question of checkout."""
        for goods, quantity in lines:
            await self.puts(goods, quantity)
        seen = await self._town.carts.view(self.actor, CartKind.CART)
        assert seen is not None
        return await self._answers(seen.id, pay, courier=courier)

    async def buys_now(self, goods: Goods, quantity: int = 1, pay: str = "telegram") -> ReadyCart:
        """Make a one-product cart beside the lasting one, ready to confirm."""
        cart = await self._town.carts.buy_now(self.actor, self.stall.shop, goods.variant_id, quantity)
        return await self._answers(cart.id, pay, courier=False)

    async def _answers(self, cart_id: CartId, pay: str, *, courier: bool) -> ReadyCart:
        draft = self._town.draft
        await draft.choose_delivery(self.actor, cart_id, self.stall.courier if courier else self.stall.pickup)
        if courier:
            await draft.type_address(self.actor, cart_id, "Tverskaya 1, flat 2")
        await draft.type_phone(self.actor, cart_id, PHONE)
        await draft.choose_payment(self.actor, cart_id, pay)
        checkout = await draft.open(self.actor, self.stall.shop, cart_id, self._town.offers)
        return ReadyCart(cart_id, checkout.cart.totals().to_pay)

    async def confirms(self, cart: ReadyCart) -> Placed:
        """Tap "confirm"."""
        request = PlaceRequest(cart.id, cart.total, self._town.offers)
        return await self._town.place_order(self.actor, self.stall.shop, request)

    async def orders(self, goods: Goods, quantity: int = 1, *, pay: str = "telegram", courier: bool = False) -> Placed:
        """Order one thing from nothing to "confirm"."""
        return await self.confirms(await self.cart((goods, quantity), pay=pay, courier=courier))

    async def opens_payment(self, order: Placed) -> Started:
        """Ask for a page to pay on."""
        return await self._town.start_payment(self.actor, self.stall.shop, order.order_id)

    async def approves(self, started: Started, order: Placed, **said: Any) -> None:
        """Press "Pay" in Telegram's sheet: the pre-checkout question."""
        question = CheckoutQuestion(
            self.stall.id,
            started.intent_id,
            self.actor.telegram_id,
            order.total,
            self.stall.shop.currency,
            order.payment_method,
        )
        await self._town.confirm_checkout(replace(question, **said))

    def money(self, intent_id: IntentId | None, amount: int, external_id: str = "", **said: Any) -> MoneyArrived:
        """What the provider says when this person's money arrived."""
        arrived = MoneyArrived(
            shop_id=self.stall.id,
            intent_id=intent_id,
            provider="telegram",
            external_id=external_id or f"ch-{new_id()}",
            amount=amount,
            currency=self.stall.shop.currency,
            payer_telegram_id=self.actor.telegram_id,
        )
        return replace(arrived, **said)

    async def pays(self, order: Placed, **said: Any) -> Settled:
        """Open the payment, press "Pay", and the money arrives."""
        started = await self.opens_payment(order)
        return await self._town.settle(
            replace(self.money(started.intent_id, order.total, provider=order.payment_method), **said)
        )

    async def has_paid_for(self, goods: Goods, quantity: int = 1, **how: Any) -> Placed:
        """Order and pay."""
        order = await self.orders(goods, quantity, **how)
        await self.pays(order)
        return order


def _id(order: Placed | OrderId) -> OrderId:
    return order.order_id if isinstance(order, Placed) else order
