"""A bank: a payment provider of the tests' own, which can be down or say no."""

from collections import Counter
from datetime import datetime
from typing import ClassVar

import orjson
from pydantic import BaseModel

from db.types.ids import IntentId, RefundId, ShopId
from payments.protocol import (
    Attempt,
    BaseProvider,
    Known,
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
    StatementLine,
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
        self.looked_up: Counter[int] = Counter()
        self.said: dict[int, list[ProviderEvent]] = {}
        self.books: list[StatementLine] = []

    has_statement: ClassVar[bool] = True
    can_look_up: ClassVar[bool] = True

    async def look_up(self, settings: BaseModel, known: Known) -> list[ProviderEvent]:
        """Say what arrived for an attempt; tests write `arrived`."""
        del settings
        self.looked_up[known.intent_id] += 1
        if self.down:
            raise ProviderDown
        return list(self.said.get(known.intent_id, ()))

    async def statement(self, settings: BaseModel, since: datetime) -> list[StatementLine]:
        """Show the bank's own books; tests write them."""
        del settings, since
        if self.down:
            raise ProviderDown
        return list(self.books)

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
