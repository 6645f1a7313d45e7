"""The unmodified client talks to the sandbox by long polling, and people see what it does."""

import asyncio

import aiohttp
import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramConflictError, TelegramUnauthorizedError
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from sandbox.driver import SandboxError, Seen
from tests.sandbox.conftest import ANN, BEN, SHOP, STAFF, Polling, World, client, png


def keyboard(*texts: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=t, callback_data=t)] for t in texts])


async def test_a_start_is_answered_and_a_button_edits_the_screen(world: World, polling: Polling) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> None:
        await message.answer(f"Hello <b>{command.args}</b>", parse_mode="HTML", reply_markup=keyboard("Catalogue"))

    @dispatcher.callback_query(F.data == "Catalogue")
    async def catalogue(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Tea, coffee", reply_markup=keyboard("Back"))
        await query.answer("Open", show_alert=True)

    async with polling(dispatcher):
        await world.driver.start(ANN, SHOP, "p_7")
        hello = await world.driver.wait_for(ANN, SHOP, "Hello", button="Catalogue")
        tapped = await world.driver.tap(ANN, SHOP, "Cat")
    assert hello.html == "Hello <b>p_7</b>"
    assert (tapped.text, tapped.alert, tapped.answered) == ("Open", True, True)
    screen = await world.driver.last_message(ANN, SHOP)
    assert (screen.id, screen.text, screen.buttons, screen.edits) == (hello.id, "Tea, coffee", (("Back",),), 1)
    assert await world.driver.violations() == []


async def test_a_missing_button_says_which_ones_are_visible(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    await world.bot.send_message(ANN, "Menu", reply_markup=keyboard("Cart", "Orders"))
    with pytest.raises(SandboxError, match="Cart, Orders"):
        await world.driver.tap(ANN, SHOP, "Pay")


async def test_an_unanswered_button_is_a_violation(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    await world.bot.send_message(ANN, "Menu", reply_markup=keyboard("Cart"))
    assert not (await world.driver.tap(ANN, SHOP, "Cart", timeout=0.05)).answered
    assert [item["kind"] for item in await world.driver.violations()] == ["unanswered_callback"]


async def test_updates_are_confirmed_by_offset_and_come_again_without_it(world: World) -> None:
    await world.driver.say(ANN, SHOP, "one")
    await world.driver.say(ANN, SHOP, "two")
    first = await world.bot.get_updates()
    again = await world.bot.get_updates()
    assert [u.update_id for u in first] == [u.update_id for u in again]
    assert first[1].update_id == first[0].update_id + 1
    assert await world.bot.get_updates(offset=first[-1].update_id + 1) == []
    assert await world.bot.get_updates() == []


async def test_allowed_updates_are_remembered(world: World) -> None:
    await world.bot.get_updates(allowed_updates=["callback_query"])
    await world.driver.say(ANN, SHOP, "unheard")
    assert await world.bot.get_updates() == []
    await world.bot.get_updates(allowed_updates=[])
    await world.driver.say(ANN, SHOP, "heard")
    assert [u.message.text for u in await world.bot.get_updates() if u.message] == ["heard"]


async def test_a_second_poller_ends_the_first_one(world: World) -> None:
    first = asyncio.create_task(world.bot.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    await world.bot.get_updates()
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first


async def test_updates_can_be_repeated_for_idempotence(world: World) -> None:
    await world.driver.duplicate_next_updates(1)
    await world.driver.say(ANN, SHOP, "twice")
    double = await world.bot.get_updates()
    assert len({u.update_id for u in double}) == 1
    assert len(double) == 2
    await world.bot.get_updates(offset=double[0].update_id + 1)
    await world.driver.redeliver(double[0].update_id)
    assert [u.update_id for u in await world.bot.get_updates(offset=double[0].update_id + 1)] == [double[0].update_id]


async def test_photos_albums_and_files_travel_both_ways(world: World) -> None:
    picture = png()
    await world.driver.start(ANN, SHOP)
    sent = await world.bot.send_photo(ANN, BufferedInputFile(picture, "a.png"), caption="<i>new</i>", parse_mode="HTML")
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == (64, 48)
    assert (await world.driver.last_message(ANN, SHOP)).html == "<i>new</i>"
    album = [InputMediaPhoto(media=BufferedInputFile(png(20, 20), f"{n}.png")) for n in range(3)]
    assert len({m.media_group_id for m in await world.bot.send_media_group(ANN, list(album))}) == 1
    await world.driver.send_photo(ANN, SHOP, picture, "broken?")
    await world.driver.send_document(ANN, SHOP, b"sku;stock", "stock.csv")
    photo, document = [u.message for u in (await world.bot.get_updates())[-2:]]
    assert photo is not None
    assert photo.photo is not None
    assert document is not None
    assert document.document is not None
    body = await world.bot.download(photo.photo[-1])
    assert body is not None
    assert body.read() == picture
    assert document.document.file_name == "stock.csv"


async def test_text_becomes_media_and_keyboards_vanish_when_not_repeated(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    screen = await world.bot.send_message(ANN, "Menu", reply_markup=keyboard("Cart"))
    media = InputMediaPhoto(media=BufferedInputFile(png(), "a.png"), caption="Mug")
    await world.bot.edit_message_media(media, chat_id=ANN, message_id=screen.message_id)
    seen = await world.driver.last_message(ANN, SHOP)
    assert seen.photo is not None
    assert (seen.text, seen.buttons) == ("Mug", ())


async def test_contacts_and_places_are_shared_by_the_reply_keyboard(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    rows = [
        [KeyboardButton(text="My phone", request_contact=True), KeyboardButton(text="Place", request_location=True)]
    ]
    asked = await world.bot.send_message(ANN, "Phone?", reply_markup=ReplyKeyboardMarkup(keyboard=rows))
    await world.driver.press_reply_keyboard(ANN, SHOP, "My phone")
    await world.driver.press_reply_keyboard(ANN, SHOP, "Place")
    await world.driver.share_contact(ANN, SHOP, contact_of=BEN)
    own, place, other = [u.message for u in (await world.bot.get_updates())[-3:]]
    assert own is not None
    assert own.contact is not None
    assert (own.contact.phone_number, own.contact.user_id) == ("79161234567", ANN)
    assert own.reply_to_message is not None
    assert own.reply_to_message.message_id == asked.message_id
    assert place is not None
    assert place.location is not None
    assert other is not None
    assert other.contact is not None
    assert other.contact.user_id == BEN


async def test_commands_follow_language_and_scope(world: World) -> None:
    await world.bot.set_my_commands([BotCommand(command="help", description="Help")])
    private = BotCommandScopeAllPrivateChats()
    await world.bot.set_my_commands([BotCommand(command="cart", description="Корзина")], private, "ru")
    assert [c["command"] for c in await world.driver.commands(SHOP, "ru")] == ["cart"]
    assert [c["command"] for c in await world.driver.commands(SHOP, "en")] == ["help"]
    assert (await world.bot.get_my_commands(private, "ru"))[0].description == "Корзина"


async def test_a_group_hears_replies_and_topics_keep_apart(world: World) -> None:
    await world.driver.add_group(STAFF, "Staff", [ANN, BEN], [SHOP], forum=True)
    topic = await world.bot.create_forum_topic(STAFF, "Orders")
    card = await world.bot.send_message(
        STAFF, "Order 7", message_thread_id=topic.message_thread_id, reply_markup=keyboard("Accept")
    )
    reply = await world.driver.say(BEN, STAFF, "mine", reply_to=card.message_id, thread=topic.message_thread_id)
    assert reply.thread == topic.message_thread_id
    heard = (await world.bot.get_updates())[-1].message
    assert heard is not None
    assert heard.reply_to_message is not None
    assert heard.reply_to_message.text == "Order 7"
    assert {m.user.id for m in await world.bot.get_chat_administrators(STAFF)} == {ANN, world.bot.id}
    assert (await world.bot.get_chat_member(STAFF, BEN)).status == "member"
    assert (await world.driver.last_message(ANN, STAFF)).text == "mine"


async def test_group_privacy_hides_small_talk_from_a_plain_member(world: World) -> None:
    await world.driver.add_group(STAFF, "Staff", [ANN, BEN], [SHOP], bots_are_admins=False)
    await world.driver.say(ANN, STAFF, "small talk")
    await world.driver.say(ANN, STAFF, "/stock")
    texts = [u.message.text for u in await world.bot.get_updates() if u.message]
    assert texts == ["/stock"]


async def test_inline_results_are_sent_via_the_bot_and_can_be_edited(world: World, polling: Polling) -> None:
    dispatcher = Dispatcher()
    edits: list[str] = []

    @dispatcher.inline_query()
    async def find(query: InlineQuery) -> None:
        content = InputTextMessageContent(message_text=f"Mug for {query.query}")
        article = InlineQueryResultArticle(
            id="1", title="Mug", input_message_content=content, reply_markup=keyboard("Buy")
        )
        await query.answer([article], cache_time=1, is_personal=True)

    @dispatcher.callback_query()
    async def buy(query: CallbackQuery, bot: Bot) -> None:
        assert query.inline_message_id is not None
        edits.append(query.inline_message_id)
        await bot.edit_message_text("Sold", inline_message_id=query.inline_message_id)
        await query.answer()

    async with polling(dispatcher):
        answer = await world.driver.inline_query(ANN, SHOP, "Ben", chat=BEN)
        sent = await world.driver.choose_inline_result(ANN, answer.query_id, "1", BEN)
        assert (sent.text, sent.via) == ("Mug for Ben", SHOP)
        await world.driver.tap(BEN, ANN, "Buy")
    assert edits
    assert (await world.driver.last_message(BEN, ANN)).text == "Sold"


async def test_a_deep_link_in_a_button_starts_the_bot(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    link = InlineKeyboardButton(text="Open", url=f"https://t.me/{SHOP}?start=p_9")
    await world.bot.send_message(ANN, "Look", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[link]]))
    tapped = await world.driver.tap(ANN, SHOP, "Open")
    assert tapped.kind == "url"
    started = (await world.bot.get_updates())[-1].message
    assert started is not None
    assert started.text == "/start p_9"


async def test_blocking_is_told_and_then_writing_is_forbidden(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    await world.driver.block(ANN, SHOP)
    change = (await world.bot.get_updates())[-1].my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "kicked"
    await world.driver.unblock(ANN, SHOP)
    assert (await world.bot.send_message(ANN, "welcome back")).chat.id == ANN


async def test_replies_forwards_and_deletions_are_seen(world: World) -> None:
    asked = await world.driver.say(ANN, SHOP, "price?")
    reply = ReplyParameters(message_id=asked.id)
    answer = await world.bot.send_message(ANN, "5", reply_parameters=reply)
    await world.driver.start(BEN, SHOP)
    copy = await world.bot.forward_message(BEN, ANN, answer.message_id)
    await world.bot.delete_message(ANN, answer.message_id)
    seen: list[Seen] = await world.driver.messages(ANN, SHOP, deleted=True)
    assert (seen[-1].reply_to, seen[-1].deleted) == (asked.id, True)
    assert copy.forward_origin is not None
    assert (await world.driver.last_message(BEN, SHOP)).forwarded


async def test_another_token_is_unauthorized(world: World) -> None:
    stranger = client(world.url, "77:unknown")
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
    await stranger.session.close()


async def test_other_sites_cannot_drive_the_people(world: World) -> None:
    async with aiohttp.ClientSession() as session:
        url, origin = f"{world.url}/sandbox/api/act/start", {"Origin": "http://127.0.0.1:8080"}
        async with session.post(url, json={"person": ANN, "bot": SHOP}, headers=origin) as answer:
            assert answer.status == 403
    assert await world.driver.messages(ANN, SHOP) == []
