"""`/audit` and `/health`."""

import asyncio

from bot import links
from bot.check_bot import CheckBot
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.shops.watch import CheckShop, Finding, ViewAudit
from handlers.watch import screens
from payments.monitor import WatchPayments

conversation = Conversation("watch")


@conversation.command("audit", staff=True)
async def audit(turn: Turn, args: str, view: ViewAudit) -> Reply:
    """`/audit` shows the newest changes, `/audit words` those with the words."""
    return screens.audit(turn.words, turn.shop, await view(turn.actor, words=args), asked=args.strip())


@conversation.tap(links.Audit)
async def older(turn: Turn, link: links.Audit, view: ViewAudit) -> Reply:
    """Show older changes."""
    return screens.audit(turn.words, turn.shop, await view(turn.actor, before=link.before))


@conversation.command("health", staff=True)
async def health(turn: Turn, _args: str, shop: CheckShop, bot: CheckBot, payments: WatchPayments) -> Reply:
    """Say in words what is wrong and how to mend it."""
    return await _health(turn, shop, bot, payments)


@conversation.tap(links.Health)
async def again(turn: Turn, _link: links.Health, shop: CheckShop, bot: CheckBot, payments: WatchPayments) -> Reply:
    """Look again."""
    return await _health(turn, shop, bot, payments)


async def _health(turn: Turn, shop: CheckShop, bot: CheckBot, payments: WatchPayments) -> Reply:
    found = await shop(turn.actor, turn.shop)
    seen, money = await asyncio.gather(bot(turn.shop), payments(turn.actor, turn.shop))
    ways = [rail for rail in money.rails if rail.offered]
    down = [rail.code for rail in ways if rail.hidden]
    paying = [
        Finding("ways", good=bool(ways) or turn.shop.rules.cash_enabled, count=len(ways)),
        Finding("providers", good=not down, said=", ".join(down)),
        Finding("books", good=not money.differences, count=len(money.differences)),
    ]
    return screens.health(turn.words, turn.shop, [*seen, *paying, *found])
