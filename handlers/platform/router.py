"""Shops and bots, for platform owners and owners of shops: `/newshop`, `/shops`, `/connect TOKEN`."""

import re

from bot import links
from bot.check_bot import CheckBot
from bot.connect import ConnectBot
from bot.conversation import Conversation
from bot.forget_message import ForgetMessage
from bot.screen import Button, Reply, Screen
from bot.turn import Turn
from core.kit.errors import Conflict
from core.kit.i18n.words import Raw
from core.shops.open_shop import Shops

conversation = Conversation("platform")
_CURRENCY = re.compile(r"^(?P<title>.*?)[,;\s]+(?P<currency>[A-Z]{3})$", re.DOTALL)
_TITLE_LIMIT = 60


@conversation.command("newshop", platform=True)
async def newshop(turn: Turn, args: str, shops: Shops) -> Reply:
    """`/newshop Name[, USD]`."""
    title, currency = " ".join(args.split()), "RUB"
    if match := _CURRENCY.match(title):
        title, currency = match["title"].strip(" ,;"), match["currency"]
    if not 2 <= len(title) <= _TITLE_LIMIT:
        return Screen(turn.words("usage-newshop"))
    shop_id, slug = await shops.open_for(turn.actor, title, turn.bot_id, currency, turn.update_key)
    link = f"https://t.me/{turn.bot_username}?start=s_{slug}"
    button = Button(title[:60], links.ChooseShop(shop_id))
    return Screen(turn.words("newshop-done", title=title, link=Raw(link)), ((button,),))


@conversation.command("shops", platform=True)
async def all_shops(turn: Turn, _args: str, shops: Shops) -> Reply:
    """List the platform's shops, the newest first."""
    words = turn.words
    found = await shops.all_for(turn.actor)
    rows = [
        words(
            "platform-shops-row",
            title=words.pick(shop.title),
            slug=shop.slug,
            status=Raw(words(f"shop-{shop.status.value}")),
        )
        for shop in reversed(found[-50:])
    ]
    return Screen("\n".join([words("platform-shops-title"), "", *rows]))


@conversation.command("connect", staff=True)
async def connect(
    turn: Turn, args: str, connect_bot: ConnectBot, forget: ForgetMessage, shops: Shops, check: CheckBot
) -> Reply:
    """`/connect TOKEN`: the message with the token is deleted first, whatever comes next."""
    words = turn.words
    if not args.strip():
        return Screen(words("usage-connect"))
    await forget(turn)
    if not turn.private:
        return Screen(words("connect-private-only"))
    try:
        done = await connect_bot(turn.actor, args.strip())
    except Conflict:
        return Screen(words("connect-taken"))
    text = words(
        "connect-done",
        username=done.username,
        shop=words.pick(turn.shop.title),
        link=Raw(f"https://t.me/{done.username}"),
    )
    # Looked at with Telegram's own eyes: what is not yet as it should be is said now, not when a customer finds it.
    seen = [
        ("✅ " if finding.good else "⚠️ ") + words(f"connect-{finding.code}", good="yes" if finding.good else "no")
        for finding in await check(await shops.by_id(turn.shop.id))
    ]
    rows = (
        (
            Button(words.plain("button-open-bot"), url=f"https://t.me/{done.username}"),
            Button(words.plain("button-look-again"), links.Health()),
        ),
    )
    return Screen("\n".join((text, "", *seen)), rows)
