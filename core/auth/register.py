"""Know people before they write: the owners named in the settings, the staff of the demo."""

from core.kit.uow import UnitOfWork
from db.repositories import identity
from db.types.ids import PersonId, new_id


class Register:
    """Makes sure that a person has a row."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def owner(self, telegram_id: int) -> PersonId:
        """Return the person of a Telegram id; their name comes when they first write."""
        async with self._uow.platform() as connection:
            known = await identity.person_of(connection, telegram_id)
        return known if known is not None else await self.person(telegram_id, "Owner")

    async def person(self, telegram_id: int, first_name: str, language: str | None = None) -> PersonId:
        """Return the person of a Telegram id, written with this name."""
        async with self._uow.platform() as connection:
            row = await identity.upsert_person(
                connection,
                new_id=new_id(),
                telegram_id=telegram_id,
                first_name=first_name,
                telegram_language=language,
            )
        return PersonId(row["id"])
