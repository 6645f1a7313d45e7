"""Intents, charges, refunds and the ledger of one shop."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from db.repositories.sql import AsyncConnection, Record, change, dumps, row, rows, text, value
from db.types.ids import ChargeId, IntentId, OrderId, PersonId, RefundId, ShopId
from db.types.ledger import LedgerEntry

_INTENT = """
    SELECT i.id, i.order_id, i.provider, i.state, i.amount, i.currency, i.payer_id, i.external_id, i.chat_id,
           i.message_id, i.approved_until, i.url, i.url_until, i.pay_amount, i.pay_currency, i.details, i.tip_max,
           i.check_at, i.checks, i.created_at, i.failure, p.telegram_id AS payer_telegram_id
    FROM payment_intents i JOIN people p ON p.id = i.payer_id
    WHERE i.shop_id = :shop_id
"""


async def create_intent(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    intent_id: IntentId,
    order_id: OrderId,
    provider: str,
    amount: int,
    currency: str,
    payer_id: PersonId,
) -> None:
    """Write an attempt to pay before the provider hears of it (law 7)."""
    statement = text(
        """
        INSERT INTO payment_intents (shop_id, id, order_id, provider, state, amount, currency, payer_id)
        VALUES (:shop_id, :id, :order_id, :provider, 'created', :amount, :currency, :payer_id)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=intent_id,
        order_id=order_id,
        provider=provider,
        amount=amount,
        currency=currency,
        payer_id=payer_id,
    )


