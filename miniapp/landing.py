"""`GET /`: who lives here and which bots to talk to. The storefronts are below `/s`."""

import asyncio
import base64
import hashlib
import html
from collections.abc import Awaitable, Callable, Sequence

import structlog
from aiohttp import web

from core.kit.errors import Unavailable
from core.kit.i18n.words import Raw, words_of
from core.kit.observability.health import BotState, ReadBots
from core.shops.shop import Shop
from db.types.ids import BotId
from miniapp.languages import language_of

log = structlog.get_logger(__name__)
_BOTS_SECONDS = 2.0
_STYLE = """
:root{color-scheme:light dark;font:17px/1.5 system-ui,sans-serif}
body{max-width:34rem;margin:12vh auto;padding:0 1.25rem}
h1{font-size:1.6rem;margin:0 0 .5rem}
ul{list-style:none;padding:0;margin:1.5rem 0;display:grid;gap:.6rem}
a{display:block;padding:.8rem 1rem;border:1px solid #8886;border-radius:.8rem;color:inherit;text-decoration:none}
a:hover,a:focus-visible{border-color:currentColor}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


ReadShops = Callable[[BotId], Awaitable[Sequence[Shop]]]


class Landing:
    """The page, with the bots of the moment."""

    def __init__(self, bots: ReadBots, shops: ReadShops | None = None) -> None:
        """`shops`: the open shops of a bot, whose storefronts are linked."""
        self._bots = bots
        self._shops = shops

    async def show(self, request: web.Request) -> web.Response:
        """Return the page in the browser's language; without its bots when they cannot be read now."""
        bots: Sequence[BotState] = ()
        shops: list[Shop] = []
        try:
            async with asyncio.timeout(_BOTS_SECONDS):
                bots = await self._bots()
                if self._shops is not None:
                    for bot in bots:
                        shops += await self._shops(BotId(bot.id))
        except (Unavailable, TimeoutError):
            log.warning("landing.no_bots")
        return web.Response(
            text=page(language_of(request), bots, shops),
            content_type="text/html",
            charset="utf-8",
            headers={
                "Content-Security-Policy": _POLICY,
                "Vary": "Accept-Language",
                "Cache-Control": "no-cache",
            },
        )


def page(language: str, bots: Sequence[BotState], shops: Sequence[Shop] = ()) -> str:
    """Return the page (pure)."""
    words = words_of(language)
    links = "".join(
        f'<li><a href="https://t.me/{html.escape(bot.username)}">@{html.escape(bot.username)}</a></li>' for bot in bots
    )
    fronts = "".join(
        f'<li><a href="/s/{html.escape(shop.slug)}">{html.escape(words.pick(shop.title))}</a></li>' for shop in shops
    )
    title = words("web-title")
    live = f"<p>{words('web-bots')}</p><ul>{Raw(links)}</ul>" if bots else f"<p>{words('web-no-bots')}</p>"
    shown = f"<p>{words('web-shops')}</p><ul>{Raw(fronts)}</ul>" if shops else ""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>{shown}{live}</main></body></html>"
    )
