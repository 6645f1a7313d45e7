"""Telegram's Stars desk as the tests play it: charges, refunds, transactions, and answers that get lost."""

import itertools
from typing import Any

from db.types.ids import BotId
from payments.protocol import ProviderDown
from payments.telegram_calls import BotRefused

_numbers = itertools.count(1)


class StarDesk:
    """Implements the calls that Stars need over its own books."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.transactions: list[dict[str, Any]] = []
        self.balance = 0
        self.down = False
        self.answers_lost = False  # it is done, and nobody hears of it
        self.refuses: str | None = None

    def pays(self, user_id: int, amount: int, payload: str = "", date: int = 1_790_000_000) -> str:
        """Somebody paid in Stars: return the charge's id."""
        charge_id = f"stx_{next(_numbers)}"
        partner = {"type": "user", "transaction_type": "invoice_payment", "user": {"id": user_id}}
        partner["invoice_payload"] = payload
        self.transactions.append({"id": charge_id, "amount": amount, "date": date, "source": partner})
        self.balance += amount
        return charge_id

    def names(self) -> list[str]:
        """Methods that were called, in order."""
        return [method for method, _ in self.calls]

    async def __call__(self, bot_id: BotId, method: str, **params: Any) -> Any:
        del bot_id
        self.calls.append((method, params))
        if self.down:
            raise ProviderDown
        if self.refuses:
            raise BotRefused(400, self.refuses)
        answer = getattr(self, f"_{method}")(**params)
        if self.answers_lost:
            raise ProviderDown
        return answer

    def _refundStarPayment(self, user_id: int, telegram_payment_charge_id: str) -> bool:  # noqa: N802
        moves = [moved for moved in self.transactions if moved["id"] == telegram_payment_charge_id]
        if not moves or moves[0]["source"]["user"]["id"] != user_id:
            raise BotRefused(400, "Bad Request: CHARGE_NOT_FOUND")
        if len(moves) > 1:
            raise BotRefused(400, "Bad Request: CHARGE_ALREADY_REFUNDED")
        paid = moves[0]
        self.transactions.append({**paid, "source": None, "receiver": paid["source"]})
        self.balance -= paid["amount"]
        return True

    def _getStarTransactions(self, offset: int, limit: int) -> dict[str, Any]:  # noqa: N802
        return {"transactions": self.transactions[offset : offset + limit]}

    def _getMyStarBalance(self) -> dict[str, Any]:  # noqa: N802
        return {"amount": self.balance}

    def _createInvoiceLink(self, **terms: Any) -> str:  # noqa: N802
        assert len(terms["prices"]) == 1
        assert terms["currency"] == "XTR"
        return f"https://t.me/${next(_numbers)}"

    def _editUserStarSubscription(self, **_: Any) -> bool:  # noqa: N802
        return True