async def intent(
    connection: AsyncConnection, shop_id: ShopId, intent_id: IntentId, *, lock: bool = False
) -> Record | None:
    """Return an attempt to pay, locked for a change if asked."""
    statement = text(_INTENT + " AND i.id = :intent_id" + (" FOR NO KEY UPDATE OF i" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, intent_id=intent_id)


async def intents_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return an order's attempts to pay, newest first."""
    statement = text(_INTENT + " AND i.order_id = :order_id ORDER BY i.id DESC")
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def set_intent_state(
    connection: AsyncConnection,
    shop_id: ShopId,
    intent_id: IntentId,
    state: str,
    *,
    approved_seconds: int | None = None,
    failure: str | None = None,
) -> None:
    """Move an attempt to pay; an approval lasts `approved_seconds` from now."""
    statement = text(
        """
        UPDATE payment_intents SET state = :state, changed_at = now(), failure = coalesce(:failure, failure),
            approved_until = CASE WHEN CAST(:seconds AS int) IS NULL THEN approved_until
                                  ELSE now() + make_interval(secs => CAST(:seconds AS int)) END
        WHERE shop_id = :shop_id AND id = :intent_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        intent_id=intent_id,
        state=state,
        seconds=approved_seconds,
        failure=failure,
    )


async def set_page(
    connection: AsyncConnection,
    shop_id: ShopId,
    intent_id: IntentId,
    *,
    external_id: str | None,
    url: str | None,
    until: datetime | None,
    pay_amount: int | None,
    pay_currency: str | None,
    details: dict[str, Any],
    tip_max: int = 0,
    check_seconds: int | None,
) -> None:
    """Write what the provider answered: its page is open. A later state is not taken back."""
    statement = text(
        """
        UPDATE payment_intents SET changed_at = now(),
            state = CASE WHEN state IN ('created', 'unknown') THEN 'presented' ELSE state END,
            external_id = coalesce(:external_id, external_id), url = :url, url_until = CAST(:until AS timestamptz),
            pay_amount = :pay_amount, pay_currency = :pay_currency, details = CAST(:details AS jsonb),
            tip_max = :tip_max,
            check_at = CASE WHEN CAST(:check_seconds AS int) IS NULL THEN check_at
                            ELSE now() + make_interval(secs => CAST(:check_seconds AS int)) END
        WHERE shop_id = :shop_id AND id = :intent_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        intent_id=intent_id,
        external_id=external_id,
        url=url,
        until=until,
        pay_amount=pay_amount,
        pay_currency=pay_currency,
        details=dumps(details),
        tip_max=tip_max,
        check_seconds=check_seconds,
    )


async def check_later(
    connection: AsyncConnection, shop_id: ShopId, intent_id: IntentId, seconds: int | None, *, counted: bool = True
) -> None:
    """Ask the provider about an attempt that much later; None: no more."""
    statement = text(
        """
        UPDATE payment_intents SET checks = checks + CAST(:counted AS int),
            check_at = CASE WHEN CAST(:seconds AS int) IS NULL THEN NULL
                            ELSE now() + make_interval(secs => CAST(:seconds AS int)) END
        WHERE shop_id = :shop_id AND id = :intent_id
        """
    )
    await change(
        connection, statement, shop_id=shop_id, intent_id=intent_id, seconds=seconds, counted=1 if counted else 0
    )


async def checks_due(
    connection: AsyncConnection, down: Sequence[tuple[ShopId, str]] = (), limit: int = 100
) -> list[Record]:
    """Return attempts of all shops that the provider is to be asked about (platform transaction).

    Shops and their providers take turns, and those that are `down` are left out: thousands of attempts that get no
    answer stand in nobody else's way.
    """
    statement = text(
        """
        SELECT shop_id, id, provider FROM (
            SELECT shop_id, id, provider, check_at,
                   row_number() OVER (PARTITION BY shop_id, provider ORDER BY check_at) AS place
            FROM payment_intents WHERE check_at <= now()
              AND (shop_id, provider) NOT IN (SELECT * FROM unnest(CAST(:shops AS bigint[]), CAST(:codes AS text[])))
        ) due ORDER BY place, check_at LIMIT :limit
        """
    )
    shops, codes = [shop for shop, _ in down], [code for _, code in down]
    return list(await rows(connection, statement, shops=shops, codes=codes, limit=limit))


async def intent_by_external(
    connection: AsyncConnection, shop_id: ShopId, provider: str, external_id: str
) -> Record | None:
    """Return the attempt that a provider's id names."""
    statement = text(_INTENT + " AND i.provider = :provider AND i.external_id = :external_id")
    return await row(connection, statement, shop_id=shop_id, provider=provider, external_id=external_id)


async def open_page(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, provider: str, amount: int, now: datetime
) -> Record | None:
    """Return the newest attempt whose page (or whose unanswered question for one) can be used again."""
    statement = text(
        _INTENT
        + """ AND i.order_id = :order_id AND i.provider = :provider AND i.amount = :amount
            AND (i.state IN ('presented', 'approved', 'processing')
                 AND (i.url IS NOT NULL OR jsonb_exists(i.details, 'fields'))
                 AND (i.url_until IS NULL OR i.url_until > CAST(:now AS timestamptz) + interval '5 minutes')
              OR i.state IN ('created', 'unknown') AND i.url IS NULL AND i.check_at IS NOT NULL)
            ORDER BY i.id DESC LIMIT 1"""
    )
    return await row(
        connection, statement, shop_id=shop_id, order_id=order_id, provider=provider, amount=amount, now=now
    )


async def invoice_link(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, amount: int) -> str | None:
    """Return the link of an invoice that is open for so much of an order, by the order's way to pay."""
    statement = text(
        """
        SELECT i.details->>'link'
        FROM payment_intents i JOIN orders o ON o.shop_id = i.shop_id AND o.id = i.order_id
        WHERE i.shop_id = :shop_id AND i.order_id = :order_id AND i.provider = o.payment_method
          AND i.amount = :amount AND i.state IN ('created', 'presented', 'approved') AND jsonb_exists(i.details, 'link')
        ORDER BY i.id DESC LIMIT 1
        """
    )
    found: str | None = await value(connection, statement, shop_id=shop_id, order_id=order_id, amount=amount)
    return found


async def keep_invoice_link(connection: AsyncConnection, shop_id: ShopId, intent_id: IntentId, link: str) -> None:
    """Write down by which link an attempt's invoice is opened."""
    statement = text(
        """
        UPDATE payment_intents SET details = details || jsonb_build_object('link', CAST(:link AS text)),
            changed_at = now()
        WHERE shop_id = :shop_id AND id = :intent_id
        """
    )
    await change(connection, statement, shop_id=shop_id, intent_id=intent_id, link=link)


async def page_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, amount: int) -> Record | None:
    """Return how so much of an order can be paid now by its way: a page's `url`, or the `details` of a transfer."""
    statement = text(
        """
        SELECT i.url, i.details FROM payment_intents i JOIN orders o ON o.shop_id = i.shop_id AND o.id = i.order_id
        WHERE i.shop_id = :shop_id AND i.order_id = :order_id AND i.provider = o.payment_method
          AND i.amount = :amount AND (i.url IS NOT NULL OR jsonb_exists(i.details, 'fields'))
          AND i.state IN ('presented', 'processing') AND (i.url_until IS NULL OR i.url_until > now())
        ORDER BY i.id DESC LIMIT 1
        """
    )
    return await row(connection, statement, shop_id=shop_id, order_id=order_id, amount=amount)


