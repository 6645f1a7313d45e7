"""A shop that moves to a bot of its own leaves the old bot behind in order."""

from sqlalchemy import text

from core.auth.identify import Identify, TelegramPerson
from core.kit.security.cipher import Cipher
from core.shops.open_shop import Bots, Shops
from tests.factories.town import Town


async def test_the_old_bot_shows_its_other_shop_or_none(town: Town) -> None:
    shops, old, new = Shops(town.uow), await town.bot(), await town.bot()
    moving, staying = await town.shop(), await town.shop()
    async with town.uow.platform() as connection:
        for shop in (moving, staying):
            await connection.execute(text("UPDATE shops SET bot_id = :bot WHERE id = :id"), {"bot": old, "id": shop.id})
        await connection.execute(
            text("UPDATE bots SET default_shop_id = :shop WHERE id = :bot"), {"shop": moving.id, "bot": old}
        )

    await shops.give_bot(moving.owner, new)

    identify = Identify(town.uow, frozenset())
    newcomer = TelegramPerson(900_100, "Nina")
    at_old, at_new = await identify(old, newcomer), await identify(new, newcomer)
    assert at_old.actor is not None
    assert at_new.actor is not None
    assert (at_old.actor.shop_id, at_new.actor.shop_id) == (staying.id, moving.id)


async def test_a_bot_sealed_with_another_key_stops_no_other(town: Town) -> None:
    before, now = Bots(town.uow, Cipher("a" * 40)), Bots(town.uow, Cipher("b" * 40))
    await before.save("7000000001:" + "A" * 35, 7_000_000_001, "old_bot", "Old")
    await now.save("7000000002:" + "B" * 35, 7_000_000_002, "new_bot", "New")

    assert [bot.username for bot in await now.active() if bot.username in ("old_bot", "new_bot")] == ["new_bot"]

    await now.save("7000000001:" + "A" * 35, 7_000_000_001, "old_bot", "Old")
    assert {"old_bot", "new_bot"} <= {bot.username for bot in await now.active()}
