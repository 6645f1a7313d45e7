"""Opening shops and keeping their bots."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from core.kit.errors import Conflict, Forbidden, NotFound
from core.kit.refusals import SlugTaken
from core.kit.security.cipher import Cipher
from core.shops.errors import BadToken
from core.shops.open_shop import Bots, Shops, slug_of, telegram_id_of
from db.types.enums import BotStatus, Role
from tests.factories.town import Town


async def test_a_platform_owner_opens_shops_under_different_addresses(town: Town) -> None:
    shop = await town.shop()
    shops, bot_id = Shops(town.uow), await town.bot()
    owner = replace(shop.owner, platform_owner=True)

    opened = [await shops.open_for(owner, "Лавка «Маяк»", bot_id, "RUB", f"update {n}") for n in range(2)]

    assert opened[0][1] == "lavka-mayak"
    assert opened[1][1].startswith("lavka-mayak-")
    assert [one.id for one in await shops.of_bot(bot_id)] == [shop_id for shop_id, _ in opened]
    assert (await shops.by_slug("lavka-mayak")).id == opened[0][0]
    with pytest.raises(Forbidden):
        await shops.open_for(shop.owner, "Other", bot_id, "RUB", "update 1")
    with pytest.raises(Forbidden):
        await shops.all_for(shop.owner)


async def test_an_address_that_is_taken_leaves_no_half_made_shop(town: Town) -> None:
    shop = await town.shop()
    shops = Shops(town.uow)

    with pytest.raises(SlugTaken):
        await shops.open(
            title={"en": "Twin"}, slug=shop.shop.slug, currency="RUB", owner_id=shop.owner.person_id, bot_id=None
        )
    async with town.uow.platform() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM staff"))).scalar_one() == 1


async def test_a_bots_first_shop_is_where_newcomers_go(town: Town) -> None:
    shops, bot_id = Shops(town.uow), await town.bot()
    owner_id, _ = await town.person("Olga")
    made = [
        await shops.open(title={"en": "S"}, slug=f"shop-of-bot-{n}", currency="RUB", owner_id=owner_id, bot_id=bot_id)
        for n in range(2)
    ]

    async with town.uow.platform() as connection:
        found = await connection.execute(text("SELECT default_shop_id FROM bots WHERE id = :id"), {"id": bot_id})
        assert found.scalar_one() == made[0]


async def test_a_shop_moves_to_its_own_bot_unless_that_serves_others(town: Town) -> None:
    one, other = await town.shop(), await town.shop()
    shops, bot_id = Shops(town.uow), await town.bot()

    await shops.give_bot(one.owner, bot_id)
    with pytest.raises(Conflict):
        await shops.give_bot(other.owner, bot_id)
    with pytest.raises(Forbidden):
        await shops.give_bot(await one.hires(Role.MANAGER), bot_id)
    assert [shop.id for shop in await shops.of_bot(bot_id)] == [one.id]


async def test_a_bots_token_is_encrypted_at_rest_and_its_address_is_made_once(town: Town) -> None:
    bots = Bots(town.uow, Cipher("k" * 32))
    first = await bots.save("123456:secret-of-the-bot", 123456, "shop_bot", "Shop")
    [served] = await bots.active()
    again = await bots.save("123456:another-secret", 123456, "shop_bot", "Shop")
    [renewed] = await bots.active()

    assert first == again
    assert (served.token, renewed.token) == ("123456:secret-of-the-bot", "123456:another-secret")
    assert (served.webhook_path, served.webhook_secret) == (renewed.webhook_path, renewed.webhook_secret)
    assert "secret" not in repr(served).replace("webhook_secret", "")
    async with town.uow.platform() as connection:
        stored = (await connection.execute(text("SELECT token_cipher FROM bots"))).scalar_one()
    assert b"another-secret" not in bytes(stored)
    await bots.stop(first, BotStatus.DISABLED)
    assert await bots.active() == []


@pytest.mark.parametrize(
    ("title", "slug"), [("Лавка «Маяк»", "lavka-mayak"), ("Tea & Co", "tea-co"), ("Щёлк ЪЬ", "schelk")]
)
def test_an_address_is_proposed_from_the_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_title_without_letters_gets_some_address() -> None:
    assert slug_of("☕").startswith("shop-")


@pytest.mark.parametrize("token", ["", "abc", "12:short", "123456789", "123456789:" + "a" * 10])
def test_what_is_not_a_token_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        telegram_id_of(token)


async def test_a_shop_that_is_not_there_is_not_found(town: Town) -> None:
    with pytest.raises(NotFound):
        await Shops(town.uow).by_slug("nowhere")
