"""The command menus that Telegram shows: per language, for customers, for staff in private and in groups."""

import structlog
from aiohttp import ClientError

from bot.conversation import CommandSpec
from bot.fleet import Fleet
from bot.session import RawRefusal
from core.kit.i18n.words import DEFAULT_LANGUAGE, LANGUAGES, words_of
from core.notifications.cards import Colleague
from core.shops.open_shop import ServedBot

log = structlog.get_logger(__name__)

# What the menu lists, in this order. Every command works whether listed or not.
CUSTOMER_MENU = (
    "start",
    "catalog",
    "search",
    "cart",
    "orders",
    "favorites",
    "profile",
    "language",
    "help",
    "support",
    "terms",
    "paysupport",
    "privacy",
)
STAFF_MENU = (
    "orders",
    "stock",
    "price",
    "add",
    "hide",
    "show",
    "find",
    "categories",
    "edit",
    "bulk",
    "count",
    "places",
    "move",
    "import",
    "export",
    "kind",
    "keys",
    "digital",
    "order",
    "returns",
    "reviews",
    "payments",
    "rules",
    "cash",
    "risk",
    "talks",
    "broadcast",
    "promo",
    "giftcard",
    "faq",
    "rate",
    "sales",
    "texts",
    "shop",
    "report",
    "delivery",
    "team",
    "connect",
)
GROUP_MENU = ("orders", "stock", "find", "order")


def listed(names: tuple[str, ...], language: str) -> list[dict[str, str]]:
    """Return commands with their descriptions in a language."""
    words = words_of(language)
    return [{"command": name, "description": words.plain(f"command-{name}")} for name in names]


def staff_names() -> tuple[str, ...]:
    """Return a member of staff's private menu: their tools first, then the customer's."""
    return (*STAFF_MENU, *(name for name in CUSTOMER_MENU if name not in STAFF_MENU))


class Menus:
    """Registers command menus with Telegram."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    async def register(self, served: ServedBot, staff: list[Colleague]) -> None:
        """Set the menus of one bot; a refusal is logged and hurts nobody."""
        for language in LANGUAGES:
            await self._set(served, CUSTOMER_MENU, language, {"type": "all_private_chats"})
            await self._set(served, GROUP_MENU, language, {"type": "all_group_chats"})
            for person in staff:
                scope = {"type": "chat", "chat_id": person.telegram_id}
                await self._set(served, staff_names(), language, scope)

    async def _set(self, served: ServedBot, names: tuple[str, ...], language: str, scope: dict[str, object]) -> None:
        params: dict[str, object] = {"commands": listed(names, language), "scope": scope}
        if language != DEFAULT_LANGUAGE:
            params["language_code"] = language
        try:
            await self._fleet.session.raw(served.token, "setMyCommands", params, 15)
        except (RawRefusal, ClientError, OSError, TimeoutError) as error:
            log.info("commands.not_set", bot=served.username, why=str(error)[:100])


def unlisted(specs: tuple[CommandSpec, ...]) -> set[str]:
    """Return names in a menu that no conversation handles (a test wants none)."""
    return {*CUSTOMER_MENU, *STAFF_MENU, *GROUP_MENU} - {spec.name for spec in specs}
