"""What can be broken in a module: each fault is a place and the text that stands there instead (pure)."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

_COMPARE = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_COUNT = {ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.FloorDiv: "*", ast.Mod: "+"}
_SQL = re.compile(r"\b(SELECT|UPDATE|INSERT|DELETE)\b")
# What can be wrong in a statement. Locks are left out: the races' own negative controls take those away.
_IN_SQL = (
    (re.compile(r" >= "), " > "),
    (re.compile(r" > (?!0)"), " >= "),
    (re.compile(r" <> "), " = "),
    (re.compile(r" \+ "), " - "),
    (re.compile(r" - "), " + "),
    (re.compile(r"\n\s+AND [^\n]+"), "\n"),
    (re.compile(r"'held', 'committed'"), "'held'"),
    (re.compile(r"state = 'committed'"), "state = 'held'"),
    (re.compile(r"state = 'held'"), "state = 'committed'"),
    (re.compile(r"DO NOTHING"), "DO UPDATE SET delta = excluded.delta"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One deliberate fault: from `start` to `end` (offsets in the source) stands `text`."""

    line: int
    start: int
    end: int
    text: str
    what: str

    def applied(self, source: str) -> str:
        """Return the source with the fault in it."""
        return source[: self.start] + self.text + source[self.end :]


def faults_in(source: str) -> list[Fault]:
    """Return every fault of a module, in the order of its lines."""
    tree = ast.parse(source)
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))

    def at(line: int, column: int) -> int:
        # Columns of the tree count bytes.
        text = source[lines[line - 1] : lines[line]]
        return lines[line - 1] + len(text.encode()[:column].decode())

    def span(node: ast.expr | ast.stmt) -> tuple[int, int]:
        return at(node.lineno, node.col_offset), at(node.end_lineno or node.lineno, node.end_col_offset or 0)

    found: list[Fault] = []
    for node in _code(tree):
        found += [
            Fault(node.lineno, start, end, text, what)
            for start, end, text, what in _of(node, source, span)
            if source[start:end] != text
        ]
    return sorted(found, key=lambda fault: (fault.start, fault.text))


def _code(tree: ast.Module) -> Iterator[ast.expr]:
    """Every expression but documentation, annotations and decorators."""
    left_out: set[int] = set()
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", ()):
            left_out |= {id(part) for part in ast.walk(decorator)}
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                left_out.add(id(first.value))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            left_out |= {id(part) for part in ast.walk(node.returns)} if node.returns else set()
            for argument in (*node.args.args, *node.args.kwonlyargs):
                left_out |= {id(part) for part in ast.walk(argument.annotation)} if argument.annotation else set()
        if isinstance(node, ast.AnnAssign):
            left_out |= {id(part) for part in ast.walk(node.annotation)}
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and id(node) not in left_out:
            yield node


Span: TypeAlias = Callable[[ast.expr | ast.stmt], tuple[int, int]]
Found: TypeAlias = Iterator[tuple[int, int, str, str]]


def _of(node: ast.expr, source: str, span: Span) -> Found:
    ways = {
        ast.Compare: _comparison,
        ast.BinOp: _sum,
        ast.UnaryOp: _sign,
        ast.BoolOp: _both,
        ast.Constant: _constant,
        ast.Dict: _transitions,
        ast.Call: _elsewhere,
    }
    way = ways.get(type(node))
    if way is not None:
        yield from way(node, source, span)


def _comparison(node: Any, _source: str, span: Span) -> Found:
    if len(node.ops) == 1 and type(node.ops[0]) in _COMPARE:
        turned = f" {_COMPARE[type(node.ops[0])]} "
        yield span(node.left)[1], span(node.comparators[0])[0], turned, "comparison turned"


def _sum(node: Any, source: str, span: Span) -> Found:
    start, end = span(node.left)[1], span(node.right)[0]
    if type(node.op) in _COUNT and source[start:end].strip() in ("+", "-", "*", "//", "%"):
        yield start, end, f" {_COUNT[type(node.op)]} ", "sum turned"


def _sign(node: Any, source: str, span: Span) -> Found:
    words = {ast.USub: "sign dropped", ast.Not: "not dropped"}
    if type(node.op) in words:
        yield (*span(node), source[slice(*span(node.operand))], words[type(node.op)])


def _both(node: Any, _source: str, span: Span) -> Found:
    word = "or" if isinstance(node.op, ast.And) else "and"
    yield span(node.values[0])[1], span(node.values[1])[0], f" {word} ", "and and or exchanged"


def _constant(node: Any, source: str, span: Span) -> Found:
    start, end = span(node)
    match node.value:
        case bool(truth):
            yield start, end, str(not truth), "truth turned"
        case int(number):
            yield start, end, str(number + 1), "number one off"
        case str(text) if _SQL.search(text) and "\n" in text:
            yield from _statement(start, end, source[start:end])


def _transitions(node: Any, source: str, span: Span) -> Found:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Tuple):
            yield span(key)[0], _after(source, span(value)[1]), "", "transition dropped"


def _elsewhere(node: Any, source: str, span: Span) -> Found:
    if isinstance(node.func, ast.Name) and node.func.id == "Transition" and node.args:
        present = source[slice(*span(node.args[0]))]
        yield (*span(node.args[0]), "S.ON_HOLD" if "DELIVERED" in present else "S.DELIVERED", "elsewhere")


def _after(source: str, end: int) -> int:
    return end + 1 if source[end : end + 1] == "," else end


def _statement(start: int, end: int, text: str) -> Found:
    for pattern, instead in _IN_SQL:
        for place in pattern.finditer(text):
            if "shop_id" in place[0]:
                continue  # a tenant's border: tests/architecture/test_tenancy.py
            changed = text[: place.start()] + instead + text[place.end() :]
            yield start, end, changed, f"in a statement: {place[0].strip()[:40]!r} → {instead.strip()!r}"
