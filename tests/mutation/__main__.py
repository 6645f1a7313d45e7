"""`make mutation`: break the state machines, the ledger, prices and stock a little, and see whether a test notices.

Each fault is tried in a copy of the project with the tests named for its module; the report is docs/mutation.md.
"""

import argparse
import concurrent.futures
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.faults import Fault, faults_in

ROOT = Path(__file__).parents[2]
GOAL = 85
ORDERS = "tests/core/orders"
SETTLING = ("tests/payments/test_settle_payment.py", "tests/payments/test_refund_payment.py")
LIFE = (f"{ORDERS}/test_cancel_order.py", f"{ORDERS}/test_refund_order.py", f"{ORDERS}/test_fulfil_order.py")
# What is broken, and which tests have to notice: the quickest first, because the first that fails ends a trial.
TARGETS: dict[str, tuple[str, ...]] = {
    "core/orders/state.py": (f"{ORDERS}/test_state.py", *LIFE),
    "core/orders/return_state.py": (f"{ORDERS}/test_return_state.py", f"{ORDERS}/test_returns.py"),
    "core/orders/ledger.py": (
        f"{ORDERS}/test_pricing.py",
        *LIFE,
        f"{ORDERS}/test_benefits.py",
        f"{ORDERS}/test_cash.py",
        f"{ORDERS}/test_returns.py",
        "tests/payments/test_tips.py",
    ),
    "payments/ledger.py": (*SETTLING, "tests/payments/test_tips.py", "tests/payments/providers"),
    "db/types/ledger.py": ("tests/db/types", *LIFE, *SETTLING),
    "core/orders/pricing.py": (f"{ORDERS}/test_pricing.py", f"{ORDERS}/test_benefits.py"),
    "core/orders/moving.py": (*LIFE, *SETTLING, "tests/payments/test_tips.py", f"{ORDERS}/test_came_back.py"),
    "db/repositories/stock.py": (
        f"{ORDERS}/test_place_order.py",
        *LIFE,
        f"{ORDERS}/test_expire_orders.py",
        f"{ORDERS}/test_came_back.py",
        "tests/core/shops",
        *SETTLING,
        "tests/payments/test_confirm_checkout.py",
        "tests/core/orders/test_deliver_digital.py",
        "tests/races/test_buyers.py",
    ),
    "db/repositories/promotions.py": (f"{ORDERS}/test_benefits.py", "tests/races/test_benefits.py"),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """A fault and whether a test noticed it."""

    module: str
    fault: Fault
    noticed: bool
    seconds: float


def copied() -> Path:
    """Return a copy of the project to break."""
    folder = Path(tempfile.mkdtemp(prefix="mutation-")) / "shop"
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", "var", "node_modules", ".mypy_cache")
    shutil.copytree(ROOT, folder, ignore=ignored)
    folder.parent.chmod(0o755)
    return folder


def noticed(folder: Path, tests: tuple[str, ...]) -> bool:
    """Return whether a test fails in this copy; one that never ends has noticed too."""
    present = [test for test in tests if (folder / test).exists()]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-m",
        "not soak and not pictures",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 – our own tests
            [*command, *present], cwd=folder, env=environment, capture_output=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def chosen(limit: int, seed: int) -> list[tuple[str, Fault]]:
    """Return the faults to try: all of them, or so many of each module in proportion."""
    found = {module: faults_in((ROOT / module).read_text()) for module in TARGETS if (ROOT / module).exists()}
    total = sum(len(faults) for faults in found.values())
    draw = random.Random(seed)
    picked: list[tuple[str, Fault]] = []
    for module, faults in found.items():
        share = len(faults) if not limit else max(1, round(limit * len(faults) / total))
        kept = faults if share >= len(faults) else sorted(draw.sample(faults, share), key=lambda fault: fault.start)
        picked += [(module, fault) for fault in kept]
    return picked


class Bench:
    """Copies of the project, one for each fault that is tried at the same time."""

    def __init__(self, size: int) -> None:
        self._free = [copied() for _ in range(size)]

    def try_one(self, module: str, fault: Fault) -> Tried:
        """Break one copy, ask the tests, mend it."""
        folder = self._free.pop()
        path = folder / module
        source = (ROOT / module).read_text()
        started = time.monotonic()
        try:
            path.write_text(fault.applied(source))
            return Tried(module, fault, noticed(folder, TARGETS[module]), time.monotonic() - started)
        finally:
            path.write_text(source)
            self._free.append(folder)

    def close(self) -> None:
        """Remove the copies."""
        for folder in self._free:
            shutil.rmtree(folder.parent, ignore_errors=True)


def report(tried: list[Tried], seed: int) -> str:
    """Return the report as Markdown."""
    by_module, caught = Counter(one.module for one in tried), Counter(one.module for one in tried if one.noticed)
    share = 100 * sum(caught.values()) // max(len(tried), 1)
    lines = [
        "# Mutation check",
        "",
        "`make mutation` breaks the code that must not be wrong a little (a comparison turned, a sum with the other",
        "sign, a number one off, a transition dropped, a condition of a statement left out), one fault at a time, and",
        "asks the tests of that part. A fault that no test notices stands below. Locks are not in here: the races have",
        "negative controls for each. The goal is 85 %.",
        "",
        f"**{sum(caught.values())} of {len(tried)} faults noticed: {share} %** (sample {seed}).",
        "",
        "| module | faults | noticed |",
        "|---|---|---|",
        *(f"| `{module}` | {by_module[module]} | {caught[module]} |" for module in by_module),
        "",
        "## Not noticed",
        "",
        *(f"- `{one.module}` line {one.fault.line}: {one.fault.what}" for one in tried if not one.noticed),
    ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Try the faults; 1 when fewer than the goal are noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--limit", type=int, default=160, help="how many faults (0: all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--side-by-side", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write docs/mutation.md")
    arguments = parser.parse_args()
    bench = Bench(arguments.side_by_side)
    tried: list[Tried] = []
    try:
        with concurrent.futures.ThreadPoolExecutor(arguments.side_by_side) as pool:
            jobs = [
                pool.submit(bench.try_one, module, fault) for module, fault in chosen(arguments.limit, arguments.seed)
            ]
            for job in concurrent.futures.as_completed(jobs):
                one = job.result()
                tried.append(one)
                mark = "·" if one.noticed else "MISSED"
                print(f"{len(tried)}/{len(jobs)} {mark} {one.module}:{one.fault.line} {one.fault.what}", flush=True)
    finally:
        bench.close()
    tried.sort(key=lambda one: (one.module, one.fault.start))
    text = report(tried, arguments.seed)
    if arguments.write:
        (ROOT / "docs/mutation.md").write_text(text)
    print("\n" + text)
    return 0 if 100 * sum(one.noticed for one in tried) >= GOAL * len(tried) else 1


if __name__ == "__main__":
    sys.exit(main())
