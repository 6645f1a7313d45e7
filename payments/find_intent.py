"""Find the shop an attempt to pay belongs to: invoices of all shops of a bot come back on one stream."""

from core.kit.uow import UnitOfWork
from db.repositories import money
from db.types.ids import BotId, IntentId, ShopId
from payments.errors import InvoiceUnknown


class FindIntent:
    """Looks an attempt up over all shops."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def shop_of(self, intent_id: IntentId | None, bot_id: BotId) -> ShopId:
        """Return the shop of an attempt whose invoice this bot may have sent.

        A payload is no proof: whoever owns another bot can write one. Money counts for an order only through
        the bot the order was placed in, or the bot of its shop.

        Raises:
            InvoiceUnknown: no such attempt, or another bot's.
        """
        if intent_id is None:
            raise InvoiceUnknown
        async with self._uow.platform() as connection:
            found = await money.home_of_intent(connection, intent_id)
        if found is None or bot_id not in (found["order_bot_id"], found["shop_bot_id"]):
            raise InvoiceUnknown
        return ShopId(found["shop_id"])
