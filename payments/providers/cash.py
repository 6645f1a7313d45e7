"""Cash on delivery: nothing is paid now; staff accept the order, the courier collects the money."""

from pydantic import BaseModel

from core.orders.checkout import CASH
from payments.protocol import Attempt, BaseProvider, PayLater, Presentation


class CashOnDelivery(BaseProvider):
    """Cash or card at the door or the counter."""

    code = CASH

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return True for money that exists as cash."""
        del settings
        return currency != "XTR"

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Return that there is nothing to pay now."""
        del settings, attempt
        return PayLater()
