"""Help, terms, support, payment help and privacy: Telegram asks every shop to answer these."""

import html

from bot import links
from bot.conversation import Conversation
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw

conversation = Conversation("support")
_TOPICS = ("help", "terms", "support", "paysupport", "privacy")


def _text(turn: Turn, topic: str) -> str:
    words, shop = turn.words, turn.shop
    support = html.escape(words.pick(shop.support), quote=False) or words("support-none")
    match topic:
        case "terms":
            terms = html.escape(words.pick(shop.terms), quote=False)
            return f"{words('terms-title')}\n\n{terms}" if terms else words("terms-none")
        case "support":
            return f"{words('support-title')}\n\n{support}"
        case "paysupport":
            return words("paysupport", support=Raw(support))
        case "privacy":
            return words("privacy")
        case _:
            text = words("help")
            return f"{text}\n\n{words('help-staff').strip()}" if turn.actor.is_staff else text


def _screen(turn: Turn, topic: str) -> Screen:
    words = turn.words
    others = [other for other in ("help", "terms", "support", "paysupport") if other != topic]
    buttons = [Button(words.plain(f"button-{other}"), links.Help(other)) for other in others]
    rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    write = (Button(words.plain("button-talk-write"), links.TalkWrite()),)
    return Screen(_text(turn, topic), (*rows, write, (Button(words.plain("button-menu"), links.Home()),)))


@conversation.tap(links.Help)
async def topic_tapped(turn: Turn, link: links.Help) -> Reply:
    """Show a topic."""
    return _screen(turn, link.topic if link.topic in _TOPICS else "help")


@conversation.command("help")
async def help_command(turn: Turn, _args: str) -> Reply:
    """Say what can be done here."""
    return _screen(turn, "help")


@conversation.command("terms")
async def terms(turn: Turn, _args: str) -> Reply:
    """Show the terms of sale."""
    return _screen(turn, "terms")


@conversation.command("paysupport")
async def paysupport(turn: Turn, _args: str) -> Reply:
    """Answer questions about payments."""
    return _screen(turn, "paysupport")


@conversation.command("privacy")
async def privacy(turn: Turn, _args: str) -> Reply:
    """Say what is kept about a person."""
    return _screen(turn, "privacy")
