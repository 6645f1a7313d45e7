"""Bring a shop's own bot live: check its token with Telegram, keep it encrypted, start serving it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import ClientError

from bot.fleet import Fleet
from bot.session import RawRefusal
from core.auth.actor import Actor
from core.kit.errors import Forbidden, Unavailable
from core.kit.security.sealing import Seal
from core.shops.errors import BadToken
from core.shops.open_shop import Bots, Shops, telegram_id_of
from db.types.enums import Role

Action = Callable[[], Awaitable[None]]


class Joining:
    """Starts serving bots as they appear; main.py fills in how (polling or webhooks, commands)."""

    def __init__(self) -> None:
        self._action: Action | None = None

    def use(self, action: Action) -> None:
        """Set what happens when bots may have changed."""
        self._action = action

    async def refresh(self) -> None:
        """Serve what is new."""
        if self._action is not None:
            await self._action()


@dataclass(frozen=True, slots=True)
class Connected:
    """The bot that serves the shop now."""

    username: str


class ConnectBot:
    """Takes a token from the owner of a shop."""

    def __init__(self, fleet: Fleet, bots: Bots, shops: Shops, joining: Joining, seal: Seal) -> None:
        self._seal = seal
        self._fleet = fleet
        self._bots = bots
        self._shops = shops
        self._joining = joining

    async def __call__(self, actor: Actor, token: str) -> Connected:
        """Serve the actor's shop through the token's bot from now on.

        Raises:
            Forbidden: not the shop's owner. StepUpNeeded: the second factor comes first.
            BadToken: not a token, or Telegram does not know it.
            Conflict: the bot serves another shop.
            Unavailable: Telegram does not answer.
        """
        if actor.role is not Role.OWNER:
            raise Forbidden(permission="change_shop")
        actor.need_proof()
        token = self._seal.open(token.strip())
        telegram_id = telegram_id_of(token)
        try:
            me = await self._fleet.session.raw(token, "getMe", {}, 10)
        except RawRefusal as refused:
            if refused.status in (400, 401, 404):
                raise BadToken from refused
            raise Unavailable from refused
        except (ClientError, OSError, TimeoutError) as error:
            raise Unavailable from error
        if me.get("id") != telegram_id:
            raise BadToken
        bot_id = await self._bots.save(token, telegram_id, me["username"], me["first_name"])
        await self._shops.give_bot(actor, bot_id)
        await self._joining.refresh()
        return Connected(me["username"])
