"""Addresses between conversations: what a button opens, packed into 64 bytes of callback data.

Conversations are strangers to each other and meet here. Ids travel in base 36; navigation is stateless, so a
button pressed a week later still finds its screen. Prefixes are stored in old messages: never reuse one.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from db.types.ids import decode_id, encode_id

LIMIT_BYTES = 64
REGISTRY: dict[str, type["Link"]] = {}


class BadLink(ValueError):
    """Callback data that no screen of this release made."""


@dataclass(frozen=True, slots=True)
class Link:
    """Base of addresses. Fields are non-negative integers or short words."""

    prefix: ClassVar[str] = ""

    def __init_subclass__(cls, *, prefix: str = "", **kwargs: Any) -> None:
        # With slots the decorator makes the class anew: both passes carry the same name.
        known = REGISTRY.get(prefix)
        if known is not None and known.__qualname__ != cls.__qualname__:
            msg = f"two links are called {prefix}"
            raise TypeError(msg)
        if prefix:
            cls.prefix = prefix
        REGISTRY[cls.prefix] = cls

    def pack(self) -> str:
        """Return the callback data."""
        parts = [self.prefix]
        for item in fields(self):
            value = getattr(self, item.name)
            parts.append(encode_id(value) if isinstance(value, int) else value)
        return ":".join(parts)

    @classmethod
    def unpack(cls, data: str) -> Self:
        """Read callback data of this link. Raises: BadLink."""
        parts = data.split(":")[1:]
        wanted = fields(cls)
        # A newer release may have added fields with defaults: older buttons still open.
        if len(parts) > len(wanted):
            raise BadLink(data)
        try:
            values = [
                decode_id(part) if item.type in (int, "int") else part
                for item, part in zip(wanted, parts, strict=False)
            ]
            return cls(*values)
        except (ValueError, TypeError) as error:
            raise BadLink(data) from error


def read(data: str) -> Link:
    """Read any link. Raises: BadLink."""
    prefix = data.partition(":")[0]
    kind = REGISTRY.get(prefix)
    if kind is None or not prefix:
        raise BadLink(data)
    return kind.unpack(data)


# ── everybody ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Home(Link, prefix="h"):
    """The shop's menu."""


@dataclass(frozen=True, slots=True)
class Nothing(Link, prefix="n"):
    """A label that looks like a button, such as a quantity."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Link, prefix="l"):
    """The language screen, or a choice on it."""

    language: str = ""


@dataclass(frozen=True, slots=True)
class ChooseShop(Link, prefix="sh"):
    """The list of shops, or one to enter."""

    shop: int = 0


@dataclass(frozen=True, slots=True)
class Help(Link, prefix="?"):
    """Help, terms, support: one topic each."""

    topic: str = "help"


@dataclass(frozen=True, slots=True)
class Profile(Link, prefix="me"):
    """The person's own page."""


@dataclass(frozen=True, slots=True)
class Cancel(Link, prefix="x"):
    """Stop typing and go back to the menu."""


# ── catalogue and cart ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Category(Link, prefix="c"):
    """A shelf (0: the top). `way` is `a`fter or `b`efore the product `cursor`."""

    category: int = 0
    way: str = ""
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class Product(Link, prefix="p"):
    """A product card with a variant chosen and a quantity picked."""

    product: int
    variant: int = 0
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Search(Link, prefix="s"):
    """Ask for words to search by."""


@dataclass(frozen=True, slots=True)
class AddToCart(Link, prefix="a"):
    """Set the cart's quantity of a variant, from its product card."""

    product: int
    variant: int
    quantity: int


@dataclass(frozen=True, slots=True)
class BuyNow(Link, prefix="b"):
    """Check out one product at once."""

    variant: int
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Cart(Link, prefix="k"):
    """The cart."""


@dataclass(frozen=True, slots=True)
class CartLine(Link, prefix="kq"):
    """Set a line's quantity in the cart (0 removes it)."""

    variant: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ClearCart(Link, prefix="kx"):
    """Empty the cart."""


# ── checkout and orders ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Checkout(Link, prefix="o"):
    """The next step of a cart's checkout (0: the lasting cart), or one step to answer anew."""

    cart: int = 0
    step: str = ""


@dataclass(frozen=True, slots=True)
class PickDelivery(Link, prefix="od"):
    """Choose a way of delivery."""

    cart: int
    option: int


