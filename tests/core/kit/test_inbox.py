"""The inbox: stored once, handled in order, taken up again when its process died."""

import asyncio
from typing import Any

from sqlalchemy import text

from core.kit.events.inbox import HandledForever, Inbox, Incoming
from tests.factories.town import Town

EXPIRED_CLAIMS = "UPDATE inbox SET claimed_until = now() - interval '1 second' WHERE handled_at IS NULL"


async def tell(town: Town, statement: str) -> Any:
    async with town.uow.platform() as connection:
        found = await connection.execute(text(statement))
        return found.scalar() if found.returns_rows else None


def update(number: int, chat: int = 1) -> tuple[str, str, dict[str, Any]]:
    return str(number), f"chat:{chat}", {"number": number}


class Handler:
    """Remembers what it handled; fails or refuses as told."""

    def __init__(self, *failures: Exception) -> None:
        self.handled: list[int] = []
        self.failures = list(failures)

    async def __call__(self, item: Incoming) -> None:
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        self.handled.append(item.payload["number"])


def inbox(town: Town, handler: Handler) -> Inbox:
    made = Inbox(town.uow)
    made.handle("telegram", handler)
    return made


async def test_ten_copies_of_an_update_are_handled_once(town: Town) -> None:
    handler = Handler()
    box = inbox(town, handler)

    stored = await asyncio.gather(*(box.store("telegram:1", [update(7)]) for _ in range(10)))
    await box.drain()

    assert sum(stored) == 1
    assert handler.handled == [7]


async def test_a_chat_is_handled_in_order(town: Town) -> None:
    handler = Handler()
    box = inbox(town, handler)

    await box.store("telegram:1", [update(number) for number in range(50)])
    await box.drain()

    assert handler.handled == list(range(50))
    assert await tell(town, "SELECT count(*) FROM inbox WHERE handled_at IS NULL") == 0


async def test_what_a_dead_process_left_is_swept_up_once(town: Town) -> None:
    await Inbox(town.uow).store("telegram:1", [update(1), update(2)])
    handlers = [Handler() for _ in range(3)]
    boxes = [inbox(town, handler) for handler in handlers]
    await tell(town, EXPIRED_CLAIMS)

    await asyncio.gather(*(box.sweep() for box in boxes))
    for box in boxes:
        await box.drain()

    assert sorted(number for handler in handlers for number in handler.handled) == [1, 2]


async def test_a_failure_is_tried_again_later_and_the_chat_goes_on(town: Town) -> None:
    handler = Handler(RuntimeError("down"))
    box = inbox(town, handler)
    await box.store("telegram:1", [update(1), update(2)])
    await box.drain()
    assert handler.handled == [2]

    await tell(town, EXPIRED_CLAIMS)
    await box.sweep()
    await box.drain()

    assert handler.handled == [2, 1]


async def test_what_can_never_work_is_closed_with_its_reason(town: Town) -> None:
    handler = Handler(HandledForever("not ours"))
    box = inbox(town, handler)
    await box.store("telegram:1", [update(1)])
    await box.drain()

    assert await tell(town, "SELECT error FROM inbox WHERE handled_at IS NOT NULL") == "not ours"
