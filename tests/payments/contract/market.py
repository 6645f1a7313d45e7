"""A market: a shop with one way to pay set up, its local server, and our webhook on a real port."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import ClientSession, web
from sqlalchemy import text

from core.kit.destinations import Trusted
from core.kit.events.inbox import Inbox
from core.orders.moving import ask_refund
from core.orders.place_order import Placed
from core.shops.open_shop import Shops
from db.repositories import digital, money
from db.types.ids import BotId, IntentId, RefundId
from miniapp.middlewares.problems import refusals_to_problems
from miniapp.webhooks.payments import PaymentsWebhook
from payments.http import ProviderHttp
from payments.notices import SettleNotices, TakeNotice
from payments.protocol import Notice, PaymentProvider, ProviderDown, Redirect, Transfer
from payments.registry import default_registry
from payments.start_payment import Started
from payments.telegram_calls import BotRefused
from sandbox.gateways.gateway import Gateway
from sandbox.gateways.server import Gateways, gateways_server
from tests.factories.town import Customer, Stall, Town
from tests.payments.contract.rails import Rail, force, sheet

PAID = ("confirmed", "delivered")  # what is digital is delivered with the payment


@dataclass
class Stars:
    """Telegram's books of Stars, as far as refunds go."""

    returned: list[str] = field(default_factory=list)
    answers_lost: int = 0

    async def __call__(self, bot_id: BotId, method: str, **params: Any) -> Any:
        del bot_id
        match method:
            case "refundStarPayment":
                charge = params["telegram_payment_charge_id"]
                if charge in self.returned:
                    raise BotRefused(400, "Bad Request: CHARGE_ALREADY_REFUNDED")
                self.returned.append(charge)
                if self.answers_lost:
                    self.answers_lost -= 1
                    raise ProviderDown
                return True
            case "getStarTransactions":
                return {"transactions": []}
            case "getMyStarBalance":
                return {"amount": 0}
        raise BotRefused(404, f"no {method}")


@dataclass
class Sale:
    """An order somebody wants to pay, and the page for it. `payment`: the provider's id of it."""

    customer: Customer
    order: Placed
    started: Started
    payment: str = ""

    @property
    def intent(self) -> IntentId:
        return self.started.intent_id


