"""Carts: what a person means to buy, and how they mean to get it."""

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text
from db.types.ids import CartId, PersonId, ShopId, VariantId

# What is in the cart `c`, as one word: a price that was named for it is good for nothing else.
GOODS = """(SELECT string_agg(w.variant_id || '×' || w.quantity, ' ' ORDER BY w.variant_id) FROM cart_lines w
            WHERE w.shop_id = c.shop_id AND w.cart_id = c.id)"""
# The zones of the way `d` that the cart `c` may lie in: those whose box holds its point, or the one that was chosen.
_ZONES = """(SELECT jsonb_agg(jsonb_build_object('id', z.id, 'kind', z.kind, 'name', z.name, 'reach', z.reach,
                'area', z.area, 'price', z.price, 'free_from', z.free_from, 'least', z.least, 'active', z.active)
                ORDER BY z.reach NULLS LAST, z.position, z.id)
            FROM delivery_zones z
            WHERE z.shop_id = c.shop_id AND z.delivery_option_id = d.id AND z.active
              AND CASE WHEN c.latitude IS NULL THEN z.id = c.zone_id
                       WHEN z.kind = 'distance' THEN true
                       ELSE c.latitude BETWEEN z.south AND z.north
                            AND (c.longitude BETWEEN z.west AND z.east
                                 OR c.longitude + 360000000 BETWEEN z.west AND z.east
                                 OR c.longitude - 360000000 BETWEEN z.west AND z.east) END)"""
_VIEW = """
    SELECT c.id AS cart_id, c.kind AS cart_kind, c.address, c.phone, c.comment, c.gift_note,
           c.payment_method, c.currency,
           c.promo_code, c.use_points, c.gift_card_id, s.currency AS shop_currency, s.settings AS shop_settings,
           c.latitude, c.longitude, sp.latitude AS shop_latitude, sp.longitude AS shop_longitude,
           coalesce(d.zoned, false) AS delivery_zoned, CASE WHEN d.zoned THEN /*ZONES*/ END AS zones,
           c.delivery_option_id, d.kind AS delivery_kind, d.title AS delivery_title,
           d.details AS delivery_details, d.price AS delivery_price, d.free_from AS delivery_free_from,
           d.cash_allowed, coalesce(d.computed, false) AS delivery_computed,
           CASE WHEN d.computed THEN (SELECT q.price FROM delivery_quotes q WHERE q.shop_id = c.shop_id
                AND q.cart_id = c.id AND q.delivery_option_id = c.delivery_option_id
                AND q.address IS NOT DISTINCT FROM c.address AND q.goods = /*GOODS*/) END AS delivery_quote,
           l.variant_id, l.quantity, l.seen_price, v.product_id, v.stock_item_id, v.sku, v.price,
           v.options AS variant_options, p.title, p.options, p.kind, p.tax_class,
           coalesce(v.media_id, p.media_id) AS media_id,
           si.available, (p.status = 'active' AND NOT v.hidden) AS on_sale,
           (SELECT jsonb_object_agg(vp.currency, vp.price) FROM variant_prices vp
            WHERE vp.shop_id = v.shop_id AND vp.variant_id = v.id) AS own_prices,
           (SELECT jsonb_object_agg(r.currency, r.rate) FROM shop_rates r WHERE r.shop_id = c.shop_id) AS rates,
           pr.id AS promo_id, pr.kind AS promo_kind, pr.value AS promo_value, pr.min_goods AS promo_min_goods,
           pr.first_order AS promo_first_order, pr.starts_at AS promo_starts_at, pr.ends_at AS promo_ends_at,
           pr.max_uses AS promo_max_uses, pr.per_customer AS promo_per_customer, pr.used AS promo_used,
           CASE WHEN pr.id IS NOT NULL THEN (SELECT pc.used FROM promo_customers pc WHERE pc.shop_id = c.shop_id
                AND pc.promo_id = pr.id AND pc.person_id = c.person_id) END AS promo_used_by_buyer,
           CASE WHEN pr.first_order THEN EXISTS (SELECT 1 FROM orders o WHERE o.shop_id = c.shop_id
                AND o.person_id = c.person_id AND o.status NOT IN ('expired', 'cancelled')) END AS ordered_before,
           g.balance AS gift_balance, g.currency AS gift_currency, g.hint AS gift_hint,
           pa.balance AS points_balance, coalesce(k.cash_refused, 0) AS cash_refused
    FROM carts c
    JOIN shops s ON s.id = c.shop_id
    LEFT JOIN delivery_options d ON d.shop_id = c.shop_id AND d.id = c.delivery_option_id AND d.active
    LEFT JOIN shop_points sp ON sp.shop_id = c.shop_id
    LEFT JOIN cart_lines l ON l.shop_id = c.shop_id AND l.cart_id = c.id
    LEFT JOIN variants v ON v.shop_id = l.shop_id AND v.id = l.variant_id
    LEFT JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
    LEFT JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
    LEFT JOIN promos pr ON pr.shop_id = c.shop_id AND pr.code = c.promo_code AND pr.active
         AND (pr.person_id IS NULL OR pr.person_id = c.person_id)
    LEFT JOIN gift_cards g ON g.shop_id = c.shop_id AND g.id = c.gift_card_id AND g.active
                          AND (g.expires_at IS NULL OR g.expires_at > now())
    LEFT JOIN customers k ON k.shop_id = c.shop_id AND k.person_id = c.person_id
    LEFT JOIN point_accounts pa ON pa.shop_id = c.shop_id AND pa.person_id = c.person_id
    WHERE c.shop_id = :shop_id AND c.person_id = :person_id
""".replace("/*GOODS*/", GOODS).replace("/*ZONES*/", _ZONES)
_BY_KIND = text(_VIEW + " AND c.kind = :kind ORDER BY l.added_at, l.variant_id")
_BY_ID = text(_VIEW + " AND c.id = :cart_id ORDER BY l.added_at, l.variant_id")
# For placing: the cart's row is locked, so a second tap waits here and then finds it gone.
_TO_PLACE = text(
    _VIEW.replace(
        "SELECT c.id AS cart_id,",
        """SELECT (SELECT count(*) FROM (SELECT 1 FROM orders o WHERE o.shop_id = :shop_id
                    AND o.person_id = :person_id AND o.status IN ('awaiting_payment', 'awaiting_confirmation')
                    LIMIT 100) waiting) AS open_orders, c.id AS cart_id,""",
    )
    + " AND c.id = :cart_id ORDER BY l.added_at, l.variant_id FOR UPDATE OF c"
)

