"""Broadcasts as screens (pure)."""

from collections.abc import Mapping, Sequence

from bot import campaign_screen, links
from bot.screen import Button, Rows, Screen
from bot.turn import Turn
from core.kit.i18n.words import LANGUAGES, Words
from core.shops.catalogue import Category
from core.talks.broadcasts import BroadcastView
from core.talks.campaign import Campaign
from db.types.enums import Audience, CampaignState

LAPSED = (30, 60, 90)
_SHELVES = 30


def _back(words: Words, campaign_id: int) -> tuple[Button, ...]:
    return (Button(words.plain("button-back"), links.Broadcast(campaign_id)),)


def listed(turn: Turn, found: Sequence[tuple[Campaign, int]]) -> Screen:
    """Return the newest broadcasts and a button for a new one."""
    words = turn.words
    rows: list[tuple[Button, ...]] = [(Button(words.plain("button-broadcast-new"), links.Broadcast(0, "new")),)]
    for campaign, sent in found:
        text = words.plain("broadcast-in-list", state=campaign.state.value, title=_title(words, campaign), sent=sent)
        rows.append((Button(text[:60], links.Broadcast(campaign.id)),))
    rows.append((Button(words.plain("button-menu"), links.Home()),))
    return Screen(words("broadcasts-title" if found else "broadcasts-none"), tuple(rows))


def _title(words: Words, campaign: Campaign) -> str:
    said = words.pick(campaign.texts)
    plain = "".join(part.partition(">")[2] or part for part in said.split("<")) if "<" in said else said
    return " ".join(plain.split())[:30] or words.plain("broadcast-empty")


def audience(words: Words, campaign: Campaign) -> str:
    """Return in words whom a broadcast is for."""
    asked = campaign.conditions
    text = words.plain(f"audience-{campaign.audience.value}", days=asked.days, title=asked.title)
    return f"{text}, {words.plain(f'lang-{asked.language}')}" if asked.language else text


def one(turn: Turn, view: BroadcastView, *, fresh: bool = False) -> Screen:
    """Return a broadcast: a draft to put together, or how it goes."""
    campaign, words = view.campaign, turn.words
    if campaign.state not in (CampaignState.DRAFT, CampaignState.SCHEDULED):
        return campaign_screen.progress(words, campaign, view.results)
    starts = campaign.starts_at if campaign.state is CampaignState.SCHEDULED else None
    text = words(
        "broadcast-view",
        audience=audience(words, campaign),
        people=view.people,
        of=view.of,
        texts=" · ".join(words.plain(f"lang-{name}") for name in LANGUAGES if name in campaign.texts) or "none",
        photo="yes" if campaign.media_id is not None else "no",
        button=(campaign.button.title or words.plain("button-campaign-open")) if campaign.button else "none",
        starts=words.when(starts, turn.shop.timezone) if starts else "none",
    )
    return Screen(text, _draft_rows(words, campaign), fresh=fresh)


def _draft_rows(words: Words, campaign: Campaign) -> Rows:
    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.Broadcast(campaign.id, what))

    rows: list[tuple[Button, ...]] = [
        tuple(
            Button(
                words.plain("button-broadcast-text", language=words.plain(f"lang-{name}")),
                links.BroadcastText(campaign.id, name),
            )
            for name in sorted(LANGUAGES, key=lambda name: name != words.language)
        ),
        (Button(words.plain("button-broadcast-audience"), links.BroadcastAudience(campaign.id)),),
        (
            does("button-broadcast-no-photo", "nophoto")
            if campaign.media_id
            else does("button-broadcast-photo", "photo"),
            does("button-broadcast-no-button", "nobutton")
            if campaign.button
            else does("button-broadcast-button", "button"),
        ),
    ]
    if campaign.texts:
        rows.append((does("button-broadcast-look", "look"), does("button-broadcast-test", "test")))
        if campaign.state is CampaignState.SCHEDULED:
            rows.append((does("button-broadcast-unschedule", "unplan"),))
        else:
            rows.append((does("button-broadcast-later", "later"), does("button-broadcast-now", "ask")))
    rows.append(
        (does("button-broadcast-remove", "remove"), Button(words.plain("button-broadcasts"), links.Broadcasts()))
    )
    return tuple(rows)


