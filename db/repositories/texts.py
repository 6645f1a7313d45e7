"""A shop's own texts by key, each in the languages it has: `{lang: text}`."""

from db.repositories.sql import AsyncConnection, Record, change, dumps, rows, text, value
from db.types.ids import ShopId


async def set_text(connection: AsyncConnection, shop_id: ShopId, key: str, texts: dict[str, str]) -> None:
    """Write a text, or write it anew."""
    statement = text(
        """
        INSERT INTO shop_texts (shop_id, key, texts) VALUES (:shop_id, :key, CAST(:texts AS jsonb))
        ON CONFLICT (shop_id, key) DO UPDATE SET texts = excluded.texts, updated_at = now()
        """
    )
    await change(connection, statement, shop_id=shop_id, key=key, texts=dumps(texts))


async def text_of(connection: AsyncConnection, shop_id: ShopId, key: str) -> dict[str, str]:
    """Return a text in the languages it has; empty for one the shop has not written."""
    statement = text("SELECT texts FROM shop_texts WHERE shop_id = :shop_id AND key = :key")
    return dict(await value(connection, statement, shop_id=shop_id, key=key) or {})


async def texts_like(connection: AsyncConnection, shop_id: ShopId, beginning: str) -> list[Record]:
    """Return the shop's texts whose keys begin so."""
    statement = text(
        "SELECT key, texts FROM shop_texts WHERE shop_id = :shop_id AND starts_with(key, :beginning) ORDER BY key"
    )
    return list(await rows(connection, statement, shop_id=shop_id, beginning=beginning))


async def drop_text(connection: AsyncConnection, shop_id: ShopId, key: str) -> None:
    """Forget a text."""
    await change(
        connection, text("DELETE FROM shop_texts WHERE shop_id = :shop_id AND key = :key"), shop_id=shop_id, key=key
    )
