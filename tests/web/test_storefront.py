"""The storefront as it is built: types, style, its own tests, and how many bytes somebody loads first."""

import gzip
import os
import re
import subprocess

import orjson
import pytest

from bootstrap import NODE
from core.kit.i18n.words import words_of
from miniapp.colours import contrast, ink_on, parts, readable
from miniapp.rest.api import describe
from miniapp.rest.goods import CardTold, Categories, CategoryTold, FoundTold, ShopTold
from miniapp.rest.route import writer
from miniapp.rest.shapes import Money, Picture
from miniapp.rest.typescript import typescript
from miniapp.shell import Built, Seen, page
from miniapp.storefront import DIST

WEB = DIST.parent
ASSETS = DIST / "assets"
FIRST_SCRIPT_BYTES = 18 * 1024
ANY_PAGE_BYTES = 30 * 1024
FIRST_PAGE_BYTES = 6 * 1024
KEPT_BYTES = 60 * 1024
CI = os.environ.get("CI") == "true"
with_node = pytest.mark.skipif(
    not CI and not ((NODE / "bin/node").exists() and (WEB / "node_modules").exists()),
    reason="Node is not installed here: make setup-dev",
)
when_built = pytest.mark.skipif(
    not CI and not (DIST / "shell.json").exists(), reason="the storefront is not built: make setup-dev"
)


