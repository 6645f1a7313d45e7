"""A shop with something in every one of its tables, each text of which says whose it is."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from core.kit.uow import UnitOfWork
from core.notifications.cards import Card
from core.notifications.return_cards import KeepReturnCard
from core.orders import ledger
from core.orders.couriers import Couriers
from core.orders.draft_return import DraftReturn
from core.orders.manage_promos import PromoOrder
from core.orders.place_order import Placed
from core.orders.review import PAID
from core.shops.bulk import BulkChange
from core.shops.change_products import SetPrice
from core.shops.import_goods import Desk, ImportGoods
from core.shops.import_rows import read_sheet
from core.shops.pictures import Picture
from core.shops.places import Places
from core.shops.set_content import Content
from core.shops.team import CONTEXT as INVITATIONS
from db.models import tenant_tables
from db.repositories import (
    assortment,
    catalogue,
    identity,
    messaging,
    money,
    promotions,
    proofs,
    reconciliation,
    subscriptions,
    work,
)
from db.types.enums import Account, DisputeState, MoveKind, ProductKind, PromoKind, ReturnOutcome, Role
from db.types.ids import BotId, EventId, MediaId, OrderId, ShopId, new_id
from payments.protocol import DisputeChanged
from tests.factories import digital
from tests.factories.liked import liked
from tests.factories.sent_back import SentBack, delivered, request, sent_back
from tests.factories.talked import talked
from tests.factories.town import Customer, Goods, ReadyCart, Stall, Town
from tests.factories.zoned import zoned

MARK = "belongs to A"
MARKED = "BELONGS-TO-A"
MARKED_MONEY = 777_313
INVITED = "the end of an invitation to A"


async def furnished(town: Town, bot_id: BotId) -> Stall:
    """Open a shop and let everything happen in it: sales, payments, refunds, returns, a held order, staff changes."""
    shop = await town.shop(max_open_orders=50)
    tea = await shop.sells(MARKED, price=MARKED_MONEY, stock_of=50)
    anna = await shop.customer()
    anna = Customer(shop, replace(anna.actor, name=MARK))  # people are the platform's, an order's name the shop's
    paid = await anna.has_paid_for(tea, courier=True)
    await town.fulfil.pack(shop.owner, paid.order_id)
    cancelled = await anna.has_paid_for(tea)
    await town.cancel_order.by_buyer(anna.actor, cancelled.order_id)
    waiting = await anna.orders(tea)
    await anna.opens_payment(waiting)
    await SetPrice(town.uow, town.clock)(shop.owner, MARKED, MARKED_MONEY + 1)
    await _digital(shop, town, bot_id)
    await _cash(shop, anna)
    await _benefits(shop, anna, tea)
    kept = await _delivered(shop, anna, tea)
    await _sent_back(shop, town, bot_id)
    cart = await anna.cart((tea, 2), courier=True)
    await town.draft.type_comment(anna.actor, cart.id, MARK)
    await _asked(shop, anna, cart)
    async with town.uow(shop.id) as tx:
        media_id = await assortment.create_media(
            tx.connection,
            shop.id,
            media_id=MediaId(new_id()),
            sha256=MARKED,
            mime="image/jpeg",
            width=1,
            height=1,
            content=MARK.encode(),
        )
        await catalogue.keep_file_id(tx.connection, shop.id, media_id, bot_id, MARK)
        [intent, *_] = await money.intents_of(tx.connection, shop.id, OrderId(waiting.order_id))
        await proofs.send_proof(
            tx.connection,
            shop.id,
            proof_id=new_id(),
            intent_id=intent["id"],
            order_id=OrderId(waiting.order_id),
            media_id=media_id,
            note=MARK,
        )
        await messaging.keep_card(
            tx.connection,
            shop.id,
            OrderId(waiting.order_id),
            chat_id=42,
            audience="customer",
            bot_id=bot_id,
            message_id=7,
            language="en",
        )
        event_id = EventId((await tx.connection.execute(text("SELECT min(id) FROM outbox"))).scalar_one())
        await messaging.claim_notification(tx.connection, shop.id, event_id, 42, "card")
        await tx.connection.execute(
            text(
                "INSERT INTO shop_texts (shop_id, key, texts) VALUES (:shop_id, 'start-hello', CAST(:texts AS jsonb))"
            ),
            {"shop_id": shop.id, "texts": f'{{"en": "{MARK}"}}'},
        )
        await tx.connection.execute(
            text("INSERT INTO event_deliveries (shop_id, event_id, consumer) VALUES (:shop_id, :event_id, 'shelves')"),
            {"shop_id": shop.id, "event_id": event_id},
        )
    await _watched(shop, kept)
    await _invited(shop)
    await talked(shop, bot_id, MARK)
    await _imported(shop)
    await liked(shop, anna, tea, MARK)
    await zoned(shop, MARK, MARKED_MONEY)
    return shop


async def _digital(shop: Stall, town: Town, bot_id: BotId) -> None:
    """Keys, a text, and somebody who subscribed to it."""
    await digital.sells_keys(shop, f"{MARKED}-KEY", [MARK])
    text_ = await digital.sells(shop, f"{MARKED}-SUB", ProductKind.SUBSCRIPTION, Content(text=MARK), MARKED_MONEY)
    buyer = await shop.customer("Boris")
    buyer = Customer(shop, replace(buyer.actor, name=MARK))
    first = await buyer.orders(await shop.sells(f"{MARKED}-2"))
    async with town.uow(shop.id) as tx:
        await subscriptions.subscribe(
            tx.connection,
            shop.id,
            subscription_id=new_id(),
            order_id=first.order_id,
            variant_id=text_.variant_id,
            person_id=buyer.actor.person_id,
            bot_id=bot_id,
            external_id=MARK,
            amount=MARKED_MONEY,
            currency="XTR",
            paid_until=town.clock.now(),
        )


async def _cash(shop: Stall, anna: Customer) -> None:
    """Paid at the door: one purse was counted, one is still with the courier."""
    town = shop.town
    for counted in (True, False):
        order = await anna.orders(await shop.sells(f"{MARKED}-CASH{int(counted)}", price=10_000_00), pay="cash")
        await town.fulfil.accept(shop.owner, order.order_id)
        await town.fulfil.pack(shop.owner, order.order_id)
        await town.fulfil.deliver(shop.owner, order.order_id)
        if counted:
            await town.count_cash.hand_over(shop.owner, shop.owner.person_id, "RUB", None, MARK)


async def _benefits(shop: Stall, anna: Customer, tea: Goods) -> None:
    """An order that a code made cheaper and a gift card and points paid for; prices in another currency."""
    town = shop.town
    await town.promos.create(shop.owner, PromoOrder(MARKED, PromoKind.SUM, 1_00, per_customer=5))
    card = await town.gift_cards.issue(shop.owner, MARKED_MONEY, "RUB", reason=MARK)
    async with town.uow(shop.id) as tx:
        await tx.connection.execute(text("UPDATE gift_cards SET hint = :mark"), {"mark": MARK})
        await promotions.set_rate(tx.connection, shop.id, "USD", "0.0125")
    await _gets_points(anna, 50_00)
    cart = await anna.cart((tea, 1))
    for code in (MARKED, card.code):
        await town.benefits.code(anna.actor, cart.id, code)
    await town.benefits.use_points(anna.actor, cart.id, wanted=True)
    seen = await town.carts.by_id(anna.actor, cart.id)
    assert seen is not None
    await anna.confirms(ReadyCart(cart.id, seen.totals().to_pay))
    await town.gift_cards.issue(shop.owner, MARKED_MONEY, "RUB", reason=MARK)


async def _gets_points(anna: Customer, amount: int) -> None:
    """Points as the completion of an order gives them: moved, and owed in the books."""
    shop = anna.stall
    async with shop.town.uow(shop.id) as tx:
        await promotions.move_points(
            tx.connection,
            shop.id,
            person_id=anna.actor.person_id,
            order_id=None,
            delta=amount,
            kind=MoveKind.EARN,
            move_id=new_id(),
            key=MARK,
        )
        entry = ledger.owed_anew("points", new_id(), Account.POINTS, amount, "RUB")
        await money.write_entry(tx.connection, shop.id, entry, entry_id=new_id())


async def _delivered(shop: Stall, anna: Customer, tea: Goods) -> Placed:
    """An order in its buyer's hands, a part of whose money went back; more of it waits for a second person."""
    town = shop.town
    order = await anna.has_paid_for(tea, 3)
    await town.fulfil.pack(shop.owner, order.order_id)
    await town.fulfil.deliver(shop.owner, order.order_id)
    await town.refund_order.by_sum(shop.owner, shop.shop, order.order_id, 1_00, reason=MARK, key=f"{MARK} 1")
    careful = replace(shop.shop, rules=shop.shop.rules.model_copy(update={"refund_alone_limit": 0}))
    await town.refund_order.by_sum(shop.owner, careful, order.order_id, 1_01, reason=MARK, key=f"{MARK} 2")
    return order


