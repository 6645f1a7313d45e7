"""`/scenarios`: ready-made messages to switch on, and one's own."""

from collections.abc import Awaitable, Callable

from aiogram.exceptions import TelegramAPIError

from bot import links
from bot.campaigns import Mailer
from bot.conversation import Conversation
from bot.fleet import Fleet
from bot.screen import Alert, Reply
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.kit.i18n.words import LANGUAGES
from core.talks.campaign import Campaign
from core.talks.scenarios import Scenarios
from core.talks.send_campaigns import Claimed
from db.types.enums import Trigger
from db.types.money import parse_major
from handlers.scenarios import screens
from handlers.scenarios.parsing import means_nothing, read_cap, read_delay, read_quiet

conversation = Conversation("scenarios")
FIELD = "scenarios.field"
_ASKED = {
    **{f"text-{language}": "scenario-ask-text" for language in LANGUAGES},
    "delay": "scenario-ask-delay",
    "cap": "scenario-ask-cap",
    "quiet": "scenario-ask-quiet",
    "promo": "scenario-ask-promo",
    "button": "scenario-ask-button",
    "least": "scenario-ask-least",
}
_NEXT_LANGUAGE = {"": "ru", "ru": "en", "en": ""}
_NEXT_BOUGHT = {"": "yes", "yes": "no", "no": ""}


@conversation.command("scenarios", staff=True)
async def scenarios_command(turn: Turn, _args: str, scenarios: Scenarios) -> Reply:
    """List the scenarios."""
    return screens.listed(turn, await scenarios.all(turn.actor))


@conversation.tap(links.Scenarios)
async def show_all(turn: Turn, _link: links.Scenarios, scenarios: Scenarios) -> Reply:
    """List the scenarios."""
    return screens.listed(turn, await scenarios.all(turn.actor))


@conversation.tap(links.NewScenario)
async def new(turn: Turn, link: links.NewScenario, scenarios: Scenarios) -> Reply:
    """Ask what a new scenario waits for, then begin it."""
    if link.trigger not in [trigger.value for trigger in Trigger]:
        await scenarios.all(turn.actor)
        return screens.ask_trigger(turn.words)
    campaign_id = await scenarios.create(turn.actor, Trigger(link.trigger))
    return screens.one(turn, await scenarios.one(turn.actor, campaign_id))


@conversation.tap(links.Scenario)
async def one(turn: Turn, link: links.Scenario, scenarios: Scenarios, mailer: Mailer, fleet: Fleet) -> Reply:
    """Show a scenario, switch it, or ask for a part of it."""
    view = await scenarios.one(turn.actor, link.campaign)
    if link.what in _ASKED:
        await turn.ask(FIELD, campaign=link.campaign, what=link.what)
        return screens.ask(turn.words, _ASKED[link.what], link.campaign)
    if link.what == "test":
        return await _test(turn, view.campaign, mailer, fleet)
    await _does(turn, link, view.campaign, scenarios)
    if link.what == "remove":
        return screens.listed(turn, await scenarios.all(turn.actor))
    return screens.one(turn, await scenarios.one(turn.actor, link.campaign))


async def _does(turn: Turn, link: links.Scenario, campaign: Campaign, scenarios: Scenarios) -> None:
    """Do what a button says. Raises: BadInput: no such thing; and what scenarios refuse."""
    actor, asked = turn.actor, campaign.conditions
    deeds: dict[str, Callable[[], Awaitable[object]]] = {
        "on": lambda: scenarios.turn(actor, campaign.id, on=True),
        "off": lambda: scenarios.turn(actor, campaign.id, on=False),
        "nobutton": lambda: scenarios.button(actor, campaign.id, "", None),
        "again": lambda: scenarios.decide_unknown(actor, campaign.id, again=True),
        "leave": lambda: scenarios.decide_unknown(actor, campaign.id, again=False),
        "restore": lambda: scenarios.restore(actor, campaign.id),
        "remove": lambda: scenarios.remove(actor, campaign.id),
        "language": lambda: scenarios.condition(actor, campaign.id, language=_NEXT_LANGUAGE[asked.language]),
        "bought": lambda: scenarios.condition(actor, campaign.id, bought=_NEXT_BOUGHT[asked.bought]),
        "first": lambda: scenarios.condition(actor, campaign.id, first_order=not asked.first_order),
    }
    if link.what in deeds:
        await deeds[link.what]()
    elif link.what:
        raise BadInput(example="/scenarios")


async def _test(turn: Turn, campaign: Campaign, mailer: Mailer, fleet: Fleet) -> Reply:
    actor, bot = turn.actor, await fleet.bot(turn.bot_id)
    if bot is None:
        raise NotFound
    me = Claimed(actor.person_id, "", actor.telegram_id, actor.name, turn.words.language)
    try:
        await mailer.deliver(bot, turn.bot_id, turn.shop, campaign, me)
    except TelegramAPIError as error:
        return Alert(turn.words.plain("broadcast-test-failed", why=error.message[:100]), window=True)
    return Alert(turn.words.plain("broadcast-test-sent"))


@conversation.answer(FIELD)
async def typed(turn: Turn, text: str, scenarios: Scenarios) -> Reply:
    """Set the part that was asked for; the question stays open until it is understood."""
    if turn.prompt is None:
        raise NotFound
    campaign_id, what = int(turn.prompt.values["campaign"]), str(turn.prompt.values["what"])
    if what.startswith("text-"):
        await scenarios.write(turn.actor, campaign_id, what[-2:], turn.incoming.html.strip())
    elif what == "button":
        title, _, target = text.strip().rpartition(" ")
        await scenarios.button(turn.actor, campaign_id, title[:40], target)
    elif what == "promo":
        await scenarios.promo(turn.actor, campaign_id, "" if means_nothing(text) else text)
    else:
        await _number(turn, campaign_id, what, text, scenarios)
    await turn.stop_asking()
    return screens.one(turn, await scenarios.one(turn.actor, campaign_id))


async def _number(turn: Turn, campaign_id: int, what: str, text: str, scenarios: Scenarios) -> None:
    """Set a number. Raises: BadInput, with an example."""
    example = turn.words.plain(f"scenario-example-{what}")
    match what:
        case "delay" if (minutes := read_delay(text)) is not None:
            await scenarios.set(turn.actor, campaign_id, delay_minutes=minutes)
        case "cap" if (days := read_cap(text)) is not None:
            await scenarios.set(turn.actor, campaign_id, cap_days=days)
        case "quiet" if (hours := read_quiet(text)) is not None:
            await scenarios.set(turn.actor, campaign_id, quiet_from=hours[0], quiet_to=hours[1])
        case "least":
            try:
                least = parse_major(text, turn.shop.currency)
            except ValueError:
                raise BadInput(example=example) from None
            await scenarios.condition(turn.actor, campaign_id, least=least)
        case _:
            raise BadInput(example=example)
