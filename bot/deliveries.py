"""A delivery as its courier sees it, and the consumer `couriers`: who is to bring an order hears of it, once."""

import html

from bot import links
from bot.fleet import Fleet
from bot.on_map import map_url, zone_lines
from bot.order_card import ICONS
from bot.post import Post, Round
from bot.screen import Button, Rows, Screen
from core.kit.event import Recorded
from core.kit.events.relay import TryLater
from core.kit.i18n.words import Raw, Words, language_for, words_of
from core.notifications.cards import STAFF, Card
from core.orders.checkout import CASH
from core.orders.contact import show_phone
from core.orders.couriers import Couriers
from core.orders.events import CourierAssigned
from core.orders.status_words import status_words
from core.orders.view_orders import OrderView
from core.shops.open_shop import Shops
from db.types.enums import OrderStatus, ShipmentStatus
from db.types.ids import OrderId
from db.types.money import Money


def delivery_screen(words: Words, order: OrderView, *, toast: str | None = None) -> Screen:
    """Return what a courier needs to know and can do, and nothing else of the order (pure)."""
    parts = [
        words("delivery-title", number=str(order.number), icon=ICONS[order.status]),
        words("order-status", status=Raw(status_words(words, order, order.delivery_kind))),
        "",
        words("delivery-address", address=order.address or "—"),
        words("staff-order-customer", customer=order.customer_name),
    ]
    parts += zone_lines(words, order)
    if order.phone:
        parts.append(words("staff-order-phone", phone=show_phone(order.phone)))
    if order.comment:
        parts.append(words("staff-order-comment", comment=order.comment))
    parts.append("")
    for line in order.lines:
        options = words.pick(line.options_text)
        shown = Raw(f"\u00a0· {html.escape(options)}") if options else Raw("")
        parts.append(words("delivery-line", title=words.pick(line.title), options=shown, count=line.quantity))
    due = Money(max(order.owed, 0), order.currency)
    if order.payment_method == CASH and due:
        parts += ["", words("delivery-cash", sum=due)]
    elif order.status is OrderStatus.FULFILLING:
        parts += ["", words("delivery-paid")]
    if order.delivery_photos:
        parts.append(words("delivery-photos", count=order.delivery_photos))
    return Screen("\n".join(parts), _buttons(words, order, due), toast=toast)


def _buttons(words: Words, order: OrderView, due: Money) -> Rows:
    def does(key: str, what: str) -> Button:
        return Button(words.plain(key), links.MyDelivery(order.id, what))

    rows: list[tuple[Button, ...]] = []
    url = map_url(words, order)
    if url is not None:
        place = Button(words.plain("delivery-on-map" if order.point is not None else "button-map"), url=url)
        rows.append((place, does("button-call", "call")) if order.phone else (place,))
    if order.status is OrderStatus.FULFILLING and order.shipment is ShipmentStatus.PACKED:
        rows.append((does("button-take", "take"),))
    elif order.status is OrderStatus.FULFILLING and order.shipment is ShipmentStatus.HANDED_OVER:
        if order.payment_method == CASH and due:
            sum_ = words.money(due)
            rows.append((Button(words.plain("button-collected", sum=sum_), links.MyDelivery(order.id, "done")),))
            rows.append((does("button-paid-less", "less"), does("button-refused", "refused")))
        else:
            rows.append((does("button-deliver", "done"), does("button-refused", "refused")))
    if order.status in (OrderStatus.FULFILLING, OrderStatus.DELIVERED):
        rows.append((does("button-photo-proof", "photo"),))
    rows.append((Button(words.plain("button-my-deliveries"), links.MyDeliveries()),))
    return tuple(rows)


class TellCouriers:
    """Writes to the courier in private."""

    def __init__(self, fleet: Fleet, shops: Shops, post: Post, couriers: Couriers) -> None:
        self._fleet = fleet
        self._shops = shops
        self._post = post
        self._couriers = couriers

    async def __call__(self, recorded: Recorded) -> None:
        """Follow one event. Raises: TryLater: it could not be told yet."""
        event = recorded.event
        if not isinstance(event, CourierAssigned):
            return
        shop = await self._shops.by_id(event.shop_id)
        bot = await self._fleet.bot(shop.bot_id) if shop.bot_id else None
        found = await self._couriers.assigned(shop.id, OrderId(event.order_id))
        if bot is None or shop.bot_id is None or found is None or found.courier_id != event.courier_id:
            return
        words = words_of(language_for(found.language, found.telegram_language))
        this = Round(shop, recorded.id)
        where = Card(found.telegram_id, STAFF, shop.bot_id, None, words.language)
        screen = delivery_screen(words, found.order)
        text = "\n\n".join([words("delivery-yours"), screen.text])
        await self._post.say(this, bot, where, "delivery", Screen(text, screen.rows))
        if this.later:
            msg = f"a delivery of order {found.order.number}"
            raise TryLater(msg, max(this.later))
