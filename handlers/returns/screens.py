"""The buyer's questions on the way to a return, and the staff's lists and questions (pure)."""

from collections.abc import Sequence

from bot import links
from bot.return_card import OUTCOMES, REJECT_REASONS, RETURN_ICONS, RETURN_REASONS, line_name, return_reason
from bot.screen import Button, Photo, Screen
from bot.stepper import stepper
from core.kit.i18n.words import Words
from core.orders.draft_return import DraftLine, ReturnDraft, ReturnStep
from core.orders.receive_return import VERDICTS
from core.orders.return_order import MOST_PHOTOS
from core.orders.view_returns import ReturnLine, ReturnSummary, ReturnView
from db.types.enums import Acceptance, Reception, ReturnOutcome, ReturnState
from db.types.money import Money

GROUPS: dict[str, tuple[ReturnState, ...]] = {
    "new": (ReturnState.REQUESTED,),
    "open": (ReturnState.APPROVED,),
    "done": (ReturnState.CLOSED, ReturnState.REJECTED, ReturnState.CANCELLED),
}
_MOST_NUMBERS = 24


def _back_to(words: Words, draft: ReturnDraft, step: ReturnStep | None) -> tuple[Button, ...]:
    link: links.Link = links.Order(draft.order_id) if step is None else links.ReturnStep(draft.order_id, step.value)
    return (Button(words.plain("button-back"), link),)


def question(words: Words, draft: ReturnDraft, step: ReturnStep) -> Screen:
    """Return one of the questions."""
    match step:
        case ReturnStep.PIECES:
            return pieces(words, draft)
        case ReturnStep.REASON:
            return reasons(words, draft)
        case ReturnStep.OUTCOME:
            return outcomes(words, draft)
        case ReturnStep.INSTEAD:
            return instead(words, draft)
        case ReturnStep.CONFIRM:
            return confirm(words, draft)


def pieces(words: Words, draft: ReturnDraft) -> Screen:
    """Return the lines with pieces to pick."""
    text = [words("return-pick", number=str(draft.number)), ""]
    rows: list[tuple[Button, ...]] = []
    for line in draft.lines:
        if not line.left:
            continue
        name = line_name(words, line.title, line.options_text)
        text.append(words("refund-line", title=name, picked=line.picked, left=line.left))
        rows.append(
            stepper(
                f"{line.picked}/{line.left} {name[:24]}",
                links.ReturnPieces(draft.order_id, line.position, max(line.picked - 1, 0)),
                links.ReturnPieces(draft.order_id, line.position, min(line.picked + 1, line.left)),
            )
        )
    if draft.picked:
        label = words.plain("button-return-go", sum=words.money(Money(draft.worth, draft.currency)))
        rows.append((Button(label, links.ReturnStep(draft.order_id, ReturnStep.REASON.value)),))
    return Screen("\n".join(text), (*rows, _back_to(words, draft, None)))


def reasons(words: Words, draft: ReturnDraft) -> Screen:
    """Return the question why."""
    rows = tuple(
        (Button(words.plain(f"return-reason-{reason}"), links.ReturnReason(draft.order_id, reason)),)
        for reason in RETURN_REASONS
    )
    back = _back_to(words, draft, ReturnStep.PIECES)
    return Screen(words("return-ask-reason", number=str(draft.number)), (*rows, back))


def outcomes(words: Words, draft: ReturnDraft) -> Screen:
    """Return the question what for."""
    offered = [one for one in OUTCOMES if one is not ReturnOutcome.EXCHANGE or draft.exchangeable]
    rows = tuple(
        (Button(words.plain(f"return-outcome-{one.value}"), links.ReturnOutcome(draft.order_id, one.value)),)
        for one in offered
    )
    text = words("return-ask-outcome", number=str(draft.number), sum=Money(draft.worth, draft.currency))
    return Screen(text, (*rows, _back_to(words, draft, ReturnStep.REASON)))


def instead(words: Words, draft: ReturnDraft) -> Screen:
    """Return the question what is wanted instead of the first line that does not say."""
    line = next((one for one in draft.picked if one.instead is None), draft.picked[0])
    rows = [
        (
            Button(
                words.plain(
                    "return-alternative",
                    title=words.pick(other.options_text) or words.pick(line.title),
                    sum=Money(other.price, draft.currency),
                )[:60],
                links.ReturnInstead(draft.order_id, line.position, other.variant_id),
            ),
        )
        for other in line.alternatives[:30]
    ]
    text = words("return-ask-instead", title=line_name(words, line.title, line.options_text), quantity=line.picked)
    return Screen(text, (*rows, _back_to(words, draft, ReturnStep.OUTCOME)))


def _picked(words: Words, draft: ReturnDraft, line: DraftLine) -> str:
    exchange = draft.outcome is ReturnOutcome.EXCHANGE and line.instead is not None
    wanted = words.pick(line.instead.options_text) or words.pick(line.title) if exchange and line.instead else "none"
    name = line_name(words, line.title, line.options_text)
    return words("return-line", title=name, quantity=line.picked, instead=wanted, said="none")


