"""A shop's settings of each provider: encrypted in the database, defaults from the environment."""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import BaseModel, SecretStr, ValidationError

from core.kit.security.cipher import Cipher, Undecryptable
from core.kit.uow import UnitOfWork
from core.shops.shop import Shop
from db.repositories import shops
from payments.protocol import PaymentProvider
from payments.registry import Registry

CONTEXT = "shops.provider_secrets"


class ProviderSettings:
    """Reads and writes what a shop set for its providers."""

    def __init__(self, uow: UnitOfWork, cipher: Cipher, registry: Registry) -> None:
        self._uow = uow
        self._cipher = cipher
        self._registry = registry

    def of(self, shop: Shop, provider: PaymentProvider) -> BaseModel:
        """Return the settings of one provider; empty ones where the shop has none that can be read."""
        stored = self._read(shop).get(provider.code, {})
        try:
            return provider.settings_model.model_validate(stored)
        except ValidationError:
            return provider.settings_model.model_validate({})

    def offered(self, shop: Shop) -> tuple[str, ...]:
        """Return the codes of the ways to pay that this shop can take now."""
        return tuple(
            code
            for code, provider in self._registry.all().items()
            if provider.available(self.of(shop, provider), shop.currency)
        )

    def _read(self, shop: Shop) -> Mapping[str, Any]:
        if not shop.provider_secrets_cipher:
            return {}
        try:
            read: Mapping[str, Any] = orjson.loads(self._cipher.decrypt(shop.provider_secrets_cipher, CONTEXT))
        except Undecryptable:
            return {}
        return read

    async def save(self, shop: Shop, code: str, settings: BaseModel) -> None:
        """Keep a provider's settings, encrypted."""
        kept = dict(self._read(shop))
        kept[code] = {
            name: value.get_secret_value() if isinstance(value, SecretStr) else value for name, value in settings
        }
        cipher = self._cipher.encrypt(orjson.dumps(kept).decode(), CONTEXT)
        async with self._uow(shop.id) as tx:
            await shops.set_provider_secrets(tx.connection, shop.id, cipher)
