"""Makes a new PostgreSQL cluster with the shop's database, roles and extensions, whole or not at all."""

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from db.embedded.accounts import Account
from db.embedded.errors import EmbeddedServerError, explain
from db.embedded.programs import run

MAJOR = 18
_ROOM_BYTES = 200 * 1024 * 1024

# The builtin provider sorts alike on every machine. LC_CTYPE is C.UTF-8 because pg_trgm asks it what a letter
# is: with plain C it would see none in Cyrillic.
# `trust` is sound because there is no way in but the socket, whose folder only the server's user (and root)
# can enter; `peer` would need a map from whoever starts the shop to the roles, and keep out nobody else.
_INITDB = (
    "--username=postgres",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--auth-local=trust",
    "--auth-host=reject",
    "--set=listen_addresses=",
    "--no-sync",
    "--no-instructions",
)
_ROLES = """\
CREATE ROLE shop_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS
CREATE ROLE shop_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS
CREATE DATABASE shop OWNER shop_owner
"""
_EXTENSIONS = """\
CREATE EXTENSION pg_trgm
CREATE EXTENSION unaccent
"""


def check(cluster: Path) -> bool:
    """True when there is a cluster to start, False when one must be made; anything else is refused."""
    if not cluster.exists():
        return False
    try:
        made_by = int((cluster / "PG_VERSION").read_text().strip())
    except (OSError, ValueError):
        raise EmbeddedServerError(
            f"{cluster} is not a PostgreSQL data folder: move it away, or set DATA_DIR to another folder."
        ) from None
    if made_by == MAJOR:
        return True
    advice = (
        "newer than the bundled one: take a newer version of the shop, or another DATA_DIR."
        if made_by > MAJOR
        else "older than the bundled one: back it up with the version of the shop that made it, then restore"
        " that into an empty DATA_DIR."
    )
    raise EmbeddedServerError(f"{cluster} was made by PostgreSQL {made_by}, {advice}")


async def create(cluster: Path, programs: Path, account: Account, *, durable: bool, say: Callable[[str], None]) -> None:
    """Builds under another name and renames at the end: a killed start leaves nothing half made."""
    if shutil.disk_usage(cluster.parent).free < _ROOM_BYTES:
        raise explain("No space left on device", cluster.parent, "")
    for leftover in cluster.parent.glob("data.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    unfinished = cluster.with_name(f"data.new-{secrets.token_hex(4)}")
    say("Creating the database…")
    single = ("--single", "-D", str(unfinished), "-c", "exit_on_error=on", "-c", "fsync=off")
    steps = [
        ("initdb", ("-D", str(unfinished), *_INITDB), ""),
        ("postgres", (*single, "postgres"), _ROLES),
        ("postgres", (*single, "shop"), _EXTENSIONS),
    ]
    if durable:
        steps.append(("initdb", ("-D", str(unfinished), "--sync-only"), ""))
    for program, arguments, statements in steps:
        status, output = await run(programs / program, arguments, account, stdin=statements)
        if status:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise explain(output, cluster.parent, f"The database could not be created in {cluster.parent}.")
    unfinished.rename(cluster)
