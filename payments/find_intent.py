"""Find the shop an attempt to pay belongs to: invoices of all shops of a bot come back on one stream."""

from core.kit.uow import UnitOfWork
from db.repositories import money
from db.types.ids import IntentId, ShopId
from payments.errors import InvoiceUnknown


class FindIntent:
    """Looks an attempt up over all shops."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def shop_of(self, intent_id: IntentId | None) -> ShopId:
        """Return the shop of an attempt. Raises: InvoiceUnknown."""
        if intent_id is None:
            raise InvoiceUnknown
        async with self._uow.platform() as connection:
            shop_id = await money.shop_of_intent(connection, intent_id)
        if shop_id is None:
            raise InvoiceUnknown
        return shop_id
