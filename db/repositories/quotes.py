"""What a delivery costs that the seller computes: asked by a buyer for a cart, answered by staff."""

from db.repositories.carts import GOODS
from db.repositories.sql import AsyncConnection, Record, row, text, value
from db.types.ids import CartId, PersonId, ShopId


async def ask(
    connection: AsyncConnection, shop_id: ShopId, *, quote_id: int, cart_id: CartId, person_id: PersonId
) -> int | None:
    """Ask for the price of one's own cart as it is; None when that was asked before (answered or not)."""
    statement = text(
        """
        INSERT INTO delivery_quotes (shop_id, id, cart_id, person_id, delivery_option_id, address, goods)
        SELECT c.shop_id, :quote_id, c.id, c.person_id, c.delivery_option_id, c.address,
               /*GOODS*/
        FROM carts c
        WHERE c.shop_id = :shop_id AND c.id = :cart_id AND c.person_id = :person_id
        ON CONFLICT (shop_id, cart_id) DO UPDATE SET id = excluded.id, address = excluded.address,
            delivery_option_id = excluded.delivery_option_id, goods = excluded.goods, price = NULL, answered_by = NULL,
            answered_at = NULL, asked_at = now()
        WHERE (delivery_quotes.delivery_option_id, delivery_quotes.goods)
              IS DISTINCT FROM (excluded.delivery_option_id, excluded.goods)
           OR delivery_quotes.address IS DISTINCT FROM excluded.address
        RETURNING id
        """.replace("/*GOODS*/", GOODS)
    )
    found = await value(connection, statement, shop_id=shop_id, quote_id=quote_id, cart_id=cart_id, person_id=person_id)
    return int(found) if found is not None else None


async def quote(connection: AsyncConnection, shop_id: ShopId, quote_id: int) -> Record | None:
    """Return what is asked: to where, for what, by whom."""
    statement = text(
        """
        SELECT q.id, q.cart_id, q.person_id, q.address, q.price, d.title AS delivery_title, p.first_name AS name,
               p.telegram_id, p.language, p.telegram_language,
               (SELECT jsonb_agg(jsonb_build_object('title', pr.title, 'quantity', l.quantity) ORDER BY l.added_at)
                FROM cart_lines l
                JOIN variants v ON v.shop_id = l.shop_id AND v.id = l.variant_id
                JOIN products pr ON pr.shop_id = v.shop_id AND pr.id = v.product_id
                WHERE l.shop_id = q.shop_id AND l.cart_id = q.cart_id) AS lines
        FROM delivery_quotes q
        JOIN people p ON p.id = q.person_id
        JOIN delivery_options d ON d.shop_id = q.shop_id AND d.id = q.delivery_option_id
        WHERE q.shop_id = :shop_id AND q.id = :quote_id
        """
    )
    return await row(connection, statement, shop_id=shop_id, quote_id=quote_id)


async def answer(
    connection: AsyncConnection, shop_id: ShopId, quote_id: int, *, price: int, answered_by: PersonId
) -> bool:
    """Name the price, in minor units of the shop's currency; False when it is that price already."""
    statement = text(
        """
        UPDATE delivery_quotes SET price = :price, answered_by = :answered_by, answered_at = now()
        WHERE shop_id = :shop_id AND id = :quote_id AND price IS DISTINCT FROM :price
        RETURNING id
        """
    )
    found = await value(connection, statement, shop_id=shop_id, quote_id=quote_id, price=price, answered_by=answered_by)
    return found is not None
