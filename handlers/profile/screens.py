"""A customer's own page and what is behind its buttons (pure)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import quote

from bot import links
from bot.friend_gift import gift
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import Raw, Words
from core.notifications.choices import ALWAYS
from core.orders.addresses import SavedAddress
from core.orders.contact import show_phone
from core.orders.loyalty import Bonuses
from db.types.enums import NotificationKind

Row = tuple[Button, ...]


def _back(words: Words, link: links.Link | None = None) -> Row:
    return (
        Button(words.plain("button-back"), link or links.Profile()),
        Button(words.plain("button-menu"), links.Home()),
    )


def page(turn: Turn, phone_: str | None, address_: str | None, found: Bonuses) -> Screen:
    """Return the page."""
    words, rules = turn.words, turn.shop.rules
    parts = [words("profile-title", name=turn.actor.name), "", words("profile-language")]
    if phone_:
        parts.append(words("profile-phone", phone=show_phone(phone_)))
    if address_:
        parts.append(words("profile-address", address=address_))
    if not phone_ and not address_:
        parts += ["", words("profile-empty")]
    loyal = bool(rules.points.earn_bp or rules.levels or rules.referrals.on or found.points)
    if loyal:
        parts.append(words("profile-points", points=turn.shop.money(found.points), level=_level(words, found)))
    rows: list[Row] = [
        (
            Button(words.plain("button-orders"), links.Orders()),
            Button(words.plain("button-favourites"), links.Favourites()),
        ),
        (
            Button(words.plain("button-addresses"), links.Addresses()),
            Button(words.plain("button-phone"), links.Phone()),
        ),
        (
            Button(words.plain("button-choices"), links.Choices()),
            Button(words.plain("button-alerts"), links.Alerts()),
        ),
    ]
    if loyal:
        rows.append((Button(words.plain("button-bonuses"), links.Bonuses()),))
    rows += [
        (
            Button(words.plain("button-language"), links.ChooseLanguage()),
            Button(words.plain("button-my-data"), links.MyData()),
        ),
        (Button(words.plain("button-sessions"), links.Sessions()), Button(words.plain("button-menu"), links.Home())),
    ]
    return Screen("\n".join(parts), tuple(rows))


def _level(words: Words, found: Bonuses) -> Raw:
    return Raw(words(f"level-{found.level.place}"))


# ── addresses and phone ──────────────────────────────────────────────────────────────────────────────────


def addresses(words: Words, found: Sequence[SavedAddress]) -> Screen:
    """Return the addresses one keeps."""
    rows = tuple((Button((("● " if one.preferred else "") + one.name)[:60], links.Addresses(one.id)),) for one in found)
    add = (Button(words.plain("button-address-add"), links.Addresses(0, "add")),)
    return Screen(words("addresses-title" if rows else "addresses-empty"), (*rows, add, _back(words)))


def address(words: Words, one: SavedAddress) -> Screen:
    """Return one address with what can be done with it."""
    rows: list[Row] = []
    if not one.preferred:
        rows.append((Button(words.plain("button-address-prefer"), links.Addresses(one.id, "prefer")),))
    rows.append(
        (
            Button(words.plain("button-address-label"), links.Addresses(one.id, "label")),
            Button(words.plain("button-address-drop"), links.Addresses(one.id, "drop")),
        )
    )
    text = words("address-one", label=one.label or words.plain("address-unlabelled"), address=one.address)
    if one.preferred:
        text += "\n\n" + words("address-preferred")
    return Screen(text, (*rows, _back(words, links.Addresses())))


def ask_address(words: Words) -> Screen:
    """Return the question for an address."""
    return Screen(words("address-ask"), (_back(words, links.Addresses()),))


def ask_label(words: Words, address_id: int) -> Screen:
    """Return the question what to call an address."""
    return Screen(words("address-ask-label"), (_back(words, links.Addresses(address_id)),))


def phone(words: Words, known: str | None) -> Screen:
    """Return the phone with what can be done with it."""
    rows: list[Row] = [(Button(words.plain("button-phone-change"), links.Phone("change")),)]
    if known:
        rows.append((Button(words.plain("button-phone-forget"), links.Phone("forget")),))
    text = words("profile-phone", phone=show_phone(known)) if known else words("profile-no-phone")
    return Screen(f"{text}\n\n{words('profile-phone-why')}", (*rows, _back(words)))


# ── what to be written to about ──────────────────────────────────────────────────────────────────────────


def choices(words: Words, found: Mapping[NotificationKind, bool]) -> Screen:
    """Return what one is written to about, each kind with its switch."""
    rows: list[Row] = []
    for kind, allowed in found.items():
        name = words.plain(f"choice-{kind.value}")
        if kind in ALWAYS:
            rows.append((Button(words.plain("choice-always", name=name), links.Nothing()),))
        else:
            text = words.plain("choice-on" if allowed else "choice-off", name=name)
            rows.append((Button(text, links.Choices(kind.value, int(not allowed))),))
    return Screen(words("choices-title"), (*rows, _back(words)))


# ── points and friends ───────────────────────────────────────────────────────────────────────────────────


def bonuses(turn: Turn, found: Bonuses) -> Screen:
    """Return points, level with what is missing to the next, and the invitation link."""
    words, shop, rules = turn.words, turn.shop, turn.shop.rules
    rate = f"{(Decimal(found.level.earn_bp) / 100).normalize():f}"
    parts = [words("bonuses-title", points=shop.money(found.points))]
    if found.level.earn_bp:
        parts.append(words("bonuses-rate", rate=rate))
    if rules.levels:
        parts += ["", words("bonuses-level", level=_level(words, found), spent=shop.money(found.level.spent))]
        if found.level.missing is not None:
            parts.append(
                words(
                    "bonuses-missing",
                    missing=shop.money(found.level.missing),
                    level=Raw(words(f"level-{found.level.place + 1}")),
                )
            )
    rows: list[Row] = []
    if rules.referrals.on:
        link = f"https://t.me/{turn.bot_username}?start=r_{found.code}"
        parts += [
            "",
            words(
                "bonuses-friends",
                inviter=gift(words, shop, rules.referrals.inviter, rules.referrals.inviter_code),
                invited=gift(words, shop, rules.referrals.invited, rules.referrals.invited_code),
            ),
            words("bonuses-link", link=link),
        ]
        if found.invited:
            parts.append(
                words(
                    "bonuses-invited",
                    invited=found.invited,
                    rewarded=found.rewarded,
                    earned=shop.money(found.earned),
                )
            )
        said = quote(words.plain("bonuses-share", shop=words.pick(shop.title)))
        rows.append(
            (Button(words.plain("button-invite-friend"), url=f"https://t.me/share/url?url={quote(link)}&text={said}"),)
        )
    return Screen("\n".join(parts), (*rows, _back(words)))


def welcome(turn: Turn, *, came: bool) -> Screen:
    """Greet who came by a friend's link."""
    words, shop = turn.words, turn.shop
    text = words("friend-welcome", shop=words.pick(shop.title))
    promised = gift(words, shop, shop.rules.referrals.invited, shop.rules.referrals.invited_code)
    if came and promised != "none":
        text += "\n\n" + words("friend-gift", gift=promised)
    rows = (
        (Button(words.plain("button-catalogue"), links.Category()),),
        (Button(words.plain("button-menu"), links.Home()),),
    )
    return Screen(text, rows)


# ── one's data ───────────────────────────────────────────────────────────────────────────────────────────


def my_data(words: Words) -> Screen:
    """Return what is kept and what can be done about it."""
    rows = (
        (Button(words.plain("button-my-data-get"), links.MyData("get")),),
        (Button(words.plain("button-my-data-erase"), links.MyData("erase")),),
    )
    return Screen(words("my-data"), (*rows, _back(words)))


def erase(words: Words, *, again: bool) -> Screen:
    """Ask whether to forget everything, and once more."""
    button = "button-my-data-really" if again else "button-my-data-sure"
    link = links.MyData("really" if again else "sure")
    rows = ((Button(words.plain("button-my-data-keep"), links.MyData()),), (Button(words.plain(button), link),))
    return Screen(words("my-data-really" if again else "my-data-erase"), (*rows, _back(words, links.MyData())))


def erased(words: Words) -> Screen:
    """Return what was forgotten and what stays."""
    return Screen(words("my-data-erased"), ((Button(words.plain("button-menu"), links.Home()),),))