_SET_LINE = text(
    """
    WITH cart AS (
        INSERT INTO carts (shop_id, id, person_id, kind, delivery_option_id, address, latitude, longitude, zone_id,
                           phone, payment_method)
        SELECT :shop_id, :cart_id, :person_id, :kind, k.delivery_option_id, coalesce(a.address, k.address),
               a.latitude, a.longitude, a.zone_id, k.phone, k.payment_method
        FROM (SELECT 1) one LEFT JOIN customers k ON k.shop_id = :shop_id AND k.person_id = :person_id
        -- The preferred address, else the last one, with its place on the map.
        LEFT JOIN LATERAL (SELECT * FROM customer_addresses a WHERE a.shop_id = :shop_id AND a.person_id = :person_id
                           AND (a.preferred OR a.address = k.address) ORDER BY a.preferred DESC LIMIT 1) a ON true
        ON CONFLICT (shop_id, person_id, kind) DO UPDATE SET updated_at = now()
        RETURNING id
    )
    INSERT INTO cart_lines (shop_id, cart_id, variant_id, quantity, seen_price)
    SELECT :shop_id, cart.id, v.id, :quantity, v.price
    FROM cart JOIN variants v ON v.shop_id = :shop_id AND v.id = :variant_id AND NOT v.hidden
    JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id AND p.status = 'active'
    ON CONFLICT (shop_id, cart_id, variant_id)
        DO UPDATE SET quantity = excluded.quantity, seen_price = excluded.seen_price
    RETURNING cart_id
    """
)


async def view(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, kind: str) -> list[Record]:
    """Return a person's cart, a row a line (one row without a variant when empty; none when absent)."""
    return list(await rows(connection, _BY_KIND, shop_id=shop_id, person_id=person_id, kind=kind))


async def view_by_id(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, cart_id: CartId
) -> list[Record]:
    """Return one of the person's own carts by its id."""
    return list(await rows(connection, _BY_ID, shop_id=shop_id, person_id=person_id, cart_id=cart_id))


async def lock_to_place(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, cart_id: CartId
) -> list[Record]:
    """Return one's own cart, locked, with how many unpaid orders its owner has (`open_orders`)."""
    return list(await rows(connection, _TO_PLACE, shop_id=shop_id, person_id=person_id, cart_id=cart_id))