async def note_presented(
    connection: AsyncConnection, shop_id: ShopId, intent_id: IntentId, chat_id: int, message_id: int
) -> None:
    """Remember where the pay message stands; a later state is not taken back."""
    statement = text(
        """
        UPDATE payment_intents SET chat_id = :chat_id, message_id = :message_id, changed_at = now(),
            state = CASE WHEN state = 'created' THEN 'presented' ELSE state END
        WHERE shop_id = :shop_id AND id = :intent_id
        """
    )
    await change(connection, statement, shop_id=shop_id, intent_id=intent_id, chat_id=chat_id, message_id=message_id)


async def forget_pay_message(connection: AsyncConnection, shop_id: ShopId, chat_id: int, message_id: int) -> None:
    """The pay message is gone from its chat."""
    statement = text(
        """
        UPDATE payment_intents SET message_id = NULL
        WHERE shop_id = :shop_id AND chat_id = :chat_id AND message_id = :message_id
        """
    )
    await change(connection, statement, shop_id=shop_id, chat_id=chat_id, message_id=message_id)


async def other_live_intent(
    connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, intent_id: IntentId
) -> bool:
    """Return whether another attempt for the order is approved or processing right now."""
    statement = text(
        """
        SELECT 1 FROM payment_intents
        WHERE shop_id = :shop_id AND order_id = :order_id AND id <> :intent_id
          AND state IN ('approved', 'processing') AND coalesce(approved_until, now()) >= now()
        """
    )
    found = await value(connection, statement, shop_id=shop_id, order_id=order_id, intent_id=intent_id)
    return found is not None


