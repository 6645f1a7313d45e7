"""Sessions, their keys, second factors and attempts (platform transactions: a session is a person's behind a bot)."""

from datetime import datetime

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.enums import SessionEnd
from db.types.ids import BotId, PersonId, ShopId

_SHOP = """s.id, s.slug, s.title, s.greeting, s.about, s.terms, s.support, s.currency, s.timezone, s.status,
           s.bot_id, s.staff_chat_id, s.cover_media_id, s.catalogue_version, s.settings, s.provider_secrets_cipher"""

_CALLER = text(
    f"""
    SELECT n.id AS session_id, n.bot_id AS session_bot_id, n.stepped_up_at, n.seen_at,
           p.id AS person_id, p.telegram_id, p.first_name, p.language, p.telegram_language, st.role,
           f.confirmed_at IS NOT NULL AS enrolled,
           EXISTS (SELECT 1 FROM staff w JOIN shops o ON o.id = w.shop_id
                   WHERE w.person_id = n.person_id AND o.bot_id = n.bot_id) AS works_here, {_SHOP}
    FROM sessions n
    JOIN people p ON p.id = n.person_id
    LEFT JOIN second_factors f ON f.person_id = p.id
    -- A session opens the shops of its own bot and no others: that bot's owner can make it say anything.
    -- Where none is named, it is the one this person is in.
    LEFT JOIN shops s ON s.id = (
        SELECT c.id FROM shops c JOIN bots b ON b.id = c.bot_id
        LEFT JOIN bot_users bu ON bu.bot_id = c.bot_id AND bu.person_id = n.person_id
        WHERE c.bot_id = n.bot_id AND c.status <> 'closed' AND (:slug = '' OR c.slug = :slug)
        ORDER BY c.id = bu.shop_id DESC NULLS LAST, c.id = b.default_shop_id DESC NULLS LAST, c.id LIMIT 1)
    LEFT JOIN staff st ON st.shop_id = s.id AND st.person_id = p.id
    WHERE n.id = :session_id AND n.person_id = :person_id AND n.ended_at IS NULL
      AND n.expires_at > CAST(:now AS timestamptz)
    """
)


async def caller(
    connection: AsyncConnection, session_id: int, person_id: PersonId, slug: str, now: datetime
) -> Record | None:
    """Return who a live session belongs to, and the shop asked for with their role there (NULLs: not this bot's)."""
    return await row(connection, _CALLER, session_id=session_id, person_id=person_id, slug=slug, now=now)


