"""A shop as a value: its words, money, time zone and rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from db.types.enums import ShopStatus
from db.types.ids import BotId, MediaId, ShopId
from db.types.money import Money


class ShopRules(BaseModel):
    """What a shop may set for itself; stored as JSON, every field with a default."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    hold_minutes: int = 30
    answer_hours: int = 24
    return_days: int = 14
    max_open_orders: int = 5
    max_pieces_per_line: int = 99
    cash_enabled: bool = True
    cash_limit: int = 50_000_00
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
