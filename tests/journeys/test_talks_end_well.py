"""Conversations handed over, voices and videos, groups of several shops, votes and consent: in both languages."""

import pytest
from sqlalchemy import text

from bot.connect import Joining
from db.repositories import identity, shops
from db.types.enums import Role
from sandbox.driver import Seen
from tests.factories.town import Stall
from tests.journeys.phone import Phone
from tests.journeys.stage import Scene


def person(scene: Scene, who: Phone) -> str:
    """Whose id in the tables."""
    return f"(SELECT id FROM people WHERE telegram_id = {who.person})"


# ── handing over ─────────────────────────────────────────────────────────────────────────────────────────


async def test_a_conversation_is_handed_over_to_a_colleague(scene: Scene) -> None:
    await scene.anna.start()
    await scene.anna.says("/support Есть ли пуэр?")
    await scene.staff.tap(scene.oleg, "👤 Передать")
    asked = await scene.staff.sees("Кто будет вести", button="Ольга")
    assert not any("Кирилл" in button for button in asked.button_texts), "the stock keeper does not answer customers"
    await scene.staff.tap(scene.oleg, "Ольга")
    await scene.staff.sees("Ведёт: Ольга", button="👤 Передать")
    assert await scene.stall.ask(f"SELECT count(*) FROM talks WHERE assigned_to = {person(scene, scene.olga)}") == 1


async def test_in_english_from_the_queue_and_back_without_a_choice(scene: Scene) -> None:
    olga = scene.olga
    await olga.says("/language")
    await olga.tap("🇬🇧")
    await scene.tom.start()
    await scene.tom.says("/support Do you ship abroad?")
    await scene.settled()
    await olga.says("/talks")
    await olga.taps_through("⏳", "‹ Back", "👤 Hand over")
    await olga.screen("Who looks after", button="Олег")
    await olga.tap("‹ Back")
    await olga.screen("Tom", button="👤 Hand over")
    await olga.taps_through("👤 Hand over", "Олег")
    await olga.screen("Looked after by Олег")


async def test_who_may_not_answer_hands_nothing_over(scene: Scene) -> None:
    await scene.anna.start()
    await scene.anna.says("/support Вопрос")
    card = await scene.staff.sees("Ждёт ответа", button="👤 Передать")
    pressed = await scene.driver.tap(scene.kirill.person, scene.staff.chat, "👤 Передать", card.id)
    assert "не позволяет" in pressed.text


# ── a group of several shops ─────────────────────────────────────────────────────────────────────────────


async def second_shop(scene: Scene) -> Stall:
    """Another shop behind the same bot, whose cards come to the same group, and in whose team Oleg is too."""
    other = await scene.town.shop()
    async with scene.town.uow.platform() as connection:
        await shops.move_to_bot(connection, other.id, scene.bot_id)
    async with scene.town.uow(other.id) as tx:
        await shops.set_staff_chat(tx.connection, other.id, scene.staff.chat)
        oleg = await tx.connection.execute(
            text("SELECT id FROM people WHERE telegram_id = :t"), {"t": scene.oleg.person}
        )
        await identity.set_role(tx.connection, other.id, oleg.scalar_one(), Role.OPERATOR)
    await (await scene.app.container.get(Joining)).refresh()
    return other


@pytest.mark.parametrize("answer", ["✋", "☑️", "📜"])
async def test_buttons_of_a_card_are_of_its_own_shop_not_of_the_oldest(scene: Scene, answer: str) -> None:
    other = await second_shop(scene)
    vera = scene.vera
    await vera.start(f"s_{other.shop.slug}")
    await vera.says("/support Вопрос второй лавке")
    await scene.staff.tap(scene.oleg, answer)
    await scene.settled()
    assert await scene.stall.count("talks") == 0
    if answer == "📜":
        await scene.staff.sees("Вопрос второй лавке", button="‹")
    else:
        changed = "assigned_to IS NOT NULL" if answer == "✋" else "state = 'closed'"
        assert await other.ask(f"SELECT count(*) FROM talks WHERE {changed}") == 1


