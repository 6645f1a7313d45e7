"""What people change about themselves: language, present shop, blocking the bot."""

from core.auth.actor import Actor, proven_in_chat
from core.kit.errors import NotFound
from core.kit.i18n.words import LANGUAGES
from core.kit.uow import UnitOfWork
from db.repositories import identity
from db.types.enums import Role
from db.types.ids import BotId, PersonId, ShopId


class ChooseLanguage:
    """Keep the language a person chose."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, person_id: PersonId, language: str) -> None:
        """Raises: NotFound: no such language."""
        if language not in LANGUAGES:
            raise NotFound
        async with self._uow.platform() as connection:
            await identity.set_language(connection, person_id, language)


class EnterShop:
    """Make a shop the person's present one in a bot."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, bot_id: BotId, person_id: PersonId, shop_id: ShopId) -> None:
        """Raises: NotFound: the bot does not serve that shop."""
        async with self._uow.platform() as connection:
            if not await identity.enter_shop(connection, bot_id, person_id, shop_id):
                raise NotFound


class NoteBlocked:
    """Remember that a person blocked the bot, or came back."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, bot_id: BotId, telegram_id: int, *, blocked: bool) -> None:
        """Write it; an unknown person is passed over."""
        async with self._uow.platform() as connection:
            await identity.mark_blocked(connection, bot_id, telegram_id, blocked=blocked)


class ActorIn:
    """Who a sender is in one particular shop (a staff group belongs to a shop, whatever the sender visits)."""

    def __init__(self, uow: UnitOfWork, platform_owners: frozenset[int]) -> None:
        self._uow = uow
        self._owners = platform_owners

    async def __call__(self, shop_id: ShopId, telegram_id: int, language: str) -> Actor:
        """Raises: NotFound: a person we never met."""
        async with self._uow(shop_id) as tx:
            found = await identity.role_in(tx.connection, shop_id, telegram_id)
        if found is None:
            raise NotFound
        return Actor(
            person_id=PersonId(found["person_id"]),
            telegram_id=telegram_id,
            shop_id=shop_id,
            name=found["first_name"],
            language=language,
            role=Role(found["role"]) if found["role"] else None,
            platform_owner=telegram_id in self._owners,
            proven=proven_in_chat(found),
        )
