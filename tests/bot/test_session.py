"""The one session of all bots: a hundred long polls leave room for answers."""

import asyncio

from bot.fleet import api_server
from bot.session import JsonSession
from sandbox.server import running_sandbox


async def test_more_than_a_hundred_polled_bots_do_not_silence_each_other() -> None:
    async with running_sandbox() as sandbox:
        tokens = [f"{8_000_000_000 + number}:TEST-token-of-a-polled-bot-{number:08}" for number in range(120)]
        for number, token in enumerate(tokens):
            await sandbox.driver.add_bot(token, f"polled{number}_bot", "Bot")
        session = JsonSession(api_server(sandbox.url))
        polls = [asyncio.create_task(session.raw(token, "getUpdates", {"timeout": 20}, 30)) for token in tokens]
        await asyncio.sleep(0.5)
        me = await session.raw(tokens[-1], "getMe", {}, 5)
        assert me["username"] == "polled119_bot"
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)
        await session.close()
