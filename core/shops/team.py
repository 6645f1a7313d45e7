"""The team of a shop: joining by an invitation that is used once, other roles, leaving. The last owner stays."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from core.auth.actor import Actor
from core.auth.roles import Permission
from core.kit.clock import Clock
from core.kit.errors import NotFound
from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.audit import record
from core.shops.errors import InviteUsed, LastOwner
from db.repositories import identity
from db.types.enums import Role
from db.types.ids import PersonId, ShopId, decode_id, encode_id, new_id

CONTEXT = "staff_invites.token"
VALID_DAYS = 7


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works in the shop."""

    person_id: PersonId
    name: str
    username: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Joined:
    """Who joined which shop as what; `repeated`: this person had used the invitation before."""

    shop_id: ShopId
    role: Role
    repeated: bool = False


class Team:
    """Everything here is the owner's, but accepting an invitation."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, clock: Clock) -> None:
        self._uow = uow
        self._cipher = cipher
        self._clock = clock

    async def members(self, actor: Actor) -> list[Member]:
        """Return the team, who came first first. Raises: Forbidden."""
        actor.need(Permission.CHANGE_TEAM)
        async with self._uow(actor.shop_id) as tx:
            found = await identity.staff_of(tx.connection, tx.shop_id)
        return [Member(row["person_id"], row["first_name"], row["username"], Role(row["role"])) for row in found]

    async def invite(self, actor: Actor, role: Role) -> str:
        """Return the end of a link (`?start=i_…`) that makes one person a member with this role. Raises: Forbidden."""
        actor.need(Permission.CHANGE_TEAM)
        token = secrets.token_urlsafe(18)
        async with self._uow(actor.shop_id) as tx:
            await identity.create_invite(
                tx.connection,
                tx.shop_id,
                invite_id=new_id(),
                token_hash=self._cipher.digest(token, CONTEXT),
                role=role,
                created_by=actor.person_id,
                expires_at=self._clock.now() + timedelta(days=VALID_DAYS),
            )
            await record(tx, self._clock, actor, "team.invited", role.value)
        return f"i_{encode_id(actor.shop_id)}_{token}"

    async def accept(self, person_id: PersonId, payload: str) -> Joined:
        """Join a team by what stands behind `i_`. A higher role that somebody has is not taken away.

        Raises:
            NotFound: no such invitation. InviteUsed: used by somebody else, or too old.
        """
        shop, _, token = payload.partition("_")
        try:
            shop_id = ShopId(decode_id(shop))
        except ValueError:
            raise NotFound from None
        hashed = self._cipher.digest(token, CONTEXT)
        async with self._uow(shop_id) as tx:
            found = await identity.invite(tx.connection, shop_id, hashed)
            if found is None:
                raise NotFound
            if found["used_by"] == person_id:
                return Joined(shop_id, Role(found["role"]), repeated=True)
            if not await identity.use_invite(tx.connection, shop_id, found["id"], person_id, self._clock.now()):
                raise InviteUsed
            present = await identity.role_of(tx.connection, shop_id, person_id)
            role = Role.OWNER if present == Role.OWNER else Role(found["role"])
            await identity.set_role(tx.connection, shop_id, person_id, role)
            await record(
                tx,
                self._clock,
                Actor(person_id, 0, shop_id, "", "en"),
                "team.joined",
                role.value,
                after={"invited_by": found["created_by"]},
            )
        return Joined(shop_id, role)

    async def change_role(self, actor: Actor, person_id: PersonId, role: Role) -> None:
        """Give a member another role. Raises: Forbidden, NotFound, LastOwner."""
        await self._change(actor, person_id, role)

    async def remove(self, actor: Actor, person_id: PersonId) -> None:
        """Let a member go, oneself included. Raises: Forbidden, NotFound, LastOwner."""
        await self._change(actor, person_id, None)

    async def _change(self, actor: Actor, person_id: PersonId, role: Role | None) -> None:
        actor.need(Permission.CHANGE_TEAM)
        async with self._uow(actor.shop_id) as tx:
            # All owners are locked, so that two cannot let each other go at once.
            owners = await identity.lock_owners(tx.connection, tx.shop_id)
            present = await identity.role_of(tx.connection, tx.shop_id, person_id)
            if present is None:
                raise NotFound
            if role is not Role.OWNER and owners == [person_id]:
                raise LastOwner
            if role is not Role.OWNER:
                # Who may not invite any more has no open invitations either, least of all for oneself.
                await identity.revoke_invites(tx.connection, tx.shop_id, person_id, self._clock.now())
            if role is None:
                await identity.remove_member(tx.connection, tx.shop_id, person_id)
            else:
                await identity.set_role(tx.connection, tx.shop_id, person_id, role)
            await record(
                tx,
                self._clock,
                actor,
                "team.changed",
                str(person_id),
                before={"role": present},
                after={"role": role.value if role else None},
            )
