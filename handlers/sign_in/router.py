"""Sessions on the web are seen and ended here; staff protect what costs most by codes of an app."""

import asyncio

from bot import links
from bot.conversation import Conversation
from bot.forget_message import ForgetMessage
from bot.screen import Drawing, Reply, Screen
from bot.turn import Turn
from config.settings import Settings
from core.auth.second_factor import SecondFactor
from core.auth.sessions import Sessions
from core.kit.security.sealing import Seal
from core.shops.set_up_login import SetUpLogin
from handlers.sign_in import screens
from handlers.sign_in.parsing import read_mfa

conversation = Conversation("sign_in")
CODE = "sign_in.code"


@conversation.command("sessions")
async def sessions_command(turn: Turn, _args: str, sessions: Sessions) -> Reply:
    """Show where one is signed in."""
    return screens.sessions(turn, await sessions.mine(turn.actor.person_id, turn.bot_id))


@conversation.tap(links.Sessions)
async def sessions_tapped(turn: Turn, link: links.Sessions, sessions: Sessions) -> Reply:
    """Show them, or end one, or all."""
    person_id = turn.actor.person_id
    if link.end:
        await sessions.end(person_id, turn.bot_id, link.end)
    elif link.all:
        await sessions.end_others(person_id, turn.bot_id)
    toast = turn.words.plain("sessions-ended") if link.end or link.all else None
    return screens.sessions(turn, await sessions.mine(person_id, turn.bot_id), toast)


@conversation.command("code", staff=True)
async def code_command(turn: Turn, args: str, factor: SecondFactor) -> Reply:
    """Show a code; for some minutes refunds, keys and roles may be changed."""
    if not args:
        return Screen(turn.words("code-usage"), (screens.away(turn.words),))
    await factor.show(turn.actor.person_id, args, None)
    return Screen(turn.words("code-good"), (screens.away(turn.words),))


@conversation.command("mfa", staff=True)
async def mfa_command(turn: Turn, args: str, factor: SecondFactor) -> Reply:
    """Show the second factor; `123456` begins with it, `off 123456` ends it, `codes 123456` makes new backup codes."""
    words, person_id = turn.words, turn.actor.person_id
    if not turn.private:
        return Screen(words("mfa-in-private"), (screens.away(words),))
    what, code = read_mfa(args)
    match what:
        case "":
            return screens.factor(words, await factor.state(person_id))
        case "off":
            await factor.remove(person_id, code)
            return screens.factor(words, await factor.state(person_id))
        case "codes":
            return screens.codes(words, await factor.renew_codes(person_id, code))
        case "confirm":
            return screens.codes(words, await factor.confirm(person_id, code))


@conversation.command("dashboard", staff=True)
async def dashboard_command(turn: Turn, _args: str) -> Reply:
    """Open the dashboard."""
    return screens.dashboard(turn)


@conversation.command("login", staff=True)
async def login_command(
    turn: Turn, args: str, set_up: SetUpLogin, seal: Seal, forget: ForgetMessage, settings: Settings
) -> Reply:
    """`/login SECRET`: people may log in from browsers; the message with the secret is deleted at once."""
    words = turn.words
    if not args.strip():
        return screens.browser_login(words, await set_up.is_on(turn.actor), settings.pages_url)
    await forget(turn)
    if not turn.private:
        return Screen(words("secret-only-in-private"), (screens.away(words),))
    await set_up(turn.actor, seal.open(args.strip()))
    return screens.browser_login(words, True, settings.pages_url)


@conversation.tap(links.BrowserLogin)
async def login_tapped(turn: Turn, link: links.BrowserLogin, set_up: SetUpLogin, settings: Settings) -> Reply:
    """Show it, or end it."""
    words = turn.words
    if link.off:
        await set_up(turn.actor, None)
    on = await set_up.is_on(turn.actor)
    toast = words.plain("login-ended") if link.off else None
    return screens.browser_login(words, on, settings.pages_url, toast)


@conversation.tap(links.SecondFactor)
async def factor_tapped(turn: Turn, link: links.SecondFactor, factor: SecondFactor) -> Reply:
    """Show it, or the picture that an app scans."""
    words, person_id = turn.words, turn.actor.person_id
    if not turn.private:
        return Screen(words("mfa-in-private"), (screens.away(words),))
    if link.what != "new":
        return screens.factor(words, await factor.state(person_id))
    await turn.ask(CODE)
    made = await factor.propose(person_id, turn.actor.name or str(turn.actor.telegram_id), words.pick(turn.shop.title))
    picture = Drawing(await asyncio.to_thread(screens.qr, made.uri), "code.png")
    return screens.enrolment(words, made, picture)


@conversation.answer(CODE)
async def code_typed(turn: Turn, text: str, factor: SecondFactor) -> Reply:
    """Begin with the first code of the app; a wrong one is said, and the question stays open."""
    made = await factor.confirm(turn.actor.person_id, text)
    await turn.stop_asking()
    return screens.codes(turn.words, made)
