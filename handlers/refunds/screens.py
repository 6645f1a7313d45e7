"""The steps of giving money back (pure)."""

from bot import links
from bot.order_card import REFUND_REASONS
from bot.screen import Button, Screen
from bot.stepper import stepper
from core.kit.i18n.words import Words
from core.orders.credit_note import Refundable
from db.types.ids import encode_id, new_id
from db.types.money import Money
from handlers.refunds.choice import MOST_PIECES, VERDICTS, Choice


def _back(words: Words, left: Refundable) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), links.StaffOrder(left.order_id)),)


def menu(words: Words, left: Refundable) -> Screen:
    """Return the ways to give back what is left."""
    sum_ = Money(left.left, left.currency)
    title = words("refund-menu", number=str(left.number), sum=sum_)
    if not left.left:
        return Screen(words("refund-nothing", number=str(left.number)), (_back(words, left),))
    rows = []
    if left.gone:
        all_ = words.plain("button-refund-all", sum=words.money(sum_))
        rows.append((Button(all_, links.RefundHow(left.order_id, "a")),))
    else:
        title += "\n\n" + words("refund-or-cancel")
        rows.append((Button(words.plain("button-cancel-order"), links.StaffCancel(left.order_id)),))
    if any(line.quantity for line in left.lines):
        rows.append((Button(words.plain("button-refund-lines"), links.RefundLines(left.order_id)),))
    rows.append((Button(words.plain("button-refund-sum"), links.RefundSum(left.order_id)),))
    return Screen(title, (*rows, _back(words, left)))


def lines(words: Words, left: Refundable, choice: Choice) -> Screen:
    """Return the lines with pieces to pick."""
    text = [words("refund-pick", number=str(left.number)), ""]
    rows: list[tuple[Button, ...]] = []
    for place, (line, number) in enumerate(zip(left.lines, choice.pieces, strict=False)):
        if not line.quantity:
            continue
        options = words.pick(line.options_text)
        name = words.pick(line.title) + (f" · {options}" if options else "")
        text.append(words("refund-line", title=name, picked=number, left=line.quantity))
        fewer = choice.with_pieces(place, max(number - 1, 0))
        more = choice.with_pieces(place, min(number + 1, line.quantity, MOST_PIECES))
        rows.append(
            stepper(
                f"{number}/{line.quantity} {name[:24]}",
                links.RefundLines(left.order_id, fewer.pack()),
                links.RefundLines(left.order_id, more.pack()),
            )
        )
    if left.delivery_left:
        other = Choice(choice.pieces, not choice.delivery)
        mark = "☑" if choice.delivery else "☐"
        label = words.plain("button-refund-delivery", mark=mark, sum=Money(left.delivery_left, left.currency))
        rows.append((Button(label, links.RefundLines(left.order_id, other.pack())),))
    if any(choice.pieces):
        sum_ = words.money(Money(choice.amount(left), left.currency))
        go = links.RefundHow(left.order_id, f"l{choice.pack()}", "" if left.gone else "k")
        rows.append((Button(words.plain("button-refund-go", sum=sum_), go),))
    back = (Button(words.plain("button-back"), links.RefundMenu(left.order_id)),)
    return Screen("\n".join(text), (*rows, back))


def verdicts(words: Words, left: Refundable, what: str) -> Screen:
    """Return the question what happens to the goods."""
    rows = tuple(
        (Button(words.plain(f"verdict-{verdict.value}"), links.RefundHow(left.order_id, what, letter)),)
        for letter, verdict in VERDICTS.items()
    )
    back = (Button(words.plain("button-back"), links.RefundMenu(left.order_id)),)
    return Screen(words("refund-verdict", number=str(left.number)), (*rows, back))


def reasons(words: Words, left: Refundable, what: str, verdict: str, amount: int) -> Screen:
    """Return the last question: the reason. Each button does it."""
    nonce = new_id()
    rows = tuple(
        (
            Button(
                words.plain(f"refund-reason-{reason}"),
                links.RefundDo(left.order_id, what, verdict, reason[0], nonce),
            ),
        )
        for reason in REFUND_REASONS
    )
    back = (Button(words.plain("button-back"), links.RefundMenu(left.order_id)),)
    title = words("refund-reason", number=str(left.number), sum=Money(amount, left.currency))
    return Screen(title, (*rows, back))


def ask_sum(words: Words, left: Refundable) -> Screen:
    """Return the question for a sum."""
    back = (Button(words.plain("button-back"), links.RefundMenu(left.order_id)),)
    text = words("refund-ask-sum", number=str(left.number), sum=Money(left.left, left.currency))
    return Screen(text, (back,), question=text, placeholder=words.plain("refund-sum-placeholder"))


def packed_sum(amount: int) -> str:
    """Return a sum as a button carries it."""
    return f"s{encode_id(amount)}"
