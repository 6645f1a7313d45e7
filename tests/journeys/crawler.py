"""Taps everything that can be reached: screens are values, so a walk needs no Telegram, and no button is missed.

A tap is known by its shape (which link, with which words), not by the ids in it: each shape is tapped a few times with
different ids, because an order that waits shows other buttons than one that is paid.
"""

import itertools
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from bot import links
from bot.conversation import Routes
from bot.links import LIMIT_BYTES, Link, read
from bot.prompts import Prompt, Prompts
from bot.screen import Alert, Button, InvoiceScreen, Reply, Screen
from bot.show import CAPTION_LIMIT, TEXT_LIMIT, keyboard, shortened
from bot.turn import Incoming, Turn
from core.auth.actor import Actor
from core.kit.errors import AppError, Forbidden
from core.kit.i18n.words import Words, words_of
from core.shops.shop import Shop
from db.types.ids import BotId
from sandbox.entities.html import parse_html

EACH_LINK = 16
NONSENSE = ("абракадабра ₽%", "-1", "🫖", "x" * 700)
_NUMBERS = itertools.count(1)
_LEFT_OVER = re.compile(r"\{\s*\$|\bNone\b(?! yet)|<pre></pre>")
_BUTTON_LIMIT, _WORD = 128, 20


class Asked(Prompts):
    """Remembers the last question; nothing is typed by itself."""

    def __init__(self, last: Prompt | None = None) -> None:
        self.last = last

    async def ask(self, *where: object, prompt: Prompt | None = None, **_more: object) -> None:
        """Keep the question, whoever it is for."""
        self.last = prompt or next(part for part in where if isinstance(part, Prompt))

    async def clear(self, *_where: object, **_more: object) -> None:
        """Forget it."""
        self.last = None

    async def current(self, *_where: object, **_more: object) -> Prompt | None:
        """Return it."""
        return self.last


@dataclass(frozen=True, slots=True)
class Step:
    """A button on some screen, and the way there."""

    link: Link
    way: tuple[str, ...]


