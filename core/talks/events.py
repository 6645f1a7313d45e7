"""What conversations tell the rest of the house."""

from dataclasses import dataclass
from typing import ClassVar

from core.kit.event import Event


@dataclass(frozen=True, slots=True)
class TalkSaid(Event):
    """Somebody wrote something in a conversation."""

    name: ClassVar[str] = "talk.said"
    talk_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class TalkEdited(Event):
    """Somebody changed the words of what they had written."""

    name: ClassVar[str] = "talk.edited"
    talk_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class TalkChanged(Event):
    """A conversation was taken, closed or opened again."""

    name: ClassVar[str] = "talk.changed"
    talk_id: int