def npm(script: str) -> None:
    """Run one of the storefront's scripts, as `make setup-dev` does."""
    cli = NODE / "lib/node_modules/npm/bin/npm-cli.js"
    path = os.pathsep.join((str(NODE / "bin"), os.environ["PATH"]))
    done = subprocess.run(  # noqa: S603
        [NODE / "bin/node", cli, "run", script],
        cwd=WEB,
        env=os.environ | {"PATH": path, "npm_config_update_notifier": "false"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@with_node
@pytest.mark.timeout(180)
def test_types_and_style_are_in_order() -> None:
    npm("check")


@with_node
@pytest.mark.timeout(180)
def test_its_own_tests_pass() -> None:
    npm("test")


def packed(name: str) -> int:
    return len(gzip.compress((ASSETS / name).read_bytes(), 9))


@when_built
@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_loaded_first_is_small(language: str) -> None:
    shell = orjson.loads((DIST / "shell.json").read_bytes())
    first = {shell["script"], *shell["chunks"], shell["words"][language]}
    assert sum(map(packed, first)) <= FIRST_SCRIPT_BYTES
    for room, files in shell["pages"].items():
        assert sum(packed(name) for name in first.union(files)) <= ANY_PAGE_BYTES, room


def test_the_types_are_those_of_the_api() -> None:
    assert (WEB / "src/api.ts").read_text() == typescript(describe()) + "\n", (
        "write them anew: .venv/bin/python main.py openapi --types > miniapp/web/src/api.ts"
    )


def test_types_are_written_as_typescript_has_them() -> None:
    kinds = {
        "id": {"type": "string"},
        "size": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "kinds": {"type": "array", "items": {"enum": ["a", "b"], "type": "string"}},
        "more": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Other"}},
        "rest": {"type": "object"},
    }
    document = {
        "paths": {
            "/x": {"get": {"$ref": "#/components/schemas/Thing"}},
            "/manage/y": {"$ref": "#/components/schemas/Own"},
        },
        "components": {
            "schemas": {
                "Thing": {"description": "A\n thing.", "properties": kinds, "required": ["id"]},
                "Other": {"type": "boolean"},
                "Own": {"type": "string"},
            }
        },
    }
    assert typescript(document).partition("\n\n")[2].splitlines() == [
        "export type Other = boolean;",
        "",
        "/** A thing. */",
        "export interface Thing {",
        "  id: string;",
        "  size?: number | null;",
        "  kinds?: ('a' | 'b')[];",
        "  more?: Record<string, Other>;",
        "  rest?: Record<string, unknown>;",
        "}",
    ]


@when_built
def test_the_worker_keeps_little_and_nobodys_data() -> None:
    worker = (DIST / "sw.js").read_text()
    kept = set(re.findall(r"/s-assets/([\w.-]+)", worker))
    assert kept == {path.name for path in ASSETS.iterdir() if path.suffix in (".js", ".css")}
    assert sum(map(packed, kept)) <= KEPT_BYTES
    assert set(re.findall(r'url:"(/s[^"]*)"', worker)) == {"/s-shell"} | {f"/s-assets/{name}" for name in kept}


@with_node
@when_built
def test_the_first_page_is_small() -> None:
    told = orjson.loads((DIST / "shell.json").read_bytes())
    built = Built(
        told["id"], told["script"], tuple(told["chunks"]), told["words"], told["pages"], told["css"], told["theme"],
        told["templates"],
    )  # fmt: skip
    titles = "Улун Сенча Бергамот Футболка Свитер Кружка Фонарь Блокнот".split()
    cards = [card(number, f"{title} «{title} у моря» {number} г") for number, title in enumerate(titles)]
    shop = ShopTold(
        id=1, slug="lighthouse", title="Лавка «Маяк»", greeting="Чай, керамика и тёплые вещи. " * 8,
        about="Небольшая независимая лавка из Петербурга. " * 6, terms="", support="", currency="RUB",
        template="showcase", accent="#2f7de1", cover=None, blocks=[], open=True, orders_open=True, bot="lighthouse_bot",
        login=False,
        languages=["ru", "en"], catalogue_version=7,
    )  # fmt: skip
    shelves = [
        CategoryTold(id=one, parent=None, title=f"Раздел {one}", emoji="🫖") for one in range(10**15, 10**15 + 20)
    ]
    found = FoundTold(items=cards, next="8.0", total=200)
    seen = Seen(shop, "home", categories=shelves, cards=cards)
    seen.seeds = {
        "": writer(ShopTold)(shop),
        "/categories": writer(Categories)(Categories(items=shelves)),
        "/products?limit=8": writer(FoundTold)(found),
    }
    text, _ = page(built, seen, words_of("ru"), ("'self'",))
    brotli = "process.stdout.write(require('zlib').brotliCompressSync(require('fs').readFileSync(0)))"
    done = subprocess.run([NODE / "bin/node", "-e", brotli], input=text.encode(), capture_output=True, check=True)  # noqa: S603
    assert len(done.stdout) <= FIRST_PAGE_BYTES
    # What a browser asks for before the largest picture.
    assert text.partition("<img")[0].count("modulepreload") <= 3


def card(number: int, title: str) -> CardTold:
    """A card as the demo's are."""
    at = f"/pictures/lighthouse/1wk7{number}r905c{number}x"
    return CardTold(
        id=10**15 + number * 7919, title=title, price=Money(amount=69000 + number * 1300, currency="RUB"),
        price_to=None, old_price=None, available=5 + number, variant=10**15 + number * 104729,
        picture=Picture(url=f"{at}/large.webp", thumb=f"{at}/thumb.webp", width=1080, height=1080),
        reviews=number, rating=47 if number else None, liked=False,
    )  # fmt: skip


@when_built
def test_nothing_is_loaded_from_elsewhere() -> None:
    known = (
        "https://t.me/",
        "https://www.openstreetmap.org/",
        "http://www.w3.org/",
        "https://redux",
        "https://bit.ly",
        "https://js.org",
    )
    for path in [*ASSETS.glob("*.js"), *ASSETS.glob("*.css"), DIST / "shell.json"]:
        text = path.read_text()
        for scheme in ("http://", "https://"):
            for part in text.split(scheme)[1:]:
                assert (scheme + part).startswith(known), f"{path.name}: {scheme}{part[:60]}"


@when_built
def test_every_file_has_its_packed_copies() -> None:
    for path in [*ASSETS.glob("*.js"), *ASSETS.glob("*.css")]:
        assert gzip.decompress((ASSETS / f"{path.name}.gz").read_bytes()) == path.read_bytes()
        assert (ASSETS / f"{path.name}.br").exists()


@pytest.mark.parametrize("accent", ["#2f7de1", "#ffe600", "#000000", "#ffffff", "#8a8a8a", "none"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f1f2f6", "#17212b", "#232e3c"])
def test_a_shops_colour_can_always_be_read(accent: str, ground: str) -> None:
    found = readable(accent, ground)
    assert contrast(parts(found), parts(ground)) >= 4.5
    assert contrast(parts(ink_on(found)), parts(found)) >= 4.5


def test_a_colour_that_can_be_read_stays() -> None:
    assert readable("#1f4fa0", "#ffffff") == "#1f4fa0"
