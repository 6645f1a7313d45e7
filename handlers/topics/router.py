"""`/topics`: a topic of the staff's forum for each order, or all cards in the group itself."""

from bot import links
from bot.conversation import Conversation
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.auth.roles import Permission
from core.orders.topics import OrderTopics

conversation = Conversation("topics")
_ON, _OFF = frozenset({"on", "1", "yes"}), frozenset({"off", "0", "no"})


@conversation.command("topics", staff=True)
async def topics_command(turn: Turn, args: str, topics: OrderTopics) -> Reply:
    """`/topics`, `/topics on`, `/topics off`."""
    asked = args.strip().lower()
    if asked in _ON | _OFF:
        return await _switch(turn, topics, on=asked in _ON)
    turn.actor.need(Permission.CHANGE_SHOP)
    return _screen(turn, on=turn.shop.rules.order_topics)


@conversation.tap(links.Topics)
async def switched(turn: Turn, link: links.Topics, topics: OrderTopics) -> Reply:
    """Turn it on or off."""
    return await _switch(turn, topics, on=bool(link.on))


async def _switch(turn: Turn, topics: OrderTopics, *, on: bool) -> Reply:
    await topics.switch(turn.actor, on=on)
    return _screen(turn, on=on)


def _screen(turn: Turn, *, on: bool) -> Screen:
    words = turn.words
    switch = Button(words.plain("button-topics-off" if on else "button-topics-on"), links.Topics(int(not on)))
    menu = Button(words.plain("button-menu"), links.Home())
    return Screen(words("topics-on" if on else "topics-off"), ((switch,), (menu,)))