@dataclass(frozen=True, slots=True)
class PickPayment(Link, prefix="op"):
    """Choose a way to pay."""

    cart: int
    method: str


@dataclass(frozen=True, slots=True)
class DropCodes(Link, prefix="oc"):
    """Take the promo code and the gift card out of a checkout."""

    cart: int


@dataclass(frozen=True, slots=True)
class UsePoints(Link, prefix="ou"):
    """Pay with points (1), or not (0)."""

    cart: int
    wanted: int


@dataclass(frozen=True, slots=True)
class PickCurrency(Link, prefix="oy"):
    """Price a cart in another currency."""

    cart: int
    currency: str


@dataclass(frozen=True, slots=True)
class PayWays(Link, prefix="mw"):
    """The ways to pay an unpaid order, to choose another one."""

    order: int


@dataclass(frozen=True, slots=True)
class PickWay(Link, prefix="my"):
    """Pay an unpaid order another way."""

    order: int
    method: str


@dataclass(frozen=True, slots=True)
class Confirm(Link, prefix="ok"):
    """Place the order for the sum the screen showed, in minor units."""

    cart: int
    total: int


@dataclass(frozen=True, slots=True)
class Orders(Link, prefix="m"):
    """One's own orders, older than one of them."""

    before: int = 0


@dataclass(frozen=True, slots=True)
class Order(Link, prefix="mo"):
    """One's own order."""

    order: int


@dataclass(frozen=True, slots=True)
class OrdersFromCard(Link, prefix="lm"):
    """From an order's card to one's orders: the message is no live card any more."""


@dataclass(frozen=True, slots=True)
class HomeFromCard(Link, prefix="lh"):
    """From an order's card to the menu: the message is no live card any more."""


@dataclass(frozen=True, slots=True)
class PayOrder(Link, prefix="mp"):
    """Pay one's order (again)."""

    order: int


@dataclass(frozen=True, slots=True)
class SendProof(Link, prefix="mt"):
    """Send a picture that proves the transfer for one's order."""

    order: int


@dataclass(frozen=True, slots=True)
class CancelOrder(Link, prefix="mx"):
    """Cancel one's order: asked first, done when sure."""

    order: int
    sure: int = 0


@dataclass(frozen=True, slots=True)
class ShowGoods(Link, prefix="mg"):
    """Send the digital goods of one's order again."""

    order: int


@dataclass(frozen=True, slots=True)
class RenewSubscription(Link, prefix="ms"):
    """Let a subscription be renewed (1), or not any more (0)."""

    order: int
    renew: int


@dataclass(frozen=True, slots=True)
class RepeatOrder(Link, prefix="mr"):
    """Put an order's lines into the cart."""

    order: int


# ── staff ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class StaffOrders(Link, prefix="to"):
    """The shop's orders by group, older than one of them."""

    group: str = "new"
    before: int = 0


@dataclass(frozen=True, slots=True)
class StaffOrder(Link, prefix="tc"):
    """An order's staff card."""

    order: int


@dataclass(frozen=True, slots=True)
class StaffStep(Link, prefix="ts"):
    """A step on a staff card: accept, pack, ship, notrack, deliver, back."""

    order: int
    step: str


@dataclass(frozen=True, slots=True)
class StaffCancel(Link, prefix="tx"):
    """Cancel from a staff card with one of the ready reasons (empty: choose)."""

    order: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckProof(Link, prefix="pf"):
    """Decide about a receipt: yes, no (choose why), or no with one of the ready reasons."""

    order: int
    proof: int
    step: str


@dataclass(frozen=True, slots=True)
class RefundPaid(Link, prefix="tr"):
    """Staff paid a refund by hand."""

    order: int
    refund: int


@dataclass(frozen=True, slots=True)
class RefundMenu(Link, prefix="tm"):
    """What of an order can be given back: everything, lines, a sum."""

    order: int


@dataclass(frozen=True, slots=True)
class RefundLines(Link, prefix="tl"):
    """Choose pieces: `picked` is a base 36 digit a line, the last one says whether delivery goes back too."""

    order: int
    picked: str = ""


@dataclass(frozen=True, slots=True)
class RefundSum(Link, prefix="tu"):
    """Ask for a sum to give back."""

    order: int


