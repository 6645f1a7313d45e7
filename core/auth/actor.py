"""The actor: who acts, in which shop, in which role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from core.auth.errors import StepUpNeeded
from core.auth.roles import Permission, allows, asks_for_proof, require
from db.types.enums import Role
from db.types.ids import PersonId, ShopId

# So long a second factor that was shown counts.
PROVEN_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one shop. `role` is None for a customer.

    `proven`: whether their second factor was shown lately; None where none is asked for: in the chat of somebody who
    has none, where Telegram's own sign-in has to do.
    """

    person_id: PersonId
    telegram_id: int
    shop_id: ShopId
    name: str
    language: str
    role: Role | None = None
    platform_owner: bool = False
    proven: bool | None = None

    def may(self, permission: Permission) -> bool:
        """Return whether this actor's role includes the permission."""
        return allows(self.role, permission)

    def need(self, permission: Permission) -> None:
        """Pass. Raises: Forbidden: the role does not include it. StepUpNeeded: the second factor comes first."""
        require(self.role, permission)
        if asks_for_proof(permission):
            self.need_proof()

    def need_proof(self) -> None:
        """Pass where money, keys or roles are touched beside a permission. Raises: StepUpNeeded."""
        if self.proven is False:
            raise StepUpNeeded

    @property
    def is_staff(self) -> bool:
        """Return whether the person works in this shop."""
        return self.role is not None


def proven_in_chat(found: Mapping[str, Any]) -> bool | None:
    """Return what a row says of somebody's second factor in the chat; see `Actor.proven`."""
    if not found["enrolled"]:
        return None
    shown = found["chat_stepped_up_at"]
    return shown is not None and datetime.now(UTC) - shown <= PROVEN_FOR
