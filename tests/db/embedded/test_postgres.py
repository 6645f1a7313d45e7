"""The bundled PostgreSQL lives as long as somebody uses it, and forgets nothing that was committed."""

import asyncio
import os
import shutil
import signal
import subprocess
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from db.embedded import embedded_postgres
from tests.db.embedded.conftest import connection, has_ended, is_running, type_of_start

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has its server run as another user")


async def test_it_starts_answers_and_stops(data_dir: Path) -> None:
    said: list[str] = []
    async with embedded_postgres(data_dir, on_progress=said.append) as server:
        engine = create_async_engine(server.url())
        async with engine.connect() as connected:
            row = (await connected.execute(text("SELECT current_user, version()"))).one()
        await engine.dispose()
        async with connection(server) as owner:
            settings = [await owner.fetchval(f"SHOW {name}") for name in ("listen_addresses", "fsync", "timezone")]

    assert row[0] == "shop_app"
    assert row[1].startswith("PostgreSQL 18")
    assert settings == ["", "on", "UTC"]
    assert said == ["Creating the database…", "Starting PostgreSQL…"]
    assert await has_ended(server.pid)


async def test_the_application_role_cannot_see_past_row_security(made_dir: Path) -> None:
    async with embedded_postgres(made_dir, durable=False) as server:
        async with connection(server, "shop_owner") as owner:
            await owner.execute("CREATE TABLE secret (shop int); INSERT INTO secret VALUES (1), (2)")
            await owner.execute("GRANT SELECT ON secret TO shop_app; ALTER TABLE secret ENABLE ROW LEVEL SECURITY")
            await owner.execute("CREATE POLICY mine ON secret USING (shop = 1)")
        async with connection(server, "shop_app") as application:
            seen = await application.fetch("SELECT shop FROM secret")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await application.execute("CREATE TABLE mine ()")
            powers = await application.fetchrow(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            )

    assert [row["shop"] for row in seen] == [1]
    assert list(powers) == [False] * 4


async def test_cyrillic_words_have_trigrams_and_sort_as_an_alphabet(made_dir: Path) -> None:
    async with embedded_postgres(made_dir, durable=False) as server, connection(server) as owner:
        assert await owner.fetchval("SELECT show_trgm('дом')") != []
        assert await owner.fetchval("SELECT similarity('футболка', 'футболки')") > 0.5
        assert await owner.fetchval("SELECT unaccent('Ёж')") == "Еж"
        assert await owner.fetchval("SELECT lower('ДОМ')") == "дом"


async def test_two_processes_share_one_server_and_the_last_one_out_stops_it(
    made_dir: Path, other_process: type_of_start
) -> None:
    other = await other_process("postgres", made_dir)
    async with embedded_postgres(made_dir, durable=False) as server:
        assert server.pid == other.server_pid
        await other.leave()
        async with connection(server) as owner:
            assert await owner.fetchval("SELECT 1") == 1

    assert await has_ended(server.pid)


async def test_users_that_start_at_once_get_the_same_server(made_dir: Path) -> None:
    async def use() -> int:
        async with embedded_postgres(made_dir, durable=False) as server:
            await asyncio.sleep(0.2)
            return server.pid

    assert len({*await asyncio.gather(use(), use(), use())}) == 1


async def test_a_killed_server_keeps_every_committed_row(made_dir: Path) -> None:
    async with embedded_postgres(made_dir) as server:
        async with connection(server) as owner:
            await owner.execute("CREATE TABLE paid (number int)")
            await owner.execute("INSERT INTO paid SELECT generate_series(1, 1000)")
        os.kill(server.pid, signal.SIGKILL)

    async with embedded_postgres(made_dir) as again, connection(again) as owner:
        assert again.pid != server.pid
        assert await owner.fetchval("SELECT count(*) FROM paid") == 1000


async def test_the_server_of_a_killed_process_is_used_again_and_then_stopped(
    made_dir: Path, other_process: type_of_start
) -> None:
    other = await other_process("postgres", made_dir)
    await other.kill()
    assert is_running(other.server_pid)

    async with embedded_postgres(made_dir, durable=False) as server:
        assert server.pid == other.server_pid

    assert await has_ended(server.pid)


