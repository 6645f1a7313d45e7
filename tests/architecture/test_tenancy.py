"""One shop never sees another's anything: every repository function, every use case, and the wall behind them.

Generated: a function that is written tomorrow is called tomorrow. Should it have a parameter that nothing here
knows a value for, the test fails and asks for one.
"""

import contextlib
import importlib
import inspect
import pkgutil
import typing
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

import core
import db.repositories
import payments
from core.analytics.period import Period, Span, period
from core.auth.actor import Actor
from core.auth.identify import TelegramPerson
from core.kit.errors import AppError
from core.kit.event import Recorded
from core.kit.events.relay import Subscriptions
from core.kit.i18n.words import Words, words_of
from core.kit.uow import UnitOfWork
from core.notifications.cards import Card, PayMessage
from core.orders import ledger
from core.orders.events import OrderPlaced, RefundRequested
from core.orders.manage_promos import PromoOrder
from core.orders.place_order import PlaceRequest
from core.orders.pricing import Totals
from core.orders.receive_return import Inspected, Received
from core.orders.return_order import AskedLine, ReturnRequest
from core.shops.blocks import Part
from core.shops.change_products import NewProduct
from core.shops.change_stock import StockOrder
from core.shops.describe import Telling
from core.shops.import_goods import Desk
from core.shops.import_rows import Column, ImportRow, Sheet
from core.shops.open_shop import Shops
from core.shops.pictures import Picture
from core.shops.set_content import Content
from core.shops.shop import Shop
from db.embedded import PostgresServer
from db.models import tenant_tables
from db.repositories import sign_in
from db.session import PLATFORM, make_engine, transaction
from db.types import enums
from db.types.ids import BotId, EventId, IntentId, OrderId, RefundId, encode_id, new_id
from payments.confirm_checkout import CheckoutQuestion
from payments.protocol import (
    Ask,
    DisputeChanged,
    MoneyArrived,
    MoneyReturned,
    Notice,
    PageFound,
    PaymentFailed,
    PaymentProcessing,
    PaymentProvider,
    ProviderEvent,
    Redirect,
    RefundBounced,
    StatementLine,
)
from payments.providers.telegram import TelegramSettings
from payments.sheet_delivery import ShippingQuestion
from tests.factories import liked, talked, zoned
from tests.factories.clock import MovableClock
from tests.factories.database import Database, copy_of_template
from tests.factories.footprint import changed, footprint, footprint_on
from tests.factories.furnished import INVITED, MARK, MARKED, MARKED_MONEY, furnished, rows_by_table
from tests.factories.laws import Laws
from tests.factories.town import OFFERED, Stall, Town

TENANT = [table.name for table in tenant_tables()]

