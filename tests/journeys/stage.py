"""The stage of the journeys: the real application on real servers, facing the local Telegram."""

import asyncio
import contextlib
import itertools
import secrets
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pydantic import SecretStr
from sqlalchemy import text

from application import Application
from bot.connect import Joining
from config.settings import Settings
from core.auth.actor import Actor
from core.auth.register import Register
from core.kit.uow import UnitOfWork
from core.shops.open_shop import Bots, Shops
from core.shops.pictures import Picture, keep
from core.shops.shop import Shop
from db.repositories import assortment, identity, shops, stock
from db.types.enums import MovementKind, Role
from db.types.ids import BotId, CategoryId, MediaId, ProductId, StockItemId, VariantId, new_id
from resources import Resources
from sandbox.driver import Driver
from sandbox.server import RunningSandbox
from tests.factories.clock import MovableClock
from tests.factories.database import Database
from tests.factories.laws import Laws
from tests.factories.town import Goods, Stall, Town
from tests.journeys.phone import Group, Phone, Rest

KEY = "a key of the tests, 32 characters"
PLATFORM_OWNER = 790_000_001
_numbers = itertools.count(1)
_UNFINISHED = text(
    """
    SELECT (SELECT count(*) FROM inbox WHERE handled_at IS NULL) + (SELECT count(*) FROM outbox WHERE sent_at IS NULL)
         + (SELECT count(*) FROM event_deliveries WHERE state = 'pending')
         + (SELECT count(*) FROM refunds WHERE state IN ('requested', 'submitted'))
    """
)


def settings_for(sandbox_url: str, data_dir: Path, **more: Any) -> Settings:
    """The application's settings; nothing is read from the machine it runs on."""
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        telegram_api_url=sandbox_url,
        telegram_login_url=f"{sandbox_url}/oauth",
        secret_key=SecretStr(KEY),
        data_dir=data_dir,
        owner_ids=(PLATFORM_OWNER,),
        **more,
    )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def gateways_at(port: int) -> dict[str, str]:
    """Settings that name the gateways of this machine: nothing but named servers is called inside a network."""
    origin = f"http://127.0.0.1:{port}"
    return {f"{name}_api_url": origin for name in ("yookassa", "stripe", "bazu", "cryptopay", "ton")}


@dataclass(slots=True)
class Running:
    """An application that can be stopped and started again over the same data."""

    settings: Settings
    database: Database
    redis_url: str
    app: Application

    @classmethod
    async def started(cls, settings: Settings, database: Database, redis_url: str, port: int) -> "Running":
        # Port 0 takes a free one; as a setting it would be refused.
        free = settings.model_copy(update={"port": port})
        running = cls(free, database, redis_url, cls._made(free, database, redis_url))
        await running.app.start()
        return running

    @staticmethod
    def _made(settings: Settings, database: Database, redis_url: str) -> Application:
        return Application(Resources(settings, database.url(), database.url("shop_owner"), redis_url))

    async def stop(self) -> None:
        await self.app.stop()

    async def start_again(self) -> None:
        self.app = self._made(self.settings, self.database, self.redis_url)
        await self.app.start()


@asynccontextmanager
async def running(settings: Settings, database: Database, redis_url: str, port: int = 0) -> AsyncIterator[Running]:
    """Run the application, in whatever role the settings name."""
    found = await Running.started(settings, database, redis_url, port)
    try:
        yield found
    finally:
        with contextlib.suppress(TimeoutError):
            await found.stop()


def picture(colour: str = "teal") -> bytes:
    """A small JPEG."""
    out = BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    return out.getvalue()


