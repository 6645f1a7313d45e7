"""The drawings of the demo shops come out as photos."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from core.shops.demo.drawings import PICTURE_KEYS, render, render_many
from core.shops.demo.drawings.gallery import PICTURES

SAMPLE = ("tea-oolong", "mug-sea", "tee-black", "notebook-ink", "lamp-milk", "gift-box", "print-aurora")


@pytest.mark.parametrize("key", PICTURE_KEYS)
def test_a_drawing_is_sound_svg(key: str) -> None:
    svg = PICTURES[key].svg()
    ET.fromstring(svg)  # noqa: S314 – our own text
    assert set(re.findall(r"url\(#(\w+)\)", svg)) <= set(re.findall(r'id="(\w+)"', svg))
    assert "<text" not in svg, "letters are shapes: no font is needed"
    assert "nan" not in svg


@pytest.mark.parametrize("key", SAMPLE)
def test_a_product_photo_is_square(key: str) -> None:
    photo = Image.open(io.BytesIO(render(key, 96)))
    assert (photo.format, photo.size, photo.mode) == ("JPEG", (96, 96), "RGB")
    assert len(photo.getcolors(96 * 96) or ()) > 500, "something is drawn"


@pytest.mark.parametrize("key", ["cover-lighthouse", "cover-northern"])
def test_a_cover_is_wide(key: str) -> None:
    assert Image.open(io.BytesIO(render(key, 90))).size == (160, 90)


def test_a_photo_of_full_size_is_progressive_and_light() -> None:
    jpeg = render("mug-coral")
    photo = Image.open(io.BytesIO(jpeg))
    assert photo.size == (800, 800)
    assert photo.info["progressive"]
    assert len(jpeg) < 120_000


def test_drawing_twice_gives_the_same_photo() -> None:
    assert render("honey", 120) == render("honey", 120)


def test_many_photos_drawn_beside_are_the_same_as_drawn_here() -> None:
    keys = PICTURE_KEYS[:10]
    assert render_many([*keys, keys[0]], workers=2, size=48) == {key: render(key, 48) for key in keys}


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(KeyError, match="unicorn"):
        render_many(["unicorn"])
    with pytest.raises(KeyError, match="unicorn"):
        render("unicorn")
