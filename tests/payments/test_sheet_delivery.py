"""Delivery chosen in the payment sheet: priced by us, written with the approval, the books corrected once."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from core.kit.i18n.words import words_of
from core.orders.place_order import Placed
from core.shops.draw_zones import Band, Zones
from core.shops.errors import NoDeliveryYet
from core.shops.open_shop import Shops
from db.types.ids import IntentId, encode_id, new_id
from payments.errors import AmountDiffers, DeliveryNotChosen, InvoiceUnknown, NotPayable, PayerDiffers
from payments.protocol import Invoice
from payments.providers.telegram import TelegramSettings
from payments.sheet_delivery import OfferDeliveries, ShippingQuestion
from payments.start_payment import Started
from tests.factories.town import Customer, ReadyCart, Stall, Town
from tests.factories.zoned import HERE

ADDRESS = "RU, Kazan, Bauman 5"


async def sheet(town: Town, settings: dict[str, Any] | None = None, **rules: Any) -> Stall:
    shop = await town.shop(**rules)
    asked = {"provider_token": "1744374395:TEST:abc", **(settings or {"delivery_in_sheet": True})}
    await town.settings.save(shop.shop, "telegram", TelegramSettings.model_validate(asked))
    shop.shop = replace(await Shops(town.uow).by_id(shop.id), rules=shop.shop.rules)
    return shop


async def opened(shop: Stall, **how: Any) -> tuple[Customer, Placed, Started]:
    anna = await shop.customer()
    order = await anna.orders(await shop.sells(f"TEA-{new_id() % 10_000}"), **how)
    return anna, order, await anna.opens_payment(order)


def question(shop: Stall, anna: Customer, started: Started) -> ShippingQuestion:
    return ShippingQuestion(shop.id, started.intent_id, anna.actor.telegram_id)


async def test_the_invoice_lists_the_goods_alone_and_asks_for_an_address(town: Town) -> None:
    shop = await sheet(town)
    _, order, started = await opened(shop, courier=True)

    invoice = started.presentation

    assert isinstance(invoice, Invoice)
    assert invoice.options == {"is_flexible": True, "need_shipping_address": True}
    assert sum(price.amount for price in invoice.prices) == order.total - 300_00


async def test_our_ways_of_delivery_are_offered_at_our_prices(town: Town) -> None:
    shop = await sheet(town)
    anna, _, started = await opened(shop)
    offer = OfferDeliveries(town.uow)

    choices = await offer(question(shop, anna, started), words_of("en"))

    assert [(choice.id, choice.title, choice.price) for choice in choices] == [
        (encode_id(shop.pickup), "Pickup", 0), (encode_id(shop.courier), "Courier", 300_00),
    ]  # fmt: skip
    with pytest.raises(PayerDiffers):
        await offer(replace(question(shop, anna, started), payer_telegram_id=13), words_of("en"))
    with pytest.raises(InvoiceUnknown):
        await offer(replace(question(shop, anna, started), intent_id=IntentId(new_id())), words_of("en"))
    await shop.tell("UPDATE delivery_options SET active = false")
    with pytest.raises(NoDeliveryYet):
        await offer(question(shop, anna, started), words_of("en"))
    await town.cancel_order.by_buyer(anna.actor, (await shop.ask("SELECT id FROM orders")))
    with pytest.raises(NotPayable):
        await offer(question(shop, anna, started), words_of("en"))


async def test_the_choice_is_written_with_the_approval_and_once(town: Town) -> None:
    shop = await sheet(town)
    anna, order, started = await opened(shop)
    chosen = {"shipping_option_id": encode_id(shop.courier), "address": ADDRESS, "amount": order.total + 300_00}

    for _ in range(3):
        await anna.approves(started, order, **chosen)

    entries = await shop.ask("SELECT string_agg(kind, ' ' ORDER BY id) FROM ledger_entries")
    assert entries == "sale unsale sale.1"
    assert await shop.ask("SELECT total FROM orders") == order.total + 300_00
    assert await shop.ask("SELECT address FROM orders") == ADDRESS
    assert await shop.ask("SELECT amount FROM payment_intents") == order.total + 300_00
    await town.settle(anna.money(started.intent_id, order.total + 300_00))
    assert await shop.status(order) == "confirmed"
    assert await shop.count("refunds") == 0


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"shipping_option_id": None}, DeliveryNotChosen),
        ({"shipping_option_id": "zzz"}, DeliveryNotChosen),
        ({"shipping_option_id": "?"}, DeliveryNotChosen),
        ({"address": None}, DeliveryNotChosen),
        ({"amount": 500_00}, AmountDiffers),
        ({"amount": 900_00}, AmountDiffers),
        ({"payer_telegram_id": 13}, PayerDiffers),
        ({"provider": "stars"}, InvoiceUnknown),
    ],
)
async def test_in_doubt_nothing_is_approved_or_changed(
    town: Town, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    shop = await sheet(town)
    anna, order, started = await opened(shop)
    chosen = {"shipping_option_id": encode_id(shop.courier), "address": ADDRESS, "amount": order.total + 300_00}

    with pytest.raises(refusal):
        await anna.approves(started, order, **{**chosen, **changed})

    assert await shop.ask("SELECT total FROM orders") == order.total
    assert await shop.ask("SELECT state FROM payment_intents") == "presented"


async def test_an_invoice_of_an_older_sum_is_not_approved(town: Town) -> None:
    shop = await sheet(town)
    anna, order, started = await opened(shop)
    await shop.tell("UPDATE payment_intents SET details = '{}'")
    await shop.tell("UPDATE orders SET delivery_total = 1, total = total + 1")

    with pytest.raises(AmountDiffers):
        await anna.approves(started, order)
    await shop.tell("UPDATE orders SET delivery_total = 0, total = total - 1")


@pytest.mark.parametrize(
    "rules",
    [
        {"round_to": 100},
        {"taxes": {"mode": "added", "rate_bp": 2000}},
    ],
)
async def test_where_another_delivery_would_change_more_the_chat_asks(town: Town, rules: dict[str, Any]) -> None:
    shop = await sheet(town, **rules)
    _, _, started = await opened(shop)

    assert isinstance(started.presentation, Invoice)
    assert "is_flexible" not in started.presentation.options


async def test_tax_inside_the_prices_follows_the_delivery(town: Town) -> None:
    shop = await sheet(town, taxes={"mode": "included", "rate_bp": 2000})
    anna, order, started = await opened(shop)
    before = await shop.ask("SELECT tax_total FROM orders")

    await anna.approves(
        started,
        order,
        shipping_option_id=encode_id(shop.courier),
        address=ADDRESS,
        amount=order.total + 300_00,
    )

    assert before == 83_33
    assert await shop.ask("SELECT tax_total FROM orders") == 83_33 + 50_00


async def test_a_receipt_lists_what_is_paid_and_leaves_tips_and_delivery_to_the_chat(town: Town) -> None:
    shop = await sheet(town, {"receipt": "email", "tax_system": 2, "delivery_in_sheet": True, "max_tip_amount": 100_00})
    _, order, started = await opened(shop, courier=True, quantity=3)

    invoice = started.presentation

    assert isinstance(invoice, Invoice)
    receipt = orjson.loads(invoice.options["provider_data"])["receipt"]
    paid = sum(float(item["quantity"]) * float(item["amount"]["value"]) for item in receipt["items"])
    assert round(paid * 100) == order.total
    assert receipt["tax_system_code"] == 2
    assert (invoice.options["need_email"], invoice.options["send_email_to_provider"]) == (True, True)
    assert invoice.tip_max == 0
    assert "is_flexible" not in invoice.options
    assert sum(price.amount for price in invoice.prices) == order.total


async def test_a_receipt_goes_to_the_phone_that_is_known(town: Town) -> None:
    shop = await sheet(town, {"receipt": "phone"})
    _, _, started = await opened(shop)

    assert isinstance(started.presentation, Invoice)
    options = started.presentation.options
    assert orjson.loads(options["provider_data"])["receipt"]["customer"] == {"phone": "79123456789"}
    assert "need_phone_number" not in options


def test_test_money_is_marked_and_may_be_refused() -> None:
    live, test = "1:LIVE:abc", "1:TEST:abc"
    assert TelegramSettings.model_validate({"provider_token": test}).is_test
    assert not TelegramSettings.model_validate({"provider_token": live}).is_test


async def test_a_shop_that_refuses_test_money_offers_no_test_token(town: Town) -> None:
    shop = await sheet(town, {"test_allowed": False})

    assert "telegram" not in town.settings.offered(shop.shop)


async def test_ways_with_zones_are_not_in_the_sheet_and_what_they_cost_stays(town: Town) -> None:
    """The sheet tells an address and no place on the map: nobody knows what a zone would cost there."""
    shop = await sheet(town)
    anna, order, started = await opened(shop)
    zones = Zones(town.uow, town.clock)
    await zones.set_point(shop.owner, HERE)
    await zones.add_bands(shop.owner, shop.courier, [Band(3000, 150_00)])

    choices = await OfferDeliveries(town.uow)(question(shop, anna, started), words_of("en"))
    assert [choice.title for choice in choices] == ["Pickup"]
    chosen = {"shipping_option_id": encode_id(shop.courier), "address": ADDRESS, "amount": order.total}
    with pytest.raises(DeliveryNotChosen):
        await anna.approves(started, order, **chosen)

    tea = await shop.sells("TEA")
    cart = await anna.cart((tea, 1), courier=True)
    await town.draft.share_point(anna.actor, cart.id, HERE, keep_address=True)
    priced = await anna.confirms(ReadyCart(cart.id, 650_00))
    page = (await anna.opens_payment(priced)).presentation
    assert isinstance(page, Invoice)
    assert "is_flexible" not in page.options
    assert sum(price.amount for price in page.prices) == 650_00
