"""The demo shops, written into a real database: whole, once, and completed after a run that was cut off."""

from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text

from core.kit.security.cipher import Cipher
from core.kit.uow import UnitOfWork
from core.shops.demo.catalogue import DEMO_SHOPS, picture_keys
from core.shops.demo.lighthouse import LIGHTHOUSE
from core.shops.demo.northern import NORTHERN
from core.shops.digital import CONTENTS_CONTEXT, KEYS_CONTEXT
from core.shops.find import FindProducts
from core.shops.open_shop import Shops
from core.shops.seed import PAYMENT_SUPPORT, DatabaseNotEmpty, SeedDemo, SeedRequest, drawing_code
from core.shops.shop import Shop
from db.repositories import texts
from db.types.enums import Role
from tests.factories.town import Town

CIPHER = Cipher("a key of the tests, 32 characters")
TABLES = ("shops", "categories", "products", "variants", "stock_items", "stock_movements", "media", "delivery_options")
SMALL = replace(LIGHTHOUSE, products=LIGHTHOUSE.products[:2], cover=LIGHTHOUSE.products[0].picture)


@pytest.fixture
def drawn_before(tmp_path: Path) -> Path:
    """A cache that holds a stand-in for every picture, each of its own."""
    folder = tmp_path / drawing_code()
    folder.mkdir()
    for shop in DEMO_SHOPS:
        for key in picture_keys(shop):
            (folder / f"{key}.jpg").write_bytes(_drawing_of(key))
    return tmp_path