Owned = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Shop A with everything in it, the keys to all that, and shop B whose people try them."""

    town: Town
    a: Stall
    b: Stall
    owned: Owned
    bot_id: BotId


async def moved_in(town: Town) -> Neighbours:
    bot_id = await town.bot()
    a = await furnished(town, bot_id)
    return Neighbours(town, a, await neighbour(town), await keys_of(a, bot_id), bot_id)


async def neighbour(town: Town) -> Stall:
    b = await town.shop()
    await b.sells("B-TEA")
    return b


@pytest.fixture(scope="module")
async def walled(postgres: PostgresServer) -> AsyncIterator[tuple[Database, Neighbours]]:
    """For what is rolled back or refused: made once."""
    async with copy_of_template(postgres) as database:
        engine = make_engine(database.url(), pool_size=5)
        yield database, await moved_in(Town(UnitOfWork(engine), MovableClock()))
        await engine.dispose()


@pytest.fixture(scope="module")
async def street(postgres: PostgresServer) -> AsyncIterator[tuple[AsyncEngine, Neighbours]]:
    """For use cases, which commit: A is furnished once, since nobody may change anything of it."""
    async with copy_of_template(postgres) as database:
        engine = make_engine(database.url(), pool_size=5)
        yield engine, await moved_in(Town(UnitOfWork(engine), MovableClock()))
        broken = await Laws(engine).broken()
        assert set(broken) <= {"outbox_unsent"}, broken  # nothing relays here
        await engine.dispose()


@pytest.fixture
async def neighbours(street: tuple[AsyncEngine, Neighbours]) -> Neighbours:
    """A as it always was, and a B that has done nothing yet."""
    _, known = street
    return replace(known, b=await neighbour(known.town))


async def keys_of(shop: Stall, bot_id: BotId) -> Owned:
    """An id out of every table of the shop, by the names parameters have."""
    asked = {
        "order_id": "SELECT id FROM orders WHERE status = 'awaiting_payment' LIMIT 1",
        "paid_order_id": "SELECT id FROM orders WHERE status = 'fulfilling' LIMIT 1",
        "number": "SELECT max(number) FROM orders",
        "idempotency_key": "SELECT max(idempotency_key) FROM orders",
        "product_id": "SELECT max(id) FROM products",
        "variant_id": "SELECT max(id) FROM variants",
        "stock_item_id": "SELECT max(id) FROM stock_items",
        "category_id": "SELECT max(id) FROM categories",
        "media_id": "SELECT max(id) FROM media",
        "cart_id": "SELECT max(id) FROM carts",
        "delivery_option_id": "SELECT max(id) FROM delivery_options",
        "intent_id": "SELECT max(id) FROM payment_intents",
        "charge_id": "SELECT max(id) FROM charges",
        "external_id": "SELECT max(external_id) FROM charges",
        "refund_id": "SELECT max(id) FROM refunds",
        "proof_id": "SELECT max(id) FROM transfer_proofs",
        "refund_key": "SELECT max(key) FROM refunds",
        "source_key": "SELECT max(source_key) FROM stock_movements",
        "event_id": "SELECT min(id) FROM outbox",
        "person_id": "SELECT max(person_id) FROM orders",
        "slug": "SELECT max(slug) FROM products",
        "seq": "SELECT max(seq) FROM audit_log",
        "return_id": "SELECT max(id) FROM returns",
        "note_id": "SELECT max(id) FROM credit_notes WHERE state = 'waiting'",
        "promo_id": "SELECT max(id) FROM promos",
        "code": "SELECT max(code) FROM promos",
        "gift_card_id": "SELECT max(id) FROM gift_cards",
        "code_hash": "SELECT max(code_hash) FROM gift_cards",
        "reconciliation_id": "SELECT max(id) FROM reconciliations",
        "difference_id": "SELECT max(id) FROM payment_differences",
        "invite_id": "SELECT max(id) FROM staff_invites",
        "import_id": "SELECT max(id) FROM imports",
        "quote_id": "SELECT max(id) FROM delivery_quotes",
        "bulk_id": "SELECT max(id) FROM bulk_changes",
        "place_id": "SELECT max(id) FROM stock_places",
        "to_place_id": "SELECT min(id) FROM stock_places",
        "token_hash": "SELECT max(token_hash) FROM staff_invites",
        "courier_id": "SELECT max(courier_id) FROM cash_collections WHERE handover_id IS NULL",
    }
    asked |= liked.KEYS | talked.KEYS | zoned.KEYS
    owned = {name: await shop.ask(question) for name, question in asked.items()}
    async with shop.town.uow.platform() as connection:
        found = await connection.execute(
            text("SELECT telegram_id FROM people WHERE id = :id"), {"id": owned["person_id"]}
        )
        owned["telegram_id"] = found.scalar_one()
    return {
        **owned,
        "bot_id": bot_id,
        "sku": MARKED,
        "chat_id": 42,
        "message_id": 7,
        "shop_of_a": shop.id,
        "invite_token": INVITED,
    }


def nobodys(owned: Owned) -> Owned:
    """Keys like those, which open nothing anywhere."""
    shared = ("person_id", "courier_id", "inviter_id", "telegram_id", "bot_id")  # people and bots belong to no shop
    strange: Owned = {}
    for name, value in owned.items():
        strange[name] = value if name in shared else new_id() if isinstance(value, int) else f"{value}X"[:32]
    return {**strange, "number": 999_999, "chat_id": 43, "message_id": 8, "seq": 999_999}


def values(k: Owned, b: Stall) -> dict[str, Any]:
    """A value for every parameter name that repositories and use cases have."""
    now = datetime.now(UTC)
    entry = ledger.sale(OrderId(k["order_id"]), Totals(100, 0), "RUB")
    words = {"en": "words of B"}
    return {
        **k,
        **liked.values(k, MARKED),
        **talked.values(k, MARK),
        **zoned.values(),
        "shop_id": b.id,
        "entry": entry, "entry_id": new_id(), "journal_id": new_id(), "movement_id": new_id(), "new_id": new_id(),
        "parent_id": k["category_id"], "cursor": k["product_id"], "payer_id": k["person_id"],
        "actor_id": k["person_id"], "requested_by": k["person_id"], "owner_id": k["person_id"],
        "payer_telegram_id": k["telegram_id"], "stock_item_ids": [k["stock_item_id"]], "skus": [k["sku"]],
        "wanted": {k["stock_item_id"]: 1},
        "holds": [{"id": new_id(), "stock_item_id": k["stock_item_id"], "quantity": 1}],
        "key": k["refund_key"], "undoes": k["seq"],
        "words": MARKED.lower(), "provider": "telegram", "provider_reference": "", "currency": "RUB",
        "amount": MARKED_MONEY, "price": 100, "old_price": None, "free_from": None, "quantity": 1, "delta": 1,
        "position": 0, "limit": 1000, "low_at": 3, "width": 1, "height": 1, "days": 0, "before": 0,
        "seconds": 60, "claim_seconds": 60, "retry_seconds": 1, "approved_seconds": 60, "backwards": False,
        "lock": False, "blocked": True, "hidden": True, "relative": True,
        "title": words, "details": words, "description": words, "texts": {"about": words}, "options": {},
        "emoji": "", "keywords": "b", "sha256": "b", "mime": "image/jpeg", "content": b"b", "tone": "#a1b2c3",
        "evidence": {},
        "status": "active", "state": "cancelled", "kind": "adjust", "verdict": "orphan", "reason": "b",
        "failure": None, "error": None, "event": "event", "from_status": None, "to_status": None, "actor": "staff",
        "shipment": None, "tracking": None, "action": "b", "target": "b", "after": None, "at": now, "now": now,
        "statuses": [status.value for status in enums.OrderStatus], "address": "b", "phone": "b", "comment": "b",
        "payment_method": "cash", "timezone": "UTC", "settings": {}, "cipher": b"b", "file_id": "b",
        "note": "b", "url": "https://b.example", "link": "https://b.example/i",
        "until": None, "pay_amount": None, "pay_currency": None, "tip_max": 0,
        "check_seconds": 60, "counted": True, "tip": 0, "fee": 0, "card_hash": None, "refund_external_id": "",
        "credit_note_id": None, "needs_approval": False, "dispute_id": new_id(), "due_at": None,
        "consumer": "shelves", "audience": "customer", "language": "en", "first_name": "b", "last_name": None,
        "username": "b", "telegram_language": "en", "role": "analyst", "name": "stock_negative",
        "token_cipher": b"b", "webhook_path": "b", "webhook_secret_cipher": b"b", "job": "b", "slot": now,
        "outcome": "done", "source": "telegram:1", "inbox_ids": [1], "inbox_id": 1, "kinds": ["telegram"],
        "updates": [{"id": new_id(), "external_id": "1", "lane": "1", "payload": {}}], "consumers": ["b"],
        "events": [{"shop_id": k["shop_of_a"], "id": new_id(), "name": "b", "payload": {}}],
        "old_chat": k["chat_id"], "new_chat": -43, "event_ids": [k["event_id"]], "lanes": 8, "busy": (),
        "ids": [new_id()], "hashes": ["b"], "ciphers": [b"b"], "first_id": k["order_id"], "subscription_id": new_id(),
        "paid_until": now, "grace_seconds": 0, "delivery_kind": "courier", "delivery_title": "{}",
        "delivery_total": 0, "tax_total": 0, "total": 1,
        "promo_code": k["code"], "use_points": True, "due": 1, "collected": 1, "expected": 1, "handover_id": new_id(),
        **dict.fromkeys(("counted_by", "decided_by", "approved_by", "issued_by", "closing_by"), k["person_id"]),
        "gift_amount": 0, "points_amount": 0, "credit_amount": 0, "delivery_amount": 0, "tax_amount": 0,
        "note_lines": [], "method": "cash", "wait_seconds": None, "code_cipher": b"b", "hint": "b",
        "expires_at": None, "move_id": new_id(), "min_goods": 0, "first_order": False, "starts_at": None,
        "ends_at": None, "max_uses": None, "per_customer": None, "but": OrderId(new_id()), "active": False,
        "rate": "2", "since": datetime(2020, 1, 1, tzinfo=UTC), "resolution": "b", "resolved_by": k["person_id"],
        "seen": 1, "pulled": 0, "differences": 0, "ours": None, "theirs": 1, "external_ids": [k["external_id"], MARK],
        "order_ids": [k["order_id"], k["paid_order_id"]],
        "states": [state.value for state in enums.ReturnState], "answers": {}, "closing_as": "b", "answer": "b",
        "reception": "received", "received": 1, "acceptance": "accepted", "accepted": 1,
        "exchange_order_id": k["order_id"], "product_ids": [k["product_id"]], "variant_ids": [k["variant_id"]],
        "return_lines": [{"position": 1, "quantity": 1, "exchange_variant_id": k["variant_id"]}],
        "media_ids": [k["media_id"]],
        "from_state": None, "to_state": "approved", "decision": "approved", "check_id": new_id(), "stage": "paid",
        "score": 1, "reasons": [], "week_id": 1, "setting": 1, "cash_allowed": False, "created_by": k["person_id"],
        "staff_chat_id": k["chat_id"], "except_bot": k["bot_id"], "renew_secret": False, "opened_by": None,
        "by_hand": True, "down": (),
        **of_goods(k),
        "unit": "day", "zone": "UTC", "span": enums.ReportSpan.DAILY, "hour": 9, "until_hour": 9,
        "sent_for": now.date(), "on_hand": 1, "beginning": "", "computed": False, "answered_by": k["person_id"],
        "shift": 0, "what": "about", "hours": [], "past": {}, "seller_id": k["person_id"], "a_day": 1.0,
    }  # fmt: skip


def of_goods(k: Owned) -> dict[str, Any]:
    """Values of goods by file and phone."""
    words = {"en": "b"}
    return {
        "columns": ["price"], "notes": {}, "counts": {"new": 1}, "file_name": "b", "batch": 250,
        "import_rows": [{"number": 2, "sku": "B", "said": {}, "state": "done", "problem": None, "value": ""}],
        "names": ["b"], "new_products": [], "new_variants": [],
        "products": [{"id": k["product_id"], "title": words, "description": words, "options": [],
                      "category_id": k["category_id"]}],
        "prices": [{"id": k["variant_id"], "price": 5, "old_price": None}],
        "movements": [{"id": new_id(), "stock_item_id": k["stock_item_id"], "delta": 1}],
        "assigned_by": k["person_id"], "taken_by": k["person_id"], "thread_id": 5,
        "from_place_id": k["place_id"], "transfer_id": new_id(), "between": "A B",
        "round_to": 1, "option": "Size", "value": "m",
        "variants": [{"id": k["variant_id"], "options": {}, "hidden": True, "archived": True}],
        "sheet": Sheet((Column.SKU, Column.PRICE), (), (), (ImportRow(2, {"sku": "B-TEA"}),)),
    }  # fmt: skip


# Where a name means something else than above.
LONG_AGO, FAR_AHEAD = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


SPECIAL: dict[str, Callable[[Owned], dict[str, Any]]] = {
    "assortment.create_category": lambda _: {"parent_id": None, "slug": "b"},
    "assortment.create_product": lambda _: {"options": [], "status": "active"},
    "assortment.create_delivery_option": lambda _: {"kind": "pickup"},
    "audit.append": lambda _: {"before": None},
    "carts.view": lambda _: {"kind": "cart"},
    "carts.set_line": lambda _: {"kind": "cart"},
    "carts.clear": lambda _: {"kind": "cart"},
    "carts.remove_line": lambda _: {"kind": "cart"},
    "identity.create_invite": lambda _: {"expires_at": datetime.now(UTC)},
    "messaging.claim_notification": lambda _: {"kind": "card"},
    "messaging.close_notification": lambda _: {"kind": "card", "state": "sent"},
    "messaging.finish_delivery": lambda _: {"state": "done"},
    "money.save_dispute": lambda _: {"state": "open"},
    "credit_notes.decide_note": lambda _: {"state": "rejected"},
    "credit_notes.decide_refund": lambda _: {"state": "approved"},
    "returns.set_result": lambda _: {"outcome": "refund"},
    "returns.set_line": lambda _: {"verdict": "restock"},
    "returns.set_state": lambda _: {"state": "closed"},
    "proofs.decide_proof": lambda _: {"state": "approved"},
    "orders.change_status": lambda _: {"status": "cancelled"},
    "orders.find_orders": lambda _: {"words": MARK},
    "orders.past_window": lambda _: {"after": 0, "now": datetime.now(UTC) + timedelta(days=99)},
    "orders.overdue": lambda _: {"now": datetime.now(UTC) + timedelta(days=99)},
    "shops.create_shop": lambda _: {"shop_id": new_id(), "bot_id": None, "slug": "shop-of-b"},
    "stock.release": lambda _: {"state": "released"},
    "credit_notes.write_note": lambda _: {"state": "waiting", "amount": 1},
    "promotions.create_promo": lambda _: {"kind": "sum", "amount": 1},
    "promotions.move_points": lambda _: {"kind": "earn"},
    "reconciliation.stuck": lambda _: {"before": datetime.now(UTC) + timedelta(days=99)},
    "returns.write_return": lambda _: {"outcome": "refund"},
    "digital.set_kind": lambda _: {"kind": "text"},
    "digital.set_content": lambda _: {"name": "b"},
    "work.assign": lambda k: {"courier_id": k["person_id"]},
    "assortment.listed": lambda _: {"low": False, "hidden": False},
    "work.placed_since": lambda _: {"since": datetime(2020, 1, 1, tzinfo=UTC), "before": 0},
    "places.create_place": lambda _: {"place_id": new_id(), "name": "b"},
    "places.transfer": lambda _: {"key": "b"},
    "editing.save_product": lambda _: {"options": [], "status": "archived"},
    "editing.create_bulk": lambda _: {"bulk_id": new_id()},
    "editing.set_bulk": lambda _: {"action": "hide", "state": "applied", "before": []},
    "imports.create_import": lambda _: {"import_id": new_id(), "kind": "file", "key": "b"},
    "imports.write_rows": lambda _: {"import_rows": []},
    "imports.set_import_state": lambda _: {"state": "cancelled"},
    "imports.import_by_key": lambda _: {"key": MARK},
    "imports.move_many": lambda _: {"kind": "import"},
    "figures.sales": lambda _: {"since": LONG_AGO, "until": FAR_AHEAD},
    "figures.given_back": lambda _: {"since": LONG_AGO, "until": FAR_AHEAD},
    "figures.totals": lambda _: {"since": LONG_AGO, "until": FAR_AHEAD},
    "figures.top_products": lambda _: {"since": LONG_AGO, "until": FAR_AHEAD},
    "figures.by_way": lambda _: {"since": LONG_AGO, "until": FAR_AHEAD},
    "figures.orders_sold": lambda _: {"since": LONG_AGO, "until": FAR_AHEAD},
    "figures.daily_pieces": lambda _: {"since": LONG_AGO, "until": FAR_AHEAD},
    "figures.claim_reports": lambda _: {"due": FAR_AHEAD.date()},
    "exports.every_good": lambda _: {"after": 0},
    "subscriptions.set_state": lambda _: {"state": "expired"},
    "subscriptions.past_due": lambda _: {"now": datetime.now(UTC) + timedelta(days=99)},
    "texts.set_text": lambda _: {"key": "start-hello", "texts": {"en": "b"}},
    "texts.text_of": lambda _: {"key": "start-hello"},
    "orders.place": lambda k: {
        **{name: k[name] for name in ("order_id", "person_id", "cart_id", "delivery_option_id")},
        "bot_id": None, "language": "en", "status": "awaiting_payment", "payment_method": "cash", "currency": "RUB",
        "goods_total": 100, "delivery_total": 0, "discount_total": 0, "total": 100, "delivery_kind": "pickup",
        "saved_address": None, "delivery_quoted": False,
        "delivery_title": "{}", "address": None, "phone": None, "customer_name": "b", "comment": None,
        "tax_total": 0, "tax_added": 0, "rounding": 0, "gift_total": 0, "points_total": 0, "promo_id": k["promo_id"],
        "promo_code": k["code"], "rate": None,
        "idempotency_key": k["idempotency_key"], "hold_until": datetime.now(UTC), "lines": "[]", "holds": "[]",
        "journal_id": new_id(), "actor": "buyer", "entry_id": new_id(),
    },
}  # fmt: skip
SPECIAL |= {"shops.set_login_secret": lambda _: {"sealed": b"b"}}
SPECIAL |= liked.SPECIAL | talked.SPECIAL | zoned.SPECIAL
# Sessions are of people behind a bot, not of a shop: whatever B asks there has nothing of A.
SPECIAL |= {
    f"sign_in.{name}": lambda _: {
        "session_id": 7, "slug": "b", "way": "widget", "device": "b", "digest": "b", "owner": "b", "key": "b",
        "asked_hash": "b", "status": 200, "answer": b"b", "why": "revoked", "attempt_id": new_id(), "outcome": "wrong",
        "address_hash": "b", "secret_cipher": b"b", "last_step": 1, "failures": 1, "hashes": ["b"], "key_id": "b",
        "instead_of": None, "expires_at": FAR_AHEAD, "until": FAR_AHEAD, "since": LONG_AGO, "before": LONG_AGO,
        "attempts_before": LONG_AGO, "locked_until": None, "only": None, "but": None,
    }
    for name, function in inspect.getmembers(sign_in, inspect.iscoroutinefunction)
    if function.__module__ == sign_in.__name__
}  # fmt: skip
# These answer the platform across shops, by design, and only in its own transaction; walls still apply to B's.
_NOT_QUESTIONS = {"sql"}


def repository_functions() -> Iterator[tuple[str, Callable[..., Awaitable[Any]]]]:
    for module in pkgutil.iter_modules(db.repositories.__path__, "db.repositories."):
        if module.name.rpartition(".")[2] in _NOT_QUESTIONS:
            continue
        found = importlib.import_module(module.name)
        for name, function in inspect.getmembers(found, inspect.iscoroutinefunction):
            if function.__module__ == found.__name__ and not name.startswith("_"):
                yield f"{module.name.rpartition('.')[2]}.{name}", function


FUNCTIONS = dict(repository_functions())
SCOPED = [name for name, function in FUNCTIONS.items() if "shop_id" in inspect.signature(function).parameters]


def arguments(name: str, function: Callable[..., Any], known: dict[str, Any]) -> dict[str, Any]:
    """Fill a function's parameters; fail asking for what nobody knows."""
    filled: dict[str, Any] = {}
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            filled.update({key: value for key, value in known.items() if key in known["**"]})
        elif parameter.name in known:
            filled[parameter.name] = known[parameter.name]
        else:
            pytest.fail(f"{name}: give `values` in {__file__} a value for the parameter {parameter.name!r}")
    return filled


