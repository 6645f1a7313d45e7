"""Screens of the blocks (pure)."""

import html

from bot import links
from bot.screen import Button, Photo, Screen
from core.kit.i18n.words import LANGUAGES, Words
from core.shops.blocks import LIMITS, MOST, Part
from core.shops.shop import Block, Shop

_SHOWN = 32


def listed(words: Words, shop: Shop) -> Screen:
    """Every block with its button, in the order of the page."""
    blocks = shop.rules.design.blocks
    rows = [
        (Button(("🖼 " if one.picture else "📝 ") + _title(words, one)[:_SHOWN], links.ShopBlock(one.id)),)
        for one in blocks
    ]
    if len(blocks) < MOST:
        rows.append((Button(words.plain("button-block-add"), links.ShopBlock("", "new")),))
    return Screen(words("blocks-title", count=len(blocks), most=MOST), (*rows, _back(words, links.ShopCard())))


def one(words: Words, shop: Shop, block: Block, leads: str, toast: str | None = None) -> Screen:
    """A block as customers see it, in each language it is written in, with what can be done."""
    parts = [words("block-head", place=[one.id for one in shop.rules.design.blocks].index(block.id) + 1)]
    for language in LANGUAGES:
        title, text = block.title.get(language, ""), block.text.get(language, "")
        if title or text:
            parts += ["", f"{words.plain(f'lang-{language}')}\n<b>{_html(title)}</b>".rstrip()]
            parts += [_html(text)] if text else []
    parts += ["", words("block-leads", to=leads or "–")]

    def button(what: str) -> Button:
        return Button(words.plain(f"button-block-{what}"), links.ShopBlock(block.id, what))

    rows = ((button("title"), button("text")), (button("picture"), button("leads")), (button("up"), button("drop")))
    photo = Photo(block.picture) if block.picture is not None else None
    toasted = words.plain(toast) if toast else None
    return Screen("\n".join(parts), (*rows, _back(words, links.ShopBlocks())), photo=photo, toast=toasted)


def ask_language(words: Words, block_id: str, what: str) -> Screen:
    """In which language the words are to be written."""
    rows = tuple(
        (Button(words.plain(f"lang-{language}"), links.ShopBlock(block_id, what, language)),) for language in LANGUAGES
    )
    return Screen(words("shop-ask-language"), (*rows, _back(words, links.ShopBlock(block_id))))


def ask_words(words: Words, block: Block, part: Part, language: str, *, refused: bool = False) -> Screen:
    """Ask for a title or a text, showing what it is now."""
    now: dict[str, str] = getattr(block, part.value)
    parts = [words("shop-too-long", limit=LIMITS[part]), ""] if refused else []
    parts.append(words(f"block-ask-{part}", language=words.plain(f"lang-{language}"), limit=LIMITS[part]))
    if now.get(language):
        parts += ["", f"<pre>{_html(now[language])}</pre>"]
    return Screen("\n".join(parts), (_back(words, links.ShopBlock(block.id)),))


def ask(
    words: Words, block_id: str, what: str, *, limit: int = 0, removes: bool = False, refused: bool = False
) -> Screen:
    """Ask for a new block's title, a picture, or where it leads."""
    parts = [words("shop-refused"), ""] if refused else []
    parts.append(words(f"block-ask-{what}", limit=limit) if limit else words(f"block-ask-{what}"))
    rows = [_back(words, links.ShopBlock(block_id) if block_id else links.ShopBlocks())]
    if removes:
        rows.insert(0, (Button(words.plain("button-block-bare"), links.ShopBlock(block_id, "bare")),))
    return Screen("\n".join(parts), tuple(rows))


def sure(words: Words, block: Block) -> Screen:
    """Ask before a block is gone."""
    row = (
        Button(words.plain("button-block-gone"), links.ShopBlock(block.id, "gone")),
        Button(words.plain("button-back"), links.ShopBlock(block.id)),
    )
    return Screen(words("block-sure", title=_title(words, block)), (row,))


def _title(words: Words, block: Block) -> str:
    return words.pick(block.title) or words.pick(block.text) or words.plain("block-untitled")


def _html(text: str) -> str:
    return html.escape(text, quote=False)


def _back(words: Words, link: links.Link) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), link),)
