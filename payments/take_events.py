"""What a provider says, from wherever it came (notice, look-up, statement), finds its use case here."""

from typing import assert_never

from payments.disputes import NoteDispute
from payments.protocol import (
    Ask,
    DisputeChanged,
    MoneyArrived,
    MoneyReturned,
    PageFound,
    PaymentFailed,
    PaymentProcessing,
    ProviderEvent,
    RefundBounced,
)
from payments.refund_payment import RefundPayment
from payments.settle_payment import FailPayment, NoteProgress, SettlePayment


class TakeEvents:
    """Any event any number of times, in any order: the use cases are idempotent."""

    def __init__(
        self,
        settle: SettlePayment,
        fail: FailPayment,
        progress: NoteProgress,
        refunds: RefundPayment,
        disputes: NoteDispute,
    ) -> None:
        self._settle = settle
        self._fail = fail
        self._progress = progress
        self._refunds = refunds
        self._disputes = disputes

    async def __call__(self, event: ProviderEvent) -> None:
        """Carry one event into the books. `Ask` is the caller's to answer."""
        match event:
            case MoneyArrived():
                await self._settle(event)
            case PaymentFailed():
                await self._fail(event)
            case PaymentProcessing():
                await self._progress(event)
            case PageFound():
                await self._progress.page_found(event)
            case MoneyReturned():
                await self._refunds.returned(event)
            case RefundBounced():
                await self._refunds.bounced(event)
            case DisputeChanged():
                await self._disputes(event)
            case Ask():
                msg = "an Ask is answered by looking up"
                raise TypeError(msg)
            case _:
                assert_never(event)
