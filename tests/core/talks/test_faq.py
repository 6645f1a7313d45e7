"""Ready answers: found by word forms in both languages, ordered by people."""

from dataclasses import replace

import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.talks.errors import MessageTooLong
from core.talks.faq import Answers, WriteAnswers
from db.types.enums import Role
from tests.factories.at_once import at_once
from tests.factories.town import Stall, Town


@pytest.fixture
async def desk(town: Town) -> tuple[Stall, WriteAnswers, Answers]:
    stall = await town.shop()
    write = WriteAnswers(town.uow, town.clock)
    for question, answer, keywords in (
        ("Сколько стоит доставка?", "Курьер – 300 ₽", "доставка, курьер, привезти"),
        ("Как вернуть товар?", "В течение 14 дней", "возврат, вернуть, обмен"),
        ("Где вы находитесь?", "Тверская, 1", "адрес, магазин, самовывоз"),
    ):
        entry_id = await write.add(stall.owner, "ru", question, answer)
        await write.write(stall.owner, entry_id, "keywords", "ru", keywords)
    entry_id = await write.add(stall.owner, "en", "Do you gift-wrap?", "Gladly, for free")
    await write.write(stall.owner, entry_id, "keywords", "en", "gift, wrapping, presents")
    return stall, write, Answers(town.uow)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("а доставки курьером почём", "Курьер – 300 ₽"),
        ("вы привезёте?", None),
        ("привезти можете завтра?", "Курьер – 300 ₽"),
        ("хочу возвратить", "В течение 14 дней"),
        ("можно вернуть кружку", "В течение 14 дней"),
        ("какой у вас адрес", "Тверская, 1"),
        ("wrapped as a present please", "Gladly, for free"),
        ("Do you have gifts?", "Gladly, for free"),
        ("зелёный чай", None),
        ("", None),
        ("' | & ! ( ) :* \\", None),
    ],
)
async def test_an_answer_is_found_by_the_forms_of_its_words(
    desk: tuple[Stall, WriteAnswers, Answers], typed: str, answer: str | None
) -> None:
    stall, _, answers = desk
    found = await answers.best(stall.id, typed)
    assert (next(iter(found.answer.values())) if found else None) == answer


async def test_the_order_is_changed_one_place_at_a_time(desk: tuple[Stall, WriteAnswers, Answers]) -> None:
    stall, write, answers = desk

    async def order() -> list[str]:
        return [next(iter(one.answer.values())).split()[0] for one in await answers.all(stall.id)]

    first, *_, last = await write.all(stall.owner)
    await write.move(stall.owner, last.id, up=True)
    assert await order() == ["Курьер", "В", "Gladly,", "Тверская,"]
    await write.move(stall.owner, first.id, up=True)
    await write.move(stall.owner, first.id, up=False)
    assert await order() == ["В", "Курьер", "Gladly,", "Тверская,"]


async def test_the_last_word_of_each_person_counts_once(desk: tuple[Stall, WriteAnswers, Answers]) -> None:
    stall, write, answers = desk
    [entry, *_] = await answers.all(stall.id)
    anna, boris = (await stall.customer()).actor, (await stall.customer("Boris")).actor

    async def counted() -> tuple[int, int]:
        found = await write.one(stall.owner, entry.id)
        return found.helped, found.not_helped

    for person, helped, expected in (
        (anna, True, (1, 0)),
        (anna, True, (1, 0)),
        (boris, True, (2, 0)),
        (anna, False, (1, 1)),
        (anna, False, (1, 1)),
        (boris, False, (0, 2)),
    ):
        await answers.vote(person, entry.id, helped=helped)
        assert await counted() == expected
    with pytest.raises(NotFound):
        await answers.vote(anna, 1, helped=True)


async def test_ten_taps_at_once_are_one_vote(desk: tuple[Stall, WriteAnswers, Answers]) -> None:
    stall, write, answers = desk
    [entry, *_] = await answers.all(stall.id)
    anna = (await stall.customer()).actor
    await at_once(answers.vote(anna, entry.id, helped=bool(number % 2)) for number in range(10))
    found = await write.one(stall.owner, entry.id)
    assert found.helped + found.not_helped == 1


async def test_control_without_the_memory_of_votes_every_tap_counts(
    desk: tuple[Stall, WriteAnswers, Answers],
) -> None:
    stall, write, answers = desk
    [entry, *_] = await answers.all(stall.id)
    anna = (await stall.customer()).actor
    for _ in range(3):
        await answers.vote(anna, entry.id, helped=True)
        await stall.tell("DELETE FROM faq_votes")
    assert (await write.one(stall.owner, entry.id)).helped == 3


async def test_what_is_wrong_is_refused_with_its_limit(desk: tuple[Stall, WriteAnswers, Answers]) -> None:
    stall, write, _ = desk
    with pytest.raises(BadInput):
        await write.add(stall.owner, "ru", "???", "x")
    with pytest.raises(MessageTooLong):
        await write.add(stall.owner, "ru", "a" * 121, "x")
    [entry, *_] = await write.all(stall.owner)
    await write.remove(stall.owner, entry.id)
    with pytest.raises(NotFound):
        await write.one(stall.owner, entry.id)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.STOCK_KEEPER, Role.COURIER, Role.ANALYST, None])
async def test_only_owners_and_managers_write_answers(
    desk: tuple[Stall, WriteAnswers, Answers], role: Role | None
) -> None:
    stall, write, _ = desk
    actor = replace(stall.owner, role=role)
    [entry, *_] = await write.all(stall.owner)
    for doing in (
        write.all(actor),
        write.add(actor, "ru", "Q?", "A"),
        write.write(actor, entry.id, "answer", "ru", "A"),
        write.move(actor, entry.id, up=True),
        write.remove(actor, entry.id),
    ):
        with pytest.raises(Forbidden):
            await doing
