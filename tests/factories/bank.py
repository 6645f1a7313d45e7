"""A bank: a payment provider of the tests' own, which can be down or say no."""

from collections import Counter

import orjson
from pydantic import BaseModel

from db.types.ids import IntentId, RefundId, ShopId
from payments.protocol import (
    Attempt,
    BaseProvider,
    MoneyArrived,
    NoSettings,
    Notice,
    NoticeRefused,
    Presentation,
    ProviderDown,
    ProviderEvent,
    Redirect,
    RefundAnswer,
    RefundDone,
    RefundOrder,
    RefundRefused,
)


class Bank(BaseProvider):
    """Pays back once per refund id, as real banks with idempotency keys do, and counts who asked."""

    code = "bank"
    settings_model: type[BaseModel] = NoSettings

    def __init__(self) -> None:
        self.down = False
        self.answers_lost = False  # it pays, and its answer never reaches us
        self.refuses: str | None = None
        self.asked: Counter[int] = Counter()
        self.paid_out: dict[RefundId, int] = {}

    def available(self, settings: BaseModel, currency: str) -> bool:
        del settings
        return currency != "XTR"

    async def present(self, settings: BaseModel, attempt: Attempt) -> Presentation:
        del settings
        if self.down:
            raise ProviderDown
        return Redirect(f"https://bank.example/{attempt.intent_id}", str(attempt.intent_id))

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        del settings
        try:
            said = orjson.loads(notice.body)
            return [
                MoneyArrived(
                    shop_id,
                    IntentId(int(said["intent"])),
                    self.code,
                    str(said["id"]),
                    int(said["amount"]),
                    str(said["currency"]),
                )
            ]
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise NoticeRefused from error

    async def refund(self, settings: BaseModel, order: RefundOrder) -> RefundAnswer:
        del settings
        self.asked[order.refund_id] += 1
        if self.down:
            raise ProviderDown
        if self.refuses:
            return RefundRefused(self.refuses)
        self.paid_out[order.refund_id] = order.amount
        if self.answers_lost:
            raise ProviderDown
        return RefundDone(f"bank-{order.refund_id}")
