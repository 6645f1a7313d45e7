"""A return as a screen: the buyer's live card and the staff's (pure)."""

from bot import links
from bot.screen import Button, Rows, Screen
from core.auth.roles import Permission, allows
from core.kit.i18n.words import Raw, Words
from core.orders.view_returns import ReturnLine, ReturnView
from core.shops.shop import Shop
from db.types.enums import Acceptance, OrderStatus, Reception, ReturnOutcome, ReturnState, Role
from db.types.money import Money

_S = ReturnState
RETURN_ICONS = {
    _S.REQUESTED: "🕓",
    _S.APPROVED: "📮",
    _S.REJECTED: "✖️",
    _S.CLOSED: "☑️",
    _S.CANCELLED: "✖️",
}
# Why something comes back, ready to be pressed.
RETURN_REASONS = ("defect", "wrong", "unlike", "fit", "mind")
# Why staff refuse it, ready to be pressed.
REJECT_REASONS = ("late", "used", "incomplete")
_DID = {
    "approve": "return-did-approve",
    "reject": "return-did-reject",
    "receive": "return-did-receive",
    "inspect": "return-did-inspect",
    "agree": "return-did-agree",
    "close": "return-did-close",
}


def return_reason(words: Words, reason: str) -> str:
    """Return why something comes back: a ready reason in words, or what was typed."""
    return words.plain(f"return-reason-{reason}") if reason in RETURN_REASONS else reason


def line_name(words: Words, title: dict[str, str], options: dict[str, str]) -> str:
    """Return a line's name as plain text: its title and what was chosen."""
    chosen = words.pick(options)
    return words.pick(title) + (f" · {chosen}" if chosen else "")


def _line(words: Words, line: ReturnLine) -> str:
    said = ""
    if line.acceptance is not Acceptance.PENDING:
        said = words.plain(f"acceptance-{line.acceptance.value}", accepted=line.accepted, quantity=line.quantity)
    if line.reception in (Reception.SHORT, Reception.WRONG_ITEM, Reception.LOST):
        came = words.plain(f"reception-{line.reception.value}", received=line.received, quantity=line.quantity)
        said = f"{came}; {said}" if said and line.received else came
    elif line.reception is Reception.RECEIVED and not said:
        said = words.plain("reception-received", received=line.received, quantity=line.quantity)
    return words(
        "return-line",
        title=line_name(words, line.title, line.options_text),
        quantity=line.quantity,
        instead=words.pick(line.instead) if line.instead else "none",
        said=said or "none",
    )


def _lines(words: Words, view: ReturnView) -> list[str]:
    return [_line(words, line) for line in view.lines]


def _result(words: Words, view: ReturnView) -> list[str]:
    """Return what a closed return came to."""
    if view.state is not _S.CLOSED:
        return []
    if not view.amount:
        return [words("return-result-nothing")]
    parts = []
    if view.exchange is not None:
        to_pay = view.exchange.to_pay if view.exchange.status is OrderStatus.AWAITING_PAYMENT else 0
        parts.append(
            words(
                "return-result-exchange",
                number=str(view.exchange.number),
                to_pay=words.money(Money(to_pay, view.currency)) if to_pay else "none",
            )
        )
    elif view.credit:
        parts.append(words("return-result-credit", sum=Money(view.credit, view.currency)))
    rest = view.amount - view.credit
    if rest:
        parts.append(words("return-result-refund", sum=Money(rest, view.currency)))
    return parts


def _next(words: Words, view: ReturnView) -> list[str]:
    """Return what happens next, as it concerns the buyer."""
    if view.state is _S.REQUESTED:
        return [words("return-next-requested")]
    if view.state is not _S.APPROVED:
        return []
    if view.received:
        return [words("return-next-received")]
    return [words("return-next-sent" if view.under_way else "return-next-send")]


def customer_return_card(words: Words, view: ReturnView) -> Screen:
    """Return the buyer's card with the buttons that make sense now."""
    state = Raw(words(f"return-state-{view.state.value}"))
    parts = [
        words("return-title", number=str(view.number), icon=RETURN_ICONS[view.state]),
        words("return-status", status=state),
    ]
    if view.answer and view.state in (_S.APPROVED, _S.REJECTED):
        parts.append(words("return-answer", answer=return_answer(words, view.answer)))
    parts += ["", *_lines(words, view), ""]
    parts.append(words("return-why", reason=return_reason(words, view.reason)))
    if view.comment:
        parts.append(words("return-comment", comment=view.comment))
    parts.append(words("return-wanted", outcome=words.plain(f"return-outcome-{view.outcome.value}")))
    if view.tracking:
        parts.append(words("return-tracking", tracking=view.tracking))
    result = _result(words, view)
    if view.credit_code and view.state is _S.CLOSED:
        result.append(words("return-credit-code", code=view.credit_code))
    parts += ["", *(result or _next(words, view))]
    return Screen("\n".join(parts).rstrip(), _customer_buttons(words, view), return_of=view.id)


