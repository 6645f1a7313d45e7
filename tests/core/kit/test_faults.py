"""The mutation check's own faults: each changes the code, and what it leaves can still be read."""

import ast

import pytest

from tests.mutation.__main__ import ROOT, TARGETS
from tests.mutation.faults import faults_in

SOURCE = '''
"""Words."""
TABLE = {(1, 2): Transition(S.CONFIRMED, who)}


def over(a: int, b: int) -> bool:
    """More than 1."""
    return a + 1 > b and not a == -b
'''


def test_every_kind_of_fault_is_found() -> None:
    kinds = {fault.what for fault in faults_in(SOURCE)}
    assert kinds == {
        "transition dropped",
        "elsewhere",
        "comparison turned",
        "sum turned",
        "number one off",
        "and and or exchanged",
        "not dropped",
        "sign dropped",
    }


@pytest.mark.parametrize("module", TARGETS)
def test_a_fault_changes_the_code_and_leaves_it_readable(module: str) -> None:
    source = (ROOT / module).read_text()
    faults = faults_in(source)
    assert faults
    for fault in faults:
        changed = fault.applied(source)
        assert changed != source
        ast.parse(changed)
