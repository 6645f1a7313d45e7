"""The payment monitor as a screen (pure)."""

from collections.abc import Iterable

from bot import links
from bot.order_card import way_words
from bot.screen import Button, Screen
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.i18n.words import Words
from db.types.money import Money
from payments.monitor import DifferenceView, PaymentsView, RailView

_SHOWN = 5
_PERIODS = ((1, "day"), (7, "week"), (30, "month"))


def monitor(turn: Turn, view: PaymentsView) -> Screen:
    """Return everything about payments in a period, with what to do about it."""
    words = turn.words
    places = {rail.code: place for place, rail in enumerate(view.rails)}
    parts = [words("payments-title", days=view.days), ""]
    parts += [_rail(words, rail) for rail in view.rails] or [words("payments-none")]
    parts += _section(
        words("payments-failures"),
        (
            words("payments-failure", way=way_words(words, one.provider), reason=one.reason, count=one.attempts)
            for one in view.failures
        ),
    )
    parts += _section(
        words("payments-stuck"),
        (
            words(
                f"payments-stuck-{one.kind}",
                number=str(one.order_number or "—"),
                sum=Money(one.amount, one.currency),
                way=way_words(words, one.provider),
                state=words.plain(f"stuck-{one.state}"),
                since=words.when(one.since, turn.shop.timezone),
            )
            for one in view.stuck[:_SHOWN]
        ),
    )
    parts += _section(
        words("payments-disputes"),
        (
            words(
                "payments-dispute",
                number=str(one.order_number or "—"),
                sum=Money(one.amount, one.currency),
                due=words.when(one.due_at, turn.shop.timezone) if one.due_at else "none",
            )
            for one in view.disputes[:_SHOWN]
        ),
    )
    parts += _section(words("payments-differences"), (_difference(words, one) for one in view.differences[:_SHOWN]))
    parts += _section(
        words("payments-books"),
        (
            words(
                "payments-book" if one.failure is None else "payments-book-failed",
                way=way_words(words, one.provider),
                when=words.when(one.at, turn.shop.timezone),
                seen=one.seen,
                differences=one.differences,
            )
            for one in sorted(view.compared, key=lambda one: places.get(one.provider, len(places)))
        ),
    )
    return Screen("\n".join(parts), tuple(_rows(turn, view)))


def _section(title: str, lines: Iterable[str]) -> list[str]:
    shown = list(lines)
    return ["", title, *shown] if shown else []


def _rail(words: Words, rail: RailView) -> str:
    state = "hidden" if rail.hidden else "on" if rail.offered else "off"
    sums = ", ".join(words.money(Money(amount, currency)) for currency, amount in sorted(rail.captured.items()))
    return words(
        "payments-rail",
        state=state,
        way=way_words(words, rail.code),
        paid=rail.paid,
        failed=rail.failed,
        waiting=rail.on_the_way,
        sums=sums or "none",
    )


def _difference(words: Words, one: DifferenceView) -> str:
    return words(
        "payments-difference",
        kind=one.kind,
        way=way_words(words, one.provider),
        reference=one.external_id[:40],
        number=str(one.order_number or "—"),
        ours=words.money(Money(one.ours, one.currency)) if one.ours is not None else "—",
        theirs=words.money(Money(one.theirs, one.currency)) if one.theirs is not None else "—",
    )


def _rows(turn: Turn, view: PaymentsView) -> list[tuple[Button, ...]]:
    words = turn.words
    rows: list[tuple[Button, ...]] = [
        tuple(
            Button(("● " if days == view.days else "") + words.plain(f"button-period-{name}"), links.Payments(days))
            for days, name in _PERIODS
        )
    ]
    numbers = {one.order_number: one.order_id for one in view.stuck[:_SHOWN] if one.order_id}
    numbers |= {one.order_number: one.order_id for one in view.disputes[:_SHOWN] if one.order_id}
    orders = [
        Button(words.plain("button-order-number", number=str(number)), links.StaffOrder(order_id))
        for number, order_id in numbers.items()
    ]
    rows += [tuple(orders[start : start + 3]) for start in range(0, len(orders), 3)]
    rows += [
        (
            Button(
                words.plain("button-difference-settled", reference=one.external_id[-8:]),
                links.DecideDifference(one.id, 1),
            ),
            Button(words.plain("button-difference-ignore"), links.DecideDifference(one.id, 0)),
        )
        for one in view.differences[:_SHOWN]
    ]
    compare = Button(words.plain("button-compare"), links.ComparePayments(view.days))
    ways = [Button(words.plain("button-ways"), links.Ways())] if turn.actor.may(Permission.CHANGE_MONEY_RULES) else []
    rows.append((compare, *ways))
    return rows
