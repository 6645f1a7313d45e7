"""Ways to pay from the environment: taken over once, never over what a shop set itself."""

import pytest
from pydantic import SecretStr

from core.shops.open_shop import Shops
from core.shops.shop import Shop
from payments.http import ProviderHttp
from payments.keep_provider_defaults import BadDefaults, KeepProviderDefaults
from payments.registry import default_registry
from tests.factories.town import Town
from tests.payments.contract.market import Stars

ENVIRONMENT = {
    "yookassa_shop_id": "100500",
    "yookassa_secret_key": SecretStr("test_secret"),
    "stripe_secret_key": SecretStr("sk_test_1"),
    "bazu_enabled": False,
    "bazu_api_key": SecretStr("key"),
    "cryptopay_token": None,
    "ton_address": "UQ…",
    "bot_token": SecretStr("1:a"),
}


@pytest.fixture
def full(town: Town) -> Town:
    return Town(town.uow, town.clock, registry=default_registry(Stars(), ProviderHttp()))


@pytest.fixture
def keep(full: Town) -> KeepProviderDefaults:
    return KeepProviderDefaults(full.registry, full.settings)


async def _fresh(full: Town, shop: Shop) -> Shop:
    return await Shops(full.uow).by_id(shop.id)


async def test_what_is_complete_is_kept_for_a_shop_that_has_none(full: Town, keep: KeepProviderDefaults) -> None:
    stall = await full.shop()

    assert await keep(stall.shop, ENVIRONMENT) == ("yookassa", "stripe")

    shop = await _fresh(full, stall.shop)
    assert {"telegram", "yookassa", "stripe"} <= set(full.settings.set_up(shop))
    assert {"bazu", "ton"}.isdisjoint(full.settings.set_up(shop))
    assert await keep(shop, ENVIRONMENT) == ()


async def test_what_a_shop_set_itself_stays(full: Town, keep: KeepProviderDefaults) -> None:
    stall = await full.shop()
    stripe = full.registry.get("stripe")
    assert stripe is not None
    await full.settings.save(stall.shop, "stripe", stripe.settings_model.model_validate({}))

    assert await keep(await _fresh(full, stall.shop), ENVIRONMENT) == ("yookassa",)

    shop = await _fresh(full, stall.shop)
    assert "stripe" not in full.settings.set_up(shop)
    assert "telegram" in full.settings.set_up(shop)


async def test_a_setting_that_cannot_be_is_named_without_its_value(full: Town, keep: KeepProviderDefaults) -> None:
    stall = await full.shop()
    with pytest.raises(BadDefaults, match=r"^BAZU_SIGNATURE_MODE cannot be so\.$"):
        await keep(stall.shop, {"bazu_enabled": True, "bazu_signature_mode": "secret-word"})
