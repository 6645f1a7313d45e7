# ruff: noqa: E501 – the data of a path is one long word
"""Blankets and cushions."""

from core.shops.demo.drawings.colours import lit, shade
from core.shops.demo.drawings.marks import emblem
from core.shops.demo.drawings.scene import GROUND, ground
from core.shops.demo.drawings.sheet import Sheet, rounded

CREAM = "#fbf1de"


def blanket(s: Sheet, colour: str) -> None:
    """A stack: one folded wool blanket with fringes on a smaller one."""
    ground(s, 400, GROUND + 18, 236)
    folds = ((566, 88, lit(colour, 0.5)), (486, 88, colour), (406, 88, colour), (330, 84, colour))
    for i, (y, high, tone) in enumerate(folds):
        inset = 0 if i else -14
        left, right = 190 + inset, 610 - inset
        d = f"M{left + 40} {y}H{right}Q{right + 14} {y + high / 2} {right} {y + high}H{left + 40}Q{left} {y + high} {left} {y + high / 2}Q{left} {y} {left + 40} {y}z"
        s.path(d, s.linear((0, lit(tone, 0.34)), (0.45, tone), (1, shade(tone, 0.3)), x2=0.1, y2=1))
        with s.inside(d):
            for x in range(left - 30, right + 30, 9):
                s.line(f"M{x} {y}L{x + 22} {y + high}", lit(tone, 0.6), 1.6, opacity=0.25)
            for x in (300, 420, 540):
                s.path(f"M{x} {y}h44v{high}h-44z", lit(tone, 0.62) if i else shade(tone, 0.2), opacity=0.5)
            if i > 1:
                s.path(
                    f"M{left} {y + high - 14}H{right + 14}V{y + high}H{left}z",
                    shade(tone, 0.5),
                    opacity=0.25,
                    blur=4,
                )
    apron = "M424 330H616Q630 372 620 420L612 560H430z"
    s.path(apron, shade(colour, 0.8), opacity=0.3, transform="translate(-8 8)", blur=9)
    s.path(
        apron,
        s.linear((0, lit(colour, 0.26)), (0.3, lit(colour, 0.06)), (1, shade(colour, 0.2)), x2=0.4, y2=1),
    )
    with s.inside(apron):
        for x in (466, 546):
            s.path(f"M{x} 320h38v250h-38z", lit(colour, 0.62), opacity=0.55)
        for y in (430, 500):
            s.path(f"M420 {y}h210v32h-210z", lit(colour, 0.62), opacity=0.5)
    for i, x in enumerate(range(434, 612, 10)):
        s.line(f"M{x} 558q{(3, -3)[i % 2]} 20 {(1, -2, 2)[i % 3]} 42", lit(colour, 0.34 if i % 2 else 0.16), 5)
    s.path(rounded(442, 376, 54, 42, 5), CREAM)
    emblem(s, 469, 398, 36, "#22385a")


def cushion(s: Sheet, colour: str) -> None:
    """A square linen cushion with a wave pattern."""
    ground(s, 400, GROUND + 12, 210)
    d = "M196 214Q400 262 604 214Q628 208 622 236Q576 428 622 622Q628 650 604 644Q400 604 196 644Q172 650 178 622Q224 428 178 236Q172 208 196 214z"
    s.path(d, s.radial((0, lit(colour, 0.34)), (0.5, colour), (1, shade(colour, 0.32)), cx=0.38, cy=0.32, r=0.75))
    with s.inside(d):
        for row in range(9):
            y = 250 + row * 46
            s.line(f"M150 {y}" + "q24-30 48 0t48 0" * 6, lit(colour, 0.7), 5, opacity=0.75)
        s.path("M160 200Q400 280 640 200V180H160z", "#ffffff", opacity=0.25, blur=14)
        for x, y, dx, dy in (
            (190, 224, 84, 64),
            (610, 224, -84, 64),
            (190, 636, 84, -64),
            (610, 636, -84, -64),
        ):
            s.line(
                f"M{x} {y}Q{x + dx * 0.6} {y + dy * 0.4} {x + dx} {y + dy}",
                shade(colour, 0.6),
                12,
                opacity=0.22,
                blur=6,
            )
    s.path(d, stroke=shade(colour, 0.3), stroke_width=3, opacity=0.5)
    s.path(rounded(584, 470, 36, 46, 4), CREAM)
    emblem(s, 602, 494, 28, "#22385a")
