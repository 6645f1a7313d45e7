"""Who writes to which bot, in which shop, as what (platform transaction: the shop is not known yet)."""

from datetime import datetime

from db.repositories.sql import AsyncConnection, Record, change, row, rows, text, value
from db.types.ids import BotId, PersonId, ShopId

_WHO = text(
    """
    SELECT p.id AS person_id, p.first_name, p.last_name, p.username, p.telegram_language, p.language,
           bu.person_id IS NOT NULL AS known_to_bot, bu.blocked_at, st.role,
           f.confirmed_at IS NOT NULL AS enrolled, f.chat_stepped_up_at,
           s.id, s.slug, s.title, s.greeting, s.about, s.terms, s.support, s.currency, s.timezone, s.status,
           s.bot_id, s.staff_chat_id, s.cover_media_id, s.catalogue_version, s.settings,
           s.provider_secrets_cipher, mf.file_id AS cover_file_id,
           (SELECT count(*) FROM shops o WHERE o.bot_id = b.id AND o.status = 'active') AS shop_count
    FROM bots b
    LEFT JOIN people p ON p.telegram_id = :telegram_id
    LEFT JOIN second_factors f ON f.person_id = p.id
    LEFT JOIN bot_users bu ON bu.bot_id = b.id AND bu.person_id = p.id
    -- Only a shop that this bot serves: one that moved to a bot of its own is not shown here any more.
    LEFT JOIN shops s ON s.id = (
        SELECT c.id FROM shops c WHERE c.bot_id = b.id AND c.status <> 'closed'
        ORDER BY c.id = bu.shop_id DESC NULLS LAST, c.id = b.default_shop_id DESC NULLS LAST, c.id LIMIT 1)
    LEFT JOIN staff st ON st.shop_id = s.id AND st.person_id = p.id
    LEFT JOIN media_files mf ON mf.shop_id = s.id AND mf.media_id = s.cover_media_id AND mf.bot_id = b.id
    WHERE b.id = :bot_id
    """
)

_UPSERT_PERSON = text(
    """
    INSERT INTO people (id, telegram_id, first_name, last_name, username, telegram_language)
    VALUES (:id, :telegram_id, :first_name, :last_name, :username, :telegram_language)
    ON CONFLICT (telegram_id) DO UPDATE SET first_name = excluded.first_name,
        last_name = excluded.last_name, username = excluded.username,
        telegram_language = coalesce(excluded.telegram_language, people.telegram_language)
    RETURNING id, language
    """
)

_MEET = text(
    """
    INSERT INTO bot_users (bot_id, person_id) VALUES (:bot_id, :person_id)
    ON CONFLICT (bot_id, person_id) DO UPDATE SET blocked_at = NULL
    """
)


async def who(connection: AsyncConnection, bot_id: BotId, telegram_id: int) -> Record | None:
    """Return the person, their shop and role behind a bot; None for an unknown bot."""
    return await row(connection, _WHO, bot_id=bot_id, telegram_id=telegram_id)


async def upsert_person(
    connection: AsyncConnection,
    *,
    new_id: int,
    telegram_id: int,
    first_name: str,
    last_name: str | None = None,
    username: str | None = None,
    telegram_language: str | None = None,
) -> Record:
    """Write what Telegram says of a person; return the row's id and chosen language."""
    found = await row(
        connection,
        _UPSERT_PERSON,
        id=new_id,
        telegram_id=telegram_id,
        first_name=first_name,
        last_name=last_name,
        username=username,
        telegram_language=telegram_language,
    )
    if found is None:  # pragma: no cover – RETURNING always answers
        msg = "an upsert returned nothing"
        raise RuntimeError(msg)
    return found


async def meet(connection: AsyncConnection, bot_id: BotId, person_id: PersonId) -> None:
    """Note that a person talks to a bot (again)."""
    await change(connection, _MEET, bot_id=bot_id, person_id=person_id)


async def enter_shop(connection: AsyncConnection, bot_id: BotId, person_id: PersonId, shop_id: ShopId) -> bool:
    """Make a shop the person's present one in a bot; False if the bot does not serve that shop."""
    statement = text(
        """
        INSERT INTO bot_users (bot_id, person_id, shop_id)
        SELECT :bot_id, :person_id, s.id FROM shops s
        WHERE s.id = :shop_id AND s.bot_id = :bot_id AND s.status = 'active'
        ON CONFLICT (bot_id, person_id) DO UPDATE SET shop_id = excluded.shop_id
        """
    )
    return await change(connection, statement, bot_id=bot_id, person_id=person_id, shop_id=shop_id) > 0


async def mark_blocked(connection: AsyncConnection, bot_id: BotId, telegram_id: int, *, blocked: bool) -> None:
    """Note that a person blocked the bot, or came back."""
    statement = text(
        """
        UPDATE bot_users SET blocked_at = CASE WHEN :blocked THEN now() END
        WHERE bot_id = :bot_id AND person_id = (SELECT id FROM people WHERE telegram_id = :telegram_id)
        """
    )
    await change(connection, statement, bot_id=bot_id, telegram_id=telegram_id, blocked=blocked)


async def set_language(connection: AsyncConnection, person_id: PersonId, language: str) -> None:
    """Keep the language a person chose."""
    await change(
        connection,
        text("UPDATE people SET language = :language WHERE id = :person_id"),
        person_id=person_id,
        language=language,
    )


