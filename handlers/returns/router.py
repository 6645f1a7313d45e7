"""Returns: the buyer asks step by step and follows a live card; staff decide, receive, inspect and close."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.return_card import REJECT_REASONS, RETURN_REASONS, customer_return_card, staff_return_card
from bot.screen import Alert, Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput
from core.orders.close_return import CloseReturn
from core.orders.decide_return import DecideReturn
from core.orders.draft_return import DraftReturn, ReturnStep, draft_key
from core.orders.receive_return import Inspected, Received, ReceiveReturn
from core.orders.return_order import ReturnOrder
from core.orders.view_returns import ReturnLine, ReturnView, ViewReturns
from core.shops.pictures import normalise
from db.types.enums import Reception, ReturnOutcome, ReturnState, StockVerdict
from db.types.ids import OrderId, VariantId
from db.types.money import Money
from handlers.returns import screens
from payments.settings import ProviderSettings

conversation = Conversation("returns")
COMMENT, PHOTOS, TRACKING, REJECT = "returns.comment", "returns.photos", "returns.tracking", "returns.reject"


# ── the buyer asks ───────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.StartReturn)
async def start(turn: Turn, link: links.StartReturn, drafts: DraftReturn) -> Reply:
    """Begin, or go on where one left."""
    draft = await drafts.open(turn.actor, turn.shop, OrderId(link.order))
    return screens.question(turn.words, draft, draft.step)


@conversation.tap(links.ReturnPieces)
async def pick(turn: Turn, link: links.ReturnPieces, drafts: DraftReturn) -> Reply:
    """Pick pieces of a line."""
    draft = await drafts.pick(turn.actor, turn.shop, OrderId(link.order), link.position, link.number)
    return screens.pieces(turn.words, draft)


@conversation.tap(links.ReturnReason)
async def reason(turn: Turn, link: links.ReturnReason, drafts: DraftReturn) -> Reply:
    """Say why."""
    if link.reason not in RETURN_REASONS:
        raise BadInput(example="/orders")
    draft = await drafts.give_reason(turn.actor, turn.shop, OrderId(link.order), link.reason)
    return screens.question(turn.words, draft, draft.step)


@conversation.tap(links.ReturnOutcome)
async def outcome(turn: Turn, link: links.ReturnOutcome, drafts: DraftReturn) -> Reply:
    """Say what is wanted for it."""
    draft = await drafts.choose(turn.actor, turn.shop, OrderId(link.order), _outcome(link.way))
    return screens.question(turn.words, draft, draft.step)


@conversation.tap(links.ReturnInstead)
async def instead(turn: Turn, link: links.ReturnInstead, drafts: DraftReturn) -> Reply:
    """Say which variant is wanted instead of a line."""
    draft = await drafts.choose_instead(
        turn.actor, turn.shop, OrderId(link.order), link.position, VariantId(link.variant)
    )
    return screens.question(turn.words, draft, draft.step)


@conversation.tap(links.ReturnStep)
async def go_to(turn: Turn, link: links.ReturnStep, drafts: DraftReturn) -> Reply:
    """Show one of the questions again."""
    order_id = OrderId(link.order)
    draft = await drafts.open(turn.actor, turn.shop, order_id)
    if link.step == "comment":
        await turn.ask(COMMENT, order=order_id)
        return screens.ask_comment(turn.words, draft)
    if link.step == "photos":
        await turn.ask(PHOTOS, order=order_id)
        return screens.ask_photos(turn.words, draft)
    if link.step not in tuple(ReturnStep):
        raise BadInput(example="/orders")
    step = ReturnStep(link.step)
    # What was not answered yet comes first, however old the button is.
    earlier = list(ReturnStep).index(step) <= list(ReturnStep).index(draft.step)
    return screens.question(turn.words, draft, step if earlier else draft.step)


@conversation.answer(COMMENT)
async def comment_typed(turn: Turn, text: str, drafts: DraftReturn) -> Reply:
    """Take the buyer's own words."""
    order_id = _asked_about(turn)
    await turn.stop_asking()
    draft = await drafts.type_comment(turn.actor, turn.shop, order_id, text)
    return screens.question(turn.words, draft, draft.step)


@conversation.answer(PHOTOS)
async def photo_sent(turn: Turn, text: str, drafts: DraftReturn, returns: ReturnOrder, download: Download) -> Reply:
    """Take a picture; words with it are the comment, if there is none."""
    order_id = _asked_about(turn)
    if turn.incoming.photo_file_id is None:
        return screens.ask_photos(turn.words, await drafts.open(turn.actor, turn.shop, order_id), fresh=True)
    picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
    media_id = await returns.keep_photo(turn.actor, picture)
    draft = await drafts.add_photo(turn.actor, turn.shop, order_id, media_id)
    if text and not draft.comment:
        draft = await drafts.type_comment(turn.actor, turn.shop, order_id, text)
    return screens.ask_photos(turn.words, draft, fresh=True)


