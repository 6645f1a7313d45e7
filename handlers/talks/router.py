"""Write to the shop, and answer who wrote: buttons, replies, the queue."""

from dataclasses import replace

from bot import links, talk_card
from bot.conversation import Conversation
from bot.prompts import TALK
from bot.screen import Reply, Silence
from bot.turn import Turn
from core.auth.people import ActorIn
from core.kit.clock import Clock
from core.kit.errors import BadInput, Forbidden, NotFound
from core.orders.view_orders import ViewOrders
from core.shops.hours import opens_next
from core.shops.open_shop import Shops
from core.talks.converse import CUSTOMER, Converse, Said
from db.types.ids import OrderId, PersonId
from handlers.talks import screens

conversation = Conversation("talks")


def _said(turn: Turn) -> Said:
    incoming = turn.incoming
    return Said(incoming.kind, incoming.html, turn.chat_id, turn.source_message_id or 0, incoming.album)


@conversation.command("support")
async def support_command(turn: Turn, args: str, talks: Converse, clock: Clock) -> Reply:
    """Say how to reach the shop; what is typed next, or stands behind the command, goes to it."""
    opens = opens_next(turn.shop.rules.hours, turn.shop.timezone, clock.now())
    await turn.ask(TALK, order=0)
    if not args:
        return screens.support(turn, opens)
    said = Said("text", turn.incoming.html.partition(" ")[2] or args, turn.chat_id, turn.source_message_id or 0)
    await talks.say(turn.actor, turn.bot_id, None, said)
    return screens.passed_on(turn, resumed=False, opens=opens)


@conversation.tap(links.TalkWrite)
async def write(turn: Turn, link: links.TalkWrite, orders: ViewOrders, clock: Clock) -> Reply:
    """Ask what to pass on, about an order or in general."""
    order = await orders.one_of_mine(turn.actor, OrderId(link.order)) if link.order else None
    await turn.ask(TALK, order=link.order)
    opens = opens_next(turn.shop.rules.hours, turn.shop.timezone, clock.now())
    return screens.ask(turn, order.number if order else None, opens)


@conversation.tap(links.TalkLeave)
async def leave(turn: Turn, _link: links.TalkLeave) -> Reply:
    """Back to the shop: what is typed from now on is a search again."""
    return screens.left(turn)


@conversation.answer(TALK)
async def say(turn: Turn, _text: str, talks: Converse, clock: Clock) -> Reply:
    """Pass on what a customer wrote, whatever it is: words, a photo, a voice."""
    if turn.prompt is None:
        raise NotFound
    order = int(turn.prompt.values.get("order", 0))
    return await _say(turn, OrderId(order) if order else None, talks, clock)


async def _say(turn: Turn, order_id: OrderId | None, talks: Converse, clock: Clock) -> Reply:
    resumed = turn.prompt is None or bool(turn.prompt.values.get("resumed"))
    album = turn.incoming.album
    # Of an album the first message is answered; the others follow it silently.
    again = album is not None and turn.prompt is not None and turn.prompt.values.get("album") == album
    await talks.say(turn.actor, turn.bot_id, order_id, _said(turn))
    await turn.ask(TALK, order=int(order_id or 0), **({"album": album} if album is not None else {}))
    if again:
        return Silence()
    opens = opens_next(turn.shop.rules.hours, turn.shop.timezone, clock.now())
    return screens.passed_on(turn, resumed=resumed, opens=opens)


@conversation.reply
async def replied(
    turn: Turn, _text: str, talks: Converse, actor_in: ActorIn, shops: Shops, clock: Clock
) -> Reply | None:
    """A reply to a message of a conversation, or to an order's card, is an answer to the other side."""
    place = await talks.at(turn.bot_id, turn.chat_id, turn.reply_to_message_id or 0)
    if place is None:
        return None
    if place.shop_id != turn.shop.id:
        turn.shop = await shops.by_id(place.shop_id)
        turn.actor = await actor_in(place.shop_id, turn.actor.telegram_id, turn.words.language)
    if turn.private and place.side != CUSTOMER and place.talk_id is not None:
        return await _say(turn, await talks.order_of(turn.actor, place.talk_id), talks, clock)
    if turn.private and place.side != CUSTOMER:
        return await _say(turn, place.order_id, talks, clock)
    try:
        if place.talk_id is not None:
            await talks.answer(turn.actor, turn.bot_id, place.talk_id, _said(turn))
        elif place.order_id is not None:
            await talks.answer_order(turn.actor, turn.bot_id, place.order_id, _said(turn))
    except Forbidden:
        # In a group people who may not answer talk below the cards too.
        if turn.private:
            raise
        return Silence()
    # The card says who answered; a failure is said below the message itself.
    return screens.answered(turn) if turn.private else Silence()


@conversation.command("talks", staff=True)
async def talks_command(turn: Turn, _args: str, talks: Converse, clock: Clock) -> Reply:
    """Show who waits for an answer."""
    return screens.queue(turn, await talks.queue(turn.actor), clock.now())


@conversation.tap(links.StaffTalks)
async def show_queue(turn: Turn, _link: links.StaffTalks, talks: Converse, clock: Clock) -> Reply:
    """Show who waits for an answer."""
    return screens.queue(turn, await talks.queue(turn.actor), clock.now())


@conversation.tap(links.StaffTalk)
async def one(turn: Turn, link: links.StaffTalk, talks: Converse) -> Reply:
    """Show a conversation, or take, close or open it."""
    match link.what:
        case "history" | "show":
            talk, lines = await talks.history(turn.actor, link.talk)
            return talk_card.history(turn.words, turn.shop, talk, lines, queued=turn.private)
        case "":
            talk, _ = await talks.history(turn.actor, link.talk)
        case "take":
            talk = await talks.take(turn.actor, link.talk)
        case "close":
            talk = await talks.close(turn.actor, link.talk)
        case "reopen":
            talk = await talks.reopen(turn.actor, link.talk)
        case _:
            raise BadInput(example="/talks")
    return talk_card.card(turn.words, turn.shop, talk, queued=turn.private)


@conversation.tap(links.GiveTalk)
async def give(turn: Turn, link: links.GiveTalk, talks: Converse) -> Reply:
    """Choose who looks after a conversation, or give it to them."""
    if not link.person:
        talk, colleagues = await talks.colleagues(turn.actor, link.talk)
        return talk_card.give(turn.words, talk, colleagues, queued=turn.private)
    talk = await talks.assign(turn.actor, link.talk, PersonId(link.person))
    card = talk_card.card(turn.words, turn.shop, talk, queued=turn.private)
    return replace(card, toast=turn.words.plain("talk-given", name=talk.assigned_name or ""))
