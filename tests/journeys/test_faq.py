"""Ready answers: written by staff, given by the bot, handed over to a person."""

from tests.journeys.stage import Scene


async def with_delivery(scene: Scene) -> None:
    """The owner writes an answer about delivery."""
    olga = scene.olga
    await olga.says("/faq")
    await olga.tap("➕ Вопрос")
    await olga.sees("Какой вопрос задают?")
    assert "Пришлите ответ" in (await olga.says("Сколько стоит доставка?")).text
    entry = await olga.says("Курьер по городу – 300 ₽, от 5 000 ₽ бесплатно")
    await olga.tap("Слова 🇷🇺", entry.id)
    await olga.sees("через запятую")
    assert "курьер, привезти" in (await olga.says("доставка, курьер, привезти")).text


async def test_a_typed_question_is_answered_and_handed_over_to_a_person(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await with_delivery(scene)
    answer = await anna.says("а курьера сколько ждать?")
    assert "300 ₽" in answer.text
    await anna.tap("👎")
    await anna.sees("Жаль")
    await anna.tap("✍️ Написать в магазин")
    await anna.sees("Напишите, что передать")
    await anna.says("Мне в другой город")
    await scene.staff.sees("Мне в другой город")


async def test_words_that_find_goods_stay_a_search_and_others_find_an_answer(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await with_delivery(scene)
    assert any("чай" in text for text in (await anna.says("зелёный чай")).button_texts)
    assert "300 ₽" in (await anna.says("доставка")).text
    assert (await anna.says("абракадабра")).button("✍️ Написать в магазин")


async def test_help_lists_the_questions_in_both_languages(scene: Scene) -> None:
    anna, tom, olga = scene.anna, scene.tom, scene.olga
    await with_delivery(scene)
    await olga.tap("Вопрос 🇬🇧")
    await olga.says("How much is delivery?")
    await olga.tap("Ответ 🇬🇧")
    await olga.says("A courier is 300 roubles")
    shown = await tom.says("/help")
    assert "Frequent questions" in shown.text
    await tom.tap("How much is delivery?")
    await tom.sees("A courier is 300 roubles", button="👍 It helped")
    await tom.tap("👍")
    await tom.sees("Glad it helped")
    await anna.says("/help")
    await anna.tap("Сколько стоит доставка?")
    await anna.sees("300 ₽")


async def test_staff_try_what_would_be_answered_reorder_and_delete(scene: Scene) -> None:
    olga = scene.olga
    await with_delivery(scene)
    assert "300 ₽" in (await olga.says("/faq привезёте курьером?")).text
    assert "ответа нет" in (await olga.says("/faq сколько лет Кремлю")).text
    await olga.says("/faq")
    await olga.tap("Сколько стоит доставка?")
    await olga.tap("🗑")
    await olga.sees("Удалить вопрос")
    await olga.tap("Да, удалить")
    await olga.sees("Пока пусто")
    assert "не позволяет" in (await scene.oleg.says("/faq")).text


async def test_a_closed_shop_says_when_it_opens(scene: Scene) -> None:
    closed = '[[], [], [], [], [], [], [["00:00", "00:01"]]]'
    await scene.stall.tell(
        "UPDATE shops SET settings = settings || CAST(:hours AS jsonb) WHERE id = :id",
        hours=f'{{"hours": {closed}}}', id=scene.stall.id,
    )  # fmt: skip
    await scene.anna.start()
    assert "Сейчас мы отдыхаем и откроемся" in (await scene.anna.says("/support")).text
    assert "We are resting now and open" in (await scene.tom.says("/support Hello")).text
