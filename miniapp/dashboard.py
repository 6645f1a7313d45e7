"""`/manage`: the merchants' dashboard, as it was built: a folder with a page for each room, and hashed files."""

import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from config.settings import Settings
from core.kit.errors import NotFound
from miniapp.languages import language_of
from miniapp.pages import embedders, hash_of, sentence

OUT = Path(__file__).parent / "manage" / "out"
BASE = "/manage"
_FOREVER = "public, max-age=31536000, immutable"
_PART = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,120}")
_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# What stands beside the pages: what their links load, and the icon.
_BESIDE = frozenset({".txt", ".svg"})
# Styles are written by the script, rule by rule, into elements that are empty: only those may be inline.
_EMPTY_STYLE = hash_of("")


@dataclass(frozen=True, slots=True)
class _Read:
    """A page's policy, good until the page is built anew."""

    made: int
    policy: str


class Dashboard:
    """The pages of the dashboard, the same for everybody: who sees what is decided by the API."""

    def __init__(self, settings: Settings, out: Path = OUT) -> None:
        self._out = out
        self._embedders = embedders(settings)
        self._read: dict[Path, _Read] = {}

    def serve(self, app: web.Application) -> None:
        """Add the routes to an application."""
        app.router.add_get(BASE, self._enter)
        app.router.add_get(f"{BASE}/_next/static/{{rest:.+}}", self._asset)
        app.router.add_get(f"{BASE}/{{rest:.*}}", self._show)

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPPermanentRedirect(_with_query(f"{BASE}/", request))

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        path = self._inside(f"_next/static/{request.match_info['rest']}")
        if path is None or not path.is_file() or path.suffix in (".br", ".gz"):
            raise NotFound
        # FileResponse takes the sibling `.br` or `.gz` that the caller reads.
        return web.FileResponse(path, headers={"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"})

    async def _show(self, request: web.Request) -> web.StreamResponse:
        """Return the page of a room, or what its links load of it. Raises: NotFound: what looks like a file."""
        if not (self._out / "index.html").is_file():
            return sentence(language_of(request), "dashboard-not-built", 503)
        asked = request.match_info["rest"]
        path = self._inside(asked.rstrip("/"))
        if path is not None and path.suffix in _BESIDE and path.is_file():
            return web.FileResponse(path, headers={"Cache-Control": "no-cache", "Vary": "Accept-Encoding"})
        if "." in asked.rpartition("/")[2]:
            raise NotFound
        page = path / "index.html" if path is not None else self._out / "404.html"
        if not page.is_file():
            page = self._out / "404.html"
        elif asked and not asked.endswith("/"):
            raise web.HTTPPermanentRedirect(_with_query(f"{BASE}/{asked}/", request))
        return self._page(page)

    def _page(self, page: Path) -> web.FileResponse:
        status = 404 if page.name == "404.html" else 200
        headers = {
            "Content-Security-Policy": self._policy(page),
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
        }
        return web.FileResponse(page, status=status, headers=headers)

    def _inside(self, asked: str) -> Path | None:
        """Return what is asked for, None where the name is none of ours or leads out of the folder."""
        if not asked:
            return self._out
        parts = asked.split("/")
        return self._out.joinpath(*parts) if all(_PART.fullmatch(part) for part in parts) else None

    def _policy(self, page: Path) -> str:
        """Return the page's policy: our own files, its inline scripts by their hashes, nobody else's host."""
        made = page.stat().st_mtime_ns
        read = self._read.get(page)
        if read is None or read.made != made:
            scripts = " ".join(sorted({hash_of(script) for script in _INLINE.findall(page.read_text())}))
            policy = "; ".join(
                (
                    "default-src 'none'",
                    f"script-src 'self' {scripts}",
                    f"style-src 'self' {_EMPTY_STYLE}",
                    "img-src 'self' data:",
                    "connect-src 'self'",
                    "base-uri 'none'",
                    "form-action 'none'",
                    f"frame-ancestors {' '.join(self._embedders)}",
                )
            )
            read = self._read[page] = _Read(made, policy)
        return read.policy


def _with_query(path: str, request: web.Request) -> str:
    return f"{path}?{request.query_string}" if request.query_string else path
