"""Scenarios as screens (pure)."""

from collections.abc import Sequence

from bot import links
from bot.screen import Button, Screen
from bot.turn import Turn
from core.kit.i18n.words import LANGUAGES, Raw, Words
from core.talks.campaign import Campaign
from core.talks.scenarios import ScenarioView
from db.types.enums import CampaignState, SendState, Trigger

_DAY, _HOUR = 24 * 60, 60


def _name(words: Words, campaign: Campaign) -> str:
    if campaign.code is not None:
        return words.plain(f"scenario-name-{campaign.code}")
    return _when(words, campaign.trigger or Trigger.OPENED, campaign.delay_minutes)


def _when(words: Words, trigger: Trigger, minutes: int) -> str:
    """Return in words after what a scenario writes, and how much later."""
    return words.plain(f"scenario-trigger-{trigger.value.replace('_', '-')}", delay=_delay(words, minutes))


def _delay(words: Words, minutes: int) -> str:
    if minutes and minutes % _DAY == 0:
        return words.plain("scenario-days", count=minutes // _DAY)
    if minutes and minutes % _HOUR == 0:
        return words.plain("scenario-hours", count=minutes // _HOUR)
    return words.plain("scenario-minutes", count=minutes)


def listed(turn: Turn, found: Sequence[tuple[Campaign, int]]) -> Screen:
    """Return every scenario with its switch and what it sent."""
    words = turn.words
    rows = [
        (
            Button(
                f"{'🟢' if campaign.state is CampaignState.ON else '⚪️'} {_name(words, campaign)}"[:52]
                + (f" · {sent}" if sent else ""),
                links.Scenario(campaign.id),
            ),
        )
        for campaign, sent in found
    ]
    rows.append((Button(words.plain("button-scenario-new"), links.NewScenario()),))
    rows.append((Button(words.plain("button-menu"), links.Home()),))
    return Screen(words("scenarios-title"), tuple(rows))


def one(turn: Turn, view: ScenarioView) -> Screen:
    """Return one scenario: when it writes to whom, what came of it, what can be changed."""
    words, campaign, results = turn.words, view.campaign, view.results
    asked, quiet = campaign.conditions, campaign.quiet or (0, 0)
    lines = [
        words(
            "scenario-view",
            name=_name(words, campaign),
            state="on" if campaign.state is CampaignState.ON else "off",
            when=_when(words, campaign.trigger or Trigger.OPENED, campaign.delay_minutes),
        ),
        words(
            "scenario-whom",
            language=asked.language or "any",
            bought=asked.bought or "any",
            first="yes" if asked.first_order else "no",
            least=words.money(turn.shop.money(asked.least)) if asked.least else "none",
        ),
        words("scenario-limits", cap=campaign.cap_days, begins=quiet[0], ends=quiet[1]),
    ]
    for language in LANGUAGES:
        if language in campaign.texts:
            lines += ["", f"{words.plain(f'lang-{language}')}:", campaign.texts[language]]
    if campaign.promo_code:
        lines.append(words("campaign-promo", code=campaign.promo_code))
    lines += ["", words("scenario-sent", count=results.count(SendState.SENT), waits=results.count(SendState.WAITING))]
    if results.count(SendState.UNKNOWN):
        lines.append(words("broadcast-unknown", count=results.count(SendState.UNKNOWN)))
    if results.orders:
        revenue = Raw(" + ".join(words.money(sum_) for sum_ in results.revenue))
        lines.append(words("campaign-followed", orders=results.orders, revenue=revenue))
    return Screen("\n".join(lines), _rows(words, campaign, doubt=bool(results.count(SendState.UNKNOWN))))


def _rows(words: Words, campaign: Campaign, *, doubt: bool) -> tuple[tuple[Button, ...], ...]:
    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.Scenario(campaign.id, what))

    on = campaign.state is CampaignState.ON
    texts = tuple(
        Button(
            words.plain("button-broadcast-text", language=words.plain(f"lang-{name}")),
            links.Scenario(campaign.id, f"text-{name}"),
        )
        for name in sorted(LANGUAGES, key=lambda name: name != words.language)
    )
    button = does("button-broadcast-button", "button")
    if campaign.button is not None:
        button = does("button-broadcast-no-button", "nobutton")
    rows: list[tuple[Button, ...]] = [
        (does("button-scenario-off" if on else "button-scenario-on", "off" if on else "on"),),
        texts,
        (does("button-scenario-delay", "delay"), does("button-scenario-cap", "cap")),
        (does("button-scenario-quiet", "quiet"), does("button-scenario-promo", "promo")),
        (button, does("button-scenario-language", "language")),
        (does("button-scenario-bought", "bought"), does("button-scenario-first", "first")),
    ]
    if doubt:
        # What is off writes to nobody: there the only question is whether to let it be.
        again = (does("button-unknown-again", "again"),) if on else ()
        rows.insert(0, (*again, does("button-unknown-leave", "leave")))
    if campaign.trigger in (Trigger.PAID, Trigger.DELIVERED):
        rows.append((does("button-scenario-least", "least"),))
    last = does("button-scenario-restore", "restore") if campaign.code else does("button-scenario-remove", "remove")
    rows.append((does("button-broadcast-test", "test"), last))
    rows.append((Button(words.plain("button-back"), links.Scenarios()),))
    return tuple(rows)


def ask(words: Words, key: str, campaign_id: int) -> Screen:
    """Return a question for something typed."""
    text = words(key)
    back = Button(words.plain("button-back"), links.Scenario(campaign_id))
    return Screen(text, ((back,),), question=text)


def ask_trigger(words: Words) -> Screen:
    """Ask what a new scenario waits for."""
    rows = [(Button(_when(words, trigger, _DAY), links.NewScenario(trigger.value)),) for trigger in Trigger]
    return Screen(words("scenario-ask-trigger"), (*rows, (Button(words.plain("button-back"), links.Scenarios()),)))
