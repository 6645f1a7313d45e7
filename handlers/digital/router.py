"""Digital goods by command, for staff; and for buyers: what they have bought, once more, and their subscriptions."""

import html
from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.forget_message import ForgetMessage
from bot.goods import SendGoods
from bot.order_card import customer_card
from bot.screen import Alert, Reply, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw
from core.kit.security.sealing import Seal
from core.orders.open_goods import OpenGoods
from core.orders.view_orders import ViewOrders
from core.shops.add_keys import AddKeys
from core.shops.errors import FileRefused, PictureRefused
from core.shops.set_content import Content, SetContent
from core.shops.set_kind import SetKind
from db.types.ids import OrderId
from handlers.digital import parsing
from payments.follow_subscription import ChangeSubscription
from payments.protocol import ProviderDown

conversation = Conversation("digital")
_LIST_LIMIT = 1024 * 1024


@conversation.command("kind", staff=True)
async def kind(turn: Turn, args: str, set_kind: SetKind) -> Reply:
    """`/kind SKU keys|file|text|subscription|goods`."""
    words = turn.words
    read = parsing.read_kind(args)
    if read is None:
        return Screen(words("usage-kind"))
    done = await set_kind(turn.actor, read[0], read[1], turn.update_key)
    if done.before is done.kind:
        return Screen(words("kind-same", title=words.pick(done.title)))
    return Screen(words("kind-set", title=words.pick(done.title), kind=done.kind.value, sku=done.sku))


@conversation.command("keys", staff=True)
async def keys(turn: Turn, args: str, add: AddKeys, seal: Seal, forget: ForgetMessage, download: Download) -> Reply:
    """`/keys SKU` and a line for each key, in the message or in a text file."""
    words = turn.words
    sku, typed = parsing.read_goods(seal.open(args))
    if not sku or (not typed and turn.incoming.document is None):
        return Screen(words("usage-keys"))
    if not turn.private:
        await forget(turn)
        return Screen(words("goods-private-only"))
    lines = typed.splitlines()
    if turn.incoming.document is not None:
        sent = await _file(turn, download, _LIST_LIMIT)
        lines += sent.decode("utf-8-sig", errors="replace").splitlines()
    if not any(line.strip() for line in lines):
        return Screen(words("keys-none"))
    done = await add(turn.actor, sku, lines, turn.update_key)
    # Only now: what was refused is still there to be sent again.
    await forget(turn)
    options = words.pick(done.options_text)
    parts = [
        words(
            "keys-added",
            title=words.pick(done.title),
            options=Raw(f"\u00a0· {html.escape(options)}") if options else Raw(""),
            new=done.new,
            available=done.available,
        )
    ]
    if done.known:
        parts.append(words("keys-known", known=done.known))
    return Screen("\n".join(parts), fresh=True)


@conversation.command("digital", staff=True)
async def digital(
    turn: Turn, args: str, set_content: SetContent, seal: Seal, forget: ForgetMessage, download: Download
) -> Reply:
    """`/digital SKU` as a file's caption, or `/digital SKU text`."""
    words = turn.words
    sku, text = parsing.read_goods(seal.open(args))
    document = turn.incoming.document
    if not sku or (not text and document is None):
        return Screen(words("usage-digital"))
    if not turn.private:
        await forget(turn)
        return Screen(words("goods-private-only"))
    content = Content(text=text)
    if document is not None:
        content = Content(file=await _file(turn, download), name=document.name or f"{sku}.bin", mime=document.mime)
    done = await set_content(turn.actor, sku, content, turn.update_key)
    await forget(turn)
    return Screen(
        words(
            "digital-set",
            title=words.pick(done.title),
            kind=done.kind.value,
            name=content.name,
            replaced="yes" if done.replaced else "no",
        ),
        fresh=True,
    )


async def _file(turn: Turn, download: Download, limit: int = 0) -> bytes:
    document = turn.incoming.document
    if document is None or (limit and document.size > limit):
        raise FileRefused
    try:
        return await download(turn.bot_id, document.file_id)
    except PictureRefused as error:
        raise FileRefused from error


@conversation.tap(links.ShowGoods)
async def show_goods(turn: Turn, link: links.ShowGoods, open_goods: OpenGoods, send: SendGoods) -> Reply:
    """Send what was bought once more, to its buyer."""
    goods = await open_goods.of_mine(turn.actor, OrderId(link.order))
    sent = await send.again(turn.shop.id, goods, turn.words)
    return Alert(turn.words.plain("goods-shown" if sent else "goods-not-sent"), window=not sent)


@conversation.tap(links.RenewSubscription)
async def renew(turn: Turn, link: links.RenewSubscription, change: ChangeSubscription, view: ViewOrders) -> Reply:
    """Let a subscription run out, or be renewed again; the card says what holds."""
    words = turn.words
    order_id = OrderId(link.order)
    try:
        changed = await change(turn.actor, order_id, cancel=not link.renew)
    except ProviderDown:
        return Alert(words.plain("subscription-later"), window=True)
    key = "subscription-changed-active" if link.renew else "subscription-changed-cancelled"
    card = customer_card(words, turn.shop, await view.one_of_mine(turn.actor, order_id), turn.pages)
    return replace(card, toast=words.plain(key if changed else "subscription-same"))
