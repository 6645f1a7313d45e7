"""Ready answers as staff see them (pure)."""

import html
from collections.abc import Sequence

from bot import faq_screen, links
from bot.screen import Button, Screen
from core.kit.i18n.words import LANGUAGES, Words
from core.talks.faq import Entry


def listed(words: Words, entries: Sequence[Entry]) -> Screen:
    """Return every entry, and a button for a new one."""
    rows: list[tuple[Button, ...]] = [
        (Button(f"{words.pick(one.question)[:48]} · 👍 {one.helped}", links.Faq(one.id)),) for one in entries
    ]
    rows.append((Button(words.plain("button-faq-new"), links.Faq(0, "new")), _try(words)))
    rows.append((Button(words.plain("button-menu"), links.Home()),))
    return Screen(words("faq-title" if entries else "faq-none"), tuple(rows))


def _try(words: Words) -> Button:
    return Button(words.plain("button-faq-try"), links.Faq(0, "try"))


def one(words: Words, entry: Entry) -> Screen:
    """Return one entry with everything that can be changed."""
    parts = [words("faq-entry", helped=entry.helped, not_helped=entry.not_helped)]
    parts += [_in_language(words, entry, language) for language in LANGUAGES if _has(entry, language)]

    def writes(field: str, language: str) -> Button:
        label = words.plain(f"button-faq-{field}", language=words.plain(f"lang-{language}"))
        return Button(label, links.Faq(entry.id, field, language))

    own_first = sorted(LANGUAGES, key=lambda language: language != words.language)
    rows = [tuple(writes(field, language) for language in own_first) for field in ("question", "answer", "keywords")]
    rows.append(
        (
            Button("⬆️", links.Faq(entry.id, "up")),
            Button("⬇️", links.Faq(entry.id, "down")),
            Button(words.plain("button-faq-remove"), links.Faq(entry.id, "remove")),
        )
    )
    rows.append((Button(words.plain("button-back"), links.FaqList()),))
    return Screen("\n\n".join(parts), tuple(rows))


def _has(entry: Entry, language: str) -> bool:
    return any(language in texts for texts in (entry.question, entry.answer, entry.keywords))


def _in_language(words: Words, entry: Entry, language: str) -> str:
    question = html.escape(entry.question.get(language, "—"), quote=False)
    keywords = words("faq-keywords", keywords=entry.keywords.get(language) or "none")
    return f"{words.plain(f'lang-{language}')}\n<b>{question}</b>\n{entry.answer.get(language, '—')}\n{keywords}"


def ask(words: Words, what: str, language: str, entry_id: int) -> Screen:
    """Return a question for something typed."""
    text = words(f"faq-ask-{what}", language=words.plain(f"lang-{language}"))
    back = links.Faq(entry_id) if entry_id else links.FaqList()
    return Screen(text, ((Button(words.plain("button-back"), back),),), question=text)


def sure(words: Words, entry: Entry) -> Screen:
    """Ask before an entry is deleted."""
    rows = (
        (Button(words.plain("button-faq-remove-sure"), links.Faq(entry.id, "gone")),),
        (Button(words.plain("button-back"), links.Faq(entry.id)),),
    )
    return Screen(words("faq-remove-sure", question=entry.question), rows)


def tried(words: Words, found: Entry | None) -> Screen:
    """Return what a customer would be answered."""
    back = (_try(words), Button(words.plain("button-back"), links.FaqList()))
    if found is None:
        return Screen(words("faq-tried-none"), (back,))
    shown = faq_screen.answer(words, found)
    edit = (Button(words.plain("button-faq-edit"), links.Faq(found.id)),)
    return Screen(f"{words('faq-tried')}\n\n{shown.text}", (edit, back))


def voted(words: Words, shown: Screen, *, helped: bool) -> Screen:
    """Return the answer without the question whether it helped; if not, with a person to ask."""
    rows = shown.rows[1:]
    key = "faq-glad" if helped else "faq-sorry"
    return Screen(f"{shown.text}\n\n<i>{words(key)}</i>", rows)
