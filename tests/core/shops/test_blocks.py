"""The blocks of the first page: written per language, put in order, led somewhere, audited, and only by who may."""

import pytest

from core.kit.errors import BadInput, Forbidden, NotFound
from core.shops.blocks import MOST, ArrangeBlocks, Part, block_of
from core.shops.pictures import Picture
from db.types.enums import Role
from db.types.ids import encode_id
from tests.factories.town import Town


@pytest.fixture
def arrange(town: Town) -> ArrangeBlocks:
    return ArrangeBlocks(town.uow, town.clock)


async def test_a_block_is_written_shown_and_taken_away(town: Town, arrange: ArrangeBlocks) -> None:
    shop = await town.shop()
    version = await shop.ask("SELECT catalogue_version FROM shops WHERE id = :id", id=shop.id)
    first = await arrange.add(shop.owner, "ru", " Новый  урожай ")
    await arrange.say(shop.owner, first.block_id, Part.TITLE, "en", "New harvest")
    await arrange.say(shop.owner, first.block_id, Part.TEXT, "ru", "Первый сбор,\nещё пахнет дождём.")
    await arrange.picture(shop.owner, first.block_id, Picture(b"jpeg", 10, 10))
    second = await arrange.add(shop.owner, "en", "About us")
    now = await arrange.raise_up(shop.owner, second.block_id)
    assert [one.id for one in now.rules.design.blocks] == [second.block_id, first.block_id]
    now = await arrange.raise_up(shop.owner, second.block_id)
    block = block_of(now, first.block_id)
    assert now.rules.design.blocks[0] == block
    assert block.title == {"ru": "Новый урожай", "en": "New harvest"}
    assert block.text == {"ru": "Первый сбор,\nещё пахнет дождём."}
    assert block.picture is not None
    assert (await arrange.say(shop.owner, block.id, Part.TEXT, "ru", "-")).rules.design.blocks[0].text == {}
    assert (await arrange.picture(shop.owner, block.id, None)).rules.design.blocks[0].picture is None
    now = await arrange.drop(shop.owner, block.id)
    assert [one.id for one in now.rules.design.blocks] == [second.block_id]
    assert now.rules.design.template == "showcase"
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'shop.blocks'") == 10
    assert await shop.ask("SELECT catalogue_version FROM shops WHERE id = :id", id=shop.id) == version + 10


async def test_it_leads_to_goods_or_to_a_shelf(town: Town, arrange: ArrangeBlocks) -> None:
    shop = await town.shop()
    goods = await shop.sells("TEA")
    block = (await arrange.add(shop.owner, "ru", "Чай")).block_id
    now = await arrange.lead(shop.owner, block, "tea")
    assert block_of(now, block).leads == f"p_{encode_id(goods.product_id)}"
    shelf = shop.category
    title = await shop.ask("SELECT title ->> 'en' FROM categories WHERE id = :shelf", shelf=shelf)
    assert block_of(await arrange.lead(shop.owner, block, title.upper()), block).leads == f"c_{encode_id(shelf)}"
    assert block_of(await arrange.lead(shop.owner, block, "—"), block).leads == ""
    with pytest.raises(BadInput):
        await arrange.lead(shop.owner, block, "Чего у нас нет")


async def test_there_is_a_limit_to_everything(town: Town, arrange: ArrangeBlocks) -> None:
    shop = await town.shop()
    block, *_ = [(await arrange.add(shop.owner, "ru", f"Блок {number}")).block_id for number in range(MOST)]
    for language, title in (("ru", "Девятый"), ("de", "Neun"), ("ru", "-"), ("ru", "x" * 61)):
        with pytest.raises(BadInput):
            await arrange.add(shop.owner, language, title)
    with pytest.raises(BadInput):
        await arrange.say(shop.owner, block, Part.TEXT, "ru", "x" * 601)
    with pytest.raises(NotFound):
        await arrange.drop(shop.owner, "ffffffff")


async def test_only_who_may_change_the_shop(town: Town, arrange: ArrangeBlocks) -> None:
    shop = await town.shop()
    block = (await arrange.add(shop.owner, "ru", "Чай")).block_id
    operator = await shop.hires(Role.OPERATOR)
    with pytest.raises(Forbidden):
        await arrange.add(operator, "ru", "Чай")
    with pytest.raises(Forbidden):
        await arrange.drop(operator, block)
