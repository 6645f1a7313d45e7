"""Provider settings from the environment: for a shop that has set none itself."""

from pydantic import SecretStr

from core.shops.shop import Shop
from payments.registry import Registry
from payments.settings import ProviderSettings


class KeepProviderToken:
    """Gives a shop its Telegram Payments token."""

    def __init__(self, registry: Registry, settings: ProviderSettings) -> None:
        self._registry = registry
        self._settings = settings

    async def __call__(self, shop: Shop, token: SecretStr, *, replace: bool = False) -> bool:
        """Keep the token where the shop has none (or `replace`); return whether it was written."""
        provider = self._registry.get("telegram")
        if provider is None:
            return False
        if not replace and provider.available(self._settings.of(shop, provider), shop.currency):
            return False
        await self._settings.save(
            shop, provider.code, provider.settings_model.model_validate({"provider_token": token})
        )
        return True
