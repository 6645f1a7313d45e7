"""What has changed, for who is looking at it right now: told through Redis to every process, kept nowhere.

Whoever is not listening misses it and asks anew later: pages never depend on it to be right, only to be quick.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.kit.nursery import Nursery
from db.types.ids import PersonId, ShopId

log = structlog.get_logger(__name__)
CHANNEL = "live"
CART, ORDERS, GOODS = "cart", "orders", "goods"
_KINDS = frozenset({CART, ORDERS, GOODS})
_EVERYBODY = 0
_WAITING = 16


class Live:
    """Tells and hears."""

    def __init__(self, redis: Redis, nursery: Nursery) -> None:
        self._redis = redis
        self._nursery = nursery
        self._heard: dict[tuple[int, int], set[asyncio.Queue[str]]] = {}
        self._begun = False

    def tell(self, shop_id: ShopId, kind: str, people: Iterable[PersonId] = ()) -> None:
        """Say that something has changed, for these people or (nobody named) for everybody in the shop; never waits."""
        for person in [int(one) for one in people] or [_EVERYBODY]:
            self._nursery.work("live", self._publish(f"{shop_id}:{person}:{kind}"))

    async def _publish(self, said: str) -> None:
        try:
            await self._redis.publish(CHANNEL, said)
        except (RedisError, OSError, TimeoutError):
            log.debug("live.not_told")

    @contextlib.asynccontextmanager
    async def listen(self, shop_id: ShopId, person_id: PersonId) -> AsyncIterator[asyncio.Queue[str]]:
        """Hear what changes for one person in a shop, from now on."""
        if not self._begun:
            self._begun = True
            self._nursery.loop("live", self._hear, pause=1.0)
        queue: asyncio.Queue[str] = asyncio.Queue(_WAITING)
        places = ((int(shop_id), int(person_id)), (int(shop_id), _EVERYBODY))
        for place in places:
            self._heard.setdefault(place, set()).add(queue)
        try:
            yield queue
        finally:
            for place in places:
                self._heard[place].discard(queue)
                if not self._heard[place]:
                    del self._heard[place]

    async def _hear(self) -> None:
        """Pass on what any process tells, until Redis goes away; then begin again."""
        async with self._redis.pubsub() as heard:
            await heard.subscribe(CHANNEL)
            # What was told while nobody heard is unknown: everybody asks anew.
            for queues in list(self._heard.values()):
                self._pass_on(queues, ORDERS)
                self._pass_on(queues, CART)
            while True:
                message = await heard.get_message(ignore_subscribe_messages=True, timeout=1.0)
                if message is None:
                    continue
                shop, _, rest = message["data"].decode().partition(":")
                person, _, kind = rest.partition(":")
                if kind in _KINDS and shop.isdigit() and person.isdigit():
                    self._pass_on(self._heard.get((int(shop), int(person)), set()), kind)

    @staticmethod
    def _pass_on(queues: Iterable[asyncio.Queue[str]], kind: str) -> None:
        for queue in list(queues):
            # Somebody who does not read has one of each waiting already.
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(kind)
