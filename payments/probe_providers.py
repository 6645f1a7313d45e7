"""Bring back ways to pay that were hidden: after a pause one harmless call decides."""

import structlog

from core.kit.uow import UnitOfWork
from core.shops.shop import Shop
from db.repositories import shops
from db.types.ids import ShopId
from payments.breaker import Breakers
from payments.protocol import ProviderDown, ProviderRefused
from payments.registry import Registry
from payments.settings import ProviderSettings

log = structlog.get_logger(__name__)


class ProbeProviders:
    """Tries this process's open breakers; each process has its own."""

    def __init__(self, uow: UnitOfWork, registry: Registry, settings: ProviderSettings, breakers: Breakers) -> None:
        self._uow = uow
        self._registry = registry
        self._settings = settings
        self._breakers = breakers

    async def __call__(self) -> None:
        """Try every provider whose pause is over."""
        for shop_id, code in self._breakers.to_probe():
            await self.now(shop_id, code)

    async def now(self, shop_id: ShopId, code: str) -> bool:
        """Try one; an answer that says no is an answer too."""
        provider = self._registry.get(code)
        async with self._uow(shop_id) as tx:
            row = await shops.shop(tx.connection, shop_id)
        if provider is None or row is None:
            self._breakers.succeeded(shop_id, code)
            return False
        try:
            await provider.check(self._settings.of(Shop.from_row(row), provider))
        except ProviderDown as down:
            self._breakers.failed(shop_id, code)
            log.info("provider.still_down", provider=code, shop_id=shop_id, why=str(down)[:200])
            return False
        except ProviderRefused as refused:
            log.error("provider.refuses", provider=code, shop_id=shop_id, why=str(refused)[:200])  # noqa: TRY400
        self._breakers.succeeded(shop_id, code)
        log.info("provider.back", provider=code, shop_id=shop_id)
        return True