@dataclass
class Market:
    town: Town
    stall: Stall
    rail: Rail
    provider: PaymentProvider
    gateways: Gateways
    inbox: Inbox
    session: ClientSession
    hook: str
    stars: Stars

    @property
    def gateway(self) -> Gateway:
        assert self.rail.gateway is not None
        return self.gateways[self.rail.gateway]

    async def order(self, *, price: int = 150_00, pieces: int = 1, stock: int = 10) -> tuple[Customer, Placed]:
        """Somebody orders, and has not paid."""
        customer = await self.stall.customer()
        goods = await self.stall.sells(f"SKU{id(customer)}", price=price, stock_of=stock)
        if self.rail.code == "stars":  # which pay digital goods only
            await self.stall.tell("UPDATE products SET kind = 'text'")
            async with self.town.uow(self.stall.id) as tx:
                await digital.set_content(
                    tx.connection, tx.shop_id, goods.variant_id, name="text", mime="text/plain", cipher=b"sealed"
                )
        return customer, await customer.orders(goods, pieces, pay=self.rail.code)

    async def open(self, customer: Customer, order: Placed) -> Sale:
        """The pay page, or where to send the money."""
        started = await customer.opens_payment(order)
        shown = started.presentation
        found = shown.external_id if isinstance(shown, (Redirect, Transfer)) else None
        return Sale(customer, order, started, found or "")

    async def sale(self, **what: Any) -> Sale:
        """An order with its page."""
        return await self.open(*await self.order(**what))

    async def paid(self, **what: Any) -> Sale:
        """An order that is paid."""
        sale = await self.sale(**what)
        await self.pay(sale)
        assert await self.status(sale) in PAID
        return sale

    async def asks_back(self, sale: Sale) -> None:
        """A whole payment has to go back: staff cancel, or (digital goods are gone) it was paid twice."""
        if self.rail.code == "stars":
            await self.pay(sale, charge="twice")
        else:
            await self.cancel(sale)

    async def asks_parts_back(self, sale: Sale, *amounts: int) -> None:
        """Parts of a payment have to go back."""
        async with self.town.uow(self.stall.id) as tx:
            [charge] = await money.charges_of(tx.connection, tx.shop_id, sale.order.order_id)
            for number, amount in enumerate(amounts):
                await ask_refund(
                    tx,
                    charge_id=charge["id"],
                    order_id=sale.order.order_id,
                    amount=amount,
                    currency=str(charge["currency"]),
                    key=f"part:{number}",
                    reason="part",
                )

    async def pay(self, sale: Sale, *, charge: str = "") -> None:
        """The buyer pays, and we hear of it."""
        match self.rail.code:
            case "telegram" | "stars":
                payer = sale.customer.actor.telegram_id
                notice = sheet(sale.intent, sale.order.total, self.rail.currency, charge or f"ch-{sale.intent}", payer)
                await self.take(notice.body)
            case "ton":
                shown = sale.started.presentation
                assert isinstance(shown, Transfer)
                assert shown.pay_amount is not None
                self.gateways.ton.transfer(shown.pay_amount, shown.external_id)
                self.gateways.ton.mine(3)
                await self.look(sale)
            case _:
                self.gateway.pay(sale.payment)
                await self.heard()

    async def take(self, body: bytes) -> None:
        """What a provider's own stream says is read and settled."""
        settings = self.town.settings.of(self.stall.shop, self.provider)
        for event in self.provider.read_notice(settings, self.stall.id, Notice(body)):
            await self.town.take(event)

    async def heard(self) -> None:
        """Every webhook was delivered and settled."""
        await self.gateways.settled()
        await self.inbox.drain()

    async def look(self, sale: Sale) -> None:
        """Ask the provider about an attempt now."""
        await self.town.look_up.one(self.stall.id, sale.intent)

    async def status(self, sale: Sale) -> str:
        return await self.stall.status(sale.order)

    async def state(self, sale: Sale) -> str:
        """The attempt's state."""
        return str(await self.stall.ask("SELECT state FROM payment_intents WHERE id = :id", id=sale.intent))

    async def charges(self, sale: Sale) -> int:
        return int(await self.stall.ask("SELECT count(*) FROM charges WHERE order_id = :id", id=sale.order.order_id))

    async def post(self, body: bytes, headers: dict[str, str]) -> int:
        """Somebody posts to our webhook."""
        async with self.session.post(self.hook, data=body, headers=headers) as answer:
            return answer.status

    async def cancel(self, sale: Sale) -> None:
        """Staff cancel: all money is asked back."""
        await self.town.cancel_order.by_staff(self.stall.owner, sale.order.order_id, "no reason")

    async def refund_ids(self, sale: Sale) -> list[RefundId]:
        async with self.town.uow(self.stall.id) as tx:
            return [
                RefundId(row["id"]) for row in await money.refunds_of(tx.connection, tx.shop_id, sale.order.order_id)
            ]

    async def carry_out(self, sale: Sale) -> list[str]:
        """Ask for every refund of an order, whose moment has come; return their states."""
        await self.stall.tell("UPDATE refunds SET next_attempt_at = now() - interval '1 second'")
        for refund_id in await self.refund_ids(sale):
            await self.town.refunds.carry_out(self.stall.id, refund_id)
            await self.stall.tell("UPDATE refunds SET next_attempt_at = now() - interval '1 second'")
        return [state for state, _, _ in await self.stall.refunds_of(sale.order)]

    async def booked(self) -> int:
        """What the provider holds for us by our books, its fees included."""
        account = {"stars": "stars", "ton": "provider:ton"}.get(self.rail.code, f"provider:{self.rail.code}")
        return int(
            await self.stall.ask(
                "SELECT coalesce(sum(amount), 0) FROM ledger_lines WHERE account = :account OR account = 'fees'",
                account=account,
            )
        )

    async def books_are_equal(self) -> None:
        """What the gateway holds is what our books say it holds."""
        if self.rail.gateway is not None and self.rail.code not in ("ton", "cryptopay"):
            assert await self.booked() == self.gateway.held().get(self.rail.currency, 0)


@asynccontextmanager
async def market(town: Town, rail: Rail) -> AsyncIterator[Market]:
    """Open the market of one way to pay over a town."""
    stars, http = Stars(), ProviderHttp(Trusted(everything=True))
    full = Town(town.uow, town.clock, registry=default_registry(stars, http))
    provider = full.registry.get(rail.code)
    assert provider is not None
    inbox = Inbox(town.uow)
    inbox.handle("payments", SettleNotices(full.look_up))
    take = TakeNotice(Shops(town.uow), full.registry, full.settings, inbox)
    app = web.Application(middlewares=[refusals_to_problems])
    app.add_routes([web.post("/webhooks/payments/{provider}/{shop}", PaymentsWebhook(take, 10.0).deliver)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with gateways_server() as gateways, ClientSession() as session:
        for gateway in gateways.all:
            gateway.outbox.first_pause = 0.01
        stall = await full.shop(rail.currency)
        if rail.code == "stars":
            bot_id = await full.bot()
            async with full.uow.platform() as connection:
                await connection.execute(text("UPDATE shops SET bot_id = :bot"), {"bot": bot_id})
        if rail.settings(gateways):
            await full.settings.save(
                stall.shop, rail.code, provider.settings_model.model_validate(rail.settings(gateways))
            )
        stall.shop = replace(await Shops(full.uow).by_id(stall.id), rules=stall.shop.rules)
        hook = f"http://127.0.0.1:{runner.addresses[0][1]}/webhooks/payments/{rail.code}/{stall.shop.slug}"
        if rail.gateway is not None:
            options = {**rail.account, **({"webhook_url": hook} if rail.notices else {})}
            gateways[rail.gateway].account(**options)
        yield Market(full, stall, rail, provider, gateways, inbox, session, hook, stars)
        await inbox.drain()
        await inbox.close(1.0)
    await http.close()
    await runner.cleanup()


async def at_once(*works: Any) -> list[Any]:
    """Do all side by side."""
    return list(await asyncio.gather(*works))


__all__ = ["Market", "Sale", "at_once", "force", "market"]