async def role_in(connection: AsyncConnection, shop_id: ShopId, telegram_id: int) -> Record | None:
    """Return a person's id, name, language and role in one shop."""
    statement = text(
        """
        SELECT p.id AS person_id, p.first_name, p.language, p.telegram_language, st.role,
               f.confirmed_at IS NOT NULL AS enrolled, f.chat_stepped_up_at
        FROM people p
        LEFT JOIN staff st ON st.shop_id = :shop_id AND st.person_id = p.id
        LEFT JOIN second_factors f ON f.person_id = p.id
        WHERE p.telegram_id = :telegram_id
        """
    )
    return await row(connection, statement, shop_id=shop_id, telegram_id=telegram_id)


async def set_role(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId, role: str) -> None:
    """Give a person a role in a shop."""
    statement = text(
        """
        INSERT INTO staff (shop_id, person_id, role) VALUES (:shop_id, :person_id, :role)
        ON CONFLICT (shop_id, person_id) DO UPDATE SET role = excluded.role
        """
    )
    await change(connection, statement, shop_id=shop_id, person_id=person_id, role=role)


async def staff_of(connection: AsyncConnection, shop_id: ShopId) -> list[Record]:
    """Return the shop's staff: ids, roles, languages."""
    statement = text(
        """
        SELECT p.id AS person_id, p.telegram_id, p.first_name, p.username, p.language, p.telegram_language, st.role
        FROM staff st JOIN people p ON p.id = st.person_id
        WHERE st.shop_id = :shop_id ORDER BY st.created_at
        """
    )
    return list(await rows(connection, statement, shop_id=shop_id))


async def person_of(connection: AsyncConnection, telegram_id: int) -> PersonId | None:
    """Return the id of a person we met."""
    found = await row(
        connection, text("SELECT id FROM people WHERE telegram_id = :telegram_id"), telegram_id=telegram_id
    )
    return PersonId(found["id"]) if found else None


async def create_invite(
    connection: AsyncConnection,
    shop_id: ShopId,
    *,
    invite_id: int,
    token_hash: str,
    role: str,
    created_by: PersonId,
    expires_at: datetime,
) -> None:
    """Write an invitation into a team."""
    statement = text(
        """
        INSERT INTO staff_invites (shop_id, id, token_hash, role, created_by, expires_at)
        VALUES (:shop_id, :id, :token_hash, :role, :created_by, CAST(:expires_at AS timestamptz))
        """
    )
    await change(
        connection,
        statement,
        shop_id=shop_id,
        id=invite_id,
        token_hash=token_hash,
        role=role,
        created_by=created_by,
        expires_at=expires_at,
    )


async def invite(connection: AsyncConnection, shop_id: ShopId, token_hash: str) -> Record | None:
    """Return an invitation by its keyed digest."""
    statement = text(
        """
        SELECT id, role, created_by, used_by, expires_at FROM staff_invites
        WHERE shop_id = :shop_id AND token_hash = :token_hash
        """
    )
    return await row(connection, statement, shop_id=shop_id, token_hash=token_hash)


async def use_invite(
    connection: AsyncConnection, shop_id: ShopId, invite_id: int, person_id: PersonId, now: datetime
) -> bool:
    """Use an invitation, once and in time; False when it was used or is too old."""
    statement = text(
        """
        UPDATE staff_invites SET used_by = :person_id, used_at = CAST(:now AS timestamptz)
        WHERE shop_id = :shop_id AND id = :id AND used_by IS NULL AND expires_at > CAST(:now AS timestamptz)
        """
    )
    return await change(connection, statement, shop_id=shop_id, id=invite_id, person_id=person_id, now=now) > 0


async def revoke_invites(connection: AsyncConnection, shop_id: ShopId, created_by: PersonId, now: datetime) -> None:
    """Let the unused invitations that somebody made be too old."""
    statement = text(
        """
        UPDATE staff_invites SET expires_at = CAST(:now AS timestamptz)
        WHERE shop_id = :shop_id AND created_by = :created_by AND used_by IS NULL
          AND expires_at > CAST(:now AS timestamptz)
        """
    )
    await change(connection, statement, shop_id=shop_id, created_by=created_by, now=now)


async def role_of(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> str | None:
    """Return what a person is in a shop."""
    statement = text("SELECT role FROM staff WHERE shop_id = :shop_id AND person_id = :person_id")
    found: str | None = await value(connection, statement, shop_id=shop_id, person_id=person_id)
    return found


async def lock_owners(connection: AsyncConnection, shop_id: ShopId) -> list[PersonId]:
    """Return the shop's owners, their rows locked."""
    statement = text(
        "SELECT person_id FROM staff WHERE shop_id = :shop_id AND role = 'owner' ORDER BY person_id FOR UPDATE"
    )
    return [PersonId(found["person_id"]) for found in await rows(connection, statement, shop_id=shop_id)]


async def remove_member(connection: AsyncConnection, shop_id: ShopId, person_id: PersonId) -> None:
    """Take a person out of the team."""
    statement = text("DELETE FROM staff WHERE shop_id = :shop_id AND person_id = :person_id")
    await change(connection, statement, shop_id=shop_id, person_id=person_id)
