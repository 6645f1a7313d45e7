"""Find out who wrote to a bot, in which shop, in which role; meet newcomers."""

from dataclasses import dataclass

from core.auth.actor import Actor, proven_in_chat
from core.kit.errors import NotFound
from core.kit.i18n.words import language_for
from core.kit.uow import UnitOfWork
from db.repositories import identity
from db.types.enums import Role
from db.types.ids import BotId, PersonId, ShopId, new_id


@dataclass(frozen=True, slots=True)
class TelegramPerson:
    """What Telegram says of the sender."""

    telegram_id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts, and the row of the shop they are in (None: the bot has no shop yet)."""

    actor: Actor | None
    person_id: PersonId
    language: str
    shop_row: dict[str, object] | None
    shop_count: int
    language_chosen: bool


class Identify:
    """Resolve a sender with one statement; write only when something is new."""

    def __init__(self, uow: UnitOfWork, platform_owners: frozenset[int]) -> None:
        self._uow = uow
        self._owners = platform_owners

    async def __call__(self, bot_id: BotId, person: TelegramPerson, *, rename: bool = True) -> Identity:
        """Return who the sender is behind this bot.

        `rename` False: somebody who has a name keeps it, since the bot's owner could have made it up.

        Raises:
            NotFound: the bot is unknown.
        """
        async with self._uow.platform() as connection:
            found = await identity.who(connection, bot_id, person.telegram_id)
            if found is None:
                raise NotFound
            person_id, chosen = found["person_id"], found["language"]
            if self._is_news(dict(found), person) and (rename or not found["first_name"]):
                written = await identity.upsert_person(
                    connection,
                    new_id=new_id(),
                    telegram_id=person.telegram_id,
                    first_name=person.first_name[:128],
                    last_name=person.last_name,
                    username=person.username,
                    telegram_language=person.language_code,
                )
                person_id, chosen = written["id"], written["language"]
            if not found["known_to_bot"] or found["blocked_at"] is not None:
                await identity.meet(connection, bot_id, person_id)
        language = language_for(chosen, person.language_code)
        shop_row = dict(found) if found["id"] is not None else None
        actor = None
        if shop_row is not None:
            actor = Actor(
                person_id=PersonId(person_id),
                telegram_id=person.telegram_id,
                shop_id=ShopId(found["id"]),
                name=person.first_name,
                language=language,
                role=Role(found["role"]) if found["role"] else None,
                platform_owner=person.telegram_id in self._owners,
                proven=proven_in_chat(found),
            )
        return Identity(
            actor=actor,
            person_id=PersonId(person_id),
            language=language,
            shop_row=shop_row,
            shop_count=int(found["shop_count"]),
            language_chosen=chosen is not None,
        )

    async def glance(
        self, bot_id: BotId, telegram_id: int, language_code: str | None
    ) -> tuple[dict[str, object] | None, str]:
        """Return the row of the shop that somebody sees behind a bot, and their language; nothing is written."""
        async with self._uow.platform() as connection:
            found = await identity.who(connection, bot_id, telegram_id)
        if found is None:
            return None, language_for(None, language_code)
        row = dict(found) if found["id"] is not None else None
        return row, language_for(found["language"], language_code)

    @staticmethod
    def _is_news(found: dict[str, object], person: TelegramPerson) -> bool:
        return (
            found["person_id"] is None
            or found["first_name"] != person.first_name[:128]
            or found["last_name"] != person.last_name
            or found["username"] != person.username
            or (person.language_code is not None and found["telegram_language"] != person.language_code)
        )
