"""A broadcast or a scenario as a value: whom it is for, what it says, how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.kit.i18n.words import READS_RUSSIAN
from core.kit.uow import Transaction
from core.talks.errors import MessageTooLong
from db.repositories import campaigns
from db.types.enums import Audience, CampaignKind, CampaignState, NotificationKind, SendState, Trigger
from db.types.ids import PersonId
from db.types.money import Money

TEXT_LIMIT, CAPTION_LIMIT = 3500, 900  # Telegram's, less the line about unsubscribing and a promo code
# Orders within so many days of a message are counted as having followed it.
FOLLOWED_DAYS = 7


@dataclass(frozen=True, slots=True)
class CampaignButton:
    """The button below a message: its words, and a product, a category or a web address."""

    title: str
    product: int | None = None
    category: int | None = None
    url: str | None = None

    def stored(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {"title": self.title, "product": self.product, "category": self.category, "url": self.url}


@dataclass(frozen=True, slots=True)
class Conditions:
    """Whom a campaign is for, beside its audience. `language` empty: every; sums in minor units."""

    language: str = ""
    days: int = 30
    product_id: int = 0
    category_id: int = 0
    title: str = ""  # what product or category that is, for people
    bought: str = ""  # scenarios: `yes` only buyers, `no` only who never bought
    least: int = 0
    first_order: bool = False

    def stored(self) -> dict[str, Any]:
        """Return what differs from nothing, as JSON."""
        return {
            name: getattr(self, name) for name in self.__slots__ if getattr(self, name) != getattr(Conditions(), name)
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Conditions":
        """Build from JSON; fields of a newer release are passed over."""
        return cls(**{name: stored[name] for name in cls.__slots__ if name in stored})


@dataclass(frozen=True, slots=True)
class Campaign:
    """One broadcast or scenario. `texts` are Telegram HTML by language."""

    id: int
    kind: CampaignKind
    code: str | None
    state: CampaignState
    texts: dict[str, str]
    media_id: int | None
    button: CampaignButton | None
    audience: Audience
    conditions: Conditions
    promo_code: str | None
    trigger: Trigger | None
    delay_minutes: int
    cap_days: int
    quiet: tuple[int, int] | None
    starts_at: datetime | None
    started_at: datetime | None
    created_by: PersonId | None
    progress: tuple[int, int, str] | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Campaign":
        """Build from a row of `db.repositories.campaigns`."""
        button, quiet = row["button"], (row["quiet_from"], row["quiet_to"])
        shown = (row["progress_chat_id"], row["progress_message_id"], row["progress_language"] or "en")
        return cls(
            id=row["id"],
            kind=CampaignKind(row["kind"]),
            code=row["code"],
            state=CampaignState(row["state"]),
            texts=row["texts"],
            media_id=row["media_id"],
            button=CampaignButton(**button) if button else None,
            audience=Audience(row["audience"] or Audience.ALL),
            conditions=Conditions.read(row["conditions"]),
            promo_code=row["promo_code"],
            trigger=Trigger(row["trigger"]) if row["trigger"] else None,
            delay_minutes=row["delay_minutes"],
            cap_days=row["cap_days"],
            quiet=None if None in quiet else quiet,
            starts_at=row["starts_at"],
            started_at=row["started_at"],
            created_by=row["created_by"],
            progress=None if None in shown else shown,
        )

    @property
    def about(self) -> NotificationKind:
        """Return what a reader must want to be written to about: one's own cart and orders, or news and offers."""
        own = self.trigger in (Trigger.CART_LEFT, Trigger.PAID, Trigger.DELIVERED)
        return NotificationKind.REMINDERS if own and not self.promo_code else NotificationKind.MARKETING

    def audience_params(self) -> dict[str, Any]:
        """Return the audience as questions about it take it."""
        asked = self.conditions
        return {
            "audience": self.audience.value,
            "language": asked.language,
            "days": asked.days,
            "product_id": asked.product_id,
            "category_id": asked.category_id,
            "reads_russian": sorted(READS_RUSSIAN),
        }


@dataclass(frozen=True, slots=True)
class Results:
    """How far a campaign is, and what followed it within a week."""

    states: Mapping[SendState, int] = field(default_factory=dict)
    orders: int = 0
    revenue: tuple[Money, ...] = ()

    def count(self, *states: SendState) -> int:
        """Return how many messages are in these states."""
        return sum(self.states.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        """Return how many messages there are."""
        return sum(self.states.values())


async def results_of(tx: Transaction, campaign_id: int) -> Results:
    """Return a campaign's results in the caller's transaction."""
    states = await campaigns.count_messages(tx.connection, tx.shop_id, campaign_id)
    followed = await campaigns.followed(tx.connection, tx.shop_id, campaign_id, FOLLOWED_DAYS)
    return Results(
        states={SendState(state): count for state, count in states.items()},
        orders=sum(row["orders"] for row in followed),
        revenue=tuple(Money(row["revenue"], row["currency"]) for row in followed),
    )


def check_length(html: str, *, with_photo: bool) -> None:
    """Pass what Telegram takes. Raises: MessageTooLong."""
    limit = CAPTION_LIMIT if with_photo else TEXT_LIMIT
    if len(html) > limit:
        raise MessageTooLong(limit=limit)
