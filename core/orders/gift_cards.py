"""Gift cards and store credit: money the shop owes whoever knows the code."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import BadInput, KeyReused, NotFound
from core.kit.security.cipher import Cipher
from core.kit.uow import Transaction, UnitOfWork
from core.orders import ledger
from core.shops.audit import record
from core.shops.shop import Shop
from db.repositories import money, promotions, shops
from db.repositories.sql import Record
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


def _move_key(key: str) -> str:
    return f"issue:{key}"


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
    key: str = "",
) -> GiftCard:
    """Write a new gift card and what the shop owes from now on, inside the caller's transaction.

    `key` names the command that asked for it, if one did. `account` bears it: a discount, or the buyer's own
    money (store credit for a return).
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
        key=_move_key(key or str(gift_card_id)),
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
        key: str = "",
    ) -> GiftCard:
        """Give a gift card away; its code is told here and nowhere else. A repeated command finds its card.

        Raises:
            Forbidden: not the actor's to give, or above what the shop lets one person give back alone.
            BadInput: not a sum. KeyReused: the key made a card of another sum.
        """
        actor.need(Permission.CHANGE_PROMOS)
        if not 0 < amount <= _LARGEST:
            raise BadInput(example="/giftcard 1000")
        async with self._uow(actor.shop_id) as tx:
            # Locked, so that of two copies of one command the later finds what the first has made.
            row = await shops.shop(tx.connection, tx.shop_id, lock=True)
            if row is None:
                raise NotFound
            known = await promotions.gift_card_by_key(tx.connection, tx.shop_id, _move_key(key)) if key else None
            if known is not None:
                if (known["initial"], known["currency"]) != (amount, currency):
                    raise KeyReused
                return self._seen(known)
            limit = Shop.from_row(row).rules.refund_alone_limit
            if limit is not None and amount > limit:
                actor.need(Permission.CHANGE_MONEY_RULES)
            card = await issue(
                tx,
                self._cipher,
                amount=amount,
                currency=currency,
                person_id=None,
                issued_by=actor.person_id,
                reason=reason,
                expires_at=expires_at,
                key=key,
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
        return [self._seen(card) for card in found], points

    def _seen(self, row: Record) -> GiftCard:
        return GiftCard(
            id=row["id"],
            code=self._cipher.decrypt(row["code_cipher"], CONTEXT),
            currency=row["currency"],
            balance=row["balance"],
            expires_at=row["expires_at"],
        )
