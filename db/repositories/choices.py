"""What people of one shop want to be written to about."""

from db.repositories.sql import AsyncConnection, change, rows, text, value
from db.types.ids import PersonId, ShopId


async def news_by_consent(connection: AsyncConnection, shop_id: ShopId) -> bool:
    """Return whether the shop sends advertising only to who asked for it."""
    statement = text("SELECT coalesce((settings ->> 'news_by_consent')::boolean, false) FROM shops WHERE id = :shop_id")
    return bool(await value(connection, statement, shop_id=shop_id))


async def choices(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> dict[str, bool]:
    """Return everything a person chose, by kind."""
    statement = text(
        "SELECT kind, allowed FROM notification_choices WHERE shop_id = :shop_id AND person_id = :person_id"
    )
    found = await rows(connection, statement, shop_id=shop_id, person_id=person_id)
    return {row["kind"]: row["allowed"] for row in found}


async def choose(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, kind: str, *, allowed: bool
) -> None:
    """Keep a choice."""
    statement = text(
        """
        INSERT INTO notification_choices (shop_id, person_id, kind, allowed)
        VALUES (:shop_id, :person_id, :kind, :allowed)
        ON CONFLICT (shop_id, person_id, kind) DO UPDATE SET allowed = excluded.allowed, changed_at = now()
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, kind=kind, allowed=allowed)
