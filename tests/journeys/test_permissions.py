"""Every command × every role × own or another shop: who may is answered, who may not is told so."""

from dataclasses import replace

import pytest

from bot.conversation import Routes
from bot.screen import Alert, Screen
from core.auth.actor import Actor
from core.auth.roles import ALLOWED, Permission
from core.kit.errors import AppError, Forbidden
from core.kit.i18n.words import words_of
from core.shops.open_shop import Shops
from db.types.enums import Role
from db.types.ids import BotId
from handlers import ROUTERS
from tests.factories.town import Town
from tests.journeys.crawler import turn_of

# What each command of the staff asks for when it is sent alone; None: anybody in the team.
_P = Permission
NEEDS: dict[str, Permission | None] = {
    "audit": _P.SEE_AUDIT, "broadcast": _P.SEND_CAMPAIGNS, "bulk": _P.CHANGE_PRODUCTS,
    "cash": _P.COUNT_CASH, "categories": _P.CHANGE_PRODUCTS, "count": _P.CHANGE_STOCK, "delivery": _P.CHANGE_SHOP,
    "health": _P.CHANGE_SHOP, "orders": _P.SEE_ORDERS, "payments": _P.SEE_PAYMENTS, "promo": _P.CHANGE_PROMOS,
    "report": _P.SEE_FIGURES, "returns": _P.SEE_ORDERS, "sales": _P.SEE_FIGURES, "shop": _P.CHANGE_SHOP,
    "login": _P.CHANGE_SHOP,
    "stock": _P.SEE_STOCK, "team": _P.CHANGE_TEAM, "texts": _P.CHANGE_SHOP, "faq": _P.CHANGE_ANSWERS,
    "scenarios": _P.SEND_CAMPAIGNS, "post": _P.POST_GOODS, "talks": _P.ANSWER_CUSTOMERS, "reviews": _P.MODERATE_REVIEWS,
    "deliveries": _P.DELIVER_OWN, "rules": _P.CHANGE_MONEY_RULES, "risk": _P.CHANGE_MONEY_RULES,
}  # fmt: skip


async def answer(routes: Routes, town: Town, actor: Actor, command: str, args: str = "") -> str:
    """What somebody is answered: `forbidden`, or the text."""
    shop = await Shops(town.uow).by_id(actor.shop_id)
    turn = turn_of(shop, actor, BotId(1), "lavka_bot", words_of("en"), text=args)
    try:
        reply = await routes.staff_commands[command](turn, args)
    except Forbidden:
        return "forbidden"
    except AppError as refused:
        return refused.code
    assert isinstance(reply, (Screen, Alert)), reply
    return reply.text


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: str(role or "customer"))
async def test_each_command_is_for_those_who_may(town: Town, routes: Routes, role: Role | None) -> None:
    stall = await town.shop()
    await stall.sells("TEA")
    actor = (await stall.customer()).actor if role is None else await stall.hires(role)
    wrong = []
    for command, needed in sorted(NEEDS.items()):
        said = await answer(routes, town, actor, command)
        may = role is not None and (needed is None or needed in ALLOWED[role])
        if (said == "forbidden") == may:
            wrong.append(f"/{command}: {said[:60]!r}")
    assert wrong == []


def test_every_command_of_the_staff_is_in_the_matrix_or_asks_later() -> None:
    # Commands that only explain themselves when sent alone are tried with words below.
    explain = {
        "add", "topics", "way", "connect", "digital", "edit", "export", "find", "giftcard", "hide", "import", "keys",
        "kind", "move", "newshop", "order", "places", "price", "rate", "shops", "show",
    }  # fmt: skip
    # About oneself: whoever works here has a second factor of their own.
    explain |= {"code", "mfa", "dashboard"}
    known = {name for conversation in ROUTERS for name in conversation.staff_commands}
    assert known - NEEDS.keys() - explain == set()


@pytest.mark.parametrize(
    ("command", "args"),
    [("price", "SECRET 1"), ("stock", "SECRET 5"), ("hide", "SECRET"), ("show", "SECRET"), ("edit", "SECRET"),
     ("find", "SECRET"), ("order", "{number}"), ("kind", "SECRET text"), ("keys", "SECRET"), ("audit", "SECRET")],
)  # fmt: skip
async def test_an_owner_sees_and_changes_nothing_of_another_shop(
    town: Town, routes: Routes, command: str, args: str
) -> None:
    mine, others = await town.shop(), await town.shop()
    secret = await others.sells("SECRET", price=777_00)
    order = await (await others.customer("Bella")).has_paid_for(secret)
    number = await others.ask("SELECT number FROM orders WHERE id = :id", id=order.order_id)

    said = await answer(routes, town, mine.owner, command, args.format(number=number))
    nothing = await answer(
        routes, town, mine.owner, command, args.format(number=99_999_999).replace("SECRET", "NOSUCH")
    )

    assert "Bella" not in said
    assert "777" not in said
    # What is another shop's looks like what does not exist at all.
    assert said.replace("SECRET", "NOSUCH").replace(str(number), "99999999").casefold() == nothing.casefold()
    assert await others.ask("SELECT price FROM variants") == 777_00
    assert not await others.ask("SELECT hidden FROM variants")


async def test_a_role_in_one_shop_is_none_in_another(town: Town, routes: Routes) -> None:
    mine, others = await town.shop(), await town.shop()
    owner_there = replace(mine.owner, shop_id=others.id, role=None)
    for command, needed in sorted(NEEDS.items()):
        if needed is not None:
            assert await answer(routes, town, owner_there, command) == "forbidden", command