@dataclass(slots=True)
class Crawl:
    """One person's walk through everything in one language."""

    routes: Routes
    shop: Shop
    actor: Actor
    bot_id: BotId
    bot_username: str
    language: str
    each: int = 2
    faults: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    tapped: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    deepest: int = 0

    @property
    def words(self) -> Words:
        return words_of(self.language)

    async def everything(self) -> None:
        """Walk from every command, and from every kind of deep link that screens lead to."""
        queue: deque[Step] = deque()
        commands = dict(self.routes.commands)
        if self.actor.is_staff:
            commands |= self.routes.staff_commands
        for name in sorted(commands):
            turn = self._turn()
            reply = await self._do(f"/{name}", commands[name](turn, ""), shown=False)
            queue.extend(await self._look(reply, (f"/{name}",), turn, tapped=False))
            for nonsense in NONSENSE[:2]:
                turn = self._turn(text=nonsense)
                reply = await self._do(f"/{name} {nonsense}", commands[name](turn, nonsense), shown=False)
                queue.extend(await self._look(reply, (f"/{name} {nonsense}",), turn, tapped=False))
        for typed in NONSENSE:
            turn = self._turn(text=typed)
            reply = await self._do(typed, self.routes.fallback(turn, typed), shown=False)
            queue.extend(await self._look(reply, (typed[:20],), turn, tapped=False))
        while queue:
            step = queue.popleft()
            turn = self._turn(tap=step.link.pack())
            handler = self.routes.taps[step.link.prefix]
            reply = await self._do(" › ".join(step.way), handler(turn, step.link), shown=True)
            queue.extend(await self._look(reply, step.way, turn, tapped=True))
            asked = _asked(turn)
            if asked is not None:
                await self._type(asked, step.way)

    def _turn(self, tap: str | None = None, text: str = "", asked: Prompt | None = None) -> Turn:
        shop, actor = self.shop, self.actor
        return turn_of(shop, actor, self.bot_id, self.bot_username, self.words, tap=tap, text=text, asked=asked)

    async def _type(self, prompt: Prompt, way: tuple[str, ...]) -> None:
        """Answer a question with nonsense: it must say what was wrong, or take it, and never fall over."""
        if prompt.state in self.answered:
            return
        self.answered.add(prompt.state)
        handler = self.routes.answers.get(prompt.state)
        if handler is None:
            self.faults.append(f"{' › '.join(way)}: nobody hears the answer to {prompt.state}")
            return
        for typed in NONSENSE:
            turn = self._turn(text=typed, asked=prompt)
            turn.prompt = prompt
            reply = await self._do(f"{' › '.join(way)} › {typed[:20]}", handler(turn, typed), shown=False)
            await self._look(reply, (*way, typed[:20]), turn, tapped=False)

    async def _do(self, way: str, work: object, *, shown: bool) -> Reply | None:
        try:
            reply: Reply = await work  # type: ignore[misc]
        except Forbidden as refused:
            # Somebody who types may be refused; a button that is shown may not.
            if shown:
                self.faults.append(f"{way}: shown, but forbidden ({refused.params})")
            return None
        except AppError as refused:
            self._said(way, self.words.refusal(refused), html=False)
            return None
        except Exception as error:  # noqa: BLE001 – whatever falls over is what is looked for
            self.faults.append(f"{way}: {type(error).__name__}: {error}")
            return None
        return reply

    async def _look(self, reply: Reply | None, way: tuple[str, ...], turn: Turn, *, tapped: bool) -> list[Step]:
        """Check a reply and return its buttons that are new."""
        where = " › ".join(way)
        match reply:
            case Screen():
                self._said(where, reply.text, html=True, limit=CAPTION_LIMIT if reply.photo else TEXT_LIMIT)
                keyboard(reply.rows)
                buttons = [button for row in reply.rows for button in row]
                asked = _asked(turn) is not None or reply.ask_contact is not None
                if tapped and not buttons and not asked:
                    self.faults.append(f"{where}: a dead end: {reply.text[:60]!r}")
                self.deepest = max(self.deepest, len(way))
                return list(self._steps(buttons, way))
            case InvoiceScreen():
                return list(self._steps([button for row in reply.rows for button in row], way))
            case Alert():
                self._said(where, reply.text, html=False)
            case _:
                pass
        return []

    def _steps(self, buttons: list[Button], way: tuple[str, ...]) -> Iterator[Step]:
        for button in buttons:
            if not button.text.strip() or len(button.text) > _BUTTON_LIMIT:
                self.faults.append(f"{' › '.join(way)}: a button says {button.text!r}")
            self._said(" › ".join((*way, button.text)), button.text, html=False)
            if button.link is None:
                continue
            packed = button.link.pack()
            if len(packed.encode()) > LIMIT_BYTES or read(packed) != button.link:
                self.faults.append(f"{' › '.join(way)}: {button.text!r} does not fit: {packed}")
                continue
            if button.link.prefix not in self.routes.taps:
                self.faults.append(f"{' › '.join(way)}: nobody hears {button.text!r}")
                continue
            shape = _shape(button.link)
            enough = self.seen[shape] >= self.each or self.seen[button.link.prefix] >= EACH_LINK
            if packed in self.tapped or enough or isinstance(button.link, links.ChooseLanguage):
                continue
            self.tapped.add(packed)
            self.seen[shape] += 1
            self.seen[button.link.prefix] += 1
            yield Step(button.link, (*way, button.text))

    def _said(self, where: str, text: str, *, html: bool, limit: int = TEXT_LIMIT) -> None:
        if _LEFT_OVER.search(text):
            self.faults.append(f"{where}: something is left over in {text[:200]!r}")
        if not text.strip():
            self.faults.append(f"{where}: says nothing")
        if html:
            try:
                parse_html(shortened(text, limit))
            except Exception as error:  # noqa: BLE001 – Telegram would refuse it
                self.faults.append(f"{where}: not Telegram's HTML: {error}: {text[:200]!r}")
        self.texts.add(text)


def turn_of(
    shop: Shop,
    actor: Actor,
    bot_id: BotId,
    bot_username: str,
    words: Words,
    *,
    tap: str | None = None,
    text: str = "",
    asked: Prompt | None = None,
) -> Turn:
    """An update in a private chat, as the dispatch would hand it over."""
    return Turn(
        bot_id=bot_id,
        bot_username=bot_username,
        shop=shop,
        actor=actor,
        words=words,
        chat_id=actor.telegram_id,
        private=True,
        update_key=f"crawl.{next(_NUMBERS)}",
        incoming=Incoming(text=text, tap=tap),
        prompts=Asked(asked),
        callback_id="1" if tap else None,
        message_id=1 if tap else None,
    )


def _asked(turn: Turn) -> Prompt | None:
    return turn.prompts.last if isinstance(turn.prompts, Asked) else None


def _shape(link: Link) -> str:
    """Which link, with which words; of numbers only whether they are none, one or more."""
    values = [getattr(link, item.name) for item in fields(link)]
    parts = [str(min(value, 2)) if isinstance(value, int) else value if len(value) < _WORD else "…" for value in values]
    return ":".join((link.prefix, *parts))
