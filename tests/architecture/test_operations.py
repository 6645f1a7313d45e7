"""The operator's guide knows every metric and every invariant, and no other."""

import re
from pathlib import Path

from prometheus_client.metrics import MetricWrapperBase

from core.kit.invariants import AUDIT_CHAIN
from core.kit.observability import metrics
from db.repositories.invariants import QUESTIONS

GUIDE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()


def section(title: str) -> str:
    return GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_the_guide_says_what_to_do_for_every_invariant() -> None:
    told = re.findall(r"^\| `(\w+)` \|", section("Invariants"), re.MULTILINE)
    assert told == [*QUESTIONS, AUDIT_CHAIN]


def test_the_guide_lists_every_metric() -> None:
    kept = {metric._name for metric in vars(metrics).values() if isinstance(metric, MetricWrapperBase)}
    assert len(kept) > 10
    told = {name.removesuffix("_total") for name in re.findall(r"`(shop_\w+)[{`]", section("Metrics"))}
    assert told >= kept
