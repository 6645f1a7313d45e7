"""Open shops and bring bots live: for platform owners, and for the first start."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from core.auth.actor import Actor
from core.kit.errors import Conflict, Forbidden, NotFound
from core.kit.security.cipher import Cipher, Undecryptable
from core.kit.uow import UnitOfWork
from core.shops.errors import BadToken
from core.shops.latin import latin
from core.shops.shop import Shop
from db.repositories import assortment, identity, shops, sign_in
from db.repositories.sql import AsyncConnection
from db.types.enums import BotStatus, DeliveryKind, Role, SessionEnd
from db.types.ids import BotId, CategoryId, OrderId, PersonId, ShopId, new_id

log = structlog.get_logger(__name__)

TOKEN_CONTEXT = "bots.token"  # noqa: S105 – the name of a use, not a secret
SECRET_CONTEXT = "bots.webhook_secret"  # noqa: S105
_TOKEN_SHAPE = re.compile(r"^(\d{5,12}):([A-Za-z0-9_-]{30,64})$")


def slug_of(title: str) -> str:
    """Propose a shop's address word: `Лавка «Маяк»` → `lavka-mayak`."""
    slug = re.sub(r"[^a-z0-9]+", "-", latin(title)).strip("-")[:24].strip("-")
    return slug if len(slug) >= 3 else f"shop-{secrets.token_hex(3)}"


def telegram_id_of(token: str) -> int:
    """Return the bot's id that a token begins with. Raises: BadToken: not shaped like a token."""
    match = _TOKEN_SHAPE.match(token.strip())
    if match is None:
        raise BadToken
    return int(match.group(1))


@dataclass(frozen=True, slots=True)
class ServedBot:
    """A bot with its secrets opened; never logged, never shown."""

    id: BotId
    telegram_id: int
    username: str
    name: str
    token: str
    webhook_path: str
    webhook_secret: str
    default_shop_id: ShopId | None
    login: bool = False  # people may log in from plain browsers

    def __repr__(self) -> str:
        return f"ServedBot(id={self.id}, username={self.username!r})"


class Bots:
    """The bots this application serves; tokens are encrypted at rest."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher) -> None:
        self._uow = uow
        self._cipher = cipher

    async def active(self) -> list[ServedBot]:
        """Return the bots to serve."""
        async with self._uow.platform() as connection:
            found = await shops.active_bots(connection)
        opened = [self._opened(row) for row in found]
        return [bot for bot in opened if bot is not None]

    async def token_of(self, bot_id: BotId) -> str | None:
        """Return a bot's token, served or not: money that came through it may have to go back."""
        async with self._uow.platform() as connection:
            found = await shops.bot(connection, bot_id)
        opened = self._opened(found) if found is not None else None
        return opened.token if opened is not None else None

    def _opened(self, row: Mapping[str, Any]) -> ServedBot | None:
        try:
            return ServedBot(
                id=row["id"],
                telegram_id=row["telegram_id"],
                username=row["username"],
                name=row["name"],
                token=self._cipher.decrypt(row["token_cipher"], TOKEN_CONTEXT),
                webhook_path=row["webhook_path"],
                webhook_secret=self._cipher.decrypt(row["webhook_secret_cipher"], SECRET_CONTEXT),
                default_shop_id=row["default_shop_id"],
                login=row["login_secret_cipher"] is not None,
            )
        except Undecryptable:
            # One bot that cannot be opened stops no other; its owner sends the token again.
            log.exception("bot.sealed", bot=row["username"], why="SECRET_KEY is not the one it was sealed with")
            return None

    async def save(self, token: str, telegram_id: int, username: str, name: str) -> BotId:
        """Keep a bot whose token Telegram has just confirmed; its address and secret are made once.

        With a new token every session on the web ends: who knew the former one could have signed in as anybody.
        """
        async with self._uow.platform() as connection:
            known = await shops.bot_by_telegram_id(connection, telegram_id)
            before = self._opened(known) if known is not None else None
            if known is not None and (before is None or before.token != token):
                await sign_in.end_sessions_of_bot(connection, BotId(known["id"]), SessionEnd.REVOKED)
            return await shops.save_bot(
                connection,
                renew_secret=known is not None and before is None,
                bot_id=BotId(new_id()),
                telegram_id=telegram_id,
                username=username,
                name=name,
                token_cipher=self._cipher.encrypt(token, TOKEN_CONTEXT),
                webhook_path=secrets.token_urlsafe(24),
                webhook_secret_cipher=self._cipher.encrypt(secrets.token_urlsafe(32), SECRET_CONTEXT),
            )

    async def stop(self, bot_id: BotId, status: BotStatus) -> None:
        """Serve a bot no longer."""
        async with self._uow.platform() as connection:
            await shops.set_bot_status(connection, bot_id, status)


async def _furnish(connection: AsyncConnection, shop_id: ShopId) -> None:
    """Give a new shop what it needs to sell its first product: a shelf, and ways to hand goods over."""
    await assortment.create_category(
        connection,
        shop_id,
        category_id=CategoryId(new_id()),
        parent_id=None,
        slug="goods",
        title={"ru": "Товары", "en": "Goods"},
        emoji="🛍",
    )
    ways = (
        (
            DeliveryKind.PICKUP,
            {"ru": "Самовывоз", "en": "Pickup"},
            {"ru": "Место и время согласуем", "en": "We will agree on place and time"},
        ),
        (DeliveryKind.COURIER, {"ru": "Доставка", "en": "Delivery"}, {"ru": "", "en": ""}),
    )
    for position, (kind, title, details) in enumerate(ways):
        await assortment.create_delivery_option(
            connection,
            shop_id,
            delivery_option_id=new_id(),
            kind=kind,
            title=title,
            details=details,
            price=0,
            position=position,
        )


