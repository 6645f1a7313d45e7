"""Ways to pay: switch them on, fill in their settings, say where each is offered; and the rules of money."""

from dataclasses import replace
from typing import Any

from bot import links
from bot.conversation import Conversation
from bot.forget_message import ForgetMessage
from bot.screen import Reply, Screen
from bot.turn import Turn
from config.settings import Settings
from core.kit.errors import BadInput, NotFound
from core.kit.security.sealing import Seal
from core.shops.change_rules import ChangeRules
from db.types.enums import DeliveryKind
from db.types.money import parse_major
from handlers.ways import parsing, screens
from payments.set_up import FieldKind, SetUpWays, WayView

conversation = Conversation("ways")
FIELD, SUM = "ways.field", "ways.sum"


@conversation.tap(links.Ways)
async def ways(turn: Turn, _link: links.Ways, set_up: SetUpWays) -> Reply:
    """Show every way to pay."""
    return screens.ways(turn.words, await set_up.all(turn.actor))


@conversation.tap(links.Way)
async def way(turn: Turn, link: links.Way, set_up: SetUpWays, settings: Settings) -> Reply:
    """Show one way to pay with its settings."""
    return _way(turn, await set_up.one(turn.actor, link.code), settings)


def _way(turn: Turn, view: WayView, settings: Settings) -> Screen:
    webhook = ""
    if view.takes_webhooks and settings.public_url:
        webhook = f"{settings.public_url}/webhooks/payments/{view.code}/{turn.shop.slug}"
    return screens.way(turn, view, webhook)


@conversation.tap(links.WayField)
async def field(turn: Turn, link: links.WayField, set_up: SetUpWays, settings: Settings) -> Reply:
    """Turn a switch, take the next choice, or ask for a value; a secret comes by command, so that it rests nowhere."""
    view = await set_up.one(turn.actor, link.code)
    if link.place >= len(view.fields):
        raise NotFound
    found = view.fields[link.place]
    match found.kind:
        case FieldKind.SWITCH:
            changed = await set_up.change(turn.actor, link.code, found.name, "false" if found.on else "true")
        case FieldKind.CHOICE:
            place = found.choices.index(found.value) if found.value in found.choices else -1
            after = found.choices[(place + 1) % len(found.choices)]
            changed = await set_up.change(turn.actor, link.code, found.name, after)
        case FieldKind.SECRET:
            return screens.ask_secret(turn.words, view, found)
        case FieldKind.TEXT:
            await turn.ask(FIELD, code=link.code, field=found.name)
            return screens.ask_field(turn.words, view, found)
    return _way(turn, changed, settings)


@conversation.answer(FIELD)
async def field_typed(turn: Turn, text: str, set_up: SetUpWays, settings: Settings) -> Reply:
    """Set the field that was asked for; what does not fit is said, and the question stays open."""
    if turn.prompt is None:
        raise NotFound
    code, name = str(turn.prompt.values["code"]), str(turn.prompt.values["field"])
    typed = "" if text.strip() in ("-", "—") else text
    changed = await set_up.change(turn.actor, code, name, typed)
    await turn.stop_asking()
    return _way(turn, changed, settings)


@conversation.command("way", staff=True)
async def way_command(
    turn: Turn, args: str, set_up: SetUpWays, settings: Settings, seal: Seal, forget: ForgetMessage
) -> Reply:
    """`/way CODE FIELD VALUE`: set a field, above all a secret; the message is deleted at once."""
    parts = seal.open(args.strip()).split(maxsplit=2)
    if len(parts) < 3:
        return Screen(turn.words("usage-way"))
    await forget(turn)
    if not turn.private:
        return Screen(turn.words("secret-only-in-private"))
    try:
        changed = await set_up.change(turn.actor, parts[0].lower(), parts[1].lower(), parts[2])
    except NotFound:
        return Screen(turn.words("usage-way"))
    return replace(_way(turn, changed, settings), thanks=turn.words("way-secret-kept"))


@conversation.tap(links.TryWay)
async def try_way(turn: Turn, link: links.TryWay, set_up: SetUpWays, settings: Settings) -> Reply:
    """Try the settings with a harmless call."""
    outcome, held = await set_up.try_out(turn.actor, link.code)
    screen = _way(turn, await set_up.one(turn.actor, link.code), settings)
    told = turn.words.plain(f"way-try-{outcome.value}")
    if held is not None:
        told += " " + turn.words.plain("way-balance", sum=held)
    return replace(screen, toast=told)


@conversation.tap(links.WayRule)
async def rule(turn: Turn, link: links.WayRule, set_up: SetUpWays, rules: ChangeRules, settings: Settings) -> Reply:
    """Change where a way is offered: on or off, kinds of delivery, sums."""
    view = await set_up.one(turn.actor, link.code)
    if link.what in ("least", "most"):
        await turn.ask(SUM, code=link.code, which=link.what)
        return screens.ask_sum(turn.words, view, link.what)
    await rules.way(turn.actor, link.code, **_change(view, link.what))
    return _way(turn, await set_up.one(turn.actor, link.code), settings)


def _change(view: WayView, what: str) -> dict[str, Any]:
    if what == "enabled":
        return {"enabled": not view.rule.enabled}
    try:
        kind = DeliveryKind(what)
    except ValueError:
        raise BadInput(example="/payments") from None
    kinds = set(view.rule.deliveries) or {DeliveryKind.PICKUP, DeliveryKind.COURIER}
    chosen = kinds ^ {kind}
    # All of them is the same as no rule; none at all would hide the way without saying so.
    everything = chosen >= {DeliveryKind.PICKUP, DeliveryKind.COURIER} or not chosen
    return {"deliveries": [] if everything else sorted(one.value for one in chosen)}


@conversation.answer(SUM)
async def sum_typed(turn: Turn, text: str, set_up: SetUpWays, rules: ChangeRules, settings: Settings) -> Reply:
    """Set from which sum, or up to which, a way is offered."""
    if turn.prompt is None:
        raise NotFound
    code, which = str(turn.prompt.values["code"]), str(turn.prompt.values["which"])
    try:
        amount = None if text.strip().lower() in parsing.OFF | {"-"} else parse_major(text, turn.shop.currency)
    except ValueError:
        raise BadInput(example="1000") from None
    await rules.way(turn.actor, code, **{which: amount})
    await turn.stop_asking()
    return _way(turn, await set_up.one(turn.actor, code), settings)


@conversation.command("rules", staff=True)
async def rules_command(turn: Turn, args: str, rules: ChangeRules) -> Reply:
    """`/rules` shows the rules of money; `/rules tax included 20` and the like set one."""
    if not args.strip():
        return screens.rules(turn, await rules.set(turn.actor))
    change = parsing.read_rule(args, turn.shop.currency)
    if change is None:
        return Screen(turn.words("usage-rules"))
    shown = screens.rules(turn, await rules.set(turn.actor, **change))
    if change.get("news_by_consent") is False:
        return replace(shown, text=f"{turn.words('rules-consent-warning')}\n\n{shown.text}")
    return shown
