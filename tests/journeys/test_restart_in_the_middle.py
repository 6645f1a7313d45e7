"""Every question of the chat outlives a restart, also one that empties Valkey: the answer is taken, once.

All flows are brought to their middle by people of their own, the application is stopped and started again, and each
flow is a test that goes on from there.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.links import Link
from db.embedded import PostgresServer, embedded_valkey
from handlers import ROUTERS
from sandbox.driver import Seen
from sandbox.people.pressing import press
from sandbox.server import running_sandbox
from tests.factories.database import copy_of_template
from tests.factories.town import Customer
from tests.journeys.flows import FLOWS, FOLLOWING, PHOTO, Around, Flow
from tests.journeys.phone import Phone, plain
from tests.journeys.stage import Scene, new_phone, open_shop, picture, running, settings_for

# So many orders within seconds would be looked at by people first.
NO_RISK = """UPDATE shops SET settings = settings || '{"risk": {"enabled": false}}' WHERE id = :id"""


@dataclass(slots=True)
class Middle:
    """Somebody in the middle of a flow. `asked` is the message with the question."""

    around: Around
    phone: Phone
    asked: int = 0
    trouble: Exception | None = None


@dataclass(slots=True)
class Halfway:
    """All of them, after the restart."""

    scene: Scene
    people: dict[str, Middle]

    async def kept(self, flow: Flow, who: Middle) -> int:
        """How often the answer was kept."""
        around = who.around
        question = flow.kept.format(name=around.name, sku=around.goods.sku, slug=around.goods.sku.lower())
        known = {"person": around.person.person_id, "shop": around.stall.id}
        params = {name: value for name, value in known.items() if f":{name}" in question}
        return int(await around.stall.ask(f"SELECT count(*) {question}", **params))


async def presses(scene: Scene, phone: Phone, link: Link) -> int:
    """Press a button with this link on the newest message; return the newest message after the answer."""
    telegram = scene.sandbox.telegram
    person = telegram.world.person(phone.person)
    chat = telegram.world.chat_for(person, phone.bot)
    newest = (await phone.from_bot())[-1]
    message = telegram.world.history[chat.key][newest.id]
    pressed = press(telegram, person, chat, message, {"text": "·", "callback_data": link.pack()})
    answered = await scene.driver.call("wait", kind="callback", id=pressed["callback"]["id"], timeout=10)
    assert answered["answered"], f"nobody answered {link}"
    assert not answered.get("alert"), answered.get("text")
    return newest.id


async def brought(scene: Scene, flow: Flow, number: int) -> Middle:
    """Bring somebody to the middle of a flow."""
    stall = scene.stall
    person = (await stall.customer(flow.name)).actor if flow.role is None else await stall.hires(flow.role, flow.name)
    person = replace(person, language="ru")
    phone = await new_phone(scene.driver, flow.name, "ru", scene.bot, person.telegram_id, scene.anna.at_rest)
    goods = await stall.sells(f"SKU{number:03}", stock_of=20)

    async def somebody() -> Customer:
        customer = await stall.customer()
        await (
            await new_phone(scene.driver, "Аня", "ru", scene.bot, customer.actor.telegram_id, scene.anna.at_rest)
        ).start()
        return customer

    middle = Middle(Around(scene.town, stall, person, goods, flow.name, somebody), phone)
    await phone.start()
    try:
        await presses(scene, phone, await flow.opens(middle.around))
    except Exception as trouble:  # noqa: BLE001 – told by this flow's own test
        middle.trouble = trouble
    return middle


@pytest.fixture(scope="module", params=["restarted", "with Valkey emptied"])
async def halfway(request: pytest.FixtureRequest, postgres: PostgresServer, folder: Path) -> AsyncIterator[Halfway]:
    """Everybody is in the middle of something when the shop restarts."""
    data = folder / f"halfway {len(request.param)}"
    data.mkdir()
    async with (
        embedded_valkey(data) as valkey,
        running_sandbox() as sandbox,
        copy_of_template(postgres) as database,
        running(settings_for(sandbox.url, data), database, valkey.url) as found,
    ):
        scene = await open_shop(found, sandbox)
        await scene.stall.tell(NO_RISK, id=scene.stall.id)
        people = {}
        for number, flow in enumerate(FLOWS):
            people[flow.state] = await brought(scene, flow, number)
        await scene.settled()
        await found.stop()
        if request.param != "restarted":
            redis: Redis = Redis.from_url(valkey.url)
            await redis.flushall()
            await redis.aclose()
        await found.start_again()
        yield Halfway(scene, people)
        await scene.is_in_order()


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.state)
async def test_the_answer_is_taken_after_a_restart_and_once(halfway: Halfway, flow: Flow) -> None:
    who, scene = halfway.people[flow.state], halfway.scene
    if who.trouble is not None:
        raise who.trouble
    before = await halfway.kept(flow, who) if flow.kept else 0

    answer = await answered(scene, who, flow)

    shown = plain(" ".join((answer.text, *answer.button_texts)))
    wanted = flow.after.format(name=who.around.name, sku=who.around.goods.sku)
    assert plain(wanted) in shown, shown
    if flow.kept:
        assert before == 0
        assert await halfway.kept(flow, who) == 1


async def answered(scene: Scene, who: Middle, flow: Flow) -> Seen:
    """Answer as people do, and wait for what is said to it."""
    phone = who.phone
    if flow.answer is PHOTO:
        sent = await scene.driver.send_photo(phone.person, phone.bot, picture("teal"))
    elif isinstance(flow.answer, bytes):
        sent = await scene.driver.send_document(phone.person, phone.bot, flow.answer, "zones.geojson")
    else:
        sent = await phone.types(flow.answer.format(name=who.around.name, sku=who.around.goods.sku))
    await phone.sees(after=sent.id)
    await scene.settled()
    return [seen for seen in await phone.from_bot() if seen.id > sent.id][-1]


def test_every_question_that_waits_for_an_answer_is_walked() -> None:
    waiting = {state for conversation in ROUTERS for state in conversation.answers}
    assert waiting == {flow.state for flow in FLOWS} | FOLLOWING.keys(), "say in flows.py how one gets there"
