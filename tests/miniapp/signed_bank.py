"""A bank that sends signed notices, as those of the next releases do."""

import hashlib
import hmac
from typing import Any

import orjson
from pydantic import BaseModel, SecretStr

from db.types.ids import IntentId, ShopId
from payments.protocol import MoneyArrived, MoneyReturned, Notice, NoticeRefused, PaymentFailed, ProviderEvent
from tests.factories.bank import Bank

SECRET = "the bank's secret"


class SignedBankSettings(BaseModel):
    """The key of its signatures; none: nobody can be believed."""

    secret: SecretStr = SecretStr("")


class SignedBank(Bank):
    """Verifies a signature over the body, then says what it says."""

    settings_model: type[BaseModel] = SignedBankSettings
    takes_webhooks = True

    def available(self, settings: BaseModel, currency: str) -> bool:
        del currency
        return isinstance(settings, SignedBankSettings) and bool(settings.secret.get_secret_value())

    def read_notice(self, settings: BaseModel, shop_id: ShopId, notice: Notice) -> list[ProviderEvent]:
        assert isinstance(settings, SignedBankSettings)
        expected = sign(notice.body, settings.secret.get_secret_value())
        if not hmac.compare_digest(expected, notice.headers.get("x-signature", "")):
            raise NoticeRefused
        said = orjson.loads(notice.body)
        return [self._event(shop_id, event) for event in said["events"]]

    def _event(self, shop_id: ShopId, said: dict[str, Any]) -> ProviderEvent:
        match said["what"]:
            case "paid":
                intent = IntentId(int(said["intent"]))
                return MoneyArrived(shop_id, intent, self.code, said["id"], said["amount"], said["currency"])
            case "failed":
                return PaymentFailed(shop_id, IntentId(int(said["intent"])), self.code, said["why"])
            case _:
                return MoneyReturned(shop_id, self.code, said["id"], said["amount"], said["currency"])


def sign(body: bytes, secret: str = SECRET) -> str:
    """Return the signature of a body."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def notice(*events: dict[str, Any]) -> bytes:
    """Return the body of a notice."""
    return orjson.dumps({"events": events})
