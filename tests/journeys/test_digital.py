"""Digital goods in the chat: put on sale, paid in Stars, delivered at once, seen again, given back."""

import pytest
from sqlalchemy import text

from core.kit.errors import NotFound
from core.orders.open_goods import OpenGoods
from db.types.enums import StockVerdict
from db.types.ids import encode_id
from payments.refund_payment import RefundPayment
from sandbox.driver import Seen
from tests.factories.town import Goods
from tests.journeys.phone import Phone
from tests.journeys.shopping import state
from tests.journeys.stage import Scene, actor_of, put_up

KEYS = ["AAAA-BBBB-0001", "AAAA-BBBB-0002"]


async def product(scene: Scene, sku: str, ru: str, en: str) -> Goods:
    return (await put_up(scene.stall, sku, {"ru": ru, "en": en}, 100_00, stock_of=0))[0]


async def put_on_sale(scene: Scene, sku: str, kind: str, stars: int = 50) -> None:
    """The owner says what it is and what it costs."""
    assert "теперь продаётся" in (await scene.olga.says(f"/kind {sku} {kind}")).text
    await scene.olga.says(f"/rate {sku} {stars} XTR")


async def sells_keys(scene: Scene) -> Goods:
    game = await product(scene, "GAME", "Игра", "Game")
    await put_on_sale(scene, "GAME", "keys")
    added = await scene.olga.says("/keys GAME\n" + "\n".join(KEYS))
    assert "2 новых ключа" in added.text
    return game


async def orders(phone: Phone, goods: Goods, buy: str, confirm: str) -> None:
    await phone.start(f"p_{encode_id(goods.product_id)}")
    await phone.tap(buy)
    await phone.tap(confirm)


async def buys(scene: Scene, phone: Phone, goods: Goods, *, english: bool = False) -> None:
    await orders(phone, goods, *(("⚡️ Buy", "✅ Confirm") if english else ("⚡️ Купить", "✅ Подтвердить")))
    paid = await phone.pays()
    assert paid.ok, paid.error
    assert paid.currency == "XTR"
    await scene.becomes("delivered")


async def rich(scene: Scene, name: str, language: str) -> Phone:
    phone = await scene.phone(name, language)
    await scene.driver.add_person(phone.person, name, username=f"p{phone.person}", language_code=language, stars=500)
    return phone


async def test_keys_are_bought_with_stars_and_seen_again(scene: Scene) -> None:
    game = await sells_keys(scene)
    anna = await rich(scene, "Анна", "ru")

    await buys(scene, anna, game)

    goods = await anna.sees("ваша покупка")
    assert KEYS[0] in goods.text
    assert KEYS[1] not in goods.text
    card = await anna.sees("Оплачен", button="🎁 Показать ещё раз")
    assert "50" in card.text
    again = await anna.tap("🎁 Показать ещё раз", card.id)
    assert "ещё раз" in again.text
    second = await anna.sees("ваша покупка", after=goods.id)
    assert KEYS[0] in second.text
    assert not any(KEYS[0] in seen.text for seen in await scene.staff.messages())


async def test_in_english_too(scene: Scene) -> None:
    game = await sells_keys(scene)
    tom = await rich(scene, "Tom", "en")

    await buys(scene, tom, game, english=True)

    assert KEYS[0] in (await tom.sees("here is your purchase")).text
    card = await tom.sees(button="🎁 Show again")
    assert "Sent again" in (await tom.tap("🎁 Show again", card.id)).text


async def test_the_staffs_message_with_keys_is_gone_and_nothing_rests_in_plain(scene: Scene) -> None:
    game = await sells_keys(scene)
    assert not any(KEYS[0] in seen.text for seen in await scene.olga.messages())
    anna = await rich(scene, "Анна", "ru")
    await buys(scene, anna, game)

    async with scene.town.uow.platform() as connection:
        for table in ("inbox", "outbox", "event_deliveries", "notifications", "order_journal", "audit_log"):
            dump = (await connection.execute(text(f"SELECT string_agg(t::text, ' ') FROM {table} t"))).scalar() or ""
            assert not any(key in dump for key in KEYS), table


async def test_a_stranger_opens_nobodys_goods(scene: Scene) -> None:
    game = await sells_keys(scene)
    anna = await rich(scene, "Анна", "ru")
    await buys(scene, anna, game)
    card = await anna.sees(button="🎁 Показать ещё раз")
    data = next(
        button["callback_data"]
        for row in card.raw["markup"]["inline_keyboard"]
        for button in row
        if "Показать" in button["text"]
    )
    assert data.startswith("mg:")
    opened = await scene.app.container.get(OpenGoods)
    await scene.vera.start()
    with pytest.raises(NotFound):
        await opened.of_mine(await actor_of(scene, scene.vera), (await scene.order())["id"])


