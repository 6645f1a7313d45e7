"""Pictures of each way to pay, of refunds and returns, made from the real demo: `pytest -m pictures`."""

import re
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import parse_qs, urlparse

import pytest
from PIL import Image, ImageDraw
from playwright.async_api import Browser

from demo import ANNA, BOT_USERNAME, MARINA, TOM
from sandbox.driver import Driver, Seen
from tests.journeys.page import CHROMIUM, Pane, chromium
from tests.journeys.phone import Phone
from tests.journeys.pictures import demo, keep, opened, settle

pytestmark = [
    pytest.mark.browser,
    pytest.mark.pictures,
    pytest.mark.timeout(400),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no /usr/bin/chromium here"),
]


@dataclass(frozen=True)
class Tongue:
    """What is pressed and read in one language."""

    code: str
    theme: str
    pickup: str
    product: str
    shelf: str
    digital: str
    key: str
    buy: str
    change: str
    ask: str
    check: str
    confirm: str
    waits: str
    paid: str
    wallet: str
    receipt: str
    returned: tuple[str, ...]
    ways: dict[str, str]


RU = Tongue(
    "ru", "light", "Лавка на Васильевском", "Улун «Туманный берег»", "🌿 Зелёный и улун", "💫 Цифровое", "Вечер чая",
    "⚡️ Купить", "Изменить оплату", "Как удобнее", "Проверьте заказ", "✅ Подтвердить", "Ждёт оплаты", "✅ Оплачен",
    "Открыть кошелёк", "чек получен", ("↩️ Возврат", "Не подошло", "Вернуть деньги"),
    {
        "yookassa": "💳 Карта, СБП", "stripe": "💳 Карта, Apple", "bazu": "💳 Онлайн", "cryptopay": "🪙", "ton": "💎",
        "transfer": "🏦", "cash": "💵",
    },
)  # fmt: skip
EN = Tongue(
    "en", "dark", "The shop on Vasilievsky", "Misty Shore Oolong", "🌿 Green", "💫 Digital", "Online Tea",
    "⚡️ Buy", "Change payment", "How would you like", "Check your order", "✅ Confirm", "Waiting for payment",
    "✅ Paid", "Open the wallet", "we have your receipt", ("↩️ Return", "It does not fit", "Money back"),
    {
        "yookassa": "💳 Card, SBP", "stripe": "💳 Card, Apple", "bazu": "💳 Online", "cryptopay": "🪙", "ton": "💎",
        "transfer": "🏦", "cash": "💵",
    },
)  # fmt: skip


def url_of(seen: Seen) -> str:
    rows = seen.raw["markup"]["inline_keyboard"]
    return str(next(button["url"] for row in rows for button in row if "url" in button))


