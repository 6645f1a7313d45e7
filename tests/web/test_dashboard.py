"""The dashboard as it is built: types, style, its own tests, and how many bytes somebody loads first."""

import gzip
import os
import re
import subprocess
from pathlib import Path

import orjson
import pytest

from bootstrap import NODE
from miniapp.dashboard import OUT
from miniapp.rest.api import describe

MANAGE = OUT.parent
STATIC = OUT / "_next/static"
FIRST_LOAD_BYTES = 250 * 1000
CI = os.environ.get("CI") == "true"
with_node = pytest.mark.skipif(
    not CI and not ((NODE / "bin/node").exists() and (MANAGE / "node_modules").exists()),
    reason="Node is not installed here: make setup-dev",
)
when_built = pytest.mark.skipif(
    not CI and not (OUT / "index.html").exists(), reason="the dashboard is not built: make setup-dev"
)
ROOMS = sorted(path.parent.name for path in (MANAGE / "src/app").glob("*/page.tsx"))


def node(*arguments: str | Path, told: bytes | None = None) -> str:
    """Run a script of the dashboard with our Node, whatever else is installed."""
    path = os.pathsep.join((str(NODE / "bin"), os.environ["PATH"]))
    env = os.environ | {"PATH": path, "npm_config_update_notifier": "false", "NO_COLOR": "1", "DEBUG_PRINT_LIMIT": "0"}
    done = subprocess.run(  # noqa: S603
        [NODE / "bin/node", *arguments], cwd=MANAGE, env=env, input=told, capture_output=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout.decode()}\n{done.stderr.decode()}"
    return done.stdout.decode()


NPM = NODE / "lib/node_modules/npm/bin/npm-cli.js"


@with_node
@pytest.mark.timeout(180)
def test_types_and_style_are_in_order() -> None:
    node(NPM, "run", "check")


@with_node
@pytest.mark.timeout(300)
def test_its_own_tests_pass() -> None:
    node(NPM, "run", "test")


@with_node
def test_its_types_are_those_of_the_api() -> None:
    """Where this fails the API has changed: `npm run types` in miniapp/manage writes them anew."""
    made = node("scripts/types.mjs", "-", told=orjson.dumps(describe()))
    assert made == (MANAGE / "src/shared/api/schema.ts").read_text()


def test_features_are_strangers_and_lean_on_what_is_shared() -> None:
    source = MANAGE / "src"
    for path in [*source.rglob("*.ts"), *source.rglob("*.tsx")]:
        room, *_ = path.relative_to(source).parts
        for named in re.findall(r"(?:from|import\()\s*'([^']+)'", path.read_text()):
            assert room == "app" or not named.startswith("@/features"), f"{path.name}: {named}"
            assert room != "features" or not named.startswith(".."), f"{path.name}: {named}"


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


@when_built
@pytest.mark.parametrize("room", ["", *ROOMS])
def test_what_is_loaded_first_is_small(room: str) -> None:
    """Scripts and styles of a page, and the words of the longer language."""
    page = (OUT / room / "index.html").read_text()
    # Old browsers get more: they do not know modules, and Telegram is not in them.
    scripts = [tag for tag in re.findall(r"<script[^>]*>", page) if "noModule" not in tag]
    named = {name for tag in (*scripts, *re.findall(r"<link[^>]*>", page)) for name in _named(tag)}
    assert len(named) > 3
    words = max(packed(path) for path in STATIC.rglob("*.js") if "orderNumber:" in path.read_text())
    assert sum(packed(OUT / name) for name in named) + words <= FIRST_LOAD_BYTES


def _named(tag: str) -> list[str]:
    return re.findall(r'(?:src|href)="/manage/(_next/[^"]+\.(?:js|css))"', tag)


@when_built
def test_nothing_is_loaded_from_elsewhere() -> None:
    known = (
        "https://t.me/", "http://www.w3.org/", "https://react.dev/", "https://nextjs.org/", "https://mui.com/",
        "https://redux", "https://bit.ly/", "https://js.org", "https://github.com/", "https://developer.mozilla.org/",
        "https://fb.me/", "https://vercel.com/", "http://n", "https://tinyurl.com/", "https://emotion.sh/",
    )  # fmt: skip
    # What only browsers without modules load looks whether addresses are read right, with made-up ones.
    old = re.findall(r'src="/manage/([^"]+)" noModule', (OUT / "index.html").read_text())
    for path in [*STATIC.rglob("*.js"), *STATIC.rglob("*.css"), *OUT.rglob("*.html")]:
        text = path.read_text() if str(path.relative_to(OUT)) not in old else ""
        for scheme in ("http://", "https://"):
            for part in text.split(scheme)[1:]:
                assert (scheme + part).startswith(known), f"{path.name}: {scheme}{part[:80]}"


@when_built
def test_every_file_has_its_packed_copies() -> None:
    for path in [*STATIC.rglob("*.js"), *STATIC.rglob("*.css"), *OUT.rglob("*.html")]:
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()
        assert path.with_name(f"{path.name}.br").exists()


def test_its_lock_names_no_registry() -> None:
    assert "resolved" not in (MANAGE / "package-lock.json").read_text()
