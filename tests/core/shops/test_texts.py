"""A shop's own texts: said at once, only in that shop, refused when they could not be shown, and taken back."""

import pytest

from core.kit.errors import Forbidden, NotFound
from core.kit.i18n.words import templates_of, words_of
from core.shops.errors import TextRefused
from core.shops.open_shop import Shops
from core.shops.texts import EditTexts, ShopWords, text_number
from db.types.enums import Role
from tests.factories.town import Stall, Town

PAID = text_number("push-delivered")
BUY = text_number("button-buy-now")


@pytest.fixture
def edit(town: Town) -> EditTexts:
    return EditTexts(town.uow, town.clock)


async def said(town: Town, shop: Stall, words: ShopWords, language: str = "ru") -> str:
    return (await words.of(await Shops(town.uow).by_id(shop.id), language))("push-delivered", number="7")


async def test_a_text_is_tried_kept_and_put_back(town: Town, edit: EditTexts) -> None:
    shop, other = await town.shop(), await town.shop()
    words = ShopWords(town.uow)
    usual = await said(town, shop, words)
    await edit.draft(shop.owner, PAID, "ru", "  Заказ <b>{number}</b> у вас!  ")
    assert await said(town, shop, words) == usual, "a draft is not said to anybody"

    await edit.keep(shop.owner, PAID, "ru")

    assert await said(town, shop, words) == "Заказ <b>7</b> у вас!"
    assert await said(town, shop, words, "en") == words_of("en")("push-delivered", number="7")
    assert await said(town, other, words) == usual
    assert await edit.changed(shop.owner) == ["push-delivered"]
    await edit.restore(shop.owner, PAID)
    assert await said(town, shop, words) == usual
    assert await edit.changed(shop.owner) == []
    assert await shop.ask("SELECT count(*) FROM audit_log WHERE action = 'text.changed'") == 2
    with pytest.raises(NotFound):
        await edit.keep(shop.owner, PAID, "ru")


@pytest.mark.parametrize(
    ("number", "typed", "why"),
    [(PAID, "", "length"), (PAID, "x" * 2001, "length"), (BUY, "x" * 61, "length"), (BUY, "a\nb", "line"),
     (BUY, "<b>Buy</b>", "plain"), (PAID, "<b>{number}", "tags"), (PAID, "{nonsense}", "unknown"),
     (PAID, "{", "braces")],
)  # fmt: skip
async def test_what_could_not_be_shown_is_refused(
    town: Town, edit: EditTexts, number: int, typed: str, why: str
) -> None:
    shop = await town.shop()
    with pytest.raises(TextRefused) as refused:
        await edit.draft(shop.owner, number, "ru", typed)
    assert refused.value.params["why"] == why
    assert await shop.count("shop_texts") == 0


async def test_texts_are_found_by_their_words_and_by_new_ones(town: Town, edit: EditTexts) -> None:
    shop = await town.shop()
    assert "button-buy-now" in await edit.find(shop.owner, "КУПИТЬ")
    await edit.draft(shop.owner, BUY, "ru", "Хочу!")
    await edit.keep(shop.owner, BUY, "ru")

    assert await edit.find(shop.owner, "хочу!") == ["button-buy-now"]
    assert await edit.find(shop.owner, "no such text anywhere") == []


async def test_only_who_changes_the_shop_changes_its_texts(town: Town, edit: EditTexts) -> None:
    shop = await town.shop()
    operator = await shop.hires(Role.OPERATOR)
    for refused in (edit.changed(operator), edit.one(operator, BUY), edit.draft(operator, BUY, "ru", "x"),
                    edit.keep(operator, BUY, "ru"), edit.restore(operator, BUY)):  # fmt: skip
        with pytest.raises(Forbidden):
            await refused
    with pytest.raises(NotFound):
        await edit.one(shop.owner, 1)


async def test_a_text_of_an_older_release_gives_way_to_the_usual_one(town: Town, edit: EditTexts) -> None:
    shop = await town.shop()
    await edit.draft(shop.owner, PAID, "ru", "{number}!")
    await edit.keep(shop.owner, PAID, "ru")
    await shop.tell('UPDATE shop_texts SET texts = \'{"ru": "{gone}!"}\'')

    assert await said(town, shop, ShopWords(town.uow)) == words_of("ru")("push-delivered", number="7")


def test_no_two_texts_share_a_number() -> None:
    assert len({text_number(key) for key in templates_of("en")}) == len(templates_of("en"))
