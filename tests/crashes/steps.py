"""The named steps of the code, and how to choose a moment to die at."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
AT_ANY_COMMIT = ("before_commit", "after_commit")


def named_steps() -> Iterator[str]:
    """Every checkpoint of the code."""
    for folder in ("core", "payments", "bot"):
        for path in (ROOT / folder).rglob("*.py"):
            yield from re.findall(r'checkpoint\("(\w+)"\)', path.read_text())


def moments(step: str, passages: int, seed: int) -> list[str]:
    """Where one worker dies for certain, and where its follower does, if it comes that far.

    The first seed dies at the first passage of the step and has one follower; the others at any passage the errand
    has, and their followers, still mending, at any commit.
    """
    if seed == 0:
        return [f"{step}:1"]
    chance = random.Random(f"{step} {seed}")
    return [
        f"{step}:{chance.randint(1, passages)}",
        f"{chance.choice(AT_ANY_COMMIT)}:{chance.randint(1, 25)}",
    ]