async def _sent_back(shop: Stall, town: Town, bot_id: BotId) -> None:
    """A return with a picture, received and inspected, its card, a draft of another, and one that became credit."""
    tea = await shop.sells(f"{MARKED}-3", price=MARKED_MONEY)
    anna, order = await delivered(town, shop, (tea, 3))
    photo = await town.returns.keep_photo(anna.actor, Picture(MARK.encode() * 2, 1, 1))
    asked = replace(request(order, (1, 1)), comment=MARK, photos=(photo,))
    credited = await sent_back(town, anna, order, (1, 1))
    await (await credited.arrives()).closes(outcome=ReturnOutcome.CREDIT)
    await DraftReturn(town.uow, town.clock).type_comment(anna.actor, shop.shop, order.order_id, MARK)
    back = SentBack(shop, anna, order, (await town.returns.ask(anna.actor, shop.shop, asked)).return_id)
    await back.arrives()
    await DraftReturn(town.uow, town.clock).type_comment(anna.actor, shop.shop, order.order_id, MARK)
    card = Card(42, "customer", bot_id, 8, "en")
    await KeepReturnCard(town.uow).keep(shop.id, back.id, card)


async def _watched(shop: Stall, order: Placed) -> None:
    """What watchers wrote down: a check of risk, a dispute, a comparison with a difference."""
    town = shop.town
    await town.assess.order(shop.id, order.order_id, PAID)
    charge = await shop.ask("SELECT external_id FROM charges WHERE order_id = :id", id=order.order_id)
    warning = DisputeChanged(shop.id, "telegram", charge, MARK, DisputeState.WARNING, MARKED_MONEY, "RUB", MARK)
    await town.take(warning)
    async with town.uow(shop.id) as tx:
        run = new_id()
        await reconciliation.begin(
            tx.connection, shop.id, reconciliation_id=run, provider="telegram", since=town.clock.now()
        )
        await reconciliation.finish(
            tx.connection, shop.id, run, seen=MARKED_MONEY, pulled=0, differences=1, failure=None
        )
        await reconciliation.note_difference(
            tx.connection,
            shop.id,
            difference_id=new_id(),
            provider="telegram",
            external_id=MARK,
            kind="missing_here",
            ours=None,
            theirs=MARKED_MONEY,
            currency="RUB",
            order_id=order.order_id,
        )


