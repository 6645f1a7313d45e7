"""Who works in a shop may buy there too, but somebody else decides about the money of it (pure)."""

from collections.abc import Mapping
from typing import Any

from core.auth.actor import Actor
from core.orders.errors import OwnOrder
from db.types.enums import Role


def need_others_order(actor: Actor, order: Mapping[str, Any]) -> None:
    """Pass, or refuse: nobody but the owner gives money back to oneself or says that one has paid.

    Raises:
        OwnOrder: the actor's own, and the actor does not own the shop.
    """
    if order["person_id"] == actor.person_id and actor.role is not Role.OWNER:
        raise OwnOrder(number=order["number"])
