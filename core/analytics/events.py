"""What the figures tell the rest of the house."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from core.kit.event import Event


@dataclass(frozen=True, slots=True)
class ReportDue(Event):
    """A person's report is due; it looks back from the day before `day` (ISO)."""

    name: ClassVar[str] = "report.due"
    person_id: int
    span: str
    day: str

    @property
    def last_day(self) -> date:
        """Return the shop's day on which the report was due."""
        return date.fromisoformat(self.day)
