"""A bell: rung after a commit that told something; whoever waits for events looks at once."""

from collections.abc import Callable


class Bell:
    """Calls everybody who listens. Ringing is cheap and never fails a commit."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def on_ring(self, listener: Callable[[], None]) -> None:
        """Call `listener` at every ring."""
        self._listeners.append(listener)

    def ring(self) -> None:
        """There is news."""
        for listener in self._listeners:
            listener()
