"""An import in the chat: its screen, and the consumer that carries it out and edits its progress."""

import time

import structlog
from aiogram.exceptions import TelegramAPIError

from bot import links
from bot.fleet import Fleet
from bot.screen import Button, Rows, Screen
from bot.show import Show
from core.kit.event import Recorded
from core.kit.i18n.words import Raw, Words, words_of
from core.shops.apply_import import ApplyImport, Step
from core.shops.events import ImportApproved
from core.shops.import_goods import ImportView, RowProblem
from core.shops.pictures import Pictures
from db.types.enums import ImportKind, ImportState
from db.types.ids import BotId

log = structlog.get_logger(__name__)
# Telegram takes about one edit a second in a chat.
_EDIT_EVERY = 1.5
_BAR = 10
_MOST_LINES = 30


def problem_words(words: Words, problem: RowProblem) -> str:
    """Return what is wrong with a row, in plain words."""
    return words.plain(f"import-problem-{problem.problem.value}", value=problem.value)


def import_screen(words: Words, view: ImportView) -> Screen:
    """Return an import as it stands: what it would change, how far it is, or what came of it (pure)."""
    counting = view.kind is ImportKind.COUNT
    head = words("count-title") if counting else words("import-title", file=view.file_name)
    match view.state:
        case ImportState.APPLYING:
            return Screen("\n".join([head, "", *_progress(words, view)]), _again(words, view))
        case ImportState.CANCELLED:
            return Screen("\n".join([head, "", words("import-cancelled")]), _back(words))
        case ImportState.DONE:
            parts = [head, "", words("import-done", done=view.done, same=view.same)]
            if view.refused or view.failed:
                parts.append(words("import-done-wrong", count=view.refused + view.failed))
            return Screen("\n".join(parts), (*_errors(words, view), *_back(words)))
        case ImportState.READY:
            pass
    parts = [head, "", words("count-found" if counting else "import-found", **_counts(view))]
    parts += _notes(words, view)
    parts += [words("count-difference", sku=one.sku, before=one.before, after=one.after)
              for one in view.differences[:_MOST_LINES]]  # fmt: skip
    if view.problems:
        parts += ["", words("import-problems")]
        parts += [
            words("import-problem", number=one.number, sku=one.sku or "—", why=problem_words(words, one))
            for one in view.problems
        ]
    rows: Rows = ()
    if view.added + view.changed:
        go = Button(words.plain("button-import-go", count=view.added + view.changed), links.ImportStep(view.id, "go"))
        rows = ((go,),)
    stop = (Button(words.plain("button-import-stop"), links.ImportStep(view.id, "stop")),)
    return Screen("\n".join(parts), (*rows, *_errors(words, view), stop))


def _counts(view: ImportView) -> dict[str, int]:
    return {"total": view.total, "added": view.added, "changed": view.changed, "same": view.same, "failed": view.failed}


def _notes(words: Words, view: ImportView) -> list[str]:
    parts = []
    if view.shelves:
        parts.append(words("import-shelves", count=len(view.shelves), names=", ".join(view.shelves[:10])))
    if view.unknown:
        parts.append(words("import-unknown", names=", ".join(view.unknown[:10])))
    if view.left_out:
        names = ", ".join(words.plain(f"import-column-{name}") for name in view.left_out)
        parts.append(words("import-left-out", names=names))
    return parts


def _progress(words: Words, view: ImportView) -> list[str]:
    whole = max(view.added + view.changed, 1)
    ended = view.done + view.refused
    full = ended * _BAR // whole
    return [words("import-progress", bar=Raw("▓" * full + "░" * (_BAR - full)), ended=ended, whole=whole)]


def _errors(words: Words, view: ImportView) -> Rows:
    if not (view.failed or view.refused):
        return ()
    return ((Button(words.plain("button-import-errors"), links.ImportStep(view.id, "errors")),),)


def _again(words: Words, view: ImportView) -> Rows:
    menu = Button(words.plain("button-menu"), links.Home())
    return ((Button(words.plain("button-import-look"), links.ImportStep(view.id)), menu),)


def _back(words: Words) -> Rows:
    return ((Button(words.plain("button-stock"), links.Stock()), Button(words.plain("button-menu"), links.Home())),)


class RunImports:
    """The consumer `imports`: delivered again after a crash, it goes on where the rows say it stopped."""

    def __init__(self, fleet: Fleet, apply: ApplyImport, pictures: Pictures) -> None:
        self._fleet = fleet
        self._apply = apply
        self._pictures = pictures

    async def __call__(self, recorded: Recorded) -> None:
        """Carry out an import to its end."""
        event = recorded.event
        if not isinstance(event, ImportApproved):
            return
        shown = time.monotonic()
        while True:
            step = await self._apply(event.shop_id, event.import_id)
            if step is None:
                return
            over = step.view.state is not ImportState.APPLYING
            if over or time.monotonic() - shown > _EDIT_EVERY:
                await self._show(step)
                shown = time.monotonic()
            if over:
                return

    async def _show(self, step: Step) -> None:
        """Edit the message; whatever Telegram says, the rows go on."""
        bot = await self._fleet.bot(BotId(step.bot_id)) if step.bot_id is not None else None
        if bot is None or step.bot_id is None or step.message_id is None:
            return
        screen = import_screen(words_of(step.language), step.view)
        try:
            await Show(bot, BotId(step.bot_id), self._pictures).edit_text(step.chat_id, step.message_id, screen)
        except TelegramAPIError as error:
            log.info("import.not_shown", chat_id=step.chat_id, why=type(error).__name__)
