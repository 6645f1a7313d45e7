"""Imports of goods: what a file says, row by row, and the goods it speaks of, many at a time."""

from collections.abc import Iterable, Sequence
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text
from db.repositories.stock import LOW_AT
from db.types.ids import BotId, PersonId, ShopId

_IMPORT = """
    SELECT i.id, i.person_id, i.bot_id, i.chat_id, i.message_id, i.language, i.kind, i.file_name, i.state, i.columns,
           i.notes, i.total, i.added, i.changed, i.same, i.failed, i.done, i.refused, i.created_at
    FROM imports i WHERE i.shop_id = :shop_id
"""


async def create_import(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    import_id: int,
    person_id: PersonId,
    bot_id: BotId | None,
    chat_id: int,
    language: str,
    kind: str,
    file_name: str,
    key: str,
    columns: Sequence[str],
    notes: dict[str, list[str]],
    counts: dict[str, int],
) -> None:
    """Write an import that was only looked at."""
    statement = text(
        """
        INSERT INTO imports (shop_id, id, person_id, bot_id, chat_id, language, kind, file_name, key, state, columns,
                             notes, total, added, changed, same, failed)
        VALUES (:shop_id, :id, :person_id, :bot_id, :chat_id, :language, :kind, :file_name, :key, 'ready',
                CAST(:columns AS jsonb), CAST(:notes AS jsonb), :total, :added, :changed, :same, :failed)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=import_id,
        person_id=person_id,
        bot_id=bot_id,
        chat_id=chat_id,
        language=language,
        kind=kind,
        file_name=file_name,
        key=key,
        columns=dumps(list(columns)),
        notes=dumps(notes),
        total=sum(counts.values()),
        added=counts.get("new", 0),
        changed=counts.get("changed", 0),
        same=counts.get("same", 0),
        failed=counts.get("wrong", 0),
    )


async def write_rows(
    connection: AsyncConnection, shop_id: ShopId, import_id: int, import_rows: Sequence[dict[str, Any]]
) -> None:
    """Write rows of an import: number, sku, said, state, problem, value."""
    statement = text(
        """
        INSERT INTO import_rows (shop_id, import_id, number, sku, said, state, problem, value)
        SELECT :shop_id, i.id, r.number, r.sku, r.said, r.state, r.problem, r.value
        FROM jsonb_to_recordset(CAST(:import_rows AS jsonb))
             AS r(number int, sku text, said jsonb, state text, problem text, value text)
        JOIN imports i ON i.shop_id = :shop_id AND i.id = :import_id
        """
    )
    await change(connection, statement, shop_id=shop_id, import_id=import_id, import_rows=dumps(import_rows))


async def import_(connection: AsyncConnection, shop_id: ShopId, import_id: int, *, lock: bool = False) -> Record | None:
    """Return an import, locked for a change if asked."""
    statement = text(_IMPORT + " AND i.id = :import_id" + (" FOR UPDATE OF i" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, import_id=import_id)


async def import_by_key(connection: AsyncConnection, shop_id: ShopId, key: str) -> Record | None:
    """Return the import that came with a message."""
    return await row(connection, text(_IMPORT + " AND i.key = :key"), shop_id=shop_id, key=key)


async def set_import_state(
    connection: AsyncConnection, shop_id: ShopId, import_id: int, state: str, *, message_id: int | None = None
) -> None:
    """Move a locked import; with a message, its progress is shown there."""
    statement = text(
        """
        UPDATE imports SET state = :state, message_id = coalesce(:message_id, message_id), changed_at = now()
        WHERE shop_id = :shop_id AND id = :import_id
        """
    )
    await change(connection, statement, shop_id=shop_id, import_id=import_id, state=state, message_id=message_id)


async def waiting_rows(connection: AsyncConnection, shop_id: ShopId, import_id: int, limit: int = 200) -> list[Record]:
    """Return the next rows to carry out, in the order of the file."""
    statement = text(
        """
        SELECT number, sku, said, state FROM import_rows
        WHERE shop_id = :shop_id AND import_id = :import_id AND state IN ('new', 'changed')
        ORDER BY number LIMIT :limit
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, import_id=import_id, limit=limit))


