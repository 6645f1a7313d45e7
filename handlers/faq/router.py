"""`/faq` for staff; answers and votes for customers."""

from bot import faq_screen, links
from bot.conversation import Conversation
from bot.screen import Reply
from bot.turn import Turn
from core.kit.errors import NotFound
from core.talks.faq import Answers, WriteAnswers
from handlers.faq import screens

conversation = Conversation("faq")
QUESTION, ANSWER, FIELD, TRY = "faq.question", "faq.answer", "faq.field", "faq.try"
_FIELDS = ("question", "answer", "keywords")


@conversation.command("faq", staff=True)
async def faq_command(turn: Turn, args: str, write: WriteAnswers, answers: Answers) -> Reply:
    """List the ready answers; with words after it: what would a customer be answered?"""
    entries = await write.all(turn.actor)
    if args:
        return screens.tried(turn.words, await answers.best(turn.shop.id, args))
    return screens.listed(turn.words, entries)


@conversation.tap(links.FaqList)
async def show_all(turn: Turn, _link: links.FaqList, write: WriteAnswers) -> Reply:
    """List the ready answers."""
    return screens.listed(turn.words, await write.all(turn.actor))


@conversation.tap(links.Faq)
async def one(turn: Turn, link: links.Faq, write: WriteAnswers) -> Reply:
    """Show an entry, or do something with it."""
    words, language = turn.words, link.language or turn.words.language
    if link.what in ("new", "try"):
        await write.all(turn.actor)
        await turn.ask(QUESTION if link.what == "new" else TRY)
        return screens.ask(words, link.what, language, 0)
    entry = await write.one(turn.actor, link.entry)
    if link.what in _FIELDS:
        await turn.ask(FIELD, entry=entry.id, field=link.what, language=language)
        return screens.ask(words, link.what, language, entry.id)
    if link.what == "remove":
        return screens.sure(words, entry)
    if link.what == "gone":
        await write.remove(turn.actor, entry.id)
        return screens.listed(words, await write.all(turn.actor))
    if link.what in ("up", "down"):
        await write.move(turn.actor, entry.id, up=link.what == "up")
        return screens.listed(words, await write.all(turn.actor))
    return screens.one(words, entry)


@conversation.answer(QUESTION)
async def questioned(turn: Turn, text: str, write: WriteAnswers) -> Reply:
    """Keep the question and ask for its answer."""
    await write.all(turn.actor)
    if not text.strip():
        return screens.ask(turn.words, "new", turn.words.language, 0)
    await turn.ask(ANSWER, question=text.strip())
    return screens.ask(turn.words, "answer", turn.words.language, 0)


@conversation.answer(ANSWER)
async def answered(turn: Turn, _text: str, write: WriteAnswers) -> Reply:
    """Add the entry; keywords may follow."""
    question = str(turn.prompt.values["question"]) if turn.prompt else ""
    entry_id = await write.add(turn.actor, turn.words.language, question, turn.incoming.html)
    await turn.stop_asking()
    return screens.one(turn.words, await write.one(turn.actor, entry_id))


@conversation.answer(FIELD)
async def written(turn: Turn, text: str, write: WriteAnswers) -> Reply:
    """Write a part of an entry anew."""
    if turn.prompt is None:
        raise NotFound
    asked = turn.prompt.values
    entry_id, field = int(asked["entry"]), str(asked["field"])
    typed = turn.incoming.html if field == "answer" else text
    await write.write(turn.actor, entry_id, field, str(asked["language"]), typed)
    await turn.stop_asking()
    return screens.one(turn.words, await write.one(turn.actor, entry_id))


@conversation.answer(TRY)
async def tried(turn: Turn, text: str, write: WriteAnswers, answers: Answers) -> Reply:
    """Show what a customer would be answered; the question stays open for the next try."""
    await write.all(turn.actor)
    return screens.tried(turn.words, await answers.best(turn.shop.id, text))


# ── customers ────────────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.FaqAnswer)
async def open_answer(turn: Turn, link: links.FaqAnswer, answers: Answers) -> Reply:
    """Show an answer."""
    return faq_screen.answer(turn.words, await answers.one(turn.shop.id, link.entry))


@conversation.tap(links.FaqVote)
async def vote(turn: Turn, link: links.FaqVote, answers: Answers) -> Reply:
    """Count whether it helped."""
    entry = await answers.one(turn.shop.id, link.entry)
    await answers.vote(turn.actor, entry.id, helped=bool(link.helped))
    return screens.voted(turn.words, faq_screen.answer(turn.words, entry), helped=bool(link.helped))
