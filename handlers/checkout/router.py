"""From a cart (or one product) to a placed order and its invoice: what is known is not asked again."""

from contextlib import suppress
from dataclasses import replace

from bot import links
from bot.conversation import Conversation
from bot.order_card import customer_card
from bot.prompts import PROOF
from bot.screen import Alert, Button, InvoiceScreen, Reply, Screen
from bot.turn import Turn
from core.kit.errors import NotFound
from core.orders.addresses import Addresses
from core.orders.benefits import EnterBenefits
from core.orders.cart import Carts, ZoneProblem
from core.orders.checkout import CASH, Checkout, CheckoutDraft, Step
from core.orders.errors import CheckoutIncomplete, SoldOut, TotalChanged
from core.orders.place_order import PlaceOrder, PlaceRequest
from core.orders.promotions import COVERED
from core.orders.view_orders import ViewOrders
from core.shops.errors import NoDeliveryYet
from db.types.ids import CartId, OrderId, VariantId
from db.types.money import Money
from handlers.checkout import screens
from payments.choose_way import ChooseWay
from payments.errors import MethodUnavailable
from payments.protocol import Invoice, PayLater, ProviderDown, Redirect, Transfer
from payments.settings import ProviderSettings
from payments.start_payment import StartPayment

conversation = Conversation("checkout")
ADDRESS, PHONE, COMMENT = "checkout.address", "checkout.phone", "checkout.comment"
PLACE = "checkout.place"
GIFT_NOTE = "checkout.gift_note"
CODE = "checkout.code"


@conversation.tap(links.BuyNow)
async def buy_now(
    turn: Turn, link: links.BuyNow, carts: Carts, draft: CheckoutDraft, settings: ProviderSettings
) -> Reply:
    """Check out one product at once, beside the lasting cart."""
    cart = await carts.buy_now(turn.actor, turn.shop, VariantId(link.variant), link.quantity)
    line = cart.lines[0]
    if line.available < line.quantity:
        raise SoldOut(title=line.title, left=max(line.available, 0))
    return await _next(turn, cart.id, draft, settings)


@conversation.tap(links.Checkout)
async def checkout(
    turn: Turn, link: links.Checkout, carts: Carts, draft: CheckoutDraft, settings: ProviderSettings
) -> Reply:
    """Show the next step, or one step to answer anew."""
    cart_id = CartId(link.cart)
    if not cart_id:
        cart = await carts.view(turn.actor)
        if cart is None:
            return _gone(turn)
        cart_id = cart.id
    return await _next(turn, cart_id, draft, settings, step=link.step)


@conversation.tap(links.PickDelivery)
async def pick_delivery(
    turn: Turn, link: links.PickDelivery, draft: CheckoutDraft, settings: ProviderSettings
) -> Reply:
    """Keep the way of delivery and go on."""
    try:
        await draft.choose_delivery(turn.actor, CartId(link.cart), link.option)
    except NotFound:
        return _gone(turn)
    return await _next(turn, CartId(link.cart), draft, settings)


