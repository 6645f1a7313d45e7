"""The demo shops are complete, correct and said in both languages."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import chain

import pytest

from core.shops.demo.catalogue import DEMO_SHOPS, picture_keys
from core.shops.demo.drawings import PICTURE_KEYS
from core.shops.demo.lighthouse import LIGHTHOUSE
from core.shops.demo.model import DemoProduct, DemoShop
from core.shops.demo.northern import NORTHERN

PRODUCTS = [product for shop in DEMO_SHOPS for product in shop.products]
VARIANTS = [variant for product in PRODUCTS for variant in product.variants]

each_shop = pytest.mark.parametrize("shop", DEMO_SHOPS, ids=lambda shop: shop.slug)
each_product = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.slug)


def texts_of(value: object) -> Iterator[Mapping[str, str]]:
    """Every text in a value, however deep."""
    if isinstance(value, Mapping):
        if value.keys() & {"ru", "en"}:
            yield value
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(texts_of, value))
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


@each_shop
def test_everything_is_said_in_both_languages(shop: DemoShop) -> None:
    texts = list(texts_of(shop))
    assert len(texts) > 40
    for text in texts:
        assert text.keys() == {"ru", "en"}
        for said in text.values():
            assert said == said.strip() != ""
            assert '"' not in said
            assert "  " not in said


def test_no_russian_letter_has_strayed_into_english() -> None:
    for text in chain.from_iterable(map(texts_of, DEMO_SHOPS)):
        assert not re.search("[а-яё]", text["en"], re.IGNORECASE), text["en"]


def test_long_russian_texts_are_russian() -> None:
    for product in PRODUCTS:
        assert re.search("[а-яё]", product.description["ru"], re.IGNORECASE)


def test_the_main_shop_is_rich_enough_to_look_at() -> None:
    assert len(LIGHTHOUSE.products) >= 44
    assert sum(len(product.variants) for product in LIGHTHOUSE.products) >= 120
    assert sum(category.parent_slug is None for category in LIGHTHOUSE.categories) >= 6
    stocks = Counter(min(variant.stock, 4) for product in LIGHTHOUSE.products for variant in product.variants)
    assert stocks[0] >= 5, "sold out"
    assert stocks[1] + stocks[2] + stocks[3] >= 10, "nearly sold out"
    assert sum(variant.old_price is not None for variant in VARIANTS) >= 10


def test_the_second_shop_is_small() -> None:
    assert len(NORTHERN.products) == 8
    assert sum(len(product.variants) for product in NORTHERN.products) == 12


def test_skus_are_unique_and_can_be_typed() -> None:
    skus = [variant.sku for variant in VARIANTS]
    assert [sku for sku, times in Counter(skus).items() if times > 1] == []
    assert [sku for sku in skus if not re.fullmatch("[A-Z0-9][A-Z0-9-]{1,15}", sku)] == []


@each_shop
def test_slugs_are_unique_within_a_shop(shop: DemoShop) -> None:
    for things in (shop.products, shop.categories, shop.pickup_points, shop.courier):
        slugs = [thing.slug for thing in things]
        assert len(set(slugs)) == len(slugs)
        assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)


@each_shop
def test_every_shelf_is_reached_from_a_department(shop: DemoShop) -> None:
    parents = {category.slug: category.parent_slug for category in shop.categories}
    for slug in parents:
        path = [slug]
        while (parent := parents[path[-1]]) is not None:
            assert parent not in path, "a cycle"
            path.append(parent)
        assert len(path) <= 3


@each_shop
def test_siblings_have_different_positions(shop: DemoShop) -> None:
    places = [(category.parent_slug, category.position) for category in shop.categories]
    assert len(set(places)) == len(places)


@each_shop
def test_every_lowest_shelf_has_products_and_only_they_do(shop: DemoShop) -> None:
    branches = {category.parent_slug for category in shop.categories}
    leaves = {category.slug for category in shop.categories} - branches
    assert {product.category_slug for product in shop.products} == leaves


@each_product
def test_words_have_the_length_of_a_card(product: DemoProduct) -> None:
    for language in ("ru", "en"):
        assert 3 <= len(product.title[language]) <= 60
        assert 80 <= len(product.description[language]) <= 300
    assert product.tags


@each_product
def test_prices_are_whole_roubles_and_old_prices_higher(product: DemoProduct) -> None:
    for variant in product.variants:
        assert variant.price > 0
        assert variant.price % 100 == 0
        assert variant.stock >= 0
        assert variant.old_price is None or (variant.old_price > variant.price and variant.old_price % 100 == 0)


@each_product
def test_variants_use_exactly_the_options_offered(product: DemoProduct) -> None:
    offered = {option.code: [code for code, _ in option.values] for option in product.options}
    assert product.variants
    for variant in product.variants:
        assert list(variant.options) == list(offered)
        assert all(value in offered[code] for code, value in variant.options.items())
    for code, values in offered.items():
        assert len(set(values)) == len(values)
        assert {variant.options[code] for variant in product.variants} == set(values), "a value nobody can choose"
    combinations = [tuple(variant.options.values()) for variant in product.variants]
    assert len(set(combinations)) == len(combinations)


@each_shop
def test_a_shop_delivers_and_explains_itself(shop: DemoShop) -> None:
    assert len(shop.pickup_points) == 3
    assert len(shop.courier) == 2
    assert all(area.price > 0 and area.price % 100 == 0 for area in shop.courier)
    assert shop.currency == "RUB"
    assert all(len(text[language]) > 100 for text in (shop.terms, shop.payment_support) for language in ("ru", "en"))


def test_every_picture_is_drawn_and_no_drawing_is_left_over() -> None:
    assert {key for shop in DEMO_SHOPS for key in picture_keys(shop)} == set(PICTURE_KEYS)
