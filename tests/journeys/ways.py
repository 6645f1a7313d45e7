"""Every way to pay in the journeys: set up as a merchant does it, paid as people pay, given back by staff."""

from dataclasses import dataclass

from payments.look_up_payment import LookUpPayments
from payments.refund_payment import RefundPayment
from payments.registry import Registry
from payments.settings import ProviderSettings
from sandbox.driver import Seen
from sandbox.gateways.server import Gateways
from tests.factories.town import Goods
from tests.journeys.phone import Phone
from tests.journeys.shopping import opens
from tests.journeys.stage import Scene, picture
from tests.payments.contract.rails import BY_CODE


@dataclass(frozen=True, slots=True)
class Way:
    """A way to pay: how its button begins in both languages, and whether staff pay refunds out by hand."""

    code: str
    ru: str
    en: str
    by_hand: bool = False


WAYS = (
    Way("telegram", "💳 Картой в Telegram", "💳 By card in Telegram", by_hand=True),
    Way("yookassa", "💳 Карта, СБП", "💳 Card, SBP"),
    Way("stripe", "💳 Карта, Apple", "💳 Card, Apple"),
    Way("bazu", "💳 Онлайн", "💳 Online"),
    Way("cryptopay", "🪙 Криптовалюта", "🪙 Crypto", by_hand=True),
    Way("ton", "💎 TON", "💎 TON", by_hand=True),
    Way("transfer", "🏦 Перевод", "🏦 Bank transfer", by_hand=True),
    Way("cash", "💵 При получении", "💵 On delivery", by_hand=True),
)
BY_WAY = {way.code: way for way in WAYS}


@dataclass(frozen=True, slots=True)
class Said:
    """What a buyer taps and reads in one language."""

    buy: str
    pickup: str
    confirm: str
    check: str
    waits: str
    paid: str
    wallet: str
    another: str


RU = Said("⚡️ Купить", "Самовывоз", "✅ Подтвердить", "Проверьте заказ", "Ждёт оплаты", "✅ Оплачен",
          "Открыть кошелёк", "Оплатить иначе")  # fmt: skip
EN = Said("⚡️ Buy", "Pickup", "✅ Confirm", "Check your order", "Waiting for payment", "✅ Paid",
          "Open the wallet", "Pay another way")  # fmt: skip


async def set_up(scene: Scene, code: str, gateways: Gateways) -> None:
    """The shop fills in what a way to pay asks for; the gateway posts to the application's own port."""
    if code in ("telegram", "cash"):
        return
    rail = BY_CODE[code]
    told = rail.settings(gateways) | ({"transfer_refunds": False} if code == "cryptopay" else {})
    settings = await scene.app.container.get(ProviderSettings)
    provider = (await scene.app.container.get(Registry)).get(code)
    assert provider is not None
    await settings.save(scene.stall.shop, code, provider.settings_model.model_validate(told))
    if rail.notices and rail.gateway is not None:
        hook = f"http://127.0.0.1:{scene.app.port}/webhooks/payments/{code}/{scene.stall.shop.slug}"
        gateways[rail.gateway].account(webhook_url=hook, **rail.account)


async def comes_to_confirm(phone: Phone, goods: Goods, pay: str, said: Said = RU, *, pieces: int = 1) -> Seen:
    """A new buyer walks to the confirmation screen."""
    await opens(phone, goods)
    for count in range(1, pieces):
        await phone.tap("+")
        await phone.sees(button=f"× {count + 1}")
    await phone.tap(said.buy)
    await phone.tap(said.pickup)
    await phone.shares_phone()
    await phone.tap(pay)
    return await phone.screen(said.check, button=said.confirm)


async def pays(scene: Scene, phone: Phone, code: str, gateways: Gateways, said: Said = RU) -> None:
    """The buyer of the newest order pays it by this way, which it waits for."""
    # Whatever is told of the order meanwhile, where to pay stays in sight.
    await scene.settled()
    match code:
        case "telegram":
            paid = await phone.pays()
            assert paid.ok, paid.error
        case "ton":
            await phone.sees(button=said.wallet)
            await coins_come(scene, gateways)
        case "transfer":
            await phone.sees(button="📎")
            await scene.driver.send_photo(phone.person, phone.bot, picture("white"))
            await scene.staff.tap(scene.olga, "✅ Деньги пришли")
        case "cash":
            await scene.staff.tap(scene.olga, "✅ Принять")
        case _:
            await phone.sees(said.waits, button="💳 ")
            gateways[code].pay(gateways[code].payments()[-1].id)
            await gateways.settled()
    await scene.becomes("confirmed")


async def coins_come(scene: Scene, gateways: Gateways) -> None:
    """The coins of the newest attempt arrive with its comment, and the shop looks."""
    intent = await scene.stall.ask("SELECT max(id) FROM payment_intents WHERE provider = 'ton'")
    asked = await scene.stall.ask("SELECT pay_amount FROM payment_intents WHERE id = :i", i=intent)
    comment = await scene.stall.ask("SELECT external_id FROM payment_intents WHERE id = :i", i=intent)
    gateways.ton.transfer(asked, comment)
    gateways.ton.mine(3)
    await (await scene.app.container.get(LookUpPayments)).one(scene.stall.id, intent)


async def buys(scene: Scene, phone: Phone, way: Way, gateways: Gateways, said: Said = RU, *, pieces: int = 1) -> Seen:
    """Somebody orders tea and pays; return the card that says so."""
    await set_up(scene, way.code, gateways)
    await comes_to_confirm(phone, scene.tea, way.ru if said is RU else way.en, said, pieces=pieces)
    await phone.tap(said.confirm)
    await pays(scene, phone, way.code, gateways, said)
    if way.code == "cash":
        return await phone.sees("💵")
    return await phone.sees(said.paid)


async def is_handed_over(scene: Scene) -> None:
    """Staff pack the newest order and hand it over."""
    await scene.staff.tap(scene.olga, "📦 Собрать")
    await scene.becomes("fulfilling")
    await scene.staff.tap(scene.olga, "🎉 Выдать")
    await scene.becomes("delivered")


async def opens_refund(scene: Scene) -> Seen:
    """The owner opens the newest order in her own chat and asks to give money back."""
    await scene.olga.says(f"/order {(await scene.order())['number']}")
    await scene.olga.tap("↩️ Вернуть деньги")
    return await scene.olga.screen("Возврат денег по заказу")


async def goes_out(scene: Scene, way: Way, amount: str) -> None:
    """What staff gave back reaches the buyer: by the provider, or by staff's own hands."""
    await (await scene.app.container.get(RefundPayment)).due()
    await scene.settled()
    if way.by_hand:
        asked = await scene.staff.sees("⚠️", button="✅ Возврат")
        assert amount in asked.text.replace("\u00a0", " ")
        await scene.staff.tap(scene.olga, "✅ Возврат")
        await scene.settled()
