"""An order as a screen: the buyer's live card and the staff's (pure)."""

from bot import links
from bot.on_map import map_url, zone_lines
from bot.pages import Pages
from bot.screen import Button, Rows, Screen
from core.auth.roles import Permission, allows
from core.kit.i18n.words import Raw, Words
from core.orders.carriers import track
from core.orders.checkout import CASH
from core.orders.contact import show_phone
from core.orders.promotions import COVERED
from core.orders.state import PAID, By, may_cancel
from core.orders.status_words import status_words
from core.orders.view_orders import JournalLine, OrderView
from core.shops.shop import Shop
from db.types.enums import DeliveryKind, OrderStatus, RefundState, Role, ShipmentStatus, SubscriptionState
from db.types.money import Money

_S = OrderStatus
_ENDED = frozenset({_S.CANCELLED, _S.EXPIRED, _S.COMPLETED})
ICONS = {
    _S.AWAITING_PAYMENT: "💳",
    _S.AWAITING_CONFIRMATION: "🕓",
    _S.CONFIRMED: "✅",
    _S.FULFILLING: "📦",
    _S.DELIVERED: "🎉",
    _S.COMPLETED: "☑️",
    _S.ON_HOLD: "⏸",
    _S.EXPIRED: "⌛",
    _S.CANCELLED: "✖️",
}


_STAFF_STATUS = {
    _S.AWAITING_CONFIRMATION: "staff-status-new",
    _S.CONFIRMED: "staff-status-to-pack",
}


def _staff_status(words: Words, order: OrderView) -> str:
    """Return an order's status as it concerns staff: what waits for them."""
    if order.status is _S.FULFILLING and order.shipment is ShipmentStatus.HANDED_OVER:
        return words("staff-status-on-its-way")
    key = _STAFF_STATUS.get(order.status)
    return words(key) if key else status_words(words, order, order.delivery_kind)


def _goods(words: Words, order: OrderView) -> str:
    lines = []
    for line in order.lines[:20]:
        options = words.pick(line.options_text)
        lines.append(
            words(
                "order-line",
                title=words.pick(line.title),
                options=Raw(f"\u00a0· {_safe(options)}") if options else Raw(""),
                quantity=line.quantity,
                sum=Money(line.unit_price * line.quantity, order.currency),
            )
        )
    if len(order.lines) > 20:
        lines.append(words("order-more-lines", count=len(order.lines) - 20))
    return "\n".join(lines)


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _money(words: Words, order: OrderView) -> list[str]:
    parts = []
    if order.delivery_total:
        parts.append(words("order-delivery-price", sum=Money(order.delivery_total, order.currency)))
    if order.discount_total:
        off = Money(-order.discount_total, order.currency)
        parts.append(words("order-discount", code=order.promo_code or "none", sum=off))
    if order.tax_added:
        parts.append(words("bill-tax-added", sum=Money(order.tax_added, order.currency)))
    if order.rounding:
        parts.append(words("bill-rounding", sum=Money(order.rounding, order.currency)))
    parts.append(words("order-total", sum=Money(order.total, order.currency)))
    if order.tax_total and not order.tax_added:
        parts.append(words("order-tax", sum=Money(order.tax_total, order.currency)))
    if order.gift_total:
        parts.append(words("order-gift", sum=Money(order.gift_total, order.currency)))
    if order.points_total:
        parts.append(words("order-points", sum=Money(order.points_total, order.currency)))
    if order.status is _S.AWAITING_PAYMENT and 0 < order.paid < order.total:
        parts.append(words("order-left", sum=Money(order.total - order.paid, order.currency)))
    if order.tip:
        parts.append(words("order-tip", sum=Money(order.tip, order.currency)))
    return parts


_DELIVERY_ICONS = {DeliveryKind.PICKUP: "🏬", DeliveryKind.DIGITAL: "💬"}


def _delivery(words: Words, order: OrderView) -> list[str]:
    icon = _DELIVERY_ICONS.get(order.delivery_kind, "🚚")
    parts = [words("order-delivery", icon=icon, title=words.pick(order.delivery_title))]
    if order.address:
        parts.append(words("order-address", address=order.address))
    if order.tracking:
        known = track(order.tracking)
        if known is None:
            parts.append(words("order-tracking", tracking=order.tracking))
        else:
            parts.append(words("order-track", carrier=known.carrier, tracking=known.number, url=known.url))
    return parts


