"""What every answer of the HTTP edge carries, and what refusals look like."""

from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from core.kit.observability.health import BotState
from miniapp.webhooks.telegram import Verdict
from tests.miniapp.conftest import Edge, Start


async def test_every_answer_carries_security_headers_and_hides_the_server(edge: Edge) -> None:
    for path in ("/", "/health/live", "/nowhere"):
        answer = await edge.session.get(path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "aiohttp" not in answer.headers["Server"]


async def test_a_sane_request_id_is_kept_and_any_other_replaced(edge: Edge) -> None:
    kept = await edge.session.get("/health/live", headers={"X-Request-Id": "trace-0001.a_b"})
    assert kept.headers["X-Request-Id"] == "trace-0001.a_b"
    for strange in ("short", "x" * 65, 'in"jection=1', "имя-запроса"):
        made = await edge.session.get("/health/live", headers={"X-Request-Id": strange})
        assert made.headers["X-Request-Id"] != strange
        assert len(made.headers["X-Request-Id"]) == 16


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "Этот адрес не принимает такой метод."),
        ("de", "This address does not take that method."),
    ],
)
async def test_refusals_are_problems_in_the_callers_language(edge: Edge, language: str, title: str) -> None:
    answer = await edge.session.put("/health/live", headers={"Accept-Language": language})
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]
    assert await answer.json(content_type="application/problem+json") == {
        "type": "about:blank",
        "title": title,
        "status": 405,
        "code": "error-wrong-method",
    }


async def test_an_unknown_address_is_a_problem_too(edge: Edge) -> None:
    answer = await edge.session.get("/nowhere")
    assert (answer.status, answer.content_type) == (404, "application/problem+json")


async def test_a_bug_is_logged_and_answered_without_its_details(edge: Edge, start: Start) -> None:
    async def buggy(_path: str, _secret: str, _update: dict[str, Any]) -> Verdict:
        msg = "the secret of the house"
        raise RuntimeError(msg)

    session = await start(replace(edge.parts, take_updates=buggy))
    with capture_logs() as lines:
        answer = await session.post("/webhooks/telegram/x", json={"update_id": 1})
    assert answer.status == 500
    assert "secret of the house" not in await answer.text()
    assert [line["event"] for line in lines if line["log_level"] == "error"] == ["request.failed"]


async def test_the_landing_page_speaks_the_browsers_language_and_links_the_bots(edge: Edge) -> None:
    edge.shown_bots.append(BotState(1, "lighthouse_bot", "polling"))
    russian = await edge.session.get("/", headers={"Accept-Language": "ru"})
    page = await russian.text()
    assert '<html lang="ru">' in page
    assert 'href="https://t.me/lighthouse_bot"' in page
    english = await (await edge.session.get("/", headers={"Accept-Language": "en-GB"})).text()
    assert '<html lang="en">' in english
    assert "script" not in page


async def test_the_landing_page_is_honest_when_no_bot_is_live(edge: Edge) -> None:
    assert "No shop is open here yet." in await (await edge.session.get("/")).text()


async def test_metrics_name_routes_and_not_paths(edge: Edge) -> None:
    await edge.session.get("/some/secret/path")
    page = await (await edge.session.get("/metrics")).text()
    assert 'shop_http_seconds_count{route="unmatched",status="404"}' in page
    assert "secret" not in page
    for name in ("shop_updates_total", "shop_holds_active", "shop_outbox_lag_seconds", "shop_inbox_lag_seconds"):
        assert name in page