def _drawing_of(key: str) -> bytes:
    """A picture that is like no other: JPEG ends where it says so, and what follows is nobody's."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return out.getvalue() + b"a drawing of " + key.encode()


@pytest.fixture
async def request_(town: Town) -> SeedRequest:
    owner_id, _ = await town.person("Olga")
    return SeedRequest(await town.bot(), owner_id)


async def counted(uow: UnitOfWork) -> dict[str, int]:
    async with uow.platform() as connection:
        return {
            table: int((await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())
            for table in TABLES
        }


async def first_shop(uow: UnitOfWork) -> Shop:
    return await Shops(uow).by_slug(LIGHTHOUSE.slug)


async def test_an_empty_database_gets_every_shop_whole(
    uow: UnitOfWork, drawn_before: Path, request_: SeedRequest
) -> None:
    seeded = await SeedDemo(uow, CIPHER, drawn_before)(request_)
    assert seeded.opened == tuple(shop.slug for shop in DEMO_SHOPS)
    products = [product for shop in DEMO_SHOPS for product in shop.products]
    variants = [variant for product in products for variant in product.variants]
    assert await counted(uow) == {
        "shops": len(DEMO_SHOPS),
        "categories": sum(len(shop.categories) for shop in DEMO_SHOPS),
        "products": len(products),
        "variants": len(variants),
        "stock_items": len(variants),
        "stock_movements": sum(variant.stock > 0 for variant in variants),
        "media": sum(len(picture_keys(shop)) for shop in DEMO_SHOPS),
        "delivery_options": sum(len(shop.pickup_points) + len(shop.courier) for shop in DEMO_SHOPS),
    }


async def test_a_second_run_changes_nothing_and_says_so(
    uow: UnitOfWork, drawn_before: Path, request_: SeedRequest
) -> None:
    seed = SeedDemo(uow, CIPHER, drawn_before)
    await seed(request_)
    before = await counted(uow)
    again = await seed(request_)
    assert not again.changed
    assert again.present == tuple(shop.slug for shop in DEMO_SHOPS)
    assert await counted(uow) == before


async def test_a_run_that_was_cut_off_is_completed_by_the_next(
    uow: UnitOfWork, drawn_before: Path, request_: SeedRequest
) -> None:
    await SeedDemo(uow, CIPHER, drawn_before, (LIGHTHOUSE,))(request_)
    seeded = await SeedDemo(uow, CIPHER, drawn_before)(request_)
    assert (seeded.opened, seeded.present) == ((NORTHERN.slug,), (LIGHTHOUSE.slug,))


async def test_a_shop_that_cannot_be_finished_leaves_nothing(
    uow: UnitOfWork, drawn_before: Path, request_: SeedRequest
) -> None:
    twice = replace(LIGHTHOUSE, products=(LIGHTHOUSE.products[0], LIGHTHOUSE.products[0]))
    with pytest.raises(Exception):  # noqa: B017 – whichever constraint sees it first
        await SeedDemo(uow, CIPHER, drawn_before, (twice,))(request_)
    assert set((await counted(uow)).values()) == {0}


async def test_the_demo_does_not_move_in_with_other_shops(
    town: Town, drawn_before: Path, request_: SeedRequest
) -> None:
    await town.shop()
    with pytest.raises(DatabaseNotEmpty):
        await SeedDemo(town.uow, CIPHER, drawn_before)(request_)


async def test_a_shop_opened_beside_the_demo_disturbs_no_later_run(
    town: Town, drawn_before: Path, request_: SeedRequest
) -> None:
    seed = SeedDemo(town.uow, CIPHER, drawn_before)
    await seed(request_)
    await town.shop()
    assert not (await seed(request_)).changed


async def test_shops_stand_on_their_bot_with_team_and_words(
    town: Town, drawn_before: Path, request_: SeedRequest
) -> None:
    keeper, _ = await town.person("Semyon")
    asked = replace(request_, staff=((keeper, Role.STOCK_KEEPER), (request_.owner_id, Role.ANALYST)), staff_chat_id=-5)
    await SeedDemo(town.uow, CIPHER, drawn_before)(asked)
    shop = await first_shop(town.uow)
    assert (shop.bot_id, shop.staff_chat_id, shop.rules.demo) == (request_.bot_id, -5, True)
    assert shop.cover_media_id is not None
    async with town.uow(shop.id) as tx:
        team = await tx.connection.execute(text("SELECT person_id, role FROM staff ORDER BY role"))
        assert [tuple(member) for member in team] == [(request_.owner_id, "owner"), (keeper, "stock_keeper")]
        assert await texts.text_of(tx.connection, shop.id, PAYMENT_SUPPORT) == dict(LIGHTHOUSE.payment_support)
        assert await texts.text_of(tx.connection, shop.id, "unwritten") == {}
    async with town.uow.platform() as connection:
        default = await connection.execute(text("SELECT default_shop_id FROM bots"))
        assert default.scalar_one() == shop.id


async def test_customers_find_products_by_words_of_both_languages_and_by_sku(
    uow: UnitOfWork, drawn_before: Path, request_: SeedRequest
) -> None:
    await SeedDemo(uow, CIPHER, drawn_before)(request_)
    shop = await first_shop(uow)
    find = FindProducts(uow)
    for words in ("улун", "Oolong", "OOL-100", "туманый берег"):
        found = (await find.ask(shop.id, words)).products
        assert found[0].title["en"] == "Misty Shore Oolong", words


async def test_sold_out_products_are_marked_from_the_start(
    uow: UnitOfWork, drawn_before: Path, request_: SeedRequest
) -> None:
    await SeedDemo(uow, CIPHER, drawn_before)(request_)
    shop = await first_shop(uow)
    async with uow(shop.id) as tx:
        marked = set((await tx.connection.execute(text("SELECT slug FROM products WHERE sold_out"))).scalars())
    empty = {product.slug for product in LIGHTHOUSE.products if not any(v.stock for v in product.variants)}
    assert marked == empty


async def test_progress_counts_up_to_its_end(uow: UnitOfWork, drawn_before: Path, request_: SeedRequest) -> None:
    steps: list[tuple[int, int]] = []
    await SeedDemo(uow, CIPHER, drawn_before)(request_, lambda done, total, _: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


async def test_pictures_are_drawn_once_and_kept_for_the_next_database(
    uow: UnitOfWork, tmp_path: Path, request_: SeedRequest
) -> None:
    await SeedDemo(uow, CIPHER, tmp_path, (SMALL,))(request_)
    kept = sorted(path.name for path in (tmp_path / drawing_code()).iterdir())
    assert kept == sorted(f"{key}.jpg" for key in picture_keys(SMALL))
    shop = await first_shop(uow)
    async with uow(shop.id) as tx:
        pictures: list[Any] = list(await tx.connection.execute(text("SELECT content, width, height FROM media")))
    assert all(bytes(picture.content).startswith(b"\xff\xd8") for picture in pictures)


async def test_a_cache_that_cannot_be_written_is_no_obstacle(
    uow: UnitOfWork, tmp_path: Path, request_: SeedRequest
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    assert (await SeedDemo(uow, CIPHER, in_the_way, (SMALL,))(request_)).changed


async def test_the_digital_shelf_can_be_bought_from(uow: UnitOfWork, drawn_before: Path, request_: SeedRequest) -> None:
    await SeedDemo(uow, CIPHER, drawn_before)(request_)
    shop = await first_shop(uow)
    async with uow(shop.id) as tx:
        keys = (await tx.connection.execute(text("SELECT content_cipher FROM digital_keys"))).scalars().all()
        [file] = (await tx.connection.execute(text("SELECT content_cipher FROM digital_contents"))).scalars().all()
        prices = (await tx.connection.execute(text("SELECT price FROM variant_prices ORDER BY price"))).scalars().all()
    opened = [CIPHER.decrypt(key, KEYS_CONTEXT) for key in keys]
    assert len(set(opened)) == 12
    assert b64decode(CIPHER.decrypt(file, CONTENTS_CONTEXT)) == _drawing_of("cover-lighthouse")
    assert prices == [50, 150]