@dataclass(frozen=True, slots=True)
class RefundHow(Link, prefix="th"):
    """Verdict on the goods and the reason, one after the other. `what`: `a`ll, `l`ines, `s`um."""

    order: int
    what: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class RefundDo(Link, prefix="td"):
    """Give it back. `nonce` makes one tap one effect."""

    order: int
    what: str
    verdict: str
    reason: str
    nonce: int


@dataclass(frozen=True, slots=True)
class DecideNote(Link, prefix="tn"):
    """A second person agrees (1) or not (0) to a refund."""

    order: int
    note: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Payments(Link, prefix="tp"):
    """The payment monitor over some days."""

    days: int = 1


@dataclass(frozen=True, slots=True)
class ComparePayments(Link, prefix="tq"):
    """Compare the providers' books with ours now."""

    days: int = 1


@dataclass(frozen=True, slots=True)
class DecideDifference(Link, prefix="tf"):
    """Close a difference of the books: settled (1) or left aside (0)."""

    difference: int
    settled: int


@dataclass(frozen=True, slots=True)
class Review(Link, prefix="tv"):
    """A held order: `ok` lets it go on, `no` asks whether to cancel it, `sure` does; `hold` stops one."""

    order: int
    what: str


@dataclass(frozen=True, slots=True)
class PaidLess(Link, prefix="tz"):
    """The buyer paid less at the door."""

    order: int


@dataclass(frozen=True, slots=True)
class Purses(Link, prefix="ch"):
    """What couriers hold."""


@dataclass(frozen=True, slots=True)
class CountPurse(Link, prefix="cc"):
    """A courier brought it all (1), or another sum (0). `nonce` makes one tap one effect."""

    courier: int
    currency: str
    all_of_it: int
    nonce: int


@dataclass(frozen=True, slots=True)
class Forgive(Link, prefix="cf"):
    """Let go what a buyer paid short."""

    order: int


@dataclass(frozen=True, slots=True)
class Ways(Link, prefix="yw"):
    """Every way to pay, for the owner."""


@dataclass(frozen=True, slots=True)
class Way(Link, prefix="yy"):
    """One way to pay with its settings."""

    code: str


@dataclass(frozen=True, slots=True)
class WayField(Link, prefix="yf"):
    """Change the field of a way to pay at this place of its form."""

    code: str
    place: int


@dataclass(frozen=True, slots=True)
class WayRule(Link, prefix="yr"):
    """Change where a way is offered: `enabled`, `least`, `most`, or a kind of delivery."""

    code: str
    what: str


@dataclass(frozen=True, slots=True)
class TryWay(Link, prefix="yt"):
    """Try the settings of a way to pay."""

    code: str


@dataclass(frozen=True, slots=True)
class Team(Link, prefix="tt"):
    """The team of the shop."""


@dataclass(frozen=True, slots=True)
class Invite(Link, prefix="ti"):
    """An invitation into the team with a role (empty: choose)."""

    role: str = ""


@dataclass(frozen=True, slots=True)
class Member(Link, prefix="te"):
    """One member: a role's word changes it, `sure` asks whether to let them go, `out` does."""

    person: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Deliveries(Link, prefix="ydl"):
    """How the shop delivers, for staff."""


@dataclass(frozen=True, slots=True)
class NewDelivery(Link, prefix="ydn"):
    """Add a way of delivery of a kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class DeliveryOption(Link, prefix="ydo"):
    """One way of delivery; `what` turns a switch or asks for a value."""

    option: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Shelves(Link, prefix="ysh"):
    """The tree of shelves, for staff."""


@dataclass(frozen=True, slots=True)
class Shelf(Link, prefix="ysf"):
    """One shelf (0: the top); `what` is done with it."""

    shelf: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Stock(Link, prefix="w"):
    """Stock: the lowest first, or one SKU."""

    sku: str = ""


@dataclass(frozen=True, slots=True)
class StockAdd(Link, prefix="wa"):
    """Add to a SKU's stock. `nonce` makes one tap one effect."""

    sku: str
    amount: int
    nonce: int


@dataclass(frozen=True, slots=True)
class ShowVariant(Link, prefix="ws"):
    """Show (1) or hide (0) a SKU."""

    sku: str
    shown: int


@dataclass(frozen=True, slots=True)
class Shelve(Link, prefix="wc"):
    """Put a new product on a shelf (0: list them)."""

    product: int
    category: int = 0


