"""What Telegram refuses, the sandbox refuses, in the same words."""

from typing import Any

import aiohttp
import pytest

from tests.sandbox.conftest import ANN, BEN, SHOP, STAFF, TOKEN, World, png

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def say(**more: Any) -> dict[str, Any]:
    return {"chat_id": ANN, "text": "hi", **more}


def button(**fields: Any) -> dict[str, Any]:
    return say(reply_markup=keys({"text": "x", **fields}))


def invoice(**more: Any) -> dict[str, Any]:
    terms: dict[str, Any] = {
        "chat_id": ANN, "title": "Mug", "description": "A mug", "payload": "order:1", "currency": "RUB",
        "provider_token": "1:TEST:a", "prices": [{"label": "Mug", "amount": 10000}],
    }  # fmt: skip
    return {**terms, **more}


def stars(amount: int, **more: Any) -> dict[str, Any]:
    return invoice(currency="XTR", provider_token="", prices=[{"label": "Key", "amount": amount}], **more)


REFUSED: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("an unknown method", "sendJoke", {}, 404, "Not Found: method not found"),
    ("an unknown parameter", "sendMessage", say(colour="red"), 400,
     "Bad Request: unknown parameter colour of sendMessage"),
    ("no chat", "sendMessage", {"text": "x"}, 400, "Bad Request: chat_id is empty"),
    ("an unknown chat", "sendMessage", say(chat_id=999), 400, "Bad Request: chat not found"),
    ("a person of a shared group who never started", "sendMessage", say(chat_id=BEN), 403,
     "Forbidden: bot can't initiate conversation with a user"),
    ("no text", "sendMessage", {"chat_id": ANN}, 400, "Bad Request: message text is empty"),
    ("only spaces", "sendMessage", say(text="  \n "), 400, "Bad Request: text must be non-empty"),
    ("4097 characters", "sendMessage", say(text="я" * 4097), 400, "Bad Request: message is too long"),
    ("a stray <", "sendMessage", say(text="2 < 3 b", parse_mode="HTML"), 400,
     'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ("a < at the end", "sendMessage", say(text="I <3", parse_mode="HTML"), 400,
     "Bad Request: can't parse entities: Unclosed start tag at byte offset 2"),
    ("an unsupported tag", "sendMessage", say(text="<h1>x</h1>", parse_mode="HTML"), 400,
     'Bad Request: can\'t parse entities: Unsupported start tag "h1" at byte offset 0'),
    ("an unclosed tag", "sendMessage", say(text="<b>x", parse_mode="HTML"), 400,
     'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
    ("crossed tags", "sendMessage", say(text="<b><i>x</b></i>", parse_mode="HTML"), 400,
     'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("a reserved character", "sendMessage", say(text="1.5", parse_mode="MarkdownV2"), 400,
     "Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("callback data of 65 bytes", "sendMessage", button(callback_data="я" * 32 + "x"), 400,
     "Bad Request: BUTTON_DATA_INVALID"),
    ("two actions", "sendMessage", button(callback_data="a", url="https://a.b"), 400,
     "Bad Request: BUTTON_TYPE_INVALID"),
    ("no action", "sendMessage", button(), 400,
     "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ("a host without a dot", "sendMessage", button(url="http://localhost/x"), 400,
     "Bad Request: inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL"),
    ("a Mini App without TLS", "sendMessage", button(web_app={"url": "http://shop.example"}), 400,
     "Bad Request: inline keyboard button Web App URL 'http://shop.example' is invalid: Only HTTPS links are allowed"),
    ("a Mini App in a group", "sendMessage",
     {**button(web_app={"url": "https://shop.example"}), "chat_id": STAFF}, 400, "Bad Request: BUTTON_TYPE_INVALID"),
    ("pay on a plain message", "sendMessage", button(pay=True), 400, "Bad Request: BUTTON_TYPE_INVALID"),
    ("9 buttons in a row", "sendMessage", say(reply_markup=keys(*[{"text": "x", "callback_data": "x"}] * 9)), 400,
     "Bad Request: reply markup is too long"),
    ("a contact button in a group", "sendMessage",
     say(chat_id=STAFF, reply_markup={"keyboard": [[{"text": "x", "request_contact": True}]]}), 400,
     "Bad Request: phone number can be requested in private chats only"),
    ("a reply to nothing", "sendMessage", say(reply_parameters={"message_id": 77}), 400,
     "Bad Request: message to be replied not found"),
    ("a topic that is not there", "sendMessage", say(chat_id=STAFF, message_thread_id=7), 400,
     "Bad Request: message thread not found"),
    ("editing nothing", "editMessageText", say(message_id=77), 400, "Bad Request: message to edit not found"),
    ("deleting nothing", "deleteMessage", {"chat_id": ANN, "message_id": 77}, 400,
     "Bad Request: message to delete not found"),
    ("copying nothing", "copyMessage", {"chat_id": ANN, "from_chat_id": ANN, "message_id": 77}, 400,
     "Bad Request: message to copy not found"),
    ("a stale callback", "answerCallbackQuery", {"callback_query_id": "1"}, 400, TOO_OLD),
    ("a stale pre-checkout", "answerPreCheckoutQuery", {"pre_checkout_query_id": "1", "ok": True}, 400, TOO_OLD),
    ("a file that is not there", "sendPhoto", {"chat_id": ANN, "photo": "AgACnope"}, 400,
     "Bad Request: wrong file identifier/HTTP URL specified"),
    ("an album of one", "sendMediaGroup", {"chat_id": ANN, "media": [{"type": "photo", "media": "x"}]}, 400,
     "Bad Request: wrong number of messages in the album: from 2 to 10 are expected"),
    ("a command in capitals", "setMyCommands", {"commands": [{"command": "Help", "description": "x"}]}, 400,
     "Bad Request: BOT_COMMAND_INVALID"),
    ("a long name", "setMyName", {"name": "x" * 65}, 400, "Bad Request: name is too long"),
    ("a title of 33 characters", "sendInvoice", invoice(title="x" * 33), 400, "Bad Request: INVOICE_TITLE_INVALID"),
    ("a payload of 129 bytes", "sendInvoice", invoice(payload="я" * 65), 400, "Bad Request: INVOICE_PAYLOAD_INVALID"),
    ("no prices", "sendInvoice", invoice(prices=[]), 400, "Bad Request: there must be at least one price"),
    ("a price of one kopeck", "sendInvoice", invoice(prices=[{"label": "x", "amount": 1}]), 400,
     "Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID"),
    ("an unknown currency", "sendInvoice", invoice(currency="GOLD"), 400, "Bad Request: CURRENCY_INVALID"),
    ("a bad provider token", "sendInvoice", invoice(provider_token="x"), 400, "Bad Request: PAYMENT_PROVIDER_INVALID"),
    ("five tips", "sendInvoice", invoice(max_tip_amount=9, suggested_tip_amounts=[1, 2, 3, 4, 5]), 400,
     "Bad Request: there can be at most 4 suggested tip amounts"),
    ("Stars with a provider", "sendInvoice", stars(5) | {"provider_token": "1:TEST:a"}, 400,
     "Bad Request: PAYMENT_PROVIDER_INVALID"),
    ("Stars with two prices", "sendInvoice", stars(5) | {"prices": [{"label": "a", "amount": 1}] * 2}, 400,
     "Bad Request: PRICES_TOO_MANY"),
    ("a year's subscription", "createInvoiceLink", {**stars(5, subscription_period=31536000), "chat_id": None}, 400,
     "Bad Request: SUBSCRIPTION_PERIOD_INVALID"),
    ("a bad secret", "setWebhook", {"url": "http://127.0.0.1:1/x", "secret_token": "a b"}, 400,
     "Bad Request: secret token contains unallowed characters"),
    ("a webhook without TLS elsewhere", "setWebhook", {"url": "http://shop.example/x"}, 400,
     "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
    ("a webhook on port 8000", "setWebhook", {"url": "https://shop.example:8000/x"}, 400,
     "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ("a refund of nothing", "refundStarPayment", {"user_id": ANN, "telegram_payment_charge_id": "x"}, 400,
     "Bad Request: CHARGE_NOT_FOUND"),
]  # fmt: skip


async def ask(world: World, method: str, fields: dict[str, Any]) -> tuple[int, str, Any]:
    body = {name: value for name, value in fields.items() if value is not None}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{world.url}/bot{TOKEN}/{method}", json=body) as answer,
    ):
        result = await answer.json()
        return answer.status, result.get("description", ""), result.get("result")


