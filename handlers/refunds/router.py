"""Give money back from an order's card: everything, lines or a sum; above the limit a second person agrees."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.order_card import REFUND_REASONS, staff_card
from bot.screen import Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput
from core.orders.credit_note import Credited
from core.orders.refund_order import RefundOrder
from core.orders.view_orders import ViewOrders
from db.types.enums import NoteState
from db.types.ids import OrderId, decode_id
from db.types.money import Money, parse_major
from handlers.refunds import screens
from handlers.refunds.choice import VERDICTS, Choice

conversation = Conversation("refunds")
SUM = "refunds.sum"


@conversation.tap(links.RefundMenu)
async def menu(turn: Turn, link: links.RefundMenu, refunds: RefundOrder) -> Reply:
    """Show what can still be given back."""
    return screens.menu(turn.words, await refunds.look(turn.actor, OrderId(link.order)))


@conversation.tap(links.RefundLines)
async def pick(turn: Turn, link: links.RefundLines, refunds: RefundOrder) -> Reply:
    """Pick pieces of the lines."""
    left = await refunds.look(turn.actor, OrderId(link.order))
    return screens.lines(turn.words, left, Choice.read(link.picked, left))


@conversation.tap(links.RefundSum)
async def ask_sum(turn: Turn, link: links.RefundSum, refunds: RefundOrder) -> Reply:
    """Ask for a sum."""
    left = await refunds.look(turn.actor, OrderId(link.order))
    await turn.ask(SUM, order=int(link.order))
    return screens.ask_sum(turn.words, left)


@conversation.answer(SUM)
async def sum_typed(turn: Turn, text: str, refunds: RefundOrder) -> Reply:
    """Take the sum and ask for the reason; what cannot be read is said, and the question stays open."""
    order_id = OrderId(int(turn.prompt.values["order"])) if turn.prompt is not None else OrderId(0)
    left = await refunds.look(turn.actor, order_id)
    try:
        amount = parse_major(text, left.currency)
    except ValueError:
        raise BadInput(example="150") from None
    if not 0 < amount <= left.left:
        return Screen(turn.words("refund-too-much", sum=Money(left.left, left.currency)))
    await turn.stop_asking()
    return screens.reasons(turn.words, left, screens.packed_sum(amount), "k", amount)


@conversation.tap(links.RefundHow)
async def how(turn: Turn, link: links.RefundHow, refunds: RefundOrder) -> Reply:
    """Ask for the verdict on goods that left us, then for the reason."""
    left = await refunds.look(turn.actor, OrderId(link.order))
    amount = left.left if link.what == "a" else Choice.read(link.what[1:], left).amount(left)
    if link.verdict not in VERDICTS:
        return screens.verdicts(turn.words, left, link.what)
    return screens.reasons(turn.words, left, link.what, link.verdict, amount)


@conversation.tap(links.RefundDo)
async def do(turn: Turn, link: links.RefundDo, refunds: RefundOrder, view: ViewOrders) -> Reply:
    """Give it back; a second tap finds it given back."""
    order_id = OrderId(link.order)
    done = await _do(turn, link, refunds)
    card = staff_card(
        turn.words,
        turn.shop,
        await view.for_staff(turn.actor, order_id),
        turn.actor.role if turn.private else None,
    )
    key = "refund-waits-for-second" if done.state is NoteState.WAITING else "refund-under-way"
    return replace(card, toast=turn.words.plain(key, sum=Money(done.amount, done.currency)))


async def _do(turn: Turn, link: links.RefundDo, refunds: RefundOrder) -> Credited:
    order_id, key = OrderId(link.order), f"tap:{link.nonce}"
    verdict = VERDICTS.get(link.verdict)
    reason = next((reason for reason in REFUND_REASONS if reason[0] == link.reason), None)
    if verdict is None or reason is None:
        raise BadInput(example="/orders")
    if link.what == "a":
        return await refunds.full(turn.actor, turn.shop, order_id, reason=reason, verdict=verdict, key=key)
    if link.what.startswith("s"):
        amount = decode_id(link.what[1:])
        return await refunds.by_sum(turn.actor, turn.shop, order_id, amount, reason=reason, key=key)
    left = await refunds.look(turn.actor, order_id)
    choice = Choice.read(link.what[1:], left)
    lines = choice.lines(left, verdict)
    return await refunds.by_lines(
        turn.actor, turn.shop, order_id, lines, reason=reason, key=key, with_delivery=choice.delivery
    )


@conversation.tap(links.DecideNote)
async def decide(turn: Turn, link: links.DecideNote, refunds: RefundOrder, view: ViewOrders) -> Reply:
    """A second person agrees to a refund above the limit, or does not."""
    done = await (refunds.approve if link.agreed else refunds.reject)(turn.actor, link.note)
    card = staff_card(
        turn.words,
        turn.shop,
        await view.for_staff(turn.actor, OrderId(link.order)),
        turn.actor.role if turn.private else None,
    )
    key = ("note-approved" if link.agreed else "note-rejected") if done else "step-done-before"
    return replace(card, toast=turn.words.plain(key))
