# ruff: noqa: E501 – the data of a path is one long word
"""Small marks used on many things: the lighthouse emblem, leaves, labels, letters drawn as strokes."""

from core.shops.demo.drawings.colours import lit, shade
from core.shops.demo.drawings.sheet import Sheet, oval, rounded

_LETTERS: dict[str, tuple[float, str]] = {
    "М": (8.4, "M0 10V0L4.2 6.2L8.4 0V10"),
    "А": (8.6, "M0 10L4.3 0L8.6 10M1.5 6.7H7.1"),
    "Я": (6.8, "M6.8 10V0H3.2a3 3 0 0 0 0 6H6.8M3.4 6L0 10"),
    "К": (6.6, "M0 0V10M6.3 0L0 5.8M2.2 3.9L6.6 10"),
    "Л": (7.2, "M0 10C1.7 10 2 8.4 2 0H7.2V10"),
    "В": (6.4, "M0 0V10H3.7a2.65 2.65 0 0 0 0-5.3H0M3.7 4.7a2.35 2.35 0 0 0 0-4.7H0"),
    "С": (8.2, "M8.2 1.8A5 5 0 1 0 8.2 8.2"),
    "Е": (5.8, "M5.8 0H0V10H5.8M0 5H4.8"),
    "Р": (6.2, "M0 10V0H3.3a2.9 2.9 0 0 1 0 5.8H0"),
    "Н": (7, "M0 0V10M7 0V10M0 5H7"),
    "О": (10, "M0 5a5 5 0 1 1 10 0a5 5 0 1 1-10 0"),
    "И": (7.2, "M0 0V10L7.2 0V10"),
}


def word(s: Sheet, text: str, cx: float, top: float, height: float, ink: str, weight: float = 1.5) -> None:
    """A word in the shop's own drawn letters, centred on `cx`."""
    gap = 3.1
    wide = sum(_LETTERS[letter][0] for letter in text) + gap * (len(text) - 1)
    x = -wide / 2
    with s.moved(cx, top, scale=height / 10):
        for letter in text:
            step, d = _LETTERS[letter]
            s.line(d, ink, weight, transform=f"translate({x:.2f} 0)")
            x += step + gap


def emblem(s: Sheet, cx: float, cy: float, size: float, ink: str, opacity: float = 1) -> None:
    """The shop's lighthouse in one ink."""
    with s.moved(cx, cy, scale=size / 100):
        s.path("M-12-37Q0-54 12-37z", ink, opacity=opacity)
        s.path("M-9-34H-4V-24H-9zM-1.6-34H1.6V-24H-1.6zM4-34H9V-24H4z", ink, opacity=opacity)
        s.path(rounded(-15, -23, 30, 5, 2), ink, opacity=opacity)
        tower = "M-11-15H11L13.1-2H-13.1zM-13.9 3H13.9L16.1 17H-16.1zM-16.9 22H16.9L19 35H-19z"
        s.path(tower, ink, opacity=opacity)
        s.path("M-18-29L-46-38V-21zM18-29L46-38V-21z", ink, opacity=opacity * 0.55)
        s.line("M-42 44q10.5-8 21 0t21 0t21 0t21 0", ink, 4.4, opacity=opacity)


def leaf(s: Sheet, x: float, y: float, length: float, turn: float, colour: str) -> None:
    """A leaf growing from (x, y)."""
    n = length
    with s.moved(x, y, turn):
        d = f"M0 0C{n * 0.25} {-n * 0.34} {n * 0.72} {-n * 0.3} {n} 0C{n * 0.72} {n * 0.3} {n * 0.25} {n * 0.34} 0 0z"
        s.path(d, s.linear((0, lit(colour, 0.28)), (0.5, lit(colour, 0.05)), (0.52, shade(colour, 0.12)),
                           (1, shade(colour, 0.2)), x2=0, y2=1))  # fmt: skip
        s.line(f"M{n * 0.06} 0L{n * 0.88} 0", lit(colour, 0.45), max(1.2, n * 0.022), opacity=0.7)


def sprig(s: Sheet, x: float, y: float, size: float, turn: float, colour: str) -> None:
    """A twig with five leaves."""
    with s.moved(x, y, turn):
        s.line(
            f"M0 0C{size * 0.3} {-size * 0.06} {size * 0.6} {-size * 0.03} {size * 0.86} 0",
            shade(colour, 0.2),
            3,
        )
        for at, side in ((0.2, -46), (0.32, 44), (0.5, -40), (0.62, 40), (0.84, 0)):
            leaf(s, size * at, -size * 0.03, size * 0.34, side, colour)


def print_lines(s: Sheet, cx: float, top: float, widths: tuple[float, ...], ink: str, step: float = 16) -> None:
    """Small print too small to read."""
    for row, wide in enumerate(widths):
        thick = step * (0.5 if row == 0 else 0.3)
        s.path(
            rounded(cx - wide / 2, top + row * step, wide, thick, thick / 2),
            ink,
            opacity=0.85 if row == 0 else 0.5,
        )


def speckles(s: Sheet, box: tuple[float, float, float, float], count: int, ink: str) -> None:
    """The iron specks of stoneware, spread evenly without a pattern."""
    x, y, wide, high = box
    for i in range(1, count + 1):
        at = (x + wide * (i * 0.61803 % 1), y + high * (i * 0.75488 % 1))
        s.path(oval(*at, 1.3 + i * 7 % 5 * 0.42, 1.2 + i * 3 % 4 * 0.42), ink, opacity=0.28 + i % 3 * 0.1)


def steam(s: Sheet, cx: float, low: float) -> None:
    """Two curls of steam."""
    for dx, high in ((-26, 118), (24, 146)):
        x = cx + dx
        d = f"M{x} {low}c-26-{high * 0.26} 24-{high * 0.42} 0-{high * 0.7}c-10-{high * 0.14} 4-{high * 0.24} 12-{high * 0.3}"
        s.line(d, "#ffffff", 11, opacity=0.62, blur=3.5)
