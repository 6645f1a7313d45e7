"""Mini Apps: the signed launch data is what the client's own check accepts, and data comes back."""

import pytest
from aiogram.types import (
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    MenuButtonWebApp,
    ReplyKeyboardMarkup,
    WebAppInfo,
)
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiogram.utils.web_app_signature import check_webapp_signature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sandbox.driver import Opened, SandboxError
from sandbox.ed25519 import sign
from sandbox.webapp import signed
from tests.sandbox.conftest import ANN, BEN, SHOP, TOKEN, World

APP = "http://127.0.0.1:8080/"
PUBLIC = bytes.fromhex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8")


def test_the_published_vector_is_signed_alike() -> None:
    fields = {
        "auth_date": "1700000000", "query_id": "AAE1", "start_param": "ref_7",
        "user": '{"id":42,"first_name":"Ann","username":"ann","language_code":"ru"}',
    }  # fmt: skip
    full = signed("123456789:TEST-TOKEN-FOR-VECTORS", 123456789, fields)
    assert full["hash"] == "a4fc3fcb2d8d27d5a32b895fc302d40f655b356fca19496f6fb54bdbaa1608f3"
    assert full["signature"] == (
        "fTMESaXnaMrrT3QGBheN2WiIdYxImXJbAinSw4w_J1k9Y2pyuilE2HvtFDkZFRbRn93GVW4T-ilpnL_ADeGDAA"
    )


def test_our_ed25519_equals_the_library_one() -> None:
    seed = bytes(range(32))
    assert sign(seed, b"message") == Ed25519PrivateKey.from_private_bytes(seed).sign(b"message")


async def test_the_menu_button_opens_a_signed_app(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    await world.bot.set_chat_menu_button(menu_button=MenuButtonWebApp(text="Shop", web_app=WebAppInfo(url=APP)))
    opened = await world.driver.open_menu_app(ANN, SHOP)
    parsed = safe_parse_webapp_init_data(TOKEN, opened.init_data)
    assert parsed.user is not None
    assert (parsed.user.id, parsed.user.language_code) == (ANN, "en")
    assert parsed.query_id is not None
    assert check_webapp_signature(1001, opened.init_data, PUBLIC)
    assert opened.url.startswith(f"{APP}#tgWebAppData=")
    link = await world.driver.open_link(ANN, f"https://t.me/{SHOP}?startapp=p_7")
    assert safe_parse_webapp_init_data(TOKEN, link["init_data"]).start_param == "p_7"


async def test_an_app_answers_into_the_chat_once(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    opened = await world.driver.open_web_app(ANN, SHOP, APP)
    query = safe_parse_webapp_init_data(TOKEN, opened.init_data).query_id
    content = InputTextMessageContent(message_text="Ordered")
    result = InlineQueryResultArticle(id="1", title="Order", input_message_content=content)
    await world.bot.answer_web_app_query(str(query), result)
    seen = await world.driver.last_message(ANN, SHOP)
    assert (seen.text, seen.via) == ("Ordered", SHOP)


async def test_a_prepared_message_is_shared_with_a_friend(world: World) -> None:
    content = InputTextMessageContent(message_text="Look")
    result = InlineQueryResultArticle(id="1", title="Mug", input_message_content=content)
    prepared = await world.bot.save_prepared_inline_message(ANN, result, allow_user_chats=True)
    await world.driver.share_prepared(ANN, prepared.id, BEN)
    assert (await world.driver.last_message(BEN, ANN)).text == "Look"


async def test_a_reply_keyboard_app_has_no_identity_but_may_send_data(world: World) -> None:
    await world.driver.start(ANN, SHOP)
    rows = [[KeyboardButton(text="Form", web_app=WebAppInfo(url=APP))]]
    await world.bot.send_message(ANN, "Fill in", reply_markup=ReplyKeyboardMarkup(keyboard=rows))
    opened = await world.driver.press_reply_keyboard(ANN, SHOP, "Form")
    assert isinstance(opened, Opened)
    assert opened.init_data == ""
    await world.driver.send_web_app_data(ANN, opened.session, "42")
    heard = (await world.bot.get_updates())[-1].message
    assert heard is not None
    assert heard.web_app_data is not None
    assert (heard.web_app_data.data, heard.web_app_data.button_text) == ("42", "Form")
    inline = await world.driver.open_web_app(ANN, SHOP, APP)
    with pytest.raises(SandboxError, match="reply keyboard"):
        await world.driver.send_web_app_data(ANN, inline.session, "42")