async def set_line(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    *,
    cart_id: CartId,
    kind: str,
    variant_id: VariantId,
    quantity: int,
) -> bool:
    """Put a quantity of a variant on sale into the cart (made when absent, prefilled from the last order).

    False when the variant is not on sale.
    """
    found = await row(
        connection,
        _SET_LINE,
        shop_id=shop_id,
        cart_id=cart_id,
        person_id=person_id,
        kind=kind,
        variant_id=variant_id,
        quantity=quantity,
    )
    return found is not None


async def remove_line(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, kind: str, variant_id: VariantId
) -> None:
    """Take a variant out of the cart."""
    statement = text(
        """
        DELETE FROM cart_lines l USING carts c
        WHERE l.shop_id = :shop_id AND l.variant_id = :variant_id AND c.shop_id = l.shop_id
          AND c.id = l.cart_id AND c.person_id = :person_id AND c.kind = :kind
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, kind=kind, variant_id=variant_id)


async def clear(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, kind: str) -> None:
    """Empty a cart by removing it."""
    await change(
        connection,
        text("DELETE FROM carts WHERE shop_id = :shop_id AND person_id = :person_id AND kind = :kind"),
        shop_id=shop_id,
        person_id=person_id,
        kind=kind,
    )


async def set_delivery(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    cart_id: CartId,
    delivery_option_id: int,
) -> bool:
    """Choose a way of delivery for a cart."""
    statement = text(
        """
        UPDATE carts c SET delivery_option_id = d.id, updated_at = now()
        FROM delivery_options d
        WHERE c.shop_id = :shop_id AND c.person_id = :person_id AND c.id = :cart_id
          AND d.shop_id = c.shop_id AND d.id = :delivery_option_id AND d.active
        """
    )
    touched = await change(
        connection,
        statement,
        shop_id=shop_id,
        person_id=person_id,
        cart_id=cart_id,
        delivery_option_id=delivery_option_id,
    )
    return touched > 0


async def set_address(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, cart_id: CartId, *, address: str, keep: bool
) -> bool:
    """Say in words where it goes; `keep` the place on the map that was shown before, else it is another place."""
    statement = text(
        """
        UPDATE carts SET latitude = CASE WHEN CAST(:keep AS boolean) OR address = :address THEN latitude END,
            longitude = CASE WHEN CAST(:keep AS boolean) OR address = :address THEN longitude END,
            zone_id = CASE WHEN CAST(:keep AS boolean) OR address = :address THEN zone_id END,
            address = :address, updated_at = now()
        WHERE shop_id = :shop_id AND person_id = :person_id AND id = :cart_id
        """
    )
    touched = await change(
        connection, statement, shop_id=shop_id, person_id=person_id, cart_id=cart_id, address=address, keep=keep
    )
    return touched > 0


async def set_point(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    cart_id: CartId,
    *,
    latitude: int,
    longitude: int,
    keep: bool,
) -> bool:
    """Show on the map where it goes; `keep` the address in words, else it is asked anew."""
    statement = text(
        """
        UPDATE carts SET latitude = :latitude, longitude = :longitude, zone_id = NULL,
            address = CASE WHEN CAST(:keep AS boolean) THEN address END, updated_at = now()
        WHERE shop_id = :shop_id AND person_id = :person_id AND id = :cart_id
        """
    )
    touched = await change(
        connection,
        statement,
        shop_id=shop_id,
        person_id=person_id,
        cart_id=cart_id,
        latitude=latitude,
        longitude=longitude,
        keep=keep,
    )
    return touched > 0


async def set_zone(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, cart_id: CartId, zone_id: int
) -> bool:
    """Choose by name the zone it goes to, instead of a place on the map; only one of the way it goes."""
    statement = text(
        """
        UPDATE carts c SET zone_id = z.id, latitude = NULL, longitude = NULL, updated_at = now()
        FROM delivery_zones z
        WHERE c.shop_id = :shop_id AND c.person_id = :person_id AND c.id = :cart_id AND z.shop_id = c.shop_id
          AND z.id = :zone_id AND z.active AND z.delivery_option_id = c.delivery_option_id
        """
    )
    touched = await change(
        connection, statement, shop_id=shop_id, person_id=person_id, cart_id=cart_id, zone_id=zone_id
    )
    return touched > 0


async def set_saved_address(
    connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, cart_id: CartId, address_id: int
) -> bool:
    """Send it to one of one's own addresses, with its place on the map."""
    statement = text(
        """
        UPDATE carts c SET address = a.address, latitude = a.latitude, longitude = a.longitude, zone_id = a.zone_id,
            updated_at = now()
        FROM customer_addresses a
        WHERE c.shop_id = :shop_id AND c.person_id = :person_id AND c.id = :cart_id
          AND a.shop_id = c.shop_id AND a.person_id = c.person_id AND a.id = :address_id
        """
    )
    touched = await change(
        connection, statement, shop_id=shop_id, person_id=person_id, cart_id=cart_id, address_id=address_id
    )
    return touched > 0


async def set_details(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    cart_id: CartId,
    *,
    phone: str | None = None,
    comment: str | None = None,
    gift_note: str | None = None,
    payment_method: str | None = None,
) -> bool:
    """Keep what was typed or chosen at checkout; None leaves a field as it is."""
    statement = text(
        """
        UPDATE carts SET phone = coalesce(:phone, phone),
            comment = nullif(coalesce(:comment, comment), ''),
            gift_note = nullif(coalesce(:gift_note, gift_note), ''),
            payment_method = coalesce(:payment_method, payment_method), updated_at = now()
        WHERE shop_id = :shop_id AND person_id = :person_id AND id = :cart_id
        """
    )
    touched = await change(
        connection,
        statement,
        shop_id=shop_id,
        person_id=person_id,
        cart_id=cart_id,
        phone=phone,
        comment=comment,
        gift_note=gift_note,
        payment_method=payment_method,
    )
    return touched > 0


async def set_benefits(
    connection: AsyncConnection,
    shop_id: ShopId,
    person_id: PersonId,
    cart_id: CartId,
    *,
    promo_code: str | None = None,
    gift_card_id: int | None = None,
    use_points: bool | None = None,
    currency: str | None = None,
) -> bool:
    """Keep a promo code, a gift card, the wish to use points, or a currency; None leaves a field as it is.

    An empty code or currency and a gift card 0 take it out again.
    """
    statement = text(
        """
        UPDATE carts SET promo_code = nullif(coalesce(:promo_code, promo_code), ''),
            gift_card_id = nullif(coalesce(CAST(:gift_card_id AS bigint), gift_card_id), 0),
            use_points = coalesce(CAST(:use_points AS boolean), use_points),
            currency = nullif(coalesce(:currency, currency), ''), updated_at = now()
        WHERE shop_id = :shop_id AND person_id = :person_id AND id = :cart_id
        """
    )
    touched = await change(
        connection,
        statement,
        shop_id=shop_id,
        person_id=person_id,
        cart_id=cart_id,
        promo_code=promo_code,
        gift_card_id=gift_card_id,
        use_points=use_points,
        currency=currency,
    )
    return touched > 0


async def summary(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> Record | None:
    """Return how many pieces the lasting cart holds and their sum, in minor units.

    The sum is NULL where it is not the shop's own money: another currency was chosen, or digital goods lie in it.
    """
    statement = text(
        """
        SELECT coalesce(sum(l.quantity), 0)::int AS pieces,
               CASE WHEN bool_or(c.currency IS NOT NULL OR p.kind <> 'goods') THEN NULL
                    ELSE coalesce(sum(l.quantity * v.price), 0)::bigint END AS amount
        FROM carts c
        JOIN cart_lines l ON l.shop_id = c.shop_id AND l.cart_id = c.id
        JOIN variants v ON v.shop_id = l.shop_id AND v.id = l.variant_id
        JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        WHERE c.shop_id = :shop_id AND c.person_id = :person_id AND c.kind = 'cart'
        """
    )
    return await row(connection, statement, shop_id=shop_id, person_id=person_id)


async def quantities(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> dict[int, int]:
    """Return how many of each variant the lasting cart holds."""
    statement = text(
        """
        SELECT l.variant_id, l.quantity FROM carts c
        JOIN cart_lines l ON l.shop_id = c.shop_id AND l.cart_id = c.id
        WHERE c.shop_id = :shop_id AND c.person_id = :person_id AND c.kind = 'cart'
        """
    )
    found = await rows(connection, statement, shop_id=shop_id, person_id=person_id)
    return {line["variant_id"]: line["quantity"] for line in found}


async def customer(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> Record | None:
    """Return what a person need not type again in this shop."""
    statement = text(
        "SELECT phone, address, delivery_option_id, payment_method FROM customers"
        " WHERE shop_id = :shop_id AND person_id = :person_id"
    )
    return await row(connection, statement, shop_id=shop_id, person_id=person_id)