@dataclass(frozen=True, slots=True)
class Undo(Link, prefix="u"):
    """Take a change back by its audit number."""

    seq: int


@dataclass(frozen=True, slots=True)
class UseStaffChat(Link, prefix="tg"):
    """Make this group the place for order cards of a shop."""

    shop: int


# ── returns ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class StartReturn(Link, prefix="v"):
    """Send something of one's order back: the next question."""

    order: int


@dataclass(frozen=True, slots=True)
class ReturnStep(Link, prefix="vs"):
    """One of the questions on the way to a return, to answer anew."""

    order: int
    step: str


@dataclass(frozen=True, slots=True)
class ReturnPieces(Link, prefix="vp"):
    """Send so many pieces of a line back."""

    order: int
    position: int
    number: int


@dataclass(frozen=True, slots=True)
class ReturnReason(Link, prefix="vr"):
    """Why something is sent back."""

    order: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnOutcome(Link, prefix="vo"):
    """What is wanted for it."""

    order: int
    way: str


@dataclass(frozen=True, slots=True)
class ReturnInstead(Link, prefix="ve"):
    """Which variant is wanted instead of a line."""

    order: int
    position: int
    variant: int


@dataclass(frozen=True, slots=True)
class AskReturn(Link, prefix="va"):
    """Ask for the return that was answered step by step."""

    order: int
    draft: int


@dataclass(frozen=True, slots=True)
class MyReturn(Link, prefix="vm"):
    """One's own return."""

    return_id: int


@dataclass(frozen=True, slots=True)
class CancelReturn(Link, prefix="vx"):
    """Take one's return back: asked first, done when sure."""

    return_id: int
    sure: int = 0


@dataclass(frozen=True, slots=True)
class TrackReturn(Link, prefix="vt"):
    """Say how one's return was sent."""

    return_id: int


@dataclass(frozen=True, slots=True)
class StaffReturns(Link, prefix="z"):
    """The shop's returns by group, older than one of them."""

    group: str = "new"
    before: int = 0


@dataclass(frozen=True, slots=True)
class StaffReturn(Link, prefix="zc"):
    """A return's staff card."""

    order: int
    return_id: int


@dataclass(frozen=True, slots=True)
class ApproveReturn(Link, prefix="za"):
    """Let the buyer send it back."""

    order: int
    return_id: int


@dataclass(frozen=True, slots=True)
class RejectReturn(Link, prefix="zr"):
    """Refuse a return with one of the ready reasons (empty: choose; `own`: typed)."""

    order: int
    return_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReceiveReturn(Link, prefix="zl"):
    """What came of a return's line. `step`: `all` as announced, `lines` to list them, `line`, or how it came."""

    order: int
    return_id: int
    step: str
    position: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class InspectReturn(Link, prefix="zi"):
    """How much of a return's line is taken. `step`: `all` of it back on the shelf, `lines`, `line`, or the verdict."""

    order: int
    return_id: int
    step: str
    position: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class CloseReturn(Link, prefix="zx"):
    """Close a return as `way` (empty: choose), the delivery given back too (1) or not."""

    order: int
    return_id: int
    way: str = ""
    delivery: int = 0


@dataclass(frozen=True, slots=True)
class ReturnPhoto(Link, prefix="zp"):
    """A picture that the buyer sent with a return."""

    order: int
    return_id: int
    position: int


# ── finding and liking ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Listing(Link, prefix="fv"):
    """A list as filtered and sorted. `scope`: `c` a shelf, `q` what was asked for; `of` is its id.

    `low` and `high` are prices in minor units, `marks` names values of options. `panel`: `s`orting, `f`ilters.
    """

    scope: str
    of: int
    sort: str = ""
    stock: int = 0
    low: int = 0
    high: int = 0
    marks: str = ""
    start: int = 0
    panel: str = ""


@dataclass(frozen=True, slots=True)
class PriceRange(Link, prefix="fp"):
    """Ask for a range of prices for a list."""

    scope: str
    of: int
    sort: str = ""
    stock: int = 0
    marks: str = ""


# ── goods by file and phone ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ImportStep(Link, prefix="gi"):
    """What to do with a file that was looked at: go, stop, errors; empty: look again."""

    import_id: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ImportTemplate(Link, prefix="git"):
    """An empty table to fill in."""


