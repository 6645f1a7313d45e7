"""The half of the driver that looks on: the control client itself, logs, command lists, faults, repeated updates."""

import asyncio
import contextlib
import time
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from sandbox.jsontypes import JsonObject, dumps, loads

ChatRef = str | int


class SandboxError(AssertionError):
    """What a person wanted cannot be done; the text says what they could do instead."""


class Watcher:
    def __init__(self, base_url: str) -> None:
        self.url = base_url.rstrip("/")
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def _http(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession(connector=TCPConnector(limit=0), timeout=ClientTimeout(total=90))
        return self._session

    async def call(self, path: str, **fields: Any) -> Any:
        """Any control call: ``path`` below /sandbox/api/; a field that is None is left out."""
        return await self._post(path, {name: value for name, value in fields.items() if value is not None})

    async def _post(self, path: str, body: JsonObject) -> Any:
        async with self._http.post(f"{self.url}/sandbox/api/{path}", data=dumps(body)) as answer:
            result = loads(await answer.read())
            if answer.status >= 400:
                raise SandboxError(result.get("error", result))
            return result

    async def commands(self, bot: str, language: str = "", scope: str | None = None) -> list[JsonObject]:
        """The command list a client of this language shows; ``scope`` such as ``default`` or ``chat:-100…``."""
        return list(await self.call("commands", bot=bot, language=language, scope=scope))

    async def calls(self, method: str | None = None) -> list[JsonObject]:
        return list(await self.call("calls", method=method))

    async def clear_calls(self) -> None:
        await self.call("calls/clear")

    async def violations(self, everything: bool = False) -> list[JsonObject]:
        """Refusals the bot earned and callback queries it never answered; ``everything`` adds what also good bots meet
        (blocked by the user, not modified)."""
        return list(await self.call("violations", everything=everything))

    async def charges(self, person: int | None = None) -> list[JsonObject]:
        return list(await self.call("charges", person=person))

    async def file(self, file_id: str) -> bytes:
        async with self._http.get(f"{self.url}/sandbox/files/{file_id}") as answer:
            if answer.status != 200:
                raise SandboxError(f"no file {file_id}")
            return await answer.read()

    # Trouble

    async def updates(self, kind: str | None = None) -> list[JsonObject]:
        """Updates made so far (pending and delivered), for ``redeliver``."""
        return list(await self.call("updates", kind=kind))

    async def redeliver(self, update_id: int) -> None:
        await self.call("redeliver", update_id=update_id)

    async def duplicate_next_updates(self, count: int) -> None:
        await self.call("duplicate", count=count)

    async def inject(
        self, kind: str, method: str | None = None, chat: ChatRef | None = None, times: int | None = 1,
        probability: float = 1.0, seconds: float = 5.0, description: str | None = None,
        parameters: JsonObject | None = None,
    ) -> None:  # fmt: skip
        """429 403 400 500 502 drop_before drop_after hang slow, for the next ``times`` calls (None: until cleared)."""
        fault = {"kind": kind, "method": method, "chat": None if chat is None else str(chat), "times": times,
                 "probability": probability, "seconds": seconds, "description": description,
                 "parameters": parameters}  # fmt: skip
        # None means something here, so it is sent as it is.
        await self._post("faults", fault)

    async def clear_faults(self) -> None:
        await self.call("faults/clear")

    async def flood_limits(self, on: bool) -> None:
        await self.call("settings", flood=on)

    async def ready(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Wait until the sandbox answers."""
        deadline = time.monotonic() + timeout
        while True:
            with contextlib.suppress(OSError):
                await self.call("settings")
                return
            if time.monotonic() > deadline:
                raise SandboxError(f"no sandbox at {self.url}")
            await asyncio.sleep(0.05)
