"""The API against its own document: whatever is sent, it answers as it says, and never breaks (Schemathesis)."""

import asyncio
import os
import re
import secrets
from collections import Counter
from collections.abc import Iterator
from typing import Any

import requests
import schemathesis
from aiohttp import ClientSession
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import response_schema_conformance

from db.types.ids import encode_id
from miniapp.rest.api import describe
from tests.journeys.stage import Scene
from tests.journeys.web import Visitor

CASES = 20_000 if os.environ.get("SOAK") else 2_000
PEOPLE = 14
# They end the session they come with: these go with one of their own.
_ENDING = {("DELETE", "/api/v1/me"), ("POST", "/api/v1/auth/logout"), ("DELETE", "/api/v1/auth/sessions")}
_STREAMS = {"/api/v1/shops/{slug}/live"}
_SLOW = {"/api/v1/me/export"}


def operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_dict(describe())
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]
        if operation.path not in _STREAMS:
            yield operation


async def known_ids(scene: Scene, buyer: Visitor) -> dict[str, list[str]]:
    """Ids that lead somewhere, by the names they have in paths and bodies."""
    placed = await buyer.orders(scene.tea, pay="cash")
    await buyer.puts(scene.blue_mug)
    shelf = await scene.stall.ask("SELECT max(id) FROM categories")
    option = await scene.stall.ask("SELECT max(id) FROM delivery_options")
    return {
        "order_id": [placed["id"]],
        "product_id": [encode_id(scene.tea.product_id), encode_id(scene.blue_mug.product_id)],
        "variant_id": [encode_id(scene.tea.variant_id), encode_id(scene.blue_mug.variant_id)],
        "variant": [encode_id(scene.tea.variant_id)],
        "category": [encode_id(shelf)],
        "delivery": [encode_id(option)],
        "product": [encode_id(scene.tea.product_id)],
    }


def lead_somewhere(case: Any, ids: dict[str, list[str]], slug: str, choose: int) -> None:
    """Point a made-up request at things that exist, three times in four."""
    path = case.path_parameters if isinstance(case.path_parameters, dict) else {}
    if "slug" in path:
        path["slug"] = slug
    if not choose % 4:
        return
    for told in (path, case.query, case.body):
        for name in told if isinstance(told, dict) else ():
            if name in ids:
                told[name] = ids[name][choose % len(ids[name])]


def send(case: Any, base: str, token: str) -> requests.Response:
    headers = {**(dict(case.headers) if case.headers else {}), "Authorization": f"Bearer {token}"}
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = secrets.token_hex(8)
    answer: requests.Response = case.call(base_url=base, headers=headers, timeout=30)
    return answer


def test_whatever_the_document_names_is_in_it() -> None:
    told = describe()
    named = set(re.findall(r"#/components/schemas/([^\"']+)", str(told)))
    assert named <= set(told["components"]["schemas"])


async def test_whatever_is_sent_it_answers_as_it_says_and_never_breaks(scene: Scene) -> None:
    async with ClientSession() as session:
        buyer = await Visitor(scene, session, {}).enters(scene.anna)
        ids = await known_ids(scene, buyer)
        tokens = [buyer.tokens["access_token"]]
        for number in range(PEOPLE):
            visitor = await Visitor(scene, session, {}).enters_as(910_000_000 + number, f"Guest {number}")
            tokens.append(visitor.tokens["access_token"])
        ending = tokens.pop()
    base = f"http://127.0.0.1:{scene.app.port}"
    found = list(operations())
    seen: Counter[int] = Counter()
    wrong: list[str] = []

    def try_one(operation: Any) -> None:
        documented = {int(status) for status in operation.definition.raw["responses"]}
        own = (operation.method.upper(), operation.path) in _ENDING or operation.path in _SLOW

        @settings(
            max_examples=max(10, CASES // len(found)),
            database=None,
            deadline=None,
            derandomize=not os.environ.get("SOAK"),
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), choose=st.integers(0, 1000))
        def ask(case: Any, choose: int) -> None:
            lead_somewhere(case, ids, scene.stall.shop.slug, choose)
            token = ending if own else tokens[choose % len(tokens)]
            answer = send(case, base, token)
            seen[answer.status_code] += 1
            if answer.status_code >= 500:
                wrong.append(f"{operation.method} {operation.path}: {answer.status_code} {answer.text[:200]}")
            elif answer.status_code not in documented:
                wrong.append(f"{operation.method} {operation.path}: {answer.status_code} is not in the document")
            elif answer.status_code == 200:
                case.validate_response(answer, checks=(response_schema_conformance,))

        ask()

    for operation in found:
        await asyncio.to_thread(try_one, operation)

    assert wrong == [], "\n".join(sorted(set(wrong))[:20])
    assert seen[200] + seen[201] > sum(seen.values()) // 5, seen
    assert seen[429] < sum(seen.values()) // 5, seen