@dataclass(frozen=True, slots=True)
class Export(Link, prefix="gx"):
    """Files to take away (empty: choose): `what` is goods or orders, `form` xlsx or csv, of the last `days`."""

    what: str = ""
    form: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class EditProduct(Link, prefix="ge"):
    """The editor of a product; `what` is done with it: hide, show, archive, restore, copy, photo, nophoto."""

    product: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class EditText(Link, prefix="gt"):
    """Ask for a product's `name` or `about`, in one language or (empty) as it is."""

    product: int
    what: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class EditPhotos(Link, prefix="gq"):
    """A product's pictures, the one at a place; `what`: add, drop."""

    product: int
    place: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class EditShelf(Link, prefix="gs"):
    """Put a product on a shelf (0: list them)."""

    product: int
    category: int = 0


@dataclass(frozen=True, slots=True)
class EditKind(Link, prefix="gk"):
    """Say what a product is (empty: list the kinds)."""

    product: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EditVariants(Link, prefix="gv"):
    """A product's variants, a page of them."""

    product: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class EditVariant(Link, prefix="gw"):
    """One variant; `what` is asked or done: price, sku, stock, photo, nophoto, hide, show."""

    product: int
    variant: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class EditOptions(Link, prefix="go"):
    """A product's options: all (0), one by its place, one of its values by its place; sure takes the value out."""

    product: int
    option: int = 0
    value: int = 0
    sure: int = 0


@dataclass(frozen=True, slots=True)
class NewOption(Link, prefix="gn"):
    """Ask for an option with its values (0), or for more values of one by its place."""

    product: int
    option: int = 0


@dataclass(frozen=True, slots=True)
class BulkShelf(Link, prefix="gb"):
    """Many variants at once: those of a shelf (0: choose one, or type words)."""

    category: int = 0


@dataclass(frozen=True, slots=True)
class BulkStep(Link, prefix="gbs"):
    """What to do with many variants: hide, show, price (ask), round (to `amount`), go, undo; empty: look."""

    bulk: int
    what: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class StockMoves(Link, prefix="gm"):
    """Who changed a SKU's stock, when and why, before one of the movements."""

    sku: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class CountShelf(Link, prefix="gc"):
    """Count what lies on a shelf (0: choose one, or type lines)."""

    category: int = 0


@dataclass(frozen=True, slots=True)
class StockPlace(Link, prefix="gp"):
    """Places where stock lies (0: all of them); `what`: add, first, remove."""

    place: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Packing(Link, prefix="gl"):
    """What to pack for an order, as a list to print."""

    order: int


@dataclass(frozen=True, slots=True)
class AssignCourier(Link, prefix="ga"):
    """Who brings an order (0: choose; 1: nobody)."""

    order: int
    person: int = 0


@dataclass(frozen=True, slots=True)
class DeliveryPhotos(Link, prefix="gf"):
    """The pictures of a delivery, one by its place."""

    order: int
    place: int = 0


@dataclass(frozen=True, slots=True)
class MyDeliveries(Link, prefix="gd"):
    """What the courier has to bring."""


@dataclass(frozen=True, slots=True)
class MyDelivery(Link, prefix="gdo"):
    """One delivery; `what`: take, done, less, refused (asked), sure, photo, call."""

    order: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Topics(Link, prefix="gto"):
    """Whether each order has a topic of its own in the staff's forum: on (1), off (0)."""

    on: int


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sales(Link, prefix="ds"):
    """What was sold over a span, `back` spans ago."""

    span: str = "week"
    back: int = 0


@dataclass(frozen=True, slots=True)
class SalesSheet(Link, prefix="dx"):
    """The same as a sheet."""

    span: str
    back: int


@dataclass(frozen=True, slots=True)
class Reports(Link, prefix="dr"):
    """Reports that come by themselves."""


@dataclass(frozen=True, slots=True)
class ReportHour(Link, prefix="dh"):
    """Choose the hour of a report; 25 asks, 24 ends it."""

    span: str
    hour: int


@dataclass(frozen=True, slots=True)
class ReportNow(Link, prefix="dn"):
    """See a report as it would come."""

    span: str


# ── talking to people ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Broadcasts(Link, prefix="qb"):
    """The shop's broadcasts."""


