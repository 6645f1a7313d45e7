"""Who may ask what: every route × nobody, strangers, every role, another bot; one's own things and others'."""

import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession

from core.auth.roles import ALLOWED, asks_for_proof
from db.types.enums import Role
from db.types.ids import encode_id, new_id
from miniapp.rest.api import RESOURCES
from miniapp.rest.route import Access, Route
from sandbox.server import RunningSandbox
from tests.journeys.stage import Running, Scene, open_shop
from tests.journeys.web import Visitor, launch_data

ROUTES = [route for kind in RESOURCES for route in kind.__new__(kind).routes()]
# What a body has to look like so that the question behind it is asked at all.
BODIES: dict[str, dict[str, Any]] = {
    "ChangeMe": {}, "AddressTyped": {"address": "Moscow, Tverskaya street, 1"}, "AddressChanged": {"label": "b"},
    "Quantity": {"quantity": 1}, "BuyNow": {"variant": "variant_id"}, "Answers": {}, "CodeTyped": {"code": "NOPE"},
    "PlaceIt": {"expected_total": 1}, "PayBy": {},
    "SendBack": {"lines": [{"position": 1, "quantity": 1}], "reason": "b"},
    "Tracking": {"tracking": "RU1"}, "Rated": {"product": "product_id", "rating": 5}, "Code": {"code": "123456"},
    "LoginShop": {"shop": "nobody"},
    "TelegramProof": {"init_data": "x", "shop": "nobody"}, "WidgetProof": {"shop": "nobody", "fields": {"id": "1"}},
    "RefreshToken": {"refresh_token": "x" * 30}, "Shipped": {}, "Delivered": {}, "Why": {"reason": "b"},
    "RefundAsked": {"reason": "b"}, "Answered": {"decision": "reject", "words": "b"}, "ChangedStock": {"quantity": 3},
    "ChangedGoods": {"price": 5}, "Reviewed": {"decision": "approve"}, "ReceptionAsked": {}, "InspectionAsked": {},
    "Closing": {},
}  # fmt: skip


@dataclass
class Street:
    """Two shops of two bots, who lives there, and the keys to what Anna has in the first."""

    here: Scene
    there: Scene
    anna: Visitor
    keys: dict[str, str]


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as found:
        yield found


@pytest.fixture
async def street(scene: Scene, application: Running, sandbox: RunningSandbox, session: ClientSession) -> Street:
    there = await open_shop(application, sandbox)
    await scene.anna.start()
    anna = await Visitor(scene, session, {}).enters(scene.anna, "Анна")
    placed = await anna.orders(scene.tea, pay="cash", courier=True)
    await anna.puts(scene.tea)
    added = await anna.does("POST", "/me/addresses", {"address": "Home: Moscow, Tverskaya street, 1"})
    sessions = await anna.gets("/auth/sessions")
    keys = {
        "order_id": placed["id"],
        "product_id": encode_id(scene.tea.product_id),
        "variant_id": encode_id(scene.tea.variant_id),
        "address_id": added["items"][0]["id"],
        "session_id": sessions["items"][0]["id"],
        "return_id": encode_id(new_id()),
        "note_id": encode_id(new_id()),
        "refund_id": encode_id(new_id()),
        "sku": scene.tea.sku,
    }
    return Street(scene, there, anna, keys)


def path_of(route: Route, keys: dict[str, str], slug: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: slug if found[1] == "slug" else keys[found[1]], route.path)


def body_of(route: Route, keys: dict[str, str]) -> Any:
    if route.signature.body is None:
        return None
    told = BODIES[route.signature.body.__name__]
    return {name: keys.get(value, value) if isinstance(value, str) else value for name, value in told.items()}


async def ask(visitor: Visitor, route: Route, keys: dict[str, str], slug: str) -> tuple[int, str]:
    """Return status and code of the answer."""
    answer = await visitor.asks(
        route.method, path_of(route, keys, slug), body_of(route, keys), key=secrets.token_hex(8)
    )
    if answer.content_type == "application/problem+json":
        return answer.status, (await answer.json(content_type=None))["code"]
    answer.close()
    return answer.status, ""


