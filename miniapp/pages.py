"""What all our pages share: who may frame them, how a policy names what stands in them, a page of one sentence."""

import base64
import hashlib
from urllib.parse import urlsplit

from aiohttp import web

from config.settings import PUBLIC_TELEGRAM_API, Settings
from core.kit.i18n.words import words_of

_TELEGRAM = ("'self'", "https://web.telegram.org", "https://*.telegram.org")
_PLAIN = "default-src 'none'; base-uri 'none'; form-action 'none'"


def embedders(settings: Settings) -> tuple[str, ...]:
    """Return who may show our pages in a frame: Telegram's web clients, and a local Telegram with a page of its own."""
    if settings.telegram_api_url == PUBLIC_TELEGRAM_API:
        return _TELEGRAM
    telegram = urlsplit(settings.telegram_api_url)
    return (*_TELEGRAM, f"{telegram.scheme}://{telegram.netloc}")


def hash_of(text: str) -> str:
    """Return the source expression of an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def sentence(language: str, key: str, status: int) -> web.Response:
    """Return a page that only says why there is none."""
    words = words_of(language)
    return web.Response(
        text=f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{words('web-title')}</title><p>{words(key)}</p></html>",
        status=status,
        content_type="text/html",
        charset="utf-8",
        headers={"Content-Security-Policy": _PLAIN, "Cache-Control": "no-store", "Vary": "Accept-Language"},
    )
