"""Telegram, Redis and PostgreSQL fail in the middle: others go on, money is never in doubt, nothing is said twice."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.connect import Joining
from config.settings import ProcessRole
from core.shops.open_shop import Bots
from db.embedded import PostgresServer, ValkeyServer, embedded_postgres, embedded_valkey
from db.migrate import migrate
from sandbox.server import running_sandbox
from tests.factories.database import Database, copy_of_template, reachable_folder
from tests.journeys.phone import Group
from tests.journeys.shopping import CARD, buys, comes_to_confirm, opens, orders
from tests.journeys.stage import Scene, open_shop, running, settings_for


async def pushes(scene: Scene, words: str) -> int:
    """How many messages with these words reached Anna."""
    return sum(words in seen.text for seen in await scene.anna.messages())


async def test_a_429_is_waited_out(scene: Scene) -> None:
    await scene.anna.start()
    await scene.driver.inject("429", "sendMessage", seconds=1, times=1)
    begun = time.monotonic()
    answer = await scene.anna.says("/cart")
    assert "пусто" in answer.text
    assert time.monotonic() - begun >= 1


async def test_who_blocked_the_bot_is_left_alone_and_welcomed_back(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await scene.settled()
    await scene.driver.block(anna.person, anna.bot)
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.becomes("fulfilling")
    await scene.driver.unblock(anna.person, anna.bot)
    home = await anna.start()
    assert "Лавка" in home.text
    await scene.staff.tap(scene.kirill, "🎉 Выдать")
    await anna.sees("доставлен")


async def test_a_500_on_an_answer_is_tried_again_and_on_a_push_is_not_sent_twice(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await scene.settled()
    await scene.driver.inject("500", "editMessageText", times=2)
    await anna.says("/orders")
    await scene.driver.inject("500", "sendMessage", chat=anna.person, times=1)
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.becomes("fulfilling")
    assert await pushes(scene, "Ждём вас!") <= 1


async def test_a_push_whose_answer_is_lost_is_not_sent_again(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    await scene.settled()
    await scene.driver.inject("drop_after", "sendMessage", chat=scene.anna.person, times=1)
    await scene.staff.tap(scene.kirill, "📦 Собрать")
    await scene.anna.sees("Ждём вас!")
    await scene.becomes("fulfilling")
    await asyncio.sleep(0.5)
    assert await pushes(scene, "Ждём вас!") == 1


async def test_an_invoice_whose_answer_is_lost_leaves_one_order_that_can_be_paid(scene: Scene) -> None:
    anna = scene.anna
    await comes_to_confirm(anna, scene.tea)
    await scene.driver.inject("drop_after", "sendInvoice", times=1)
    await anna.tap("✅ Подтвердить")
    await anna.sees("страница оплаты не открылась")
    assert (await anna.pays()).ok
    await scene.becomes("confirmed")
    assert await scene.orders() == 1
    assert len([seen for seen in await anna.messages() if seen.invoice]) == 1


async def test_a_connection_cut_while_a_tap_is_answered_makes_one_order(scene: Scene) -> None:
    anna = scene.anna
    await comes_to_confirm(anna, scene.tea)
    await scene.driver.inject("drop_after", "editMessageText", times=1)
    await scene.driver.inject("drop_before", "answerCallbackQuery", times=1)
    await anna.tap("✅ Подтвердить")
    assert (await anna.pays()).ok
    await scene.becomes("confirmed")
    assert await scene.orders() == 1


async def test_a_chat_that_hangs_does_not_hold_up_another(scene: Scene) -> None:
    await scene.vera.start()
    await scene.anna.start()
    await scene.driver.inject("hang", chat=scene.anna.person, seconds=60, times=3)
    asked = await scene.anna.types("/cart")
    assert "пусто" in (await scene.vera.says("/cart")).text
    assert all(seen.id <= asked.id for seen in await scene.anna.from_bot())
    await scene.driver.clear_faults()
    # The call that hangs ends by its own time-out; the next journey does not wait for it.
    await unhang(scene)


async def unhang(scene: Scene) -> None:
    async with scene.town.uow.platform() as connection:
        await connection.execute(text("UPDATE inbox SET handled_at = now() WHERE handled_at IS NULL"))


# ── staff and Telegram's refusals ────────────────────────────────────────────────────────────────────────────


async def put_off(scene: Scene) -> None:
    """Wait until something is to be told later, and everything else was told."""
    deadline = time.monotonic() + 10
    while True:
        waiting = await scene.stall.ask("SELECT count(*) FROM event_deliveries WHERE state = 'pending' AND error <> ''")
        # Events that were not spread yet count too: they are still to be told.
        untold = await scene.stall.ask(
            "SELECT (SELECT count(*) FROM event_deliveries WHERE state <> 'done')"
            " + (SELECT count(*) FROM outbox WHERE sent_at IS NULL)"
        )
        if waiting and waiting == untold:
            return
        assert time.monotonic() < deadline, "nothing is to be told later"
        await asyncio.sleep(0.03)


async def time_passes(scene: Scene, minutes: int = 0) -> None:
    await scene.stall.tell(f"UPDATE notifications SET at = at - interval '{minutes} minutes'")
    await scene.stall.tell("UPDATE event_deliveries SET next_attempt_at = now() WHERE state = 'pending'")


async def cards_in_the_group(scene: Scene) -> int:
    return sum(seen.button("📦 Собрать") is not None for seen in await scene.staff.messages())


async def test_an_order_reaches_the_group_after_a_long_429_and_nobody_hears_twice(scene: Scene) -> None:
    await scene.driver.inject("429", "sendMessage", chat=scene.staff.chat, seconds=600, times=None)
    await buys(scene.anna, scene.tea)
    await put_off(scene)
    wait = "SELECT min(next_attempt_at) > now() + interval '9 minutes' FROM event_deliveries WHERE state = 'pending'"
    assert await scene.stall.ask(wait)
    told = len(await scene.sends(chat=scene.anna.person))
    await scene.driver.clear_faults()
    await time_passes(scene)
    await scene.settled()
    assert await cards_in_the_group(scene) == 1
    assert len(await scene.sends(chat=scene.anna.person)) == told


async def test_orders_follow_a_group_that_became_a_supergroup(scene: Scene) -> None:
    await buys(scene.vera, scene.mug)
    await scene.settled()
    upgraded = scene.staff.chat - 500_000_000
    await scene.driver.add_group(upgraded, "Заказы", [scene.olga.person, scene.kirill.person], [scene.bot])
    await scene.driver.inject(
        "400", chat=scene.staff.chat, times=None, parameters={"migrate_to_chat_id": upgraded},
        description="Bad Request: group chat was upgraded to a supergroup chat",
    )  # fmt: skip
    await buys(scene.anna, scene.tea)
    group = Group(scene.driver, upgraded, {scene.kirill.person: scene.kirill})
    await group.tap(scene.kirill, "📦 Собрать")
    await scene.becomes("fulfilling")
    assert await scene.stall.ask("SELECT staff_chat_id FROM shops WHERE id = :id", id=scene.stall.id) == upgraded
    old = "SELECT count(*) FROM message_cards WHERE audience = 'staff' AND chat_id = :chat"
    assert await scene.stall.ask(old, chat=scene.staff.chat) == 0


async def test_colleagues_hear_in_private_while_the_bot_is_out_of_the_group(scene: Scene) -> None:
    for colleague in (scene.olga, scene.kirill, scene.oleg):
        await colleague.start()
    await scene.driver.inject(
        "403", chat=scene.staff.chat, times=None, description="Forbidden: bot was kicked from the supergroup chat"
    )
    await buys(scene.anna, scene.tea)
    await scene.kirill.tap("📦 Собрать")
    await scene.becomes("fulfilling")
    await scene.driver.clear_faults()
    await scene.kirill.tap("🎉 Выдать")
    await scene.becomes("delivered")
    await scene.driver.wait_for(scene.kirill.person, scene.staff.chat, text_contains="Итого")


async def test_an_order_is_shown_again_when_nobody_knows_whether_the_group_saw_it(scene: Scene) -> None:
    await scene.driver.inject("drop_before", "sendMessage", chat=scene.staff.chat, times=None)
    await buys(scene.anna, scene.tea)
    await put_off(scene)
    await scene.driver.clear_faults()
    await time_passes(scene, minutes=1)
    await put_off(scene)
    assert await cards_in_the_group(scene) == 0
    await time_passes(scene, minutes=2)
    await scene.settled()
    assert await cards_in_the_group(scene) == 1


async def test_a_worker_of_its_own_takes_up_a_bots_new_token(
    postgres: PostgresServer, valkey: ValkeyServer, folder: Path
) -> None:
    async with running_sandbox() as sandbox, copy_of_template(postgres) as database:
        talks = settings_for(sandbox.url, folder, roles=(ProcessRole.BOT,))
        works = settings_for(sandbox.url, folder, roles=(ProcessRole.WORKER,))
        async with running(talks, database, valkey.url) as found, running(works, database, valkey.url):
            scene = await open_shop(found, sandbox)
            await buys(scene.anna, scene.tea)
            await scene.settled()
            number = int(scene.token.partition(":")[0])
            token = f"{number}:" + "N" * 35
            await scene.driver.add_bot(token, scene.bot, "Лавка")
            await (await scene.app.container.get(Bots)).save(token, number, scene.bot, "Лавка")
            await (await scene.app.container.get(Joining)).refresh()
            await scene.staff.tap(scene.kirill, "📦 Собрать")
            await scene.anna.sees("Ждём вас!")
            await scene.becomes("fulfilling")
            assert await pushes(scene, "Ждём вас!") == 1
            # The old token was refused; nothing else was.
            assert {call["status"] for call in await scene.driver.violations()} <= {401}


# ── servers of their own ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def without_redis(postgres: PostgresServer) -> AsyncIterator[tuple[Scene, ValkeyServer]]:
    """A scene whose Valkey may be killed."""
    with reachable_folder() as folder:
        async with (
            running_sandbox() as sandbox,
            copy_of_template(postgres) as database,
            embedded_valkey(folder) as valkey,
            running(settings_for(sandbox.url, folder), database, valkey.url) as found,
        ):
            scene = await open_shop(found, sandbox)
            yield scene, valkey
            await scene.is_in_order()


async def test_buying_goes_on_without_redis(without_redis: tuple[Scene, ValkeyServer]) -> None:
    scene, valkey = without_redis
    anna = scene.anna
    await opens(anna, scene.tea)
    os.kill(valkey.pid, signal.SIGKILL)
    await anna.taps_through("⚡️ Купить", "Курьер")
    await anna.sees("куда привезти")
    await anna.types("Москва, Тверская улица, дом 1")
    await anna.sees("Телефон")
    await anna.types("+7 912 345-67-89")
    await anna.tap(CARD)
    await anna.tap("✅ Подтвердить")
    assert (await anna.pays()).ok
    await scene.becomes("confirmed")


@contextlib.contextmanager
def frozen(server: PostgresServer) -> Iterator[None]:
    """Stop every process of the server where it stands."""
    tree = [server.pid, *children(server.pid)]
    for pid in tree:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(tree):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def wait_for_the_end_of(pids: list[int]) -> None:
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        time.sleep(0.05)


@pytest.fixture
async def own_postgres() -> AsyncIterator[tuple[Scene, PostgresServer, Path]]:
    """A scene whose PostgreSQL may be frozen and killed."""
    with reachable_folder() as folder:
        async with embedded_postgres(folder) as server, running_sandbox() as sandbox:
            await migrate(server.url("shop", "shop_owner"))
            async with (
                embedded_valkey(folder) as valkey,
                running(settings_for(sandbox.url, folder), Database(server, "shop"), valkey.url) as found,
            ):
                scene = await open_shop(found, sandbox)
                yield scene, server, folder
                await scene.is_in_order()


async def test_a_frozen_database_refuses_a_payment_in_time_and_everything_goes_on_after(
    own_postgres: tuple[Scene, PostgresServer, Path],
) -> None:
    scene, server, _ = own_postgres
    anna = scene.anna
    await orders(anna, scene.tea)
    await anna.invoice()
    await scene.settled()
    with frozen(server):
        begun = time.monotonic()
        refused = await anna.pays()
        assert time.monotonic() - begun < 10
        assert not refused.ok
        assert "Деньги не списаны" in refused.error
        await anna.types("/cart")
    paid = await anna.pays()
    if not paid.ok:  # the approval of the frozen question may have been written after all, and lapses by itself
        assert "Деньги не списаны" in paid.error
        await scene.stall.tell("UPDATE payment_intents SET approved_until = now() - interval '1 second'")
        paid = await anna.pays()
    assert paid.ok, paid.error
    await scene.becomes("confirmed", seconds=20)
    await anna.sees("пусто", patience=20)


async def test_a_killed_database_is_outlived_in_the_middle_of_a_purchase(
    own_postgres: tuple[Scene, PostgresServer, Path],
) -> None:
    scene, server, folder = own_postgres
    anna = scene.anna
    await comes_to_confirm(anna, scene.tea)
    await scene.settled()
    tree = children(server.pid)
    os.kill(server.pid, signal.SIGKILL)
    await asyncio.to_thread(wait_for_the_end_of, tree)
    async with embedded_postgres(folder):
        pressed = await anna.tap("✅ Подтвердить", patience=40)
        if pressed.text:
            assert "Ничего не изменилось, деньги не списаны" in pressed.text
            await anna.tap("✅ Подтвердить", patience=40)
        assert (await anna.pays()).ok
        await scene.becomes("confirmed", seconds=30)
        assert await scene.orders() == 1
