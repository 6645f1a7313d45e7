"""Starting a payment: each attempt a row, written before anybody is asked."""

from dataclasses import replace

import pytest

from core.kit.errors import NotFound
from db.types.ids import IntentId
from payments.errors import AlreadyPaid, MethodUnavailable, NotPayable
from payments.invoices import intent_of
from payments.protocol import Invoice, ProviderDown, Redirect
from tests.factories.town import Town


async def test_an_invoice_names_its_attempt_and_adds_up(town: Town) -> None:
    shop = await town.shop()
    tea, cup = await shop.sells("TEA"), await shop.sells("CUP", price=7_77)
    anna = await shop.customer()
    order = await anna.confirms(await anna.cart((tea, 2), (cup, 3), courier=True))

    started = await anna.opens_payment(order)

    invoice = started.presentation
    assert isinstance(invoice, Invoice)
    assert intent_of(invoice.payload) == started.intent_id
    assert sum(price.amount for price in invoice.prices) == order.total
    assert len(invoice.prices) == 3
    assert invoice.currency == "RUB"


async def test_each_attempt_is_a_row_of_its_own(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)

    attempts = {(await anna.opens_payment(order)).intent_id for _ in range(3)}

    assert len(attempts) == 3
    assert await shop.count("payment_intents") == 3


async def test_an_attempt_stays_written_when_the_provider_is_down(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="bank")
    town.bank.down = True

    with pytest.raises(ProviderDown):
        await anna.opens_payment(order)
    assert await shop.ask("SELECT state FROM payment_intents") == "unknown"

    town.bank.down = False
    started = await anna.opens_payment(order)
    assert isinstance(started.presentation, Redirect)


async def test_a_question_that_never_arrived_is_found_out_once_it_cannot_be_under_way(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea, pay="bank")
    town.bank.down = True
    with pytest.raises(ProviderDown):
        await anna.opens_payment(order)
    intent_id = IntentId(await shop.ask("SELECT id FROM payment_intents"))

    async def looked_up(*, is_down: bool) -> object:
        town.bank.down = is_down
        await town.look_up.one(shop.id, intent_id)
        return await shop.ask("SELECT state FROM payment_intents")

    assert await looked_up(is_down=False) == "unknown", "it may still be arriving"
    await shop.tell("UPDATE payment_intents SET created_at = created_at - interval '3 minutes'")
    assert await looked_up(is_down=True) == "unknown", "silence tells nothing"
    assert await looked_up(is_down=False) == "created"

    # The next tap asks for the same page under the same key, and money that comes counts.
    assert (await anna.opens_payment(order)).intent_id == intent_id
    await town.settle(replace(anna.money(intent_id, order.total), provider="bank"))
    assert await shop.ask("SELECT status FROM orders") == "confirmed"


async def test_what_cannot_be_paid_is_refused(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna, boris = await shop.customer("Anna"), await shop.customer("Boris")
    paid, cash, cancelled = await anna.has_paid_for(tea), await anna.orders(tea, pay="cash"), await anna.orders(tea)
    await town.cancel_order.by_buyer(anna.actor, cancelled.order_id)

    for order, refusal in ((paid, AlreadyPaid), (cash, NotPayable), (cancelled, NotPayable)):
        with pytest.raises(refusal):
            await anna.opens_payment(order)
    with pytest.raises(NotFound):
        await boris.opens_payment(paid)


async def test_a_way_to_pay_that_was_switched_off_is_refused(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    shop.shop = replace(shop.shop, provider_secrets_cipher=None)

    with pytest.raises(MethodUnavailable):
        await anna.opens_payment(order)
    assert await shop.count("payment_intents") == 0


async def test_where_the_pay_message_stands_is_remembered_and_a_later_state_not_taken_back(town: Town) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)

    await town.start_payment.presented(anna.actor, started.intent_id, 42, 7)
    assert await shop.ask("SELECT state FROM payment_intents") == "presented"
    await town.settle(anna.money(started.intent_id, order.total))
    await town.start_payment.presented(anna.actor, started.intent_id, 42, 8)

    assert await shop.ask("SELECT state || message_id FROM payment_intents") == "captured8"
