"""The local TON Center: transfers by comment, blocks, what must not be taken for a payment, the wallet page."""

import base64
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.errors import PersonError
from sandbox.gateways.defaults import TON_ADDRESS
from sandbox.gateways.ton import Ton
from sandbox.gateways.ton_cells import BadAddress, comment_body, friendly, raw_address
from tests.sandbox.gateways import Counter, counter

RAW = f"0:{'11' * 32}"
OTHER = f"0:{'AB' * 32}"


@pytest.fixture
async def ton() -> AsyncIterator[Counter]:
    async with counter("/gateways/ton/api/v3", {}) as ready:
        yield ready


@pytest.fixture
def gateway(ton: Counter) -> Ton:
    return ton.gateways.ton


async def transactions(ton: Counter, query: str = "") -> list[Any]:
    status, said = await ton.call("GET", f"/transactions?account={TON_ADDRESS}{query}")
    assert status == 200, said
    return list(said["transactions"])


def test_addresses_have_two_forms() -> None:
    assert raw_address(TON_ADDRESS) == RAW
    assert friendly(RAW) == TON_ADDRESS
    assert raw_address(friendly(RAW, bounceable=True)) == RAW
    for wrong in ("", "EQabc", f"{TON_ADDRESS[:-1]}x", "0:12", f"7:{'11' * 32}"):
        with pytest.raises(BadAddress):
            raw_address(wrong)


def test_comments_are_cells() -> None:
    """Both were compared with what a TON library makes of the same comment."""
    body_hash, bag = comment_body("o-42")
    assert (body_hash, bag) == ("DlMsauTreIRQhLuJF+wpUSAlEfy4ZXD66yG2Vmcaw2A=", "te6ccgECAQEAAAoAABAAAAAAby00Mg==")
    assert comment_body(None)[0] == "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="
    assert comment_body("x" * 700)[0] == "mky03HlnSiwgFV1Yp9N53OhVC8QJAWmyt6L4vmEqBEQ="


async def test_a_transfer_is_listed_with_its_comment(ton: Counter, gateway: Ton) -> None:
    sent = gateway.transfer(1_500_000_000, "o-42", source=OTHER)
    (seen,) = await transactions(ton)
    assert (seen["account"], seen["hash"], seen["out_msgs"]) == (RAW, sent.id, [])
    assert seen["description"]["aborted"] is False
    assert seen["now"] == pytest.approx(time.time(), abs=5)
    message = seen["in_msg"]
    assert (message["source"], message["destination"], message["value"]) == (OTHER, RAW, "1500000000")
    assert message["message_content"]["decoded"] == {"type": "text_comment", "comment": "o-42"}
    assert message["opcode"] == "0x00000000"
    assert message["bounced"] is False
    assert base64.b64decode(message["message_content"]["body"]).endswith(b"o-42")
    assert len(base64.b64decode(seen["hash"])) == len(base64.b64decode(message["hash"])) == 32
    assert gateway.held() == {"TON": 1_500_000_000}


async def test_blocks_confirm(ton: Counter, gateway: Ton) -> None:
    gateway.account(block_seconds=0)
    gateway.transfer(1, "o-1")
    seqno = (await transactions(ton))[0]["mc_block_seqno"]
    last = (await ton.call("GET", "/masterchainInfo"))[1]["last"]
    assert (last["seqno"], last["workchain"]) == (seqno, -1)
    gateway.mine(3)
    assert (await ton.call("GET", "/masterchainInfo"))[1]["last"]["seqno"] == seqno + 3
    gateway.account(block_seconds=5)
    before = gateway.seqno()
    ton.gateways.advance(50)
    assert gateway.seqno() in (before + 10, before + 11)


async def test_what_is_no_payment(ton: Counter, gateway: Ton) -> None:
    gateway.transfer(1, None)
    gateway.transfer(2, "bounced", bounced=True)
    gateway.transfer(3, "aborted", aborted=True)
    gateway.transfer(4, "forwarded", forwards=True)
    gateway.transfer(5, "elsewhere", destination=OTHER)
    gateway.send_out(1, OTHER, "out")
    silent, bounced, aborted, forwarded, out = await transactions(ton, "&sort=asc")
    assert silent["in_msg"]["message_content"]["decoded"] is None
    assert bounced["in_msg"]["bounced"]
    assert aborted["description"]["aborted"]
    assert len(forwarded["out_msgs"]) == 1
    assert (out["in_msg"]["source"], out["in_msg"]["value"], out["out_msgs"][0]["destination"]) == (None, None, OTHER)


