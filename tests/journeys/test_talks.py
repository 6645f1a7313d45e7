"""Customers write to the shop and staff answer: both ways, with media, in both languages."""

from sandbox.driver import Seen
from tests.journeys.phone import Phone
from tests.journeys.shopping import buys, live_card, opens
from tests.journeys.stage import Scene, picture


async def in_group(scene: Scene, words: str, after: int = 0) -> Seen:
    return await scene.staff.sees(words, after=after)


async def replies(scene: Scene, who: Phone, text: str, to: Seen) -> None:
    """A member of staff answers in the group."""
    await scene.driver.say(who.person, scene.staff.chat, text, reply_to=to.id)


async def test_a_question_reaches_the_group_and_the_answer_the_customer(scene: Scene) -> None:
    anna, oleg = scene.anna, scene.oleg
    await anna.start()
    await anna.says("/support")
    assert "Передали" in (await anna.says("Есть ли у вас <пуэр>?")).text
    card = await in_group(scene, "Ждёт ответа")
    assert "общий вопрос" in card.text
    asked = await in_group(scene, "Есть ли у вас <пуэр>?")
    assert "Анна" in asked.text
    await replies(scene, oleg, "Да, приехал вчера", asked)
    got = await anna.sees("Да, приехал вчера", button="✍️ Ответить")
    assert "Лавка" in got.text
    await in_group(scene, "Ответ: Олег")
    await anna.tap("‹ Вернуться в магазин")
    await anna.sees("Вы вернулись")
    await replies(scene, oleg, "Отложить вам?", asked)
    await anna.sees("Отложить вам?")
    assert "продолжение разговора" in (await anna.says("Отложите мне один")).text
    await in_group(scene, "Отложите мне один")


async def test_about_an_order_in_english_by_the_cards_button(scene: Scene) -> None:
    tom = scene.tom
    await tom.start()
    await opens(tom, scene.tea)
    await tom.tap("⚡️ Buy now")
    await tom.tap("Pickup")
    await tom.shares_phone()
    await tom.tap("💳")
    await tom.tap("✅ Confirm")
    assert (await tom.pays()).ok
    await scene.settled()
    number = (await scene.order())["number"]
    await tom.tap("✍️ Ask about this order")
    await tom.sees(f"about order {number}")
    assert "Passed on" in (await tom.says("Please gift-wrap it")).text
    asked = await in_group(scene, "Please gift-wrap it")
    assert str(number) in asked.text
    await replies(scene, scene.oleg, "Gladly!", asked)
    await tom.sees("Gladly!", button="✍️ Answer")


async def test_a_reply_to_an_orders_card_is_a_message_to_its_buyer(scene: Scene) -> None:
    anna = scene.anna
    await buys(anna, scene.tea)
    await scene.settled()
    number = (await scene.order())["number"]
    card = await scene.staff.sees(f"{number}", button="📦 Собрать")
    await replies(scene, scene.oleg, "Соберём к вечеру", card)
    got = await anna.sees("Соберём к вечеру")
    assert f"заказ {number}" in got.text
    sent = await scene.driver.say(anna.person, anna.bot, "Спасибо!", reply_to=got.id)
    await anna.sees("передали", after=sent.id)
    await in_group(scene, "Спасибо!")


