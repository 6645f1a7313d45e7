"""What may never be committed: addresses of package registries, secrets, unfinished work, bulky files."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LARGEST_BYTES = 1_500_000
LOCKS = ("requirements.lock", "requirements-dev.lock")

# Joined here, so that this file does not hold what it forbids.
REGISTRIES = [
    ".".join(host)
    for host in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("npmmirror", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("ftp", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("proxy", "golang", "org"),
    )
]
UNFINISHED = re.compile(rf"\b({'TO'}DO|{'FIX'}ME)\b")
BOT_TOKEN = re.compile(r"(?<![0-9A-Za-z])\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])")
PUBLIC_TEST_TOKENS = {
    "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",  # the example of the Bot API's own documentation
    "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8",  # published init data vector, signed by HMAC
    "7342037359:AAHI25ES9xCOMPokpYoz-p8XVrZUdygo2J4",  # published init data vector, signed by Ed25519 too
}


def committed() -> Iterator[tuple[str, Path]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and not path.is_symlink():
            yield name, path


def texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    for name, path in committed():
        content = path.read_bytes()
        if b"\0" not in content[:8000] and (not suffixes or name.endswith(suffixes)):
            yield name, content.decode(errors="replace")


def test_no_file_names_a_package_registry() -> None:
    assert [(name, host) for name, text in texts() for host in REGISTRIES if host in text] == []


def test_no_file_is_bulky() -> None:
    assert [name for name, path in committed() if path.stat().st_size > LARGEST_BYTES] == []


def test_no_python_file_is_marked_unfinished() -> None:
    assert [(name, found[0]) for name, text in texts(".py") if (found := UNFINISHED.search(text))] == []


def test_no_bot_token_is_committed_but_the_published_ones() -> None:
    found = {(name, token) for name, text in texts() for token in BOT_TOKEN.findall(text)}
    assert {(name, token) for name, token in found if token not in PUBLIC_TEST_TOKENS} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "--index-url" not in text.replace("--no-emit-index-url", "")
    entries = re.split(r"\n(?=\S)", "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")))
    unpinned = [entry.split()[0] for entry in entries if entry and not ("==" in entry and "--hash=sha256:" in entry)]
    assert len(entries) > 20
    assert unpinned == []


def test_both_locks_agree_on_every_version() -> None:
    run, dev = (dict(re.findall(r"^([\w.\-\[\]]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS)
    assert {name: (version, dev.get(name)) for name, version in run.items() if dev.get(name) != version} == {}
