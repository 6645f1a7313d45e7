"""Look at a shop's bot and its staff group with Telegram's own eyes."""

from typing import Any

from aiohttp import ClientError

from bot.fleet import Fleet
from bot.session import RawRefusal
from core.shops.open_shop import Bots
from core.shops.shop import Shop
from core.shops.watch import Finding

_PATIENCE = 10
_MANY_WAITING = 100


class CheckBot:
    """Asks Telegram; what does not answer is a finding too."""

    def __init__(self, fleet: Fleet, bots: Bots) -> None:
        self._fleet = fleet
        self._bots = bots

    async def __call__(self, shop: Shop) -> list[Finding]:
        """Return what was looked at, good and bad."""
        token = await self._bots.token_of(shop.bot_id) if shop.bot_id else None
        if token is None:
            return [Finding("bot", good=False)]
        me = await self._ask(token, "getMe")
        if not isinstance(me, dict):
            return [Finding("bot", good=False, said=me)]
        findings = [Finding("bot", good=True, said=f"@{me['username']}")]
        findings += await self._updates(token)
        findings.append(await self._menu(token))
        if shop.staff_chat_id is None:
            findings.append(Finding("group", good=False))
        else:
            seen = await self._ask(token, "getChatMember", chat_id=shop.staff_chat_id, user_id=me["id"])
            inside = isinstance(seen, dict) and seen.get("status") in ("member", "administrator", "creator")
            findings.append(Finding("group", good=inside, said="" if isinstance(seen, dict) else seen))
        return findings

    async def _updates(self, token: str) -> list[Finding]:
        hook = await self._ask(token, "getWebhookInfo")
        if not isinstance(hook, dict):
            return [Finding("updates", good=False, said=hook)]
        waiting = int(hook.get("pending_update_count") or 0)
        failed = str(hook.get("last_error_message") or "") if hook.get("url") else ""
        return [Finding("updates", good=not failed and waiting < _MANY_WAITING, count=waiting, said=failed)]

    async def _menu(self, token: str) -> Finding:
        commands = await self._ask(token, "getMyCommands", scope={"type": "all_private_chats"})
        return Finding("menu", good=bool(commands) and not isinstance(commands, str))

    async def _ask(self, token: str, method: str, **params: Any) -> Any:
        """Return Telegram's answer, or in words why there is none."""
        try:
            return await self._fleet.session.raw(token, method, params, _PATIENCE)
        except RawRefusal as refused:
            return str(refused)[:100]
        except (ClientError, OSError, TimeoutError) as error:
            return type(error).__name__