async def _call_and_roll_back(
    n: Neighbours, name: str, function: Callable[..., Awaitable[Any]], keys: Owned, tenant: str
) -> tuple[Any, set[str]]:
    """Ask a repository function for B with these keys; return its answer and which of A's tables changed."""
    special = SPECIAL[name](keys) if name in SPECIAL else {}
    known = {**values(keys, n.b), **special, "**": set(special)}
    before = await footprint(n.town.uow, n.a.id)
    answer: Any = None
    touched: set[str] = set()
    with contextlib.suppress(_RollBack):
        async with n.town.uow.platform() as connection:
            await connection.execute(text("SELECT set_config('shop.tenant', :tenant, true)"), {"tenant": tenant})
            await connection.execute(text("SAVEPOINT asked"))
            try:
                answer = await function(connection, **arguments(name, function, known))
            except (asyncpg.PostgresError, DBAPIError, AppError) as error:
                await connection.execute(text("ROLLBACK TO asked"))
                answer = type(error).__name__
            await connection.execute(text("SELECT set_config('shop.tenant', '*', true)"))
            touched = changed(before, await footprint_on(connection, n.a.id))
            raise _RollBack
    return _plain(answer), touched


class _RollBack(Exception):
    """Nothing of a question stays."""


def _plain(answer: Any) -> Any:
    if isinstance(answer, list):
        return [_plain(one) for one in answer]
    return dict(answer) if hasattr(answer, "keys") and not isinstance(answer, dict) else answer