async def test_who_may_not_answer_is_not_passed_on(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/support Где вы?")
    asked = await in_group(scene, "Где вы?")
    await replies(scene, scene.kirill, "Это склад, я не знаю", asked)
    await scene.settled()
    assert not await anna.reads("я не знаю")
    assert "не позволяет" in (await scene.kirill.says("/talks")).text


async def test_photos_voices_and_files_go_both_ways(scene: Scene) -> None:
    anna, oleg = scene.anna, scene.oleg
    await anna.start()
    await anna.says("/support")
    sent = await scene.driver.send_photo(anna.person, anna.bot, picture("red"), "Скол на кружке")
    await anna.sees("Передали", after=sent.id)
    photo = await in_group(scene, "Скол на кружке")
    assert photo.photo
    await scene.driver.send_document(anna.person, anna.bot, b"%PDF", "bill.pdf", "Чек")
    await in_group(scene, "Чек")
    sticker = await scene.driver.send_sticker(anna.person, anna.bot)
    await anna.sees("Передали", after=sticker.id)
    await scene.settled()
    assert len(await scene.sends("copyMessage", scene.staff.chat)) == 3
    await scene.driver.send_photo(oleg.person, scene.staff.chat, picture("green"), "Вот новая", reply_to=photo.id)
    got = await anna.sees("Вот новая")
    assert got.photo


async def test_an_album_arrives_together_and_is_confirmed_once(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/support")
    before = len(await anna.from_bot())
    for colour in ("red", "green", "blue"):
        await scene.driver.send_photo(anna.person, anna.bot, picture(colour), album="a1")
    await scene.settled()
    assert len(await anna.from_bot()) == before + 1
    albums = [call for call in await scene.driver.calls("copyMessages") if call["bot_username"] == scene.bot]
    assert len(albums) == 1
    assert sum(bool(seen.photo) for seen in await scene.staff.messages()) == 3


async def test_an_edit_is_followed_on_the_other_side(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/support")
    sent = await anna.types("Привезите в 5")
    await in_group(scene, "Привезите в 5")
    await scene.driver.edit(anna.person, anna.bot, sent.id, "Привезите в 7")
    assert "исправлено" in (await in_group(scene, "Привезите в 7")).text


async def test_taken_closed_and_opened_again_by_the_next_word(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/support Вопрос")
    await in_group(scene, "Ждёт ответа")
    await scene.staff.tap(scene.oleg, "✋")
    await in_group(scene, "Ведёт: Олег")
    await scene.staff.tap(scene.oleg, "☑️")
    await in_group(scene, "Разговор закрыт")
    assert "Все вопросы закрыты" in (await scene.olga.says("/talks")).text
    await anna.says("И ещё вопрос")
    await in_group(scene, "Ждёт ответа")
    queue = await scene.olga.says("/talks")
    assert "ждут ответа: 1" in queue.text
    await scene.olga.tap("⏳")
    history = await scene.olga.screen("История: Анна")
    assert "Вопрос" in history.text
    assert "И ещё вопрос" in history.text


async def test_leaving_the_conversation_makes_typing_a_search_again(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/support")
    await anna.tap("‹ Вернуться в магазин")
    await anna.sees("Вы вернулись в магазин")
    assert any("чай" in text for text in (await anna.says("зелёный чай")).button_texts)
    assert await scene.stall.count("talk_messages") == 0


async def test_who_blocked_the_bot_is_told_of_to_whoever_wrote(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/support Вы работаете?")
    asked = await in_group(scene, "Вы работаете?")
    await scene.driver.block(anna.person, anna.bot)
    await replies(scene, scene.oleg, "Да!", asked)
    await in_group(scene, "Не доставлено: Анна")


async def test_without_a_group_the_team_answers_in_private(scene: Scene) -> None:
    anna, oleg = scene.anna, scene.oleg
    await scene.stall.tell("UPDATE shops SET staff_chat_id = NULL WHERE id = :id", id=scene.stall.id)
    for phone in (anna, oleg, scene.olga):
        await phone.start()
    await anna.says("/support Ау")
    asked = await oleg.sees("Ау")
    await scene.olga.sees("Ау")
    await scene.driver.say(oleg.person, oleg.bot, "Мы здесь", reply_to=asked.id)
    await oleg.sees("Передаём покупателю")
    await anna.sees("Мы здесь")


async def test_a_message_whose_answer_is_lost_is_not_sent_twice(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/support Первое")
    asked = await in_group(scene, "Первое")
    await scene.driver.call("faults", kind="drop_after", method="sendMessage", chat=str(anna.person))
    await replies(scene, scene.oleg, "Ответ один", asked)
    await in_group(scene, "не подтвердил доставку")
    await scene.settled()
    assert sum("Ответ один" in seen.text for seen in await anna.from_bot()) == 1


async def test_the_order_card_offers_to_write(scene: Scene) -> None:
    await buys(scene.anna, scene.tea)
    assert (await live_card(scene.anna)).button("✍️ Вопрос по заказу")


async def test_a_question_about_an_order_comes_to_its_topic(scene: Scene) -> None:
    members = [phone.person for phone in (scene.olga, scene.kirill, scene.oleg)]
    await scene.driver.add_group(scene.staff.chat, "Заказы", members, [scene.bot], forum=True)
    topics = "UPDATE shops SET settings = settings || CAST(:rule AS jsonb) WHERE id = :id"
    await scene.stall.tell(topics, rule='{"order_topics": true}', id=scene.stall.id)
    await buys(scene.anna, scene.tea)
    await scene.settled()
    await scene.anna.tap("✍️ Вопрос по заказу")
    await scene.anna.says("Когда приедет?")
    asked = await in_group(scene, "Когда приедет?")
    [topic] = (await scene.driver.calls("createForumTopic"))[-1:]
    sent = (await scene.sends("sendMessage", scene.staff.chat))[-1]
    assert sent["params"]["message_thread_id"], topic
    await replies(scene, scene.oleg, "Завтра", asked)
    await scene.anna.sees("Завтра", button="✍️ Ответить")
