"""Commands with a key: carried out once, answered the same, kept so that nobody else can read them."""

import asyncio

import pytest

from core.auth import repeat
from core.auth.repeat import AnswerOnce, TwinUnderWay
from core.kit.errors import KeyReused, NotFound, Unavailable
from core.kit.security.cipher import Cipher
from db.repositories import sign_in
from tests.factories.clock import MovableClock
from tests.factories.town import Town

KEY = "a-key-of-mine"
ANSWER = (201, '{"address": "Тверская, 1"}'.encode())


async def carried_out() -> tuple[int, bytes]:
    return ANSWER


@pytest.fixture
def once(town: Town, clock: MovableClock) -> AnswerOnce:
    return AnswerOnce(town.uow, clock, Cipher("a key of the tests, 32 characters"))


async def test_a_command_that_comes_again_is_answered_as_it_was(once: AnswerOnce) -> None:
    assert await once("1:2", KEY, "hash", carried_out) == (*ANSWER, False)
    assert await once("1:2", KEY, "hash", carried_out) == (*ANSWER, True)
    assert await once("1:3", KEY, "other", carried_out) == (*ANSWER, False)  # somebody else's key is another key
    with pytest.raises(KeyReused):
        await once("1:2", KEY, "other", carried_out)


async def test_a_refused_command_may_be_tried_again(once: AnswerOnce) -> None:
    async def refused() -> tuple[int, bytes]:
        raise NotFound

    with pytest.raises(NotFound):
        await once("1:2", KEY, "hash", refused)
    assert await once("1:2", KEY, "hash", carried_out) == (*ANSWER, False)


async def test_answers_rest_encrypted(town: Town, once: AnswerOnce) -> None:
    await once("1:2", KEY, "hash", carried_out)
    async with town.uow.platform() as connection:
        found = await sign_in.claim_key(connection, "1:2", KEY, "hash", town.clock.now(), town.clock.now())
    assert found is not None
    assert "Тверская".encode() not in bytes(found["answer"])


async def test_who_lost_a_command_neither_frees_it_nor_answers_for_who_took_it_over(
    once: AnswerOnce, clock: MovableClock
) -> None:
    """The first hangs, the second takes the key over and works; then the first fails: the key is not its own now."""
    begun, lost, took_over, done = (asyncio.Event() for _ in range(4))

    async def hangs_and_fails() -> tuple[int, bytes]:
        begun.set()
        await lost.wait()
        raise NotFound

    async def works() -> tuple[int, bytes]:
        took_over.set()
        await done.wait()
        return ANSWER

    first = asyncio.create_task(once("1:2", KEY, "hash", hangs_and_fails))
    await begun.wait()
    clock.move(seconds=61)
    second = asyncio.create_task(once("1:2", KEY, "hash", works))
    await took_over.wait()
    lost.set()
    with pytest.raises(NotFound):
        await first
    with pytest.raises(TwinUnderWay):
        await once("1:2", KEY, "hash", carried_out)
    done.set()
    assert await second == (*ANSWER, False)
    assert await once("1:2", KEY, "hash", carried_out) == (*ANSWER, True)


async def test_whoever_takes_too_long_is_stopped_before_the_key_is_anybody_elses(
    once: AnswerOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repeat._UNDER_WAY.total_seconds() > repeat.MOST_SECONDS
    monkeypatch.setattr(repeat, "MOST_SECONDS", 0.0)

    async def never() -> tuple[int, bytes]:
        await asyncio.Event().wait()
        return ANSWER

    with pytest.raises(Unavailable):
        await once("1:2", KEY, "hash", never)
    monkeypatch.undo()
    assert await once("1:2", KEY, "hash", carried_out) == (*ANSWER, False)