class Shops:
    """Open shops, find them, move them between bots."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def open(
        self,
        *,
        title: dict[str, str],
        slug: str,
        currency: str,
        owner_id: PersonId,
        bot_id: BotId | None,
        opened_by: str | None = None,
    ) -> ShopId:
        """Open a shop with its owner; the bot's first shop becomes its default. Raises: SlugTaken."""
        shop_id = ShopId(new_id())
        async with self._uow(shop_id) as tx:
            await shops.create_shop(
                tx.connection,
                shop_id=shop_id,
                slug=slug,
                title=title,
                currency=currency,
                bot_id=bot_id,
                settings={"opened_by": opened_by} if opened_by else None,
            )
            await identity.set_role(tx.connection, shop_id, owner_id, Role.OWNER)
            await _furnish(tx.connection, shop_id)
            if bot_id is not None:
                served = await shops.shops_of_bot(tx.connection, bot_id)
                if len(served) == 1:
                    await shops.set_default_shop(tx.connection, bot_id, shop_id)
        return shop_id

    async def open_for(self, actor: Actor, title: str, bot_id: BotId, currency: str, key: str) -> tuple[ShopId, str]:
        """A platform owner opens a shop on a bot; return its id and address word.

        `key` names the command: delivered again, it finds the shop it opened. Raises: Forbidden, StepUpNeeded.
        """
        if not actor.platform_owner:
            raise Forbidden(permission="platform")
        actor.need_proof()
        slug = slug_of(title)
        async with self._uow.platform() as connection:
            opened = await shops.shop_by_opening(connection, key)
            if opened is not None:
                return ShopId(opened["id"]), str(opened["slug"])
            if await shops.shop_by_slug(connection, slug) is not None:
                slug = f"{slug[:20]}-{secrets.token_hex(2)}"
        shop_id = await self.open(
            title={"ru": title, "en": title},
            slug=slug,
            currency=currency,
            owner_id=actor.person_id,
            bot_id=bot_id,
            opened_by=key,
        )
        return shop_id, slug

    async def any(self) -> bool:
        """Return whether the platform has a shop at all."""
        async with self._uow.platform() as connection:
            return await shops.any_shop(connection)

    async def by_id(self, shop_id: ShopId) -> Shop:
        """Return a shop. Raises: NotFound."""
        async with self._uow(shop_id) as tx:
            found = await shops.shop(tx.connection, shop_id)
        if found is None:
            raise NotFound
        return Shop.from_row(found)

    async def by_slug(self, slug: str) -> Shop:
        """Return a shop by its address word. Raises: NotFound."""
        async with self._uow.platform() as connection:
            found = await shops.shop_by_slug(connection, slug)
        if found is None:
            raise NotFound
        return Shop.from_row(found)

    async def role_of(self, shop_id: ShopId, telegram_id: int) -> Role | None:
        """Return what a person is in a shop; None for a customer or a stranger."""
        async with self._uow(shop_id) as tx:
            found = await identity.role_in(tx.connection, shop_id, telegram_id)
        return Role(found["role"]) if found and found["role"] else None

    async def of_staff_chat(self, bot_id: BotId, chat_id: int, order_id: OrderId | None = None) -> Shop | None:
        """Return the shop whose staff meet in a group; of several, the order's, else the oldest."""
        async with self._uow.platform() as connection:
            found = await shops.shop_by_staff_chat(connection, bot_id, chat_id, order_id)
        return Shop.from_row(found) if found else None

    async def home_of_bot(self, bot_id: BotId) -> ShopId | None:
        """Return the shop that answers for a bot, served or not: its default, else its first."""
        async with self._uow.platform() as connection:
            return await shops.home_of_bot(connection, bot_id)

    async def of_bot(self, bot_id: BotId) -> list[Shop]:
        """Return the open shops of a bot."""
        async with self._uow.platform() as connection:
            return [Shop.from_row(row) for row in await shops.shops_of_bot(connection, bot_id)]

    async def all_for(self, actor: Actor) -> list[Shop]:
        """Return every shop of the platform. Raises: Forbidden."""
        if not actor.platform_owner:
            raise Forbidden(permission="platform")
        async with self._uow.platform() as connection:
            return [Shop.from_row(row) for row in await shops.all_shops(connection)]

    async def meet_in(self, actor: Actor, chat_id: int) -> None:
        """Make a group the place where order cards go. Raises: Forbidden, StepUpNeeded."""
        if actor.role is not Role.OWNER:
            raise Forbidden(permission="change_shop")
        actor.need_proof()
        async with self._uow(actor.shop_id) as tx:
            await shops.set_staff_chat(tx.connection, actor.shop_id, chat_id)

    async def give_bot(self, actor: Actor, bot_id: BotId) -> None:
        """Let the actor's shop be served by its own bot from now on.

        Raises:
            Forbidden: not the shop's owner. StepUpNeeded: the second factor comes first.
            Conflict: the bot serves other shops already.
        """
        if actor.role is not Role.OWNER:
            raise Forbidden(permission="change_shop")
        actor.need_proof()
        async with self._uow.platform() as connection:
            served = await shops.shops_of_bot(connection, bot_id)
            if any(row["id"] != actor.shop_id for row in served):
                raise Conflict
            await shops.move_to_bot(connection, actor.shop_id, bot_id)
            await shops.clear_default_shop(connection, actor.shop_id, except_bot=bot_id)
            await shops.set_default_shop(connection, bot_id, actor.shop_id)
            await identity.enter_shop(connection, bot_id, actor.person_id, actor.shop_id)
