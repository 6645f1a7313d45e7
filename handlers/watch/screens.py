"""Screens of the audit and of health."""

import html
from typing import Any

from bot import links
from bot.links import Link
from bot.screen import Button, Rows, Screen
from core.kit.i18n.words import Raw, Words
from core.shops.shop import Shop
from core.shops.watch import AuditEntry, AuditPage, Finding
from db.types.enums import PromoKind
from db.types.money import Money

_VALUE = 40
# What is kept in minor units of the shop's currency, or of the one named beside it.
_MONEY = frozenset({"price", "old_price", "free_from"})
# Where a finding is mended.
_MENDS: dict[str, Link] = {
    "group": links.Help("help"),
    "delivery": links.Deliveries(),
    "zones": links.Deliveries(),
    "ways": links.Ways(),
    "providers": links.Payments(),
    "books": links.Payments(),
    "terms": links.ShopCard(),
    "contact": links.ShopCard(),
    "answers": links.StaffOrders("new"),
    "refunds": links.Payments(),
    "goods": links.Stock(),
}


def audit(words: Words, shop: Shop, page: AuditPage, asked: str = "") -> Screen:
    """A page of changes."""
    lines = [words("audit-title", intact="yes" if page.intact else "no")]
    if asked:
        lines.append(words("audit-asked", asked=asked))
    if not page.entries:
        lines.append(words("audit-none"))
    rows: list[tuple[Button, ...]] = []
    for entry in page.entries:
        lines += ["", _entry(words, shop, entry)]
        if entry.undoable:
            label = words.plain("button-audit-undo", target=entry.target[:24], seq=str(entry.seq))
            rows.append((Button(label, links.Undo(entry.seq)),))
    if page.older and not asked:
        rows.append((Button(words.plain("button-earlier"), links.Audit(page.older)),))
    return Screen("\n".join(lines), (*rows, *_home(words)))


def _entry(words: Words, shop: Shop, entry: AuditEntry) -> str:
    thing, _, verb = entry.action.partition(".")
    text = words(
        "audit-entry",
        seq=str(entry.seq),
        when=words.when(entry.at, shop.timezone),
        who=entry.who or words.plain("audit-nobody"),
        action=_action(words, thing, verb),
        target=entry.target,
    )
    after = entry.after or {}
    changes = (
        _gives(words, shop, after)
        if entry.action == "promo.created"
        else _changes(words, shop, entry.before or {}, after)
    )
    return f"{text}\n{changes}" if changes else text


def _action(words: Words, thing: str, verb: str) -> str:
    verb, undone = verb.removesuffix(".undone"), verb.endswith(".undone")
    known = words.keys()
    shown = words.plain(f"audit-{thing}") if f"audit-{thing}" in known else thing
    # A rule or a field is named by its target; that it was changed is what there is to say.
    done = words.plain(f"audit-did-{verb}" if f"audit-did-{verb}" in known else "audit-did-changed")
    return f"{shown}: {done}" + (words.plain("audit-undone") if undone else "")


def _gives(words: Words, shop: Shop, promo: dict[str, Any]) -> str:
    """Say what a promo code gives, as the list of codes does."""
    match promo.get("kind"):
        case PromoKind.PERCENT:
            given = words.plain("promo-gives-percent", value=f"{promo['value'] / 100:g}")
        case PromoKind.SUM:
            given = words.plain("promo-gives-sum", value=shop.money(promo["value"]))
        case _:
            given = words.plain("promo-gives-free_delivery")
    return f"<i>{html.escape(given, quote=False)}</i>"


def _changes(words: Words, shop: Shop, before: dict[str, Any], after: dict[str, Any]) -> str:
    keys = [key for key in after if before.get(key) != after[key]] or list(before.keys() - after.keys())
    shown = []
    for key in keys[:3]:
        old, new = (_value(words, shop, key, values) for values in (before, after))
        named = words.plain(f"audit-field-{key}") if f"audit-field-{key}" in words.keys() else key  # noqa: SIM118
        name = "" if key == "value" else f"{html.escape(named, quote=False)}: "
        shown.append(f"<i>{name}{old} → {new}</i>" if key in before else f"<i>{name}{new}</i>")
    return "\n".join(shown)


def _value(words: Words, shop: Shop, key: str, values: dict[str, Any]) -> str:
    value = values.get(key)
    if isinstance(value, bool):
        value = words.plain("audit-yes" if value else "audit-no")
    elif isinstance(value, int) and (key in _MONEY or (key == "amount" and "currency" in values)):
        value = words.money(Money(value, values.get("currency", shop.currency)))
    elif isinstance(value, dict):
        # Stock: what was added, and what it came to.
        value = " → ".join(f"{part:+}" if name == "delta" else f"{part}" for name, part in value.items())
    elif isinstance(value, list) and all(isinstance(one, dict) and "title" in one for one in value):
        # Blocks of the first page, by what they are called.
        value = ", ".join(words.pick(one["title"]) for one in value) or None
    text = " ".join(str(value if value is not None else "–").split())
    return html.escape(text if len(text) <= _VALUE else f"{text[: _VALUE - 1]}…", quote=False)


def health(words: Words, shop: Shop, findings: list[Finding]) -> Screen:
    """What is wrong first, each with a way to mend it; then what is right, in short."""
    bad = [finding for finding in findings if not finding.good]
    lines = [words("health-title", shop=words.pick(shop.title), bad=len(bad)), ""]
    for finding in bad:
        why = "yes" if finding.said else "no"
        said = words(f"health-bad-{finding.code}", count=finding.count, said=finding.said, why=why)
        lines.append(f"⚠️ {said}")
    if bad:
        lines.append("")
    good = [words.plain(f"health-{finding.code}") for finding in findings if finding.good]
    if good:
        lines.append(words("health-good", list=Raw(html.escape(", ".join(good), quote=False))))
    buttons: Rows = tuple(
        (Button(words.plain(f"button-mend-{finding.code}"), _MENDS[finding.code]),)
        for finding in bad
        if finding.code in _MENDS
    )
    again = (Button(words.plain("button-look-again"), links.Health()), *_home(words)[0])
    return Screen("\n".join(lines), (*buttons, again))


def _home(words: Words) -> Rows:
    return ((Button(words.plain("button-menu"), links.Home()),),)