@dataclass(frozen=True, slots=True)
class Broadcast(Link, prefix="qd"):
    """One broadcast (0: a new one); `what` is done with it."""

    campaign: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class BroadcastAudience(Link, prefix="qa"):
    """Choose whom a broadcast is for; `number` are days or a category."""

    campaign: int
    audience: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class BroadcastText(Link, prefix="qt"):
    """Write a broadcast's text in a language, or look at it (`look`)."""

    campaign: int
    language: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class BroadcastButton(Link, prefix="qk"):
    """Set a broadcast's button to a category (0: ask)."""

    campaign: int
    category: int = 0


@dataclass(frozen=True, slots=True)
class StopNews(Link, prefix="qu"):
    """Want no more messages of a kind (0), or again (1)."""

    kind: str = "marketing"
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Favourites(Link, prefix="fl"):
    """One's favourites from one of them on."""

    start: int = 0


@dataclass(frozen=True, slots=True)
class Like(Link, prefix="fh"):
    """Put a heart on a product (1), or take it away (0), on its card."""

    product: int
    variant: int
    quantity: int
    wanted: int


@dataclass(frozen=True, slots=True)
class FavouriteToCart(Link, prefix="fc"):
    """Move a favourite into the cart."""

    product: int
    variant: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class Await(Link, prefix="fa"):
    """Be told when a variant is back (1), or not any more (0), on its product's card."""

    product: int
    variant: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Alerts(Link, prefix="fal"):
    """What one waits for; `drop`: a variant that one waits for no more."""

    drop: int = 0


@dataclass(frozen=True, slots=True)
class Texts(Link, prefix="dw"):
    """The texts of the bot: a page of the changed ones (1), or of all (0)."""

    changed: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class OneText(Link, prefix="dv"):
    """A text; `what`: a language to write it in, `keep-` and a language for the draft, `restore`."""

    text: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ProductPicture(Link, prefix="fg"):
    """A product card with one of its further pictures."""

    product: int
    variant: int
    quantity: int
    picture: int


@dataclass(frozen=True, slots=True)
class Related(Link, prefix="fb"):
    """What goes with a product."""

    product: int
    variant: int = 0


@dataclass(frozen=True, slots=True)
class Reviews(Link, prefix="fr"):
    """What people say of a product, from one of them on."""

    product: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class TalkWrite(Link, prefix="qw"):
    """Write to the shop about one's order (0: in general)."""

    order: int = 0


@dataclass(frozen=True, slots=True)
class TalkLeave(Link, prefix="ql"):
    """Leave the conversation with the shop, back to its menu."""


@dataclass(frozen=True, slots=True)
class StaffTalks(Link, prefix="qq"):
    """The open conversations, for staff."""


@dataclass(frozen=True, slots=True)
class StaffTalk(Link, prefix="qc"):
    """One conversation; `what`: take, close, reopen, history."""

    talk: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ToReview(Link, prefix="fo"):
    """What can be reviewed of one's order."""

    order: int


@dataclass(frozen=True, slots=True)
class Rate(Link, prefix="fs"):
    """Give stars to a product one received (0: ask how many)."""

    order: int
    product: int
    stars: int = 0


@dataclass(frozen=True, slots=True)
class MyReview(Link, prefix="fm"):
    """One's own review; `what`: `say` to write, `remove` asks, `sure` takes it back."""

    review: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPhotos(Link, prefix="fx"):
    """The photos of a review that everybody may read."""

    review: int
    photo: int = 0
    start: int = 0


@dataclass(frozen=True, slots=True)
class ReviewQueue(Link, prefix="fq"):
    """Reviews for staff, by state."""

    state: str = "waiting"
    start: int = 0


@dataclass(frozen=True, slots=True)
class StaffReview(Link, prefix="fw"):
    """A review's staff card; `what`: `ok` publishes, `no` rejects, `answer` asks for one, a number shows a photo."""

    review: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class ShopCard(Link, prefix="dk"):
    """What the shop says of itself and how it looks."""


@dataclass(frozen=True, slots=True)
class ShopField(Link, prefix="df"):
    """Change one thing of it; for texts in a language (empty: choose)."""

    what: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class FaqList(Link, prefix="qfl"):
    """The shop's ready answers, for staff."""


