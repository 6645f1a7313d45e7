"""Ways to pay and the rules of money as screens (pure)."""

import html
from collections.abc import Callable
from decimal import Decimal

from bot import links
from bot.friend_gift import gift
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw, Words
from core.shops.shop import ShopRules, TaxMode
from db.types.enums import DeliveryKind
from payments.set_up import Field, FieldKind, WayView

_SHOWN = 40
_HALF_ROW = 17


def _mark(view: WayView) -> str:
    if view.hidden:
        return "◐"
    return "●" if view.ready and view.rule.enabled else "○"


def ways(words: Words, found: list[WayView]) -> Screen:
    """Return every way to pay, a button each."""
    rows = tuple(
        (Button(f"{_mark(view)} {words.plain(f'payment-{view.code}')}", links.Way(view.code)),) for view in found
    )
    back = (Button(words.plain("button-payments"), links.Payments()),)
    return Screen(words("ways-title"), (*rows, back))


def _field_name(words: Words, name: str) -> str:
    """Return how a field is called; fields of one name are called alike at every provider."""
    return words.plain(f"field-{name.replace('_', '-')}")


def way(turn: Turn, view: WayView, webhook: str) -> Screen:
    """Return one way to pay: where it is offered and its settings."""
    words, rule = turn.words, view.rule
    state = "down" if view.hidden else "off" if not rule.enabled else "on" if view.ready else "incomplete"
    parts = [words("way-title", way=words.plain(f"payment-{view.code}"), state=state), ""]
    for found in view.fields:
        shown = found.value if found.kind is not FieldKind.SWITCH else words.plain("yes" if found.on else "no")
        parts.append(
            words(
                "way-field",
                name=_field_name(words, found.name),
                value=Raw(f"<code>{html.escape(shown[:_SHOWN])}</code>") if shown else Raw("—"),
            )
        )
    if webhook:
        parts += ["", words("way-webhook", url=webhook)]
    parts += ["", words("way-where", sums=_sums(turn, view), deliveries=_deliveries(words, view))]
    switch = words.plain("button-way-off" if rule.enabled else "button-way-on")
    rows: list[tuple[Button, ...]] = [(Button(switch, links.WayRule(view.code, "enabled")),)]
    buttons = [
        Button(_label(words, found), links.WayField(view.code, place)) for place, found in enumerate(view.fields)
    ]
    rows += _paired(buttons)
    rows.append(
        tuple(
            Button(
                ("☑ " if not rule.deliveries or kind in rule.deliveries else "☐ ")
                + words.plain(f"way-delivery-{kind.value}"),
                links.WayRule(view.code, kind.value),
            )
            for kind in (DeliveryKind.PICKUP, DeliveryKind.COURIER)
        )
    )
    rows.append(
        (
            Button(words.plain("button-way-least"), links.WayRule(view.code, "least")),
            Button(words.plain("button-way-most"), links.WayRule(view.code, "most")),
        )
    )
    if view.ready:
        rows.append((Button(words.plain("button-way-try"), links.TryWay(view.code)),))
    rows.append((Button(words.plain("button-back"), links.Ways()),))
    return Screen("\n".join(parts), tuple(rows))


def _paired(buttons: list[Button]) -> list[tuple[Button, ...]]:
    """Return two short buttons in a row; a long one is alone, so that it can be read."""
    short = [button for button in buttons if len(button.text) <= _HALF_ROW]
    long = [button for button in buttons if len(button.text) > _HALF_ROW]
    return [
        *(tuple(short[start : start + 2]) for start in range(0, len(short), 2)),
        *((button,) for button in long),
    ]


def _label(words: Words, found: Field) -> str:
    name = _field_name(words, found.name)
    if found.kind is FieldKind.SWITCH:
        return f"{'☑' if found.on else '☐'} {name}"[:40]
    return f"✎ {name}"[:40]


def _sums(turn: Turn, view: WayView) -> str:
    words, rule = turn.words, view.rule
    least = words.money(turn.shop.money(rule.least)) if rule.least is not None else "none"
    most = words.money(turn.shop.money(rule.most)) if rule.most is not None else "none"
    return words.plain("way-sums", least=least, most=most)


def _deliveries(words: Words, view: WayView) -> str:
    if not view.rule.deliveries:
        return words.plain("way-all-deliveries")
    return ", ".join(words.plain(f"way-delivery-{kind.value}") for kind in view.rule.deliveries)


def ask_field(words: Words, view: WayView, found: Field) -> Screen:
    """Return the question for a field's value."""
    name = _field_name(words, found.name)
    text = words("way-ask", name=name, now=found.value[:_SHOWN] or "none")
    back = (Button(words.plain("button-back"), links.Way(view.code)),)
    return Screen(text, (back,), question=text)


def ask_secret(words: Words, view: WayView, found: Field) -> Screen:
    """Return how to send a secret: a command whose message is deleted at once."""
    command = f"/way {view.code} {found.name}"
    text = words("way-ask-secret", name=_field_name(words, found.name), command=command)
    return Screen(text, ((Button(words.plain("button-back"), links.Way(view.code)),),))


def ask_sum(words: Words, view: WayView, which: str) -> Screen:
    """Return the question for the least or greatest sum."""
    text = words(f"way-ask-{which}")
    return Screen(text, ((Button(words.plain("button-back"), links.Way(view.code)),),), question=text)


def _percent(points: int) -> str:
    return f"{(Decimal(points) / 100).normalize():f}"


def _levels(words: Words, found: ShopRules, sum_: Callable[[int], str]) -> str:
    """Return the levels in words, `none` where there are none."""
    said = [words.plain("rules-level", spent=sum_(one.spent), rate=_percent(one.earn_bp)) for one in found.levels]
    return " · ".join(said) or "none"


def rules(turn: Turn, found: ShopRules) -> Screen:
    """Return the rules of money and how to change each."""
    words = turn.words

    def sum_(amount: int | None) -> str:
        return words.money(turn.shop.money(amount)) if amount is not None else "none"

    taxes = found.taxes
    rate = _percent(taxes.rate_bp if taxes.mode is not TaxMode.NONE else 0)
    parts = [
        words("rules-title"),
        "",
        words("rules-tax", mode=taxes.mode.value, rate=rate),
        words("rules-round", sum=sum_(found.round_to) if found.round_to > 1 else "none"),
        words(
            "rules-points",
            earn=_percent(found.points.earn_bp) if found.points.earn_bp else "none",
            pay=_percent(found.points.pay_up_to_bp),
        ),
        words("rules-limit", sum=sum_(found.refund_alone_limit)),
        words("rules-cash", sum=sum_(found.cash_limit) if found.cash_enabled else "none"),
        words("rules-returns", days=found.return_days),
        words("rules-hold", minutes=found.hold_minutes),
        words("rules-reviews", days="none" if found.review_days is None else found.review_days),
        words("rules-levels", levels=_levels(words, found, sum_)),
        words(
            "rules-referrals",
            inviter=gift(words, turn.shop, found.referrals.inviter, found.referrals.inviter_code),
            invited=gift(words, turn.shop, found.referrals.invited, found.referrals.invited_code),
            most=found.referrals.most,
            state="on" if found.referrals.on else "off",
        ),
        words("rules-consent", state="on" if found.news_by_consent else "off"),
        "",
        words("usage-rules"),
        words("usage-rules-more"),
    ]
    friends = Button(words.plain("button-friends-rules"), links.FriendRules())
    return Screen("\n".join(parts), ((friends, Button(words.plain("button-payments"), links.Payments())),))
