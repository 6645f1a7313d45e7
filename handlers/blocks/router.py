"""The blocks of the Mini App's first page, below `/shop`: each is shown as customers see it."""

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.screen import Reply
from bot.turn import Turn
from core.auth.roles import Permission
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import LANGUAGES
from core.shops.blocks import LIMITS, ArrangeBlocks, Part, block_of
from core.shops.catalogue import BrowseCatalogue
from core.shops.errors import PictureRefused
from core.shops.pictures import normalise
from core.shops.shop import Shop
from db.types.ids import ProductId, decode_id, encode_id
from handlers.blocks import screens

conversation = Conversation("blocks")
NEW, SAY, PICTURE, LEAD = "blocks.new", "blocks.say", "blocks.picture", "blocks.lead"
_PARTS = frozenset(part.value for part in Part)


@conversation.tap(links.ShopBlocks)
async def every(turn: Turn, _link: links.ShopBlocks) -> Reply:
    """List the blocks."""
    turn.actor.need(Permission.CHANGE_SHOP)
    return screens.listed(turn.words, turn.shop)


@conversation.tap(links.ShopBlock)
async def one(turn: Turn, link: links.ShopBlock, arrange: ArrangeBlocks, browse: BrowseCatalogue) -> Reply:
    """Show a block, ask for one thing of it, or do what buttons say."""
    turn.actor.need(Permission.CHANGE_SHOP)
    words, what = turn.words, link.what
    if what == "new":
        await turn.ask(NEW)
        return screens.ask(words, "", "new", limit=LIMITS[Part.TITLE])
    if what == "up":
        turn.shop = await arrange.raise_up(turn.actor, link.block)
        return screens.listed(words, turn.shop)
    if what == "gone":
        turn.shop = await arrange.drop(turn.actor, link.block)
        return screens.listed(words, turn.shop)
    if what == "bare":
        return await _shown(turn, await arrange.picture(turn.actor, link.block, None), link.block, browse)
    block = block_of(turn.shop, link.block)
    if what == "drop":
        return screens.sure(words, block)
    if what == "picture":
        await turn.ask(PICTURE, block=block.id)
        return screens.ask(words, block.id, what, removes=block.picture is not None)
    if what == "leads":
        await turn.ask(LEAD, block=block.id)
        return screens.ask(words, block.id, what)
    if what in _PARTS and link.value not in LANGUAGES:
        return screens.ask_language(words, block.id, what)
    if what in _PARTS:
        await turn.ask(SAY, block=block.id, part=what, language=link.value)
        return screens.ask_words(words, block, Part(what), link.value)
    return screens.one(words, turn.shop, block, await _name(turn, block.leads, browse))


@conversation.answer(NEW)
async def named(turn: Turn, text: str, arrange: ArrangeBlocks, browse: BrowseCatalogue) -> Reply:
    """Add a block with a title in the language one speaks."""
    try:
        added = await arrange.add(turn.actor, turn.words.language, text)
    except BadInput:
        return screens.ask(turn.words, "", "new", limit=LIMITS[Part.TITLE], refused=True)
    return await _saved(turn, added.shop, added.block_id, browse)


@conversation.answer(SAY)
async def said(turn: Turn, text: str, arrange: ArrangeBlocks, browse: BrowseCatalogue) -> Reply:
    """Write a title or a text."""
    block_id, part, language = _about(turn), Part(_asked(turn, "part", "title")), _asked(turn, "language", "ru")
    try:
        shop = await arrange.say(turn.actor, block_id, part, language, text)
    except BadInput:
        return screens.ask_words(turn.words, block_of(turn.shop, block_id), part, language, refused=True)
    return await _saved(turn, shop, block_id, browse)


@conversation.answer(PICTURE)
async def pictured(
    turn: Turn, _text: str, arrange: ArrangeBlocks, download: Download, browse: BrowseCatalogue
) -> Reply:
    """Take the picture; anything else is asked for again."""
    turn.actor.need(Permission.CHANGE_SHOP)
    block_id, file_id = _about(turn), turn.incoming.photo_file_id
    if file_id is None:
        return screens.ask(turn.words, block_id, "picture", refused=True)
    try:
        picture = await normalise(await download(turn.bot_id, file_id))
    except PictureRefused:
        return screens.ask(turn.words, block_id, "picture", refused=True)
    return await _saved(turn, await arrange.picture(turn.actor, block_id, picture), block_id, browse)


@conversation.answer(LEAD)
async def led(turn: Turn, text: str, arrange: ArrangeBlocks, browse: BrowseCatalogue) -> Reply:
    """Let it lead somewhere; what nothing is called by is asked for again."""
    block_id = _about(turn)
    try:
        shop = await arrange.lead(turn.actor, block_id, text)
    except BadInput:
        return screens.ask(turn.words, block_id, "leads", refused=True)
    return await _saved(turn, shop, block_id, browse)


def _asked(turn: Turn, name: str, otherwise: str) -> str:
    return str(turn.prompt.values[name]) if turn.prompt is not None else otherwise


def _about(turn: Turn) -> str:
    return _asked(turn, "block", "")


async def _saved(turn: Turn, shop: Shop, block_id: str, browse: BrowseCatalogue) -> Reply:
    await turn.stop_asking()
    return await _shown(turn, shop, block_id, browse, toast="shop-saved")


async def _shown(turn: Turn, shop: Shop, block_id: str, browse: BrowseCatalogue, toast: str | None = None) -> Reply:
    turn.shop = shop
    block = block_of(shop, block_id)
    return screens.one(turn.words, shop, block, await _name(turn, block.leads, browse), toast)


async def _name(turn: Turn, leads: str, browse: BrowseCatalogue) -> str:
    """Return what a block leads to, as people call it; nothing where that is gone."""
    kind, _, told = leads.partition("_")
    if kind == "c":
        tree = await browse.tree(turn.shop.id)
        return next((turn.words.pick(one.title) for one in tree if encode_id(one.id) == told), "")
    try:
        product = await browse.product(turn.shop.id, ProductId(decode_id(told))) if kind == "p" else None
    except NotFound:
        product = None
    return turn.words.pick(product.title) if product is not None else ""
