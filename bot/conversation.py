"""A conversation: which taps, commands and typed answers it hears.

Routing is a table, not a scan of filters: a dictionary look-up by link prefix, command or prompt state,
whatever the number of conversations (ADR 0005).
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from bot.links import Link
from bot.screen import Reply

Handler: TypeAlias = Callable[..., Awaitable[Reply]]
# Looks at a message first, and may leave it to the next one.
Hearer: TypeAlias = Callable[..., Awaitable[Reply | None]]
H = TypeVar("H", bound=Handler)
R = TypeVar("R", bound=Hearer)


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: who sees it in the menu and where."""

    name: str
    handler: Handler
    staff: bool
    platform: bool


@dataclass(slots=True)
class Conversation:
    """One conversation's handlers. Parameters after `turn` are the link or arguments, then use cases."""

    name: str
    taps: dict[str, Handler] = field(default_factory=dict)
    commands: dict[str, CommandSpec] = field(default_factory=dict)
    staff_commands: dict[str, CommandSpec] = field(default_factory=dict)
    answers: dict[str, Handler] = field(default_factory=dict)
    starts: dict[str, Handler] = field(default_factory=dict)
    fallback: Handler | None = None
    photo: Handler | None = None
    document: Handler | None = None
    replies: list[Hearer] = field(default_factory=list)
    channel: Handler | None = None

    def tap(self, *links: type[Link]) -> Callable[[H], H]:
        """Handle a pressed button: `handler(turn, link, …)`."""

        def register(handler: H) -> H:
            for link in links:
                self.taps[link.prefix] = handler
            return handler

        return register

    def command(self, *names: str, staff: bool = False, platform: bool = False) -> Callable[[H], H]:
        """Handle a command: `handler(turn, args, …)` with what was typed after it.

        A name may be taken twice, for customers and for staff: who works in the shop gets the staff's.
        """

        def register(handler: H) -> H:
            table = self.staff_commands if staff or platform else self.commands
            for name in names:
                table[name] = CommandSpec(name, handler, staff, platform)
            return handler

        return register

    def answer(self, *states: str) -> Callable[[H], H]:
        """Handle typed text that a prompt asked for: `handler(turn, text, …)`."""

        def register(handler: H) -> H:
            for state in states:
                self.answers[state] = handler
            return handler

        return register

    def start(self, letter: str) -> Callable[[H], H]:
        """Handle a deep link `?start=<letter>_<rest>`: `handler(turn, rest, …)`."""

        def register(handler: H) -> H:
            self.starts[letter] = handler
            return handler

        return register

    def otherwise(self, handler: H) -> H:
        """Handle what nobody else heard."""
        self.fallback = handler
        return handler

    def photos(self, handler: H) -> H:
        """Handle a photo that no prompt asked for."""
        self.photo = handler
        return handler

    def documents(self, handler: H) -> H:
        """Handle a file from staff that no prompt asked for."""
        self.document = handler
        return handler

    def channels(self, handler: H) -> H:
        """Handle that somebody made the bot an administrator of a channel: `handler(turn, title, …)`, in private."""
        self.channel = handler
        return handler

    def reply(self, handler: R) -> R:
        """Handle a reply to a message of the bot's; None from `handler` leaves it to the others."""
        self.replies.append(handler)
        return handler


class DuplicateRoute(RuntimeError):
    """Two conversations claim the same tap, command, state or deep link."""


Bind: TypeAlias = Callable[[type[Any]], Awaitable[Any]]


async def bound(handler: Callable[..., Awaitable[Any]], resolve: Bind) -> Callable[..., Awaitable[Any]]:
    """Return the handler with its use cases filled in, once, when the application starts."""
    parameters = list(inspect.signature(handler, eval_str=True).parameters.values())
    given: dict[str, Any] = {}
    for parameter in parameters[2:]:
        given[parameter.name] = await resolve(parameter.annotation)

    async def call(*args: Any) -> Any:
        return await handler(*args, **given)

    return call


@dataclass(frozen=True, slots=True)
class Routes:
    """All conversations in one table."""

    taps: Mapping[str, Handler]
    commands: Mapping[str, Handler]
    staff_commands: Mapping[str, Handler]
    answers: Mapping[str, Handler]
    starts: Mapping[str, Handler]
    specs: tuple[CommandSpec, ...]
    fallback: Handler
    photo: Handler
    document: Handler | None
    replies: tuple[Hearer, ...] = ()
    channel: Handler | None = None

    @classmethod
    async def of(cls, conversations: Iterable[Conversation], resolve: Bind) -> "Routes":
        """Join conversations. Raises: DuplicateRoute."""
        taps: dict[str, Handler] = {}
        commands: dict[str, Handler] = {}
        answers: dict[str, Handler] = {}
        starts: dict[str, Handler] = {}
        staff_commands: dict[str, Handler] = {}
        specs: list[CommandSpec] = []
        replies: list[Hearer] = []
        fallback = photo = document = channel = None
        for talk in conversations:
            await _join(taps, talk.taps, resolve, talk.name)
            await _join(answers, talk.answers, resolve, talk.name)
            await _join(starts, talk.starts, resolve, talk.name)
            for table, more in ((commands, talk.commands), (staff_commands, talk.staff_commands)):
                handlers = {name: spec.handler for name, spec in more.items()}
                await _join(table, handlers, resolve, talk.name)
                specs += more.values()
            replies += [await bound(handler, resolve) for handler in talk.replies]
            if talk.fallback is not None:
                fallback = await bound(talk.fallback, resolve)
            if talk.photo is not None:
                photo = await bound(talk.photo, resolve)
            if talk.document is not None:
                document = await bound(talk.document, resolve)
            if talk.channel is not None:
                channel = await bound(talk.channel, resolve)
        if fallback is None or photo is None:
            msg = "some conversation must answer what nobody else hears"
            raise DuplicateRoute(msg)
        heard = (fallback, photo, document, tuple(replies), channel)
        return cls(taps, commands, staff_commands, answers, starts, tuple(specs), *heard)


async def _join(table: dict[str, Handler], more: Mapping[str, Handler], resolve: Bind, name: str) -> None:
    for key, handler in more.items():
        if key in table:
            msg = f"{name} claims {key}, which another conversation has"
            raise DuplicateRoute(msg)
        table[key] = await bound(handler, resolve)