# ── voices and videos ────────────────────────────────────────────────────────────────────────────────────


def sounds(seen: Seen, kind: str) -> bool:
    return kind in seen.raw["content"]


async def test_a_voice_goes_both_ways(scene: Scene) -> None:
    anna = scene.anna
    await anna.start()
    await anna.says("/support")
    sent = await scene.driver.send_voice(anna.person, anna.bot)
    assert "Передали" in (await anna.sees(after=sent.id)).text
    await scene.settled()
    [copied] = [seen for seen in await scene.staff.messages() if sounds(seen, "voice")]
    await scene.driver.send_voice(scene.oleg.person, scene.staff.chat, reply_to=copied.id)
    await scene.settled()
    assert [seen.sender_kind for seen in await anna.messages() if sounds(seen, "voice")] == ["person", "bot"]
    kinds = "SELECT string_agg(kind, ' ' ORDER BY id) FROM talk_messages"
    assert await scene.stall.ask(kinds) == "voice voice"


async def test_a_video_with_words_goes_both_ways_in_english(scene: Scene) -> None:
    tom = scene.tom
    await tom.start()
    await tom.says("/support")
    sent = await scene.driver.send_video(tom.person, tom.bot, "It leaks here")
    assert "Passed on" in (await tom.sees(after=sent.id)).text
    copied = await scene.staff.sees("It leaks here")
    assert sounds(copied, "video")
    await scene.driver.send_video(scene.oleg.person, scene.staff.chat, "Turn the lid", reply_to=copied.id)
    assert sounds(await tom.sees("Turn the lid"), "video")
    assert await scene.stall.ask("SELECT string_agg(kind, ' ') FROM talk_messages") == "video video"


# ── votes and consent ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("who", "helped", "thanks"), [("anna", "👍", "Рады"), ("tom", "👍", "Glad")])
async def test_a_vote_counts_once_however_often_it_is_tapped(scene: Scene, who: str, helped: str, thanks: str) -> None:
    phone, olga = getattr(scene, who), scene.olga
    await olga.says("/faq")
    await olga.tap("➕ Вопрос")
    await olga.says("Сколько стоит доставка?")
    await olga.says("300 ₽")
    for _ in range(3):
        await phone.says("/help")
        await phone.tap("Сколько стоит доставка?")
        await phone.tap(helped)
        await phone.sees(thanks)
    assert await scene.stall.ask("SELECT helped FROM faq_entries") == 1


@pytest.mark.parametrize(
    ("who", "yes", "no", "on"),
    [("anna", "🔔 Да, пишите", "Нет, спасибо", "✅ Новости"), ("tom", "🔔 Yes, please", "No, thank you", "✅ News")],
)
async def test_consent_to_news_is_asked_once_and_kept_with_its_words(
    scene: Scene, who: str, yes: str, no: str, on: str
) -> None:
    phone = getattr(scene, who)
    menu = await phone.start()
    assert menu.button(yes)
    assert menu.button(no)
    assert (await phone.start()).button(yes) is None, "asked once"
    await phone.tap(yes, menu.id)
    await phone.sees(button=on)
    kept = "SELECT count(*) FROM consents WHERE agreed AND length(wording) > 40 AND answered_at IS NOT NULL"
    assert await scene.stall.ask(kept) == 1


async def test_without_consent_no_news_but_news_of_orders(scene: Scene) -> None:
    await scene.anna.start()
    await scene.anna.tap("Нет, спасибо")
    await scene.vera.start()  # asked, and said nothing
    draft = await scene.olga.says("/broadcast Скидки!")
    assert "0 человек" in draft.text


async def test_the_rule_is_switched_off_with_a_warning(scene: Scene) -> None:
    olga = scene.olga
    warned = await olga.says("/rules согласие нет")
    assert "38-ФЗ" in warned.text
    assert "/rules consent on" in warned.text
    assert (await scene.anna.start()).button("🔔 Да") is None
    assert "2 человека" in (await olga.says("/broadcast Скидки!")).text
    assert "38-ФЗ" not in (await olga.says("/rules consent on")).text
