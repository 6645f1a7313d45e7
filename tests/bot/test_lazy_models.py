"""Models that are built when first used must all still build."""

import pytest
from aiogram import methods, types
from pydantic import BaseModel

import bot.lazy_models  # noqa: F401

MODELS = [
    getattr(module, name)
    for module in (types, methods)
    for name in module.__all__
    if isinstance(getattr(module, name), type) and issubclass(getattr(module, name), BaseModel)
]


def test_every_model_of_the_client_builds() -> None:
    broken = []
    for model in MODELS:
        if model.__name__ == "TelegramMethod":
            continue  # generic: its children are what is used
        model.model_rebuild()
        if not model.__pydantic_complete__:
            broken.append(model.__name__)
    assert broken == []


@pytest.mark.parametrize("kind", ["message", "edited_message", "channel_post"])
def test_an_update_is_read_without_building_anything_first(kind: str) -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "hello"}
    update = types.Update.model_validate({"update_id": 1, kind: message})
    assert getattr(update, kind).text == "hello"
