"""What happens to an order between the shelf and the door: packing list, courier, `/deliveries`, pictures."""

from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.deliveries import delivery_screen
from bot.download import Download
from bot.order_card import staff_card
from bot.screen import Button, Photo, Reply, Screen
from bot.turn import Turn
from core.kit.errors import BadInput, NotFound
from core.orders.couriers import Couriers
from core.orders.fulfil_order import FulfilOrder
from core.orders.packing import PackingList
from core.orders.view_orders import ViewOrders
from core.shops.pictures import normalise
from db.types.ids import OrderId, PersonId
from db.types.money import Money, parse_major
from handlers.deliveries import screens

conversation = Conversation("deliveries")
LESS, PHOTO = "deliveries.less", "deliveries.photo"
_NOBODY = 1


@conversation.tap(links.Packing)
async def packing(turn: Turn, link: links.Packing, packing_list: PackingList) -> Reply:
    """Send what to pack in a message of its own, to print or to tick off."""
    order, lines = await packing_list(turn.actor, OrderId(link.order))
    return screens.packing(turn, order, lines)


@conversation.tap(links.AssignCourier)
async def courier(turn: Turn, link: links.AssignCourier, couriers: Couriers, view: ViewOrders) -> Reply:
    """Choose who brings an order, or give it to them."""
    words, order_id = turn.words, OrderId(link.order)
    if not link.person:
        order = await view.for_staff(turn.actor, order_id)
        return screens.couriers(turn, order, await couriers.of_team(turn.actor, order_id))
    person = None if link.person == _NOBODY else PersonId(link.person)
    done = await couriers.assign(turn.actor, order_id, person)
    order = await view.for_staff(turn.actor, order_id)
    card = staff_card(words, turn.shop, order, turn.actor.role if turn.private else None)
    key = "step-done-before" if not done else "courier-assigned" if person is not None else "courier-unassigned"
    return replace(card, toast=words.plain(key))


@conversation.tap(links.DeliveryPhotos)
async def photos(turn: Turn, link: links.DeliveryPhotos, couriers: Couriers) -> Reply:
    """Show a picture of the delivery."""
    words = turn.words
    found = await couriers.photos(turn.actor, OrderId(link.order))
    if not found:
        raise NotFound
    place = min(link.place, len(found) - 1)
    rows = [(Button(words.plain("button-back"), links.StaffOrder(link.order)),)]
    if place + 1 < len(found):
        rows.insert(0, (Button(words.plain("button-next"), links.DeliveryPhotos(link.order, place + 1)),))
    text = words("delivery-photo", number=place + 1, count=len(found))
    return Screen(text, tuple(rows), photo=Photo(found[place]), fresh=True)


@conversation.command("deliveries", staff=True)
async def deliveries_command(turn: Turn, _args: str, couriers: Couriers) -> Reply:
    """What the courier has to bring."""
    return screens.deliveries(turn.words, await couriers.mine(turn.actor))


@conversation.tap(links.MyDeliveries)
async def deliveries(turn: Turn, _link: links.MyDeliveries, couriers: Couriers) -> Reply:
    """Show the list anew."""
    return screens.deliveries(turn.words, await couriers.mine(turn.actor))


@conversation.tap(links.MyDelivery)
async def delivery(turn: Turn, link: links.MyDelivery, couriers: Couriers, fulfil: FulfilOrder) -> Reply:
    """Show one delivery, or take it a step on."""
    words, order_id = turn.words, OrderId(link.order)
    order = await couriers.one(turn.actor, order_id)
    match link.what:
        case "take":
            done = await fulfil.ship(turn.actor, order_id)
        case "done":
            done = await fulfil.deliver(turn.actor, order_id)
        case "sure":
            done = await fulfil.came_back(turn.actor, order_id)
        case "refused":
            return screens.sure(words, order)
        case "less":
            await turn.ask(LESS, order=int(order_id))
            return screens.ask_less(words, order)
        case "photo":
            await turn.ask(PHOTO, order=int(order_id))
            return screens.ask_photo(words, order)
        case "call":
            return screens.phone(words, order)
        case "":
            return delivery_screen(words, order)
        case _:
            raise BadInput(example="/deliveries")
    key = {"take": "delivery-taken", "done": "step-deliver-done", "sure": "delivery-refused"}[link.what]
    toast = words.plain(key if done else "step-done-before")
    return delivery_screen(words, await couriers.one(turn.actor, order_id), toast=toast)


def _order_id(turn: Turn) -> OrderId:
    if turn.prompt is None:
        raise NotFound
    return OrderId(int(turn.prompt.values["order"]))


@conversation.answer(LESS)
async def less_typed(turn: Turn, text: str, couriers: Couriers, fulfil: FulfilOrder) -> Reply:
    """Deliver for the sum that was typed."""
    order_id = _order_id(turn)
    order = await couriers.one(turn.actor, order_id)
    try:
        amount = parse_major(text, order.currency)
    except ValueError:
        raise BadInput(example="500") from None
    if amount > max(order.owed, 0):
        return Screen(turn.words("cash-too-much", sum=Money(max(order.owed, 0), order.currency)))
    done = await fulfil.deliver(turn.actor, order_id, collected=amount)
    await turn.stop_asking()
    toast = turn.words.plain("step-deliver-done" if done else "step-done-before")
    return delivery_screen(turn.words, await couriers.one(turn.actor, order_id), toast=toast)


@conversation.answer(PHOTO)
async def photo_sent(turn: Turn, _text: str, couriers: Couriers, download: Download) -> Reply:
    """Keep the picture of the delivery."""
    order_id = _order_id(turn)
    order = await couriers.one(turn.actor, order_id)
    if turn.incoming.photo_file_id is None:
        return screens.ask_photo(turn.words, order)
    picture = await normalise(await download(turn.bot_id, turn.incoming.photo_file_id))
    await couriers.add_photo(turn.actor, order_id, picture)
    await turn.stop_asking()
    toast = turn.words.plain("delivery-photo-kept")
    return delivery_screen(turn.words, await couriers.one(turn.actor, order_id), toast=toast)