async def _invited(shop: Stall) -> None:
    """Somebody may join the team with this."""
    async with shop.town.uow(shop.id) as tx:
        await identity.create_invite(
            tx.connection,
            shop.id,
            invite_id=new_id(),
            token_hash=shop.town.cipher.digest(INVITED, INVITATIONS),
            role=Role.MANAGER,
            created_by=shop.owner.person_id,
            expires_at=shop.town.clock.now() + timedelta(days=7),
        )


async def _imported(shop: Stall) -> None:
    """A file of goods that waits for somebody to say Apply."""
    sheet = read_sheet([["SKU", "Price"], [MARKED, "1"], ["", MARK]], "RUB")
    await ImportGoods(shop.town.uow).look(shop.owner, sheet, MARK, MARK, Desk(None, 42))
    await _brought(shop)
    places = Places(shop.town.uow, shop.town.clock)
    for name in (MARK, "B"):
        await places.add(shop.owner, name)
    await places.carry(shop.owner, MARKED, 1, f"{MARK} B", MARK)
    await BulkChange(shop.town.uow, shop.town.clock).choose(shop.owner, None, MARKED)


async def _brought(shop: Stall) -> None:
    """An order that somebody brings, with a picture of the door and a topic in the forum."""
    order_id = OrderId(
        await shop.ask("SELECT id FROM orders WHERE status = 'fulfilling' AND delivery_kind = 'courier' LIMIT 1")
    )
    couriers = Couriers(shop.town.uow)
    await couriers.assign(shop.owner, order_id, shop.owner.person_id)
    await couriers.add_photo(shop.owner, order_id, Picture(MARK.encode() * 3, 1, 1))
    async with shop.town.uow(shop.id) as tx:
        await work.claim_topic(tx.connection, shop.id, order_id, 42)


async def rows_by_table(uow: UnitOfWork, shop_id: ShopId) -> dict[str, int]:
    """How many rows the shop has in each of its tables."""
    async with uow(shop_id) as tx:
        return {
            table.name: int((await tx.connection.execute(text(f"SELECT count(*) FROM {table.name}"))).scalar_one())
            for table in tenant_tables()
        }


async def _asked(shop: Stall, buyer: Customer, cart: ReadyCart) -> None:
    """A delivery whose price was asked for, and a report that comes by itself."""
    await shop.tell(
        "INSERT INTO delivery_quotes (shop_id, id, cart_id, person_id, delivery_option_id, address, goods)"
        " VALUES (:shop_id, :id, :cart_id, :person_id, :option, :mark, :mark)",
        shop_id=shop.id, id=new_id(), cart_id=cart.id, person_id=buyer.actor.person_id, option=shop.courier, mark=MARK,
    )  # fmt: skip
    await shop.tell(
        "INSERT INTO report_times (shop_id, person_id, span, hour, sent_for)"
        " VALUES (:shop_id, :person_id, 'daily', 9, now())",
        shop_id=shop.id,
        person_id=shop.owner.person_id,
    )
