"""Cash at the door: the buyer paid less, and the manager counts what couriers bring."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.order_card import staff_card
from bot.screen import Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.orders.cash import CountCash
from core.orders.fulfil_order import FulfilOrder
from core.orders.view_orders import ViewOrders
from db.types.ids import OrderId, PersonId
from db.types.money import Money, parse_major
from handlers.cash import screens

conversation = Conversation("cash")
SHORT, COUNTED = "cash.short", "cash.counted"


@conversation.tap(links.PaidLess)
async def paid_less(turn: Turn, link: links.PaidLess, view: ViewOrders) -> Reply:
    """Ask how much the buyer paid at the door."""
    order = await view.for_staff(turn.actor, OrderId(link.order))
    await turn.ask(SHORT, order=int(link.order))
    return screens.ask_short(turn.words, order)


@conversation.answer(SHORT)
async def short_typed(turn: Turn, text: str, fulfil: FulfilOrder, view: ViewOrders) -> Reply:
    """Deliver the order for the sum that was typed."""
    order_id = OrderId(int(turn.prompt.values["order"])) if turn.prompt is not None else OrderId(0)
    order = await view.for_staff(turn.actor, order_id)
    try:
        amount = parse_major(text, order.currency)
    except ValueError:
        raise BadInput(example="500") from None
    if amount > max(order.owed, 0):
        return Screen(turn.words("cash-too-much", sum=Money(max(order.owed, 0), order.currency)))
    done = await fulfil.deliver(turn.actor, order_id, collected=amount)
    await turn.stop_asking()
    card = staff_card(turn.words, turn.shop, await view.for_staff(turn.actor, order_id), turn.actor.role)
    key = "step-deliver-done" if done else "step-done-before"
    return replace(card, toast=turn.words.plain(key), card_of=None)


@conversation.command("cash", staff=True)
async def cash_command(turn: Turn, _args: str, count: CountCash) -> Reply:
    """What couriers hold, and what buyers paid short."""
    return screens.purses(turn, *(await count.purses(turn.actor)))


@conversation.tap(links.Purses)
async def purses(turn: Turn, _link: links.Purses, count: CountCash) -> Reply:
    """Show the purses anew."""
    return screens.purses(turn, *(await count.purses(turn.actor)))


@conversation.tap(links.CountPurse)
async def counted_all(turn: Turn, link: links.CountPurse, count: CountCash) -> Reply:
    """The courier brought all of it; or ask how much was counted."""
    if not link.all_of_it:
        await turn.ask(COUNTED, courier=int(link.courier), currency=link.currency, key=str(link.nonce))
        return screens.ask_counted(turn.words)
    return await _counted(turn, PersonId(link.courier), link.currency, None, str(link.nonce), count)


@conversation.answer(COUNTED)
async def counted_typed(turn: Turn, text: str, count: CountCash) -> Reply:
    """Take the sum that was counted."""
    if turn.prompt is None:
        raise NotFound
    values = turn.prompt.values
    currency = str(values["currency"])
    try:
        amount = parse_major(text, currency)
    except ValueError:
        raise BadInput(example="5000") from None
    await turn.stop_asking()
    return await _counted(turn, PersonId(int(values["courier"])), currency, amount, str(values["key"]), count)


async def _counted(
    turn: Turn, courier: PersonId, currency: str, amount: int | None, key: str, count: CountCash
) -> Reply:
    done = await count.hand_over(turn.actor, courier, currency, amount, f"count:{key}")
    screen = screens.purses(turn, *(await count.purses(turn.actor)))
    missing = done.expected - done.counted
    name = "cash-counted" if missing == 0 else "cash-counted-short" if missing > 0 else "cash-counted-over"
    told = turn.words.plain(name, sum=Money(done.counted, currency), missing=Money(abs(missing), currency))
    return replace(screen, toast=told)


@conversation.tap(links.Forgive)
async def forgive(turn: Turn, link: links.Forgive, count: CountCash) -> Reply:
    """Let go what a buyer paid short."""
    done = await count.forgive(turn.actor, OrderId(link.order))
    screen = screens.purses(turn, *(await count.purses(turn.actor)))
    return replace(screen, toast=turn.words.plain("cash-forgiven" if done else "step-done-before"))