async def test_a_start_while_it_is_stopping_waits_and_starts_it_again(made_dir: Path) -> None:
    async with embedded_postgres(made_dir, durable=False) as server:
        os.kill(server.pid, signal.SIGINT)
        async with embedded_postgres(made_dir, durable=False) as again, connection(again) as owner:
            assert again.pid != server.pid
            assert await owner.fetchval("SELECT 1") == 1


async def test_a_stale_note_whose_number_is_taken_by_another_program_is_no_server(made_dir: Path) -> None:
    note = made_dir / "postgres" / "data" / "postmaster.pid"
    async with embedded_postgres(made_dir, durable=False) as server, connection(server) as owner:
        content = note.read_text().splitlines()
        uid = note.stat().st_uid
        await owner.execute("CREATE TABLE kept ()")
    stranger = subprocess.Popen(["sleep", "60"], user=uid if os.geteuid() == 0 else None)  # noqa: ASYNC220, S607
    try:
        note.write_text("\n".join([str(stranger.pid), *content[1:]]) + "\n")
        async with embedded_postgres(made_dir, durable=False) as again, connection(again) as owner:
            assert await owner.fetchval("SELECT count(*) FROM kept") == 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


async def test_a_deep_folder_with_a_russian_name_is_no_obstacle(data_dir: Path) -> None:
    deep = data_dir.joinpath("мой магазин, новый", *["folder"] * 15)
    async with embedded_postgres(deep, durable=False) as server:
        engine = create_async_engine(server.url(user="shop_owner"))
        async with engine.connect() as connected:
            assert (await connected.execute(text("SELECT 1"))).scalar() == 1
        await engine.dispose()
        assert server.socket_dir.stat().st_mode & 0o077 == 0

    shutil.rmtree(server.socket_dir)


@needs_root
async def test_a_folder_closed_to_the_server_becomes_a_link_to_one_it_can_enter(data_dir: Path) -> None:
    data_dir.chmod(0o700)  # noqa: ASYNC240
    async with embedded_postgres(data_dir, durable=False) as server, connection(server) as owner:
        await owner.execute("CREATE TABLE kept ()")
    home = (data_dir / "postgres").readlink()
    try:
        async with embedded_postgres(data_dir, durable=False) as server, connection(server) as owner:
            assert await owner.fetchval("SELECT count(*) FROM kept") == 0
        assert home.stat().st_mode & 0o077 == 0
    finally:
        shutil.rmtree(home)


async def test_psql_of_the_same_version_finds_the_server(made_dir: Path) -> None:
    async with embedded_postgres(made_dir, durable=False) as server:
        asked = await asyncio.create_subprocess_exec(
            *(str(server.bin_dir / "psql"), "-XAtc", "SELECT current_database()"),
            env={**server.psql_env()},
            stdout=asyncio.subprocess.PIPE,
        )
        output, _ = await asked.communicate()

    assert output == b"shop\n"


async def test_a_cancelled_start_leaves_no_server_behind(made_dir: Path) -> None:
    async with embedded_postgres(made_dir, durable=False):
        pass

    async def use() -> None:
        async with embedded_postgres(made_dir, durable=False):
            await asyncio.sleep(60)

    for delay in (0.005, 0.02, 0.04, 0.1):
        starting = asyncio.create_task(use())
        await asyncio.sleep(delay)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        assert not (made_dir / "postgres" / "data" / "postmaster.pid").exists()


async def test_the_event_loop_stays_free_while_a_cluster_is_made(data_dir: Path) -> None:
    loop = asyncio.get_running_loop()
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = loop.time()
            await asyncio.sleep(0.005)
            longest = max(longest, loop.time() - before)

    watcher = asyncio.create_task(watch())
    async with embedded_postgres(data_dir, durable=False):
        pass
    watcher.cancel()
    assert longest < 0.3