async def test_who_is_not_signed_in_is_told_so(street: Street, session: ClientSession) -> None:
    slug = street.here.stall.shop.slug
    forged: list[dict[str, str]] = [
        {},
        *({"access_token": one} for one in ("x", "a.b.c", street.anna.tokens["refresh_token"])),
    ]
    for route in ROUTES:
        for tokens in forged:
            visitor = Visitor(street.here, session, tokens)
            expected = (401, "error-not-signed-in") if tokens or route.access is not Access.ANYBODY else None
            if expected is not None:
                assert await ask(visitor, route, street.keys, slug) == expected, route.path


async def test_another_bots_session_finds_no_shop_here(street: Street, session: ClientSession) -> None:
    """Whoever owns a bot can sign in as anybody there: it must open nothing of another bot's shops."""
    slug = street.here.stall.shop.slug
    thief = await Visitor(street.there, session, {}).enters_as(street.here.anna.person, "Анна")
    for route in ROUTES:
        if route.of_a_shop:
            assert await ask(thief, route, street.keys, slug) == (404, "error-not-found"), route.path
    assert (await thief.gets("/orders"))["items"] == []
    assert await thief.refused("GET", f"/orders/{street.keys['order_id']}") == (404, "error-not-found")
    assert await thief.refused("GET", f"/orders?shop={slug}") == (404, "error-not-found")
    forged = await launch_data(street.there, street.here.anna.person)
    refused = await thief.refused("POST", "/auth/telegram", {"init_data": forged, "shop": slug})
    assert refused == (401, "error-forged-proof")


@pytest.mark.parametrize("role", [None, *Role], ids=str)
async def test_others_things_look_like_nothing_at_all(
    street: Street, session: ClientSession, role: Role | None
) -> None:
    """Also to staff: these routes are about oneself; the shop's own have other addresses."""
    scene, slug = street.here, street.here.stall.shop.slug
    if role is None:
        telegram_id = scene.stranger.person
    else:
        telegram_id = (
            scene.stall.owner.telegram_id if role is Role.OWNER else (await scene.stall.hires(role, "B")).telegram_id
        )
    other = await Visitor(scene, session, {}).enters_as(telegram_id, "B")
    nothing = {name: encode_id(new_id()) for name in street.keys if name != "sku"}
    before = await street.anna.gets(f"/orders/{street.keys['order_id']}")
    for route in ROUTES:
        named = {name for name, _ in route.signature.path} & {"order_id", "address_id", "session_id", "return_id"}
        if named and route.access is not Access.STAFF:
            theirs, nobodys = await ask(other, route, street.keys, slug), await ask(other, route, nothing, slug)
            assert theirs == nobodys, f"{route.method} {route.path}: {theirs} {nobodys}"
            assert theirs[0] >= 400 or route.path.endswith("/reviews"), f"{route.method} {route.path}: {theirs}"
    assert await street.anna.gets(f"/orders/{street.keys['order_id']}") == before
    assert len((await street.anna.gets("/me/addresses"))["items"]) == 2
    assert (await street.anna.gets("/me"))["name"] == "Анна"


