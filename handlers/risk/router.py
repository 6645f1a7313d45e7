"""Orders on hold: approve, or cancel and give the money back; and the shop's thresholds for holding."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.order_card import staff_card
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput
from core.kit.i18n.words import words_of
from core.orders.review import ReviewOrder
from core.orders.view_orders import ViewOrders
from core.shops.change_rules import ChangeRules
from db.types.ids import OrderId
from handlers.risk import parsing

conversation = Conversation("risk")


@conversation.tap(links.Review)
async def decide(turn: Turn, link: links.Review, review: ReviewOrder, view: ViewOrders) -> Reply:
    """Let a held order go on, hold one, or (asked first) cancel it with all its money given back."""
    order_id, words = OrderId(link.order), turn.words
    order = await view.for_staff(turn.actor, order_id)
    match link.what:
        case "ok":
            done = await review.approve(turn.actor, turn.shop, order_id)
            key = "review-approved" if done else "step-done-before"
        case "hold":
            done = await review.hold(turn.actor, order_id, words_of(order.language).plain("hold-by-staff"))
            key = "review-held" if done else "step-done-before"
        case "no":
            rows = (
                (Button(words.plain("button-review-reject-sure"), links.Review(order.id, "sure")),),
                (Button(words.plain("button-back"), links.StaffOrder(order.id)),),
            )
            return Screen(words("review-reject-ask", number=str(order.number)), rows)
        case "sure":
            rejected = await review.reject(turn.actor, order_id, words_of(order.language).plain("reason-review"))
            key = "step-done-before" if rejected.repeated else "review-rejected"
        case _:
            raise BadInput(example="/orders")
    role = turn.actor.role if turn.private else None
    card = staff_card(words, turn.shop, await view.for_staff(turn.actor, order_id), role)
    return replace(card, toast=words.plain(key))


@conversation.command("risk", staff=True)
async def risk_command(turn: Turn, args: str, rules: ChangeRules) -> Reply:
    """`/risk` shows the thresholds, `/risk 60 50` sets them, `/risk off` lets everything pass."""
    words = turn.words
    change = parsing.read_risk(args) if args.strip() else {}
    if change is None:
        return Screen(words("usage-risk"))
    current = await rules.risk(turn.actor, **change)
    text = words(
        "risk-rules",
        state="on" if current.enabled else "off",
        review=current.review_from,
        cash=current.no_cash_from,
    )
    return Screen("\n\n".join((words("risk-set"), text) if change else (text, words("usage-risk"))))
