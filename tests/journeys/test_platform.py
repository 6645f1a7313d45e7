"""Several shops and bots in one process, opened from the chat."""

from sqlalchemy import text

from db.types.enums import Role
from tests.journeys.phone import Phone
from tests.journeys.stage import PLATFORM_OWNER, Scene, add_bot, new_phone


async def test_a_platform_owner_opens_a_shop_and_enters_it(scene: Scene) -> None:
    pavel = await platform_owner(scene)
    answer = await pavel.says("/newshop Лавка «Маяк»")
    assert "start=s_lavka-mayak" in answer.text
    await pavel.tap("Лавка «Маяк»")
    home = await pavel.screen("Лавка «Маяк»")
    assert "владелец" in home.text
    assert "lavka-mayak" in (await pavel.says("/shops")).text
    assert "/newshop Лавка" in (await pavel.says("/newshop")).text


async def platform_owner(scene: Scene) -> Phone:
    phone = await new_phone(scene.driver, "Павел", "ru", scene.bot, PLATFORM_OWNER, scene.anna.at_rest)
    await phone.start()
    return phone


async def test_an_owner_connects_a_bot_of_their_own_and_it_serves_the_shop_at_once(scene: Scene) -> None:
    olga = scene.olga
    await olga.start()
    token, username, _ = await add_bot(scene.running, scene.driver, "Своя лавка")
    answer = await olga.says(f"/connect {token}")
    assert f"@{username}" in answer.text
    assert not await olga.reads(token), "the message with the token is deleted"
    async with scene.town.uow.platform() as connection:
        kept = (await connection.execute(text("SELECT token_cipher FROM bots WHERE username = :u"),
                                         {"u": username})).scalar()  # fmt: skip
    assert kept is not None
    assert token.encode() not in bytes(kept)
    anna = await scene.phone("Анна-2", bot=username)
    home = await anna.start()
    assert "Лавка" in home.text
    found = await anna.says("зелёный чай")
    assert any("чай" in words for words in found.button_texts)


async def test_a_wrong_token_is_refused_and_still_deleted(scene: Scene) -> None:
    token = "7999999999:" + "A" * 35
    answer = await scene.olga.says(f"/connect {token}")
    assert "Telegram не знает такого токена" in answer.text
    assert not await scene.olga.reads(token)
    nonsense = await scene.olga.says("/connect hello")
    assert "токен" in nonsense.text
    await scene.driver.clear_calls()  # Telegram was asked about a wrong token on purpose


async def test_a_bot_that_serves_another_shop_is_not_taken(scene: Scene) -> None:
    other = await scene.town.shop()
    await other.hires(Role.MANAGER)
    async with scene.town.uow.platform() as connection:
        await connection.execute(text("UPDATE shops SET bot_id = :b WHERE id = :s"),
                                 {"b": scene.bot_id, "s": other.id})  # fmt: skip
    token, username, _ = await add_bot(scene.running, scene.driver)
    await scene.olga.says(f"/connect {token}")
    await scene.settled()
    olga = Phone(scene.driver, scene.olga.person, username, scene.anna.at_rest)
    await olga.start()
    answer = await olga.says(f"/connect {scene.token}")
    assert "другой магазин" in answer.text


async def test_a_token_typed_in_the_group_is_deleted_and_not_taken(scene: Scene) -> None:
    token, username, _ = await add_bot(scene.running, scene.driver)
    answer = await scene.staff.says(scene.olga, f"/connect@{scene.bot} {token}")
    assert "личном чате" in answer.text
    assert not [seen for seen in await scene.staff.messages() if token in seen.text]
    assert username not in answer.text


async def test_a_bot_added_to_a_group_offers_to_bring_the_orders_there(scene: Scene) -> None:
    group = -1_003_000_000_000 - scene.olga.person % 1000
    await scene.driver.add_group(group, "Новая группа", [scene.olga.person, scene.kirill.person], [scene.bot])
    await scene.driver.say(scene.olga.person, group, f"/start@{scene.bot}")
    await scene.driver.wait_for(scene.olga.person, group, button="Заказы")
    refused = await scene.driver.tap(scene.kirill.person, group, "Заказы")
    assert "не позволяет" in refused.text
    await scene.driver.tap(scene.olga.person, group, "Заказы")
    await scene.driver.wait_for(scene.olga.person, group, "приходят сюда")
    assert await scene.stall.ask("SELECT staff_chat_id FROM shops WHERE id = :id", id=scene.stall.id) == group


async def test_a_bot_whose_only_shop_moved_away_says_so(scene: Scene) -> None:
    token, _, _ = await add_bot(scene.running, scene.driver)
    await scene.olga.says(f"/connect {token}")
    await scene.settled()
    answer = await scene.anna.says("hello")
    assert "нет магазина" in answer.text
