"""Addresses and phone that are kept, and the words that go with a gift."""

import pytest

from core.kit.errors import NotFound
from core.orders.addresses import MOST, Addresses, EnoughAddresses, read_labelled
from core.orders.contact import GIFT_NOTE_LIMIT
from core.orders.errors import AddressTooShort, PhoneNotUnderstood, TextTooLong
from db.types.enums import CartKind
from tests.factories.town import Town

HOME, WORK = "Москва, Тверская улица, 1", "Москва, Арбат, 2"


@pytest.mark.parametrize(
    ("typed", "label", "address"),
    [
        (f"Дом: {HOME}", "Дом", HOME),
        (HOME, "", HOME),
        ("Mum : London, Baker Street 221b", "Mum", "London, Baker Street 221b"),
        ("Тверская, 1: подъезд 2", "", "Тверская, 1: подъезд 2"),
    ],
)
def test_a_label_stands_before_a_colon(typed: str, label: str, address: str) -> None:
    assert read_labelled(typed) == (label, address)


async def test_addresses_are_added_named_preferred_and_dropped(town: Town) -> None:
    shop = await town.shop()
    anna, boris, saved = await shop.customer(), await shop.customer("Boris"), Addresses(town.uow)
    home = await saved.add(anna.actor, f"Дом: {HOME}")
    work = await saved.add(anna.actor, WORK)
    assert await saved.add(anna.actor, HOME) == home

    await saved.label(anna.actor, work, "Работа")
    await saved.prefer(anna.actor, work)

    assert [(one.name, one.preferred) for one in await saved.mine(anna.actor)] == [("Работа", True), ("Дом", False)]
    for attempt in (
        saved.label(boris.actor, home, "x"), saved.prefer(boris.actor, home), saved.drop(boris.actor, home),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await attempt
    await saved.drop(anna.actor, work)
    assert [one.address for one in await saved.mine(anna.actor)] == [HOME]
    with pytest.raises(AddressTooShort):
        await saved.add(anna.actor, "дом")
    for number in range(MOST - 1):
        await saved.add(anna.actor, f"{WORK}, квартира {number}")
    with pytest.raises(EnoughAddresses):
        await saved.add(anna.actor, "Москва, Новая, 3")


async def test_a_cart_begins_with_the_preferred_address_and_takes_another_at_a_tap(town: Town) -> None:
    shop = await town.shop()
    tea, anna, saved = await shop.sells("TEA"), await shop.customer(), Addresses(town.uow)
    home, work = await saved.add(anna.actor, HOME), await saved.add(anna.actor, WORK)

    await anna.puts(tea)
    cart = await town.carts.view(anna.actor, CartKind.CART)
    assert cart is not None
    assert cart.address == HOME
    await saved.pick(anna.actor, cart.id, work)
    changed = await town.carts.view(anna.actor, CartKind.CART)
    assert changed is not None
    assert changed.address == WORK
    with pytest.raises(NotFound):
        await saved.pick((await shop.customer("Boris")).actor, cart.id, home)


async def test_an_address_that_was_ordered_to_is_kept_and_a_forgotten_one_is_not_filled_in(town: Town) -> None:
    shop = await town.shop()
    tea, anna, saved = await shop.sells("TEA"), await shop.customer(), Addresses(town.uow)

    for _ in range(2):
        await anna.orders(tea, courier=True)

    [kept] = await saved.mine(anna.actor)
    await saved.drop(anna.actor, kept.id)
    assert (await town.carts.known(anna.actor))[1] is None


async def test_a_phone_is_changed_and_forgotten(town: Town) -> None:
    shop = await town.shop()
    tea, anna, saved = await shop.sells("TEA"), await shop.customer(), Addresses(town.uow)
    assert await saved.set_phone(anna.actor, "8 (912) 345-67-89") == "+79123456789"
    await anna.puts(tea)
    await saved.forget_phone(anna.actor)

    assert (await town.carts.known(anna.actor))[0] is None
    assert await shop.ask("SELECT phone FROM carts") is None
    with pytest.raises(PhoneNotUnderstood):
        await saved.set_phone(anna.actor, "позвони мне")


async def test_a_gift_note_goes_from_the_cart_to_the_order(town: Town) -> None:
    shop = await town.shop()
    tea, anna = await shop.sells("TEA"), await shop.customer()
    cart = await anna.cart((tea, 1))
    with pytest.raises(TextTooLong):
        await town.draft.type_gift_note(anna.actor, cart.id, "x" * (GIFT_NOTE_LIMIT + 1))
    await town.draft.type_gift_note(anna.actor, cart.id, "передумаю")
    await town.draft.type_gift_note(anna.actor, cart.id, "")
    assert await shop.ask("SELECT gift_note FROM carts") is None
    await town.draft.type_gift_note(anna.actor, cart.id, " С днём рождения! ")

    order = await anna.confirms(cart)

    assert (await town.view.one_of_mine(anna.actor, order.order_id)).gift_note == "С днём рождения!"
