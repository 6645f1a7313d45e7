"""From a picture's key to the bytes of a photo."""

import io
from functools import lru_cache

import resvg_py
from PIL import Image

from core.shops.demo.drawings.gallery import PICTURES
from core.shops.demo.drawings.scene import Palette, room
from core.shops.demo.drawings.sheet import Sheet

_DETAIL = 0.84
"""Drawn a little smaller than shown: soft shapes look the same, and it takes two thirds of the time."""

PICTURE_KEYS: tuple[str, ...] = tuple(PICTURES)


def render(picture_key: str, size: int = 800) -> bytes:
    """A progressive JPEG, `size` pixels high (product pictures are square). `KeyError` for an unknown key."""
    picture = PICTURES[picture_key]
    width = round(size * picture.width / picture.height)
    drawn = (round(width * _DETAIL), round(size * _DETAIL))
    sheet = picture.thing()
    photo = _room(picture.palette, picture.table, drawn).copy() if picture.palette else Image.new("RGB", drawn)
    if sheet.has_under:
        soft = _pixels(sheet.svg("under"), width // 8, size // 8).resize(drawn, Image.Resampling.BILINEAR)
        photo.paste(soft, mask=soft)
    drawing = _pixels(sheet.svg("over"), *drawn)
    photo.paste(drawing, mask=drawing)
    jpeg = io.BytesIO()
    photo.resize((width, size), Image.Resampling.BICUBIC).save(
        jpeg, "JPEG", quality=86 if picture.palette else 80, progressive=True, optimize=True
    )
    return jpeg.getvalue()


def _pixels(svg: str, width: int, height: int) -> Image.Image:
    png = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True)
    return Image.open(io.BytesIO(png)).convert("RGBA")


@lru_cache(maxsize=4)
def _room(palette: Palette, table: bool, pixels: tuple[int, int]) -> Image.Image:
    """The empty room is the costly half of a picture, the same for a whole department, and a little out of focus."""
    sheet = Sheet()
    room(sheet, palette, table)
    half = _pixels(sheet.svg(), pixels[0] // 2, pixels[1] // 2).convert("RGB")
    return half.resize(pixels, Image.Resampling.BICUBIC)