def _refunds(words: Words, order: OrderView) -> list[str]:
    parts = []
    for refund in order.refunds:
        key = "order-refunded" if refund.state is RefundState.SUCCEEDED else "order-refund-waits"
        parts.append(words(key, sum=Money(refund.amount, refund.currency)))
    return parts


_STEPS = (_S.AWAITING_PAYMENT, _S.CONFIRMED, _S.FULFILLING, _S.DELIVERED)
_CASH_STEPS = (_S.AWAITING_CONFIRMATION, _S.CONFIRMED, _S.FULFILLING, _S.DELIVERED)


def _timeline(words: Words, order: OrderView) -> str:
    """Return the four steps of an order's way with the present one marked; nothing for an ended order."""
    steps = _CASH_STEPS if order.payment_method == CASH else _STEPS
    if order.status not in steps:
        return ""
    reached = steps.index(order.status)
    marks = ["●" if number <= reached else "○" for number in range(len(steps))]
    return "━".join(marks) + "  " + words("order-step", step=reached + 1, steps=len(steps))


def customer_card(words: Words, shop: Shop, order: OrderView, pages: Pages, *, fresh: bool = False) -> Screen:
    """Return the buyer's card with the buttons that make sense now."""
    parts = [
        words("order-title", number=str(order.number), icon=ICONS[order.status]),
        words("order-status", status=Raw(status_words(words, order, order.delivery_kind))),
    ]
    timeline = _timeline(words, order)
    if timeline:
        parts.append(timeline)
    if order.status is _S.AWAITING_PAYMENT and order.hold_until is not None:
        parts.append(words("order-held-until", time=words.time(order.hold_until, shop.timezone)))
    parts += _proof(words, order)
    if order.status is _S.CANCELLED and order.reason:
        parts.append(words("order-reason", reason=order.reason))
    parts += ["", _goods(words, order), "", *_money(words, order)]
    due = Money(max(order.total - order.paid, 0), order.currency)
    if order.payment_method == CASH and order.owed > 0 and order.status in _CASH_STEPS[:3]:
        parts.append(words("order-pay-cash", sum=due))
    elif order.status is _S.ON_HOLD and order.paid > 0:
        parts.append(words("order-money-kept", sum=Money(order.paid, order.currency)))
    elif order.owed <= 0 and order.status in PAID and order.status not in _ENDED:
        parts.append(words("order-paid"))
    elif order.status is _S.AWAITING_PAYMENT:
        parts.append(words("order-pay-way", way=way_words(words, order.payment_method)))
    parts += _subscription(words, shop, order)
    parts += [*_transfer(words, order), "", *_delivery(words, order), *_refunds(words, order)]
    return Screen("\n".join(parts), _customer_buttons(words, shop, order, pages), card_of=order.id, fresh=fresh)


def _sends_money(order: OrderView) -> bool:
    """Return whether the buyer is to send money by hand, and has not sent the receipt yet."""
    if order.transfer is None:
        return False
    last = _last_proof(order)
    return not (order.transfer.proof and last is not None and last.event == "proof_sent")


def _transfer(words: Words, order: OrderView) -> list[str]:
    """Return where to send the money, each value to be copied with a tap."""
    if order.transfer is None or not _sends_money(order):
        return []
    parts = ["", words("transfer-title")]
    for name, value in order.transfer.fields:
        key = "transfer-amount-field" if name == "transfer-amount" else "transfer-field"
        parts.append(words(key, name=words.plain(name), value=value))
    return [*parts, "", words("transfer-proof" if order.transfer.proof else "transfer-watched")]


def _subscription(words: Words, shop: Shop, order: OrderView) -> list[str]:
    if order.renewal:
        return [words("order-renewal")]
    if order.subscription is None:
        return []
    when = words.day(order.subscription.paid_until, shop.timezone)
    return [words(f"subscription-{order.subscription.state.value}", when=when)]