def _asked_about(turn: Turn) -> OrderId:
    return OrderId(int(turn.prompt.values["order"])) if turn.prompt is not None else OrderId(0)


def _outcome(way: str) -> ReturnOutcome:
    if way not in tuple(ReturnOutcome):
        raise BadInput(example="/orders")
    return ReturnOutcome(way)


@conversation.tap(links.AskReturn)
async def ask(turn: Turn, link: links.AskReturn, drafts: DraftReturn, returns: ReturnOrder, view: ViewReturns) -> Reply:
    """Ask for it; a second tap finds it asked."""
    words, actor = turn.words, turn.actor
    found = await view.find(actor, draft_key(link.draft))
    if found is None:
        draft = await drafts.open(actor, turn.shop, OrderId(link.order))
        if draft.id == link.draft and draft.step is ReturnStep.CONFIRM:
            asked = await returns.ask(actor, turn.shop, draft.request())
            found = await view.one_of_mine(actor, asked.return_id)
        else:
            # A twin of this tap may have asked meanwhile.
            found = await view.find(actor, draft_key(link.draft))
    if found is None:
        return screens.question(words, draft, draft.step)
    return replace(customer_return_card(words, found), toast=words.plain("return-asked"))


# ── the buyer follows ────────────────────────────────────────────────────────────────────────────────────


@conversation.tap(links.MyReturn)
async def mine(turn: Turn, link: links.MyReturn, view: ViewReturns) -> Reply:
    """Show one's return; this message is its live card from now on."""
    return customer_return_card(turn.words, await view.one_of_mine(turn.actor, link.return_id))


@conversation.tap(links.CancelReturn)
async def cancel(turn: Turn, link: links.CancelReturn, returns: ReturnOrder, view: ViewReturns) -> Reply:
    """Ask first, then take it back."""
    words = turn.words
    if not link.sure:
        return screens.ask_cancel(words, await view.one_of_mine(turn.actor, link.return_id))
    done = await returns.cancel(turn.actor, link.return_id)
    card = customer_return_card(words, await view.one_of_mine(turn.actor, link.return_id))
    return replace(card, toast=words.plain("return-cancelled" if done else "return-too-late"))


@conversation.tap(links.TrackReturn)
async def track(turn: Turn, link: links.TrackReturn, view: ViewReturns) -> Reply:
    """Ask how it was sent."""
    found = await view.one_of_mine(turn.actor, link.return_id)
    await turn.ask(TRACKING, back=found.id)
    return screens.ask_tracking(turn.words, found)


@conversation.answer(TRACKING)
async def tracking_typed(turn: Turn, text: str, returns: ReturnOrder, view: ViewReturns) -> Reply:
    """Note how it was sent, and show the card."""
    return_id = int(turn.prompt.values["back"]) if turn.prompt is not None else 0
    await returns.tracking(turn.actor, return_id, text)
    await turn.stop_asking()
    return customer_return_card(turn.words, await view.one_of_mine(turn.actor, return_id))


# ── staff ────────────────────────────────────────────────────────────────────────────────────────────────


@conversation.command("returns", staff=True)
async def returns_command(turn: Turn, args: str, view: ViewReturns) -> Reply:
    """`/returns [new|open|done]`."""
    asked = args.strip().lower() or "new"
    if asked not in screens.GROUPS:
        return Screen(turn.words("usage-returns"))
    return await _group(turn, asked, 0, view)


@conversation.tap(links.StaffReturns)
async def listed(turn: Turn, link: links.StaffReturns, view: ViewReturns) -> Reply:
    """Show a group of returns."""
    return await _group(turn, link.group if link.group in screens.GROUPS else "new", link.before, view)


async def _group(turn: Turn, group: str, before: int, view: ViewReturns) -> Reply:
    found, more = await view.in_state(turn.actor, screens.GROUPS[group], before=before)
    return screens.listed(turn.words, group, found, more=more)


def _card(turn: Turn, view: ReturnView) -> Screen:
    return staff_return_card(turn.words, turn.shop, view, turn.actor.role if turn.private else None)


async def _after(turn: Turn, view: ViewReturns, return_id: int, key: str, *, done: bool) -> Reply:
    """Show the card as it is now; what another member did already is said, not done twice."""
    card = _card(turn, await view.for_staff(turn.actor, return_id))
    return replace(card, toast=turn.words.plain(key if done else "step-done-before"))


@conversation.tap(links.StaffReturn)
async def card(turn: Turn, link: links.StaffReturn, view: ViewReturns) -> Reply:
    """Show a return's card."""
    return _card(turn, await view.for_staff(turn.actor, link.return_id))


@conversation.tap(links.ApproveReturn)
async def approve(turn: Turn, link: links.ApproveReturn, decide: DecideReturn, view: ViewReturns) -> Reply:
    """Let the buyer send it back."""
    done = await decide.approve(turn.actor, link.return_id)
    return await _after(turn, view, link.return_id, "return-approved", done=done)


