"""What a first start needs: the bot of `BOT_TOKEN`, a shop with its owner, the ways to pay of the settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from aiohttp import ClientError

from application import Application, first_secret
from bot.fleet import Fleet
from bot.session import RawRefusal
from config.settings import ConfigurationError
from core.auth.register import Register
from core.kit.clock import Clock
from core.kit.errors import BadInput
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.open_shop import Bots, Shops, slug_of
from core.shops.seed import DatabaseNotEmpty, SeedDemo, SeedRequest
from core.shops.set_up_login import SetUpLogin
from core.shops.shop import Shop
from db.types.enums import Role
from db.types.ids import BotId, PersonId
from payments.keep_provider_defaults import BadDefaults, KeepProviderDefaults
from payments.past_sales import PastSales

log = structlog.get_logger(__name__)
# Orders a day in the demo's past: of the first shop, and of each other.
_BUSY, _QUIET = 4.0, 1.2


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The bot of the settings, and its owner."""

    bot_id: BotId
    username: str
    owner_id: PersonId | None


async def welcome_bot(app: Application) -> Welcomed | None:
    """Check `BOT_TOKEN` with Telegram and keep the bot. None when no token is set.

    Raises:
        ConfigurationError: Telegram does not know the token, or cannot be reached.
    """
    token = first_secret(app.settings.bot_token)
    if not token:
        return None
    fleet = await app.container.get(Fleet)
    try:
        me = await fleet.session.raw(token, "getMe", {}, 15)
    except RawRefusal as refused:
        msg = "Telegram does not know BOT_TOKEN. Copy it from @BotFather once more."
        raise ConfigurationError(msg) from refused
    except (ClientError, OSError, TimeoutError) as error:
        msg = f"Telegram cannot be reached at {app.settings.telegram_api_url} ({type(error).__name__})."
        raise ConfigurationError(msg) from error
    bots = await app.container.get(Bots)
    bot_id = await bots.save(token, me["id"], me["username"], me["first_name"])
    secret = first_secret(app.settings.telegram_login_secret)
    if secret:
        try:
            await (await app.container.get(SetUpLogin)).keep(bot_id, secret)
        except BadInput as wrong:
            msg = "TELEGRAM_LOGIN_SECRET is not a Client Secret of @BotFather's."
            raise ConfigurationError(msg) from wrong
    register = await app.container.get(Register)
    owners = [await register.owner(telegram_id) for telegram_id in app.settings.owner_ids]
    return Welcomed(bot_id, me["username"], owners[0] if owners else None)


async def open_first_shop(app: Application, welcomed: Welcomed) -> None:
    """Open an empty shop for a bot that has none.

    Raises:
        ConfigurationError: nobody is named as its owner.
    """
    shops = await app.container.get(Shops)
    if await shops.any():
        await _keep_defaults(app, (await shops.of_bot(welcomed.bot_id))[:1])
        return
    if welcomed.owner_id is None:
        msg = "Set OWNER_IDS to your Telegram id: the first shop needs an owner (@userinfobot tells the id)."
        raise ConfigurationError(msg)
    name = welcomed.username.removesuffix("_bot").removesuffix("bot").replace("_", " ").strip() or "Shop"
    title = name[:1].upper() + name[1:]
    await shops.open(
        title={"ru": title, "en": title},
        slug=slug_of(welcomed.username),
        currency="RUB",
        owner_id=welcomed.owner_id,
        bot_id=welcomed.bot_id,
    )
    log.info("shop.opened", bot=welcomed.username)
    await _keep_defaults(app, (await shops.of_bot(welcomed.bot_id))[:1])


async def _keep_defaults(app: Application, shops: Sequence[Shop], *, only: str = "") -> None:
    """Give shops the ways to pay of the settings whose names begin with `only`. Raises: ConfigurationError."""
    keep = await app.container.get(KeepProviderDefaults)
    told = {name: value for name, value in app.settings if name.startswith(only)}
    try:
        for shop in shops:
            await keep(shop, told)
    except BadDefaults as wrong:
        raise ConfigurationError(str(wrong)) from wrong


async def seed_demo(
    app: Application,
    welcomed: Welcomed,
    say: Callable[[str], None],
    *,
    staff: tuple[tuple[int, str], ...] = (),
    staff_chat_id: int | None = None,
) -> None:
    """Open the demo shops for a bot; done before, it changes nothing.

    Raises:
        ConfigurationError: no owner is named, or other shops live in this database.
    """
    if welcomed.owner_id is None:
        msg = "Set OWNER_IDS to your Telegram id: the demo shops need an owner."
        raise ConfigurationError(msg)
    register = await app.container.get(Register)
    team = tuple([(await register.person(telegram_id, name), Role.STOCK_KEEPER) for telegram_id, name in staff])
    seed = SeedDemo(
        await app.container.get(UnitOfWork), await app.container.get(Cipher), app.settings.data_dir / "drawings"
    )
    request = SeedRequest(welcomed.bot_id, welcomed.owner_id, team, staff_chat_id)
    try:
        done = await seed(request, lambda now, total, text: say(f"{text}… {now}/{total}") if now < total else None)
    except DatabaseNotEmpty as error:
        msg = "There are shops in this database already, so the demo goods stay out."
        raise ConfigurationError(msg) from error
    first, *others = await (await app.container.get(Shops)).of_bot(welcomed.bot_id)
    await _keep_defaults(app, [first])
    # A gateway tells one shop of what was paid: the others take cards in Telegram and cash.
    await _keep_defaults(app, others, only="telegram_")
    say(f"The demo shops are open: {', '.join((*done.opened, *done.present))}.")


async def seed_past(app: Application, welcomed: Welcomed, say: Callable[[str], None]) -> None:
    """Give each demo shop weeks of sales behind it; a shop with orders keeps what it has."""
    if welcomed.owner_id is None:
        return
    past = PastSales(await app.container.get(UnitOfWork), await app.container.get(Clock))
    for place, shop in enumerate(await (await app.container.get(Shops)).of_bot(welcomed.bot_id)):
        written = await past(shop, welcomed.owner_id, a_day=_QUIET if place else _BUSY)
        if written:
            say(f"{shop.title.get('en', shop.slug)}: {written} orders of the last weeks.")
