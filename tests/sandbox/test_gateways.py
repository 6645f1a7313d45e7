"""What all gateways have in common: where they are mounted, restarts, accounts, the clock."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox.errors import PersonError
from sandbox.gateways.money import shown
from sandbox.gateways.server import Gateways, gateways_server
from sandbox.gateways.words import WORDS, language
from sandbox.server import running_sandbox
from tests.sandbox.gateways import receiving_shop

NAMES = ("bazu", "yookassa", "stripe", "cryptopay", "ton")
ORDER = {"amount": 10, "currency": "RUB", "metadata": {"orderId": "42"}}
KEY = {"Authorization": "Bearer bazu_test_key"}


async def create(http: ClientSession, gateways: Gateways) -> Any:
    async with http.post(f"{gateways.bazu_url}/payments", json=ORDER, headers=KEY) as answer:
        assert answer.status == 201
        return await answer.json()


async def test_they_stand_beside_the_local_telegram() -> None:
    async with running_sandbox() as sandbox, ClientSession() as http:
        made = await create(http, sandbox.gateways)
        assert made["confirmation_url"].startswith(f"{sandbox.url}/gateways/bazu/pay/")
        async with http.get(made["confirmation_url"]) as answer:
            assert answer.status == 200
        async with http.get(f"{sandbox.url}/gateways/page/pay.css") as answer:
            assert answer.content_type == "text/css"
        async with http.get(f"{sandbox.url}/control/gateways") as answer:
            listed = await answer.json()
        assert [one["gateway"] for one in listed["gateways"]] == [*NAMES]
        assert listed["environment"] == sandbox.gateways.environment()
        assert set(listed["environment"].values()) == {
            f"{sandbox.url}/gateways/{path}"
            for path in ("bazu/v1", "yookassa/v3/", "stripe", "cryptopay/api", "ton/api/v3")
        }


async def test_money_and_webhooks_survive_a_restart(tmp_path: Path) -> None:
    async with receiving_shop() as shop, ClientSession() as http:
        async with gateways_server(data_dir=tmp_path) as gateways:
            gateways.bazu.account(webhook_url=shop.url)
            made = await create(http, gateways)
            shop.answers = [500]
            gateways.bazu.pay(made["id"])
            while not shop.got:  # noqa: ASYNC110 - the next attempt is a second away
                await asyncio.sleep(0.005)
            paid = gateways.ton.transfer(5, "o-1")
        shop.take()
        async with gateways_server(data_dir=tmp_path) as gateways:
            await gateways.settled()
            assert [notice.body["payment_id"] for notice in shop.got] == [made["id"]]
            assert gateways.bazu.payment(made["id"]).received == 1000
            assert gateways.ton.payment(paid.id).reference == "o-1"
            assert gateways.bazu.held() == {"RUB": 1000}


async def test_a_refused_change_of_an_account_changes_nothing() -> None:
    async with gateways_server() as gateways:
        gateways.bazu.account("second", key="second")
        for wrong in ({"key": "bazu_test_key"}, {"secret": "new", "surprise": 1}):
            with pytest.raises(PersonError):
                gateways.bazu.account("second", **wrong)
        second = gateways.bazu.accounts.rows["second"]
        assert (second.key, second.secret) == ("second", "bazu_test_secret")


@pytest.mark.parametrize("name", NAMES)
async def test_unknown_things_are_refused_by_each(name: str) -> None:
    async with gateways_server() as gateways, ClientSession() as http:
        gateway = gateways[name]
        for act in (gateway.payment, gateway.pay, gateway.expire, gateway.refund, gateway.lie):
            with pytest.raises(PersonError):
                act("none")
        with pytest.raises(PersonError, match="unknown fault"):
            gateway.fault("surprise")
        assert [*gateway.payments(), *gateway.refunds(), *gateway.webhooks()] == []
        assert gateway.held() == {}
        async with http.get(f"{gateways.url}/gateways/{name}/pay/none") as answer:
            assert (answer.status, answer.content_type) == (404, "text/html")


def test_pages_speak_both_languages() -> None:
    assert set(WORDS["ru"]) == set(WORDS["en"])
    wishes = [("", "de,ru;q=0.9", ""), ("", "de", ""), ("", "", ""), ("en", "ru", "ru"), ("", "ru", "en-GB")]
    assert [language(*wish) for wish in wishes] == ["ru", "en", "ru", "en", "en"]


@pytest.mark.parametrize(
    ("amount", "currency", "russian", "english"),
    [
        (1499050, "RUB", "14 990,50 ₽", "14,990.50 ₽"),
        (1500, "USD", "15,00 $", "$15.00"),
        (1500, "JPY", "1 500 ¥", "¥1,500"),
        (10_500_000_000, "USDT", "10,5 USDT", "10.5 USDT"),
    ],
)
def test_sums_are_shown_as_people_read_them(amount: int, currency: str, russian: str, english: str) -> None:
    shown_sums = [shown(amount, currency, lang).replace("\N{NO-BREAK SPACE}", " ") for lang in ("ru", "en")]
    assert shown_sums == [russian, english]


async def test_the_clock_moves_over_http_too() -> None:
    async with gateways_server() as gateways, ClientSession() as http:
        before = gateways.bazu.now()
        async with http.post(f"{gateways.url}/control/gateways/clock", json={"seconds": 3600}) as answer:
            assert (await answer.json())["now"] >= before + 3600