# Refusals that say nothing about A and B: the question itself was wrong.
_NOT_UNDERSTOOD = ("CheckViolationError", "DataError", "NotNullViolationError", "ProgrammingError")


async def knows_nothing(n: Neighbours, name: str, function: Callable[..., Awaitable[Any]], tenant: str) -> None:
    """Assert that B gets nothing with A's keys, and changes nothing."""
    with_keys_of_a, touched = await _call_and_roll_back(n, name, function, n.owned, tenant)
    with_keys_of_nobody, _ = await _call_and_roll_back(n, name, function, nobodys(n.owned), tenant)

    assert with_keys_of_a not in _NOT_UNDERSTOOD, "it was not really asked: give `SPECIAL` values it understands"
    assert touched == set(), "it changed what is A's"
    assert leaks(with_keys_of_a) == []
    if name in SCOPED:
        # Not even that a thing exists: A's keys open no more than made-up ones.
        assert _shape(with_keys_of_a) == _shape(with_keys_of_nobody)


@pytest.mark.parametrize("name", FUNCTIONS)
async def test_a_repository_function_in_bs_transaction_knows_nothing_of_a(
    walled: tuple[Database, Neighbours], name: str
) -> None:
    _, neighbours = walled
    await knows_nothing(neighbours, name, FUNCTIONS[name], str(neighbours.b.id))


