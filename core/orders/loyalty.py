"""Loyalty: levels by what was spent, and thanks for bringing friends."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.auth.actor import Actor
from core.kit.errors import AppError, Conflict, NotFound
from core.kit.i18n.words import language_for
from core.kit.uow import Transaction, UnitOfWork
from core.orders import ledger
from core.orders.events import FriendsThanked
from core.shops.shop import FriendCode, LevelRule, ReferralRules, Shop, ShopRules
from db.repositories import loyalty, money, promotions
from db.types.enums import Account, MoveKind
from db.types.ids import OrderId, PersonId, ShopId, new_id

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE = 8
_CODE_OF_FRIENDS = "FRIEND-"


class OwnInvitation(AppError):
    """Nobody invites themselves."""

    code = "error-own-invitation"
    status = 409


class NoNewcomer(AppError):
    """Invitations are for who has not been here before."""

    code = "error-no-newcomer"
    status = 409


@dataclass(frozen=True, slots=True)
class Level:
    """Where somebody stands. `place` 0: below the first level; `missing` to the next one, in minor units."""

    place: int
    earn_bp: int
    spent: int
    missing: int | None


@dataclass(frozen=True, slots=True)
class Bonuses:
    """One's points, level and guests; sums in minor units."""

    points: int
    level: Level
    code: str
    invited: int
    rewarded: int
    earned: int


@dataclass(frozen=True, slots=True)
class Thanked:
    """Somebody who got points or a promo code for a friend (`invited_others`) or for coming."""

    person_id: PersonId
    telegram_id: int
    language: str
    points: int
    invited_others: bool
    code: str | None = None
    gift: FriendCode | None = None


def level_of(rules: ShopRules, spent: int) -> Level:
    """Return the level of who spent so much (pure); the shop's own rate holds where a level gives less."""
    steps: list[LevelRule] = sorted(rules.levels, key=lambda one: one.spent)
    place = sum(spent >= step.spent for step in steps)
    reached = steps[place - 1].earn_bp if place else 0
    missing = steps[place].spent - spent if place < len(steps) else None
    return Level(place, max(rules.points.earn_bp, reached), spent, missing)


async def rate_of(tx: Transaction, rules: ShopRules, person_id: PersonId) -> int:
    """Return which share of a sum somebody earns as points, in hundredths of a percent."""
    if not rules.levels:
        return rules.points.earn_bp
    return level_of(rules, await loyalty.spent(tx.connection, tx.shop_id, person_id)).earn_bp


async def thank_friends(tx: Transaction, shop: Shop, order: Mapping[str, Any]) -> bool:
    """The first order of an invited person is completed: both get their thanks, once; False when nobody does.

    Who invited as many as the shop thanks for gets nothing more, the guest still does. Two accounts with one phone or
    one door are nobody's friends: neither is thanked.
    """
    rules = shop.rules.referrals
    invited_id, order_id = PersonId(order["person_id"]), OrderId(order["id"])
    if not rules.on or order["currency"] != shop.currency:
        return False
    found = await loyalty.waiting_referral(tx.connection, tx.shop_id, invited_id)
    # An order that brought no money thanks nobody.
    if found is None or await money.kept(tx.connection, tx.shop_id, order_id) <= 0:
        return False
    inviter_id = PersonId(found["inviter_id"])
    if await loyalty.look_alike(tx.connection, tx.shop_id, inviter_id, invited_id):
        return False
    figures = await loyalty.referral_figures(tx.connection, tx.shop_id, inviter_id)
    full = figures is None or figures["rewarded"] >= rules.most
    inviter_points = 0 if full else rules.inviter
    await loyalty.thank(
        tx.connection,
        tx.shop_id,
        invited_id,
        order_id,
        inviter_points=inviter_points,
        invited_points=rules.invited,
    )
    # Both accounts in the order of their ids: two referrals that meet wait for each other in one line.
    gifts = sorted([(inviter_id, inviter_points, "inviter"), (invited_id, rules.invited, "invited")])
    for person_id, points, who in gifts:
        if points:
            await _give(tx, person_id, points, f"referral:{invited_id}:{who}", shop.currency)
    if rules.inviter_code is not None and not full:
        await _give_code(tx, rules, rules.inviter_code, inviter_id, invited_id)
    if rules.invited_code is not None:
        await _give_code(tx, rules, rules.invited_code, invited_id, invited_id)
    tx.tell(FriendsThanked(tx.shop_id, order_id))
    return True