@conversation.tap(links.PickPayment)
async def pick_payment(turn: Turn, link: links.PickPayment, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    """Keep the way to pay and go on."""
    if link.method not in settings.offered(turn.shop):
        raise MethodUnavailable
    try:
        await draft.choose_payment(turn.actor, CartId(link.cart), link.method)
    except NotFound:
        return _gone(turn)
    return await _next(turn, CartId(link.cart), draft, settings)


@conversation.answer(ADDRESS)
async def address_typed(turn: Turn, text: str, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    """Keep the address, or the place that was shared instead; what is wrong is said, and the question stays open."""
    cart_id, point = _cart_of(turn), turn.incoming.point()
    try:
        if point is None:
            await draft.type_address(turn.actor, cart_id, text, keep_point=_was(turn, "point"))
        else:
            await draft.share_point(turn.actor, cart_id, point)
    except NotFound:
        return _gone(turn)
    return _placed(turn, await _next(turn, cart_id, draft, settings), shared=point is not None)


@conversation.answer(PLACE)
async def place_shared(turn: Turn, text: str, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    """Keep where the address is on the map; who cannot say it chooses a zone, who types gives another address."""
    cart_id, point = _cart_of(turn), turn.incoming.point()
    if point is None and text == turn.words.plain("button-cannot-share"):
        return _placed(turn, await _zones(turn, cart_id, draft, settings), shared=False)
    if point is None and text == turn.words.plain("button-back"):
        return _placed(turn, await _next(turn, cart_id, draft, settings), shared=False)
    try:
        if point is None:
            await draft.type_address(turn.actor, cart_id, text)
        else:
            await draft.share_point(turn.actor, cart_id, point, keep_address=_was(turn, "keep"))
    except NotFound:
        return _gone(turn)
    return _placed(turn, await _next(turn, cart_id, draft, settings), shared=point is not None)


@conversation.tap(links.SharePlace)
async def share_place(turn: Turn, link: links.SharePlace, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    """Show the button that sends where one is."""
    try:
        opened = await _open(turn, CartId(link.cart), draft, settings)
    except NotFound:
        return _gone(turn)
    asks = opened.cart.zone_problem is ZoneProblem.ASK
    keep = int(asks and opened.cart.address is not None)
    await turn.ask(PLACE, cart=link.cart, keep=keep, button=1)
    return screens.share_place(turn, zones=asks)


@conversation.tap(links.ChooseZone)
async def choose_zone(turn: Turn, link: links.ChooseZone, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    """Show the zones by name, or keep the one that was chosen."""
    if not link.zone:
        return await _zones(turn, CartId(link.cart), draft, settings)
    # A zone that was taken out meanwhile is no longer there to choose: what is missing is asked again.
    with suppress(NotFound):
        await draft.choose_zone(turn.actor, CartId(link.cart), link.zone)
    return await _next(turn, CartId(link.cart), draft, settings)


async def _zones(turn: Turn, cart_id: CartId, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    try:
        opened = await _open(turn, cart_id, draft, settings)
    except NotFound:
        return _gone(turn)
    return screens.zones(turn, opened, await draft.zones(turn.actor, cart_id))


@conversation.answer(PHONE)
async def phone_typed(turn: Turn, text: str, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    """Keep the phone, typed or shared; only one's own contact counts."""
    cart_id = _cart_of(turn)
    incoming = turn.incoming
    if incoming.contact_phone is not None and not incoming.contact_own:
        return Alert(turn.words.plain("checkout-phone-not-yours"))
    number = incoming.contact_phone or text
    if incoming.contact_phone is not None and not number.startswith("+"):
        number = f"+{number}"
    try:
        await draft.type_phone(turn.actor, cart_id, number)
    except NotFound:
        return _gone(turn)
    reply = await _next(turn, cart_id, draft, settings)
    thanks = turn.words("checkout-phone-kept", phone=number)
    return replace(reply, thanks=thanks) if isinstance(reply, Screen) else reply


@conversation.answer(COMMENT)
async def comment_typed(turn: Turn, text: str, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    """Keep the comment."""
    cart_id = _cart_of(turn)
    try:
        await draft.type_comment(turn.actor, cart_id, text)
    except NotFound:
        return _gone(turn)
    return await _next(turn, cart_id, draft, settings)


@conversation.answer(GIFT_NOTE)
async def gift_note_typed(turn: Turn, text: str, draft: CheckoutDraft, settings: ProviderSettings) -> Reply:
    """Keep the words that go with a gift."""
    cart_id = _cart_of(turn)
    try:
        await draft.type_gift_note(turn.actor, cart_id, text)
    except NotFound:
        return _gone(turn)
    return await _next(turn, cart_id, draft, settings)


@conversation.tap(links.DropGiftNote)
async def drop_gift_note(
    turn: Turn, link: links.DropGiftNote, draft: CheckoutDraft, settings: ProviderSettings
) -> Reply:
    """Send it without words."""
    try:
        await draft.type_gift_note(turn.actor, CartId(link.cart), "")
    except NotFound:
        return _gone(turn)
    return await _next(turn, CartId(link.cart), draft, settings)


@conversation.tap(links.PickAddress)
async def pick_address(
    turn: Turn, link: links.PickAddress, draft: CheckoutDraft, settings: ProviderSettings, saved: Addresses
) -> Reply:
    """Send it to an address one has kept."""
    try:
        await saved.pick(turn.actor, CartId(link.cart), link.address)
    except NotFound:
        return _gone(turn)
    return await _next(turn, CartId(link.cart), draft, settings)


@conversation.answer(CODE)
async def code_typed(
    turn: Turn, text: str, draft: CheckoutDraft, settings: ProviderSettings, benefits: EnterBenefits
) -> Reply:
    """Take a promo code or a gift card; a refused one is said, and the question stays open."""
    cart_id = _cart_of(turn)
    try:
        entered = await benefits.code(turn.actor, cart_id, text)
    except NotFound:
        return _gone(turn)
    reply = await _next(turn, cart_id, draft, settings)
    thanks = turn.words(f"code-taken-{entered.kind.value}", code=entered.shown)
    return replace(reply, thanks=thanks) if isinstance(reply, Screen) else reply


@conversation.tap(links.DropCodes)
async def drop_codes(
    turn: Turn, link: links.DropCodes, draft: CheckoutDraft, settings: ProviderSettings, benefits: EnterBenefits
) -> Reply:
    """Take the code and the gift card out again."""
    try:
        await benefits.drop_codes(turn.actor, CartId(link.cart))
    except NotFound:
        return _gone(turn)
    return await _next(turn, CartId(link.cart), draft, settings)


@conversation.tap(links.UsePoints)
async def use_points(
    turn: Turn, link: links.UsePoints, draft: CheckoutDraft, settings: ProviderSettings, benefits: EnterBenefits
) -> Reply:
    """Pay with points, or not."""
    try:
        await benefits.use_points(turn.actor, CartId(link.cart), wanted=bool(link.wanted))
    except NotFound:
        return _gone(turn)
    return await _next(turn, CartId(link.cart), draft, settings)


@conversation.tap(links.PickCurrency)
async def pick_currency(
    turn: Turn, link: links.PickCurrency, draft: CheckoutDraft, settings: ProviderSettings, benefits: EnterBenefits
) -> Reply:
    """Price the cart in another currency."""
    try:
        await benefits.currency(turn.actor, CartId(link.cart), link.currency)
    except NotFound:
        return _gone(turn)
    return await _next(turn, CartId(link.cart), draft, settings)


def _was(turn: Turn, name: str) -> bool:
    """Return whether the question that was answered said so of itself."""
    return turn.prompt is not None and bool(turn.prompt.values.get(name))


def _placed(turn: Turn, reply: Reply, *, shared: bool) -> Reply:
    """Thank for a place, which takes the button below the typing field away as well."""
    if not isinstance(reply, Screen) or not (shared or _was(turn, "button")):
        return reply
    return replace(reply, thanks=turn.words("checkout-place-kept" if shared else "checkout-place-typed"))


def _cart_of(turn: Turn) -> CartId:
    value = turn.prompt.values.get("cart", 0) if turn.prompt is not None else 0
    return CartId(int(value))


def _gone(turn: Turn) -> Reply:
    words = turn.words
    rows = (
        (
            Button(words.plain("button-orders"), links.Orders()),
            Button(words.plain("button-menu"), links.Home()),
        ),
    )
    return Screen(words("checkout-gone"), rows)


async def _next(
    turn: Turn, cart_id: CartId, draft: CheckoutDraft, settings: ProviderSettings, *, step: str = ""
) -> Reply:
    """Return the screen of the first thing that is not known, or of the step asked for."""
    try:
        opened = await _open(turn, cart_id, draft, settings)
    except NotFound:
        await turn.stop_asking()
        return _gone(turn)
    if not opened.deliveries and not opened.cart.digital:
        raise NoDeliveryYet
    asked = step or opened.step.value
    if asked == Step.ADDRESS:
        # The words for a location that was shared just now belong to it; a new address is another place.
        belongs = opened.cart.point is not None and opened.cart.address is None
        await turn.ask(ADDRESS, cart=int(cart_id), point=int(belongs))
        return screens.address(turn, opened, await draft.saved_addresses(turn.actor))
    problem = opened.cart.zone_problem
    if asked == Step.ZONE and problem is not None:
        await turn.ask(PLACE, cart=int(cart_id), keep=int(problem is ZoneProblem.ASK))
        return screens.zone(turn, opened)
    return await _step(turn, opened, asked)


async def _open(turn: Turn, cart_id: CartId, draft: CheckoutDraft, settings: ProviderSettings) -> Checkout:
    """Return the checkout with the ways that take the cart's own currency. Raises: NotFound."""
    offered = settings.offered(turn.shop)
    opened = await draft.open(turn.actor, turn.shop, cart_id, offered)
    currency = opened.cart.currency
    taking = tuple(code for code in offered if settings.takes(turn.shop, code, currency))
    if currency == turn.shop.currency or taking == offered:
        return opened
    return await draft.open(turn.actor, turn.shop, cart_id, taking)


async def _step(turn: Turn, opened: Checkout, step: str) -> Reply:
    cart_id = int(opened.cart.id)
    match step:
        case Step.DELIVERY:
            return screens.delivery(turn, opened)
        case Step.PHONE:
            await turn.ask(PHONE, cart=cart_id)
            return screens.phone(turn)
        case Step.QUOTE:
            return screens.quote(turn, opened)
        case Step.PAYMENT:
            if not opened.payment_methods:
                raise MethodUnavailable
            return screens.payment(turn, opened)
        case "code":
            await turn.ask(CODE, cart=cart_id)
            return screens.code(turn, opened)
        case "currency" if len(opened.cart.currencies) > 1:
            return screens.currency(turn, opened)
        case "gift":
            await turn.ask(GIFT_NOTE, cart=cart_id)
            return screens.gift_note(turn, opened)
        case "comment":
            await turn.ask(COMMENT, cart=cart_id)
            return screens.comment(turn, opened)
        case _:
            await turn.stop_asking()
            return screens.confirm(turn, opened)


@conversation.tap(links.Confirm)
async def confirm(
    turn: Turn,
    link: links.Confirm,
    place: PlaceOrder,
    draft: CheckoutDraft,
    settings: ProviderSettings,
    start: StartPayment,
    view: ViewOrders,
) -> Reply:
    """Place the order and show how to pay. A second tap finds the order placed."""
    offered = settings.offered(turn.shop)
    request = PlaceRequest(CartId(link.cart), link.total, offered, turn.bot_id)
    try:
        placed = await place(turn.actor, turn.shop, request)
    except NotFound:
        return _gone(turn)
    except TotalChanged:
        opened = await _open(turn, CartId(link.cart), draft, settings)
        return screens.confirm(turn, opened, changed=True)
    except CheckoutIncomplete as incomplete:
        if incomplete.params["missing"] != Step.ZONE:
            raise
        reply = await _next(turn, CartId(link.cart), draft, settings)
        told = turn.words("confirm-zone-changed")
        return replace(reply, text=f"{told}\n\n{reply.text}") if isinstance(reply, Screen) else reply
    order = await view.one_of_mine(turn.actor, placed.order_id)
    card = customer_card(turn.words, turn.shop, order, turn.pages)
    if placed.payment_method in (CASH, COVERED) or placed.repeated:
        return card
    return await _pay(turn, placed.order_id, start, view, over=card)


@conversation.tap(links.PayOrder)
async def pay(turn: Turn, link: links.PayOrder, start: StartPayment, view: ViewOrders) -> Reply:
    """Pay an order (again): a new invoice each time, the first that is paid counts."""
    return await _pay(turn, OrderId(link.order), start, view, over=None)


@conversation.tap(links.PayWays)
async def pay_ways(turn: Turn, link: links.PayWays, choose: ChooseWay, view: ViewOrders) -> Reply:
    """Show the ways to pay an unpaid order."""
    order_id = OrderId(link.order)
    ways = await choose.ways(turn.actor, turn.shop, order_id)
    return screens.pay_ways(turn.words, await view.one_of_mine(turn.actor, order_id), ways)


@conversation.tap(links.PickWay)
async def pick_way(turn: Turn, link: links.PickWay, choose: ChooseWay, start: StartPayment, view: ViewOrders) -> Reply:
    """Pay an unpaid order another way: the new invoice at once, or staff's answer to cash."""
    order_id = OrderId(link.order)
    await choose(turn.actor, turn.shop, order_id, link.method)
    card = customer_card(turn.words, turn.shop, await view.one_of_mine(turn.actor, order_id), turn.pages)
    return card if link.method == CASH else await _pay(turn, order_id, start, view, over=card)


async def _pay(turn: Turn, order_id: OrderId, start: StartPayment, view: ViewOrders, *, over: Screen | None) -> Reply:
    try:
        started = await start(turn.actor, turn.shop, order_id)
    except (ProviderDown, MethodUnavailable) as trouble:
        # The order stands: its card says so, and offers the other ways to pay.
        key = "payment-no-page" if isinstance(trouble, ProviderDown) else "error-method-unavailable"
        told = turn.words.plain(key)
        return replace(over, toast=told) if over is not None else Alert(told, window=True)
    match started.presentation:
        case Invoice() as invoice:
            total = sum(price.amount for price in invoice.prices)
            pay_button = Button(
                turn.words.plain("button-pay-sum", sum=turn.words.money(Money(total, invoice.currency))), pay=True
            )
            back = Button(turn.words.plain("button-open-order"), links.Order(order_id))
            return InvoiceScreen(
                intent_id=started.intent_id,
                order_id=order_id,
                payload=invoice.payload,
                provider_token=invoice.provider_token,
                title=invoice.title,
                description=invoice.description,
                currency=invoice.currency,
                prices=tuple((price.label, price.amount) for price in invoice.prices),
                start_parameter=invoice.start_parameter,
                rows=((pay_button,), (back,)),
                over=over,
                options=invoice.options,
            )
        case Redirect():
            # The card itself carries the page from now on, whoever edits it next.
            return customer_card(turn.words, turn.shop, await view.one_of_mine(turn.actor, order_id), turn.pages)
        case Transfer() as transfer:
            if transfer.proof:
                await turn.ask(PROOF, order=order_id)
            # So do the card's words where to send the money.
            return customer_card(turn.words, turn.shop, await view.one_of_mine(turn.actor, order_id), turn.pages)
        case PayLater():
            return over or customer_card(
                turn.words, turn.shop, await view.one_of_mine(turn.actor, order_id), turn.pages
            )