def _digital_buttons(words: Words, order: OrderView) -> Rows:
    """What arrived in the chat can be seen again, and a subscription let go or taken up."""
    if not order.digital or order.status not in PAID:
        return ()
    subscription = order.subscription
    if subscription is None:
        return ((Button(words.plain("button-show-goods"), links.ShowGoods(order.id)),),)
    if subscription.state is SubscriptionState.EXPIRED:
        return ()
    renewed = subscription.state is not SubscriptionState.CANCELLED
    key = "button-subscription-cancel" if renewed else "button-subscription-resume"
    return (
        (Button(words.plain("button-show-goods"), links.ShowGoods(order.id)),),
        (Button(words.plain(key), links.RenewSubscription(order.id, 0 if renewed else 1)),),
    )


def _proof(words: Words, order: OrderView) -> list[str]:
    """Return what became of the buyer's receipt, while the order waits for its transfer."""
    if order.status is not _S.AWAITING_PAYMENT:
        return []
    last = _last_proof(order)
    if last is None:
        return []
    if last.event == "proof_sent":
        return [words("proof-waits")]
    return [words("proof-refused", why=last.reason or "")]


def _last_proof(order: OrderView) -> JournalLine | None:
    return next((step for step in reversed(order.journal) if step.event in ("proof_sent", "proof_rejected")), None)


def _customer_buttons(words: Words, shop: Shop, order: OrderView, pages: Pages) -> Rows:
    rows: list[tuple[Button, ...]] = [*_digital_buttons(words, order)]
    if order.status is _S.AWAITING_PAYMENT:
        total = words.money(Money(order.total - order.paid, order.currency))
        label = words.plain("button-open-wallet" if _sends_money(order) else "button-pay-sum", sum=total)
        pay = Button(label, url=order.pay_url) if order.pay_url else Button(label, links.PayOrder(order.id))
        if order.transfer is None or order.pay_url:
            rows.append((pay,))
        if order.transfer is not None and order.transfer.proof:
            rows.append((Button(words.plain("button-send-proof"), links.SendProof(order.id)),))
        rows.append((Button(words.plain("button-pay-another-way"), links.PayWays(order.id)),))
    if may_cancel(order.status, By.BUYER) and order.shipment is ShipmentStatus.PLANNED:
        rows.append((Button(words.plain("button-cancel-order"), links.CancelOrder(order.id)),))
    if order.status not in (_S.AWAITING_PAYMENT, _S.AWAITING_CONFIRMATION):
        rows.append((Button(words.plain("button-repeat"), links.RepeatOrder(order.id)),))
    if order.status in (_S.DELIVERED, _S.COMPLETED):
        rows.append((Button(words.plain("button-review-order"), links.ToReview(order.id)),))
    if order.returnable:
        rows.append((Button(words.plain("button-return"), links.StartReturn(order.id)),))
    rows += [(Button(words.plain("button-my-return"), links.MyReturn(one)),) for one in order.open_returns]
    talk = Button(words.plain("button-talk-order"), links.TalkWrite(order.id))
    rows.append((talk, *pages.order(words, shop, order.id)))
    rows.append(
        (
            Button(words.plain("button-orders"), links.OrdersFromCard()),
            Button(words.plain("button-menu"), links.HomeFromCard()),
        )
    )
    return tuple(rows)


def way_words(words: Words, code: str) -> str:
    """Return how a way to pay is called; its code where this release has no name for it."""
    key = f"payment-{code}"
    return words.plain(key) if key in words.keys() else code  # noqa: SIM118 – a method, no mapping


def _how_paid(words: Words, order: OrderView) -> str:
    """Return what staff need to know about the money: who takes it, or by which way it came."""
    if order.payment_method == COVERED:
        return words("staff-order-covered")
    if order.payment_method != CASH:
        key = "staff-order-prepaid" if order.paid > 0 or order.refunds else "staff-order-unpaid"
        return words(key, way=way_words(words, order.payment_method))
    if order.status in (_S.DELIVERED, _S.COMPLETED):
        given_back = sum(refund.amount for refund in order.refunds if refund.state is not RefundState.FAILED)
        return words("staff-order-cash-taken", sum=Money(order.paid + given_back, order.currency))
    return words("staff-order-cash", sum=Money(max(order.total - order.paid, 0), order.currency))