def _customer_buttons(words: Words, view: ReturnView) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if view.state is _S.APPROVED and not view.received:
        rows.append((Button(words.plain("button-return-track"), links.TrackReturn(view.id)),))
    if view.state in (_S.REQUESTED, _S.APPROVED) and not view.under_way:
        rows.append((Button(words.plain("button-return-cancel"), links.CancelReturn(view.id)),))
    if view.exchange is not None:
        number = str(view.exchange.number)
        rows.append((Button(words.plain("button-return-exchange", number=number), links.Order(view.exchange.id)),))
    rows.append(
        (
            Button(words.plain("button-return-order", number=str(view.number)), links.Order(view.order_id)),
            Button(words.plain("button-menu"), links.HomeFromCard()),
        )
    )
    return tuple(rows)


def return_answer(words: Words, answer: str) -> str:
    """Return what staff said: a ready reason in words, or what was typed."""
    return words.plain(f"return-reject-{answer}") if answer in REJECT_REASONS else answer


def staff_return_card(words: Words, shop: Shop, view: ReturnView, role: Role | None = None) -> Screen:
    """Return the staff's card. In a group (`role` None) all buttons stand; the use cases check who taps."""
    customer = view.customer_name + (f" (@{view.customer_username})" if view.customer_username else "")
    parts = [
        words("staff-return-title", number=str(view.number), icon=RETURN_ICONS[view.state]),
        words("return-status", status=Raw(words(f"staff-return-{_stage(view)}"))),
        words("staff-return-asked", when=words.when(view.created_at, shop.timezone), customer=customer),
        "",
        *_lines(words, view),
        "",
        words("return-why", reason=return_reason(words, view.reason)),
    ]
    if view.comment:
        parts.append(words("return-comment", comment=view.comment))
    parts.append(words("return-wanted", outcome=words.plain(f"return-outcome-{view.outcome.value}")))
    if view.tracking:
        parts.append(words("return-tracking", tracking=view.tracking))
    if view.answer:
        parts.append(words("return-answer", answer=return_answer(words, view.answer)))
    if view.closing_by_name and view.state is _S.APPROVED:
        parts.append(words("staff-return-second", name=view.closing_by_name))
    result = _result(words, view)
    if result:
        parts += ["", *result]
    parts += _doers(words, shop, view)
    return Screen("\n".join(parts), _staff_buttons(words, view, role))


def _stage(view: ReturnView) -> str:
    """Return where a return stands as it concerns staff; the end of its locale key."""
    if view.state is not _S.APPROVED:
        return view.state.value
    if not view.received:
        return "expected"
    return "inspected" if view.inspected else "received"


def _doers(words: Words, shop: Shop, view: ReturnView) -> list[str]:
    steps = [step for step in view.journal if step.event in _DID and step.actor_name]
    if not steps:
        return []
    told = [
        words(_DID[step.event], name=step.actor_name or "", time=words.time(step.at, shop.timezone))
        for step in steps[-6:]
    ]
    return ["", *(f"<i>{line}</i>" for line in told)]


def _staff_buttons(words: Words, view: ReturnView, role: Role | None) -> Rows:
    def may(permission: Permission) -> bool:
        return role is None or allows(role, permission)

    at = (view.order_id, view.id)
    rows: list[tuple[Button, ...]] = []
    if view.state is _S.REQUESTED and may(Permission.DECIDE_RETURNS):
        rows.append(
            (
                Button(words.plain("button-return-approve"), links.ApproveReturn(*at)),
                Button(words.plain("button-return-reject"), links.RejectReturn(*at)),
            )
        )
    if view.state is _S.APPROVED:
        rows += _handling(words, view, decides=may(Permission.DECIDE_RETURNS), receives=may(Permission.RECEIVE_RETURNS))
    if view.photos:
        label = words.plain("button-return-photos", count=len(view.photos))
        rows.append((Button(label, links.ReturnPhoto(*at, 1)),))
    rows.append((Button(words.plain("button-open-order"), links.StaffOrder(view.order_id)),))
    return tuple(rows)


def _handling(words: Words, view: ReturnView, *, decides: bool, receives: bool) -> list[tuple[Button, ...]]:
    """Return the buttons of goods that come, have come, and were looked at."""
    at = (view.order_id, view.id)
    by_line = Button(words.plain("button-return-by-line"), links.ReceiveReturn(*at, "lines"))
    look_again = Button(words.plain("button-return-by-line"), links.InspectReturn(*at, "lines"))
    if not view.received:
        everything = Button(words.plain("button-return-received"), links.ReceiveReturn(*at, "all"))
        return [(everything, by_line)] if receives else []
    if not view.inspected:
        everything = Button(words.plain("button-return-accept-all"), links.InspectReturn(*at, "all"))
        return [(everything, look_again)] if receives else []
    rows: list[tuple[Button, ...]] = []
    if decides:
        rows.append((Button(words.plain("button-return-close"), links.CloseReturn(*at)),))
    if receives:
        rows.append((Button(words.plain("button-return-correct"), links.ReceiveReturn(*at, "lines")),))
    return rows


OUTCOMES = (ReturnOutcome.REFUND, ReturnOutcome.CREDIT, ReturnOutcome.EXCHANGE)
