"""The buyer's receipt of a transfer, and what staff say about it."""

from bot import links
from bot.conversation import Conversation
from bot.download import Download
from bot.prompts import PROOF
from bot.proof_cards import proof_card
from bot.screen import Alert, Button, Photo, Reply, Rows, Screen
from bot.turn import Turn
from core.orders.view_orders import ViewOrders
from core.shops.pictures import normalise
from db.types.enums import ProofState
from db.types.ids import OrderId
from payments.transfer_proof import REASONS, DecideProof, SendProof

conversation = Conversation("transfers")


def _to_order(turn: Turn, order_id: OrderId) -> Rows:
    return ((Button(turn.words.plain("button-open-order"), links.Order(order_id)),),)


@conversation.tap(links.SendProof)
async def ask(turn: Turn, link: links.SendProof, send: SendProof) -> Reply:
    """Ask for the picture."""
    order_id = OrderId(link.order)
    number = await send.number_of(turn.actor, order_id)
    await turn.ask(PROOF, order=order_id)
    return Screen(turn.words("proof-send", number=str(number)), _to_order(turn, order_id), fresh=True)


@conversation.answer(PROOF)
async def sent(turn: Turn, text: str, send: SendProof, download: Download) -> Reply:
    """Take the picture; anything else is no receipt."""
    order_id = OrderId(int(turn.prompt.values["order"])) if turn.prompt is not None else OrderId(0)
    photo = turn.incoming.photo_file_id
    if photo is None:
        # The question stays open: people write "paid, one moment" and then send the picture.
        return Screen(turn.words("proof-needed"), _to_order(turn, order_id))
    picture = await normalise(await download(turn.bot_id, photo))
    number = await send(turn.actor, order_id, picture, text)
    await turn.stop_asking()
    return Screen(turn.words("proof-taken", number=str(number)), _to_order(turn, order_id))


@conversation.tap(links.CheckProof)
async def check(turn: Turn, link: links.CheckProof, decide: DecideProof, view: ViewOrders) -> Reply:
    """Say that the money came, or why not; the first word counts, and everybody sees it."""
    words = turn.words
    order = await view.for_staff(turn.actor, OrderId(link.order))
    proof = await decide.look(turn.shop.id, link.proof)
    if link.step == "no" and proof.state is ProofState.WAITING:
        buttons = [
            (Button(words.plain(key), links.CheckProof(link.order, link.proof, f"no-{reason}")),)
            for reason, key in _REASON_BUTTONS.items()
        ]
        back = (Button(words.plain("button-back"), links.CheckProof(link.order, link.proof, "back")),)
        waiting = proof_card(words, order, proof)
        return Screen(waiting.text, (*buttons, back), photo=Photo(proof.media_id))
    if link.step == "yes":
        done = await decide.approve(turn.actor, link.proof)
    elif link.step.removeprefix("no-") in REASONS:
        done = await decide.reject(turn.actor, link.proof, link.step.removeprefix("no-"))
    else:
        return proof_card(words, order, proof)
    if not done:
        return Alert(words.plain("proof-decided-before"), window=True)
    return proof_card(words, order, await decide.look(turn.shop.id, link.proof))


_REASON_BUTTONS = {
    "missing": "button-proof-missing",
    "sum": "button-proof-sum",
    "unreadable": "button-proof-unreadable",
}