def staff_card(words: Words, shop: Shop, order: OrderView, role: Role | None = None) -> Screen:
    """Return the staff's card. In a group (`role` None) all buttons stand; the use cases check who taps."""
    customer = _safe(order.customer_name)
    if order.customer_username:
        customer += f" (@{_safe(order.customer_username)})"
    parts = [
        words("staff-order-title", number=str(order.number), icon=ICONS[order.status]),
        words("order-status", status=Raw(_staff_status(words, order))),
        words("staff-order-placed", when=words.when(order.placed_at, shop.timezone)),
        "",
        _goods(words, order),
        "",
        *_money(words, order),
        _how_paid(words, order),
        *([words("staff-order-test")] if order.test_money else []),
        *_subscription(words, shop, order),
        "",
        words("staff-order-customer", customer=Raw(customer)),
    ]
    if order.phone:
        parts.append(words("staff-order-phone", phone=show_phone(order.phone)))
    parts += _delivery(words, order)
    parts += zone_lines(words, order)
    if order.point is not None:
        parts.append(words("order-on-map", url=map_url(words, order) or ""))
    if order.courier_name is not None:
        parts.append(words("staff-order-courier", name=order.courier_name))
    if order.comment:
        parts.append(words("staff-order-comment", comment=order.comment))
    if order.gift_note:
        parts.append(words("order-gift-note", note=order.gift_note))
    if order.reason and order.status in (_S.CANCELLED, _S.ON_HOLD):
        parts.append(words("order-reason", reason=_reason(words, order.reason)))
    if order.risk is not None:
        parts.append(words("risk-score", score=order.risk.score))
        parts += [
            words("risk-reason", reason=words.plain(f"risk-{code}", value=value)) for code, value in order.risk.reasons
        ]
    parts += _staff_refunds(words, order)
    parts += [
        words(
            "staff-note-waits",
            sum=Money(note.amount, order.currency),
            name=note.requested_by_name,
            reason=refund_reason(words, note.reason),
        )
        for note in order.waiting_notes
    ]
    parts += _doers(words, shop, order)
    return Screen("\n".join(parts), _staff_buttons(words, order, role))


_MISMATCHES = {
    "amount": "mismatch-amount",
    "currency": "mismatch-currency",
    "payer": "mismatch-payer",
    "provider_returned": "mismatch-returned",
    "tip": "mismatch-amount",
    "keys_missing": "hold-keys-missing",
    "risk": "hold-risk",
    "disputed": "hold-disputed",
}


def _reason(words: Words, reason: str) -> str:
    key = _MISMATCHES.get(reason)
    return words.plain(key) if key else reason


def _staff_refunds(words: Words, order: OrderView) -> list[str]:
    parts = []
    for refund in order.refunds:
        if refund.state is RefundState.MANUAL:
            parts.append(
                words(
                    "staff-refund-by-hand",
                    way=refund.provider,
                    sum=Money(refund.amount, refund.currency),
                    reference=refund.reference,
                )
            )
            if refund.failure:
                parts.append(words("staff-refund-refused", why=refund.failure[:120]))
        elif refund.state is RefundState.SUCCEEDED:
            parts.append(words("order-refunded", sum=Money(refund.amount, refund.currency)))
        else:
            parts.append(words("order-refund-waits", sum=Money(refund.amount, refund.currency)))
    return parts


REFUND_REASONS = ("defect", "wrong", "late", "agreed")


def refund_reason(words: Words, reason: str) -> str:
    """Return why money goes back: one of the ready reasons in words, or what was typed."""
    return words.plain(f"refund-reason-{reason}") if reason in REFUND_REASONS else reason


_TOLD = {
    "refund_approved": "did-refund",
    "refund_waiting": "did-ask-refund",
    "refund_rejected": "did-reject-refund",
    "accept": "did-accept",
    "shipment_created": "did-pack",
    "handed_over": "did-ship",
    "all_delivered": "did-deliver",
    "cancel": "did-cancel",
    "courier_assigned": "did-assign",
    "delivery_photo": "did-photograph",
    "came_back": "did-come-back",
    "hold": "did-hold",
    "release": "did-release",
    "release_unanswered": "did-release",
    "release_packed": "did-release",
    "short_forgiven": "did-forgive",
}


def _doers(words: Words, shop: Shop, order: OrderView) -> list[str]:
    steps = [step for step in order.journal if step.event in _TOLD and step.actor_name]
    if not steps:
        return []
    told = [
        words(_TOLD[step.event], name=step.actor_name or "", time=words.time(step.at, shop.timezone))
        for step in steps[-5:]
    ]
    return ["", *(f"<i>{line}</i>" for line in told)]


