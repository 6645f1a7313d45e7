"""Every text in both languages with the same parameters; none missing, none unused, none doubled."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.commands import CUSTOMER_MENU, GROUP_MENU, STAFF_MENU
from bot.order_card import REFUND_REASONS
from bot.return_card import REJECT_REASONS, RETURN_REASONS
from core.analytics.period import Span
from core.kit.errors import AppError
from core.kit.i18n.words import LANGUAGES
from core.orders.benefits import CodeKind
from core.orders.export_orders import COLUMNS as EXPORTED
from core.orders.pricing import PromoProblem
from core.orders.promotions import COVERED
from core.orders.return_state import ReturnEvent
from core.orders.risk import RiskReason
from core.shops.blocks import Part
from core.shops.describe import TEMPLATES, Telling
from core.shops.import_rows import Column, Problem
from core.shops.reasons import REASONS as REASONS_OF_STOCK
from core.talks.scenarios import READY
from db.types.enums import (
    Audience,
    DeliveryKind,
    MovementKind,
    NoteState,
    NotificationKind,
    OrderStatus,
    ProductKind,
    ProductStatus,
    ReportSpan,
    ReturnOutcome,
    ReturnState,
    ReviewState,
    Role,
    ShopStatus,
    StockVerdict,
    SubscriptionState,
    Trigger,
)
from handlers.catalog.listing import SORT_NAMES
from handlers.returns.screens import GROUPS as RETURN_GROUPS
from handlers.staff_orders.screens import LISTS, REASONS
from payments.registry import default_registry
from payments.set_up import TryOutcome
from tests.payments.contract.rails import BY_CODE as WAYS

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "core/kit/i18n/locales"
ROOMS = ("bot", "handlers", "miniapp", "payments", "core")
TOPICS = ("help", "terms", "support", "paysupport")
STEPS = ("accept", "pack", "ship", "deliver", "back")
# What stands in the forms of the ways to pay, by the settings models themselves.
FIELDS = sorted(
    {
        name.replace("_", "-")
        for provider in default_registry(MagicMock(), MagicMock()).all().values()
        for name in provider.settings_model.model_fields
        if name != "own_bot"
    }
)
# Every family of keys that the code puts together, and what it puts in.
CHECKS = (
    "bot", "updates", "menu", "group", "ways", "providers", "books", "goods", "pictures", "delivery", "terms",
    "contact", "answers", "refunds", "messages", "audit", "zones",
)  # fmt: skip
COLUMNS = ("what", "value", "when", "product", "sum", "number", "status", "customer", "pieces", "currency")
MENDED = ("group", "delivery", "zones", "ways", "providers", "books", "terms", "contact", "answers", "refunds", "goods")


def actions() -> set[tuple[str, str]]:
    """Every action of the audit chain, as `record(tx, clock, actor, "thing.verb", …)` names it."""
    found: set[tuple[str, str]] = set()
    for path in [*(ROOT / "core").rglob("*.py"), *(ROOT / "payments").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in ("record", "_changed", "_told"):
                said = [part for argument in node.args for part in ast.walk(argument) if isinstance(part, ast.Constant)]
                found |= {
                    (thing, verb)
                    for part in said
                    for thing, dot, verb in [str(part.value).partition(".")]
                    if dot and thing.isidentifier() and verb.isidentifier()
                }
    return found


FAMILIES: dict[str, tuple[str, ...]] = {
    "role-": tuple(role.value for role in Role),
    "shop-": tuple(status.value for status in ShopStatus),
    "movement-": tuple(kind.value for kind in MovementKind),
    "reason-": REASONS,
    "group-": LISTS,
    "status-": tuple(status.value.replace("_", "-") for status in OrderStatus),
    "lang-": LANGUAGES,
    "subscription-": tuple(state.value for state in SubscriptionState),
    "button-": TOPICS,
    "step-": tuple(f"{step}-done" for step in STEPS),
    "payment-": (*WAYS, COVERED),
    "button-period-": ("day", "week", "month"),
    "code-taken-": tuple(kind.value for kind in CodeKind),
    "zones-ask-": ("point", "bands"),
    "zone-ask-": ("name", "reach", "price", "free_from", "least"),
    "delivery-ask-": ("pickup", "courier", "price", "free", "title", "details"),
    "does-": tuple(role.value for role in Role),
    "field-": tuple(FIELDS),
    "payments-stuck-": ("payment", "refund"),
    "promo-problem-": tuple(problem.value for problem in PromoProblem),
    "refund-reason-": REFUND_REASONS,
    "reviews-": ("waiting", "published", "rejected"),
    "review-state-": tuple(state.value for state in ReviewState),
    "review-my-state-": tuple(state.value for state in ReviewState),
    "review-thanks-": tuple(state.value for state in ReviewState),
    "choice-": tuple(kind.value for kind in NotificationKind),
    "level-": ("0", "1", "2", "3", "4"),
    "risk-": tuple(reason.value for reason in RiskReason),
    "shelf-ask-": ("new", "name"),
    "sort-": SORT_NAMES,
    "stuck-": ("processing", "authorized", "unknown", "submitted", "manual"),
    "verdict-": tuple(verdict.value for verdict in StockVerdict),
    "way-ask-": ("least", "most"),
    "way-delivery-": tuple(kind.value for kind in DeliveryKind),
    "way-try-": tuple(outcome.value for outcome in TryOutcome),
    "return-reason-": RETURN_REASONS,
    "return-reject-": REJECT_REASONS,
    "return-state-": tuple(state.value for state in ReturnState),
    "return-outcome-": tuple(outcome.value for outcome in ReturnOutcome),
    "return-close-": tuple(outcome.value for outcome in ReturnOutcome),
    "returns-": tuple(RETURN_GROUPS),
    "staff-return-": ("requested", "expected", "received", "inspected", "rejected", "closed", "cancelled"),
    "reception-": ("received", "short", "wrong_item", "lost"),
    "acceptance-": ("accepted", "partly", "rejected"),
    "span-": tuple(Span),
    "health-": CHECKS,
    "health-bad-": CHECKS,
    "button-mend-": MENDED,
    "connect-": ("bot", "updates", "menu", "group"),
    "audit-": tuple(sorted({thing for thing, _ in actions()} | {"shop", "return", "payment_difference"})),
    "audit-field-": (
        "price",
        "old_price",
        "free_from",
        "active",
        "role",
        "state",
        "status",
        "reason",
        "amount",
        "currency",
        "count",
        "title",
        "hidden",
        "low_at",
    ),
    "audit-did-": tuple(
        sorted({verb for _, verb in actions()} | {*Telling, "hours", "design", "blocks", *ReturnEvent, *NoteState})
    ),
    "block-ask-": (*Part, "new", "picture", "leads"),
    "button-block-": (*Part, "picture", "leads", "up", "drop"),
    "shop-line-": ("greeting", "about", "terms", "support"),
    "shop-ask-": (*Telling, "cover", "currency", "timezone", "hours", "accent"),
    "button-shop-": (*Telling, "cover", "hours", "timezone", "template", "accent", "currency"),
    "template-": TEMPLATES,
    "report-": tuple(ReportSpan),
    "report-ask-": tuple(ReportSpan),
    "report-title-": tuple(ReportSpan),
    "button-report-": tuple(ReportSpan),
    "figures-": (
        "net",
        "sold",
        "given-back",
        "net-before",
        "orders",
        "average",
        "pieces",
        "buyers",
        "new-buyers",
        "currency",
        "sheet-summary",
        *(f"column-{name}" for name in COLUMNS),
        "sheet-days",
        "sheet-products",
        "sheet-orders",
    ),
    "product-status-": tuple(status.value for status in ProductStatus),
    "product-kind-": tuple(kind.value for kind in ProductKind),
    "editor-ask-": ("name", "about", "price", "sku", "stock", "photo", "photos", "kind", "option", "values"),
    "editor-reply-": ("name", "about", "photo"),
    "stock-reason-": tuple(REASONS_OF_STOCK),
    "import-column-": (*(column.value for column in Column), "options"),
    "import-problem-": tuple(problem.value for problem in Problem),
    "import-errors-": ("row", "sku", "why"),
    "import-template-": ("first", "second"),
    "export-column-": EXPORTED,
    "export-file-": ("goods", "orders"),
    "button-export-orders-": ("7", "31", "366"),
    "audience-": tuple(audience.value for audience in Audience),
    "scenario-name-": tuple(READY),
    "scenario-text-": tuple(READY),
    "scenario-trigger-": tuple(trigger.value.replace("_", "-") for trigger in Trigger),
    "scenario-example-": ("delay", "cap", "quiet", "least"),
    "button-friends-": ("inviter", "invited", "most", "off", "points", "percent", "sum", "nothing"),
    "faq-ask-": ("new", "try", "question", "answer", "keywords"),
    "button-faq-": ("question", "answer", "keywords"),
    "command-": tuple(dict.fromkeys((*CUSTOMER_MENU, *STAFF_MENU, *GROUP_MENU))),
}


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    """Messages of a language by key. A key that stands twice fails here."""
    found: dict[str, ftl.Message] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = entry
    return found


def parameters(message: ftl.Message) -> set[str]:
    """Names of what a text needs."""
    names: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, ftl.VariableReference):
            names.add(node.id.name)
        if isinstance(node, ftl.BaseNode):
            for value in vars(node).values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(message)
    return names


def modules() -> Iterator[ast.Module]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "demo" in path.parts:
                continue  # the demo's goods have words of their own
            yield ast.parse(path.read_text(encoding="utf-8"))


@cache
def said_in_code() -> frozenset[str]:
    """Every string in the code that is a key, and the keys of the families that f-strings make."""
    known = messages("en").keys()
    said: set[str] = set()
    for tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known:
                said.add(node.value)
    for beginning, ends in FAMILIES.items():
        said |= {beginning + end for end in ends}
    return frozenset(said)


def either(key: ast.expr) -> Iterator[ast.expr]:
    """Both ends of `one if so else other`."""
    if isinstance(key, ast.IfExp):
        yield from either(key.body)
        yield from either(key.orelse)
    else:
        yield key


def called_words() -> Iterator[ast.expr]:
    """What stands first in words(…), words.plain(…), turn.words(…)."""
    for tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                named = (
                    node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "plain" else node.func
                )
                name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
                if name == "words" or (isinstance(named, ast.Call) and getattr(named.func, "id", "") == "words_of"):
                    yield from either(node.args[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing(language: str) -> None:
    wanted = {key.value for key in called_words() if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    for beginning, ends in FAMILIES.items():
        wanted |= {beginning + end for end in ends}
    assert sorted(wanted - messages(language).keys()) == []


def test_every_family_of_keys_is_known() -> None:
    begun = {str(part.value) for key in called_words() if isinstance(key, ast.JoinedStr)
             for part in key.values[:1] if isinstance(part, ast.Constant)}  # fmt: skip
    assert begun == set(FAMILIES)


def test_every_refusal_has_words_in_both_languages() -> None:
    def below(kind: type[AppError]) -> Iterator[type[AppError]]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    for refusal in below(AppError):
        for language in LANGUAGES:
            assert refusal.code in messages(language), f"{refusal.__name__}: {refusal.code} has no words in {language}"


def test_both_languages_have_the_same_keys_with_the_same_parameters() -> None:
    english, russian = messages("en"), messages("ru")
    assert sorted(english.keys() ^ russian.keys()) == []
    differ = {key for key in english if parameters(english[key]) != parameters(russian[key])}
    assert differ == set()


def test_no_text_is_unused() -> None:
    refusals = {key for key in messages("en") if key.startswith("error-")}
    assert sorted(messages("en").keys() - said_in_code() - refusals) == []
    codes = {node.value.value for tree in modules() for node in ast.walk(tree)
             if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
             and isinstance(node.value.value, str) and node.value.value.startswith("error-")}  # fmt: skip
    assert sorted(refusals - codes - said_in_code()) == []


def test_every_call_gives_the_parameters_its_text_needs() -> None:
    wrong: list[str] = []
    for tree in modules():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            key = node.args[0].value
            if not isinstance(key, str) or key not in messages("en") or any(word.arg is None for word in node.keywords):
                continue
            func = node.func
            called = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            if called not in ("words", "plain"):
                continue
            given = {str(word.arg) for word in node.keywords}
            if not parameters(messages("en")[key]) <= given:
                wrong.append(f"{key}: {sorted(parameters(messages('en')[key]) - given)}")
    assert wrong == []


def test_no_text_stands_in_a_handler() -> None:
    cyrillic = [
        (path.name, node.value)
        for room in ("bot", "handlers")
        for path in sorted((ROOT / room).rglob("*.py"))
        if path.name != "parsing.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and any("а" <= letter <= "я" for letter in node.value.lower())
    ]  # fmt: skip
    assert cyrillic == []