@dataclass(slots=True)
class Scene:
    """One shop behind one bot, and everybody around it."""

    running: Running
    sandbox: RunningSandbox
    town: Town
    stall: Stall
    bot: str
    bot_id: BotId
    token: str
    anna: Phone  # buys, in Russian
    tom: Phone  # buys, in English
    vera: Phone  # another customer, in Russian
    olga: Phone  # owns the shop
    kirill: Phone  # keeps the stock
    oleg: Phone  # operator
    stranger: Phone
    staff: Group
    tea: Goods
    mug: Goods
    blue_mug: Goods

    @property
    def app(self) -> Application:
        return self.running.app

    @property
    def driver(self) -> Driver:
        return self.sandbox.driver

    async def phone(self, name: str, language: str = "ru", bot: str = "") -> Phone:
        """One more person."""
        return await new_phone(self.driver, name, language, bot or self.bot, at_rest=self.stranger.at_rest)

    async def orders(self) -> int:
        return await self.stall.count("orders")

    async def order(self) -> Any:
        """The shop's newest order."""
        async with self.town.uow(self.stall.id) as tx:
            return (await tx.connection.execute(text("SELECT * FROM orders ORDER BY id DESC LIMIT 1"))).mappings().one()

    async def settled(self, seconds: float = 15.0) -> None:
        """Wait until everything that came in is handled and everything that happened is told."""
        deadline = time.monotonic() + seconds
        while True:
            telegram = self.sandbox.telegram
            left = sum(len(telegram.updates.pending(bot.id)) for bot in telegram.world.bots.all())
            async with self.town.uow.platform() as connection:
                left += int((await connection.execute(_UNFINISHED)).scalar() or 0)
            if not left:
                return
            assert time.monotonic() < deadline, f"{left} things are unfinished"
            await asyncio.sleep(0.03)

    async def becomes(self, status: str, seconds: float = 10.0) -> None:
        """Wait until the newest order is in this state and everybody was told."""
        deadline = time.monotonic() + seconds
        while (await self.order())["status"] != status:
            assert time.monotonic() < deadline, f"the order is {(await self.order())['status']}, not {status}"
            await asyncio.sleep(0.03)
        await self.settled()

    async def expires(self) -> None:
        """The time to pay runs out for every order that waits."""
        await self.stall.tell("UPDATE orders SET hold_until = now() - interval '1 second' WHERE hold_until IS NOT NULL")
        await self.stall.tell("UPDATE holds SET expires_at = now() - interval '1 second' WHERE state = 'held'")
        from core.orders.expire_orders import ExpireOrders

        await (await self.app.container.get(ExpireOrders))()
        await self.settled()

    async def sends(self, method: str = "sendMessage", chat: int | None = None) -> list[dict[str, Any]]:
        """Calls of a method that Telegram carried out for this bot, in a chat."""
        calls = [call for call in await self.driver.calls(method) if call["bot_username"] == self.bot]
        return [call for call in calls if chat is None or str(call["params"].get("chat_id")) == str(chat)]

    async def is_in_order(self) -> None:
        """No law is broken, no rule of Telegram's, and no button spins."""
        await self.settled()
        found = await self.driver.violations()
        assert found == [], found
        broken = await Laws(self.app.engine).broken()
        assert broken == {}, broken


def at_rest(sandbox: RunningSandbox, uow: UnitOfWork) -> Rest:
    """Return a question: whether every update was taken, and those of a person's chat were handled."""
    statement = text("SELECT EXISTS (SELECT 1 FROM inbox WHERE handled_at IS NULL AND lane LIKE '%:' || :person)")

    async def asked(person: int) -> bool:
        telegram = sandbox.telegram
        if any(telegram.updates.pending(bot.id) for bot in telegram.world.bots.all()):
            return False
        async with uow.platform() as connection:
            return not (await connection.execute(statement, {"person": str(person)})).scalar_one()

    return asked


async def new_phone(
    driver: Driver, name: str, language: str, bot: str, telegram_id: int = 0, at_rest: Rest | None = None
) -> Phone:
    """Add somebody to the local Telegram."""
    number = next(_numbers)
    person = telegram_id or 800_000_000 + number
    await driver.add_person(person, name, username=f"p{person}", language_code=language, phone=f"+7912{number:07}")
    return Phone(driver, person, bot, at_rest)


async def add_bot(running: Running, driver: Driver, name: str = "Лавка") -> tuple[str, str, int]:
    """Make a bot in the local Telegram; return its token, username and id."""
    number = next(_numbers)
    token = f"{7_100_000_000 + number}:{secrets.token_urlsafe(26)[:35]}"
    username = f"lavka{number}_bot"
    return token, username, await driver.add_bot(token, username, name)