async def create_session(
    connection: AsyncConnection,
    *,
    session_id: int,
    person_id: PersonId,
    bot_id: BotId,
    way: str,
    device: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Write a new session."""
    statement = text(
        """
        INSERT INTO sessions (id, person_id, bot_id, way, device, created_at, seen_at, expires_at)
        VALUES (:id, :person_id, :bot_id, :way, :device, CAST(:now AS timestamptz), CAST(:now AS timestamptz),
                CAST(:expires_at AS timestamptz))
        """
    )
    await change(
        connection,
        statement,
        id=session_id,
        person_id=person_id,
        bot_id=bot_id,
        way=way,
        device=device,
        now=now,
        expires_at=expires_at,
    )


async def use_proof(connection: AsyncConnection, digest: str, session_id: int, now: datetime) -> bool:
    """Use a proof for a session; False where it was used before."""
    statement = text(
        """
        INSERT INTO sign_in_proofs (digest, session_id, used_at)
        VALUES (:digest, :session_id, CAST(:now AS timestamptz))
        ON CONFLICT DO NOTHING
        """
    )
    return await change(connection, statement, digest=digest, session_id=session_id, now=now) > 0


async def proof(connection: AsyncConnection, digest: str) -> Record | None:
    """Return the live session that a proof opened, and when."""
    statement = text(
        """
        SELECT p.session_id, p.used_at FROM sign_in_proofs p JOIN sessions n ON n.id = p.session_id
        WHERE p.digest = :digest AND n.ended_at IS NULL
        """
    )
    return await row(connection, statement, digest=digest)


async def add_refresh_token(connection: AsyncConnection, token_hash: str, session_id: int, now: datetime) -> None:
    """Give a session a key to go on with."""
    statement = text(
        "INSERT INTO refresh_tokens (token_hash, session_id, created_at)"
        " VALUES (:token_hash, :session_id, CAST(:now AS timestamptz))"
    )
    await change(connection, statement, token_hash=token_hash, session_id=session_id, now=now)


async def lock_refresh_token(connection: AsyncConnection, token_hash: str) -> Record | None:
    """Return a key with its session, both locked."""
    statement = text(
        """
        SELECT t.used_at, t.created_at, n.id AS session_id, n.person_id, n.bot_id, n.ended_at, n.expires_at, n.seen_at
        FROM refresh_tokens t JOIN sessions n ON n.id = t.session_id
        WHERE t.token_hash = :token_hash FOR UPDATE
        """
    )
    return await row(connection, statement, token_hash=token_hash)


async def mark_refresh_token_used(connection: AsyncConnection, token_hash: str, now: datetime) -> None:
    """Note when a key was used first."""
    statement = text(
        "UPDATE refresh_tokens SET used_at = CAST(:now AS timestamptz)"
        " WHERE token_hash = :token_hash AND used_at IS NULL"
    )
    await change(connection, statement, token_hash=token_hash, now=now)


async def touch_session(connection: AsyncConnection, session_id: int, now: datetime) -> None:
    """Note that a session is in use."""
    statement = text("UPDATE sessions SET seen_at = CAST(:now AS timestamptz) WHERE id = :id")
    await change(connection, statement, id=session_id, now=now)


async def sessions_of(connection: AsyncConnection, person_id: PersonId, bot_id: BotId, now: datetime) -> list[Record]:
    """Return somebody's live sessions behind a bot, the newest first."""
    statement = text(
        """
        SELECT id, way, device, created_at, seen_at FROM sessions
        WHERE person_id = :person_id AND bot_id = :bot_id AND ended_at IS NULL
          AND expires_at > CAST(:now AS timestamptz)
        ORDER BY seen_at DESC, id DESC LIMIT 50
        """
    )
    return list(await rows(connection, statement, person_id=person_id, bot_id=bot_id, now=now))


async def end_sessions(
    connection: AsyncConnection,
    person_id: PersonId,
    bot_id: BotId,
    why: str,
    now: datetime,
    *,
    only: int | None = None,
    but: int | None = None,
) -> int:
    """End one of somebody's sessions behind a bot, or all but one; return how many."""
    statement = text(
        """
        UPDATE sessions SET ended_at = CAST(:now AS timestamptz), ended_why = :why
        WHERE person_id = :person_id AND bot_id = :bot_id AND ended_at IS NULL
          AND (CAST(:only AS bigint) IS NULL OR id = :only) AND (CAST(:but AS bigint) IS NULL OR id <> :but)
        """
    )
    return await change(connection, statement, person_id=person_id, bot_id=bot_id, why=why, now=now, only=only, but=but)


async def end_sessions_beyond(
    connection: AsyncConnection, person_id: PersonId, bot_id: BotId, most: int, now: datetime
) -> None:
    """End somebody's sessions behind a bot but for so many, those used last."""
    statement = text(
        """
        UPDATE sessions SET ended_at = CAST(:now AS timestamptz), ended_why = :why
        WHERE id IN (SELECT id FROM sessions WHERE person_id = :person_id AND bot_id = :bot_id AND ended_at IS NULL
                     ORDER BY seen_at DESC, id DESC OFFSET CAST(:most AS bigint))
        """
    )
    given = {"person_id": person_id, "bot_id": bot_id, "most": most, "now": now}
    await change(connection, statement, why=SessionEnd.REVOKED, **given)


async def end_sessions_of_bot(connection: AsyncConnection, bot_id: BotId, why: str) -> int:
    """End every session behind a bot; return how many."""
    statement = text(
        "UPDATE sessions SET ended_at = now(), ended_why = :why WHERE bot_id = :bot_id AND ended_at IS NULL"
    )
    return await change(connection, statement, bot_id=bot_id, why=why)


async def end_session(connection: AsyncConnection, session_id: int, why: str, now: datetime) -> None:
    """End a session with all its keys."""
    statement = text(
        "UPDATE sessions SET ended_at = CAST(:now AS timestamptz), ended_why = :why WHERE id = :id AND ended_at IS NULL"
    )
    await change(connection, statement, id=session_id, why=why, now=now)


async def step_up_session(connection: AsyncConnection, session_id: int, now: datetime | None) -> None:
    """Note when a second factor was shown in a session."""
    statement = text("UPDATE sessions SET stepped_up_at = CAST(:now AS timestamptz) WHERE id = :id")
    await change(connection, statement, id=session_id, now=now)


async def note_attempt(
    connection: AsyncConnection,
    *,
    attempt_id: int,
    way: str,
    outcome: str,
    bot_id: BotId | None,
    person_id: PersonId | None,
    address_hash: str,
) -> None:
    """Write down an attempt to sign in."""
    statement = text(
        """
        INSERT INTO sign_in_attempts (id, way, outcome, bot_id, person_id, address_hash)
        VALUES (:id, :way, :outcome, :bot_id, :person_id, :address_hash)
        """
    )
    await change(
        connection,
        statement,
        id=attempt_id,
        way=way,
        outcome=outcome,
        bot_id=bot_id,
        person_id=person_id,
        address_hash=address_hash,
    )


# ── second factors ───────────────────────────────────────────────────────────────────────────────────────────


async def second_factor(connection: AsyncConnection, person_id: PersonId, *, lock: bool = False) -> Record | None:
    """Return somebody's second factor."""
    statement = text(
        "SELECT person_id, secret_cipher, confirmed_at, last_step, failures, locked_until, chat_stepped_up_at"
        " FROM second_factors WHERE person_id = :person_id" + (" FOR UPDATE" if lock else "")
    )
    return await row(connection, statement, person_id=person_id)


async def propose_second_factor(connection: AsyncConnection, person_id: PersonId, secret_cipher: bytes) -> bool:
    """Keep a secret until it is confirmed; False where a confirmed one stands."""
    statement = text(
        """
        INSERT INTO second_factors (person_id, secret_cipher) VALUES (:person_id, :secret_cipher)
        ON CONFLICT (person_id) DO UPDATE SET secret_cipher = excluded.secret_cipher, created_at = now()
        WHERE second_factors.confirmed_at IS NULL
        """
    )
    return await change(connection, statement, person_id=person_id, secret_cipher=secret_cipher) > 0


async def confirm_second_factor(connection: AsyncConnection, person_id: PersonId, now: datetime) -> None:
    """From now on it protects."""
    statement = text("UPDATE second_factors SET confirmed_at = CAST(:now AS timestamptz) WHERE person_id = :person_id")
    await change(connection, statement, person_id=person_id, now=now)


async def note_code(
    connection: AsyncConnection,
    person_id: PersonId,
    *,
    last_step: int,
    failures: int,
    locked_until: datetime | None,
) -> None:
    """Note what came of a code."""
    statement = text(
        """
        UPDATE second_factors SET last_step = :last_step, failures = :failures,
            locked_until = CAST(:locked_until AS timestamptz) WHERE person_id = :person_id
        """
    )
    await change(
        connection, statement, person_id=person_id, last_step=last_step, failures=failures, locked_until=locked_until
    )


async def step_up_chat(connection: AsyncConnection, person_id: PersonId, now: datetime) -> None:
    """Note when the second factor was shown in the chat."""
    statement = text(
        "UPDATE second_factors SET chat_stepped_up_at = CAST(:now AS timestamptz) WHERE person_id = :person_id"
    )
    await change(connection, statement, person_id=person_id, now=now)


async def remove_second_factor(connection: AsyncConnection, person_id: PersonId) -> None:
    """Forget somebody's second factor and their backup codes."""
    await change(connection, text("DELETE FROM backup_codes WHERE person_id = :person_id"), person_id=person_id)
    await change(connection, text("DELETE FROM second_factors WHERE person_id = :person_id"), person_id=person_id)


async def replace_backup_codes(connection: AsyncConnection, person_id: PersonId, hashes: list[str]) -> None:
    """Keep new backup codes; the former ones open nothing any more."""
    await change(connection, text("DELETE FROM backup_codes WHERE person_id = :person_id"), person_id=person_id)
    statement = text(
        "INSERT INTO backup_codes (person_id, code_hash) SELECT :person_id, unnest(CAST(:hashes AS text[]))"
    )
    await change(connection, statement, person_id=person_id, hashes=hashes)


async def use_backup_code(connection: AsyncConnection, person_id: PersonId, code_hash: str, now: datetime) -> bool:
    """Use a backup code, once."""
    statement = text(
        "UPDATE backup_codes SET used_at = CAST(:now AS timestamptz)"
        " WHERE person_id = :person_id AND code_hash = :code_hash AND used_at IS NULL"
    )
    return await change(connection, statement, person_id=person_id, code_hash=code_hash, now=now) > 0


async def backup_codes_left(connection: AsyncConnection, person_id: PersonId) -> int:
    """Return how many backup codes still open something."""
    statement = text("SELECT count(*) FROM backup_codes WHERE person_id = :person_id AND used_at IS NULL")
    return int(await value(connection, statement, person_id=person_id))


# ── signing keys ─────────────────────────────────────────────────────────────────────────────────────────────


async def signing_keys(connection: AsyncConnection, since: datetime) -> list[Record]:
    """Return keys in use, and those retired since a moment, the newest first."""
    statement = text(
        """
        SELECT id, secret_cipher, created_at, retired_at FROM signing_keys
        WHERE retired_at IS NULL OR retired_at > CAST(:since AS timestamptz) ORDER BY created_at DESC, id
        """
    )
    return list(await rows(connection, statement, since=since))


async def add_signing_key(
    connection: AsyncConnection, key_id: str, secret_cipher: bytes, now: datetime, *, instead_of: str | None
) -> bool:
    """Sign with a new key from now on; False where somebody else has replaced the former one already."""
    # Two processes that start together agree on one key.
    await change(connection, text("SELECT pg_advisory_xact_lock(hashtext('signing_keys'))"))
    newest = await value(
        connection,
        text("SELECT id FROM signing_keys WHERE retired_at IS NULL ORDER BY created_at DESC, id LIMIT 1"),
    )
    if newest != instead_of:
        return False
    await change(
        connection,
        text("UPDATE signing_keys SET retired_at = CAST(:now AS timestamptz) WHERE retired_at IS NULL"),
        now=now,
    )
    statement = text(
        "INSERT INTO signing_keys (id, secret_cipher, created_at)"
        " VALUES (:id, :secret_cipher, CAST(:now AS timestamptz))"
    )
    await change(connection, statement, id=key_id, secret_cipher=secret_cipher, now=now)
    return True


# ── answers kept for repetitions ─────────────────────────────────────────────────────────────────────────────


async def claim_key(
    connection: AsyncConnection, owner: str, key: str, asked_hash: str, now: datetime, until: datetime
) -> Record | None:
    """Claim a command's key; return what stands under it already, None when it is ours now."""
    statement = text(
        """
        INSERT INTO idempotency_keys AS i (owner, key, asked_hash, created_at, locked_until)
        VALUES (:owner, :key, :asked_hash, CAST(:now AS timestamptz), CAST(:until AS timestamptz))
        ON CONFLICT (owner, key) DO UPDATE SET locked_until = excluded.locked_until
            -- Whoever held it died: the same command takes it over.
            WHERE i.status IS NULL AND i.locked_until < CAST(:now AS timestamptz) AND i.asked_hash = excluded.asked_hash
        RETURNING 1 AS ours
        """
    )
    if await row(connection, statement, owner=owner, key=key, asked_hash=asked_hash, now=now, until=until):
        return None
    found = text("SELECT asked_hash, status, answer FROM idempotency_keys WHERE owner = :owner AND key = :key")
    return await row(connection, found, owner=owner, key=key)


async def keep_answer(
    connection: AsyncConnection, owner: str, key: str, until: datetime, status: int, answer: bytes
) -> None:
    """Keep what a command was answered, unless somebody has taken it over; `until` is what was claimed."""
    statement = text(
        "UPDATE idempotency_keys SET status = :status, answer = :answer"
        " WHERE owner = :owner AND key = :key AND locked_until = CAST(:until AS timestamptz) AND status IS NULL"
    )
    await change(connection, statement, owner=owner, key=key, until=until, status=status, answer=answer)


async def let_go_of_key(connection: AsyncConnection, owner: str, key: str, until: datetime) -> None:
    """The command changed nothing: it may be tried again under its key, unless somebody has taken it over."""
    statement = text(
        "DELETE FROM idempotency_keys"
        " WHERE owner = :owner AND key = :key AND locked_until = CAST(:until AS timestamptz) AND status IS NULL"
    )
    await change(connection, statement, owner=owner, key=key, until=until)


async def of_person(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> dict[str, list[Record]]:
    """Return where somebody signed in behind a shop's bot, and what was tried, for themselves to read."""
    sessions = text(
        """
        SELECT n.way, n.device, n.created_at, n.seen_at, n.ended_at FROM sessions n JOIN shops s ON s.bot_id = n.bot_id
        WHERE s.id = :shop_id AND n.person_id = :person_id ORDER BY n.created_at, n.id
        """
    )
    attempts = text(
        """
        SELECT a.at, a.way, a.outcome FROM sign_in_attempts a JOIN shops s ON s.bot_id = a.bot_id
        WHERE s.id = :shop_id AND a.person_id = :person_id ORDER BY a.at, a.id
        """
    )
    return {
        "sessions": list(await rows(connection, sessions, shop_id=shop_id, person_id=person_id)),
        "sign_in_attempts": list(await rows(connection, attempts, shop_id=shop_id, person_id=person_id)),
    }


async def forget_person(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, now: datetime) -> int:
    """End somebody's sessions behind a shop's bot, and forget their devices, attempts and answers; return how many.

    Ended sessions stay without their device until they are swept: what opened one must not open another.
    """
    of_bot = "bot_id = (SELECT bot_id FROM shops WHERE id = :shop_id)"
    ended = text(
        f"""
        UPDATE sessions SET device = '', ended_at = coalesce(ended_at, CAST(:now AS timestamptz)),
            ended_why = coalesce(ended_why, :why)
        WHERE person_id = :person_id AND {of_bot}
        """
    )
    why = SessionEnd.REVOKED
    touched = await change(connection, ended, shop_id=shop_id, person_id=person_id, now=now, why=why)
    for statement in (
        f"DELETE FROM sign_in_attempts WHERE person_id = :person_id AND {of_bot}",
        """DELETE FROM idempotency_keys i USING shops s
           WHERE s.id = :shop_id AND i.owner = s.bot_id || ':' || CAST(:person_id AS bigint)""",
    ):
        touched += await change(connection, text(statement), shop_id=shop_id, person_id=person_id)
    return touched


async def sweep(connection: AsyncConnection, before: datetime, attempts_before: datetime) -> int:
    """Forget sessions that ended, answers and attempts that are old; return how many rows."""
    swept = 0
    for statement, moment in (
        ("DELETE FROM sessions WHERE coalesce(ended_at, expires_at) < CAST(:moment AS timestamptz)", before),
        ("DELETE FROM idempotency_keys WHERE created_at < CAST(:moment AS timestamptz)", before),
        ("DELETE FROM sign_in_attempts WHERE at < CAST(:moment AS timestamptz)", attempts_before),
        ("DELETE FROM signing_keys WHERE retired_at < CAST(:moment AS timestamptz)", before),
    ):
        swept += await change(connection, text(statement), moment=moment)
    return swept
