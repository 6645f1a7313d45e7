"""Keeps the world in one SQLite file, so that a killed sandbox starts again where it was."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sandbox.jsontypes import dumps, loads


class Storage:
    """Rows of ``(kind, key) -> JSON``.

    Writes made in one go of the event loop share one transaction: a kill between two of them
    would otherwise keep a message and lose its update. Without a folder nothing is stored.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._pending: dict[tuple[str, str], bytes | None] = {}
        self._scheduled = False
        self._database: sqlite3.Connection | None = None
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(folder / "sandbox.sqlite3", isolation_level=None)
            self._database.execute("PRAGMA journal_mode=WAL")
            # A kill of this process loses nothing that reached the operating system.
            self._database.execute("PRAGMA synchronous=OFF")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS rows (kind TEXT, key TEXT, body BLOB, PRIMARY KEY (kind, key))"
                " WITHOUT ROWID"
            )

    def read(self, kind: str) -> Iterator[tuple[str, dict[str, object]]]:
        if self._database is None:
            return
        for key, body in self._database.execute("SELECT key, body FROM rows WHERE kind = ?", (kind,)):
            yield key, loads(body)

    def write(self, kind: str, key: str, row: object | None) -> None:
        if self._database is None:
            return
        self._pending[kind, key] = None if row is None else dumps(row)
        if not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self.flush)

    def flush(self) -> None:
        self._scheduled = False
        if self._database is None or not self._pending:
            return
        pending, self._pending = self._pending, {}
        self._database.execute("BEGIN")
        for (kind, key), body in pending.items():
            if body is None:
                self._database.execute("DELETE FROM rows WHERE kind = ? AND key = ?", (kind, key))
            else:
                self._database.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", (kind, key, body))
        self._database.execute("COMMIT")

    def close(self) -> None:
        self.flush()
        if self._database is not None:
            self._database.close()
            self._database = None
