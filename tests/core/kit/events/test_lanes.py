"""Updates of one chat are handled in order, updates of different chats side by side."""

from typing import Any

import pytest

from core.kit.events.lanes import lane_of

CHAT: dict[str, Any] = {"id": -100, "type": "supergroup"}
ANNA: dict[str, Any] = {"id": 7, "first_name": "Anna"}


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"update_id": 1, "message": {"message_id": 1, "chat": CHAT, "from": ANNA}}, "chat:-100"),
        ({"update_id": 1, "edited_message": {"message_id": 1, "chat": CHAT}}, "chat:-100"),
        ({"update_id": 1, "callback_query": {"id": "1", "from": ANNA, "message": {"chat": CHAT}}}, "chat:-100"),
        ({"update_id": 1, "callback_query": {"id": "1", "from": ANNA, "inline_message_id": "x"}}, "user:7"),
        ({"update_id": 1, "inline_query": {"id": "1", "from": ANNA, "query": ""}}, "user:7"),
        ({"update_id": 1, "pre_checkout_query": {"id": "1", "from": ANNA}}, "user:7"),
        ({"update_id": 1, "my_chat_member": {"chat": CHAT, "from": ANNA}}, "chat:-100"),
        ({"update_id": 1, "poll": {"id": "1"}}, "update:1"),
        ({"update_id": 1}, "update:1"),
    ],
)
def test_an_update_goes_to_the_lane_of_its_chat_or_sender(update: dict[str, Any], lane: str) -> None:
    assert lane_of(update) == lane


@pytest.mark.parametrize("body", [None, [], "text", {"message": None}, {"chat": 5, "from": "me"}])
def test_a_shape_nobody_expects_still_has_a_lane(body: object) -> None:
    assert lane_of({"update_id": 3, "message": body}) == "update:3"
