"""Promo codes, gift cards and points of one shop: every counter moves by one guarded statement."""

from datetime import datetime
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import OrderId, PersonId, ShopId

_PROMO = """
    SELECT id, code, title, kind, value, min_goods, first_order, starts_at, ends_at, max_uses, per_customer, used,
           active, person_id
    FROM promos WHERE shop_id = :shop_id
"""


async def promo_by_code(connection: AsyncConnection, shop_id: ShopId, code: str) -> Record | None:
    """Return a promo code, active or not."""
    return await row(connection, text(_PROMO + " AND code = :code"), shop_id=shop_id, code=code)


async def promos(connection: AsyncConnection, shop_id: ShopId, limit: int = 50) -> list[Record]:
    """Return the shop's promo codes for everybody, newest first."""
    return list(
        await rows(
            connection,
            text(_PROMO + " AND person_id IS NULL ORDER BY id DESC LIMIT :limit"),
            shop_id=shop_id,
            limit=limit,
        )
    )


async def create_promo(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    promo_id: int,
    code: str,
    kind: str,
    amount: int,
    min_goods: int = 0,
    first_order: bool = False,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    max_uses: int | None = None,
    per_customer: int | None = None,
    title: dict[str, str] | None = None,
) -> None:
    """Write a promo code; a code that exists violates its unique key."""
    statement = text(
        """
        INSERT INTO promos (shop_id, id, code, title, kind, value, min_goods, first_order, starts_at, ends_at,
                            max_uses, per_customer)
        VALUES (:shop_id, :id, :code, CAST(:title AS jsonb), :kind, :amount, :min_goods, :first_order,
                CAST(:starts_at AS timestamptz), CAST(:ends_at AS timestamptz), :max_uses, :per_customer)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=promo_id,
        code=code,
        title=dumps(title or {}),
        kind=kind,
        amount=amount,
        min_goods=min_goods,
        first_order=first_order,
        starts_at=starts_at,
        ends_at=ends_at,
        max_uses=max_uses,
        per_customer=per_customer,
    )


async def give_code(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    promo_id: int,
    code: str,
    kind: str,
    amount: int,
    person_id: PersonId,
    invited_id: PersonId,
    days: int,
) -> bool:
    """Give somebody a code of their own for one use, as thanks for a guest; False when they have it already."""
    statement = text(
        """
        INSERT INTO promos (shop_id, id, code, kind, value, ends_at, max_uses, per_customer, person_id, invited_id)
        SELECT r.shop_id, :promo_id, :code, :kind, :amount, now() + make_interval(days => :days), 1, 1, :person_id,
               r.invited_id
        FROM referrals r WHERE r.shop_id = :shop_id AND r.invited_id = :invited_id
        ON CONFLICT (shop_id, invited_id, person_id) WHERE invited_id IS NOT NULL DO NOTHING
        """
    )
    given = await change(
        connection,
        statement,
        shop_id=shop_id,
        promo_id=promo_id,
        code=code,
        kind=kind,
        amount=amount,
        person_id=person_id,
        invited_id=invited_id,
        days=days,
    )
    return given > 0


async def set_promo_active(connection: AsyncConnection, shop_id: ShopId, code: str, *, active: bool) -> bool:
    """Switch a promo code on or off; False when there is none."""
    statement = text("UPDATE promos SET active = :active WHERE shop_id = :shop_id AND code = :code")
    return await change(connection, statement, shop_id=shop_id, code=code, active=active) > 0


async def lock_person(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> None:
    """Let one transaction at a time look at a person's first order in a shop."""
    statement = text("SELECT pg_advisory_xact_lock(hashtextextended('first:' || :shop_id || ':' || :person_id, 0))")
    await value(connection, statement, shop_id=str(shop_id), person_id=str(person_id))


async def ordered_before(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, but: OrderId) -> bool:
    """Return whether a person has another order here that came to something."""
    statement = text(
        """
        SELECT 1 FROM orders WHERE shop_id = :shop_id AND person_id = :person_id AND id <> :but
          AND status NOT IN ('expired', 'cancelled') LIMIT 1
        """
    )
    return await value(connection, statement, shop_id=shop_id, person_id=person_id, but=but) is not None


async def use_promo(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    promo_id: int,
    order_id: OrderId,
    person_id: PersonId,
    amount: int,
) -> bool:
    """Use a code for an order, within its caps; False when a cap is reached, it is switched off or somebody else's."""
    statement = text(
        """
        WITH p AS (
            UPDATE promos SET used = used + 1
            WHERE shop_id = :shop_id AND id = :promo_id AND active AND (max_uses IS NULL OR used < max_uses)
              AND (person_id IS NULL OR person_id = :person_id)
            RETURNING id, per_customer
        ), c AS (
            INSERT INTO promo_customers AS pc (shop_id, promo_id, person_id, used, cap)
            SELECT :shop_id, p.id, :person_id, 1, p.per_customer FROM p
            ON CONFLICT (shop_id, promo_id, person_id) DO UPDATE SET used = pc.used + 1, cap = excluded.cap
                WHERE excluded.cap IS NULL OR pc.used < excluded.cap
            RETURNING promo_id
        )
        INSERT INTO promo_uses (shop_id, promo_id, order_id, person_id, amount)
        SELECT :shop_id, c.promo_id, :order_id, :person_id, :amount FROM c
        ON CONFLICT (shop_id, promo_id, order_id) DO UPDATE SET released = false
        """
    )
    written = await change(
        connection,
        statement,
        shop_id=shop_id,
        promo_id=promo_id,
        order_id=order_id,
        person_id=person_id,
        amount=amount,
    )
    return written > 0


async def release_promo(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> None:
    """Give an order's use of a code back, once."""
    statement = text(
        """
        WITH u AS (
            UPDATE promo_uses SET released = true
            WHERE shop_id = :shop_id AND order_id = :order_id AND NOT released RETURNING promo_id, person_id
        ), c AS (
            UPDATE promo_customers pc SET used = pc.used - 1 FROM u
            WHERE pc.shop_id = :shop_id AND pc.promo_id = u.promo_id AND pc.person_id = u.person_id
        )
        UPDATE promos p SET used = p.used - 1 FROM u WHERE p.shop_id = :shop_id AND p.id = u.promo_id
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id)


# ── gift cards ───────────────────────────────────────────────────────────────────────────────────────────

_GIFT_CARD = """
    SELECT id, code_cipher, hint, currency, initial, balance, person_id, issued_by, reason, active, expires_at,
           created_at
    FROM gift_cards WHERE shop_id = :shop_id
"""


async def create_gift_card(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    gift_card_id: int,
    code_hash: str,
    code_cipher: bytes,
    hint: str,
    currency: str,
    amount: int,
    person_id: PersonId | None,
    issued_by: PersonId | None,
    reason: str,
    expires_at: datetime | None,
    move_id: int,
    key: str,
) -> None:
    """Write a gift card with its whole balance; `key` names the command, once in a shop."""
    statement = text(
        """
        WITH g AS (
            INSERT INTO gift_cards (shop_id, id, code_hash, code_cipher, hint, currency, initial, balance, person_id,
                                    issued_by, reason, expires_at)
            VALUES (:shop_id, :id, :code_hash, :code_cipher, :hint, :currency, :amount, :amount, :person_id,
                    :issued_by, :reason, CAST(:expires_at AS timestamptz))
            RETURNING id
        )
        INSERT INTO gift_card_moves (shop_id, id, gift_card_id, delta, kind, key)
        SELECT :shop_id, :move_id, g.id, :amount, 'issue', :key FROM g
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=gift_card_id,
        code_hash=code_hash,
        code_cipher=code_cipher,
        hint=hint,
        currency=currency,
        amount=amount,
        person_id=person_id,
        issued_by=issued_by,
        reason=reason,
        expires_at=expires_at,
        move_id=move_id,
        key=key,
    )


async def gift_card_by_key(connection: AsyncConnection, shop_id: ShopId, key: str) -> Record | None:
    """Return the gift card that was issued by a command."""
    issued = "SELECT gift_card_id FROM gift_card_moves WHERE shop_id = :shop_id AND key = :key AND kind = 'issue'"
    statement = text(_GIFT_CARD + f" AND id = ({issued})")
    return await row(connection, statement, shop_id=shop_id, key=key)


async def gift_card_by_hash(connection: AsyncConnection, shop_id: ShopId, code_hash: str) -> Record | None:
    """Return a gift card by the keyed hash of its code."""
    statement = text(_GIFT_CARD + " AND code_hash = :code_hash")
    return await row(connection, statement, shop_id=shop_id, code_hash=code_hash)


async def gift_card(connection: AsyncConnection, shop_id: ShopId, gift_card_id: int) -> Record | None:
    """Return a gift card."""
    return await row(connection, text(_GIFT_CARD + " AND id = :id"), shop_id=shop_id, id=gift_card_id)


async def gift_cards_of(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> list[Record]:
    """Return the gift cards that were given to a person and still hold money, newest first."""
    statement = text(_GIFT_CARD + " AND person_id = :person_id AND active AND balance > 0 ORDER BY id DESC LIMIT 20")
    return list(await rows(connection, statement, shop_id=shop_id, person_id=person_id))


async def spend_gift_card(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    gift_card_id: int,
    order_id: OrderId,
    amount: int,
    move_id: int,
    key: str,
) -> bool:
    """Take money off a gift card; False when it holds less, has ended or is switched off."""
    statement = text(
        """
        WITH g AS (
            UPDATE gift_cards SET balance = balance - :amount
            WHERE shop_id = :shop_id AND id = :gift_card_id AND active AND balance >= :amount
              AND (expires_at IS NULL OR expires_at > now())
            RETURNING id
        )
        INSERT INTO gift_card_moves (shop_id, id, gift_card_id, order_id, delta, kind, key)
        SELECT :shop_id, :move_id, g.id, :order_id, -CAST(:amount AS bigint), 'spend', :key FROM g
        """
    )
    return await _moved(
        connection,
        statement,
        shop_id=shop_id,
        gift_card_id=gift_card_id,
        order_id=order_id,
        amount=amount,
        move_id=move_id,
        key=key,
    )


async def return_to_gift_card(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    gift_card_id: int,
    order_id: OrderId,
    amount: int,
    move_id: int,
    key: str,
) -> bool:
    """Put money back on a gift card, once per key; a card that ended takes it too."""
    statement = text(
        """
        WITH m AS (
            INSERT INTO gift_card_moves (shop_id, id, gift_card_id, order_id, delta, kind, key)
            VALUES (:shop_id, :move_id, :gift_card_id, :order_id, :amount, 'return', :key)
            ON CONFLICT (shop_id, key) DO NOTHING RETURNING gift_card_id, delta
        )
        UPDATE gift_cards g SET balance = g.balance + m.delta FROM m
        WHERE g.shop_id = :shop_id AND g.id = m.gift_card_id
        """
    )
    return await _moved(
        connection,
        statement,
        shop_id=shop_id,
        gift_card_id=gift_card_id,
        order_id=order_id,
        amount=amount,
        move_id=move_id,
        key=key,
    )


async def spent_on(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> Record:
    """Return what gift card and points have paid for an order until now, and how often they moved for it.

    Fields: `gift_card_id`, `gift`, `points` (minor units), `moves`.
    """
    statement = text(
        """
        SELECT (SELECT max(gift_card_id) FROM gift_card_moves
                WHERE shop_id = :shop_id AND order_id = :order_id) AS gift_card_id,
               (SELECT coalesce(-sum(delta), 0)::bigint FROM gift_card_moves
                WHERE shop_id = :shop_id AND order_id = :order_id) AS gift,
               (SELECT coalesce(-sum(delta), 0)::bigint FROM point_moves
                WHERE shop_id = :shop_id AND order_id = :order_id AND kind IN ('spend', 'return')) AS points,
               (SELECT count(*) FROM gift_card_moves WHERE shop_id = :shop_id AND order_id = :order_id)
               + (SELECT count(*) FROM point_moves WHERE shop_id = :shop_id AND order_id = :order_id) AS moves
        """
    )
    found = await row(connection, statement, shop_id=shop_id, order_id=order_id)
    if found is None:  # pragma: no cover – a SELECT without FROM always answers
        msg = "no answer"
        raise RuntimeError(msg)
    return found


# ── points ───────────────────────────────────────────────────────────────────────────────────────────────


async def points_of(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> int:
    """Return a person's points, in minor units of the shop's currency."""
    statement = text("SELECT balance FROM point_accounts WHERE shop_id = :shop_id AND person_id = :person_id")
    return int(await value(connection, statement, shop_id=shop_id, person_id=person_id) or 0)


async def move_points(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    person_id: PersonId,
    order_id: OrderId | None,
    delta: int,
    kind: str,
    move_id: int,
    key: str,
) -> bool:
    """Move a person's points, once per key; False when it was done before or they would fall below zero."""
    statement = text(
        """
        WITH a AS (
            INSERT INTO point_accounts AS pa (shop_id, person_id, balance)
            SELECT :shop_id, :person_id, greatest(CAST(:delta AS bigint), 0)
            WHERE NOT EXISTS (SELECT 1 FROM point_moves WHERE shop_id = :shop_id AND key = :key)
              AND (CAST(:delta AS bigint) > 0 OR EXISTS (
                  SELECT 1 FROM point_accounts WHERE shop_id = :shop_id AND person_id = :person_id))
            ON CONFLICT (shop_id, person_id) DO UPDATE SET balance = pa.balance + CAST(:delta AS bigint)
                WHERE pa.balance + CAST(:delta AS bigint) >= 0
            RETURNING person_id
        )
        INSERT INTO point_moves (shop_id, id, person_id, order_id, delta, kind, key)
        SELECT :shop_id, :move_id, a.person_id, :order_id, :delta, :kind, :key FROM a
        """
    )
    return await _moved(
        connection,
        statement,
        shop_id=shop_id,
        person_id=person_id,
        order_id=order_id,
        delta=delta,
        kind=kind,
        move_id=move_id,
        key=key,
    )


async def _moved(connection: AsyncConnection, statement: Any, **params: Any) -> bool:
    return await change(connection, statement, **params) > 0


# ── prices in other currencies ───────────────────────────────────────────────────────────────────────────


async def set_price_in(
    connection: AsyncConnection, shop_id: ShopId, variant_id: int, currency: str, price: int
) -> None:
    """Set a variant's own price in another currency, in its minor units."""
    statement = text(
        """
        INSERT INTO variant_prices (shop_id, variant_id, currency, price)
        VALUES (:shop_id, :variant_id, :currency, :price)
        ON CONFLICT (shop_id, variant_id, currency) DO UPDATE SET price = excluded.price
        """
    )
    await change(connection, statement, shop_id=shop_id, variant_id=variant_id, currency=currency, price=price)


async def set_rate(connection: AsyncConnection, shop_id: ShopId, currency: str, rate: str) -> None:
    """Freeze a rate: one major unit of the shop's currency in major units of another."""
    statement = text(
        """
        INSERT INTO shop_rates (shop_id, currency, rate) VALUES (:shop_id, :currency, :rate)
        ON CONFLICT (shop_id, currency) DO UPDATE SET rate = excluded.rate, changed_at = now()
        """
    )
    await change(connection, statement, shop_id=shop_id, currency=currency, rate=rate)


async def drop_rate(connection: AsyncConnection, shop_id: ShopId, currency: str) -> bool:
    """Sell no more in a currency; False when there was no rate."""
    statement = text("DELETE FROM shop_rates WHERE shop_id = :shop_id AND currency = :currency")
    return await change(connection, statement, shop_id=shop_id, currency=currency) > 0


async def rates(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return the shop's frozen rates."""
    statement = text("SELECT currency, rate, changed_at FROM shop_rates WHERE shop_id = :shop_id ORDER BY currency")
    return list(await rows(connection, statement, shop_id=shop_id))