@dataclass
class Stand:
    """A buyer's phone, drawn in the browser and driven from outside."""

    browser: Browser
    driver: Driver
    phone: Phone
    pane: Pane
    said: Tongue

    async def shoot(self, name: str, *more: bytes) -> None:
        """Keep the chat as it stands, with other pages to the right of it."""
        await settle(self.pane.page)
        shots = [await self.pane.root.screenshot(), *more]
        keep(side_by_side(shots) if more else shots[0], f"pay-{self.said.code}-{name}")

    async def page(self, url: str) -> bytes:
        """Look at a page of a gateway."""
        locale, scheme = ("ru-RU", "light") if self.said is RU else ("en-US", "dark")
        page = await self.browser.new_page(
            viewport={"width": 412, "height": 860},
            locale=locale,
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        await page.goto(url)
        shot = await page.screenshot()
        await page.close()
        return shot

    async def comes_to_payment(self) -> None:
        """From the menu to the ways to pay."""
        phone, said = self.phone, self.said
        await phone.start()
        for button in ("🛍", "🫖", "🍵", said.shelf, said.product, said.buy):
            await phone.tap(button)
        if not await phone.reads(said.pickup):
            await phone.tap(said.pickup)
            await phone.shares_phone()
        else:
            await phone.tap(said.change)
        await phone.screen(said.ask)

    async def orders(self, code: str) -> None:
        """Place an order that is paid this way."""
        await self.comes_to_payment()
        await self.phone.tap(self.said.ways[code])
        await self.phone.screen(self.said.check, button=self.said.confirm)
        await self.phone.tap(self.said.confirm)


def side_by_side(shots: list[bytes]) -> bytes:
    """Put pictures next to each other."""
    pictures = [Image.open(BytesIO(shot)).convert("RGB") for shot in shots]
    high = min(one.height for one in pictures)
    pictures = [one.resize((one.width * high // one.height, high)) for one in pictures]
    sheet = Image.new("RGB", (sum(one.width for one in pictures), high))
    left = 0
    for one in pictures:
        sheet.paste(one, (left, 0))
        left += one.width
    out = BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


async def pays_every_way(stand: Stand) -> str:
    """Order and pay by each way, with a picture of each; return the number of the first order."""
    phone, driver, said = stand.phone, stand.driver, stand.said
    numbers = []
    await stand.comes_to_payment()
    await stand.shoot("ways")
    for code in ("yookassa", "stripe", "bazu", "cryptopay"):
        await stand.orders(code)
        card = await phone.screen(said.waits)
        url = url_of(card)
        numbers.append(number_of(card))
        await stand.shoot(code, await stand.page(url))
        ident = url.rstrip("/").rpartition("/")[2]
        await control(driver, f"{code}/pay", id=ident)
        await phone.sees(said.paid, after=card.id)
    await stand.orders("ton")
    card = await phone.screen(said.waits, button=said.wallet)
    url = url_of(card)
    await stand.shoot("ton", await stand.page(url))
    asked = parse_qs(urlparse(url).query)
    await control(driver, "ton/transfer", amount=int(asked["amount"][0]), comment=asked["text"][0])
    await control(driver, "ton/mine", blocks=3)
    await phone.sees(said.paid, after=card.id, patience=60)
    await stand.orders("transfer")
    await phone.screen(said.waits, button="📎")
    await stand.shoot("transfer")
    await driver.send_photo(phone.person, phone.bot, receipt())
    await phone.sees(said.receipt)
    await stand.orders("cash")
    await phone.sees("690", button="📦")
    await stand.shoot("cash")
    await phone.start()
    for button in ("🛍", said.digital, said.key, said.buy, said.confirm):
        await phone.tap(button)
    assert (await phone.pays()).ok
    await phone.sees(button="🎁")
    await stand.shoot("stars")
    return numbers[0]


def receipt() -> bytes:
    """A bank's receipt, as a buyer would send it."""
    sheet = Image.new("RGB", (480, 300), "#f4f6f8")
    pen = ImageDraw.Draw(sheet)
    pen.rounded_rectangle((24, 24, 456, 276), 18, fill="white", outline="#d5dbe1")
    pen.ellipse((48, 52, 96, 100), fill="#2fb36d")
    pen.line([(60, 76), (69, 87), (85, 64)], fill="white", width=5)
    for top, wide in ((56, 200), (82, 130), (140, 330), (172, 280), (204, 310), (236, 180)):
        pen.rounded_rectangle(
            (120 if top < 100 else 48, top, (120 if top < 100 else 48) + wide, top + 12), 6, "#cfd6dd"
        )
    out = BytesIO()
    sheet.save(out, "JPEG", quality=90)
    return out.getvalue()


async def control(driver: Driver, path: str, **fields: object) -> None:
    """Tell a gateway of the sandbox what happens to a payment."""
    async with driver._http.post(f"{driver.url}/control/gateways/{path}", json=fields) as done:
        done.raise_for_status()


def number_of(card: Seen) -> str:
    """The number of a card's order."""
    found = re.search(r"\d{4,}", card.text)
    assert found is not None
    return found.group()


async def staff_give_back(marina: Phone, pane: Pane, numbers: dict[str, str]) -> None:
    """Pictures of the staff's side: refunds, the monitor, a way to pay."""
    await marina.start()
    await marina.says(f"/order {numbers['ru']}")
    for button in ("📦 Собрать", "🎉 Выдать", "↩️ Вернуть деньги", "За товары", "+"):
        await marina.tap(button)
    await marina.screen("за какие товары")
    await picture_of(pane, "pay-ru-refund")
    await marina.says("/payments")
    await picture_of(pane, "pay-ru-monitor")
    await marina.tap("⚙️")
    await marina.tap("● 💎 TON")
    await picture_of(pane, "pay-ru-set-up")
    await marina.says("/language")
    await marina.tap("🇬🇧")
    await marina.says(f"/order {numbers['en']}")
    for button in ("📦 Pack", "🎉 Deliver", "↩️ Refund", "Another amount"):
        await marina.tap(button)
    await marina.says("90")
    await picture_of(pane, "pay-en-refund")


async def picture_of(pane: Pane, name: str) -> None:
    await settle(pane.page)
    keep(await pane.root.screenshot(), name)


async def returns(stand: Stand, number: str) -> None:
    """The buyer asks for a return of the order that was handed over."""
    told = await stand.phone.sees(number, button="Открыть заказ" if stand.said is RU else "Open the order")
    await stand.phone.tap("Открыть заказ" if stand.said is RU else "Open the order", told.id)
    for button in stand.said.returned:
        await stand.phone.tap(button)
    await stand.phone.sees(button="✅ ")
    await stand.shoot("return")


async def test_the_pictures_of_paying() -> None:
    async with demo() as address, chromium() as browser, Driver(address) as driver:
        stands = []
        for person, said in ((ANNA, RU), (TOM, EN)):
            pane = await opened(browser, address, person, said.theme, said.code, scale=1)
            stands.append(Stand(browser, driver, Phone(driver, person, BOT_USERNAME), pane, said))
        numbers = {stand.said.code: await pays_every_way(stand) for stand in stands}
        pane = await opened(browser, address, MARINA, "light", "ru", scale=1)
        await staff_give_back(Phone(driver, MARINA, BOT_USERNAME), pane, numbers)
        for stand in stands:
            await returns(stand, numbers[stand.said.code])
