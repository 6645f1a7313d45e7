"""The dashboard's pages as they are served: what is cached, refused and allowed, and who may frame them."""

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from config.settings import Settings
from miniapp.dashboard import Dashboard
from miniapp.pages import hash_of
from tests.miniapp.conftest import Edge, served

PAGE = '<!doctype html><script>first()</script><script src="/a.js" async=""></script><script id="x">last()</script>'


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """What a build leaves, beside what it must not give away."""
    out = tmp_path / "out"
    chunks = out / "_next/static/chunks"
    chunks.mkdir(parents=True)
    (out / "orders").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (chunks / "a-1.js").write_text("1" * 2000)
    (chunks / "a-1.js.gz").write_bytes(gzip.compress(b"1" * 2000))
    for name in ("index.html", "404.html", "orders/index.html"):
        (out / name).write_text(PAGE)
    (out / "orders/index.txt").write_text("0:{}")
    return out


@pytest.fixture
async def web(edge: Edge, out: Path) -> AsyncIterator[ClientSession]:
    async with dashboard(edge, out) as session:
        yield session


@asynccontextmanager
async def dashboard(edge: Edge, out: Path) -> AsyncIterator[ClientSession]:
    """The edge with the dashboard of a folder."""
    settings = Settings(_env_file=None, telegram_api_url="http://localhost:9")  # type: ignore[call-arg]
    async with served(replace(edge.parts, dashboard=Dashboard(settings, out))) as session:
        yield session


async def test_a_page_names_its_own_scripts_and_nobody_else(web: ClientSession) -> None:
    async with web.get("/manage/orders/?shop=lighthouse") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
        assert answer.headers["Cache-Control"] == "no-cache"
        rules = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert set(rules["script-src"].split()) == {"'self'", hash_of("first()"), hash_of("last()")}
    assert rules["style-src"].split() == ["'self'", hash_of("")]
    assert (rules["default-src"], rules["connect-src"], rules["form-action"]) == ("'none'", "'self'", "'none'")
    framed = rules["frame-ancestors"].split()
    assert framed == ["'self'", "https://web.telegram.org", "https://*.telegram.org", "http://localhost:9"]


async def test_a_newer_build_has_its_own_policy(web: ClientSession, out: Path) -> None:
    await (await web.get("/manage/")).read()
    (out / "index.html").write_text("<script>newer()</script>")
    async with web.get("/manage/") as answer:
        assert hash_of("newer()") in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/manage/", 200),
        ("/manage/orders/", 200),
        ("/manage/orders/index.txt", 200),
        ("/manage/nowhere/", 404),
        ("/manage/nowhere.txt", 404),
        ("/manage/orders/index.html", 404),
        ("/manage/_next/static/chunks/gone-1.js", 404),
        ("/manage/_next/static/chunks/a-1.js.gz", 404),
        ("/manage/_next/static/chunks", 404),
        ("/manage/..%2Fsecret.txt", 404),
        ("/manage/_next/static/..%2F..%2F..%2F..%2Fsecret.txt", 404),
        ("/manage/.hidden", 404),
    ],
)
async def test_what_is_there_and_what_is_not(web: ClientSession, path: str, status: int) -> None:
    async with web.get(path) as answer:
        assert answer.status == status
        assert "secret" not in await answer.text()


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/manage", "/manage/"),
        ("/manage?shop=lighthouse", "/manage/?shop=lighthouse"),
        ("/manage/orders?shop=lighthouse&view=pack", "/manage/orders/?shop=lighthouse&view=pack"),
    ],
)
async def test_an_address_without_its_slash_leads_to_the_page(web: ClientSession, path: str, place: str) -> None:
    async with web.get(path, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (308, place)


async def test_no_address_leads_out_of_the_house(web: ClientSession) -> None:
    for path in ("/manage//evil.example", "/manage//evil.example/", "/manage/%2F%2Fevil.example"):
        async with web.get(path, allow_redirects=False) as answer:
            assert answer.status == 404, path


async def test_files_are_kept_for_ever_and_sent_packed(web: ClientSession) -> None:
    async with web.get("/manage/_next/static/chunks/a-1.js", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert await answer.text() == "1" * 2000


@pytest.mark.parametrize(("language", "words"), [("ru", "Панель"), ("en", "dashboard")])
async def test_without_a_build_it_says_what_to_do(edge: Edge, tmp_path: Path, language: str, words: str) -> None:
    async with (
        dashboard(edge, tmp_path) as session,
        session.get("/manage/", headers={"Accept-Language": language}) as answer,
    ):
        text = await answer.text()
    assert (answer.status, "make setup" in text, words in text) == (503, True, True)