async def finish_rows(
    connection: AsyncConnection, shop_id: ShopId, import_id: int, import_rows: Sequence[dict[str, Any]]
) -> None:
    """Write what became of rows (number, state `done` or `refused`, problem, value), and count them."""
    statement = text(
        """
        WITH ended AS (
            UPDATE import_rows r SET state = e.state, problem = e.problem, value = e.value
            FROM jsonb_to_recordset(CAST(:import_rows AS jsonb)) AS e(number int, state text, problem text, value text)
            WHERE r.shop_id = :shop_id AND r.import_id = :import_id AND r.number = e.number
              AND r.state IN ('new', 'changed')
            RETURNING r.state
        )
        UPDATE imports SET done = done + (SELECT count(*) FROM ended WHERE state = 'done'),
            refused = refused + (SELECT count(*) FROM ended WHERE state = 'refused'), changed_at = now()
        WHERE shop_id = :shop_id AND id = :import_id
        """
    )
    await change(connection, statement, shop_id=shop_id, import_id=import_id, import_rows=dumps(import_rows))


async def rows_in(
    connection: AsyncConnection, shop_id: ShopId, import_id: int, states: Sequence[str], limit: int = 20_000
) -> list[Record]:
    """Return rows of an import in some states, in the order of the file."""
    statement = text(
        """
        SELECT number, sku, said, state, problem, value FROM import_rows
        WHERE shop_id = :shop_id AND import_id = :import_id AND state = ANY(:states) ORDER BY number LIMIT :limit
        """
    )
    return list(
        await rows(connection, statement, shop_id=shop_id, import_id=import_id, states=list(states), limit=limit)
    )


# ── the goods, many at a time ────────────────────────────────────────────────────────────────────────────


async def goods_by_skus(connection: AsyncConnection, shop_id: ShopId, skus: Iterable[str]) -> list[Record]:
    """Return variants with their products and stock."""
    statement = text(
        """
        SELECT v.id AS variant_id, v.sku, v.price, v.old_price, v.options AS variant_options, v.stock_item_id,
               p.id AS product_id, p.title, p.description, p.options, p.kind, p.category_id, p.status,
               si.on_hand, si.held
        FROM variants v
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
        WHERE v.shop_id = :shop_id AND v.sku = ANY(:skus)
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, skus=sorted(set(skus))))


async def products_called(connection: AsyncConnection, shop_id: ShopId, names: Sequence[str]) -> list[Record]:
    """Return products with options by their title in either language, compared in lower case; the oldest of a name."""
    statement = text(
        """
        SELECT p.id AS product_id, p.title, p.description, p.category_id, p.options, n.name,
               (SELECT coalesce(max(v.position), 0) FROM variants v
                WHERE v.shop_id = p.shop_id AND v.product_id = p.id) AS last_position
        FROM unnest(CAST(:names AS text[])) AS n(name)
        JOIN products p ON p.shop_id = :shop_id AND p.status <> 'archived' AND p.options <> '[]'
             AND (lower(p.title ->> 'ru') = n.name OR lower(p.title ->> 'en') = n.name)
        ORDER BY p.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, names=list(names)))


