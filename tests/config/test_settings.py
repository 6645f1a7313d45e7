"""What settings mean, and which combinations refuse to start with a sentence that says what to set."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from config.settings import LogFormat, ProcessRole, Settings

KEY = "k" * 32


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor the `.env` of whoever runs the tests has a say."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def settings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return Settings()


def refusal(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    with pytest.raises(ValidationError) as refused:
        settings(monkeypatch, **environment)
    assert "secret-word" not in str(refused.value)
    return str(refused.value.errors()[0]["msg"]).removeprefix("Value error, ")


def test_nothing_has_to_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch)
    assert (found.host, found.port, found.data_dir) == ("127.0.0.1", 8080, Path("var"))
    assert found.roles == (ProcessRole.BOT, ProcessRole.WEB, ProcessRole.WORKER)
    assert found.log_format is LogFormat.CONSOLE


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [name.upper() for name in Settings.model_fields]
    assert settings(monkeypatch, **dict.fromkeys(names, "")) == Settings.model_construct()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=9000\nHOST=0.0.0.0\n")
    found = settings(monkeypatch, PORT="9001")
    assert (found.port, found.host) == (9001, "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize(("written", "ids"), [("5", (5,)), ("5,6", (5, 6)), (" 5 , 6 ,", (5, 6)), ("5;6", (5, 6))])
def test_owner_ids_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch, written: str, ids: tuple[int, ...]) -> None:
    assert settings(monkeypatch, OWNER_IDS=written).owner_ids == ids


def test_an_owner_id_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "OWNER_IDS" in refusal(monkeypatch, OWNER_IDS="@olga")


def test_roles_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, ROLES="web, worker").roles == (ProcessRole.WEB, ProcessRole.WORKER)


def test_an_unknown_role_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "'bot', 'web' or 'worker'" in refusal(monkeypatch, ROLES="bot,cook")


def test_addresses_lose_their_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, PUBLIC_URL="https://shop.example/", TELEGRAM_API_URL="http://localhost:8081/")
    assert (found.public_url, found.telegram_api_url) == ("https://shop.example", "http://localhost:8081")


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    assert refusal(monkeypatch, PORT=port)


def test_a_log_level_is_one_of_four(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, LOG_LEVEL="debug").log_level == "DEBUG"
    assert "LOG_LEVEL must be" in refusal(monkeypatch, LOG_LEVEL="LOUD")


def test_a_short_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "32 characters" in refusal(monkeypatch, SECRET_KEY="short")


def test_a_database_of_ones_own_needs_a_key_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql+asyncpg://shop@db/shop"
    assert refusal(monkeypatch, DATABASE_URL=address, BOT_TOKEN="secret-word").startswith("Set SECRET_KEY")
    assert settings(monkeypatch, DATABASE_URL=address, SECRET_KEY=KEY).secret_key is not None


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_a_database_address_gets_our_driver(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    found = settings(monkeypatch, DATABASE_URL=f"{scheme}://shop@db/shop", SECRET_KEY=KEY).database_url
    assert found is not None
    assert found.get_secret_value() == "postgresql+asyncpg://shop@db/shop"


def test_another_database_is_refused_without_showing_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal(monkeypatch, DATABASE_URL="mysql://shop:secret-word@db/shop", SECRET_KEY=KEY)
    assert "postgresql://" in said
    assert "secret-word" not in said


def test_webhooks_over_plain_http_are_for_local_servers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "https://" in refusal(monkeypatch, PUBLIC_URL="http://shop.example")
    local = settings(monkeypatch, PUBLIC_URL="http://127.0.0.1:8080", TELEGRAM_API_URL="http://127.0.0.1:8081")
    assert local.public_url == "http://127.0.0.1:8080"


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(
        monkeypatch,
        BOT_TOKEN="1:secret-token",
        DATABASE_URL="postgresql+asyncpg://shop:secret-word@db/shop",
        SECRET_KEY="secret-" * 6,
    )
    assert "secret-" not in repr(found)
