"""Models that are built when first used must all still build."""

import gc
import weakref

import pytest
from aiogram import methods, types
from aiogram.methods.base import Response
from pydantic import BaseModel

import bot.lazy_models  # noqa: F401
from bot import session

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


def test_the_model_of_an_answer_is_built_once_not_after_every_garbage_collection() -> None:
    kept = weakref.ref(session.answer_of(types.PhotoSize))
    forgotten = weakref.ref(Response[types.Dice])
    gc.collect()

    assert kept() is Response[types.PhotoSize]
    assert forgotten() is None, "pydantic keeps them by itself: `answer_of` is not needed any more"
