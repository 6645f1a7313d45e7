"""What a shop says of itself: read as people write it, limited, audited, and only by who may."""

import pytest

from core.kit.errors import BadInput, Forbidden
from core.shops.describe import LIMITS, DescribeShop, Telling, read_hours, read_zone
from core.shops.errors import CurrencyInUse
from core.shops.hours import open_now
from core.shops.pictures import Picture
from db.types.enums import Role
from tests.factories.town import Town

WORKDAYS = [[["10:00", "20:00"]]] * 5


@pytest.fixture
def describe(town: Town) -> DescribeShop:
    return DescribeShop(town.uow, town.clock)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("пн-пт 10-20, сб 11:00-18:00, вс выходной", [*WORKDAYS, [["11:00", "18:00"]], []]),
        ("Mon–Fri 10:00 – 20:00; Sat 11-18", [*WORKDAYS, [["11:00", "18:00"]], []]),
        ("ежедневно с 9 до 21", [[["09:00", "21:00"]]] * 7),
        ("10.30-19.00", [[["10:30", "19:00"]]] * 7),
        ("сб-пн 12-24", [[["12:00", "24:00"]], [], [], [], [], [["12:00", "24:00"]], [["12:00", "24:00"]]]),
        ("пн 9-13, 14-18", [[["09:00", "13:00"], ["14:00", "18:00"]], *[[]] * 6]),
        ("круглосуточно", []),
        ("когда как", None), ("пн-пт", None), ("25-26", None), ("выходной", None), ("", None), ("10-20 ананас", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(typed: str, hours: list[list[list[str]]] | None) -> None:
    assert read_hours(typed) == hours


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Москва", "Europe/Moscow"), ("екатеринбург", "Asia/Yekaterinburg"), ("Europe/berlin", "Europe/Berlin"),
     ("Berlin", "Europe/Berlin"), ("new york", "America/New_York"), ("UTC+3", "Etc/GMT-3"), ("МСК+2", "Etc/GMT-5"),
     ("мск", "Europe/Moscow"), ("GMT-5", "Etc/GMT+5"), ("UTC+99", None), ("Нарния", None), ("", None)],
)  # fmt: skip
def test_places_are_read_as_people_write_them(typed: str, zone: str | None) -> None:
    assert read_zone(typed) == zone


async def test_texts_are_written_per_language_and_taken_back(town: Town, describe: DescribeShop) -> None:
    shop = await town.shop()
    await describe.say(shop.owner, Telling.TERMS, "ru", " Возврат 14 дней. ")
    now = await describe.say(shop.owner, Telling.TERMS, "en", "Returns within 14 days.")
    assert now.terms == {"ru": "Возврат 14 дней.", "en": "Returns within 14 days."}
    assert (await describe.say(shop.owner, Telling.TERMS, "en", "-")).terms == {"ru": "Возврат 14 дней."}
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'shop.terms'") == 3
    for what, typed in ((Telling.TITLE, "-"), (Telling.TITLE, "x"), (Telling.ABOUT, "x" * (LIMITS[Telling.ABOUT] + 1))):
        with pytest.raises(BadInput):
            await describe.say(shop.owner, what, "ru", typed)


async def test_hours_zone_colour_and_cover(town: Town, describe: DescribeShop) -> None:
    shop = await town.shop()
    await describe.time_zone(shop.owner, "Владивосток")
    await describe.hours(shop.owner, read_hours("ежедневно 10-20") or [])
    await describe.design(shop.owner, accent="D1584B")
    await describe.design(shop.owner, template="list")
    now = await describe.cover(shop.owner, Picture(b"jpeg", 10, 10))

    assert now.timezone == "Asia/Vladivostok"
    assert (now.rules.design.template, now.rules.design.accent) == ("list", "#d1584b")
    assert now.cover_media_id is not None
    assert open_now(now.rules.hours, now.timezone, town.clock.now().replace(hour=3, minute=0))  # 13:00 there
    assert not open_now(now.rules.hours, now.timezone, town.clock.now().replace(hour=13, minute=0))
    for wrong in ({"accent": "red"}, {"template": "baroque"}):
        with pytest.raises(BadInput):
            await describe.design(shop.owner, **wrong)
    with pytest.raises(BadInput):
        await describe.time_zone(shop.owner, "Нарния")


async def test_the_currency_changes_until_somebody_was_promised_a_sum(town: Town, describe: DescribeShop) -> None:
    shop = await town.shop()
    tea = await shop.sells("TEA", price=1990_00)
    assert (await describe.currency(shop.owner, "jpy")).currency == "JPY"
    assert await shop.ask("SELECT price FROM variants") == 1990, "yen have no hundredths"
    await describe.currency(shop.owner, "RUB")
    assert await shop.ask("SELECT price FROM variants") == 1990_00
    with pytest.raises(BadInput):
        await describe.currency(shop.owner, "рубли")

    await (await shop.customer()).has_paid_for(tea)

    with pytest.raises(CurrencyInUse):
        await describe.currency(shop.owner, "USD")
    assert (await describe.currency(shop.owner, "RUB")).currency == "RUB"


async def test_only_who_may_change_the_shop(town: Town, describe: DescribeShop) -> None:
    shop = await town.shop()
    operator = await shop.hires(Role.OPERATOR)
    for refused in (
        describe.say(operator, Telling.TITLE, "ru", "Моё"), describe.currency(operator, "USD"),
        describe.time_zone(operator, "Москва"), describe.hours(operator, []),
        describe.design(operator, template="list"), describe.cover(operator, Picture(b"x", 1, 1)),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            await refused
