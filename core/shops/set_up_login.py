"""«Log in with Telegram» for a shop's bot: the Client Secret of @BotFather → Bot Settings → Web Login, kept sealed."""

import re

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.auth.telegram_login import SEALED_FOR
from core.kit.clock import Clock
from core.kit.errors import BadInput, Forbidden, NotFound
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from db.repositories import shops
from db.repositories.sql import AsyncConnection
from db.types.enums import Role
from db.types.ids import BotId

_CLIENT_SECRET = re.compile(r"[\x21-\x7e]{16,256}")


class SetUpLogin:
    """Lets people log in from browsers, with the Client Secret of @BotFather → Bot Settings → Web Login."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, clock: Clock) -> None:
        self._uow = uow
        self._cipher = cipher
        self._clock = clock

    async def is_on(self, actor: Actor) -> bool:
        """Return whether the bot of the actor's shop is set up for it. Raises: Forbidden."""
        actor.need(Permission.CHANGE_SHOP)
        async with self._uow.platform() as connection:
            shop = await shops.shop(connection, actor.shop_id)
            bot = await shops.bot(connection, BotId(shop["bot_id"])) if shop and shop["bot_id"] else None
        return bot is not None and bot["login_secret_cipher"] is not None

    async def __call__(self, actor: Actor, secret: str | None) -> None:
        """Keep the secret of the shop's bot; None: no more logins by it.

        Raises:
            Forbidden: not the owner of the shop the bot belongs to. StepUpNeeded: the second factor comes first.
            BadInput: not a Client Secret.
            NotFound: the shop has no bot.
        """
        if actor.role is not Role.OWNER:
            raise Forbidden(permission="change_shop")
        actor.need_proof()
        async with self._uow.platform() as connection:
            shop = await shops.shop(connection, actor.shop_id)
            if shop is None or shop["bot_id"] is None:
                raise NotFound
            bot_id = BotId(shop["bot_id"])
            # A bot may serve many shops: who signs in through it is for the one it belongs to.
            if await shops.home_of_bot(connection, bot_id) != actor.shop_id:
                raise Forbidden(permission="change_shop")
        async with self._uow(actor.shop_id) as tx:
            await self._write(tx.connection, bot_id, secret)
            await record(tx, self._clock, actor, "shop.login", "", after={"on": secret is not None})

    async def keep(self, bot_id: BotId, secret: str) -> None:
        """Keep the secret that the environment names. Raises: BadInput."""
        async with self._uow.platform() as connection:
            await self._write(connection, bot_id, secret)

    async def _write(self, connection: AsyncConnection, bot_id: BotId, secret: str | None) -> None:
        if secret is not None and not _CLIENT_SECRET.fullmatch(secret):
            raise BadInput(example="/login AbCdEfGh12345678")
        sealed = self._cipher.encrypt(secret, SEALED_FOR) if secret is not None else None
        await shops.set_login_secret(connection, bot_id, sealed)