def _staff_buttons(words: Words, order: OrderView, role: Role | None) -> Rows:
    def may(permission: Permission) -> bool:
        return role is None or allows(role, permission)

    steps: list[Button] = []
    if order.status is _S.AWAITING_CONFIRMATION and may(Permission.ACCEPT_ORDERS):
        steps.append(Button(words.plain("button-accept"), links.StaffStep(order.id, "accept")))
    if may(Permission.SHIP_ORDERS):
        steps += _shipping_buttons(words, order)
    # The next step stands alone: three in a row are cut short on a phone.
    rows: list[tuple[Button, ...]] = [row for row in (tuple(steps[:1]), tuple(steps[1:])) if row]
    if order.status is _S.ON_HOLD and may(Permission.REVIEW_RISK) and order.reason != "sold_out":
        rows.append((Button(words.plain("button-review-ok"), links.Review(order.id, "ok")),))
        rows.append((Button(words.plain("button-review-no"), links.Review(order.id, "no")),))
    rows += _work_buttons(words, order, ships=may(Permission.SHIP_ORDERS))
    for refund in order.refunds:
        if refund.state is RefundState.MANUAL and may(Permission.SETTLE_REFUNDS):
            sum_ = words.money(Money(refund.amount, refund.currency))
            rows.append((Button(words.plain("button-refund-paid", sum=sum_), links.RefundPaid(order.id, refund.id)),))
    if may(Permission.APPROVE_REFUNDS):
        rows += [
            (
                Button(words.plain("button-note-approve"), links.DecideNote(order.id, note.id, 1)),
                Button(words.plain("button-note-reject"), links.DecideNote(order.id, note.id, 0)),
            )
            for note in order.waiting_notes
        ]
    if order.status in PAID and order.paid > 0 and may(Permission.REFUND_ORDERS):
        rows.append((Button(words.plain("button-refund"), links.RefundMenu(order.id)),))
    rows += [
        (Button(words.plain("button-staff-return"), links.StaffReturn(order.id, one)),) for one in order.open_returns
    ]
    shipped = order.shipment in (ShipmentStatus.HANDED_OVER, ShipmentStatus.DELIVERED)
    # A risky order is approved, or cancelled with its money given back: a third button would only confuse.
    reviewed = order.risk is not None and may(Permission.REVIEW_RISK)
    if may_cancel(order.status, By.STAFF) and not shipped and not reviewed and may(Permission.CANCEL_ORDERS):
        rows.append((Button(words.plain("button-cancel-order"), links.StaffCancel(order.id)),))
    return tuple(rows)


def _work_buttons(words: Words, order: OrderView, *, ships: bool) -> Rows:
    """What to pack, who brings it, and how it looked at the door."""
    buttons = []
    under_way = order.status in (_S.CONFIRMED, _S.FULFILLING) and order.shipment is not ShipmentStatus.HANDED_OVER
    if under_way and order.delivery_kind is not DeliveryKind.DIGITAL:
        buttons.append(Button(words.plain("button-packing"), links.Packing(order.id)))
    if ships and order.delivery_kind is DeliveryKind.COURIER and order.status in (_S.CONFIRMED, _S.FULFILLING):
        buttons.append(Button(words.plain("button-courier"), links.AssignCourier(order.id)))
    if order.delivery_photos:
        buttons.append(Button(words.plain("button-delivery-photos"), links.DeliveryPhotos(order.id)))
    return (tuple(buttons),) if buttons else ()


def _shipping_buttons(words: Words, order: OrderView) -> list[Button]:
    pickup = order.delivery_kind is DeliveryKind.PICKUP
    if order.status is _S.CONFIRMED:
        return [Button(words.plain("button-pack"), links.StaffStep(order.id, "pack"))]
    if order.status is not _S.FULFILLING:
        return []
    if order.shipment is ShipmentStatus.PACKED and not pickup:
        return [Button(words.plain("button-ship"), links.StaffStep(order.id, "ship"))]
    buttons = [Button(words.plain("button-deliver"), links.StaffStep(order.id, "deliver"))]
    if order.payment_method == CASH and order.owed > 0:
        buttons.append(Button(words.plain("button-paid-less"), links.PaidLess(order.id)))
    if order.shipment is ShipmentStatus.HANDED_OVER:
        buttons.append(Button(words.plain("button-came-back"), links.StaffStep(order.id, "back")))
    return buttons