@dataclass(frozen=True, slots=True)
class Faq(Link, prefix="qf"):
    """One ready answer (0: `new` or `try`); `what` is changed, in a language."""

    entry: int
    what: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class FaqAnswer(Link, prefix="qfa"):
    """A ready answer, for customers."""

    entry: int


@dataclass(frozen=True, slots=True)
class FaqVote(Link, prefix="qfv"):
    """A ready answer helped (1), or did not (0)."""

    entry: int
    helped: int


@dataclass(frozen=True, slots=True)
class PickAddress(Link, prefix="fj"):
    """Send a checkout to an address one keeps."""

    cart: int
    address: int


@dataclass(frozen=True, slots=True)
class DropGiftNote(Link, prefix="fn"):
    """Take the words for a gift out of a checkout."""

    cart: int


@dataclass(frozen=True, slots=True)
class Addresses(Link, prefix="fd"):
    """The addresses one keeps (0), or one of them; `what`: `add`, `label`, `prefer`, `drop`."""

    address: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Phone(Link, prefix="ft"):
    """One's phone; `what`: `change` asks for it, `forget` forgets it."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class Choices(Link, prefix="fk"):
    """What one is written to about; with a kind it is turned on (1) or off (0)."""

    kind: str = ""
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Bonuses(Link, prefix="fz"):
    """One's points, level and referral link."""


@dataclass(frozen=True, slots=True)
class MyData(Link, prefix="fy"):
    """What the shop keeps of one; `what`: `get` sends it, `erase` and `sure` ask, `really` erases."""

    what: str = ""


@dataclass(frozen=True, slots=True)
class Audit(Link, prefix="dau"):
    """Who changed what, older than a number."""

    before: int = 0


@dataclass(frozen=True, slots=True)
class Health(Link, prefix="dhe"):
    """What is wrong with the shop and how to mend it."""


@dataclass(frozen=True, slots=True)
class Scenarios(Link, prefix="qs"):
    """The scenarios, for staff."""


@dataclass(frozen=True, slots=True)
class NewScenario(Link, prefix="qsn"):
    """A scenario of one's own that waits for a trigger (empty: choose)."""

    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Scenario(Link, prefix="qsc"):
    """One scenario; `what` is done with it."""

    campaign: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Posts(Link, prefix="qp"):
    """Channels and posts, for staff."""


@dataclass(frozen=True, slots=True)
class PostTo(Link, prefix="qpt"):
    """Post a variant into a channel (its id without the minus)."""

    variant: int
    chat: int


@dataclass(frozen=True, slots=True)
class Post(Link, prefix="qpo"):
    """One post; `what`: delete."""

    post: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class PostChannel(Link, prefix="qpc"):
    """A channel (its id without the minus); `what`: `link` this very group, unlink, sure."""

    chat: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class AskQuote(Link, prefix="oq"):
    """Ask the seller what the delivery of a cart costs."""

    cart: int


@dataclass(frozen=True, slots=True)
class AnswerQuote(Link, prefix="dq"):
    """Name the price a buyer asked for."""

    quote: int


# ── talks that end well ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class GiveTalk(Link, prefix="rt"):
    """Choose who looks after a conversation (0), or give it to them."""

    talk: int
    person: int = 0


# ── where people live ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SharePlace(Link, prefix="zsp"):
    """Share where a cart goes: asks with the button that sends a location."""

    cart: int


@dataclass(frozen=True, slots=True)
class ChooseZone(Link, prefix="zch"):
    """Choose by name the zone a cart goes to (0: show them)."""

    cart: int
    zone: int = 0


@dataclass(frozen=True, slots=True)
class Zones(Link, prefix="zzl"):
    """A courier's zones, for staff; `what` asks for more of them."""

    option: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Zone(Link, prefix="zzo"):
    """One zone; `what` asks for a value or takes it out."""

    zone: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class UndoZone(Link, prefix="zzu"):
    """Take back the last change of a zone."""

    zone: int
    seq: int


@dataclass(frozen=True, slots=True)
class DrawZone(Link, prefix="zzd"):
    """An area being drawn: finish it, take the last corner back, give it up."""

    zone: int
    what: str


@dataclass(frozen=True, slots=True)
class FriendRules(Link, prefix="rf"):
    """Thanks for friends; `who`: inviter, invited, most, off; `kind` of gift: points, percent, sum, nothing."""

    who: str = ""
    kind: str = ""
