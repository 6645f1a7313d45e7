"""Returns of one shop: asked, moved under the order's lock, received and inspected line by line; drafts and photos."""

from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import BotId, OrderId, PersonId, ShopId, VariantId

_RETURN = """
    SELECT r.id, r.order_id, r.person_id, r.state, r.reason, r.comment, r.outcome, r.answer, r.tracking, r.decided_by,
           r.closing_by, r.closing_as, r.exchange_order_id, r.gift_card_id, r.key, r.created_at, r.changed_at,
           o.number, o.currency, o.language, o.bot_id, o.customer_name, p.telegram_id AS customer_telegram_id,
           p.username AS customer_username, c.first_name AS closing_by_name, x.number AS exchange_number,
           x.status AS exchange_status, x.total AS exchange_total,
           x.total - x.gift_total - x.points_total AS exchange_to_pay
    FROM returns r
    JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
    JOIN people p ON p.id = r.person_id
    LEFT JOIN people c ON c.id = r.closing_by
    LEFT JOIN orders x ON x.shop_id = r.shop_id AND x.id = r.exchange_order_id
    WHERE r.shop_id = :shop_id
"""


async def write_return(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    return_id: int,
    order_id: OrderId,
    person_id: PersonId,
    reason: str,
    comment: str | None,
    outcome: str,
    key: str,
    return_lines: list[dict[str, Any]],
    media_ids: list[int],
) -> bool:
    """Write a return with its lines and photos, and count its pieces; False when fewer can be sent back.

    Lines are `{position, quantity, exchange_variant_id}`. The caller's transaction must not go on after False.
    """
    statement = text(
        """
        WITH wanted AS (
            SELECT * FROM jsonb_to_recordset(CAST(:lines AS jsonb))
                AS x(position int, quantity int, exchange_variant_id bigint)
        ), r AS (
            INSERT INTO returns (shop_id, id, order_id, person_id, state, reason, comment, outcome, key)
            VALUES (:shop_id, :id, :order_id, :person_id, 'requested', :reason, :comment, :outcome, :key)
        ), l AS (
            INSERT INTO return_lines (shop_id, return_id, position, quantity, reception, acceptance,
                                      exchange_variant_id)
            SELECT :shop_id, :id, w.position, w.quantity, 'awaiting', 'pending', w.exchange_variant_id FROM wanted w
        ), p AS (
            INSERT INTO return_photos (shop_id, return_id, position, media_id)
            SELECT :shop_id, :id, m.position, m.media_id
            FROM unnest(CAST(:media_ids AS bigint[])) WITH ORDINALITY AS m(media_id, position)
        )
        UPDATE order_lines ol SET in_return = ol.in_return + w.quantity FROM wanted w
        WHERE ol.shop_id = :shop_id AND ol.order_id = :order_id AND ol.position = w.position AND NOT ol.digital
          AND ol.refunded + ol.in_return + w.quantity <= ol.quantity
        """
    )
    counted = await change(
        connection,
        statement,
        shop_id=shop_id,
        id=return_id,
        order_id=order_id,
        person_id=person_id,
        reason=reason,
        comment=comment,
        outcome=outcome,
        key=key,
        lines=dumps(return_lines),
        media_ids=media_ids,
    )
    return counted == len(return_lines)


async def release_pieces(connection: AsyncConnection, shop_id: ShopId, return_id: int) -> None:
    """The return is over: its pieces are in no open return any more."""
    statement = text(
        """
        UPDATE order_lines ol SET in_return = ol.in_return - l.quantity
        FROM return_lines l JOIN returns r ON r.shop_id = l.shop_id AND r.id = l.return_id
        WHERE l.shop_id = :shop_id AND l.return_id = :return_id
          AND ol.shop_id = l.shop_id AND ol.order_id = r.order_id AND ol.position = l.position
        """
    )
    await change(connection, statement, shop_id=shop_id, return_id=return_id)