@pytest.mark.parametrize("name", SCOPED)
async def test_a_repository_function_asks_for_its_shop_by_itself(
    walled: tuple[Database, Neighbours], name: str
) -> None:
    """With the database's wall open, as in the platform's own jobs: the question alone keeps A and B apart."""
    _, neighbours = walled
    await knows_nothing(neighbours, name, FUNCTIONS[name], PLATFORM)


async def test_control_a_question_that_forgets_its_shop_is_found(walled: tuple[Database, Neighbours]) -> None:
    _, neighbours = walled

    async def order(connection: AsyncConnection, shop_id: int, order_id: int) -> Any:
        found = await connection.execute(text("SELECT * FROM orders WHERE id = :id"), {"id": order_id})
        row = found.mappings().first()
        return dict(row) if row else None

    async def cancel(connection: AsyncConnection, shop_id: int, order_id: int) -> None:
        await connection.execute(text("UPDATE orders SET status = 'cancelled' WHERE id = :id"), {"id": order_id})

    for forgetful in (order, cancel):
        with pytest.raises(AssertionError):
            await knows_nothing(neighbours, "orders.order", forgetful, PLATFORM)


def leaks(answer: Any) -> list[str]:
    """What of A's rows stands in an answer."""
    said = repr(answer)
    return [mark for mark in (MARK, MARKED, str(MARKED_MONEY)) if mark in said and not _given(answer)]


