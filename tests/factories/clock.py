"""A clock that tests move."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Tells the machine's time, plus however far the test moved it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def move(self, **by: float) -> None:
        """Move on, e.g. `clock.move(minutes=31)`."""
        self.ahead += timedelta(**by)
