"""What gateways remember: rows of plain JSON-shaped fields, sums in whole minor units."""

from dataclasses import dataclass, field

from sandbox.jsontypes import JsonObject


@dataclass(slots=True)
class Account:
    """A merchant at a gateway: what its calls are known by, and where its webhooks go."""

    name: str
    key: str
    login: str = ""
    secret: str = ""
    former_secret: str = ""  # still signs while a secret is being replaced
    webhook_url: str = ""
    options: JsonObject = field(default_factory=dict)


@dataclass(slots=True)
class Payment:
    id: str
    account: str
    status: str
    amount: int
    currency: str
    created: float
    description: str = ""
    reference: str = ""  # the merchant's own number of it
    metadata: JsonObject = field(default_factory=dict)
    received: int = 0  # what the buyer paid
    refunded: int = 0
    withdrawn: int = 0  # taken back by a dispute
    return_url: str = ""
    cancel_url: str = ""
    page: str = ""
    expires: float = 0.0
    paid_at: float = 0.0
    more: JsonObject = field(default_factory=dict)  # what only one gateway knows


@dataclass(slots=True)
class Refund:
    id: str
    payment: str
    account: str
    status: str
    amount: int
    currency: str
    created: float
    more: JsonObject = field(default_factory=dict)


@dataclass(slots=True)
class Remembered:
    """The first answer to an idempotency key."""

    fingerprint: str
    status: int
    body: str
    reference: str = ""


@dataclass(slots=True)
class Webhook:
    """One notice and how its delivery goes: waiting, held, delivered, lost or given_up."""

    id: str
    number: int
    account: str
    event: str
    reference: str
    body: str
    made: float
    due: float
    state: str = "waiting"
    attempts: int = 0
    answer: int = 0
    error: str = ""
    forged: bool = False  # signed with another key
    flaws: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """Anything else a gateway keeps: a receipt, an event, a dispute, a transfer."""

    id: str
    account: str
    kind: str
    reference: str
    created: float
    body: JsonObject
