"""Gift cards and store credit: money the shop owes whoever knows the code."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput
from core.kit.security.cipher import Cipher
from core.kit.uow import Transaction, UnitOfWork
from core.orders import ledger
from core.shops.audit import record
from db.repositories import money, promotions
from db.types.enums import Account
from db.types.ids import PersonId, new_id

CONTEXT = "gift_cards.code"
# No letters and digits that people mistake for each other.
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LARGEST = 10**10


def tidy_code(typed: str) -> str:
    """Return a code as it is kept: upper case, without spaces."""
    return "".join(typed.split()).upper()


def code_hash(cipher: Cipher, code: str) -> str:
    """Return the keyed hash a gift card is found by; dashes do not matter."""
    return cipher.digest(code.replace("-", ""), CONTEXT)


def new_code() -> str:
    """Return a code of 16 characters (80 bits) in groups of four."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(drawn[start : start + 4] for start in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class GiftCard:
    """A gift card; sums in minor units. `code` is shown to its owner only."""

    id: int
    code: str
    currency: str
    balance: int
    expires_at: datetime | None


async def issue(
    tx: Transaction,
    cipher: Cipher,
    *,
    amount: int,
    currency: str,
    person_id: PersonId | None,
    issued_by: PersonId | None,
    reason: str,
    account: Account = Account.DISCOUNT,
    expires_at: datetime | None = None,
) -> GiftCard:
    """Write a new gift card and what the shop owes from now on, inside the caller's transaction.

    `account` bears it: a discount, or the buyer's own money (store credit for a return).
    """
    code, gift_card_id = new_code(), new_id()
    await promotions.create_gift_card(
        tx.connection,
        tx.shop_id,
        gift_card_id=gift_card_id,
        code_hash=code_hash(cipher, code),
        code_cipher=cipher.encrypt(code, CONTEXT),
        hint=code[-4:],
        currency=currency,
        amount=amount,
        person_id=person_id,
        issued_by=issued_by,
        reason=reason[:200],
        expires_at=expires_at,
        move_id=new_id(),
    )
    if account is Account.DISCOUNT:
        entry = ledger.owed_anew("gift_card", gift_card_id, Account.GIFT_CARD, amount, currency)
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id())
    return GiftCard(gift_card_id, code, currency, amount, expires_at)


class GiftCards:
    """Issue gift cards and look at one's own."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, clock: Clock) -> None:
        self._uow = uow
        self._cipher = cipher
        self._clock = clock

    async def issue(
        self,
        actor: Actor,
        amount: int,
        currency: str,
        *,
        reason: str = "",
        expires_at: datetime | None = None,
    ) -> GiftCard:
        """Give a gift card away; its code is told here and nowhere else.

        Raises:
            Forbidden: not the actor's to give. BadInput: not a sum.
        """
        actor.need(Permission.CHANGE_PROMOS)
        if not 0 < amount <= _LARGEST:
            raise BadInput(example="/giftcard 1000")
        async with self._uow(actor.shop_id) as tx:
            card = await issue(
                tx,
                self._cipher,
                amount=amount,
                currency=currency,
                person_id=None,
                issued_by=actor.person_id,
                reason=reason,
                expires_at=expires_at,
            )
            await record(
                tx,
                self._clock,
                actor,
                "gift_card.issued",
                f"…{card.code[-4:]}",
                after={"amount": amount, "currency": currency, "reason": reason[:200]},
            )
        return card

    async def mine(self, actor: Actor) -> tuple[list[GiftCard], int]:
        """Return the cards given to this person that still hold money, and their points in minor units."""
        async with self._uow(actor.shop_id) as tx:
            found = await promotions.gift_cards_of(tx.connection, tx.shop_id, actor.person_id)
            points = await promotions.points_of(tx.connection, tx.shop_id, actor.person_id)
        cards = [
            GiftCard(
                id=card["id"],
                code=self._cipher.decrypt(card["code_cipher"], CONTEXT),
                currency=card["currency"],
                balance=card["balance"],
                expires_at=card["expires_at"],
            )
            for card in found
        ]
        return cards, points
