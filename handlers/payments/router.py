"""The payment monitor: what was paid, what failed and why, what is stuck, where books differ."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.auth.roles import Permission
from handlers.payments import parsing, screens
from payments.monitor import WatchPayments
from payments.reconcile import DecideDifference, Reconcile

conversation = Conversation("payments")


@conversation.command("payments", staff=True)
async def payments_command(turn: Turn, args: str, watch: WatchPayments) -> Reply:
    """`/payments [day|week|month]`."""
    return screens.monitor(turn, await watch(turn.actor, turn.shop, parsing.read_days(args)))


@conversation.tap(links.Payments)
async def monitor(turn: Turn, link: links.Payments, watch: WatchPayments) -> Reply:
    """Show another period, or the present one anew."""
    return screens.monitor(turn, await watch(turn.actor, turn.shop, max(1, min(link.days, 90))))


@conversation.tap(links.ComparePayments)
async def compare(turn: Turn, link: links.ComparePayments, watch: WatchPayments, reconcile: Reconcile) -> Reply:
    """Compare the providers' books with ours now."""
    turn.actor.need(Permission.SEE_PAYMENTS)
    done = await reconcile.shop(turn.shop)
    screen = screens.monitor(turn, await watch(turn.actor, turn.shop, max(1, min(link.days, 90))))
    found = sum(one.differences for one in done)
    key = "payments-compared" if done else "payments-nothing-to-compare"
    return replace(screen, toast=turn.words.plain(key, differences=found))


@conversation.tap(links.DecideDifference)
async def decide(turn: Turn, link: links.DecideDifference, watch: WatchPayments, decide_: DecideDifference) -> Reply:
    """Close a difference as settled, or leave it aside."""
    done = await decide_(turn.actor, link.difference, settled=bool(link.settled))
    screen = screens.monitor(turn, await watch(turn.actor, turn.shop))
    return replace(screen, toast=turn.words.plain("difference-closed" if done else "step-done-before"))
