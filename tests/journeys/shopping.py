"""What people do again and again in the journeys."""

from db.types.ids import encode_id
from sandbox.driver import Seen
from tests.factories.town import Goods
from tests.journeys.phone import Phone
from tests.journeys.stage import Scene

PICKUP, COURIER, CARD, CASH = "Самовывоз", "Курьер", "💳 Картой", "💵 При получении"
ADDRESS = "Москва, Тверская улица, дом 1"


async def agrees(phone: Phone) -> None:
    """Open the bot and agree to news: a customer is asked below the first menu, staff go to their profile."""
    menu = await phone.start()
    asked = next((text for text in menu.button_texts if text.startswith("🔔")), None)
    if asked is not None:
        await phone.tap(asked, menu.id)
    else:
        await phone.says("/profile")
        await phone.taps_through("🔔 Уведомления", "⬜️ Новости и скидки")
    await phone.sees(button="✅", after=menu.id - 1)


async def opens(phone: Phone, goods: Goods) -> Seen:
    """Open a product by its link."""
    return await phone.start(f"p_{encode_id(goods.product_id)}")


async def comes_to_confirm(phone: Phone, goods: Goods, *, pay: str = CARD, courier: bool = False) -> Seen:
    """A new buyer walks to the confirmation screen."""
    await opens(phone, goods)
    await phone.tap("⚡️ Купить")
    if courier:
        await phone.tap(COURIER)
        await phone.sees("куда привезти")
        await phone.types(ADDRESS)
    else:
        await phone.tap(PICKUP)
    await phone.shares_phone()
    await phone.tap(pay)
    return await phone.screen("Проверьте заказ", button="✅ Подтвердить")


async def orders(phone: Phone, goods: Goods, *, pay: str = CARD, courier: bool = False) -> None:
    """A new buyer places an order."""
    await comes_to_confirm(phone, goods, pay=pay, courier=courier)
    await phone.tap("✅ Подтвердить")


async def buys(phone: Phone, goods: Goods, *, courier: bool = False) -> None:
    """A new buyer places an order and pays."""
    await orders(phone, goods, courier=courier)
    paid = await phone.pays()
    assert paid.ok, paid.error
    await phone.sees("Подтверждён", button="Отменить заказ")
    await phone.sees("✅ Оплачен", button="🔁 Повторить")


async def live_card(phone: Phone) -> Seen:
    """The newest message that is an order's card."""
    return await phone.sees("Итого:")


async def state(scene: Scene) -> str:
    """The newest order's status, when all is settled."""
    await scene.settled()
    return str((await scene.order())["status"])