async def test_lists_are_cut_sorted_and_checked(ton: Counter, gateway: Ton) -> None:
    for number in range(5):
        gateway.transfer(number + 1, f"o-{number}")
    assert [one["in_msg"]["value"] for one in await transactions(ton, "&limit=2&offset=1")] == ["4", "3"]
    rising = await transactions(ton, "&sort=asc")
    assert [int(one["lt"]) for one in rising] == sorted(int(one["lt"]) for one in rising)
    assert len(await transactions(ton, f"&start_lt={rising[3]['lt']}")) == 2
    assert await transactions(ton, f"&start_utime={int(time.time()) + 60}") == []
    for wrong in ("limit=1001", "limit=x", "sort=up", "account=nowhere", "surprise=1"):
        assert (await ton.call("GET", f"/transactions?{wrong}"))[0] == 422
    assert (await ton.call("GET", "/accounts"))[0] == 404


async def test_a_key_is_asked_for_when_set(ton: Counter, gateway: Ton) -> None:
    gateway.account(key="ton-key")
    assert (await ton.call("GET", "/masterchainInfo"))[0] == 401
    assert (await ton.call("GET", "/masterchainInfo", headers={"X-API-Key": "ton-key"}))[0] == 200


async def test_trouble(ton: Counter, gateway: Ton) -> None:
    gateway.transfer(10, "o-1")
    gateway.transfer(20, "o-2")
    gateway.fault("stale")
    assert [one["in_msg"]["value"] for one in await transactions(ton)] == ["10"]
    gateway.fault("wrong_amount", delta=-5)
    assert [one["in_msg"]["value"] for one in await transactions(ton)] == ["15", "10"]
    gateway.fault("429")
    assert (await ton.call("GET", "/masterchainInfo"))[0] == 429
    with pytest.raises(PersonError):
        gateway.transfer(0, "nothing")


async def test_money_sent_back_leaves_the_wallet(ton: Counter, gateway: Ton) -> None:
    paid = gateway.transfer(100, "o-1", source=OTHER)
    gateway.refund(paid.id, 40)
    assert gateway.held() == {"TON": 60}
    assert gateway.payment(paid.id).refunded == 40
    assert (await transactions(ton))[0]["out_msgs"][0]["destination"] == OTHER
    with pytest.raises(PersonError):
        gateway.refund(paid.id, 61)


async def test_the_wallet_page_sends_any_sum_with_any_comment(ton: Counter, gateway: Ton) -> None:
    url = f"{ton.gateways.url}/gateways/ton/pay/{TON_ADDRESS}?amount=1500000000&text=o-42"
    english, russian = (await ton.page(url, "en"))[1], (await ton.page(url, "ru"))[1]
    assert 'value="1.5"' in english
    assert 'value="o-42"' in english
    assert "Тестовый кошелёк" in russian
    assert "amount=1500000000" in russian  # changing the language keeps what was asked for
    status, said, _ = await ton.page(url, amount="2,25", comment="<b>o-43</b>")
    assert status == 200
    assert "The transfer was sent" in said
    assert "&lt;b&gt;" in said
    assert (await transactions(ton))[0]["in_msg"]["value"] == "2250000000"
    assert (await ton.page(url, amount="-1", comment=""))[0] == 422
    assert (await ton.page(f"{ton.gateways.url}/gateways/ton/pay/nowhere"))[0] == 404
    back = await ton.page(f"{url}&return_url=http://127.0.0.1:1/back", amount="1", comment="x")
    assert back[::2] == (303, "http://127.0.0.1:1/back")


async def test_control_transfers_and_mines(ton: Counter, gateway: Ton) -> None:
    place = f"{ton.gateways.url}/control/gateways/ton"
    async with ton.http.post(f"{place}/transfer", json={"amount": 7, "comment": "o-7", "aborted": True}) as answer:
        assert (await answer.json())["received"] == 0
    before = gateway.seqno()
    async with ton.http.post(f"{place}/mine", json={"blocks": 2}) as answer:
        assert (await answer.json())["seqno"] >= before + 2
