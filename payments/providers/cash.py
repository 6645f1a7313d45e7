"""Cash on delivery: nothing is paid now; staff accept the order, the courier collects the money."""

from pydantic import BaseModel

from core.orders.checkout import CASH
from db.types.ids import ShopId
from payments.protocol import (
    Attempt,
    NoSettings,
    Notice,
    NoticeRefused,
    PayLater,
    Presentation,
    ProviderEvent,
    RefundAnswer,
    RefundByHand,
    RefundOrder,
)


class CashOnDelivery:
    """Cash or card at the door or the counter."""

    code = CASH
    settings_model: type[BaseModel] = NoSettings

    def available(self, settings: BaseModel, currency: str) -> bool:
        """Return True for money that exists as cash."""
        del settings
        return currency != "XTR"

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        """Return that there is nothing to pay now."""
        del settings, attempt
        return PayLater()

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        """Nobody may send notices about cash."""
        del settings, shop_id, notice
        msg = "cash sends no notices"
        raise NoticeRefused(msg)

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        """Cash goes back by hand."""
        del settings, order
        return RefundByHand()
