"""Each bot's queue of updates: numbered, confirmed by offset, filtered by ``allowed_updates``, kept until taken."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable

from sandbox.errors import PersonError
from sandbox.jsontypes import JsonObject
from sandbox.model import Bot, Update
from sandbox.world import World

_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_DAY = 24 * 3600.0
_LIFETIME = {"callback_query": 150.0, "shipping_query": 150.0, "pre_checkout_query": 150.0, "inline_query": 150.0}


class Updates:
    def __init__(self, world: World) -> None:
        self._world = world
        self._wakes: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self._again: dict[int, list[Update]] = defaultdict(list)
        self._delivered: dict[int, deque[Update]] = defaultdict(lambda: deque(maxlen=2000))
        self._duplicate = 0
        self.listeners: list[Callable[[int], None]] = []
        self._queues: dict[int, dict[int, Update]] = defaultdict(dict)
        for update in sorted(world.updates.all(), key=lambda u: u.id):
            self._queues[update.bot][update.id] = update

    def push(self, bot: Bot, kind: str, body: JsonObject) -> Update | None:
        """Queue an update unless the bot did not ask for its kind."""
        allowed = bot.allowed_updates
        if (kind not in allowed) if allowed else (kind in _ON_REQUEST):
            return None
        update = Update(bot.id, bot.next_update_id, kind, body, time.time())
        bot.next_update_id += 1
        self._world.bots.put(bot.id, bot)
        self._queues[bot.id][update.id] = self._world.updates.put(update.key, update)
        if self._duplicate:
            self._duplicate -= 1
            self._again[bot.id].append(update)
        self.wake(bot.id)
        return update

    def wake(self, bot_id: int) -> None:
        self._wakes[bot_id].set()
        for listener in self.listeners:
            listener(bot_id)

    async def wait(self, bot_id: int, seconds: float) -> None:
        event = self._wakes[bot_id]
        event.clear()
        if self.pending(bot_id) or self._again[bot_id]:
            return
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return

    def pending(self, bot_id: int) -> list[Update]:
        now = time.time()
        queue = self._queues[bot_id]
        for update in [u for u in queue.values() if now - u.date > _LIFETIME.get(u.kind, _DAY)]:
            self.confirm(update)
        return list(queue.values())

    def is_pending(self, update: Update) -> bool:
        return any(one is update for one in self.pending(update.bot))

    def confirm(self, update: Update) -> None:
        if self._queues[update.bot].pop(update.id, None) is not None:
            self._world.updates.drop(update.key)
            self._delivered[update.bot].append(update)

    def confirm_before(self, bot_id: int, offset: int) -> None:
        queue = self._queues[bot_id]
        if offset < 0:  # the last -offset updates stay
            keep = sorted(queue)[offset:]
            offset = keep[0] if keep else 0
        for update in [u for u in queue.values() if u.id < offset]:
            self.confirm(update)

    def take(self, bot_id: int, limit: int) -> list[Update]:
        """What getUpdates hands out: the queue in order, with the repeats a test asked for."""
        again, self._again[bot_id] = self._again[bot_id], []
        merged = sorted([*self.pending(bot_id), *again], key=lambda u: u.id)
        repeated = {id(update) for update in again}
        self._again[bot_id] = [update for update in merged[limit:] if id(update) in repeated]
        return merged[:limit]

    def take_again(self, bot_id: int) -> list[Update]:
        """The repeats alone, for a webhook."""
        again, self._again[bot_id] = self._again[bot_id], []
        return again

    def drop_pending(self, bot_id: int) -> None:
        for update in self.pending(bot_id):
            self.confirm(update)

    def duplicate_next(self, count: int) -> None:
        self._duplicate = count

    def redeliver(self, update_id: int) -> None:
        for bot_id in {bot.id for bot in self._world.bots.all()}:
            known = [*self._queues[bot_id].values(), *self._delivered[bot_id]]
            for update in known:
                if update.id == update_id:
                    self._again[bot_id].append(update)
                    self.wake(bot_id)
                    return
        raise PersonError(f"no update {update_id} was ever made")

    def known(self) -> list[Update]:
        """Pending and delivered updates, oldest first (for tests)."""
        found: list[Update] = []
        for bot in self._world.bots.all():
            found += [*self._delivered[bot.id], *self._queues[bot.id].values()]
        return sorted(found, key=lambda u: (u.date, u.id))
