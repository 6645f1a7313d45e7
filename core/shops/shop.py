"""A shop as a value: its words, money, time zone and rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from db.types.enums import DeliveryKind, ShopStatus
from db.types.ids import BotId, MediaId, ShopId
from db.types.money import Money

_EVERYTHING_BP = 10_000


class TaxMode(StrEnum):
    """Whether prices contain their tax."""

    NONE = "none"
    INCLUDED = "included"
    ADDED = "added"


class TaxRules(BaseModel):
    """A shop's taxes; rates in hundredths of a percent (2000 is 20 %)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    mode: TaxMode = TaxMode.NONE
    rate_bp: int = Field(default=0, ge=0, le=10_000)
    classes: dict[str, int] = Field(default_factory=dict)
    delivery_bp: int | None = Field(default=None, ge=0, le=10_000)

    def rate_of(self, tax_class: str | None) -> int:
        """Return the rate of a product's tax class; the shop's own where it has none."""
        if self.mode is TaxMode.NONE:
            return 0
        return self.classes.get(tax_class, self.rate_bp) if tax_class else self.rate_bp

    def delivery_rate(self) -> int:
        """Return the rate on delivery."""
        if self.mode is TaxMode.NONE:
            return 0
        return self.rate_bp if self.delivery_bp is None else self.delivery_bp


class WayRule(BaseModel):
    """Where a way to pay is offered: kinds of delivery, currencies and sums (minor units); unset: everywhere."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    enabled: bool = True
    deliveries: tuple[DeliveryKind, ...] = ()
    currencies: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


class PointRules(BaseModel):
    """Loyalty points are money of the shop's currency: how many are earned and how much of a sum they pay."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    earn_bp: int = Field(default=0, ge=0, le=10_000)
    pay_up_to_bp: int = Field(default=10_000, ge=0, le=10_000)


class RiskRules(BaseModel):
    """From which score an order waits for review, and from which cash on delivery is not offered (0–100)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    enabled: bool = True
    review_from: int = Field(default=60, ge=0, le=101)
    no_cash_from: int = Field(default=50, ge=0, le=101)


class LevelRule(BaseModel):
    """A level of loyalty: from how much spent (minor units), and which share of a sum it earns as points."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    spent: int = Field(ge=1)
    earn_bp: int = Field(ge=0, le=10_000)


class FriendCode(BaseModel):
    """A promo code as thanks: hundredths of a percent, or minor units of the shop's currency; used once, by one."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Literal["percent", "sum"]
    value: int = Field(ge=1, le=10**12)

    @model_validator(mode="after")
    def _no_more_than_all(self) -> Self:
        if self.kind == "percent" and self.value > _EVERYTHING_BP:
            msg = "more than the whole sum"
            raise ValueError(msg)
        return self


class ReferralRules(BaseModel):
    """Thanks for who invites and who is invited, and how many guests one is thanked for; none of any kind: off.

    `inviter` and `invited` are points (minor units), the codes are promo codes of one's own, good for `code_days`.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    inviter: int = Field(default=0, ge=0)
    invited: int = Field(default=0, ge=0)
    inviter_code: FriendCode | None = None
    invited_code: FriendCode | None = None
    code_days: int = Field(default=90, ge=1, le=730)
    most: int = Field(default=20, ge=1, le=10_000)

    @property
    def on(self) -> bool:
        """Return whether anybody gets anything."""
        return self.inviter > 0 or self.invited > 0 or bool(self.inviter_code or self.invited_code)


class Block(BaseModel):
    """A piece of the Mini App's first page: a picture, a title and words by language, and where it leads.

    `leads`: nowhere, or as deep links say it: `p_` and a product's id, `c_` and a shelf's.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    picture: int | None = None
    title: dict[str, str] = Field(default_factory=dict)
    text: dict[str, str] = Field(default_factory=dict)
    leads: str = ""


class Design(BaseModel):
    """How the shop looks where it is not Telegram that decides: charts, and the Mini App."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    template: str = "showcase"
    accent: str = "#2f7de1"
    blocks: tuple[Block, ...] = ()


class ShopRules(BaseModel):
    """What a shop may set for itself; stored as JSON, every field with a default."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    hold_minutes: int = 30
    answer_hours: int = 24
    return_days: int = 14
    max_open_orders: int = 5
    max_pieces_per_line: int = 99
    # A topic of the staff's forum for each order.
    order_topics: bool = False
    # At which stock new goods run low.
    low_at: int = Field(default=3, ge=0, le=100_000)
    cash_enabled: bool = True
    cash_limit: int = 50_000_00
    ways: dict[str, WayRule] = Field(default_factory=dict)
    taxes: TaxRules = TaxRules()
    round_to: int = Field(default=1, ge=1, le=100_000)
    points: PointRules = PointRules()
    risk: RiskRules = RiskRules()
    # A refund above this many minor units needs a second person; None: never.
    refund_alone_limit: int | None = None
    # In the order of what was spent; at most four.
    levels: tuple[LevelRule, ...] = Field(default=(), max_length=4)
    referrals: ReferralRules = ReferralRules()
    # So many days after delivery the buyer is asked for a review; None: never.
    review_days: int | None = Field(default=3, ge=0, le=90)
    # Advertising only to who asked for it: where the law wants consent beforehand (38-ФЗ, article 18; GDPR, article 6).
    news_by_consent: bool = True
    # Monday first, each day a list of (from, to); empty: always open.
    hours: tuple[tuple[tuple[str, str], ...], ...] = ()
    design: Design = Design()
    # Raised with every change of the shop's own texts; 0: it has none.
    texts_version: int = 0
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop of the platform."""

    id: ShopId
    slug: str
    title: dict[str, str]
    greeting: dict[str, str]
    about: dict[str, str]
    terms: dict[str, str]
    support: dict[str, str]
    currency: str
    timezone: str
    status: ShopStatus
    bot_id: BotId | None
    staff_chat_id: int | None
    cover_media_id: MediaId | None
    catalogue_version: int
    rules: ShopRules
    provider_secrets_cipher: bytes | None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Shop":
        """Build from a row of `db.repositories.shops`."""
        return cls(
            id=ShopId(row["id"]),
            slug=row["slug"],
            title=row["title"],
            greeting=row["greeting"],
            about=row["about"],
            terms=row["terms"],
            support=row["support"],
            currency=row["currency"],
            timezone=row["timezone"],
            status=ShopStatus(row["status"]),
            bot_id=row["bot_id"],
            staff_chat_id=row["staff_chat_id"],
            cover_media_id=row["cover_media_id"],
            catalogue_version=row["catalogue_version"],
            rules=ShopRules.model_validate(row["settings"]),
            provider_secrets_cipher=row["provider_secrets_cipher"],
        )

    def money(self, amount: int) -> Money:
        """Return an amount of minor units in the shop's currency."""
        return Money(amount, self.currency)