async def test_a_file_comes_as_a_document_and_a_text_is_protected(scene: Scene) -> None:
    book = await product(scene, "BOOK", "Книга", "Book")
    note = await product(scene, "NOTE", "Записка", "Note")
    await put_on_sale(scene, "BOOK", "файл")
    await put_on_sale(scene, "NOTE", "текст")
    sent = await scene.driver.send_document(
        scene.olga.person, scene.bot, b"%PDF-book", "book.pdf", caption="/digital BOOK"
    )
    assert "book.pdf" in (await scene.olga.sees(after=sent.id)).text
    assert "этот текст" in (await scene.olga.says("/digital NOTE Код двери 4711")).text
    anna = await rich(scene, "Анна", "ru")

    await buys(scene, anna, book)
    await buys(scene, anna, note)

    files = await scene.sends("sendDocument", anna.person)
    assert len(files) == 1
    said = await anna.sees("Код двери 4711")
    assert said.text
    texts = [call for call in await scene.sends("sendMessage", anna.person) if "4711" in str(call["params"])]
    assert texts[0]["params"]["protect_content"] in (True, "true")


async def test_commands_say_how_they_are_used(scene: Scene) -> None:
    await product(scene, "GAME", "Игра", "Game")
    assert "/kind АРТИКУЛ" in (await scene.olga.says("/kind")).text
    assert "каждый с новой строки" in (await scene.olga.says("/keys")).text
    assert "Пришлите то" in (await scene.olga.says("/digital GAME")).text
    assert "/kind GAME keys" in (await scene.olga.says("/keys GAME\nAAAA")).text
    assert "Остаток GAME" not in (await scene.olga.says("/stock GAME 5")).text
    await put_on_sale(scene, "GAME", "keys")
    assert "число ключей" in (await scene.olga.says("/stock GAME 7")).text
    group = await scene.staff.says(scene.olga, "/keys GAME\nAAAA")
    assert "личный чат" in group.text


async def test_keys_come_from_a_text_file_too(scene: Scene) -> None:
    await product(scene, "GAME", "Игра", "Game")
    await put_on_sale(scene, "GAME", "keys")

    sent = await scene.driver.send_document(
        scene.olga.person, scene.bot, "\n".join([*KEYS, KEYS[0]]).encode(), "keys.txt", caption="/keys GAME"
    )

    assert "2 новых ключа" in (await scene.olga.sees(after=sent.id)).text
    assert await scene.stall.ask("SELECT count(*) FROM digital_keys") == 2


async def test_stars_go_back_whole_from_the_staffs_card(scene: Scene) -> None:
    game = await sells_keys(scene)
    anna = await rich(scene, "Анна", "ru")
    await buys(scene, anna, game)
    shop, order = scene.stall, await scene.order()

    await scene.town.refund_order.full(
        shop.owner, shop.shop, order["id"], reason="agreed", verdict=StockVerdict.KEEP, key="journey"
    )
    await (await scene.app.container.get(RefundPayment)).due()
    await scene.settled()

    assert await shop.refunds_of(order["id"]) == [("succeeded", 50, "agreed")]
    assert (await scene.driver.charges(anna.person))[0]["refunded"]
    await anna.sees("отправлено вам обратно")


async def subscribes(scene: Scene, phone: Phone, goods: Goods) -> tuple[Seen, str]:
    await orders(phone, goods, "⚡️ Купить", "✅ Подтвердить")
    card = await phone.sees("Ждёт оплаты")
    link = next(button["url"] for row in card.raw["markup"]["inline_keyboard"] for button in row if "url" in button)
    paid = await scene.driver.pay_link(phone.person, link)
    assert paid.ok, paid.error
    await scene.becomes("delivered")
    return await phone.sees("Подписка: оплачена до", button="Не продлевать"), paid.charge_id


async def test_a_subscription_is_renewed_let_go_and_taken_up(scene: Scene) -> None:
    club = await product(scene, "CLUB", "Клуб", "Club")
    await put_on_sale(scene, "CLUB", "подписка", 100)
    await scene.olga.says("/digital CLUB Вход: t.me/+club")
    anna = await rich(scene, "Анна", "ru")

    card, charge = await subscribes(scene, anna, club)
    await anna.sees("Вход: t.me/+club")
    await scene.driver.subscription(anna.person, charge, "renew")
    await scene.settled()

    assert await scene.orders() == 2
    assert await scene.stall.count("refunds") == 0
    await anna.sees("Продление подписки")
    await anna.tap("Не продлевать", card.id)
    await scene.settled()
    assert await scene.stall.ask("SELECT state FROM subscriptions") == "cancelled"
    await anna.tap("🔁 Продлевать снова")
    await scene.settled()
    assert await scene.stall.ask("SELECT state FROM subscriptions") == "active"
    await scene.driver.subscription(anna.person, charge, "failed")
    await scene.settled()
    await anna.sees("не хватило звёзд")
    assert await state(scene) == "delivered"
