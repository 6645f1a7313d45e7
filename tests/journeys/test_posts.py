"""Goods in channels: linked by making the bot an administrator, posted, kept true, bought, deleted."""

from bot.product_posts import ProductPosts
from db.types.ids import encode_id
from tests.journeys.phone import Group, Phone, plain
from tests.journeys.shopping import PICKUP
from tests.journeys.stage import Scene

CHANNEL = -1_009_000_000_000


async def with_a_channel(scene: Scene, title: str = "Новинки Лавки") -> Group:
    """Olga makes the bot an administrator of her channel."""
    await scene.olga.start()
    chat = CHANNEL - scene.stall.id % 1_000_000 - len(title)
    members = {phone.person: phone for phone in (scene.olga, scene.anna, scene.tom)}
    await scene.driver.add_group(chat, title, list(members), [scene.bot], channel=True)
    await scene.olga.sees(f"«{title}» подключён")
    return Group(scene.driver, chat, members)


async def kept_true(scene: Scene) -> None:
    """The timer comes round, over all shops."""
    await (await scene.app.container.get(ProductPosts)).keep_true()


async def follows(scene: Scene, phone: Phone, channel: Group, button: str) -> None:
    """Somebody presses the button of the newest post."""
    post = await channel.sees(button=button)
    pressed = post.button(button)
    assert pressed is not None
    await scene.driver.open_link(phone.person, pressed["url"])


async def test_a_product_is_posted_bought_from_and_kept_true(scene: Scene) -> None:
    olga, anna = scene.olga, scene.anna
    channel = await with_a_channel(scene)
    done = await olga.says("/post MUG-RED")
    assert "Новинки Лавки" in done.text
    post = await channel.sees("Кружка «Туман»", button="🛒 Купить")
    assert "красная" in post.text
    assert "1 200 ₽" in plain(post.text)
    assert post.photo
    await anna.start()
    await follows(scene, anna, channel, "🛒 Купить")
    await anna.sees("в вашей корзине")
    await anna.tap("⚡️ Купить")
    await anna.tap(PICKUP)
    await scene.settled()
    await olga.says("/price MUG-RED 990 было 1200")
    await kept_true(scene)
    assert "<s>1 200" in (await channel.sees("990 ₽")).html.replace("\u00a0", " ")
    edits = len(await scene.sends("editMessageMedia", channel.chat))
    await kept_true(scene)
    assert len(await scene.sends("editMessageMedia", channel.chat)) == edits, "what is true is not edited"
    await olga.says("/stock MUG-RED 0")
    await kept_true(scene)
    sold = await channel.sees("Распродано", button="👀 Посмотреть")
    assert sold.id == post.id
    assert sold.button("🛒 Купить") is None


async def test_the_buy_button_fills_the_same_cart_in_english(scene: Scene) -> None:
    tom = scene.tom
    channel = await with_a_channel(scene)
    await scene.olga.says("/post TEA")
    await tom.start()
    for _ in range(2):
        await follows(scene, tom, channel, "🛒 Купить")
        await tom.sees("is in your cart")
    assert await scene.stall.ask("SELECT sum(quantity) FROM cart_lines") == 1, "twice pressed is once in the cart"
    await scene.olga.says("/stock TEA 0")
    await tom.start(f"b_{encode_id(scene.stall.id)}-{encode_id(scene.tea.variant_id)}")
    await tom.sees("has just sold out")


async def test_posted_twice_is_said_and_deleted_is_gone_everywhere(scene: Scene) -> None:
    olga = scene.olga
    channel = await with_a_channel(scene)
    await olga.says("/post TEA")
    assert "уже стоит" in (await olga.says("/post TEA")).text
    await channel.sees("Зелёный чай")
    await olga.says("/post")
    await olga.tap("📌 Зелёный чай")
    await olga.tap("🗑 Удалить пост")
    await scene.settled()
    assert not any("Зелёный чай" in seen.text for seen in await channel.messages())
    assert "Новинки" in (await olga.says("/post TEA")).text


async def test_a_post_deleted_in_the_channel_is_not_edited_any_more(scene: Scene) -> None:
    olga = scene.olga
    channel = await with_a_channel(scene)
    await olga.says("/post TEA")
    post = await channel.sees("Зелёный чай")
    await scene.driver.delete(olga.person, channel.chat, post.id)
    await olga.says("/price TEA 450")
    await kept_true(scene)
    assert await scene.stall.ask("SELECT state FROM product_posts") == "gone"
    await scene.driver.clear_calls()  # Telegram refused the edit: that is how it is known


async def test_without_a_channel_it_is_said_how_to_link_one(scene: Scene) -> None:
    olga = scene.olga
    assert "администратором канала" in (await olga.says("/post")).text
    assert "администратором канала" in (await olga.says("/post TEA")).text
    assert "NOPE" in (await olga.says("/post NOPE")).text
    assert "не позволяет" in (await scene.oleg.says("/post TEA")).text


async def test_a_channel_is_unlinked_by_a_tap_and_by_taking_the_bot_out(scene: Scene) -> None:
    olga = scene.olga
    await with_a_channel(scene)
    await with_a_channel(scene, "Второй канал")
    await olga.says("/post TEA")
    await olga.sees("Куда поставить", button="Второй канал")
    await olga.tap("Второй канал")
    await olga.sees("уже в «Второй канал»")
    await olga.says("/post")
    await olga.tap("📣 Второй канал")
    await olga.tap("Отключить")
    await scene.settled()
    assert await scene.stall.ask("SELECT count(*) FROM shop_channels") == 1


async def test_a_group_becomes_a_place_for_posts(scene: Scene) -> None:
    answer = await scene.staff.says(scene.olga, f"/post@{scene.bot}")
    assert answer.button("Да, в эту группу")
    await scene.staff.tap(scene.olga, "Да, в эту группу")
    await scene.staff.sees("подключён")
    await scene.staff.says(scene.olga, f"/post@{scene.bot} TEA")
    await scene.staff.sees("Зелёный чай", button="🛒 Купить")


async def test_in_a_group_customers_screens_open_in_private(scene: Scene) -> None:
    group = CHANNEL - 77 - scene.stall.id % 1_000_000
    members = {phone.person: phone for phone in (scene.anna, scene.tom)}
    await scene.driver.add_group(group, "Чат покупателей", list(members), [scene.bot], bots_are_admins=False)
    chat = Group(scene.driver, group, members)
    await chat.sees(patience=10)
    sent = await scene.driver.say(scene.tom.person, group, f"/catalog@{scene.bot}")
    answer = await chat.sees("private chat", after=sent.id)
    pressed = answer.button("Open")
    assert pressed is not None
    await scene.driver.open_link(scene.tom.person, pressed["url"])
    await scene.tom.sees(button="Tea and cups")
    sent = await scene.driver.say(scene.anna.person, group, f"/cart@{scene.bot}")
    assert (await chat.sees("в личном чате", after=sent.id)).button("Открыть")


async def test_an_answer_that_is_lost_is_said_and_not_posted_again(scene: Scene) -> None:
    channel = await with_a_channel(scene)
    await scene.driver.call("faults", kind="drop_after", method="sendMessage", chat=str(channel.chat))
    assert "не принял пост" in (await scene.olga.says("/post TEA")).text
    assert await scene.stall.ask("SELECT state FROM product_posts") == "unknown"
    assert sum("Зелёный чай" in seen.text for seen in await channel.messages()) == 1
