"""What a person wants to be written to about, per shop and kind; whoever writes to people asks here first."""

from core.auth.actor import Actor
from core.kit.errors import NotFound
from core.kit.uow import Transaction, UnitOfWork
from db.repositories import choices
from db.types.enums import NotificationKind
from db.types.ids import PersonId, ShopId

# An order's own messages are part of the sale: nobody can turn them off.
ALWAYS = frozenset({NotificationKind.ORDERS})


async def allows(tx: Transaction, person_id: PersonId, kind: NotificationKind) -> bool:
    """Return whether a person of this shop may be written to about this kind of things."""
    if kind in ALWAYS:
        return True
    chosen = (await choices.choices(tx.connection, tx.shop_id, person_id)).get(kind)
    return await _by_default(tx, kind) if chosen is None else chosen


async def _by_default(tx: Transaction, kind: NotificationKind) -> bool:
    """Everything is on until somebody turns it off, but advertising where the shop's law wants consent beforehand."""
    return kind is not NotificationKind.MARKETING or not await choices.news_by_consent(tx.connection, tx.shop_id)


class ChooseNotifications:
    """See and change what one is written to about."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor) -> dict[NotificationKind, bool]:
        """Return one's own choices, the defaults filled in."""
        async with self._uow(actor.shop_id) as tx:
            return {kind: await allows(tx, actor.person_id, kind) for kind in NotificationKind}

    async def allowed(self, shop_id: ShopId, person_id: PersonId, kind: NotificationKind) -> bool:
        """Return whether a person of a shop may be written to about this kind of things."""
        async with self._uow(shop_id) as tx:
            return await allows(tx, person_id, kind)

    async def choose(self, actor: Actor, kind: NotificationKind, *, allowed: bool, wording: str) -> None:
        """Keep a choice; of advertising also the words that were agreed to, with the time: the proof of consent.

        Raises:
            NotFound: this kind cannot be chosen.
        """
        if kind in ALWAYS:
            raise NotFound
        async with self._uow(actor.shop_id) as tx:
            await choices.choose(tx.connection, tx.shop_id, actor.person_id, kind, allowed=allowed)
            if kind is NotificationKind.MARKETING:
                person = (tx.connection, tx.shop_id, actor.person_id)
                await choices.keep_consent(*person, agreed=allowed, wording=wording)

    async def may_ask_consent(self, actor: Actor) -> bool:
        """Take the right to ask a customer whether they want news, given once in their life in the shop.

        Advertising needs consent beforehand (38-ФЗ, article 18); staff are not asked, nor is anybody where the shop
        has switched the rule off.
        """
        if actor.role is not None:
            return False
        async with self._uow(actor.shop_id) as tx:
            if not await choices.news_by_consent(tx.connection, tx.shop_id):
                return False
            return await choices.ask_consent(tx.connection, tx.shop_id, actor.person_id)
