"""Whatever is wrong with the servers is told in one sentence."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from db.embedded import EmbeddedServerError, embedded_postgres, embedded_valkey
from db.embedded.errors import explain
from tests.db.embedded.conftest import type_of_start

NOBODY = 65534
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")


async def refusal(data_dir: Path) -> EmbeddedServerError:
    with pytest.raises(EmbeddedServerError) as refused:
        async with embedded_postgres(data_dir, durable=False):
            pass
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith(".")
    return refused.value


def cluster_of(data_dir: Path, version: str | None) -> Path:
    """A cluster folder that only claims to be one."""
    cluster = data_dir / "postgres" / "data"
    cluster.mkdir(parents=True)
    (cluster / "notes.txt").write_text("holiday photos")
    if version is not None:
        (cluster / "PG_VERSION").write_text(version)
    return cluster


async def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(data_dir: Path) -> None:
    cluster = cluster_of(data_dir, version=None)
    assert "is not a PostgreSQL data folder" in str(await refusal(data_dir))
    assert [file.name for file in cluster.iterdir()] == ["notes.txt"]


async def test_a_cluster_of_a_newer_postgresql_asks_for_a_newer_shop(data_dir: Path) -> None:
    cluster_of(data_dir, version="19\n")
    assert "was made by PostgreSQL 19, newer than the bundled" in str(await refusal(data_dir))


async def test_a_cluster_of_an_older_postgresql_asks_for_a_backup(data_dir: Path) -> None:
    cluster_of(data_dir, version="17\n")
    assert "was made by PostgreSQL 17, older than the bundled" in str(await refusal(data_dir))


async def test_a_damaged_cluster_is_refused_with_the_tail_of_the_log(data_dir: Path) -> None:
    async with embedded_postgres(data_dir, durable=False):
        pass
    (data_dir / "postgres" / "data" / "global" / "pg_control").write_bytes(b"garbage")
    refused = await refusal(data_dir)
    assert str(refused).startswith("PostgreSQL could not start in")
    assert "FATAL" in refused.log_tail or "PANIC" in refused.log_tail


async def test_a_data_folder_that_is_a_file_is_refused(data_dir: Path) -> None:
    (data_dir / "var").write_text("")
    assert "cannot be made: File exists" in str(await refusal(data_dir / "var"))


async def test_a_link_to_a_cluster_that_is_gone_is_not_replaced_by_an_empty_one(data_dir: Path) -> None:
    (data_dir / "postgres").symlink_to(data_dir / "gone")
    assert "which is gone" in str(await refusal(data_dir))
    assert not (data_dir / "gone").exists()


@needs_root
async def test_a_cluster_its_owner_can_no_longer_reach_is_refused(made_dir: Path) -> None:
    made_dir.chmod(0o700)  # noqa: ASYNC240
    assert "who cannot enter" in str(await refusal(made_dir))
    made_dir.chmod(0o711)  # noqa: ASYNC240


@pytest.mark.parametrize("server", ["postgres", "valkey"])
async def test_a_folder_without_permission_is_refused(
    data_dir: Path, other_process: type_of_start, server: str
) -> None:
    data_dir.chmod(0o555)  # noqa: ASYNC240
    other = await other_process(server, data_dir, as_uid=NOBODY if os.geteuid() == 0 else None)
    assert other.said == f"refused There is no permission to use {data_dir}: give it to the user who starts the shop."
    data_dir.chmod(0o755)  # noqa: ASYNC240


@needs_root
async def test_the_cluster_of_another_user_is_refused(data_dir: Path, other_process: type_of_start) -> None:
    (data_dir / "postgres").mkdir()
    other = await other_process("postgres", data_dir, as_uid=NOBODY)
    assert "belongs to the user root" in other.said


@pytest.mark.parametrize(("server", "setting"), [("postgres", "DATABASE_URL"), ("valkey", "REDIS_URL")])
async def test_a_machine_without_the_wheel_is_told_which_setting_helps(
    data_dir: Path, other_process: type_of_start, server: str, setting: str
) -> None:
    other = await other_process(server, data_dir, bare=True)
    assert "is bundled for" in other.said
    assert setting in other.said


async def test_a_damaged_valkey_file_is_refused(data_dir: Path) -> None:
    async with embedded_valkey(data_dir):
        pass
    for file in (data_dir / "valkey" / "appendonlydir").glob("*.aof"):
        file.write_bytes(b"garbage, not a command\r\n" * 100)
    for file in (data_dir / "valkey" / "appendonlydir").glob("*.rdb"):
        file.write_bytes(b"garbage")
    with pytest.raises(EmbeddedServerError) as refused:
        async with embedded_valkey(data_dir):
            pass
    assert str(refused.value).endswith("move its folder away.")
    shutil.rmtree(data_dir / "valkey")
    async with embedded_valkey(data_dir):
        pass


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EROFS, "read-only disk"),
        (errno.EDQUOT, "quota"),
        (errno.EACCES, "permission"),
    ],
)
def test_what_the_system_refuses_is_told_in_words(number: int, words: str) -> None:
    told = explain(OSError(number, os.strerror(number)), Path("/data"), "something else.")
    assert words in str(told)
    assert "/data" in str(told)