async def write_goods(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    new_products: Sequence[dict[str, Any]] = (),
    new_variants: Sequence[dict[str, Any]] = (),
) -> None:
    """Write products (id, category_id, slug, title, description, options) and variants with stock items of their own
    (id, product_id, stock_item_id, sku, options, price, old_price, position, low_at)."""
    if new_products:
        statement = text(
            """
            INSERT INTO products (shop_id, id, category_id, slug, title, description, options, status)
            SELECT :shop_id, n.id, n.category_id, n.slug, n.title, n.description, n.options, n.status
            FROM jsonb_to_recordset(CAST(:new_products AS jsonb)) AS n(id bigint, category_id bigint, slug text,
                 title jsonb, description jsonb, options jsonb, status text)
            """
        )
        await change(connection, statement, shop_id=shop_id, new_products=dumps(new_products))
    if new_variants:
        statement = text(
            f"""
            WITH n AS (
                SELECT * FROM jsonb_to_recordset(CAST(:new_variants AS jsonb)) AS r(id bigint, product_id bigint,
                    stock_item_id bigint, sku text, options jsonb, price bigint, old_price bigint, position int,
                    low_at int)
            ), items AS (
                INSERT INTO stock_items (shop_id, id, low_at)
                SELECT :shop_id, n.stock_item_id, coalesce(n.low_at, {LOW_AT}) FROM n
            )
            INSERT INTO variants (shop_id, id, product_id, stock_item_id, sku, options, price, old_price, position)
            SELECT :shop_id, n.id, n.product_id, n.stock_item_id, n.sku, n.options, n.price, n.old_price, n.position
            FROM n
            """
        )
        await change(connection, statement, shop_id=shop_id, new_variants=dumps(new_variants))


async def save_products(connection: AsyncConnection, shop_id: ShopId, products: Sequence[dict[str, Any]]) -> None:
    """Write products anew: id, title, description, options, category_id."""
    statement = text(
        """
        UPDATE products p SET title = n.title, description = n.description, options = n.options,
            category_id = n.category_id
        FROM jsonb_to_recordset(CAST(:products AS jsonb)) AS n(id bigint, title jsonb, description jsonb,
             options jsonb, category_id bigint)
        WHERE p.shop_id = :shop_id AND p.id = n.id
        """
    )
    await change(connection, statement, shop_id=shop_id, products=dumps(products))


async def save_prices(connection: AsyncConnection, shop_id: ShopId, prices: Sequence[dict[str, Any]]) -> None:
    """Write variants' prices (id, price, old_price), minor units."""
    statement = text(
        """
        UPDATE variants v SET price = n.price, old_price = n.old_price
        FROM jsonb_to_recordset(CAST(:prices AS jsonb)) AS n(id bigint, price bigint, old_price bigint)
        WHERE v.shop_id = :shop_id AND v.id = n.id
        """
    )
    await change(connection, statement, shop_id=shop_id, prices=dumps(prices))


async def move_many(
    connection: AsyncConnection,
    shop_id: ShopId,
    movements: Sequence[dict[str, Any]],
    *,
    kind: str,
    source_key: str,
    actor_id: PersonId | None = None,
    reason: str = "",
) -> list[Record]:
    """Change what is on hand of locked stock items (id, stock_item_id, delta); a movement of the key is made once.

    Raises:
        IntegrityError: some stock would fall below what orders hold.
    """
    statement = text(
        """
        WITH moved AS (
            INSERT INTO stock_movements (shop_id, id, stock_item_id, delta, kind, reason, source_key, actor_id)
            SELECT :shop_id, n.id, n.stock_item_id, n.delta, :kind, :reason, :source_key, :actor_id
            FROM jsonb_to_recordset(CAST(:movements AS jsonb)) AS n(id bigint, stock_item_id bigint, delta int)
            ON CONFLICT (shop_id, source_key, stock_item_id) DO NOTHING
            RETURNING stock_item_id, delta
        )
        UPDATE stock_items si SET on_hand = si.on_hand + m.delta
        FROM moved m WHERE si.shop_id = :shop_id AND si.id = m.stock_item_id
        RETURNING si.id, si.available, si.low_at
        """
    )
    return list(
        await rows(
            connection,
            statement,
            shop_id=shop_id,
            movements=dumps(movements),
            kind=kind,
            source_key=source_key,
            actor_id=actor_id,
            reason=reason,
        )
    )


async def sweep_imports(connection: AsyncConnection, days: int = 30) -> int:
    """Delete imports of all shops that are over for so long (platform transaction)."""
    statement = text(
        "DELETE FROM imports WHERE state <> 'applying' AND created_at < now() - make_interval(days => :days)"
    )
    return await change(connection, statement, days=days)
