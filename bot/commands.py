"""The command menus that Telegram shows: per language, for customers, for staff in private and in groups."""

import structlog
from aiohttp import ClientError

from bot.conversation import CommandSpec
from bot.fleet import Fleet
from bot.session import RawRefusal
from core.kit.i18n.words import DEFAULT_LANGUAGE, LANGUAGES, words_of
from core.notifications.cards import Colleague
from core.shops.open_shop import ServedBot
from core.shops.shop import Shop

log = structlog.get_logger(__name__)
# The Bot API's limits for what a bot says of itself.
_DESCRIPTION, _SHORT = 512, 120

# What the menu lists, in this order. Every command works whether listed or not.
CUSTOMER_MENU = (
    "start",
    "catalog",
    "search",
    "cart",
    "orders",
    "favorites",
    "profile",
    "sessions",
    "language",
    "help",
    "support",
    "terms",
    "paysupport",
    "privacy",
)
STAFF_MENU = (
    "orders",
    "dashboard",
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
    "deliveries",
    "topics",
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
    "faq",
    "scenarios",
    "post",
    "broadcast",
    "promo",
    "giftcard",
    "rate",
    "sales",
    "texts",
    "shop",
    "health",
    "audit",
    "report",
    "delivery",
    "team",
    "mfa",
    "code",
    "connect",
    "login",
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

    def __init__(self, fleet: Fleet, pages: str | None = None) -> None:
        """`pages`: where people reach this application's pages; None: they cannot."""
        self._fleet = fleet
        self._pages = pages

    async def register(self, served: ServedBot, staff: list[Colleague]) -> None:
        """Set the menus of one bot; a refusal is logged and hurts nobody."""
        for language in LANGUAGES:
            await self._set(served, CUSTOMER_MENU, language, {"type": "all_private_chats"})
            await self._set(served, GROUP_MENU, language, {"type": "all_group_chats"})
            for person in staff:
                scope = {"type": "chat", "chat_id": person.telegram_id}
                await self._set(served, staff_names(), language, scope)

    async def dress(self, served: ServedBot, shop: Shop) -> None:
        """Let the bot say what its only shop says of itself: before /start, in the profile, behind the menu button."""
        for language in LANGUAGES:
            words = words_of(language)
            title = words.pick(shop.title)
            about = words.pick(shop.about) or words.pick(shop.greeting) or words.plain("bot-about", shop=title)
            code = {} if language == DEFAULT_LANGUAGE else {"language_code": language}
            await self._call(served, "setMyDescription", {"description": about[:_DESCRIPTION], **code})
            short = words.plain("bot-short", shop=title)
            await self._call(served, "setMyShortDescription", {"short_description": short[:_SHORT], **code})

    async def open_app(self, served: ServedBot, shop: Shop) -> None:
        """Let the button beside the typing field open a shop."""
        await self._call(served, "setChatMenuButton", {"menu_button": self._button(shop)})

    def _button(self, shop: Shop) -> dict[str, object]:
        """Return what stands beside the typing field: the shop as a Mini App where it can be reached, else commands."""
        if self._pages is None:
            return {"type": "commands"}
        text = words_of(DEFAULT_LANGUAGE).plain("menu-button-shop")
        return {"type": "web_app", "text": text, "web_app": {"url": f"{self._pages}/s/{shop.slug}"}}

    async def _set(self, served: ServedBot, names: tuple[str, ...], language: str, scope: dict[str, object]) -> None:
        params: dict[str, object] = {"commands": listed(names, language), "scope": scope}
        if language != DEFAULT_LANGUAGE:
            params["language_code"] = language
        await self._call(served, "setMyCommands", params)

    async def _call(self, served: ServedBot, method: str, params: dict[str, object]) -> None:
        try:
            await self._fleet.session.raw(served.token, method, params, 15)
        except (RawRefusal, ClientError, OSError, TimeoutError) as error:
            log.info("bot.not_dressed", bot=served.username, method=method, why=str(error)[:100])


def unlisted(specs: tuple[CommandSpec, ...]) -> set[str]:
    """Return names in a menu that no conversation handles (a test wants none)."""
    return {*CUSTOMER_MENU, *STAFF_MENU, *GROUP_MENU} - {spec.name for spec in specs}
