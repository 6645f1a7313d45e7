"""People whom a shop's bot may write to."""

from sqlalchemy import text

from db.repositories import choices, identity, shops
from db.types.enums import NotificationKind
from db.types.ids import BotId, PersonId, new_id
from tests.factories.town import Stall

_PEOPLE = text(
    """
    WITH made AS (
        INSERT INTO people (id, telegram_id, first_name, telegram_language)
        SELECT CAST(:first AS bigint) + n, CAST(:first_telegram AS bigint) + n, 'Reader ' || n,
               CASE WHEN n % 2 = 0 THEN 'ru' ELSE 'en' END
        FROM generate_series(1, CAST(:count AS int)) n RETURNING id)
    , agreed AS (
        INSERT INTO notification_choices (shop_id, person_id, kind, allowed)
        SELECT CAST(:shop_id AS bigint), id, 'marketing', true FROM made)
    INSERT INTO bot_users (bot_id, person_id, shop_id)
    SELECT CAST(:bot_id AS bigint), id, CAST(:shop_id AS bigint) FROM made
    """
)


async def with_a_bot(stall: Stall) -> BotId:
    """Let a bot serve the shop."""
    bot_id = await stall.town.bot()
    async with stall.town.uow.platform() as connection:
        await shops.move_to_bot(connection, stall.id, bot_id)
    return bot_id


async def meets(stall: Stall, bot_id: BotId, person_id: PersonId) -> None:
    """Somebody starts the shop's bot and agrees to news."""
    async with stall.town.uow.platform() as connection:
        await identity.meet(connection, bot_id, person_id)
        await identity.enter_shop(connection, bot_id, person_id, stall.id)
        await choices.choose(connection, stall.id, person_id, NotificationKind.MARKETING, allowed=True)


async def readers(stall: Stall, bot_id: BotId, count: int, first_telegram: int = 0) -> int:
    """Many people start the shop's bot and agree to news; return the Telegram id before the first one's."""
    first = first_telegram or 1_000_000_000 + new_id() % 1_000_000_000
    params = {"first": new_id() + 5_000_000, "first_telegram": first, "count": count, "bot_id": bot_id,
              "shop_id": stall.id}  # fmt: skip
    async with stall.town.uow.platform() as connection:
        await connection.execute(_PEOPLE, params)
    return first
