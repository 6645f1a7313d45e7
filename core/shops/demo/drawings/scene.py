"""The room every product is photographed in: one light from the upper left, one palette per department."""

from dataclasses import dataclass

from core.shops.demo.drawings.colours import lit, shade
from core.shops.demo.drawings.sheet import Sheet, oval

GROUND = 640
"""Where standing things touch the table, in picture units (800 high)."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Wall, the disc behind the thing, and the table things stand on."""

    wall: str
    disc: str
    table: str


TEA = Palette("#f3e3cb", "#fbf3e3", "#dfbf97")
CERAMICS = Palette("#f2d9cb", "#fbece3", "#dca990")
CLOTHES = Palette("#cfdde6", "#e7f0f4", "#a9c0cf")
PAPER = Palette("#f7e3ab", "#fdf3d3", "#e8c46c")
HOME = Palette("#d3dec7", "#ebf1e2", "#a9bd98")
GIFTS = Palette("#f1cdd0", "#fbe6e6", "#dd9ea6")
NIGHT = Palette("#d5d8ea", "#eceef8", "#aab0d2")


def room(s: Sheet, palette: Palette, table: bool) -> None:
    """A wall with a round patch of light; a table for what stands, none for what lies or hangs."""
    top, low = lit(palette.wall, 0.45), shade(palette.wall, 0.04)
    s.path("M0 0H800V800H0z", s.linear((0, top), (0.6, palette.wall), (1, low), x2=0.8, y2=1))
    s.path(oval(400, 376, 300, 300), s.linear((0, lit(palette.disc, 0.5)), (1, palette.disc, 0.5), x2=0.5, y2=1))
    beam = s.linear((0, "#ffffff", 0.5), (1, "#ffffff", 0), x2=0.9, y2=1)
    s.path("M0 0H210L800 470V700L0 90z", beam, opacity=0.55)
    if table:
        board = s.linear(
            (0, lit(palette.table, 0.28)), (0.5, palette.table), (1, shade(palette.table, 0.1)), x2=0, y2=1
        )
        s.path("M0 586H800V800H0z", board)
        s.path("M0 586H800V592H0z", lit(palette.table, 0.55), opacity=0.7)


def ground(s: Sheet, cx: float, y: float, reach: float, dark: str = "#3a2433") -> None:
    """The shadow of a standing thing: a long soft one to the right and a tight one at the foot."""
    cast = s.radial((0, dark, 0.42), (0.55, dark, 0.2), (1, dark, 0))
    s.path(oval(cx + reach * 0.34, y + 8, reach * 1.5, max(18, reach * 0.26)), cast)
    foot = s.radial((0, dark, 0.62), (0.7, dark, 0.4), (1, dark, 0))
    s.path(oval(cx + reach * 0.05, y + 3, reach * 1.08, max(9, reach * 0.12)), foot)


def drop(s: Sheet, d: str, dx: float = 16, dy: float = 26, dark: str = "#2c2338", strength: float = 0.3) -> None:
    """The soft shadow of a lying or hanging thing."""
    s.below(d, dark, 15, strength, dx, dy)
    s.below(d, dark, 4, round(strength * 0.6, 3), dx * 0.3, dy * 0.3)


def lift(s: Sheet, d: str, dx: float = 6, dy: float = 10, dark: str = "#2c2338", strength: float = 0.3) -> None:
    """The shadow of a thing that lies on another thing of the same picture."""
    s.path(d, dark, 9, opacity=strength, transform=f"translate({dx} {dy})")