async def _give(tx: Transaction, person_id: PersonId, points: int, key: str, currency: str) -> None:
    given = await promotions.move_points(
        tx.connection,
        tx.shop_id,
        person_id=person_id,
        order_id=None,
        delta=points,
        kind=MoveKind.EARN,
        move_id=new_id(),
        key=key,
    )
    if given:
        entry = ledger.owed_anew("referral", key, Account.POINTS, points, currency)
        await money.write_entry(tx.connection, tx.shop_id, entry, entry_id=new_id())


async def _give_code(
    tx: Transaction, rules: ReferralRules, gift: FriendCode, person_id: PersonId, invited_id: PersonId
) -> None:
    await promotions.give_code(
        tx.connection,
        tx.shop_id,
        promo_id=new_id(),
        code=_CODE_OF_FRIENDS + "".join(secrets.choice(_LETTERS) for _ in range(_CODE)).upper(),
        kind=gift.kind,
        amount=gift.value,
        person_id=person_id,
        invited_id=invited_id,
        days=rules.code_days,
    )


class Loyalty:
    """See one's points and level; invite friends and come as one."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def __call__(self, actor: Actor, shop: Shop) -> Bonuses:
        """Return what one has, with one's own invitation code."""
        proposed = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
        async with self._uow(actor.shop_id) as tx:
            points = await promotions.points_of(tx.connection, tx.shop_id, actor.person_id)
            spent = await loyalty.spent(tx.connection, tx.shop_id, actor.person_id)
            code = await loyalty.referral_code(tx.connection, tx.shop_id, actor.person_id, proposed)
            figures = await loyalty.referral_figures(tx.connection, tx.shop_id, actor.person_id)
        return Bonuses(
            points=points,
            level=level_of(shop.rules, spent),
            code=code,
            invited=int(figures["invited"]) if figures else 0,
            rewarded=int(figures["rewarded"]) if figures else 0,
            earned=int(figures["points"]) if figures else 0,
        )

    async def come(self, actor: Actor, code: str) -> None:
        """Come by somebody's invitation.

        Raises:
            NotFound: nobody's code. OwnInvitation.
            NoNewcomer: ordered before, was invited before, or invited others.
        """
        async with self._uow(actor.shop_id) as tx:
            inviter_id = await loyalty.inviter_of_code(tx.connection, tx.shop_id, code.lower())
            if inviter_id is None:
                raise NotFound
            if inviter_id == actor.person_id:
                raise OwnInvitation
            if await loyalty.knows_the_shop(tx.connection, tx.shop_id, actor.person_id):
                raise NoNewcomer
        try:
            async with self._uow(actor.shop_id) as tx:
                if not await loyalty.invite(tx.connection, tx.shop_id, actor.person_id, inviter_id):
                    raise NoNewcomer
        except Conflict:
            # They invited somebody in the same moment.
            raise NoNewcomer from None

    async def thanked(self, shop_id: ShopId, order_id: OrderId) -> tuple[Thanked, ...]:
        """Return who got points for an order."""
        async with self._uow(shop_id) as tx:
            found = await loyalty.referral_of_order(tx.connection, shop_id, order_id)
        return tuple(
            Thanked(
                PersonId(row["person_id"]),
                row["telegram_id"],
                language_for(row["language"], row["telegram_language"]),
                row["points"],
                row["invited_others"],
                row["code"],
                FriendCode(kind=row["kind"], value=row["value"]) if row["code"] is not None else None,
            )
            for row in found
            if row["points"] or row["code"] is not None
        )
