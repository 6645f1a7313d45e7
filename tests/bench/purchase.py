"""Taps and a purchase of five taps through the whole pipeline, with few and with many stock rows."""

import itertools
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.types import Update
from pydantic import SecretStr

from application import Application
from bot import links
from bot.conversation import Routes
from bot.dispatch import Dispatch
from bot.fleet import Fleet
from bot.throttle import Throttle
from config.settings import ProcessRole, Settings
from core.auth.register import Register
from core.kit.uow import UnitOfWork
from core.shops.open_shop import Bots
from core.shops.pictures import Pictures
from db.types.enums import CartKind
from handlers import ROUTERS
from payments.keep_provider_defaults import KeepProviderDefaults
from resources import Resources
from tests.bench import chat, growth
from tests.bench.report import Measured
from tests.factories.clock import MovableClock
from tests.factories.database import Database
from tests.factories.town import Customer, Goods, Stall, Town


@dataclass
class Shopper:
    """One person tapping through one shop, as Telegram would deliver it."""

    app: Application
    shop: Stall
    person: Customer
    goods: Goods
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(2))

    async def press(self, link: links.Link) -> None:
        """Press a button."""
        fleet, dispatch = await self.app.container.get(Fleet), await self.app.container.get(Dispatch)
        served = next(iter(fleet.served.values()))
        bot = await fleet.bot(served.id)
        assert isinstance(bot, Bot)
        update = Update.model_validate(chat.tap(link.pack(), next(self.numbers)), context={"bot": bot})
        await dispatch(served, bot, update)

    async def look(self) -> None:
        """One tap: a product card (two questions, a screen, two calls)."""
        await self.press(links.Product(self.goods.product_id))

    async def buy(self) -> None:
        """Five taps: shelf, card, buy now, confirm, and a look at the order's list."""
        await self.press(links.Category(self.shop.category))
        await self.press(links.Product(self.goods.product_id))
        await self.press(links.BuyNow(self.goods.variant_id))
        cart = await self.shop.town.carts.view(self.person.actor, CartKind.BUY_NOW)
        assert cart is not None, "buy now made no cart"
        await self.press(links.Confirm(cart.id, cart.totals().total))
        await self.press(links.Orders())


async def made_shopper(app: Application, database: Database) -> Shopper:
    """Open a shop behind a bot, with somebody who taps."""
    uow = await app.container.get(UnitOfWork)
    bot_id = await (await app.container.get(Bots)).save("42000:" + "T" * 35, 42_000, "bench_bot", "Bench")
    town = Town(uow, MovableClock())
    shop = await town.shop(max_open_orders=100_000)
    goods = await shop.sells("TAP", stock_of=1_000_000)
    person_id = await (await app.container.get(Register)).person(42, "Anna", "ru")
    async with database.connection() as admin:
        await admin.execute("UPDATE shops SET bot_id = $1 WHERE id = $2", bot_id, shop.id)
        await admin.execute("UPDATE bots SET default_shop_id = $1 WHERE id = $2", shop.id, bot_id)
        await admin.execute(
            "INSERT INTO customers (shop_id, person_id, phone, delivery_option_id, payment_method)"
            " VALUES ($1, $2, '+79000000001', $3, 'cash')",
            *(shop.id, person_id, shop.pickup),
        )
    keep = await app.container.get(KeepProviderDefaults)
    await keep(shop.shop, {"telegram_provider_token": SecretStr("1:TEST:1")})
    person = Customer(shop, (await shop.customer()).actor)
    object.__setattr__(person.actor, "person_id", person_id)
    dispatch = await app.container.get(Dispatch)
    dispatch.use(await Routes.of(ROUTERS, app.container.get))
    (await app.container.get(Throttle)).__init__(rate=1e9, burst=1e9)  # type: ignore[misc]
    await (await app.container.get(Fleet)).refresh()
    await app.container.get(Pictures)
    return Shopper(app, shop, person, goods)


async def measure(database: Database, redis_url: str) -> list[Measured]:
    """Return the lines of a tap and of a purchase."""
    async with chat.fake_api() as api_url:
        settings = Settings(
            telegram_api_url=api_url, secret_key=SecretStr("x" * 40), roles=(ProcessRole.BOT,), bot_token=None
        )
        app = Application(Resources(settings, database.url(), database.url("shop_owner"), redis_url))
        try:
            bare = await chat.bare_tap(api_url)
            shopper = await made_shopper(app, database)
            look = await chat.cpu(shopper.look)
            few = await chat.cpu(shopper.buy, 100)
            await growth.fill(database, shopper.shop, 20_000)
            many = await chat.cpu(shopper.buy, 100)
        finally:
            await app.stop()
    return [
        Measured(
            "a tap: two questions, a screen, two calls",
            f"{look:.2f} ms CPU (bare client {bare:.2f})",
            "<= 2 ms",
            look <= 2,
        ),
        Measured("a purchase of five taps", f"{few:.2f} ms CPU", "<= 12 ms", few <= 12),
        Measured("the same with 20,000 stock rows", f"{many:.2f} ms = {many / few:.2f}x", "<= 1.1x", many / few <= 1.1),
    ]
