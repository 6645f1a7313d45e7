"""The actor: who acts, in which shop, in which role."""

from dataclasses import dataclass

from core.auth.roles import Permission, allows, require
from db.types.enums import Role
from db.types.ids import PersonId, ShopId


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one shop. `role` is None for a customer."""

    person_id: PersonId
    telegram_id: int
    shop_id: ShopId
    name: str
    language: str
    role: Role | None = None
    platform_owner: bool = False

    def may(self, permission: Permission) -> bool:
        """Return whether this actor's role includes the permission."""
        return allows(self.role, permission)

    def need(self, permission: Permission) -> None:
        """Pass, or raise `Forbidden`."""
        require(self.role, permission)

    @property
    def is_staff(self) -> bool:
        """Return whether the person works in this shop."""
        return self.role is not None
