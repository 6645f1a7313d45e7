"""What a measurement says: figure, goal, and the yardstick it was held against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the report. `met` None: no goal, for information."""

    what: str
    figure: str
    goal: str
    met: bool | None


def show(lines: list[Measured]) -> str:
    """Return the lines as a table."""
    wide = max(len(line.what) for line in lines)
    rows = []
    for line in lines:
        mark = {True: "met ", False: "MISS", None: "    "}[line.met]
        rows.append(f"  {mark}  {line.what:<{wide}}  {line.figure:<44} {line.goal}")
    return "\n".join(rows)
