"""What a gateway holds – accounts, payments, faults, webhooks – and the handle that tests drive it with.

An answer or a notice is a pure function of rows, so every lie is told by showing a changed copy of a row.
"""

import secrets
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from sandbox.errors import PersonError
from sandbox.gateways.calls import Control
from sandbox.gateways.desk import Desk
from sandbox.gateways.faults import REFUND, WEBHOOK, Fault, Faults
from sandbox.gateways.outbox import Outbox
from sandbox.gateways.rows import Account, Document, Payment, Refund, Webhook
from sandbox.gateways.views import Page, PaymentView, RefundView, payment_view, refund_view
from sandbox.jsontypes import JsonObject, dumps
from sandbox.world import Table


class GatewayHandle(ABC):
    """What a gateway holds, and how tests and people move it."""

    name: ClassVar[str]
    pending: ClassVar[str]  # the native word for "not paid yet"
    paid: ClassVar[str]
    signs: ClassVar[bool] = True

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.accounts = Table(desk.storage, f"{self.name}_account", Account)
        self.rows = Table(desk.storage, f"{self.name}_payment", Payment)
        self.refund_rows = Table(desk.storage, f"{self.name}_refund", Refund)
        self.documents = Table(desk.storage, f"{self.name}_document", Document)
        self.faults = Faults()
        self.outbox = Outbox(desk, self.name, self.accounts, self.sign)
        if self.accounts.get("default") is None:
            self.accounts.put("default", self.default_account())

    # What each gateway says by itself

    @abstractmethod
    def default_account(self) -> Account: ...

    @abstractmethod
    def sign(self, account: Account, body: bytes, forged: bool) -> Mapping[str, str]:
        """Headers of a webhook, for now."""

    @abstractmethod
    def native(self, payment: Payment) -> JsonObject:
        """A payment as this gateway's API shows it."""

    @abstractmethod
    def notice(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> JsonObject:
        """The body of a webhook."""

    @abstractmethod
    def pay(self, payment_id: str, outcome: str = "success") -> PaymentView:
        """The buyer pays; outcome: success, declined, insufficient_funds, 3ds_failed."""

    @abstractmethod
    def refund(self, payment_id: str, amount: int | None = None) -> RefundView:
        """Give money back in the merchant's profile, past the API; None is all that is left."""

    @abstractmethod
    def expire(self, payment_id: str) -> PaymentView:
        """The time to pay is over."""

    @abstractmethod
    def lie(self, payment_id: str) -> None:
        """Send a notice that says paid, whatever is true."""

    @abstractmethod
    def page(self, payment: Payment) -> Page:
        """What the pay page shows."""

    def controls(self) -> dict[str, Control]:
        """Verbs of control that only this gateway has."""
        return {}

    # Setting up

    def account(self, name: str = "default", **fields: Any) -> Account:
        """Change an account or add one; unknown fields are options of this gateway."""
        found = replace(self.accounts.get(name) or self.default_account(), name=name)
        found.options = dict(found.options)
        for field, value in fields.items():
            if field in {"key", "login", "secret", "former_secret", "webhook_url"}:
                setattr(found, field, str(value))
            elif field in found.options:
                found.options[field] = value
            else:
                raise PersonError(f"{self.name} has no setting {field}")
        same = [one for one in self.accounts.all() if (one.login, one.key) == (found.login, found.key)]
        if any(one.name != name for one in same):
            raise PersonError(f"another account of {self.name} has this key")
        return self.accounts.put(name, found)

    def fault(
        self, kind: str, call: str | None = None, *, times: int | None = 1, rate: float = 1.0, seconds: float = 5.0,
        delta: int = -1,
    ) -> Fault:  # fmt: skip
        """Make trouble the next ``times``, or (None) with a ``rate`` until cleared."""
        if kind == "webhook_wrong_signature" and not self.signs:
            raise PersonError(f"{self.name} does not sign its webhooks")
        return self.faults.inject(Fault(kind, call, times, rate, seconds, delta))

    def seed(self, seed: int) -> None:
        self.faults.seed(seed)

    def clear_faults(self) -> None:
        self.faults.clear()

    # People and time

    def decline(self, payment_id: str, reason: str = "declined") -> PaymentView:
        return self.pay(payment_id, reason)

    def row(self, payment_id: str) -> Payment:
        found = self.rows.get(payment_id)
        if found is None:
            raise PersonError(f"{self.name} has no payment {payment_id}")
        return found

    def save(self, payment: Payment) -> PaymentView:
        self.rows.put(payment.id, payment)
        return payment_view(self.name, payment, self.native(payment))

    def now(self) -> float:
        return self.desk.clock.now()

    def tick(self) -> None:
        """Whatever is due by now happens."""
        for payment in self.rows.all():
            if payment.expires and payment.status == self.pending and self.now() >= payment.expires:
                self.expire(payment.id)

    # The webhooks of the handle

    def hold(self) -> None:
        """Keep webhooks back until ``release``."""
        self.outbox.holding = True

    def release(self, order: str = "made", seed: int = 7) -> int:
        """Deliver what was held: ``made``, ``reversed`` or ``shuffled``."""
        return self.outbox.release(order, seed)

    def replay(self, order: str = "shuffled", seed: int = 7) -> int:
        """Deliver every webhook once more."""
        return self.outbox.replay(order, seed)

    async def settled(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until no webhook is on its way. Raises: TimeoutError."""
        await self.outbox.settled(timeout)

    def send(self, body: JsonObject, account: str = "default", *, forged: bool = False) -> Webhook:
        """Send any body as a webhook, signed as the gateway's own (or with another key)."""
        return self._post(account, "forged" if forged else "sent", "", body, forged=forged)

    # Looking on

    def payment(self, payment_id: str) -> PaymentView:
        row = self.row(payment_id)
        return payment_view(self.name, row, self.native(row))

    def payments(self, reference: str | None = None) -> list[PaymentView]:
        """All of them, or those with this word of the merchant's, in the metadata too."""
        found = self.rows.all()
        if reference is not None:
            found = [row for row in found if reference in (row.reference, *row.metadata.values())]
        return [self.payment(row.id) for row in found]

    def refunds(self, payment_id: str | None = None) -> list[RefundView]:
        rows = self.refund_rows.all()
        return [refund_view(self.name, row) for row in rows if payment_id is None or row.payment == payment_id]

    def held(self, account: str | None = None) -> dict[str, int]:
        """What the gateway holds by currency, in minor units: received less refunded and disputed."""
        sums: Counter[str] = Counter()
        for row in self.rows.all():
            if account is None or row.account == account:
                sums[row.currency] += row.received - row.refunded - row.withdrawn
        return {currency: total for currency, total in sums.items() if total}

    def webhooks(self, state: str | None = None) -> list[Webhook]:
        return self.outbox.listed(state)

    def of_account(self, account: Account) -> Iterator[Payment]:
        """Newest first."""
        rows = sorted(self.rows.all(), key=lambda row: row.created, reverse=True)
        return (row for row in rows if row.account == account.name)

    def kept(self, kind: str, account: Account | None = None) -> list[Document]:
        """Documents of a kind, newest first."""
        found = [one for one in self.documents.all() if one.kind == kind]
        mine = [one for one in found if account is None or one.account == account.name]
        return sorted(mine, key=lambda one: one.created, reverse=True)

    # Lies about rows

    def shown(self, payment: Payment, route: str = "get") -> JsonObject:
        """The payment as a call sees it."""
        return self.native(self.seen(payment, route))

    def seen(self, payment: Payment, route: str) -> Payment:
        """The truth, unless a fault makes it old or wrong."""
        fault = self.faults.take(("wrong_amount", "stale"), route)
        if fault is None:
            return payment
        return self.as_unpaid(payment) if fault.kind == "stale" else self.as_worth(payment, fault.delta)

    def as_unpaid(self, payment: Payment) -> Payment:
        return replace(payment, status=self.pending, received=0, refunded=0, paid_at=0.0)

    def as_paid(self, payment: Payment) -> Payment:
        return replace(payment, status=self.paid, received=payment.amount, paid_at=self.now())

    def as_worth(self, payment: Payment, delta: int) -> Payment:
        received = max(0, payment.received + delta) if payment.received else 0
        return replace(payment, amount=max(0, payment.amount + delta), received=received)

    def as_unknown(self, payment: Payment) -> Payment:
        return replace(payment, id=self.unknown_id(payment.id))

    def unknown_id(self, payment_id: str) -> str:
        return payment_id[:-6] + secrets.token_hex(3)

    # Webhooks going out

    def wanted(self, account: Account, event: str) -> bool:  # noqa: ARG002
        """Whether the merchant listens to such events."""
        return True

    def record(self, webhook_id: str, event: str, payment: Payment, refund: Refund | None) -> None:  # noqa: B027
        """Keep an event for whoever asks for the list of them."""

    def emit(self, event: str, payment: Payment, refund: Refund | None = None, *, true: bool = True) -> None:
        """Tell the merchant, with the flaws that faults add."""
        webhook_id = secrets.token_hex(8)
        if true:
            self.record(webhook_id, event, payment, refund)
        if not self.wanted(self.accounts.rows[payment.account], event):
            return
        flaws = {kind: fault for kind in WEBHOOK if (fault := self.faults.take((kind,), event)) is not None}
        shown, refund = self._flawed(flaws, payment, refund)
        late = flaws["webhook_delayed"].seconds if "webhook_delayed" in flaws else 0.0
        hook = self._post(
            payment.account, event, payment.id, self.notice(webhook_id, event, shown, refund), webhook_id=webhook_id,
            late=late, forged="webhook_wrong_signature" in flaws, lost="webhook_lost" in flaws, flaws=[*flaws],
        )  # fmt: skip
        if "webhook_duplicated" in flaws:
            self.outbox.add(self.outbox.copy(hook))

    def _flawed(
        self, flaws: dict[str, Fault], payment: Payment, refund: Refund | None
    ) -> tuple[Payment, Refund | None]:
        if (wrong := flaws.get("webhook_wrong_amount")) is not None:
            payment = self.as_worth(payment, wrong.delta)
            refund = replace(refund, amount=refund.amount + wrong.delta) if refund else None
        if "webhook_unknown" in flaws:
            payment = self.as_unknown(payment)
            refund = replace(refund, id=self.unknown_id(refund.id), payment=payment.id) if refund else None
        return payment, refund

    def _post(
        self, account: str, event: str, reference: str, body: JsonObject, *, webhook_id: str = "", late: float = 0.0,
        forged: bool = False, lost: bool = False, flaws: list[str] | None = None,
    ) -> Webhook:  # fmt: skip
        now = time.time()
        state = "lost" if lost else "waiting"
        hook = Webhook(
            webhook_id or secrets.token_hex(8), 0, account, event, reference, dumps(body).decode(), now, now + late,
            state, forged=forged, flaws=flaws or [],
        )  # fmt: skip
        return self.outbox.add(hook)

    def created(self, payment: Payment) -> None:
        """Keep a new payment; a lying gateway says at once that it is paid."""
        self.rows.put(payment.id, payment)
        if self.faults.take(("webhook_lying",), "create") is not None:
            self.lie(payment.id)

    def refund_trouble(self) -> str:
        """``pending`` or ``failed`` when a fault wants the next refund so."""
        fault = self.faults.take(REFUND, "refund")
        return fault.kind.removeprefix("refund_") if fault else ""