async def put_up(
    stall: Stall,
    sku: str,
    title: dict[str, str],
    price: int,
    *,
    stock_of: int = 10,
    photo: bytes | None = None,
    description: dict[str, str] | None = None,
    colours: dict[str, dict[str, str]] | None = None,
    category: CategoryId | None = None,
) -> list[Goods]:
    """Put a product on the shelf, a variant for each colour."""
    product_id = ProductId(new_id())
    values = [{"code": code, "title": words} for code, words in (colours or {}).items()]
    options = [{"code": "colour", "title": {"ru": "Цвет", "en": "Colour"}, "values": values}] if values else []
    found: list[Goods] = []
    async with stall.town.uow(stall.id) as tx:
        media: MediaId | None = await keep(tx, Picture(photo, 320, 240)) if photo else None
        await assortment.create_product(
            tx.connection, stall.id, product_id=product_id, category_id=category or stall.category,
            slug=sku.lower(), title=title, description=description or {}, options=options,
            media_id=media,
        )  # fmt: skip
        for position, code in enumerate(colours or [""]):
            item, variant, own = StockItemId(new_id()), VariantId(new_id()), f"{sku}-{code.upper()}" if code else sku
            await stock.create_item(tx.connection, stall.id, item)
            if stock_of:
                await stock.move(tx.connection, stall.id, movement_id=new_id(), stock_item_id=item, delta=stock_of,
                                 kind=MovementKind.INITIAL, source_key=f"new:{item}")  # fmt: skip
            await assortment.create_variant(
                tx.connection, stall.id, variant_id=variant, product_id=product_id, stock_item_id=item, sku=own,
                options={"colour": code} if code else {}, price=price, position=position,
            )  # fmt: skip
            found.append(Goods(product_id, variant, item, own, price))
    return found


async def open_shop(running: Running, sandbox: RunningSandbox) -> Scene:
    """Open a small shop behind a bot of its own, with people around it."""
    app, driver = running.app, sandbox.driver
    uow = await app.container.get(UnitOfWork)
    town = Town(uow, MovableClock())
    stall = await town.shop()
    token, username, telegram_id = await add_bot(running, driver)
    bot_id = await (await app.container.get(Bots)).save(token, telegram_id, username, "Лавка")
    group = -1_002_000_000_000 - next(_numbers)
    keeper, operator = await stall.hires(Role.STOCK_KEEPER, "Кирилл"), await stall.hires(Role.OPERATOR, "Олег")
    async with uow.platform() as connection:
        await shops.move_to_bot(connection, stall.id, bot_id)
        await shops.set_default_shop(connection, bot_id, stall.id)
    async with uow(stall.id) as tx:
        await shops.set_staff_chat(tx.connection, stall.id, group)
        await tx.connection.execute(
            text("UPDATE categories SET title = CAST(:t AS jsonb) WHERE id = :id"),
            {"t": '{"ru": "Чай и посуда", "en": "Tea and cups"}', "id": stall.category},
        )
    register = await app.container.get(Register)
    await register.person(stall.owner.telegram_id, "Ольга", "ru")
    stall.shop = replace(await (await app.container.get(Shops)).by_id(stall.id), rules=stall.shop.rules)
    tea = (await put_up(stall, "TEA", {"ru": "Зелёный чай", "en": "Green tea"}, 500_00,
                        description={"ru": "Листовой, 100 г", "en": "Loose leaf, 100 g"}))[0]  # fmt: skip
    red, blue = await put_up(
        stall, "MUG", {"ru": "Кружка «Туман»", "en": "Mug “Fog”"}, 1200_00, stock_of=5, photo=picture(),
        colours={"red": {"ru": "красная", "en": "red"}, "blue": {"ru": "синяя", "en": "blue"}},
    )  # fmt: skip
    anna, tom, vera, olga, kirill, oleg, stranger = [
        await new_phone(driver, name, language, username, person, at_rest(sandbox, uow))
        for name, language, person in (
            ("Анна", "ru", 0), ("Tom", "en", 0), ("Вера", "ru", 0), ("Ольга", "ru", stall.owner.telegram_id),
            ("Кирилл", "ru", keeper.telegram_id), ("Олег", "ru", operator.telegram_id), ("Чужой", "ru", 0),
        )
    ]  # fmt: skip
    await driver.add_group(group, "Заказы", [phone.person for phone in (olga, kirill, oleg)], [username])
    await (await app.container.get(Joining)).refresh()
    staff = Group(driver, group, {phone.person: phone for phone in (olga, kirill, oleg)})
    # The bot says hello in the group it was added to.
    await staff.sees(patience=10)
    return Scene(
        running, sandbox, town, stall, username, bot_id, token, anna, tom, vera, olga, kirill, oleg, stranger,
        staff, tea, red, blue,
    )  # fmt: skip


async def actor_of(scene: Scene, phone: Phone) -> Actor:
    """What a person is to the shop's use cases."""
    person = await (await scene.app.container.get(Register)).owner(phone.person)
    async with scene.town.uow(scene.stall.id) as tx:
        found = await identity.role_in(tx.connection, scene.stall.id, phone.person)
    role = Role(found["role"]) if found and found["role"] else None
    return Actor(person, phone.person, scene.stall.id, "x", "ru", role)


def shop_of(scene: Scene) -> Shop:
    return scene.stall.shop
