"""Addresses that people of one shop keep, to pick one at checkout."""

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import PersonId, ShopId

_FIELDS = "id, label, address, preferred, latitude IS NOT NULL AS on_map"


async def addresses(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> list[Record]:
    """Return somebody's addresses: the preferred one first, then the latest."""
    statement = text(
        f"SELECT {_FIELDS} FROM customer_addresses WHERE shop_id = :shop_id AND person_id = :person_id"
        " ORDER BY preferred DESC, at DESC, id DESC"
    )
    return list(await rows(connection, statement, shop_id=shop_id, person_id=person_id))


async def address(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, address_id: int) -> Record | None:
    """Return one of somebody's own addresses."""
    statement = text(
        f"SELECT {_FIELDS} FROM customer_addresses"
        " WHERE shop_id = :shop_id AND person_id = :person_id AND id = :address_id"
    )
    return await row(connection, statement, shop_id=shop_id, person_id=person_id, address_id=address_id)


async def keep_address(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    *,
    address_id: int,
    address: str,
    label: str,
    most: int,
) -> int | None:
    """Keep an address, once, with a label if one is given; return its id. None: there are `most` already."""
    statement = text(
        """
        INSERT INTO customer_addresses AS a (shop_id, id, person_id, label, address)
        SELECT :shop_id, :address_id, :person_id, :label, :address
        WHERE (SELECT count(*) FROM customer_addresses WHERE shop_id = :shop_id AND person_id = :person_id
               AND address <> :address) < :most
        ON CONFLICT (shop_id, person_id, address) DO UPDATE
            SET label = CASE WHEN excluded.label = '' THEN a.label ELSE excluded.label END, at = now()
        RETURNING id
        """
    )
    found = await value(
        connection,
        statement,
        shop_id=shop_id,
        person_id=person_id,
        address_id=address_id,
        address=address,
        label=label,
        most=most,
    )
    return int(found) if found is not None else None


async def label_address(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, address_id: int, label: str
) -> bool:
    """Call an address something."""
    statement = text(
        "UPDATE customer_addresses SET label = :label"
        " WHERE shop_id = :shop_id AND person_id = :person_id AND id = :address_id"
    )
    return (
        await change(connection, statement, shop_id=shop_id, person_id=person_id, address_id=address_id, label=label)
        > 0
    )


async def prefer_address(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, address_id: int) -> bool:
    """Make one address the one that is filled in; the others are not any more."""
    others = text(
        "UPDATE customer_addresses SET preferred = false"
        " WHERE shop_id = :shop_id AND person_id = :person_id AND preferred AND id <> :address_id"
    )
    await change(connection, others, shop_id=shop_id, person_id=person_id, address_id=address_id)
    statement = text(
        "UPDATE customer_addresses SET preferred = true"
        " WHERE shop_id = :shop_id AND person_id = :person_id AND id = :address_id"
    )
    return await change(connection, statement, shop_id=shop_id, person_id=person_id, address_id=address_id) > 0


async def drop_address(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, address_id: int) -> bool:
    """Forget an address, also where it was filled in by itself."""
    statement = text(
        """
        WITH gone AS (
            DELETE FROM customer_addresses
            WHERE shop_id = :shop_id AND person_id = :person_id AND id = :address_id RETURNING address
        ), known AS (
            UPDATE customers k SET address = NULL FROM gone
            WHERE k.shop_id = :shop_id AND k.person_id = :person_id AND k.address = gone.address
        )
        SELECT count(*) FROM gone
        """
    )
    return bool(await value(connection, statement, shop_id=shop_id, person_id=person_id, address_id=address_id))


async def set_phone(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, phone: str | None) -> None:
    """Keep a phone for the next orders, or forget it; carts that are open follow."""
    statement = text(
        """
        WITH c AS (
            UPDATE carts SET phone = :phone WHERE shop_id = :shop_id AND person_id = :person_id
        )
        INSERT INTO customers (shop_id, person_id, phone) VALUES (:shop_id, :person_id, :phone)
        ON CONFLICT (shop_id, person_id) DO UPDATE SET phone = excluded.phone
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, phone=phone)