@pytest.fixture
async def strict(world: World) -> World:
    await world.driver.add_group(STAFF, "Staff", [ANN, BEN], [SHOP])
    await world.driver.start(ANN, SHOP)
    return world


@pytest.mark.parametrize(("method", "fields", "status", "text"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
async def test_telegram_refuses(strict: World, method: str, fields: dict[str, Any], status: int, text: str) -> None:
    answer = await ask(strict, method, fields)
    assert answer[:2] == (status, text)
    assert (await strict.driver.violations())[0]["description"] == text


ALLOWED: list[tuple[str, str, dict[str, Any]]] = [
    ("4096 characters after parsing", "sendMessage", say(text=f"<b>{'я' * 4096}</b>", parse_mode="HTML")),
    ("64 bytes of callback data", "sendMessage", button(callback_data="я" * 32)),
    ("escaped user text", "sendMessage", say(text="a &lt; b &amp; <code>c</code>", parse_mode="HTML")),
    ("a Mini App on this machine", "sendMessage", button(web_app={"url": "http://127.0.0.1:8080/"})),
    ("a disabled button", "sendMessage", button(disabled={})),
    ("a method in small letters", "sendmessage", say()),
]  # fmt: skip


@pytest.mark.parametrize(("method", "fields"), [r[1:] for r in ALLOWED], ids=[r[0] for r in ALLOWED])
async def test_telegram_allows(strict: World, method: str, fields: dict[str, Any]) -> None:
    assert (await ask(strict, method, fields))[:2] == (200, "")


async def test_an_edit_to_the_same_content_is_refused(strict: World) -> None:
    same = button(callback_data="a")
    _, _, sent = await ask(strict, "sendMessage", same)
    assert await ask(strict, "editMessageText", {**same, "message_id": sent["message_id"]}) == (400, NOT_MODIFIED, None)
    assert await strict.driver.violations() == []


async def test_a_photo_has_a_caption_and_no_text(strict: World) -> None:
    await strict.driver.send_photo(ANN, SHOP, png())
    photo = (await strict.driver.last_message(ANN, SHOP)).photo
    _, _, sent = await ask(strict, "sendPhoto", {"chat_id": ANN, "photo": photo})
    where = {"chat_id": ANN, "message_id": sent["message_id"]}
    assert (await ask(strict, "editMessageText", {**where, "text": "x"}))[
        1
    ] == "Bad Request: there is no text in the message to edit"
    long = await ask(strict, "editMessageCaption", {**where, "caption": "x" * 1025})
    assert long[1] == "Bad Request: message caption is too long"
    assert (await ask(strict, "editMessageCaption", {**where, "caption": "x"}))[0] == 200


async def test_a_message_with_a_reply_keyboard_or_of_a_person_cannot_be_edited(strict: World) -> None:
    _, _, sent = await ask(strict, "sendMessage", say(reply_markup={"keyboard": [["a"]]}))
    for number in (sent["message_id"], (await strict.driver.say(ANN, SHOP, "mine")).id):
        edit = await ask(strict, "editMessageText", say(text="new", message_id=number))
        assert edit[1] == "Bad Request: message can't be edited"


async def test_an_invoice_cannot_be_copied_and_a_blocked_bot_cannot_write(strict: World) -> None:
    _, _, sent = await ask(strict, "sendInvoice", invoice())
    copy = {"chat_id": ANN, "from_chat_id": ANN, "message_id": sent["message_id"]}
    assert (await ask(strict, "copyMessage", copy))[1] == "Bad Request: message can't be copied"
    await strict.driver.block(ANN, SHOP)
    assert (await ask(strict, "sendMessage", say()))[:2] == (403, "Forbidden: bot was blocked by the user")
