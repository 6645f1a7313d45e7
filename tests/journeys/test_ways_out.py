"""Nobody gets stuck: whatever the bot says in a private chat has Back or Menu below it."""

import pytest

from tests.journeys.phone import plain
from tests.journeys.stage import Scene


@pytest.mark.parametrize(
    "typed",
    ["/promo", "/promo бла", "/connect", "/stock abc qwe", "/order", "/order 99999", "/price", "/nosuch", "/payments",
     "/delivery", "/returns", "/cash", "/edit", "/rate", "/shops"],
)  # fmt: skip
async def test_what_staff_are_told_leads_on(scene: Scene, typed: str) -> None:
    await scene.kirill.start()
    told = await scene.kirill.says(typed)
    assert told.buttons[-1][-1] in ("☰ Меню", "‹ Назад")


async def test_menu_leads_out_of_a_refusal(scene: Scene) -> None:
    await scene.kirill.start()
    refused = await scene.kirill.says("/stock NOSUCH 5")
    await scene.kirill.tap("☰ Меню", refused.id)
    menu = await scene.kirill.screen("Добро пожаловать", "🛍 Каталог")
    assert menu.button("☰ Меню") is None


async def test_orders_are_found_by_name_and_help_tells_every_command(scene: Scene) -> None:
    await scene.kirill.start()
    assert "ничего не нашлось" in (await scene.kirill.says("/order Крылов")).text.lower()
    told = (await scene.kirill.says("/help")).text
    assert all(command in told for command in ("/sales", "/broadcast", "/health", "/team", "/returns", "/import"))


async def test_the_audit_speaks_of_money_as_people_do(scene: Scene) -> None:
    await scene.olga.start()
    await scene.olga.says("/price MUG-RED 990 1500")
    told = plain((await scene.olga.says("/audit")).text)
    assert "цена: 1 200 ₽ → 990 ₽" in told
    assert "старая цена: – → 1 500 ₽" in told
