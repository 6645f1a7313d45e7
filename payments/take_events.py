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

    async def __call__(self, event: ProviderEvent) -> bool:
        """Carry one event into the books; False: it disputes a payment we have not heard of.

        `Ask` is the caller's to answer.
        """
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
                return await self._disputes(event)
            case Ask():
                msg = "an Ask is answered by looking up"
                raise TypeError(msg)
            case _:
                assert_never(event)
        return True

    async def unexplained(self, disputed: DisputeChanged) -> None:
        """Let people look at a dispute of a payment that is nobody's here."""
        await self._disputes.unexplained(disputed)
