"""Help, terms, support, payment help and privacy: Telegram asks every shop to answer these."""

import html
from dataclasses import replace

from bot import faq_screen, links
from bot.conversation import Conversation
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw
from core.talks.faq import Answers

conversation = Conversation("support")
_TOPICS = ("help", "terms", "support", "paysupport", "privacy")
_QUESTIONS = 12


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
async def topic_tapped(turn: Turn, link: links.Help, answers: Answers) -> Reply:
    """Show a topic."""
    if link.topic not in _TOPICS or link.topic == "help":
        return await _help(turn, answers)
    return _screen(turn, link.topic)


@conversation.command("help")
async def help_command(turn: Turn, _args: str, answers: Answers) -> Reply:
    """Say what can be done here, and what is asked often."""
    return await _help(turn, answers)


async def _help(turn: Turn, answers: Answers) -> Screen:
    shown, entries = _screen(turn, "help"), await answers.all(turn.shop.id)
    if not entries:
        return shown
    asked = faq_screen.questions(turn.words, entries[:_QUESTIONS])
    return replace(shown, text=f"{shown.text}\n\n{turn.words('faq-questions')}", rows=(*asked, *shown.rows))


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
