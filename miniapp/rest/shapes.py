"""What travels in the API: opaque ids, money in minor units, pages with a cursor."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from db.types.ids import decode_id, encode_id

T = TypeVar("T")
# Control characters but for tab and line ends, and those that change the direction of what follows.
_UNSEEN = dict.fromkeys(
    {*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {0x09, 0x0A, 0x0D}
)


def _read_id(told: Any, info: ValidationInfo) -> Any:
    if isinstance(told, str):
        return decode_id(told)
    if info.mode == "json":
        msg = "an id is a string"
        raise ValueError(msg)
    return told


Id = Annotated[
    int,
    BeforeValidator(_read_id),
    PlainSerializer(encode_id, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-z]{1,13}$", "examples": ["1wjyq6s09khs"]}),
]


class Told(BaseModel):
    """What we answer: nothing in it is changed afterwards, and every field is there."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Asked(BaseModel):
    """What we are asked: a name we do not know is a mistake, and types are not guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="after")
    @classmethod
    def _shown(cls, told: Any) -> Any:
        """Leave out what nobody sees and what turns a line around: others read it in the chat and in their files."""
        return told.translate(_UNSEEN) if type(told) is str else told


class Sparse(Asked):
    """How much of each item of a list is wanted."""

    fields: Annotated[
        str | None,
        Field(
            max_length=400,
            pattern="^[a-z_]+(,[a-z_]+)*$",
            description="Only these fields of each item, by name: `id,title,price`. All where none are named.",
        ),
    ] = None


class Money(Told):
    """An amount in minor units: 1990 RUB is 19.90 roubles."""

    amount: int
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]


class Page(Told, Generic[T]):
    """A part of a list. `next` is the cursor of the following part, null at the end."""

    items: list[T]
    next: str | None = None


class Problem(Told):
    """A refusal (RFC 9457). `code` stays the same in every language; `title` is a sentence for the person."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str | None = None
    errors: list[dict[str, str]] | None = None


class Picture(Told):
    """A picture in two sizes, as AVIF, WebP or JPEG by what the asker takes. `tone`: the colour there is most of."""

    url: str
    thumb: str
    width: int | None = None
    height: int | None = None
    tone: Annotated[str | None, Field(pattern="^#[0-9a-f]{6}$")] = None