@pytest.mark.parametrize("role", [None, *Role], ids=str)
async def test_the_shops_own_routes_are_for_those_whose_role_allows(
    street: Street, session: ClientSession, role: Role | None
) -> None:
    scene, slug = street.here, street.here.stall.shop.slug
    hired = None if role in (None, Role.OWNER) else await scene.stall.hires(role, "B")
    telegram_id = hired.telegram_id if hired else scene.stall.owner.telegram_id if role else scene.stranger.person
    one = await Visitor(scene, session, {}).enters_as(telegram_id, "B")
    elsewhere = await Visitor(street.there, session, {}).enters_as(street.there.stall.owner.telegram_id, "B")
    own = {**street.keys, "return_id": encode_id(new_id())}
    for route in (one for one in ROUTES if one.access is Access.STAFF):
        status, code = await ask(one, route, own, slug)
        allowed = role is not None and (route.permission is None or route.permission in ALLOWED[role])
        if not allowed:
            assert (status, code) == (403, "error-forbidden"), f"{route.method} {route.path}"
        elif route.permission is not None and asks_for_proof(route.permission):
            assert (status, code) == (403, "error-step-up"), f"{route.method} {route.path}"
        else:
            assert code not in ("error-forbidden", "error-step-up"), f"{route.method} {route.path}: {status} {code}"
            assert status < 500, f"{route.method} {route.path}: {status} {code}"
        assert (await ask(elsewhere, route, own, slug))[0] == 404, f"{route.method} {route.path}"


async def test_staff_sell_from_the_web(street: Street, session: ClientSession) -> None:
    """Accepted, packed, shipped, delivered; the stock follows, and the chat's cards too."""
    scene = street.here
    olga = await Visitor(scene, session, {}).enters_as(scene.stall.owner.telegram_id, "Olga")
    at = "/manage/shops/{slug}"
    me = await olga.gets(at)
    assert (me["role"], me["second_factor"]) == ("owner", False)
    [listed] = (await olga.gets(f"{at}/orders?status=awaiting_confirmation"))["items"]
    assert listed["customer"] == "Анна"
    seen = []
    for step, body in (("accept", None), ("pack", None), ("ship", {"tracking": "RA123456785RU"}), ("deliver", {})):
        card = await olga.gets(f"{at}/orders/{listed['id']}")
        assert step in card["steps"], (step, card["steps"])
        seen.append((await olga.does("POST", f"{at}/orders/{listed['id']}/{step}", body))["order"]["status"])
    assert seen == ["confirmed", "fulfilling", "fulfilling", "delivered"]
    await scene.settled()
    await scene.anna.sees("RA123456785RU")

    stock = await olga.does("PUT", f"{at}/stock/TEA", {"quantity": 5, "relative": True}, secrets.token_hex(8))
    assert stock["on_hand"] == 14
    changed = await olga.does("PATCH", f"{at}/goods/TEA", {"price": 555_00})
    assert changed["price"]["amount"] == 555_00
    assert await olga.refused("PATCH", f"{at}/goods/NOPE", {"price": 1}) == (404, "error-unknown-sku")


def test_every_body_has_a_value_here() -> None:
    named = {route.signature.body.__name__ for route in ROUTES if route.signature.body is not None}
    assert named == set(BODIES)


async def test_bodies_that_are_too_large_too_deep_or_no_json_are_refused(street: Street) -> None:
    anna, at = street.anna, street.anna.at("/shops/{slug}/quotes")
    headers = {"Authorization": f"Bearer {anna.tokens['access_token']}", "Content-Type": "application/json"}
    for body, statuses in (
        (b'{"comment": "' + b"x" * 70_000 + b'"}', {413}),
        (b"[" * 50_000 + b"]" * 10, {400, 422}),
        (b'{"cart":' * 5_000, {400}),
        (b"{", {400}),
        (b'{"comment": "\\u0000"}', {400}),
        (b'{"comment": "\xff"}', {400}),
        (b'{"unknown": 1}', {422}),
        (b'{"use_points": "yes"}', {422}),
        (b'{"cart": 12345}', {422}),
        (b"null", {422}),
    ):
        async with anna.session.post(at, data=body, headers=headers) as answer:
            assert answer.status in statuses, (body[:40], answer.status)
            assert answer.content_type == "application/problem+json"


async def test_pages_from_elsewhere_may_not_call_unless_named(street: Street) -> None:
    answer = await street.anna.asks("GET", "/me", Origin="https://elsewhere.example")
    assert "Access-Control-Allow-Origin" not in answer.headers
