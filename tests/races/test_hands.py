"""What two people decide at once: a courier's purse, a buyer's receipt."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from core.auth.actor import Actor
from core.kit.errors import AppError, NotFound
from core.orders.cash import Counted
from core.shops.open_shop import Shops
from core.shops.pictures import Picture
from db.repositories import cash, orders, proofs, sql
from db.types.enums import Role
from payments.providers.transfer import ManualTransfer, TransferSettings
from payments.registry import Registry
from payments.transfer_proof import DecideProof, SendProof
from tests.factories.at_once import Meeting, at_once
from tests.factories.database import Database
from tests.factories.town import Stall, Town

COURIER = "SELECT coalesce(sum(amount), 0) FROM ledger_lines WHERE account = 'courier'"


async def collected(town: Town, shop: Stall, keeper: Actor, count: int) -> int:
    """A courier was paid at the door; return what lies in the purse."""
    tea = await shop.sells(f"TEA{await shop.count('products')}", stock_of=100)
    held = 0
    for _ in range(count):
        order = await (await shop.customer()).orders(tea, pay="cash")
        await town.fulfil.accept(shop.owner, order.order_id)
        await town.fulfil.pack(shop.owner, order.order_id)
        await town.fulfil.deliver(keeper, order.order_id)
        held += order.total
    return held


async def test_a_purse_that_ten_people_count_is_counted_once(town: Town) -> None:
    shop = await town.shop()
    keeper = await shop.hires(Role.STOCK_KEEPER, "Kim")
    held = await collected(town, shop, keeper, 3)

    outcomes = await at_once(
        town.count_cash.hand_over(shop.owner, keeper.person_id, "RUB", None, f"tap:{number}") for number in range(10)
    )

    assert [one.counted for one in outcomes if isinstance(one, Counted)] == [held]
    assert {type(one) for one in outcomes if isinstance(one, AppError)} == {NotFound}
    assert await shop.ask(COURIER) == 0
    assert await shop.ask("SELECT sum(counted) FROM cash_handovers") == held


async def test_ten_taps_of_one_button_find_the_first_count(town: Town) -> None:
    shop = await town.shop()
    keeper = await shop.hires(Role.STOCK_KEEPER, "Kim")
    held = await collected(town, shop, keeper, 2)

    outcomes = await at_once(
        town.count_cash.hand_over(shop.owner, keeper.person_id, "RUB", None, "the button") for _ in range(10)
    )

    assert [one.counted for one in outcomes if isinstance(one, Counted)] == [held] * 10
    assert sum(one.repeated for one in outcomes if isinstance(one, Counted)) == 9


async def test_cash_that_comes_while_a_purse_is_counted_stays_in_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await town.shop()
    keeper = await shop.hires(Role.STOCK_KEEPER, "Kim")
    held = await collected(town, shop, keeper, 2)
    written = cash.hand_over
    late: list[int] = []

    async def after_one_more(*args: Any, **kw: Any) -> bool:
        if not late:
            late.append(await collected(town, shop, keeper, 1))
        return await written(*args, **kw)

    monkeypatch.setattr(cash, "hand_over", after_one_more)

    counted = await town.count_cash.hand_over(shop.owner, keeper.person_id, "RUB", None, "first")
    again = await town.count_cash.hand_over(shop.owner, keeper.person_id, "RUB", None, "second")

    assert (counted.counted, again.counted) == (held, late[0])
    assert await shop.ask(COURIER) == 0


async def test_control_without_lock_and_guard_a_purse_is_counted_twice(
    unguarded_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = unguarded_town
    shop = await town.shop()
    keeper = await shop.hires(Role.STOCK_KEEPER, "Kim")
    held = await collected(town, shop, keeper, 2)
    plain, locked = sql.text, cash.lock_hands

    def weakened(statement: str) -> Any:
        return plain(statement.replace(" FOR NO KEY UPDATE", "").replace(" AND handover_id IS NULL", ""))

    looked = Meeting()

    async def slowly(*args: Any) -> Any:
        found = await locked(*args)
        await looked()
        return found

    monkeypatch.setattr(cash, "text", weakened)
    monkeypatch.setattr(cash, "lock_hands", slowly)

    await at_once(
        town.count_cash.hand_over(shop.owner, keeper.person_id, "RUB", None, f"tap:{number}") for number in range(5)
    )

    assert await shop.ask("SELECT sum(counted) FROM cash_handovers") > held
    assert await shop.ask(COURIER) < 0


async def receipt(town: Town) -> tuple[Town, Stall, int]:
    """A buyer sent the picture of a receipt."""
    full = Town(town.uow, town.clock, registry=Registry([ManualTransfer()]))
    shop = await full.shop()
    account = TransferSettings(bank="Bank", account="40817810000000000001", holder="Olga")
    await full.settings.save(shop.shop, "transfer", account)
    shop.shop = await Shops(town.uow).by_id(shop.id)
    anna = await shop.customer()
    order = await anna.orders(await shop.sells("TEA"), pay="transfer")
    await anna.opens_payment(order)
    await SendProof(town.uow)(anna.actor, order.order_id, Picture(b"receipt", 1, 1))
    return full, shop, int(await shop.ask("SELECT id FROM transfer_proofs"))


async def decided_by_many(town: Town, shop: Stall, proof_id: int) -> list[object]:
    decide = DecideProof(town.uow)
    doings = [
        decide.approve(shop.owner, proof_id) if number % 2 else decide.reject(shop.owner, proof_id, "missing")
        for number in range(10)
    ]
    return list(await asyncio.gather(*doings, return_exceptions=True))


async def test_of_many_who_decide_about_one_receipt_the_first_word_counts(town: Town) -> None:
    full, shop, proof_id = await receipt(town)

    outcomes = await decided_by_many(full, shop, proof_id)

    assert sorted(map(bool, outcomes)) == [False] * 9 + [True]
    assert (await shop.events()).count("transfer.proof_decided") == 1
    said = await shop.ask("SELECT count(*) FROM order_journal WHERE event IN ('proof_approved', 'proof_rejected')")
    assert said == 1


async def test_control_without_lock_and_guard_a_receipt_is_approved_and_rejected(
    unguarded_town: Town, own_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    del own_database
    full, shop, proof_id = await receipt(unguarded_town)
    read = orders.order

    async def without_lock(*args: Any, lock: bool = False, **kw: Any) -> Any:
        del lock
        return await read(*args, **kw)

    monkeypatch.setattr(orders, "order", without_lock)
    monkeypatch.setattr(proofs, "text", lambda statement: text(statement.replace(" AND state = 'waiting'", "")))

    outcomes = await decided_by_many(full, shop, proof_id)

    assert sum(one is True for one in outcomes) > 1