def _given(answer: Any) -> bool:
    """Answers that only repeat what B itself typed."""
    return isinstance(answer, str | int | bool)


def _shape(answer: Any) -> Any:
    """What can be told apart: emptiness, truth and size, not the ids we passed in ourselves."""
    match answer:
        case bool() | None | str():
            return answer
        case int():
            return "number" if answer > 1 << 32 else answer
        case list() | set() | tuple() | dict():
            return type(answer).__name__, len(answer)
        case _:
            return type(answer).__name__


async def test_the_neighbour_has_something_in_every_table(walled: tuple[Database, Neighbours]) -> None:
    _, neighbours = walled
    filled = await rows_by_table(neighbours.town.uow, neighbours.a.id)

    assert [table for table, rows in filled.items() if not rows] == [], "furnish the shop with a row of it"


# ---- use cases ----

_SKIPPED_MODULES = {
    "core.wiring", "payments.wiring",  # put together, decide nothing
    "core.shops.seed",  # writes the demo's own shops
}  # fmt: skip
_OF_THE_PLATFORM = {
    "core.auth.identify.Identify", "core.auth.people.ChooseLanguage", "core.auth.people.NoteBlocked",
    "core.auth.register.Register", "core.kit.scheduler.Scheduler", "core.kit.events.relay.Relay",
    "core.kit.events.inbox.Inbox", "core.kit.asked.OpenQuestions", "core.kit.invariants.CheckInvariants",
    "core.kit.sweep.SweepOld", "core.auth.sessions.SignIn", "core.auth.sessions.Sessions",
    "core.auth.tokens.AccessTokens", "core.auth.telegram_login.TelegramLogin",
    "core.auth.sessions.Authenticate", "core.auth.second_factor.SecondFactor", "core.auth.repeat.AnswerOnce",
    "core.kit.observability.health.Health", "core.orders.expire_orders.CompleteOrders", "core.shops.open_shop.Bots",
}  # fmt: skip


def modules() -> Iterator[ModuleType]:
    for package in (core, payments):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name not in _SKIPPED_MODULES and ".demo" not in module.name and ".providers" not in module.name:
                yield importlib.import_module(module.name)


def use_cases() -> Iterator[tuple[str, type, str]]:
    """Every public asynchronous method of every class that is given a unit of work."""
    for module in modules():
        for _, kind in inspect.getmembers(module, inspect.isclass):
            of_a_shop = kind.__module__ == module.__name__ and "uow" in inspect.signature(kind.__init__).parameters
            if not of_a_shop or f"{module.__name__}.{kind.__name__}" in _OF_THE_PLATFORM:
                continue
            for name, method in inspect.getmembers(kind, inspect.iscoroutinefunction):
                if name == "__call__" or not name.startswith("_"):
                    yield f"{kind.__name__}.{name}" if name != "__call__" else kind.__name__, kind, name
                    assert method


USE_CASES = {name: (kind, method) for name, kind, method in use_cases()}
# Jobs over all shops: they may change A's rows, that is their work; each is tested where it lives.
_JOBS = {
    "ExpireOrders",
    "RefundPayment.due",
    "LookUpPayments.due",
    "ProbeProviders",
    "Reconcile.all",
    "ClaimAlerts.shops_with_drops",
    "LearnTastes",
} | talked.JOBS
# Which shop: a platform's question, whose answer is the shop itself.
_FINDS_SHOPS = {
    "Shops.by_slug",
    "Shops.of_bot",
    "Shops.of_staff_chat",
    "Shops.all_for",
    "DescribeShop.say",  # returns what the test had it say
    "FindIntent.shop_of",
    "ActorIn",
} | talked.FINDS_SHOPS


class Quiet:
    """Nobody is looking at a page right now."""

    def tell(self, *_: Any) -> None:
        """Hear it."""


def built(kind: type, town: Town) -> Any:
    parts: dict[str, Any] = {
        "uow": town.uow, "clock": town.clock, "cipher": town.cipher, "registry": town.registry,
        "settings": town.settings, "platform_owners": frozenset({1}), "provider_settings": town.settings,
        "subscriptions": Subscriptions({}, typing.cast("Any", None)), "calls": town.star_desk,
        "breakers": town.breakers, "settle": town.settle, "take": town.take, "look_up": town.look_up,
        "cancel": town.cancel_order, "shops": Shops(town.uow), "live": Quiet(),
    }  # fmt: skip
    given = {}
    for parameter in inspect.signature(kind).parameters.values():
        if parameter.name in parts:
            given[parameter.name] = parts[parameter.name]
        elif parameter.default is inspect.Parameter.empty:
            pytest.fail(f"{kind.__name__}: say in `built` of {__file__} what its {parameter.name!r} is")
    return kind(**given)


# Where a use case's name means something else than elsewhere, or takes whatever names it is given.
MEANT: dict[str, dict[str, Any]] = {
    "EnterBenefits.use_points": {"wanted": True},
    "GiftCards.issue": {"amount": 5},
    "SetUpLogin": {"secret": "a-client-secret-of-b"},
    "SetUpLogin.keep": {"secret": "a-client-secret-of-b"},
    "SetUpWays.change": {"name": "provider_token", "typed": "1:TEST:b"},
    "ImportGoods.count": {"counted": {"B-TEA": 1}},
    "Places.add": {"typed": "b"},
    "EditVariants.add_values": {"values": ["M"], "option": "Size"},
    "EditProduct.set_status": {"status": enums.ProductStatus.ARCHIVED},
    "BulkChange.plan": {"action": enums.BulkAction.HIDE},
    "Deliveries.change": {"changed": {"price": 1}},
    "ChangeRules.set": {"changed": {"hold_minutes": 5}},
    "ChangeRules.risk": {"changed": {"review_from": 5}},
    "ChangeRules.way": {"changed": {"least": 5}},
}
MEANT |= talked.MEANT | zoned.MEANT


