"""The storefront's pages as they are served: what is cached, refused, announced, and who may frame them."""

import gzip
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import orjson
import pytest
from aiohttp import ClientSession

from config.settings import Settings
from core.orders.reviews import ReadReviews
from core.shops.alerts import AwaitStock
from core.shops.catalogue import BrowseCatalogue
from core.shops.favourites import Favourites
from core.shops.find import FindProducts
from core.shops.open_shop import Bots, Shops
from core.shops.pictures import Picture, keep
from core.shops.storefront import ShowGoods
from core.shops.suggest import Suggest
from db.types.ids import encode_id
from miniapp.pages import hash_of
from miniapp.rest.goods import GoodsResource
from miniapp.storefront import Storefront
from tests.factories.town import Stall, Town
from tests.miniapp.conftest import Edge, served

SHELL = {
    "id": "b1",
    "script": "main-1.js",
    "chunks": ["shop-1.js"],
    "words": {"ru": "ru-1.js", "en": "en-1.js"},
    "pages": {"product": ["Product-1.js"], "list": [], "cart": ["Cart-1.js"]},
    "css": "b{color:red}",
    "templates": {"showcase": ".hero{gap:1px}", "list": ".hero{gap:2px}", "story": ".hero{gap:3px}"},
    "theme": "window.paint=1",
}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """What a build leaves."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/main-1.js").write_text("1" * 2000)
    (tmp_path / "assets/main-1.js.gz").write_bytes(gzip.compress(b"1" * 2000))
    (tmp_path / "shell.json").write_bytes(orjson.dumps(SHELL))
    return tmp_path


@pytest.fixture
async def stall(town: Town) -> Stall:
    return await town.shop()


@pytest.fixture
async def web(edge: Edge, town: Town, bots: Bots, dist: Path) -> AsyncIterator[ClientSession]:
    async with storefront(edge, town, bots, dist) as session:
        yield session


@asynccontextmanager
async def storefront(edge: Edge, town: Town, bots: Bots, dist: Path) -> AsyncIterator[ClientSession]:
    """The edge with the storefront of a folder."""
    uow = town.uow
    nobody = cast("ReadReviews", None), cast("Favourites", None), cast("AwaitStock", None)
    goods = GoodsResource(
        BrowseCatalogue(uow), FindProducts(uow), cast("Suggest", None), ShowGoods(uow), *nobody, bots
    )  # fmt: skip
    settings = Settings(_env_file=None, telegram_api_url="http://localhost:9")  # type: ignore[call-arg]
    pages = Storefront(Shops(uow), goods, settings, dist)
    async with served(replace(edge.parts, storefront=pages)) as session:
        yield session


async def test_the_first_page_has_its_goods_as_html_and_as_data(web: ClientSession, stall: Stall) -> None:
    goods = await stall.sells("TEA", price=500_00, stock_of=3)
    slug = stall.shop.slug
    async with web.get(f"/s/{slug}", headers={"Accept-Language": "ru"}) as answer:
        page = await answer.text()
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
        policy = answer.headers["Content-Security-Policy"]
    assert f'href="/s/{slug}/p/{encode_id(goods.product_id)}"' in page
    assert "500\u00a0₽" in page
    assert '<html lang="ru"' in page
    data = orjson.loads(page.partition('id="first">')[2].partition("</script>")[0])
    assert set(data["seeds"]) == {"", "/categories", "/products?limit=8"}
    assert data["seeds"]["/products?limit=8"]["items"][0]["id"] == encode_id(goods.product_id)
    assert "'unsafe" not in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'self' https://web.telegram.org https://*.telegram.org http://localhost:9" in policy
    assert page.index("ru-1.js") < page.index("<body>")
    assert "en-1.js" not in page


async def test_a_product_has_a_page_with_its_chunk_announced(web: ClientSession, stall: Stall) -> None:
    goods = await stall.sells("TEA", price=500_00, stock_of=3)
    async with web.get(f"/s/{stall.shop.slug}/p/{encode_id(goods.product_id)}") as answer:
        assert answer.status == 200
        assert 'rel="modulepreload" href="/s-assets/Product-1.js"' in await answer.text()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/s-shell", 200),
        ("/s/{slug}/cart", 200),
        ("/s/{slug}/orders/1wjyq6s09khs", 200),
        ("/s/{slug}/orders/1wjyq6s09khs/return", 200),
        ("/s/{slug}/returns/1wjyq6s09khs", 200),
        ("/s/{slug}/stories/a1", 200),
        ("/s/{slug}/p/1wjyq6s09khs", 404),
        ("/s/{slug}/p/!!", 404),
        ("/s/{slug}/c/1wjyq6s09khs", 404),
        ("/s/{slug}/nonsense", 404),
        ("/s/{slug}/main.js", 404),
        ("/s/no-such-shop", 404),
        ("/s-assets/gone-1.js", 404),
        ("/s-assets/main-1.js.gz", 404),
        ("/s-assets/..%2Fshell.json", 404),
        ("/sw.js", 404),
    ],
)
async def test_what_is_there_and_what_is_not(web: ClientSession, stall: Stall, path: str, status: int) -> None:
    async with web.get(path.replace("{slug}", stall.shop.slug)) as answer:
        assert answer.status == status


async def test_each_template_has_its_own_first_page(web: ClientSession, stall: Stall) -> None:
    await stall.sells("TEA", price=500_00, stock_of=3)
    blocks = [
        {"id": "a1", "title": {"en": "Harvest"}, "text": {"en": "Fresh"}, "picture": None, "leads": "c_1"},
        {"id": "a2", "title": {"en": "<i>Us</i>"}, "text": {}, "picture": None, "leads": ""},
    ]
    pages = {}
    for template in ("showcase", "list", "story", "unheard-of"):
        design = orjson.dumps({"design": {"template": template, "blocks": blocks}}).decode()
        await stall.tell(
            "UPDATE shops SET settings = settings || CAST(:design AS jsonb), catalogue_version = catalogue_version + 1"
            " WHERE id = :id",
            design=design,
            id=stall.id,
        )
        async with web.get(f"/s/{stall.shop.slug}", headers={"Accept-Language": "en"}) as answer:
            pages[template] = await answer.text()
    slug = stall.shop.slug
    for page in pages.values():
        assert f'<li class="block"><a href="/s/{slug}/c/1">' in page
        assert "<i>Us" not in page
    assert ".hero{gap:1px}" in pages["showcase"]
    assert ".hero{gap:2px}" in pages["list"]
    assert ".hero{gap:3px}" in pages["story"]
    assert "card lead" in pages["showcase"]
    assert "card lead" not in pages["list"] + pages["story"]
    assert 'class="circles"' in pages["story"]
    assert 'class="circles"' not in pages["list"]
    assert 'data-template="showcase"' in pages["unheard-of"]


async def test_a_picture_has_its_tone_before_it_comes(web: ClientSession, stall: Stall) -> None:
    goods = await stall.sells("TEA", price=500_00, stock_of=3)
    async with stall.town.uow(stall.id) as tx:
        media_id = await keep(tx, Picture(b"jpeg", 10, 10, "#aa3311"))
    await stall.tell("UPDATE products SET media_id = :media WHERE id = :id", media=media_id, id=goods.product_id)
    await stall.tell("UPDATE shops SET catalogue_version = catalogue_version + 1 WHERE id = :id", id=stall.id)
    async with web.get(f"/s/{stall.shop.slug}") as answer:
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    assert '[data-tone="aa3311"]{background:#aa3311}' in page
    assert 'class="pic" data-tone="aa3311"' in page
    assert " style=" not in page
    for style in re.findall(r"<style>(.*?)</style>", page):
        assert hash_of(style) in policy


async def test_text_of_a_shop_is_never_markup(web: ClientSession, stall: Stall) -> None:
    await stall.tell('UPDATE shops SET title = CAST(\'{"en": "</script><img src=x>"}\' AS jsonb)')
    async with web.get(f"/s/{stall.shop.slug}") as answer:
        page = await answer.text()
    assert "<img src=x" not in page
    assert page.count("</script>") == 3  # the theme, the data, the application


async def test_files_are_kept_for_ever_and_sent_packed(web: ClientSession) -> None:
    async with web.get("/s-assets/main-1.js", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert await answer.text() == "1" * 2000


async def test_a_page_follows_the_catalogue_and_the_build(web: ClientSession, stall: Stall, dist: Path) -> None:
    path = f"/s/{stall.shop.slug}"
    await (await web.get(path)).read()
    await stall.sells("TEA", price=500_00, stock_of=3)
    await stall.tell(f"UPDATE shops SET catalogue_version = catalogue_version + 1 WHERE id = {stall.id}")
    assert "500\u00a0₽" in await (await web.get(path)).text()
    (dist / "shell.json").write_bytes(orjson.dumps({**SHELL, "id": "b2", "script": "main-2.js"}))
    assert "main-2.js" in await (await web.get(path)).text()


async def test_without_a_build_it_says_what_to_do(
    edge: Edge, town: Town, bots: Bots, stall: Stall, tmp_path: Path
) -> None:
    async with (
        storefront(edge, town, bots, tmp_path) as session,
        session.get(f"/s/{stall.shop.slug}", headers={"Accept-Language": "ru"}) as answer,
    ):
        assert answer.status == 503
        assert "make setup" in await answer.text()
