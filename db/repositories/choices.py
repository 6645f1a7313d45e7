"""What people of one shop want to be written to about."""

from db.repositories.sql import AsyncConnection, change, rows, text, value
from db.types.ids import PersonId, ShopId


async def news_by_consent(connection: AsyncConnection, shop_id: ShopId) -> bool:
    """Return whether the shop sends advertising only to who asked for it."""
    statement = text("SELECT coalesce((settings ->> 'news_by_consent')::boolean, true) FROM shops WHERE id = :shop_id")
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


async def ask_consent(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> bool:
    """Note that a person is asked for consent now; False: they were before, or have chosen already."""
    statement = text(
        """
        INSERT INTO consents (shop_id, person_id, asked_at)
        SELECT :shop_id, :person_id, now() WHERE NOT EXISTS (
            SELECT 1 FROM notification_choices n
            WHERE n.shop_id = :shop_id AND n.person_id = :person_id AND n.kind = 'marketing')
        ON CONFLICT (shop_id, person_id) DO NOTHING
        """
    )
    return await change(connection, statement, shop_id=shop_id, person_id=person_id) > 0


async def keep_consent(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, *, agreed: bool, wording: str
) -> None:
    """Keep what a person agreed to or refused, and when."""
    statement = text(
        """
        INSERT INTO consents (shop_id, person_id, answered_at, agreed, wording)
        VALUES (:shop_id, :person_id, now(), :agreed, :wording)
        ON CONFLICT (shop_id, person_id) DO UPDATE
        SET answered_at = now(), agreed = excluded.agreed, wording = excluded.wording
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, agreed=agreed, wording=wording)
