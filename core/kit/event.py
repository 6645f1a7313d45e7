"""What an event is, and the book of names that the relay reads them back by."""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self

from db.types.ids import EventId, ShopId, new_id


@dataclass(frozen=True, slots=True)
class Event:
    """A fact about one shop. Subclasses are frozen dataclasses of ids and plain values."""

    name: ClassVar[str]
    # Names that earlier releases wrote: still understood after a deploy.
    former_names: ClassVar[tuple[str, ...]] = ()

    shop_id: ShopId

    def payload(self) -> dict[str, Any]:
        """Return the fields as JSON."""
        return asdict(self)

    @classmethod
    def read(cls, payload: dict[str, Any]) -> Self:
        """Build the event again; fields of a newer release are passed over."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in payload.items() if key in known})


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with the id of its outbox row."""

    id: EventId
    event: Event


class EventBook:
    """Finds an event's class by the name in the outbox."""

    def __init__(self, *kinds: type[Event]) -> None:
        self._kinds: dict[str, type[Event]] = {}
        for kind in kinds:
            for name in (kind.name, *kind.former_names):
                if self._kinds.setdefault(name, kind) is not kind:
                    msg = f"two events are named {name}"
                    raise ValueError(msg)

    def read(self, name: str, payload: dict[str, Any]) -> Event | None:
        """Return the event, or None for a name nobody knows (any more)."""
        kind = self._kinds.get(name)
        return kind.read(payload) if kind else None


def new_event_id() -> EventId:
    """Return the id of a new outbox row."""
    return EventId(new_id())
