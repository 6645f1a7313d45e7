"""The forms of the ways to pay: drawn by their settings models, kept encrypted, tried out."""

from collections.abc import AsyncIterator

import pytest

from core.kit.destinations import Trusted
from core.kit.errors import BadInput, Forbidden, NotFound
from core.shops.open_shop import Shops
from db.types.enums import Role
from payments.http import ProviderHttp
from payments.registry import default_registry
from payments.set_up import FieldKind, SetUpWays, TryOutcome
from sandbox.gateways import defaults
from sandbox.gateways.server import Gateways, gateways_server
from tests.factories.stars import StarDesk
from tests.factories.town import Stall, Town


@pytest.fixture
async def gateways() -> AsyncIterator[Gateways]:
    async with gateways_server() as found:
        yield found


@pytest.fixture
async def full(town: Town) -> AsyncIterator[Town]:
    http = ProviderHttp(Trusted(everything=True))
    yield Town(town.uow, town.clock, registry=default_registry(StarDesk(), http))
    await http.close()


def form(town: Town) -> SetUpWays:
    return SetUpWays(town.uow, town.clock, Shops(town.uow), town.registry, town.settings, town.breakers)


async def filled(town: Town, shop: Stall, gateways: Gateways, **more: str) -> None:
    ways = form(town)
    for name, value in {
        "api_url": gateways.yookassa_url,
        "shop_id": defaults.YOOKASSA_SHOP,
        "secret_key": defaults.YOOKASSA_KEY,
        **more,
    }.items():
        await ways.change(shop.owner, "yookassa", name, value)


async def test_a_provider_is_set_up_field_by_field_and_tried(full: Town, gateways: Gateways) -> None:
    shop = await full.shop()
    ways = form(full)
    assert await ways.try_out(shop.owner, "yookassa") == (TryOutcome.INCOMPLETE, None)

    await filled(full, shop, gateways)

    view = await ways.one(shop.owner, "yookassa")
    assert view.ready
    secret = next(field for field in view.fields if field.name == "secret_key")
    assert (secret.kind, secret.value) == (FieldKind.SECRET, "•••")
    assert await ways.try_out(shop.owner, "yookassa") == (TryOutcome.GOOD, None)
    kept = await shop.ask("SELECT string_agg(s::text, ' ') FROM shops s")
    told = await shop.ask("SELECT string_agg(a::text, ' ') FROM audit_log a")
    assert defaults.YOOKASSA_KEY not in kept + told

    gateways.yookassa.fault("500", times=None)
    assert await ways.try_out(shop.owner, "yookassa") == (TryOutcome.DOWN, None)
    gateways.yookassa.clear_faults()
    await filled(full, shop, gateways, secret_key="another")
    assert await ways.try_out(shop.owner, "yookassa") == (TryOutcome.REFUSED, None)


async def test_values_that_cannot_be_are_refused_and_nothing_is_lost(full: Town, gateways: Gateways) -> None:
    shop = await full.shop()
    await filled(full, shop, gateways)
    ways = form(full)
    for name, wrong in (("method", "barter"), ("default_vat_code", "99"), ("two_stage", "perhaps")):
        with pytest.raises(BadInput):
            await ways.change(shop.owner, "yookassa", name, wrong)
    with pytest.raises(NotFound):
        await ways.change(shop.owner, "yookassa", "nothing", "1")
    with pytest.raises(NotFound):
        await ways.one(shop.owner, "nobody")
    assert await ways.try_out(shop.owner, "yookassa") == (TryOutcome.GOOD, None)


async def test_every_form_can_be_drawn_and_a_list_is_read_by_commas(full: Town) -> None:
    shop = await full.shop()
    ways = form(full)
    assert {view.code for view in await ways.all(shop.owner)} == set(full.registry.all())
    with pytest.raises(BadInput):
        await ways.change(shop.owner, "telegram", "suggested_tip_amounts", "5000, 10000")
    await ways.change(shop.owner, "telegram", "max_tip_amount", "10000")
    changed = await ways.change(shop.owner, "telegram", "suggested_tip_amounts", "5000, 10000")
    tips = next(field for field in changed.fields if field.name == "suggested_tip_amounts")
    assert tips.value == "5000, 10000"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER], ids=str)
async def test_money_rules_are_the_owners(full: Town, role: Role) -> None:
    shop = await full.shop()
    actor = await shop.hires(role)
    ways = form(full)
    for doing in (
        ways.all(actor),
        ways.one(actor, "cash"),
        ways.change(actor, "yookassa", "shop_id", "1"),
        ways.try_out(actor, "cash"),
    ):
        with pytest.raises(Forbidden):
            await doing
