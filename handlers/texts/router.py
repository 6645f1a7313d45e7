"""`/texts`: look for a text, write it anew in a language, look at it, keep it, or put the usual one back."""

from bot import links
from bot.conversation import Conversation
from bot.screen import Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput
from core.kit.i18n.words import LANGUAGES
from core.shops.errors import TextRefused
from core.shops.texts import EditTexts
from handlers.texts import screens

conversation = Conversation("texts")
TYPED = "texts.typed"


@conversation.command("texts", staff=True)
async def texts(turn: Turn, args: str, edit: EditTexts) -> Reply:
    """`/texts` shows the changed and the most read ones, `/texts words` looks for some."""
    if args.strip():
        return screens.found(turn.words, args.strip(), await edit.find(turn.actor, args))
    return screens.overview(turn.words, await edit.changed(turn.actor))


@conversation.tap(links.Texts)
async def page(turn: Turn, link: links.Texts, edit: EditTexts) -> Reply:
    """Show a page of all texts, or of the changed ones."""
    if link.changed:
        return screens.overview(turn.words, await edit.changed(turn.actor), link.page)
    return screens.all_of_them(turn.words, await edit.find(turn.actor, ""), link.page)


@conversation.tap(links.OneText)
async def one(turn: Turn, link: links.OneText, edit: EditTexts) -> Reply:
    """Show a text, ask for another one, keep what was typed, or put the usual one back."""
    what, _, language = link.what.partition("-")
    if what in LANGUAGES:
        view = await edit.one(turn.actor, link.text)
        await turn.ask(TYPED, text=link.text, language=what)
        return screens.ask(turn.words, view, what)
    match what:
        case "":
            view = await edit.one(turn.actor, link.text)
        case "keep" if language in LANGUAGES:
            view = await edit.keep(turn.actor, link.text, language)
            return screens.card(turn.words, view, toast="texts-kept")
        case "restore":
            view = await edit.restore(turn.actor, link.text)
            return screens.card(turn.words, view, toast="texts-restored")
        case _:
            raise BadInput(example="/texts")
    return screens.card(turn.words, view)


@conversation.answer(TYPED)
async def typed(turn: Turn, text: str, edit: EditTexts) -> Reply:
    """Show what was typed as people would read it; what cannot be shown is asked for again."""
    if turn.prompt is None:
        return Screen(turn.words("usage-texts"))
    number, language = int(turn.prompt.values["text"]), str(turn.prompt.values["language"])
    try:
        view = await edit.draft(turn.actor, number, language, text)
    except TextRefused as refused:
        view = await edit.one(turn.actor, number)
        return screens.ask(turn.words, view, language, refused=turn.words.refusal(refused))
    await turn.stop_asking()
    return screens.preview(turn.words, view, language)