@conversation.tap(links.RejectReturn)
async def reject(turn: Turn, link: links.RejectReturn, decide: DecideReturn, view: ViewReturns) -> Reply:
    """Ask for the reason, then refuse it; the buyer reads it in their own language."""
    if link.reason in REJECT_REASONS:
        done = await decide.reject(turn.actor, link.return_id, link.reason)
        return await _after(turn, view, link.return_id, "return-rejected", done=done)
    found = await view.for_staff(turn.actor, link.return_id)
    if link.reason != "own":
        return screens.ask_reject(turn.words, found)
    await turn.ask(REJECT, back=found.id)
    asking = screens.ask_own_words(turn.words, found)
    # In a group the card stays readable for all; the question goes below it, to the one who pressed.
    return asking if turn.private else replace(asking, text=_card(turn, found).text)


@conversation.answer(REJECT)
async def reject_typed(turn: Turn, text: str, decide: DecideReturn, view: ViewReturns) -> Reply:
    """Refuse it with the words that were typed."""
    return_id = int(turn.prompt.values["back"]) if turn.prompt is not None else 0
    done = await decide.reject(turn.actor, return_id, text)
    await turn.stop_asking()
    found = await view.for_staff(turn.actor, return_id)
    # The card itself is edited by the event; a second one would go stale beside it.
    return Screen(turn.words("return-rejected-noted" if done else "return-decided-before", number=str(found.number)))


@conversation.tap(links.ReceiveReturn)
async def receive(turn: Turn, link: links.ReceiveReturn, receiving: ReceiveReturn, view: ViewReturns) -> Reply:
    """Say what came: everything as announced, or line by line."""
    words, return_id = turn.words, link.return_id
    if link.step == "all":
        done = await receiving.receive(turn.actor, return_id)
        return await _after(turn, view, return_id, "return-received", done=done)
    found = await view.for_staff(turn.actor, return_id)
    if link.step == "line":
        return screens.receive_line(words, found, _line(found, link.position))
    if link.step not in tuple(Reception) or found.state is not ReturnState.APPROVED:
        return screens.receive_lines(words, found) if found.state is ReturnState.APPROVED else _card(turn, found)
    said = Received(link.position, Reception(link.step), link.number)
    await receiving.receive(turn.actor, return_id, [said])
    # The card, as everybody sees it: the next line is one tap further.
    return _card(turn, await view.for_staff(turn.actor, return_id))


@conversation.tap(links.InspectReturn)
async def inspect(turn: Turn, link: links.InspectReturn, receiving: ReceiveReturn, view: ViewReturns) -> Reply:
    """Say what is taken: everything back on the shelf, or line by line with a verdict."""
    words, return_id = turn.words, link.return_id
    if link.step == "all":
        done = await receiving.inspect(turn.actor, return_id)
        return await _after(turn, view, return_id, "return-inspected", done=done)
    found = await view.for_staff(turn.actor, return_id)
    if found.state is not ReturnState.APPROVED:
        return _card(turn, found)
    if link.step == "line":
        return screens.inspect_line(words, found, _line(found, link.position), link.number)
    if link.step == "none" or link.step in tuple(StockVerdict):
        verdict = StockVerdict.WRITE_OFF if link.step == "none" else StockVerdict(link.step)
        number = 0 if link.step == "none" else link.number
        await receiving.inspect(turn.actor, return_id, [Inspected(link.position, number, verdict)])
        return _card(turn, await view.for_staff(turn.actor, return_id))
    return screens.inspect_lines(words, found)


def _line(view: ReturnView, position: int) -> ReturnLine:
    found = next((line for line in view.lines if line.position == position), None)
    if found is None:
        raise BadInput(example="/returns")
    return found


@conversation.tap(links.CloseReturn)
async def close(
    turn: Turn, link: links.CloseReturn, closing: CloseReturn, view: ViewReturns, settings: ProviderSettings
) -> Reply:
    """Ask what the buyer gets, then do it."""
    words = turn.words
    found = await view.for_staff(turn.actor, link.return_id)
    if not link.way:
        return screens.ask_close(words, found, delivery=bool(link.delivery))
    done = await closing(
        turn.actor,
        turn.shop,
        link.return_id,
        outcome=_outcome(link.way),
        delivery=bool(link.delivery),
        offered=settings.offered(turn.shop),
    )
    key = "return-waits-for-second" if done.waiting else "return-closed"
    card = _card(turn, await view.for_staff(turn.actor, link.return_id))
    sum_ = Money(done.amount, done.currency)
    return replace(card, toast=words.plain(key, sum=sum_) if done.done else words.plain("step-done-before"))


@conversation.tap(links.ReturnPhoto)
async def photo(turn: Turn, link: links.ReturnPhoto, view: ViewReturns) -> Reply:
    """Show a picture of the buyer's in a message of its own."""
    found = await view.for_staff(turn.actor, link.return_id)
    if not found.photos:
        return Alert(turn.words.plain("return-no-photos"))
    shown = screens.photo(turn.words, found, link.position)
    # The first one comes below the card, which stays; the others follow in its place.
    return shown if turn.message_has_photo else replace(shown, fresh=True)
