"""Import aiogram without building its 440 pydantic models: each is built when it is first used.

aiogram defers building and then rebuilds every model at the end of its own import, which costs three seconds
of CPU and 100 MB. We keep the names it rebuilds with, and hand them to each model's first use instead.
`tests/bot/test_lazy_models.py` proves that all of them still build.
"""

from typing import Any

from pydantic import BaseModel

_names: dict[str, Any] = {}


def _import_lazily() -> None:
    real = BaseModel.__dict__["model_rebuild"]

    def remember(cls: type[BaseModel], /, **kwargs: Any) -> bool | None:
        names = kwargs.get("_types_namespace")
        if names:
            _names.update(names)
            return None
        return real.__func__(cls, **kwargs)  # type: ignore[no-any-return]

    BaseModel.model_rebuild = classmethod(remember)  # type: ignore[method-assign, assignment]
    try:
        from aiogram.methods.base import Response, TelegramMethod
        from aiogram.types.base import TelegramObject
    finally:
        BaseModel.model_rebuild = real  # type: ignore[method-assign]

    def rebuild(cls: type[BaseModel], /, **kwargs: Any) -> bool | None:
        kwargs.setdefault("_types_namespace", _names)
        return real.__func__(cls, **kwargs)  # type: ignore[no-any-return]

    for base in (TelegramObject, TelegramMethod, Response):
        base.model_rebuild = classmethod(rebuild)  # type: ignore[method-assign, assignment]


_import_lazily()
