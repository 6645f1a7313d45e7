"""Money counts for an order only through the bot it was placed in, or its shop's."""

import pytest
from sqlalchemy import text

from db.types.ids import BotId
from payments.errors import InvoiceUnknown
from payments.find_intent import FindIntent
from tests.factories.town import Town


async def test_another_bots_invoice_with_our_payload_is_unknown(town: Town) -> None:
    ours, theirs = await town.bot(), await town.bot()
    shop = await town.shop()
    tea = await shop.sells("TEA")
    anna = await shop.customer()
    order = await anna.orders(tea)
    started = await anna.opens_payment(order)
    async with town.uow.platform() as connection:
        await connection.execute(text("UPDATE shops SET bot_id = :bot WHERE id = :id"), {"bot": ours, "id": shop.id})
    find = FindIntent(town.uow)

    assert await find.shop_of(started.intent_id, ours) == shop.id
    with pytest.raises(InvoiceUnknown):
        await find.shop_of(started.intent_id, theirs)


async def test_no_payload_of_ours_names_no_shop(town: Town) -> None:
    with pytest.raises(InvoiceUnknown):
        await FindIntent(town.uow).shop_of(None, BotId(1))
