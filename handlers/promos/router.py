"""Promo codes, gift cards and other currencies by command."""

from decimal import Decimal

from bot.conversation import Conversation
from bot.screen import Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import Words
from core.orders.gift_cards import GiftCards, tidy_code
from core.orders.manage_promos import ManagePromos, PromoOrder, PromoView, SetCurrencies
from core.shops.shop import Shop
from db.types.enums import PromoKind
from db.types.money import Money, parse_major
from handlers.promos import parsing

conversation = Conversation("promos")


@conversation.command("promo", staff=True)
async def promo(turn: Turn, args: str, promos: ManagePromos) -> Reply:
    """`/promo` lists; `/promo CODE 10%|500|free …` makes one; `/promo CODE on|off` switches it."""
    words, typed = turn.words, args.split()
    if not typed:
        return Screen(_list(words, turn.shop, await promos.all(turn.actor)))
    code = tidy_code(typed[0])
    if len(typed) == 2 and typed[1].lower() in parsing.ON | parsing.OFF:
        active = typed[1].lower() in parsing.ON
        try:
            await promos.switch(turn.actor, code, active=active)
        except NotFound:
            return Screen(words("promo-not-found", code=code))
        return Screen(words("promo-on" if active else "promo-off", code=code))
    order = parsing.read_promo(args, turn.shop.currency)
    if order is None:
        return Screen(words("usage-promo"))
    try:
        await promos.create(turn.actor, order)
    except BadInput:
        return Screen(words("usage-promo"))
    return Screen(words("promo-made", code=order.code, gives=_gives(words, turn.shop, order)))


def _gives(words: Words, shop: Shop, promo: PromoOrder | PromoView) -> str:
    match promo.kind:
        case PromoKind.PERCENT:
            return words.plain("promo-gives-percent", value=f"{(Decimal(promo.value) / 100).normalize():f}")
        case PromoKind.SUM:
            return words.plain("promo-gives-sum", value=shop.money(promo.value))
        case PromoKind.FREE_DELIVERY:
            return words.plain("promo-gives-free_delivery")


def _list(words: Words, shop: Shop, found: list[PromoView]) -> str:
    if not found:
        return "\n\n".join((words("promo-list-empty"), words("usage-promo")))
    rows = [
        words(
            "promo-row",
            state="●" if promo.active else "○",
            code=promo.code,
            gives=_gives(words, shop, promo),
            used=promo.used,
            cap=str(promo.max_uses) if promo.max_uses is not None else "none",
        )
        for promo in found[:30]
    ]
    return "\n".join((words("promo-list"), "", *rows, "", words("usage-promo")))


@conversation.command("giftcard", staff=True)
async def gift_card(turn: Turn, args: str, cards: GiftCards) -> Reply:
    """`/giftcard 1000 [reason]`: the code is shown once, to whoever made the card."""
    if not turn.private:
        return Screen(turn.words("secret-only-in-private"))
    typed, _, reason = args.strip().partition(" ")
    try:
        amount = parse_major(typed, turn.shop.currency)
        card = await cards.issue(turn.actor, amount, turn.shop.currency, reason=reason.strip(), key=turn.update_key)
    except (ValueError, BadInput):
        return Screen(turn.words("usage-giftcard"))
    return Screen(turn.words("giftcard-made", sum=turn.shop.money(card.balance), code=card.code))


@conversation.command("rate", staff=True)
async def rate(turn: Turn, args: str, currencies: SetCurrencies) -> Reply:
    """`/rate USD 0.0125|off`, or a variant's own price: `/rate SKU 150 XTR`."""
    words, typed = turn.words, args.upper().split()
    try:
        if len(typed) == 3:
            price = parse_major(typed[1], typed[2])
            await currencies.price(turn.actor, typed[0], typed[2], price)
            return Screen(words("price-in-set", sku=typed[0], sum=Money(price, typed[2])))
        if len(typed) != 2:
            return Screen(words("usage-rate"))
        if typed[1].lower() in parsing.OFF:
            await currencies.rate(turn.actor, typed[0], None)
            return Screen(words("rate-gone", currency=typed[0]))
        read = parsing.read_rate(typed[1])
        if read is None:
            return Screen(words("usage-rate"))
        await currencies.rate(turn.actor, typed[0], read)
    except (ValueError, BadInput, NotFound):
        return Screen(words("usage-rate"))
    return Screen(words("rate-set", base=turn.shop.currency, rate=f"{read:f}", currency=typed[0]))