def sure(words: Words, view: BroadcastView) -> Screen:
    """Return the last question before it begins."""
    campaign_id = view.campaign.id
    text = words("broadcast-sure", people=view.people, audience=audience(words, view.campaign))
    yes = Button(words.plain("button-broadcast-sure", people=view.people), links.Broadcast(campaign_id, "now"))
    return Screen(text, ((yes,), _back(words, campaign_id)))


def ask(words: Words, key: str, campaign_id: int) -> Screen:
    """Return a question for something typed."""
    text = words(key)
    return Screen(text, (_back(words, campaign_id),), question=text)


def ask_text(words: Words, campaign: Campaign, language: str) -> Screen:
    """Return the question for the text, with the present one to look at."""
    rows: list[tuple[Button, ...]] = []
    if language in campaign.texts:
        take_out = links.BroadcastText(campaign.id, language, "none")
        rows.append((Button(words.plain("button-broadcast-no-text"), take_out),))
    text = words("broadcast-ask-text", language=words.plain(f"lang-{language}"))
    return Screen(text, (*rows, _back(words, campaign.id)), question=text)


def ask_button(words: Words, campaign_id: int, tree: Sequence[Category]) -> Screen:
    """Return the question for the button: typed, or a shelf."""
    shelves = [
        (Button(f"{one.emoji} {words.pick(one.title)}".strip()[:60], links.BroadcastButton(campaign_id, one.id)),)
        for one in tree[:_SHELVES]
    ]
    text = words("broadcast-ask-button")
    return Screen(text, (*shelves, _back(words, campaign_id)), question=text)


def ask_audience(words: Words, campaign: Campaign, counts: Mapping[Audience, int]) -> Screen:
    """Return the audiences with how many people each reaches, and the languages."""

    def choice(kind: Audience, *, days: int = 0) -> Button:
        text = words.plain(f"audience-{kind.value}", days=days, title="")
        count = counts.get(kind) if not days or days == campaign.conditions.days else None
        chosen = campaign.audience is kind and (not days or days == campaign.conditions.days)
        label = f"{'✓ ' if chosen else ''}{text}{'' if count is None else f' · {count}'}"
        return Button(label, links.BroadcastAudience(campaign.id, kind.value, days))

    def language(name: str) -> Button:
        label = words.plain(f"lang-{name}") if name else words.plain("audience-any-language")
        mark = "✓ " if campaign.conditions.language == name else ""
        return Button(mark + label, links.BroadcastAudience(campaign.id, f"l{name}"))

    rows: tuple[tuple[Button, ...], ...] = (
        (choice(Audience.ALL), choice(Audience.BUYERS)),
        (choice(Audience.CART),),
        *((choice(Audience.LAPSED, days=days),) for days in LAPSED),
        (Button(words.plain("button-audience-days"), links.BroadcastAudience(campaign.id, "days")),),
        (
            Button(words.plain("button-audience-product"), links.BroadcastAudience(campaign.id, Audience.BOUGHT.value)),
            Button(words.plain("button-audience-shelf"), links.BroadcastAudience(campaign.id, Audience.CATEGORY.value)),
        ),
        tuple(language(name) for name in ("", *LANGUAGES)),
        _back(words, campaign.id),
    )
    return Screen(words("broadcast-ask-audience", audience=audience(words, campaign)), rows)


def ask_shelf(words: Words, campaign_id: int, tree: Sequence[Category]) -> Screen:
    """Return the shelves, to choose whose buyers are written to."""
    kind = Audience.CATEGORY.value
    shelves = [
        (
            Button(
                f"{one.emoji} {words.pick(one.title)}".strip()[:60], links.BroadcastAudience(campaign_id, kind, one.id)
            ),
        )
        for one in tree[:_SHELVES]
    ]
    back = (Button(words.plain("button-back"), links.BroadcastAudience(campaign_id)),)
    return Screen(words("broadcast-ask-shelf"), (*shelves, back))


def looked_at(words: Words, message: Screen, campaign_id: int) -> Screen:
    """Return the message as it will look, with the way back below."""
    return Screen(message.text, (*message.rows, _back(words, campaign_id)), message.photo)


def subscribed(words: Words, chosen: links.StopNews) -> Screen:
    """Return what was chosen about such messages, with the button to take it back."""
    again = links.StopNews(chosen.kind, 0 if chosen.wanted else 1)
    label = words.plain("button-stop-news" if chosen.wanted else "button-want-news")
    rows = ((Button(label, again),), (Button(words.plain("button-menu"), links.Home()),))
    return Screen(words("news-wanted" if chosen.wanted else "news-stopped"), rows, fresh=True)
