"""Provider settings from the environment: for a shop that has set none itself."""

from collections.abc import Mapping

import structlog
from pydantic import ValidationError

from core.shops.shop import Shop
from payments.registry import Registry
from payments.settings import ProviderSettings

log = structlog.get_logger(__name__)


class BadDefaults(ValueError):
    """What the environment says of a provider cannot be; the message names the settings."""


class KeepProviderDefaults:
    """Gives a shop the ways to pay of the environment: `yookassa_shop_id` is the field `shop_id` of `yookassa`."""

    def __init__(self, registry: Registry, settings: ProviderSettings) -> None:
        self._registry = registry
        self._settings = settings

    async def __call__(self, shop: Shop, environment: Mapping[str, object]) -> tuple[str, ...]:
        """Keep what the shop has not set up and what is complete; return the codes that were written.

        Raises:
            BadDefaults: a setting that a provider does not take.
        """
        fresh = {}
        for code, provider in self._registry.all().items():
            told = {
                field: environment[f"{code}_{field}"]
                for field in provider.settings_model.model_fields
                if environment.get(f"{code}_{field}") is not None
            }
            if not told or self._settings.has(shop, code):
                continue
            try:
                settings = provider.settings_model.model_validate(told)
            except ValidationError as error:
                wrong = ", ".join(f"{code}_{error['loc'][0]}".upper() for error in error.errors() if error["loc"])
                msg = f"{wrong} cannot be so."
                raise BadDefaults(msg) from None
            if provider.available(settings, shop.currency):
                fresh[code] = settings
        if fresh:
            await self._settings.save_all(shop, fresh)
            log.info("providers.kept", shop_id=shop.id, providers=list(fresh))
        return tuple(fresh)