def _bank_that_knows_a(n: Neighbours) -> PaymentProvider:
    """B's bank, whose books have what is A's."""
    now = datetime.now(UTC)
    n.town.bank.books = [
        StatementLine(n.owned["external_id"], MARKED_MONEY, "RUB", now, IntentId(n.owned["intent_id"])),
        StatementLine("b-back", 1, "RUB", now, refund_of=n.owned["external_id"]),
    ]
    return n.town.bank


def value_for(name: str, parameter: inspect.Parameter, kind: Any, n: Neighbours) -> Any:
    """A value by type first (so that B asks with A's keys), then by name."""
    k, b = n.owned, n.b
    arrived = MoneyArrived(b.id, IntentId(k["intent_id"]), "telegram", "b-charge", MARKED_MONEY, "RUB")
    by_type: dict[Any, Any] = {
        Actor: replace(b.owner, platform_owner=True),
        Shop: b.shop,
        PlaceRequest: PlaceRequest(k["cart_id"], MARKED_MONEY, OFFERED),
        CheckoutQuestion: CheckoutQuestion(b.id, k["intent_id"], k["telegram_id"], MARKED_MONEY, "RUB"),
        MoneyArrived: arrived,
        MoneyReturned: MoneyReturned(b.id, "telegram", k["external_id"], MARKED_MONEY, "RUB"),
        PaymentFailed: PaymentFailed(b.id, k["intent_id"], "telegram", "b"),
        PaymentProcessing: PaymentProcessing(b.id, IntentId(k["intent_id"]), "telegram"),
        PageFound: PageFound(b.id, IntentId(k["intent_id"]), "telegram", Redirect("https://b.example", "b-page")),
        DisputeChanged: DisputeChanged(
            b.id, "telegram", k["external_id"], "b-dispute", enums.DisputeState.OPEN, MARKED_MONEY, "RUB"
        ),
        RefundBounced: RefundBounced(b.id, "telegram", k["external_id"], MARKED_MONEY, "b", RefundId(k["refund_id"])),
        Ask: Ask(b.id, "telegram", k["external_id"], IntentId(k["intent_id"])),
        list[ProviderEvent]: [arrived],
        Notice: Notice(b"{}"),
        Recorded: Recorded(EventId(k["event_id"]), RefundRequested(b.id, RefundId(k["refund_id"]), k["order_id"])),
        OrderPlaced: OrderPlaced(b.id, k["order_id"], "awaiting_payment"),
        Span: Span.YEAR,
        Telling: Telling.ABOUT,
        Part: Part.TEXT,
        enums.ReportSpan: enums.ReportSpan.DAILY,
        Period: period(Span.YEAR, datetime.now(UTC), ZoneInfo("UTC")),
        NewProduct: NewProduct("b", 100, 1, None, "", k["category_id"]),
        Picture: Picture(b"b", 1, 1),
        Desk: Desk(k["bot_id"], k["chat_id"]),
        Card: Card(k["chat_id"], "customer", k["bot_id"], 7, "en"),
        PayMessage: PayMessage(k["chat_id"], 7, paid=False),
        TelegramPerson: TelegramPerson(k["telegram_id"], "b"),
        list[StockOrder]: [StockOrder(MARKED, 1, relative=True)],
        enums.CartKind: enums.CartKind.CART,
        Content: Content(text="b"),
        ShippingQuestion: ShippingQuestion(b.id, IntentId(k["intent_id"]), k["telegram_id"]),
        Words: words_of("en"),
        enums.ProductKind: enums.ProductKind.KEYS,
        enums.BotStatus: enums.BotStatus.ACTIVE,
        enums.Role: enums.Role.ANALYST,
        enums.ReturnOutcome: enums.ReturnOutcome.REFUND,
        Sequence[enums.ReturnState]: list(enums.ReturnState),
        ReturnRequest: ReturnRequest(
            k["order_id"], (AskedLine(1, 1),), "b", enums.ReturnOutcome.REFUND, "b", photos=(k["media_id"],)
        ),
        Sequence[Received]: [Received(1, enums.Reception.RECEIVED, 1)],
        Sequence[Inspected]: [Inspected(1, 1, enums.StockVerdict.RESTOCK)],
        PromoOrder: PromoOrder(k["code"], enums.PromoKind.SUM, 1),
        Decimal: Decimal(2),
        PaymentProvider: _bank_that_knows_a(n),
        Mapping[str, BaseModel]: {"telegram": TelegramSettings.model_validate({"provider_token": "1:TEST:b"})},
        BaseModel: TelegramSettings.model_validate({"provider_token": "1:TEST:b"}),
        **liked.BY_TYPE,
        **zoned.BY_TYPE,
        **talked.by_type(k, b),
    }
    if parameter.name in MEANT.get(name, {}):
        return MEANT[name][parameter.name]
    if (parameter.name, kind) == ("title", str):
        return "b"
    for known, value in by_type.items():
        if kind == known or known in typing.get_args(kind):
            return value
    by_name = {
        **values(k, b), "offered": OFFERED, "text": "+79123456789", "method": "cash", "message_id": 7,
        "slug": "shop-of-b", "title": {"en": "b"}, "tracking": "b", "code": "telegram", "lines": (), "token": "b",
        "before": 0, "statuses": list(enums.OrderStatus), "provider_token": "1:TEST:b", "quantity": 1,
        "environment": {"telegram_provider_token": "1:TEST:b"}, "keys": ["b"], "said": "canceled", "cancel": True,
        "typed": MARKED, "settled": True, "block_id": "0badcafe", "option_id": k["delivery_option_id"],
        "payload": f"{encode_id(b.id)}_{k['invite_token']}",
    }  # fmt: skip
    if parameter.name in by_name:
        return by_name[parameter.name]
    if parameter.default is not inspect.Parameter.empty:
        return parameter.default
    return pytest.fail(f"give `value_for` in {__file__} a value for {parameter.name!r}: {kind}")


