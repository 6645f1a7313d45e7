"""The sandbox as a process: it survives kill -9 with everything, says one line, and goes with its parent."""

import asyncio
import json
import sys
from pathlib import Path

from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LabeledPrice

from sandbox.driver import Driver
from tests.sandbox.conftest import ANN, SHOP, client, png, populate


async def spawn(folder: Path | None, *more: str) -> tuple[asyncio.subprocess.Process, str]:
    data = ["--data", str(folder)] if folder else []
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", *data, *more,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    assert line.startswith("sandbox ready: http://")
    return process, line.rpartition(" ")[2].strip()


async def test_a_killed_sandbox_loses_nothing(tmp_path: Path) -> None:
    process, url = await spawn(tmp_path)
    bot = client(url)
    async with Driver(url) as driver:
        await populate(driver)
        await driver.start(ANN, SHOP)
        photo = await bot.send_photo(ANN, BufferedInputFile(png(), "a.png"))
        rows = [[InlineKeyboardButton(text="Buy", callback_data="buy")]]
        await bot.send_message(ANN, "Menu", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
        price = [LabeledPrice(label="Key", amount=5)]
        await bot.send_invoice(ANN, "Key", "A key", "order:2", "XTR", price)
        await driver.tap(ANN, SHOP, "Buy", wait=False)
        checkout = asyncio.create_task(driver.pay(ANN, SHOP))
        await asyncio.sleep(0.1)
        before = await driver.messages(ANN, SHOP)
        process.kill()
        await process.wait()
        await asyncio.gather(checkout, return_exceptions=True)
    await bot.session.close()

    process, url = await spawn(tmp_path)
    bot = client(url)
    async with Driver(url) as driver:
        assert await driver.messages(ANN, SHOP) == before
        assert photo.photo is not None
        assert await driver.file(photo.photo[-1].file_id) == png()
        updates = await bot.get_updates()
        assert [u.event_type for u in updates] == ["message", "callback_query", "pre_checkout_query"]
        assert updates[1].callback_query is not None
        assert updates[2].pre_checkout_query is not None
        await bot.answer_callback_query(updates[1].callback_query.id)
        await bot.answer_pre_checkout_query(updates[2].pre_checkout_query.id, ok=True)
        assert (await driver.charges(ANN))[0]["amount"] == 5
        sent = await bot.send_message(ANN, "after")
        assert sent.message_id > before[-1].id
    await bot.session.close()
    process.terminate()
    assert await process.wait() == 0


async def test_it_stops_when_its_parent_is_gone() -> None:
    process, _ = await spawn(None, "--exit-with-parent")
    assert process.stdin is not None
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 5) == 0


async def test_a_taken_port_is_one_clear_sentence() -> None:
    first, url = await spawn(None)
    second = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", url.rpartition(":")[2], stderr=asyncio.subprocess.PIPE
    )
    _, said = await second.communicate()
    assert second.returncode == 1
    assert said.decode().startswith("The sandbox cannot start on 127.0.0.1:")
    assert said.decode().count("\n") == 1
    first.terminate()
    await first.wait()


def test_every_method_of_the_client_is_in_the_table() -> None:
    """The table of methods was made from the client's own classes: this finds what a new version adds."""
    from aiogram import methods
    from aiogram.methods.base import TelegramMethod

    table = json.loads((Path(__file__).parents[2] / "sandbox" / "schema.json").read_text())
    classes = [one for one in vars(methods).values() if isinstance(one, type) and issubclass(one, TelegramMethod)]
    for one in classes:
        if one is not TelegramMethod:
            assert set(one.model_fields) <= set(table[one.__api_method__]), one.__api_method__
