"""`.env.example`, the settings and their documentation say the same."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from config.settings import Settings

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / ".env.example").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
SHOWN = dict(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE, re.MULTILINE))
NAMES = {name.upper() for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of whoever runs the tests have no say."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def read(env_file: Path | None) -> Settings:
    options: dict[str, Any] = {"_env_file": env_file}
    return Settings(**options)


def values(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in Settings.model_fields}


def test_the_example_shows_every_setting_and_no_other() -> None:
    assert SHOWN.keys() == NAMES


def test_the_example_changes_nothing_until_it_is_edited() -> None:
    assert values(read(ROOT / ".env.example")) == values(read(None))


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    uncommented = tmp_path / ".env"
    uncommented.write_text("\n".join(f"{name}={value}" for name, value in SHOWN.items()))
    assert values(read(uncommented)) == values(read(None))


def test_no_setting_with_a_default_is_shown_empty() -> None:
    defaults = values(read(None))
    empty = {name.lower() for name, value in SHOWN.items() if not value}
    assert empty == {name for name, default in defaults.items() if default in (None, ())}


def test_every_setting_has_a_comment_above_it() -> None:
    paragraphs = [part.splitlines() for part in EXAMPLE.split("\n\n")]
    for lines in paragraphs:
        shown = [number for number, line in enumerate(lines) if re.match(r"#? ?[A-Z][A-Z0-9_]+=", line)]
        assert not shown or (shown[0] > 0 and len(lines[0]) > 20), lines


def test_secrets_have_no_default() -> None:
    secret = {name for name, field in Settings.model_fields.items() if SecretStr in _types(field.annotation)}
    assert secret >= {"bot_token", "secret_key", "database_url", "telegram_provider_token"}
    assert all(Settings.model_fields[name].default is None for name in secret)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_setting_is_documented(name: str) -> None:
    assert f"| `{name}` |" in OPERATIONS


def _types(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", (annotation,))