@pytest.mark.parametrize("name", [name for name in USE_CASES if name not in _JOBS])
async def test_a_use_case_in_b_knows_nothing_of_a(neighbours: Neighbours, name: str) -> None:
    kind, method_name = USE_CASES[name]
    method = getattr(built(kind, neighbours.town), method_name)
    hints = typing.get_type_hints(getattr(kind, method_name))
    parameters = inspect.signature(method).parameters.values()
    arguments_: dict[str, Any] = {}
    for parameter in parameters:
        given = value_for(name, parameter, hints.get(parameter.name), neighbours)
        arguments_ |= given if parameter.kind is inspect.Parameter.VAR_KEYWORD else {parameter.name: given}
    before = await footprint(neighbours.town.uow, neighbours.a.id)

    try:
        answer = await method(**arguments_)
    except AppError as refusal:
        answer = refusal.params

    assert changed(before, await footprint(neighbours.town.uow, neighbours.a.id)) == set()
    assert name in _FINDS_SHOPS or leaks(_without_what_b_typed(answer)) == []


def _without_what_b_typed(answer: Any) -> Any:
    return {key: value for key, value in answer.items() if key != "sku"} if isinstance(answer, dict) else answer


def test_names_that_are_excepted_still_exist() -> None:
    assert set(USE_CASES) >= {*_JOBS, *_FINDS_SHOPS}
    known = {f"{kind.__module__}.{kind.__name__}" for module in modules() for _, kind in _classes(module)}
    assert known >= _OF_THE_PLATFORM
    assert set(FUNCTIONS) >= set(SPECIAL)
    assert set(USE_CASES) >= set(MEANT)


def _classes(module: ModuleType) -> list[tuple[str, type]]:
    return inspect.getmembers(module, inspect.isclass)


# ---- the second wall ----


async def _as_tenant(database: Database, tenant: str | None) -> asyncpg.Connection:
    app = await asyncpg.connect(user="shop_app", database=database.name, host=str(database.server.socket_dir))
    if tenant is not None:
        await app.execute("SELECT set_config('shop.tenant', $1, false)", tenant)
    return app


async def test_raw_sql_in_bs_transaction_sees_and_changes_nothing_of_a(walled: tuple[Database, Neighbours]) -> None:
    database, neighbours = walled
    a, b = neighbours.a, neighbours.b
    before = await footprint(neighbours.town.uow, a.id)
    app = await _as_tenant(database, str(b.id))
    try:
        for table in TENANT:
            seen = {row["shop_id"] for row in await app.fetch(f"SELECT * FROM {table}")}
            assert seen <= {b.id}, table
            for change in (
                f"UPDATE {table} SET shop_id = $1 WHERE shop_id <> $1",
                f"DELETE FROM {table} WHERE shop_id <> $1",
            ):
                assert (await app.execute(change, b.id)).endswith(" 0"), change
    finally:
        await app.close()
    assert changed(before, await footprint(neighbours.town.uow, a.id)) == set()


@pytest.mark.parametrize("tenant", [None, ""])
async def test_without_a_tenant_nothing_is_seen_at_all(walled: tuple[Database, Neighbours], tenant: str | None) -> None:
    database, neighbours = walled
    assert await neighbours.a.count("orders") > 0
    app = await _as_tenant(database, tenant)
    try:
        seen = {table: await app.fetchval(f"SELECT count(*) FROM {table}") for table in TENANT}
    finally:
        await app.close()
    assert set(seen.values()) == {0}


@pytest.mark.parametrize("table", TENANT)
async def test_b_cannot_write_a_row_into_a(walled: tuple[Database, Neighbours], table: str) -> None:
    database, neighbours = walled
    a, b = neighbours.a, neighbours.b
    async with database.connection() as admin:
        row = await admin.fetchval(f"SELECT to_jsonb(t) FROM {table} t WHERE shop_id = $1 LIMIT 1", a.id)
        columns = await admin.fetchval(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'",
            table,
        )
    app = await _as_tenant(database, str(b.id))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await app.execute(
                f"INSERT INTO {table} ({columns})"
                f" SELECT {columns} FROM jsonb_populate_record(NULL::{table}, $1::jsonb)",
                row,
            )
    finally:
        await app.close()


async def test_a_transactions_tenant_ends_with_it(street: tuple[AsyncEngine, Neighbours]) -> None:
    """The pool hands the connection on: whoever forgets to name a shop must see nothing."""
    engine, neighbours = street
    async with transaction(engine, neighbours.a.id) as connection:
        assert (await connection.execute(text("SELECT count(*) FROM orders"))).scalar_one() > 0
    for _ in range(25):
        async with engine.begin() as connection:
            assert (await connection.execute(text("SELECT count(*) FROM orders"))).scalar_one() == 0
