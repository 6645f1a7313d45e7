"""A chart of sales as a picture: SVG of our own, drawn by resvg with the font that is shipped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import ceil, floor, log10

import resvg_py
from font_source_sans_pro import font_files_ttf  # type: ignore[import-untyped,unused-ignore]

WIDTH, HEIGHT = 1200, 720
_LEFT, _RIGHT, _TOP, _BOTTOM = 120, 1152, 236, 618
_FONT = "Source Sans Pro"
_INK, _GREY, _LINE, _ACCENT, _LAST, _DOWN = "#17212b", "#707c88", "#e6ebf0", "#2f7de1", "#8d9aa6", "#d1584b"
_BAR_SHARE, _WIDEST = 0.62, 84
_LABELS = 12


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. `labels`, `values` and `before` go together; `short` writes a value at the axis."""

    title: str
    value: str
    change: str
    falls: bool
    labels: Sequence[str]
    values: Sequence[int]
    before: Sequence[int]
    now_legend: str
    before_legend: str
    short: Callable[[int], str]
    accent: str = _ACCENT


def draw(chart: Chart) -> bytes:
    """Return a PNG, 1200 × 720 pixels."""
    png: bytes = resvg_py.svg_to_bytes(
        svg_string=svg(chart), skip_system_fonts=True, font_files=_fonts(), font_family=_FONT, sans_serif_family=_FONT
    )
    return png


@lru_cache(maxsize=1)
def _fonts() -> list[str]:
    return [font_files_ttf[name] for name in ("SourceSansPro", "SourceSansProSemibold", "SourceSansProBold")]


def svg(chart: Chart) -> str:
    """Return the picture's markup."""
    steps = _steps(min(0, *chart.values, *chart.before), max(1, *chart.values, *chart.before))
    lowest, highest = steps[0], steps[-1]

    def height(value: float) -> float:
        return _BOTTOM - (value - lowest) / (highest - lowest) * (_BOTTOM - _TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{_FONT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(48, 74, chart.title, 34, _GREY),
        _text(48, 152, chart.value, 72, _INK, weight=700),
        _text(1152, 152, chart.change, 36, _DOWN if chart.falls else "#2f9e5b", anchor="end", weight=600),
    ]
    for step in steps:
        y = height(step)
        parts.append(f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_RIGHT}" y2="{y:.1f}" stroke="{_LINE}" stroke-width="2"/>')
        parts.append(_text(_LEFT - 16, y + 8, chart.short(step), 24, _GREY, anchor="end"))
    room = (_RIGHT - _LEFT) / len(chart.values)
    bar = min(room * _BAR_SHARE, _WIDEST)
    every = ceil(len(chart.labels) / _LABELS)
    for place, value in enumerate(chart.values):
        middle = _LEFT + room * (place + 0.5)
        if value:
            top, low = sorted((height(value), height(0)))
            radius = min(8, bar / 2, (low - top) / 2)
            parts.append(
                f'<rect x="{middle - bar / 2:.1f}" y="{top:.1f}" width="{bar:.1f}" height="{max(low - top, 2):.1f}"'
                f' rx="{radius:.1f}" fill="{chart.accent if value > 0 else _DOWN}"/>'
            )
        # Counted from the end: the last bar is today, and always has its name.
        if (len(chart.labels) - 1 - place) % every == 0:
            parts.append(_text(middle, _BOTTOM + 40, chart.labels[place], 24, _GREY, anchor="middle"))
    if any(chart.before):
        points = " ".join(
            f"{_LEFT + room * (place + 0.5):.1f},{height(value):.1f}" for place, value in enumerate(chart.before)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{_LAST}" stroke-width="4" stroke-linejoin="round"'
            ' stroke-dasharray="2 10" stroke-linecap="round"/>'
        )
    parts.append(f'<rect x="{_LEFT}" y="676" width="24" height="14" rx="4" fill="{chart.accent}"/>')
    parts.append(_text(_LEFT + 36, 692, chart.now_legend, 24, _GREY))
    if any(chart.before):
        parts.append(
            f'<line x1="420" y1="684" x2="470" y2="684" stroke="{_LAST}" stroke-width="5" stroke-dasharray="2 10"'
            ' stroke-linecap="round"/>'
        )
        parts.append(_text(484, 692, chart.before_legend, 24, _GREY))
    return "".join((*parts, "</svg>"))


def _text(x: float, y: float, said: str, size: int, fill: str, *, anchor: str = "start", weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"'
        f' font-weight="{weight}">{escape(said)}</text>'
    )


def _steps(lowest: int, highest: int) -> list[int]:
    """Return three to six round values that hold everything between them."""
    rough = (highest - lowest) / 4
    power = 10 ** floor(log10(rough)) if rough >= 1 else 1
    step = next((power * factor for factor in (1, 2, 5) if power * factor >= rough), power * 10)
    first, last = floor(lowest / step), ceil(highest / step)
    return [place * step for place in range(first, last + 1)]
