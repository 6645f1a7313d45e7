"""A marketing message as its reader sees it, and how a broadcast goes as staff see it (pure)."""

from bot import links
from bot.incoming import escaped
from bot.screen import Button, Photo, Screen
from core.kit.i18n.words import Raw, Words
from core.talks.campaign import Campaign, CampaignButton, Results
from db.types.enums import CampaignState, SendState, Trigger

_BAR = 10


def message(words: Words, campaign: Campaign, name: str, occasion: str = "") -> Screen:
    """Return the message to one person; every one can be unsubscribed from by a tap.

    `occasion` is what a scenario follows: without a button of its own it leads there.
    """
    text = words.pick(campaign.texts).replace("{name}", escaped(name))
    if campaign.promo_code:
        text += "\n\n" + words("campaign-promo", code=campaign.promo_code)
    rows = []
    if campaign.button is not None:
        rows.append((_button(words, campaign.button),))
    elif campaign.trigger is not None:
        rows.append((_back_to(words, campaign.trigger, occasion),))
    rows.append((Button(words.plain("button-stop-news"), links.StopNews(campaign.about.value)),))
    photo = Photo(campaign.media_id) if campaign.media_id is not None else None
    return Screen(text, tuple(rows), photo, fresh=True)


def _button(words: Words, button: CampaignButton) -> Button:
    title = button.title or words.plain("button-campaign-open")
    if button.url is not None:
        return Button(title, url=button.url)
    if button.product is not None:
        return Button(title, links.Product(button.product))
    return Button(title, links.Category(button.category or 0))


def _back_to(words: Words, trigger: Trigger, occasion: str) -> Button:
    """Return the button to what a scenario is about."""
    number = occasion.rpartition(":")[2]
    match trigger:
        case Trigger.CART_LEFT:
            return Button(words.plain("button-cart"), links.Cart())
        case Trigger.VIEWED if number:
            return Button(words.plain("button-campaign-open"), links.Product(int(number)))
        case Trigger.PAID | Trigger.DELIVERED if number:
            return Button(words.plain("button-open-order"), links.Order(int(number)))
        case _:
            return Button(words.plain("button-catalogue"), links.Category())


def progress(words: Words, campaign: Campaign, results: Results) -> Screen:
    """Return how a broadcast goes, with what can be done about it."""
    done = results.total - results.count(SendState.WAITING, SendState.CLAIMED)
    share = done * _BAR // results.total if results.total else 0
    lines = [
        words("broadcast-progress-title", state=campaign.state.value),
        f"{'▓' * share}{'░' * (_BAR - share)} {done} / {results.total}",
        "",
        words("broadcast-sent", count=results.count(SendState.SENT)),
    ]
    for key, state in (
        ("broadcast-blocked", SendState.BLOCKED),
        ("broadcast-skipped", SendState.SKIPPED),
        ("broadcast-failed", SendState.FAILED),
        ("broadcast-unknown", SendState.UNKNOWN),
    ):
        if results.count(state):
            lines.append(words(key, count=results.count(state)))
    if results.orders:
        revenue = Raw(" + ".join(words.money(sum_) for sum_ in results.revenue))
        lines += ["", words("campaign-followed", orders=results.orders, revenue=revenue)]

    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.Broadcast(campaign.id, what))

    rows: list[tuple[Button, ...]] = []
    match campaign.state:
        case CampaignState.SENDING:
            rows.append((does("button-broadcast-pause", "pause"), does("button-broadcast-cancel", "cancel")))
        case CampaignState.PAUSED:
            rows.append((does("button-broadcast-resume", "resume"), does("button-broadcast-cancel", "cancel")))
        case _:
            pass
    if results.count(SendState.UNKNOWN):
        rows.append((does("button-unknown-again", "again"), does("button-unknown-leave", "leave")))
    rows.append((does("button-refresh", "show"), Button(words.plain("button-broadcasts"), links.Broadcasts())))
    return Screen("\n".join(lines), tuple(rows))
