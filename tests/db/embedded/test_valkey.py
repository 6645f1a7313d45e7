"""The bundled Valkey lives as long as somebody uses it, and keeps what it acknowledged."""

import asyncio
import os
import signal
from pathlib import Path

from redis.asyncio import Redis

from db.embedded import embedded_postgres, embedded_valkey
from tests.db.embedded.conftest import has_ended, is_running, type_of_start


async def test_it_starts_answers_and_stops(data_dir: Path) -> None:
    async with (
        embedded_valkey(data_dir) as server,
        Redis.from_url(server.url, decode_responses=True) as client,
    ):
        await client.set("step", "address")
        settings = await client.config_get("port", "appendonly", "appendfsync", "maxmemory-policy")

    assert settings == {
        "port": "0",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
    }
    assert await has_ended(server.pid)
    async with (
        embedded_valkey(data_dir) as server,
        Redis.from_url(server.url, decode_responses=True) as client,
    ):
        assert await client.get("step") == "address"


async def test_two_processes_share_one_server_and_the_last_one_out_stops_it(
    data_dir: Path, other_process: type_of_start
) -> None:
    other = await other_process("valkey", data_dir)
    async with embedded_valkey(data_dir) as server:
        assert server.pid == other.server_pid
        await other.leave()
        async with Redis.from_url(server.url) as client:
            assert await client.ping()

    assert await has_ended(server.pid)


async def test_the_server_of_a_killed_process_is_used_again_and_then_stopped(
    data_dir: Path, other_process: type_of_start
) -> None:
    other = await other_process("valkey", data_dir)
    await other.kill()
    assert is_running(other.server_pid)

    async with embedded_valkey(data_dir) as server:
        assert server.pid == other.server_pid

    assert await has_ended(server.pid)


async def test_a_killed_server_keeps_what_it_acknowledged(data_dir: Path) -> None:
    async with embedded_valkey(data_dir) as server:
        async with Redis.from_url(server.url) as client:
            await client.set("step", "phone")
        os.kill(server.pid, signal.SIGKILL)

    async with embedded_valkey(data_dir) as again, Redis.from_url(again.url, decode_responses=True) as client:
        assert again.pid != server.pid
        assert await client.get("step") == "phone"


async def test_a_start_while_it_is_stopping_waits_and_starts_it_again(data_dir: Path) -> None:
    async with embedded_valkey(data_dir) as server, Redis.from_url(server.url) as client:
        await client.set("step", "phone")
        os.kill(server.pid, signal.SIGTERM)
        async with embedded_valkey(data_dir) as again, Redis.from_url(again.url) as another:
            assert await another.get("step") == b"phone"


async def test_a_deep_folder_is_no_obstacle(data_dir: Path) -> None:
    async with (
        embedded_valkey(data_dir.joinpath(*["папка"] * 15)) as server,
        Redis.from_url(server.url) as client,
    ):
        assert await client.ping()

    server.socket.parent.rmdir()


async def test_the_second_start_of_both_servers_takes_less_than_a_second(made_dir: Path) -> None:
    async def start_both() -> float:
        loop = asyncio.get_running_loop()
        before = loop.time()
        async with embedded_postgres(made_dir), embedded_valkey(made_dir):
            return loop.time() - before

    await start_both()
    assert await start_both() < 1.0