async def lapse_approvals(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> None:
    """Take back approvals whose time is over without money."""
    statement = text(
        """
        UPDATE payment_intents SET state = 'expired', changed_at = now()
        WHERE shop_id = :shop_id AND order_id = :order_id AND state = 'approved' AND approved_until < now()
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id)


async def close_intents(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId, state: str) -> None:
    """End every attempt that has not ended: the order was paid otherwise, expired or was cancelled."""
    statement = text(
        """
        UPDATE payment_intents SET state = :state, changed_at = now()
        WHERE shop_id = :shop_id AND order_id = :order_id
          AND state IN ('created', 'presented', 'approved', 'unknown')
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id, state=state)


async def payment_in_hand(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> bool:
    """Return whether money may be on its way: an approved (in time), processing or authorized attempt.

    An attempt that is `unknown` before anybody saw its page cannot be paid.
    """
    statement = text(
        """
        SELECT 1 FROM payment_intents WHERE shop_id = :shop_id AND order_id = :order_id
          AND (state IN ('processing', 'authorized') OR (state = 'unknown' AND url IS NOT NULL)
               OR (state = 'approved' AND approved_until >= now()))
        """
    )
    return await value(connection, statement, shop_id=shop_id, order_id=order_id) is not None


async def record_charge(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    charge_id: ChargeId,
    order_id: OrderId | None,
    intent_id: IntentId | None,
    provider: str,
    external_id: str,
    provider_reference: str,
    amount: int,
    currency: str,
    payer_telegram_id: int | None,
    verdict: str,
    reason: str | None,
    evidence: dict[str, Any],
    tip: int = 0,
    fee: int = 0,
    card_hash: str | None = None,
) -> bool:
    """Write money that arrived, once per (provider, charge id); False when it is known already."""
    statement = text(
        """
        INSERT INTO charges (shop_id, id, order_id, intent_id, provider, external_id, provider_reference, amount,
                             currency, payer_telegram_id, verdict, reason, evidence, tip, fee, card_hash)
        VALUES (:shop_id, :id, :order_id, :intent_id, :provider, :external_id, :provider_reference, :amount,
                :currency, :payer_telegram_id, :verdict, :reason, CAST(:evidence AS jsonb), :tip, :fee, :card_hash)
        ON CONFLICT (shop_id, provider, external_id) DO NOTHING
        """
    )
    written = await change(
        connection,
        statement,
        shop_id=shop_id,
        id=charge_id,
        order_id=order_id,
        intent_id=intent_id,
        provider=provider,
        external_id=external_id,
        provider_reference=provider_reference,
        amount=amount,
        currency=currency,
        payer_telegram_id=payer_telegram_id,
        verdict=verdict,
        reason=reason,
        evidence=dumps(evidence),
        tip=tip,
        fee=fee,
        card_hash=card_hash,
    )
    return written > 0


async def charge_verdict(connection: AsyncConnection, shop_id: ShopId, provider: str, external_id: str) -> str | None:
    """Return what became of a charge that was recorded before, or None for news."""
    statement = text(
        "SELECT verdict FROM charges WHERE shop_id = :shop_id AND provider = :provider AND external_id = :external_id"
    )
    found = await value(connection, statement, shop_id=shop_id, provider=provider, external_id=external_id)
    return str(found) if found is not None else None


async def charges_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return an order's charges with what of each was asked back or taken back by a bank, locked for refunds."""
    statement = text(
        """
        SELECT c.id, c.provider, c.external_id, c.provider_reference, c.amount, c.currency, c.verdict, c.tip,
               c.payer_telegram_id,
               (SELECT coalesce(sum(r.amount), 0)::bigint FROM refunds r
                WHERE r.shop_id = c.shop_id AND r.charge_id = c.id AND r.state <> 'failed') AS refunded,
               (SELECT coalesce(sum(d.amount), 0)::bigint FROM disputes d WHERE d.shop_id = c.shop_id
                AND d.order_id = c.order_id AND d.charge_id = c.id AND d.state IN ('open', 'lost')) AS disputed
        FROM charges c WHERE c.shop_id = :shop_id AND c.order_id = :order_id ORDER BY c.id FOR NO KEY UPDATE OF c
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def kept(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> int:
    """Return the money of an order that stayed with the shop: charges without tips, less what goes back."""
    statement = text(
        """
        SELECT coalesce(sum(c.amount - c.tip), 0)::bigint - coalesce((
            SELECT sum(r.amount) FROM refunds r WHERE r.shop_id = :shop_id AND r.order_id = :order_id
            AND r.state <> 'failed'), 0)::bigint
        FROM charges c WHERE c.shop_id = :shop_id AND c.order_id = :order_id
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, order_id=order_id) or 0)


async def accept_charges(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> None:
    """Staff take an order's money although it was not what was asked for."""
    statement = text(
        """
        UPDATE charges SET verdict = 'applied'
        WHERE shop_id = :shop_id AND order_id = :order_id AND verdict = 'mismatch'
        """
    )
    await change(connection, statement, shop_id=shop_id, order_id=order_id)


async def tip_of_charge(connection: AsyncConnection, shop_id: ShopId, charge_id: ChargeId) -> tuple[int, int, int]:
    """Return a charge's tip, what of it was asked back by now (tip included), and its whole sum, in minor units."""
    statement = text(
        """
        SELECT c.tip, c.amount, (SELECT coalesce(sum(r.amount), 0)::bigint FROM refunds r
            WHERE r.shop_id = c.shop_id AND r.charge_id = c.id AND r.state <> 'failed') AS refunded
        FROM charges c WHERE c.shop_id = :shop_id AND c.id = :charge_id
        """
    )
    found = await row(connection, statement, shop_id=shop_id, charge_id=charge_id)
    return (int(found["tip"]), int(found["refunded"]), int(found["amount"])) if found else (0, 0, 0)


async def set_intent_amount(connection: AsyncConnection, shop_id: ShopId, intent_id: IntentId, amount: int) -> None:
    """The buyer changed the order while paying for it: the attempt is for another sum now."""
    await change(
        connection,
        text(
            "UPDATE payment_intents SET amount = :amount, changed_at = now()"
            " WHERE shop_id = :shop_id AND id = :intent_id"
        ),
        shop_id=shop_id,
        intent_id=intent_id,
        amount=amount,
    )


async def marks(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> Record | None:
    """Return what an order's charges say besides their sums: tips in minor units, and whether any was test money."""
    statement = text(
        """
        SELECT coalesce(sum(tip), 0)::bigint AS tip, coalesce(bool_or(jsonb_exists(evidence, 'test')), false) AS test
        FROM charges WHERE shop_id = :shop_id AND order_id = :order_id
        """
    )
    return await row(connection, statement, shop_id=shop_id, order_id=order_id)


async def request_refund(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    refund_id: RefundId,
    charge_id: ChargeId,
    order_id: OrderId | None,
    key: str,
    amount: int,
    currency: str,
    reason: str,
    requested_by: PersonId | None = None,
    credit_note_id: int | None = None,
    needs_approval: bool = False,
) -> bool:
    """Write that money must go back, once per key; False when it was asked before."""
    statement = text(
        """
        INSERT INTO refunds (shop_id, id, charge_id, order_id, key, state, amount, currency, reason, requested_by,
                             credit_note_id, needs_approval)
        VALUES (:shop_id, :id, :charge_id, :order_id, :key, 'requested', :amount, :currency, :reason, :requested_by,
                :credit_note_id, :needs_approval)
        ON CONFLICT (shop_id, key) DO NOTHING
        """
    )
    written = await change(
        connection,
        statement,
        shop_id=shop_id,
        id=refund_id,
        charge_id=charge_id,
        order_id=order_id,
        key=key,
        amount=amount,
        currency=currency,
        reason=reason,
        requested_by=requested_by,
        credit_note_id=credit_note_id,
        needs_approval=needs_approval,
    )
    return written > 0


_REFUND = """
    SELECT r.id, r.charge_id, r.order_id, r.key, r.state, r.amount, r.currency, r.reason, r.attempts,
           r.external_id AS refund_external_id, c.provider, c.external_id, c.provider_reference,
           coalesce(c.payer_telegram_id, b.telegram_id) AS payer_telegram_id,
           c.amount AS charge_amount, r.next_attempt_at <= now() AS due, r.needs_approval,
           r.requested_by, r.credit_note_id, r.failure, r.created_at, o.phone,
           coalesce(CAST(c.evidence ->> 'bot_id' AS bigint), o.bot_id, s.bot_id) AS bot_id, c.verdict,
           jsonb_exists(c.evidence, 'subscription') AS of_subscription, coalesce(o.renewal_of, o.id) AS first_order_id,
           (SELECT coalesce(sum(x.amount), 0)::bigint FROM refunds x
            WHERE x.shop_id = r.shop_id AND x.charge_id = r.charge_id AND x.id <> r.id AND x.state = 'succeeded')
           AS refunded_before,
           (SELECT coalesce(sum(d.amount), 0)::bigint FROM disputes d WHERE d.shop_id = r.shop_id
            AND d.order_id = r.order_id AND d.charge_id = r.charge_id AND d.state IN ('open', 'lost')) AS disputed
    FROM refunds r JOIN charges c ON c.shop_id = r.shop_id AND c.id = r.charge_id
    JOIN shops s ON s.id = r.shop_id LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
    LEFT JOIN people b ON b.id = o.person_id
    WHERE r.shop_id = :shop_id
"""


async def refund(
    connection: AsyncConnection, shop_id: ShopId, refund_id: RefundId, *, lock: bool = False
) -> Record | None:
    """Return a refund with its charge, locked for a change if asked."""
    statement = text(_REFUND + " AND r.id = :refund_id" + (" FOR NO KEY UPDATE OF r" if lock else ""))
    return await row(connection, statement, shop_id=shop_id, refund_id=refund_id)


async def refunds_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return an order's refunds."""
    statement = text(_REFUND + " AND r.order_id = :order_id ORDER BY r.id")
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def set_refund_state(
    connection: AsyncConnection,
    shop_id: ShopId,
    refund_id: RefundId,
    state: str,
    *,
    external_id: str | None = None,
    failure: str | None = None,
    retry_seconds: int | None = None,
) -> None:
    """Move a refund; with `retry_seconds` it is looked at again that much later."""
    statement = text(
        """
        UPDATE refunds SET state = :state, changed_at = now(), external_id = coalesce(:external_id, external_id),
            failure = coalesce(:failure, failure),
            attempts = attempts + CASE WHEN CAST(:seconds AS int) IS NULL THEN 0 ELSE 1 END,
            next_attempt_at = now() + make_interval(secs => coalesce(CAST(:seconds AS int), 0))
        WHERE shop_id = :shop_id AND id = :refund_id
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        refund_id=refund_id,
        state=state,
        external_id=external_id,
        failure=failure,
        seconds=retry_seconds,
    )


async def refunds_due(connection: AsyncConnection, limit: int = 50) -> list[Record]:
    """Return refunds of all shops that wait for a call to their provider (platform transaction), taking turns."""
    statement = text(
        """
        SELECT shop_id, id, provider FROM (
            SELECT r.shop_id, r.id, c.provider, r.next_attempt_at,
                   row_number() OVER (PARTITION BY r.shop_id, c.provider ORDER BY r.next_attempt_at) AS place
            FROM refunds r JOIN charges c ON c.shop_id = r.shop_id AND c.id = r.charge_id
            WHERE (r.state IN ('approved', 'submitted', 'unknown') OR r.state = 'requested' AND NOT r.needs_approval)
              AND r.next_attempt_at <= now()
        ) due ORDER BY place, next_attempt_at LIMIT :limit
        """
    )
    return list(await rows(connection, statement, limit=limit))


async def write_entry(
    connection: AsyncConnection,
    shop_id: ShopId,
    entry: LedgerEntry,
    *,
    entry_id: int,
    order_id: OrderId | None = None,
) -> bool:
    """Write a journal entry once; False when the same fact is in the books already."""
    statement = text(
        """
        WITH e AS (
            INSERT INTO ledger_entries (shop_id, id, source, event_id, kind, currency, order_id)
            VALUES (:shop_id, :id, :source, :event_id, :kind, :currency, :order_id)
            ON CONFLICT (shop_id, source, event_id, kind) DO NOTHING RETURNING id
        )
        INSERT INTO ledger_lines (shop_id, entry_id, position, account, amount)
        SELECT :shop_id, e.id, x.position, x.account, x.amount
        FROM e, jsonb_to_recordset(CAST(:lines AS jsonb)) AS x(position int, account text, amount bigint)
        """
    )
    lines = [
        {"position": position, "account": line.account, "amount": line.amount}
        for position, line in enumerate(entry.lines)
    ]
    written = await change(
        connection,
        statement,
        shop_id=shop_id,
        id=entry_id,
        source=entry.source,
        event_id=entry.event_id,
        kind=entry.kind,
        currency=entry.currency,
        order_id=order_id,
        lines=dumps(lines),
    )
    return written > 0


async def paid(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> int:
    """Return what the books say of an order: paid and not asked back, in minor units of its currency."""
    statement = text(
        """
        SELECT coalesce(-sum(l.amount), 0)::bigint
        FROM ledger_entries e JOIN ledger_lines l ON l.shop_id = e.shop_id AND l.entry_id = e.id
        WHERE e.shop_id = :shop_id AND e.order_id = :order_id AND l.account = 'customer'
          AND (e.source IN ('charge', 'refund') OR e.kind = 'cash' OR e.kind LIKE 'gift%' OR e.kind LIKE 'points%')
          AND e.currency = (SELECT o.currency FROM orders o WHERE o.shop_id = :shop_id AND o.id = :order_id)
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, order_id=order_id) or 0)


async def refund_of_charge(
    connection: AsyncConnection,
    shop_id: ShopId,
    provider: str,
    external_id: str,
    amount: int,
    *,
    refund_id: RefundId | None = None,
    refund_external_id: str = "",
    by_hand: bool = False,
) -> Record | None:
    """Return the refund of a charge that a provider's word of returned money is about, locked.

    By our own id or the refund's id at the provider where they are told; else the oldest open one of the sum; with
    `by_hand` also one that staff said they had paid: in the provider's own cabinet, as it turns out.
    """
    if refund_id is not None:
        found = await refund(connection, shop_id, refund_id, lock=True)
        if found is not None and (found["provider"], found["external_id"]) == (provider, external_id):
            return found
    if refund_external_id:
        statement = text(
            _REFUND + " AND c.provider = :provider AND r.external_id = :refund_external_id FOR NO KEY UPDATE OF r"
        )
        known = await row(
            connection, statement, shop_id=shop_id, provider=provider, refund_external_id=refund_external_id
        )
        if known is not None:
            return known
    statement = text(
        _REFUND
        + " AND c.provider = :provider AND c.external_id = :external_id AND r.amount = :amount"
        # What waits for a second person was asked of nobody yet: this money is another's.
        + " AND NOT (r.state = 'requested' AND r.needs_approval)"
        + " AND (r.state NOT IN ('succeeded', 'failed') AND (r.external_id IS NULL OR :refund_external_id = '')"
        + "      OR r.state = 'succeeded' AND r.external_id LIKE 'by hand:%' AND :by_hand)"
        + " ORDER BY r.state = 'succeeded', r.id LIMIT 1 FOR NO KEY UPDATE OF r"
    )
    return await row(
        connection,
        statement,
        shop_id=shop_id,
        provider=provider,
        external_id=external_id,
        amount=amount,
        refund_external_id=refund_external_id,
        by_hand=by_hand,
    )


async def name_refund(connection: AsyncConnection, shop_id: ShopId, refund_id: RefundId, external_id: str) -> None:
    """Write a refund's own id at the provider, which nobody knew before."""
    statement = text("UPDATE refunds SET external_id = :external_id WHERE shop_id = :shop_id AND id = :refund_id")
    await change(connection, statement, shop_id=shop_id, refund_id=refund_id, external_id=external_id)


async def refunds_in_flight(connection: AsyncConnection, shop_id: ShopId, charge_id: ChargeId) -> list[Record]:
    """Return a charge's refunds that the provider was asked for and has not settled, oldest first.

    The charge is locked: refunds of a rail that cannot tell them apart take turns under it.
    """
    lock = text("SELECT 1 FROM charges WHERE shop_id = :shop_id AND id = :charge_id FOR NO KEY UPDATE")
    await value(connection, lock, shop_id=shop_id, charge_id=charge_id)
    statement = text(
        """
        SELECT id, amount, state FROM refunds
        WHERE shop_id = :shop_id AND charge_id = :charge_id AND state IN ('submitted', 'unknown') ORDER BY id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, charge_id=charge_id))


async def home_of_intent(connection: AsyncConnection, intent_id: IntentId) -> Record | None:
    """Return the shop of an attempt to pay, with the bots its money may come through (platform transaction)."""
    statement = text(
        """
        SELECT i.shop_id, o.bot_id AS order_bot_id, s.bot_id AS shop_bot_id
        FROM payment_intents i
        JOIN orders o ON o.shop_id = i.shop_id AND o.id = i.order_id
        JOIN shops s ON s.id = i.shop_id
        WHERE i.id = :intent_id
        """
    )
    return await row(connection, statement, intent_id=intent_id)


async def charge_by_external(
    connection: AsyncConnection, shop_id: ShopId, provider: str, external_id: str
) -> Record | None:
    """Return a charge by the provider's own id with what was asked back of it, locked for a refund."""
    statement = text(
        """
        SELECT c.id, c.order_id, c.amount, c.currency, c.evidence ->> 'coins' AS coins,
               (SELECT coalesce(sum(r.amount), 0)::bigint FROM refunds r
                WHERE r.shop_id = c.shop_id AND r.charge_id = c.id AND r.state <> 'failed') AS refunded,
               (SELECT coalesce(sum(r.amount), 0)::bigint FROM refunds r
                WHERE r.shop_id = c.shop_id AND r.charge_id = c.id AND r.state = 'succeeded') AS returned
        FROM charges c
        WHERE c.shop_id = :shop_id AND c.provider = :provider AND c.external_id = :external_id FOR UPDATE OF c
        """
    )
    return await row(connection, statement, shop_id=shop_id, provider=provider, external_id=external_id)


async def order_of_charge(
    connection: AsyncConnection, shop_id: ShopId, provider: str, external_id: str
) -> OrderId | None:
    """Return the order that a charge belongs to."""
    statement = text(
        "SELECT order_id FROM charges WHERE shop_id = :shop_id AND provider = :provider AND external_id = :external_id"
    )
    found = await value(connection, statement, shop_id=shop_id, provider=provider, external_id=external_id)
    return OrderId(found) if found is not None else None


async def page_closed(connection: AsyncConnection, shop_id: ShopId, intent_id: IntentId) -> None:
    """The provider's page of an attempt cannot be paid any more."""
    statement = text("UPDATE payment_intents SET url = NULL WHERE shop_id = :shop_id AND id = :intent_id")
    await change(connection, statement, shop_id=shop_id, intent_id=intent_id)


async def dispute(connection: AsyncConnection, shop_id: ShopId, provider: str, external_id: str) -> Record | None:
    """Return a dispute by the provider's id, locked for a change."""
    statement = text(
        """
        SELECT id, charge_id, order_id, state, amount, currency, reason FROM disputes
        WHERE shop_id = :shop_id AND provider = :provider AND external_id = :external_id FOR NO KEY UPDATE
        """
    )
    return await row(connection, statement, shop_id=shop_id, provider=provider, external_id=external_id)


async def disputes_of(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> list[Record]:
    """Return an order's disputes, oldest first."""
    statement = text(
        """
        SELECT id, provider, external_id, state, amount, currency, reason, due_at, opened_at FROM disputes
        WHERE shop_id = :shop_id AND order_id = :order_id ORDER BY id
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id, order_id=order_id))


async def taken_by_bank(connection: AsyncConnection, shop_id: ShopId, charge_id: ChargeId) -> tuple[int, str] | None:
    """Return what of a charge counts as given back by the buyer's bank, in minor units, with its currency."""
    statement = text(
        """
        SELECT l.amount, e.currency FROM ledger_entries e
        JOIN ledger_lines l ON l.shop_id = e.shop_id AND l.entry_id = e.id AND l.account = 'customer'
        WHERE e.shop_id = :shop_id AND e.source = 'charge' AND e.event_id = :event_id AND e.kind = 'taken_by_bank'
        """
    )
    found = await row(connection, statement, shop_id=shop_id, event_id=str(charge_id))
    return (int(found["amount"]), str(found["currency"])) if found else None


async def save_dispute(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    dispute_id: int,
    charge_id: ChargeId,
    order_id: OrderId | None,
    provider: str,
    external_id: str,
    state: str,
    amount: int,
    currency: str,
    reason: str,
    due_at: datetime | None,
) -> None:
    """Write a dispute, or the state it moved to."""
    statement = text(
        """
        INSERT INTO disputes (shop_id, id, charge_id, order_id, provider, external_id, state, amount, currency,
                              reason, due_at)
        VALUES (:shop_id, :id, :charge_id, :order_id, :provider, :external_id, :state, :amount, :currency,
                :reason, CAST(:due_at AS timestamptz))
        ON CONFLICT (shop_id, provider, external_id) DO UPDATE SET state = excluded.state, changed_at = now(),
            due_at = coalesce(excluded.due_at, disputes.due_at)
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=dispute_id,
        charge_id=charge_id,
        order_id=order_id,
        provider=provider,
        external_id=external_id,
        state=state,
        amount=amount,
        currency=currency,
        reason=reason,
        due_at=due_at,
    )


async def balance(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> int:
    """Return what the buyer owes for an order by the books, in minor units; negative: we owe the buyer."""
    statement = text(
        """
        SELECT coalesce(sum(l.amount), 0)::bigint
        FROM ledger_entries e JOIN ledger_lines l ON l.shop_id = e.shop_id AND l.entry_id = e.id
        WHERE e.shop_id = :shop_id AND e.order_id = :order_id AND l.account = 'customer'
          AND e.currency = (SELECT o.currency FROM orders o WHERE o.shop_id = :shop_id AND o.id = :order_id)
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, order_id=order_id) or 0)


async def taken_back(connection: AsyncConnection, shop_id: ShopId, order_id: OrderId) -> int:
    """Return what providers gave back of an order's money on their own, in minor units."""
    statement = text(
        """
        SELECT coalesce(sum(amount), 0)::bigint FROM refunds
        WHERE shop_id = :shop_id AND order_id = :order_id AND reason = 'provider' AND state = 'succeeded'
        """
    )
    return int(await value(connection, statement, shop_id=shop_id, order_id=order_id) or 0)


async def refund_by_external(
    connection: AsyncConnection, shop_id: ShopId, provider: str, external_id: str
) -> Record | None:
    """Return a refund by its own id at the provider."""
    statement = text(_REFUND + " AND c.provider = :provider AND r.external_id = :external_id ORDER BY r.id LIMIT 1")
    return await row(connection, statement, shop_id=shop_id, provider=provider, external_id=external_id)
