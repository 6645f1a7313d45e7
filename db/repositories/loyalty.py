"""Loyalty in one shop: what somebody spent, and whom they brought."""

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import OrderId, PersonId, ShopId


async def spent(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> int:
    """Return what somebody spent on received orders, less what went back; minor units of the shop's currency."""
    statement = text(
        """
        SELECT coalesce(sum(o.total), 0)::bigint - coalesce((
            SELECT sum(r.amount) FROM refunds r JOIN orders q ON q.shop_id = r.shop_id AND q.id = r.order_id
            JOIN shops t ON t.id = q.shop_id AND t.currency = q.currency
            WHERE r.shop_id = :shop_id AND q.person_id = :person_id AND q.status IN ('delivered', 'completed')
              AND r.state <> 'failed'), 0)::bigint
        FROM orders o JOIN shops s ON s.id = o.shop_id AND s.currency = o.currency
        WHERE o.shop_id = :shop_id AND o.person_id = :person_id AND o.status IN ('delivered', 'completed')
        """
    )
    return max(int(await value(connection, statement, shop_id=shop_id, person_id=person_id) or 0), 0)


async def referral_code(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, code: str) -> str:
    """Return somebody's code; the given one becomes it if they have none yet."""
    statement = text(
        """
        INSERT INTO referral_codes AS c (shop_id, person_id, code) VALUES (:shop_id, :person_id, :code)
        ON CONFLICT (shop_id, person_id) DO UPDATE SET code = c.code RETURNING code
        """
    )
    return str(await value(connection, statement, shop_id=shop_id, person_id=person_id, code=code))


async def inviter_of_code(connection: AsyncConnection, shop_id: ShopId, code: str) -> PersonId | None:
    """Return whose code it is."""
    statement = text("SELECT person_id FROM referral_codes WHERE shop_id = :shop_id AND code = :code")
    found = await value(connection, statement, shop_id=shop_id, code=code)
    return PersonId(found) if found is not None else None


async def knows_the_shop(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> bool:
    """Return whether somebody ordered here, was invited, or invited others: such a one is no newcomer."""
    statement = text(
        """
        SELECT EXISTS (SELECT 1 FROM orders WHERE shop_id = :shop_id AND person_id = :person_id)
            OR EXISTS (SELECT 1 FROM referrals WHERE shop_id = :shop_id
                       AND (invited_id = :person_id OR inviter_id = :person_id))
        """
    )
    return bool(await value(connection, statement, shop_id=shop_id, person_id=person_id))


async def invite(connection: AsyncConnection, shop_id: ShopId, invited_id: PersonId, inviter_id: PersonId) -> bool:
    """Note who invited a newcomer; False when somebody did before."""
    statement = text(
        """
        INSERT INTO referrals (shop_id, invited_id, inviter_id)
        SELECT c.shop_id, :invited_id, c.person_id FROM referral_codes c
        WHERE c.shop_id = :shop_id AND c.person_id = :inviter_id
        ON CONFLICT (shop_id, invited_id) DO NOTHING
        """
    )
    return await change(connection, statement, shop_id=shop_id, invited_id=invited_id, inviter_id=inviter_id) > 0


async def waiting_referral(connection: AsyncConnection, shop_id: ShopId, invited_id: PersonId) -> Record | None:
    """Return the referral of an invited person that nobody was thanked for yet, and lock it and its inviter's others.

    The inviter's code is the lock: two guests of theirs are counted one after the other.
    """
    statement = text(
        """
        SELECT r.inviter_id FROM referrals r
        JOIN referral_codes c ON c.shop_id = r.shop_id AND c.person_id = r.inviter_id
        WHERE r.shop_id = :shop_id AND r.invited_id = :invited_id AND r.state = 'waiting'
        FOR UPDATE OF c, r
        """
    )
    return await row(connection, statement, shop_id=shop_id, invited_id=invited_id)


async def look_alike(connection: AsyncConnection, shop_id: ShopId, inviter_id: PersonId, invited_id: PersonId) -> bool:
    """Return whether two accounts left the same phone, or had parcels brought to the same door: one person or home.

    Phones are compared by their digits, addresses without case and punctuation.
    """
    statement = text(
        r"""
        WITH left_here AS (
            SELECT person_id, regexp_replace(phone, '\D', '', 'g') AS phone,
                   CASE WHEN delivery_kind = 'courier' THEN regexp_replace(lower(address), '\W', '', 'g') END AS door
            FROM orders WHERE shop_id = :shop_id AND person_id IN (:inviter_id, :invited_id)
            UNION ALL
            SELECT person_id, regexp_replace(phone, '\D', '', 'g'), NULL
            FROM customers WHERE shop_id = :shop_id AND person_id IN (:inviter_id, :invited_id)
        )
        SELECT EXISTS (
            SELECT 1 FROM left_here a JOIN left_here b ON a.person_id = :inviter_id AND b.person_id = :invited_id
            AND ((length(a.phone) > 5 AND right(a.phone, 10) = right(b.phone, 10))
                 OR (length(a.door) > 5 AND a.door = b.door)))
        """
    )
    return bool(await value(connection, statement, shop_id=shop_id, inviter_id=inviter_id, invited_id=invited_id))


async def referral_figures(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> Record | None:
    """Return how many somebody invited, how many of them brought thanks, and the points for that."""
    statement = text(
        """
        SELECT count(*) AS invited, count(*) FILTER (WHERE state = 'rewarded') AS rewarded,
               coalesce(sum(inviter_points), 0)::bigint AS points
        FROM referrals WHERE shop_id = :shop_id AND inviter_id = :person_id
        """
    )
    return await row(connection, statement, shop_id=shop_id, person_id=person_id)


async def thank(
    connection: AsyncConnection,
    shop_id: ShopId,
    invited_id: PersonId,
    order_id: OrderId,
    *,
    inviter_points: int,
    invited_points: int,
) -> None:
    """Both were thanked for an order."""
    statement = text(
        """
        UPDATE referrals SET state = 'rewarded', order_id = :order_id, inviter_points = :inviter_points,
            invited_points = :invited_points, rewarded_at = now()
        WHERE shop_id = :shop_id AND invited_id = :invited_id AND state = 'waiting'
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        invited_id=invited_id,
        order_id=order_id,
        inviter_points=inviter_points,
        invited_points=invited_points,
    )


async def referral_of_order(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return who is told of the thanks for an order: both people with their points and codes."""
    statement = text(
        """
        SELECT p.id AS person_id, p.telegram_id, p.language, p.telegram_language,
               CASE WHEN p.id = r.inviter_id THEN r.inviter_points ELSE r.invited_points END AS points,
               p.id = r.inviter_id AS invited_others, g.code, g.kind, g.value
        FROM referrals r JOIN people p ON p.id IN (r.inviter_id, r.invited_id)
        LEFT JOIN promos g ON g.shop_id = r.shop_id AND g.invited_id = r.invited_id AND g.person_id = p.id
        WHERE r.shop_id = :shop_id AND r.order_id = :order_id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))
