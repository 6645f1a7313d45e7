"""Pictures as they are sent: in the best format the asker takes, or in the one that the address names."""

from io import BytesIO

import pytest
from PIL import Image

from core.kit.errors import NotFound
from core.shops.pictures import drawn, tone_of
from miniapp.rest.pictures import kind_of, shrunk

_CHROME = "image/avif,image/webp,image/apng,image/*,*/*;q=0.8"


@pytest.mark.parametrize(
    ("ending", "accepts", "kind"),
    [
        ("", _CHROME, "avif"),
        ("", "image/webp,*/*", "webp"),
        ("", "*/*", "jpg"),
        ("", "", "jpg"),
        ("jpg", _CHROME, "jpg"),
        ("webp", "", "webp"),
    ],
)
def test_the_smallest_format_that_is_taken(ending: str, accepts: str, kind: str) -> None:
    assert kind_of(ending, accepts) == kind


@pytest.mark.parametrize("ending", ["png", "svg", "jpg.exe"])
def test_other_endings_name_nothing(ending: str) -> None:
    with pytest.raises(NotFound):
        kind_of(ending, "*/*")


@pytest.mark.parametrize(("kind", "begins"), [("avif", b"ftypavif"), ("webp", b"WEBP"), ("jpg", b"\xff\xd8\xff")])
def test_each_format_is_what_it_says(kind: str, begins: bytes) -> None:
    made = shrunk(_picture(), 100, kind)
    assert begins in made[:16]
    assert max(Image.open(BytesIO(made)).size) == 100


def test_a_picture_has_the_tone_there_is_most_of() -> None:
    picture = drawn(_picture())
    assert (picture.width, picture.height) == (320, 240)
    red, green, blue = (int(str(picture.tone)[at : at + 2], 16) for at in (1, 3, 5))
    assert red > 180
    assert max(green, blue) < 80
    assert tone_of(Image.new("L", (8, 8), 255)) == "#ffffff"


def _picture() -> bytes:
    """Mostly red, a little white."""
    image = Image.new("RGB", (320, 240), (200, 40, 40))
    image.paste((255, 255, 255), (0, 0, 90, 90))
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()
