"""A person with a phone: reads the newest screen, presses, types, pays, and counts the taps."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from sandbox.driver import Driver, Outcome, Paid, SandboxError, Seen, Tapped

PATIENCE = 10.0
Rest = Callable[[int], Awaitable[bool]]


class Phone:
    """One person's chat with one bot."""

    def __init__(self, driver: Driver, person: int, bot: str, at_rest: Rest | None = None) -> None:
        self.driver = driver
        self.person = person
        self.bot = bot
        self.at_rest = at_rest
        self.taps = 0
        self._paid: set[int] = set()

    async def messages(self) -> list[Seen]:
        """What stands in the chat now."""
        return await self.driver.messages(self.person, self.bot)

    async def from_bot(self) -> list[Seen]:
        return [seen for seen in await self.messages() if seen.sender_kind == "bot"]

    async def start(self, payload: str | None = None) -> Seen:
        """Open the bot by its button or by a link."""
        sent = await self.driver.start(self.person, self.bot, payload)
        return await self.sees(after=sent.id)

    async def says(self, text: str) -> Seen:
        """Type something; return the answer."""
        sent = await self.driver.say(self.person, self.bot, text)
        return await self.sees(after=sent.id)

    async def types(self, text: str) -> Seen:
        """Type something without waiting."""
        return await self.driver.say(self.person, self.bot, text)

    async def sees(
        self, words: str | None = None, button: str | None = None, after: int = 0, patience: float = PATIENCE
    ) -> Seen:
        """Wait for a message with these words and this button; without either, for the last one of the answer."""
        seen = await until_seen(self.messages, self.person, words, button, after, patience)
        if words or button or self.at_rest is None:
            return seen
        # An answer may be several messages ("Saved", then the card): the newest one once nothing is being answered.
        deadline = time.monotonic() + patience
        while True:
            if await self.at_rest(self.person) or time.monotonic() > deadline:
                break
            await asyncio.sleep(0.02)
        return await until_seen(self.messages, self.person, words, button, after, patience)

    async def screen(self, words: str, button: str | None = None, patience: float = PATIENCE) -> Seen:
        """Wait until the newest message of the bot's has these words and this button."""
        deadline = time.monotonic() + patience
        while True:
            found = await self.from_bot()
            if found and plain(words) in plain(found[-1].text) and (not button or found[-1].button(button)):
                return found[-1]
            if time.monotonic() > deadline:
                tail = " | ".join(f"{seen.text!r} {seen.button_texts}" for seen in found[-3:])
                raise SandboxError(f"the newest screen has no {words!r} with {button!r}: {tail}")
            await asyncio.sleep(0.02)

    async def tap(self, button: str, message_id: int | None = None, patience: float = PATIENCE) -> Tapped:
        """Press the newest button that begins with this, as soon as it is there."""
        if message_id is None:
            message_id = (await self.sees(button=button, patience=patience)).id
        self.taps += 1
        pressed = await self.driver.tap(self.person, self.bot, button, message_id, timeout=patience)
        assert pressed.answered, f"nobody answered {button!r}"
        return pressed

    async def taps_through(self, *buttons: str) -> None:
        """Press one button after another."""
        for button in buttons:
            await self.tap(button)

    async def shares_phone(self) -> None:
        """Press "share my number" under the typing field."""
        asked = await self.sees("елефон" if await self._russian() else "hone")
        assert asked.reply_keyboard, "nothing to share the number with"
        self.taps += 1
        await self.driver.press_reply_keyboard(self.person, self.bot, "📱")

    async def _russian(self) -> bool:
        return any("а" <= letter <= "я" for seen in await self.from_bot() for letter in seen.text.lower())

    async def pays(self, outcome: Outcome = "pay", message_id: int | None = None, twice: bool = False) -> Paid:
        """Press "Pay" on the newest invoice and on the sheet."""
        if message_id is None:
            message_id = (await self.invoice()).id
        self.taps += 1
        paid = await self.driver.pay(self.person, self.bot, message_id, outcome=outcome, twice=twice)
        if paid.ok:
            self._paid.add(message_id)
        return paid

    async def invoice(self, patience: float = PATIENCE) -> Seen:
        """Wait for the newest invoice that this person has not paid."""
        deadline = time.monotonic() + patience
        while True:
            found = [seen for seen in await self.messages() if seen.invoice and seen.id not in self._paid]
            if found:
                return found[-1]
            if time.monotonic() > deadline:
                tail = " | ".join(f"{seen.text!r} {seen.button_texts}" for seen in (await self.from_bot())[-3:])
                raise SandboxError(f"no invoice; last: {tail}")
            await asyncio.sleep(0.02)

    async def reads(self, words: str) -> bool:
        """Whether these words stand anywhere in the chat now."""
        return any(plain(words) in plain(seen.text) for seen in await self.messages())


class Group:
    """The staff group, seen by its members."""

    def __init__(self, driver: Driver, chat: int, members: dict[int, Phone]) -> None:
        self.driver = driver
        self.chat = chat
        self._watcher = next(iter(members))

    async def messages(self) -> list[Seen]:
        return await self.driver.messages(self._watcher, self.chat)

    async def sees(
        self, words: str | None = None, button: str | None = None, after: int = 0, patience: float = PATIENCE
    ) -> Seen:
        """Wait for a message with these words and this button."""
        return await until_seen(self.messages, 0, words, button, after, patience)

    async def tap(self, who: Phone, button: str) -> Tapped:
        """Somebody presses a button in the group."""
        seen = await self.sees(button=button)
        pressed = await self.driver.tap(who.person, self.chat, button, seen.id)
        assert pressed.answered, f"nobody answered {button!r}"
        return pressed

    async def says(self, who: Phone, text: str, reply_to: int | None = None) -> Seen:
        """Somebody types in the group; return the answer."""
        sent = await self.driver.say(who.person, self.chat, text, reply_to=reply_to)
        deadline = time.monotonic() + PATIENCE
        while True:
            for seen in await self.messages():
                if seen.id > sent.id and seen.sender_kind == "bot":
                    return seen
            assert time.monotonic() < deadline, f"nobody answered {text!r} in the group"
            await asyncio.sleep(0.02)


async def until_seen(
    look: Callable[[], Awaitable[list[Seen]]],
    reader: int,
    words: str | None,
    button: str | None,
    after: int,
    patience: float,
) -> Seen:
    """Wait for the newest message, not the reader's own, with these words and this button."""
    deadline = time.monotonic() + patience
    while True:
        found = await look()
        for seen in reversed(found):
            own = seen.sender_kind == "person" and seen.raw["from"]["id"] == reader and not seen.payment
            if own or seen.id <= after or (words and plain(words) not in plain(seen.text)):
                continue
            if button is None or seen.button(button) is not None:
                return seen
        if time.monotonic() > deadline:
            tail = " | ".join(f"{seen.id} {seen.sender}: {seen.text!r} {seen.button_texts}" for seen in found[-4:])
            raise SandboxError(f"no message with {words!r} and button {button!r}; last: {tail or 'none'}")
        await asyncio.sleep(0.02)


def plain(text: str) -> str:
    """Text as people compare it: without case and hard spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").casefold()