async def one(connection: AsyncConnection, shop_id: ShopId, return_id: int, *, lock: bool = False) -> Record | None:
    """Return a return with its order's number and buyer, locked for a change if asked."""
    statement = text(_RETURN + " AND r.id = :return_id" + (" FOR NO KEY UPDATE OF r" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, return_id=return_id)


async def by_key(connection: AsyncConnection, shop_id: ShopId, key: str) -> Record | None:
    """Return the return that a command made before."""
    return await row(connection, text(_RETURN + " AND r.key = :key"), shop_id=shop_id, key=key)


async def of_order(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return an order's returns, oldest first."""
    statement = text(_RETURN + " AND r.order_id = :order_id ORDER BY r.id")
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def in_states(
    connection: AsyncConnection, shop_id: ShopId, states: list[str], *, before: int = 0, limit: int = 9
) -> list[Record]:
    """Return the shop's returns in any of these states, newest first, before a return's id."""
    statement = text(
        _RETURN
        + " AND r.state = ANY(:states) AND (CAST(:before AS bigint) = 0 OR r.id < CAST(:before AS bigint))"
        + " ORDER BY r.id DESC LIMIT :limit"
    )
    return list(await rows(connection, statement, shop_id=shop_id, states=states, before=before, limit=limit))


async def lines(connection: AsyncConnection, shop_id: ShopId, return_id: int) -> list[Record]:
    """Return a return's lines with what they are of the order, and what is wanted instead."""
    statement = text(
        """
        SELECT l.position, l.quantity, l.reception, l.received, l.acceptance, l.accepted, l.verdict,
               l.exchange_variant_id, ol.title, ol.options_text, ol.sku, ol.variant_id, ol.product_id,
               v.options AS exchange_options, p.title AS exchange_title, p.options AS exchange_product_options
        FROM return_lines l
        JOIN returns r ON r.shop_id = l.shop_id AND r.id = l.return_id
        JOIN order_lines ol ON ol.shop_id = l.shop_id AND ol.order_id = r.order_id AND ol.position = l.position
        LEFT JOIN variants v ON v.shop_id = l.shop_id AND v.id = l.exchange_variant_id
        LEFT JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
        WHERE l.shop_id = :shop_id AND l.return_id = :return_id ORDER BY l.position
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, return_id=return_id))


async def photos(connection: AsyncConnection, shop_id: ShopId, return_id: int) -> list[int]:
    """Return the pictures a buyer sent with a return."""
    statement = text(
        "SELECT media_id FROM return_photos WHERE shop_id = :shop_id AND return_id = :return_id ORDER BY position"
    )
    return [int(found["media_id"]) for found in await rows(connection, statement, shop_id=shop_id, return_id=return_id)]


async def set_state(
    connection: AsyncConnection,
    shop_id: ShopId,
    return_id: int,
    *,
    state: str,
    answer: str | None = None,
    decided_by: PersonId | None = None,
    tracking: str | None = None,
) -> None:
    """Move a locked return; None leaves a field as it is."""
    statement = text(
        """
        UPDATE returns SET state = :state, answer = coalesce(:answer, answer),
            decided_by = coalesce(:decided_by, decided_by), tracking = coalesce(:tracking, tracking), changed_at = now()
        WHERE shop_id = :shop_id AND id = :return_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        return_id=return_id,
        state=state,
        answer=answer,
        decided_by=decided_by,
        tracking=tracking,
    )


async def set_closing(
    connection: AsyncConnection, shop_id: ShopId, return_id: int, closing_by: PersonId | None, closing_as: str | None
) -> None:
    """Write who wants to close a return, and as what; a second person has to want the same."""
    statement = text(
        """
        UPDATE returns SET closing_by = :closing_by, closing_as = :closing_as, changed_at = now()
        WHERE shop_id = :shop_id AND id = :return_id
        """
    )
    await change(
        connection, statement, shop_id=shop_id, return_id=return_id, closing_by=closing_by, closing_as=closing_as
    )


async def set_result(
    connection: AsyncConnection,
    shop_id: ShopId,
    return_id: int,
    *,
    outcome: str,
    gift_card_id: int | None,
    exchange_order_id: OrderId | None,
) -> None:
    """Write what came of a return; the order that replaces its goods names it in turn."""
    statement = text(
        """
        WITH x AS (
            UPDATE orders SET exchange_of = :return_id
            WHERE shop_id = :shop_id AND id = CAST(:exchange_order_id AS bigint)
        )
        UPDATE returns SET outcome = :outcome, gift_card_id = :gift_card_id, changed_at = now(),
            exchange_order_id = CAST(:exchange_order_id AS bigint)
        WHERE shop_id = :shop_id AND id = :return_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        return_id=return_id,
        outcome=outcome,
        gift_card_id=gift_card_id,
        exchange_order_id=exchange_order_id,
    )


async def set_line(
    connection: AsyncConnection,
    shop_id: ShopId,
    return_id: int,
    position: int,
    *,
    reception: str,
    received: int,
    acceptance: str,
    accepted: int,
    verdict: str | None,
) -> None:
    """Write both axes of a line."""
    statement = text(
        """
        UPDATE return_lines SET reception = :reception, received = :received, acceptance = :acceptance,
            accepted = :accepted, verdict = :verdict
        WHERE shop_id = :shop_id AND return_id = :return_id AND position = :position
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        return_id=return_id,
        position=position,
        reception=reception,
        received=received,
        acceptance=acceptance,
        accepted=accepted,
        verdict=verdict,
    )


async def write_step(
    connection: AsyncConnection,
    shop_id: ShopId,
    return_id: int,
    *,
    journal_id: int,
    event: str,
    from_state: str | None,
    to_state: str | None,
    actor: str,
    actor_id: PersonId,
    reason: str | None = None,
) -> None:
    """Record what happened to a return, also when it was ignored."""
    statement = text(
        """
        INSERT INTO return_journal (shop_id, id, return_id, event, from_state, to_state, actor, actor_id, reason)
        VALUES (:shop_id, :id, :return_id, :event, :from_state, :to_state, :actor, :actor_id, :reason)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        return_id=return_id,
        id=journal_id,
        event=event,
        from_state=from_state,
        to_state=to_state,
        actor=actor,
        actor_id=actor_id,
        reason=reason,
    )


async def steps(connection: AsyncConnection, shop_id: ShopId, return_id: int) -> list[Record]:
    """Return what happened to a return, oldest first, without what was ignored."""
    statement = text(
        """
        SELECT j.at, j.event, j.to_state, j.actor, j.reason, p.first_name AS actor_name
        FROM return_journal j LEFT JOIN people p ON p.id = j.actor_id
        WHERE j.shop_id = :shop_id AND j.return_id = :return_id AND j.to_state IS NOT NULL ORDER BY j.id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, return_id=return_id))


async def window(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> Record | None:
    """Return when an order was delivered, when the days to send it back end, whether they did; None: not delivered."""
    statement = text(
        """
        SELECT w.delivered_at, w.ends_at, w.ends_at < now() AS passed FROM (
            SELECT max(j.at) AS delivered_at,
                   max(j.at) + make_interval(days => coalesce(max(CAST(s.settings ->> 'return_days' AS int)), 14))
                       AS ends_at
            FROM order_journal j JOIN shops s ON s.id = j.shop_id
            WHERE j.shop_id = :shop_id AND j.order_id = :order_id AND j.to_status = 'delivered'
              AND j.from_status <> 'delivered'
            HAVING max(j.at) IS NOT NULL) w
        """
    )
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)


async def open_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> bool:
    """Return whether a return of the order is not over yet."""
    statement = text(
        "SELECT 1 FROM returns WHERE shop_id = :shop_id AND order_id = :order_id"
        " AND state IN ('requested', 'approved') LIMIT 1"
    )
    return await value(connection, statement, shop_id=shop_id, order_id=order_id) is not None


# ── what is wanted instead ───────────────────────────────────────────────────────────────────────────────

_WANTED = """
    SELECT v.id AS variant_id, v.product_id, v.stock_item_id, v.sku, v.price, v.options AS variant_options, p.title,
           p.options, p.kind, p.tax_class, si.available, (p.status = 'active' AND NOT v.hidden) AS on_sale,
           (SELECT jsonb_object_agg(vp.currency, vp.price) FROM variant_prices vp
            WHERE vp.shop_id = v.shop_id AND vp.variant_id = v.id) AS own_prices,
           s.currency AS shop_currency,
           (SELECT jsonb_object_agg(x.currency, x.rate) FROM shop_rates x WHERE x.shop_id = v.shop_id) AS rates
    FROM variants v
    JOIN products p ON p.shop_id = v.shop_id AND p.id = v.product_id
    JOIN stock_items si ON si.shop_id = v.shop_id AND si.id = v.stock_item_id
    JOIN shops s ON s.id = v.shop_id
    WHERE v.shop_id = :shop_id
"""


async def variants_by_id(connection: AsyncConnection, shop_id: ShopId, variant_ids: list[VariantId]) -> list[Record]:
    """Return variants with today's prices and what is left of them."""
    statement = text(_WANTED + " AND v.id = ANY(:variant_ids) ORDER BY v.id")
    return list(await rows(connection, statement, shop_id=shop_id, variant_ids=variant_ids))


async def variants_beside(connection: AsyncConnection, shop_id: ShopId, product_ids: list[int]) -> list[Record]:
    """Return the variants on sale of some products, for whoever wants another one."""
    statement = text(
        _WANTED
        + " AND v.product_id = ANY(:product_ids) AND p.status = 'active' AND NOT v.hidden"
        + " ORDER BY v.product_id, v.position, v.id"
    )
    return list(await rows(connection, statement, shop_id=shop_id, product_ids=product_ids))


# ── drafts ───────────────────────────────────────────────────────────────────────────────────────────────


async def draft(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, person_id: PersonId, *, new_id: int
) -> Record:
    """Return the buyer's draft of a return, locked; an empty one when there was none."""
    statement = text(
        """
        INSERT INTO return_drafts (shop_id, order_id, id, person_id) VALUES (:shop_id, :order_id, :id, :person_id)
        ON CONFLICT (shop_id, order_id) DO UPDATE SET changed_at = now()
        RETURNING id, order_id, answers
        """
    )
    found = await row(connection, statement, shop_id=shop_id, order_id=order_id, id=new_id, person_id=person_id)
    if found is None:  # pragma: no cover – an upsert always answers
        msg = "no draft"
        raise RuntimeError(msg)
    return found


async def save_draft(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, answers: dict[str, Any]) -> None:
    """Keep what the buyer has answered so far."""
    statement = text(
        """
        UPDATE return_drafts SET answers = CAST(:answers AS jsonb), changed_at = now()
        WHERE shop_id = :shop_id AND order_id = :order_id
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id, answers=dumps(answers))


async def drop_draft(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> None:
    """Forget a draft: it became a return, or the buyer thought better of it."""
    statement = text("DELETE FROM return_drafts WHERE shop_id = :shop_id AND order_id = :order_id")
    await change(connection, statement, shop_id=shop_id, order_id=order_id)


# ── live cards ───────────────────────────────────────────────────────────────────────────────────────────


async def cards(connection: AsyncConnection, shop_id: ShopId, return_id: int) -> list[Record]:
    """Return the live cards of a return: where each stands and for whom."""
    statement = text(
        "SELECT return_id, chat_id, audience, bot_id, message_id, language FROM return_cards"
        " WHERE shop_id = :shop_id AND return_id = :return_id"
    )
    return list(await rows(connection, statement, shop_id=shop_id, return_id=return_id))


async def keep_card(
    connection: AsyncConnection,
    shop_id: ShopId,
    return_id: int,
    *,
    chat_id: int,
    audience: str,
    bot_id: BotId,
    message_id: int | None,
    language: str,
) -> int | None:
    """Make a message the return's live card in a chat; return the message that was it before."""
    statement = text(
        """
        WITH before AS (
            SELECT message_id FROM return_cards WHERE shop_id = :shop_id AND return_id = :return_id
              AND chat_id = :chat_id AND audience = :audience
        ), kept AS (
            INSERT INTO return_cards (shop_id, return_id, chat_id, audience, bot_id, message_id, language)
            VALUES (:shop_id, :return_id, :chat_id, :audience, :bot_id, :message_id, :language)
            ON CONFLICT (shop_id, return_id, chat_id, audience) DO UPDATE SET message_id = excluded.message_id,
                bot_id = excluded.bot_id, language = excluded.language, changed_at = now()
        )
        SELECT message_id FROM before
        """
    )
    found = await value(
        connection,
        statement,
        shop_id=shop_id,
        return_id=return_id,
        chat_id=chat_id,
        audience=audience,
        bot_id=bot_id,
        message_id=message_id,
        language=language,
    )
    return int(found) if found is not None else None