def confirm(words: Words, draft: ReturnDraft) -> Screen:
    """Return everything answered, to be sent."""
    text = [words("return-check", number=str(draft.number)), ""]
    text += [_picked(words, draft, line) for line in draft.picked]
    outcome = words.plain(f"return-outcome-{(draft.outcome or ReturnOutcome.REFUND).value}")
    text += ["", words("return-why", reason=return_reason(words, draft.reason))]
    text.append(words("return-wanted", outcome=outcome))
    if draft.outcome is ReturnOutcome.EXCHANGE:
        text.append(words("return-exchange-note"))
    else:
        text.append(words("return-worth", sum=Money(draft.worth, draft.currency)))
    if draft.comment:
        text.append(words("return-comment", comment=draft.comment))
    if draft.photos:
        text.append(words("return-photos", count=len(draft.photos)))
    order = draft.order_id
    rows: list[tuple[Button, ...]] = [
        (Button(words.plain("button-return-send"), links.AskReturn(order, draft.id)),),
        (
            Button(words.plain("button-return-comment"), links.ReturnStep(order, "comment")),
            Button(words.plain("button-return-add-photo"), links.ReturnStep(order, "photos")),
        ),
    ]
    if len(draft.photos) >= MOST_PHOTOS:
        rows[1] = rows[1][:1]
    return Screen("\n".join(text), (*rows, _back_to(words, draft, ReturnStep.OUTCOME)))


def ask_comment(words: Words, draft: ReturnDraft) -> Screen:
    """Return the question for words of one's own."""
    return Screen(words("return-ask-comment"), (_back_to(words, draft, ReturnStep.CONFIRM),))


def ask_photos(words: Words, draft: ReturnDraft, *, fresh: bool = False) -> Screen:
    """Return the question for pictures, and how many there are."""
    done = Button(words.plain("button-return-done"), links.ReturnStep(draft.order_id, ReturnStep.CONFIRM.value))
    text = words("return-ask-photos", count=len(draft.photos), most=MOST_PHOTOS)
    return Screen(text, ((done,),), fresh=fresh)


def ask_cancel(words: Words, view: ReturnView) -> Screen:
    """Return the question before taking a return back."""
    rows = (
        (Button(words.plain("button-return-cancel-sure"), links.CancelReturn(view.id, 1)),),
        (Button(words.plain("button-return-keep"), links.MyReturn(view.id)),),
    )
    return Screen(words("return-cancel-ask", number=str(view.number)), rows)


def ask_tracking(words: Words, view: ReturnView) -> Screen:
    """Return the question how it was sent."""
    back = (Button(words.plain("button-back"), links.MyReturn(view.id)),)
    return Screen(words("return-ask-tracking", number=str(view.number)), (back,))


# ── staff ────────────────────────────────────────────────────────────────────────────────────────────────


def listed(words: Words, group: str, found: Sequence[ReturnSummary], *, more: bool) -> Screen:
    """Return one group of returns with the way to the other groups."""
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                words.plain(
                    "staff-returns-row",
                    icon=RETURN_ICONS[one.state],
                    number=str(one.number),
                    name=one.customer_name[:20],
                    outcome=words.plain(f"return-outcome-{one.outcome.value}"),
                )[:60],
                links.StaffReturn(one.order_id, one.id),
            ),
        )
        for one in found
    ]
    if more:
        rows.append((Button(words.plain("button-older"), links.StaffReturns(group, found[-1].id)),))
    names = {other: words.plain(f"returns-{other}") for other in GROUPS}
    rows.append(
        tuple(
            Button(words.plain("option-chosen", title=name) if other == group else name, links.StaffReturns(other))
            for other, name in names.items()
        )
    )
    key = "staff-returns-title" if found else "staff-returns-empty"
    return Screen(words(key, group=names[group]), tuple(rows))


def _card(words: Words, view: ReturnView) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), links.StaffReturn(view.order_id, view.id)),)


def ask_reject(words: Words, view: ReturnView) -> Screen:
    """Return the ready reasons for refusing a return."""
    at = (view.order_id, view.id)
    rows = [
        (Button(words.plain(f"return-reject-{reason}"), links.RejectReturn(*at, reason)),) for reason in REJECT_REASONS
    ]
    own = (Button(words.plain("button-return-own-words"), links.RejectReturn(*at, "own")),)
    return Screen(words("return-reject-ask", number=str(view.number)), (*rows, own, _card(words, view)))


def ask_own_words(words: Words, view: ReturnView) -> Screen:
    """Return the question for words that the buyer reads."""
    text = words("return-reject-own", number=str(view.number))
    return Screen(text, (_card(words, view),), question=text, placeholder=words.plain("return-reject-placeholder"))


def _line_text(words: Words, line: ReturnLine) -> str:
    return words(
        "return-line",
        title=line_name(words, line.title, line.options_text),
        quantity=line.quantity,
        instead="none",
        said="none",
    )


