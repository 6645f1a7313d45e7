"""Delivers a gateway's webhooks: signed anew each time, repeated until taken, held and shuffled on demand."""

import asyncio
import random
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from aiohttp import ClientError, ClientTimeout

from sandbox.gateways.desk import Desk
from sandbox.gateways.rows import Account, Webhook
from sandbox.world import Table

Sign = Callable[[Account, bytes, bool], Mapping[str, str]]
_TIMEOUT = 30.0
_LONGEST = 60.0
_DAY = 24 * 3600.0


class Outbox:
    def __init__(self, desk: Desk, gateway: str, accounts: Table[Account], sign: Sign) -> None:
        self._desk = desk
        self._accounts = accounts
        self._sign = sign
        self.table = Table(desk.storage, f"{gateway}_webhook", Webhook)
        self.holding = False
        self.first_pause = 1.0  # then doubled, up to a minute
        self.exactly_200 = False
        self._changed = asyncio.Event()
        self._number = max((hook.number for hook in self.table.all()), default=0)

    def add(self, hook: Webhook) -> Webhook:
        """Keep a webhook and, unless webhooks are held, start to deliver it."""
        self._number += 1
        hook.number = self._number
        account = self._accounts.get(hook.account)
        if hook.state == "waiting" and (account is None or not account.webhook_url):
            hook.state, hook.error = "lost", "this account has no webhook URL"
        elif hook.state == "waiting" and self.holding:
            hook.state = "held"
        self._put(hook)
        if hook.state == "waiting":
            self._desk.spawn(self._deliver(hook))
        return hook

    def copy(self, hook: Webhook) -> Webhook:
        """The same notice once more."""
        return replace(hook, id=secrets.token_hex(8), attempts=0, answer=0, error="", state="waiting", due=time.time())

    def listed(self, state: str | None = None) -> list[Webhook]:
        found = [hook for hook in self.table.all() if state is None or hook.state == state]
        return sorted(found, key=lambda hook: hook.number)

    def resume(self) -> None:
        """After a restart: go on with what was not taken yet."""
        for hook in self.listed("waiting"):
            self._desk.spawn(self._deliver(hook))

    def release(self, order: str = "made", seed: int = 7) -> int:
        """Deliver what was held, one after another: ``made``, ``reversed`` or ``shuffled``."""
        self.holding = False
        return self._send(self.listed("held"), order, seed)

    def replay(self, order: str = "shuffled", seed: int = 7) -> int:
        """Deliver everything that ever was made once more, lost notices included."""
        copies = [self.copy(hook) for hook in self.listed()]
        for copied in copies:
            self._number += 1
            copied.number = self._number
        return self._send(copies, order, seed)

    def _send(self, hooks: list[Webhook], order: str, seed: int) -> int:
        if order == "shuffled":
            random.Random(seed).shuffle(hooks)  # noqa: S311 - repeatable, not secret
        elif order == "reversed":
            hooks.reverse()
        elif order != "made":
            raise ValueError(f"unknown order {order}")
        for hook in hooks:
            hook.state = "waiting"
            self._put(hook)
        self._desk.spawn(self._one_by_one(hooks))
        return len(hooks)

    async def _one_by_one(self, hooks: list[Webhook]) -> None:
        for hook in hooks:
            if not await self._post(hook):
                self._desk.spawn(self._deliver(hook, pause=self.first_pause))

    async def settled(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - a test waits no longer
        """Wait until nothing is on its way. Raises: TimeoutError."""
        async with asyncio.timeout(timeout):
            while self.listed("waiting"):
                await self._changed.wait()

    async def _deliver(self, hook: Webhook, pause: float = 0.0) -> None:
        await asyncio.sleep(max(pause, hook.due - time.time()))
        while not await self._post(hook):
            if time.time() - hook.made > _DAY:
                hook.state = "given_up"
                self._put(hook)
                return
            await asyncio.sleep(min(self.first_pause * 2 ** (hook.attempts - 1), _LONGEST))

    async def _post(self, hook: Webhook) -> bool:
        account = self._accounts.get(hook.account)
        if account is None or not account.webhook_url:
            hook.state, hook.error = "lost", "this account has no webhook URL"
            self._put(hook)
            return True
        body = hook.body.encode()
        headers = {"Content-Type": "application/json", **self._sign(account, body, hook.forged)}
        hook.attempts += 1
        try:
            async with self._desk.session.post(
                account.webhook_url, data=body, headers=headers, timeout=ClientTimeout(total=_TIMEOUT),
                allow_redirects=False,
            ) as answer:  # fmt: skip
                hook.answer, hook.error = answer.status, ""
        except (ClientError, TimeoutError, OSError) as error:
            hook.answer, hook.error = 0, str(error) or type(error).__name__
        if hook.answer == 200 or (hook.answer // 100 == 2 and not self.exactly_200):
            hook.state = "delivered"
        self._put(hook)
        return hook.state == "delivered"

    def _put(self, hook: Webhook) -> None:
        self.table.put(hook.id, hook)
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