def receive_lines(words: Words, view: ReturnView) -> Screen:
    """Return the lines to say what came of them."""
    at = (view.order_id, view.id)
    rows = []
    for line in view.lines:
        mark = "☐" if line.reception is Reception.AWAITING else "☑"
        label = f"{mark} {line_name(words, line.title, line.options_text)[:30]} {line.received}/{line.quantity}"
        rows.append((Button(label, links.ReceiveReturn(*at, "line", line.position)),))
    return Screen(words("return-receive-lines", number=str(view.number)), (*rows, _card(words, view)))


def receive_line(words: Words, view: ReturnView, line: ReturnLine) -> Screen:
    """Return the ways in which one line can have come."""

    def button(step: Reception, number: int) -> tuple[Button, ...]:
        label = words.plain(f"reception-{step.value}", received=number, quantity=line.quantity)
        return (Button(label, links.ReceiveReturn(view.order_id, view.id, step.value, line.position, number)),)

    rows = [button(Reception.RECEIVED, line.quantity)]
    rows += [button(Reception.SHORT, number) for number in range(line.quantity - 1, 0, -1)][:_MOST_NUMBERS]
    rows.append(button(Reception.WRONG_ITEM, 0))
    rows.append(button(Reception.LOST, 0))
    back = (Button(words.plain("button-back"), links.ReceiveReturn(view.order_id, view.id, "lines")),)
    return Screen(_line_text(words, line) + "\n" + words("return-receive-line"), (*rows, back))


def inspect_lines(words: Words, view: ReturnView) -> Screen:
    """Return the lines to say what is taken of them."""
    at = (view.order_id, view.id)
    rows = []
    for line in view.lines:
        if not line.received:
            continue
        mark = "☐" if line.acceptance is Acceptance.PENDING else "☑"
        label = f"{mark} {line_name(words, line.title, line.options_text)[:30]} {line.accepted}/{line.received}"
        rows.append((Button(label, links.InspectReturn(*at, "line", line.position, line.received)),))
    return Screen(words("return-inspect-lines", number=str(view.number)), (*rows, _card(words, view)))


def inspect_line(words: Words, view: ReturnView, line: ReturnLine, number: int) -> Screen:
    """Return how many pieces of a line are taken, and the verdicts on them."""
    at = (view.order_id, view.id)
    number = min(number, line.received)

    def link(step: str, pieces: int) -> links.InspectReturn:
        return links.InspectReturn(*at, step, line.position, pieces)

    rows: list[tuple[Button, ...]] = []
    if line.received > 1:
        label = words.plain("return-inspect-number", accepted=number, received=line.received)
        fewer, more = max(number - 1, 1), min(number + 1, line.received)
        rows.append(stepper(label, link("line", fewer), link("line", more)))
    rows += [(Button(words.plain(f"verdict-{verdict.value}"), link(verdict.value, number)),) for verdict in VERDICTS]
    rows.append((Button(words.plain("button-return-take-none"), link("none", 0)),))
    rows.append((Button(words.plain("button-back"), links.InspectReturn(*at, "lines")),))
    return Screen(_line_text(words, line) + "\n" + words("return-inspect-line"), tuple(rows))


def ask_close(words: Words, view: ReturnView, *, delivery: bool) -> Screen:
    """Return what the buyer can get: what was asked for first."""
    at = (view.order_id, view.id)
    if not view.worth:
        nothing = Button(words.plain("button-return-close-nothing"), links.CloseReturn(*at, view.outcome.value))
        return Screen(words("return-close-nothing", number=str(view.number)), ((nothing,), _card(words, view)))
    possible = [one for one in OUTCOMES if one is not ReturnOutcome.EXCHANGE or view.outcome is one]
    possible.sort(key=lambda one: one is not view.outcome)
    rows = [
        (Button(words.plain(f"return-close-{one.value}"), links.CloseReturn(*at, one.value, int(delivery))),)
        for one in possible
    ]
    if view.delivery_total:
        sum_ = Money(view.delivery_total, view.currency)
        label = words.plain("button-refund-delivery", mark="☑" if delivery else "☐", sum=sum_)
        rows.append((Button(label, links.CloseReturn(*at, "", int(not delivery))),))
    text = words("return-close-ask", number=str(view.number), sum=Money(view.worth, view.currency))
    return Screen(text, (*rows, _card(words, view)))


def photo(words: Words, view: ReturnView, position: int) -> Screen:
    """Return one of the buyer's pictures, below the card."""
    at = (view.order_id, view.id)
    count = len(view.photos)
    place = min(max(position, 1), count)
    rows: list[tuple[Button, ...]] = []
    if count > 1:
        rows.append((Button(words.plain("button-return-next-photo"), links.ReturnPhoto(*at, place % count + 1)),))
    text = words("return-photo", number=str(view.number), place=place, count=count)
    return Screen(text, tuple(rows), photo=Photo(view.photos[place - 1]))
