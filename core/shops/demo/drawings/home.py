# ruff: noqa: E501 – the data of a path is one long word
"""Candles, scents, textiles, light and small things for the home."""

from math import cos, pi, sin

from core.shops.demo.drawings.colours import ink_on, lit, shade
from core.shops.demo.drawings.marks import emblem, leaf, print_lines, sprig
from core.shops.demo.drawings.scene import GROUND, drop, ground
from core.shops.demo.drawings.sheet import Sheet, barrel, oval, rounded

CREAM = "#fbf1de"
WOOD = "#c48d55"


def _flame(s: Sheet, x: float, y: float, size: float = 1) -> None:
    """A flame whose wick starts at (x, y)."""
    glow = s.radial((0, "#ffdf8f", 0.8), (0.4, "#ffdf8f", 0.28), (1, "#ffdf8f", 0))
    s.path(oval(x, y - 44 * size, 150 * size, 150 * size), glow)
    s.line(f"M{x} {y}V{y - 20 * size}", "#4a3428", 4 * size)
    with s.moved(x, y, scale=size):
        s.path(
            "M0-12C-24-20-24-48 0-92C24-48 24-20 0-12z",
            s.linear((0, "#ffb02e"), (0.5, "#ffcf5a"), (1, "#ff9a3c"), x2=0, y2=1),
        )
        s.path("M0-14C-12-20-12-36 0-58C12-36 12-20 0-14z", "#fff6d0")


def candle(s: Sheet, colour: str) -> None:
    """A soy candle in coloured glass."""
    ground(s, 400, GROUND + 12, 142)
    body = barrel(400, 330, GROUND - 6, 138, 134, 0.17)
    s.round_body(body, colour)
    with s.inside(body):
        s.haze(400, 340, 150, 120, "#ffdf9a", 0.5)
        s.line(f"M274 {GROUND - 20}Q400 {GROUND + 26} 526 {GROUND - 20}", lit(colour, 0.6), 4, opacity=0.6)
    tag = "M318 420Q400 434 482 420V574Q400 590 318 574z"
    s.path(tag, s.linear((0, CREAM), (0.6, shade(CREAM, 0.02)), (1, shade(CREAM, 0.14))))
    emblem(s, 400, 480, 82, shade(colour, 0.3))
    print_lines(s, 400, 536, (100, 66), shade(colour, 0.3), 15)
    s.line("M290 372V590", "#ffffff", 12, opacity=0.36)
    s.path(oval(400, 330, 138, 25), lit(colour, 0.5))
    s.path(oval(400, 333, 128, 21), shade(colour, 0.3))
    s.path(oval(400, 341, 120, 15), s.radial((0, "#fffbe6"), (0.5, "#fdeec4"), (1, "#e7cfa4")))
    _flame(s, 400, 342, 1.15)
    ground(s, 616, GROUND + 42, 62)
    sprig(s, 560, GROUND + 46, 128, -12, "#7d9168")


def pillars(s: Sheet, *_: str) -> None:
    """Three wax pillars of different heights on a wooden tray."""
    ground(s, 400, GROUND + 28, 232)
    for cx, top, wide, tone in (
        (300, 380, 62, "#e9c9a8"),
        (496, 430, 72, "#c98b7b"),
        (392, 280, 66, "#f3e6cf"),
    ):
        s.haze(cx + 16, GROUND - 8, wide, 12, "#2b1b30", 0.3)
        s.round_body(barrel(cx, top, GROUND - 14, wide, wide, 0.22), tone)
        s.path(oval(cx, top, wide, wide * 0.22), lit(tone, 0.45))
        s.path(oval(cx, top + 2, wide * 0.72, wide * 0.14), s.radial((0, "#fff4c9"), (1, lit(tone, 0.2))))
        s.path(f"M{cx + wide * 0.3} {top + wide * 0.2}q4 60 9 78q10 16 16 0q2-40 6-82z", lit(tone, 0.3))
        _flame(s, cx, top + 4, 0.78)
    tray = rounded(164, GROUND - 8, 472, 36, 18)
    s.round_body(tray, WOOD)
    s.path(rounded(164, GROUND - 12, 472, 18, 9), lit(WOOD, 0.4))


def incense(s: Sheet, colour: str) -> None:
    """Incense sticks in a boat-shaped holder, with their box."""
    ground(s, 540, GROUND + 4, 88)
    s.path("M470 288H600V640H470z", s.linear((0, lit(colour, 0.22)), (1, colour)))
    s.path("M600 288L636 274V620L600 640z", shade(colour, 0.3))
    s.path("M470 288L510 274H636L600 288z", lit(colour, 0.4))
    s.path("M470 330H600V470H470z", CREAM)
    emblem(s, 535, 392, 92, shade(colour, 0.2))
    print_lines(s, 535, 446, (76,), shade(colour, 0.2), 14)
    s.path("M470 590q16-14 32 0t32 0t32 0t34 0V640H470z", shade(colour, 0.2))
    ground(s, 322, GROUND + 34, 176)
    for x, lean in ((286, -54), (322, 6), (356, 62)):
        s.line(f"M{x} {GROUND + 8}L{x + lean * 0.5} 470", "#d0a878", 4)
        s.line(f"M{x + lean * 0.35} 510L{x + lean} 330", "#6d4a3a", 8)
        s.path(oval(x + lean, 328, 5, 6), "#ff8a3c")
        rise = f"M{x + lean} 314c-26-40 26-70 0-116c-14-26 4-50 10-66"
        s.line(rise, "#ffffff", 9, opacity=0.6, blur=4)
    dish = f"M150 {GROUND - 14}Q322 {GROUND + 24} 494 {GROUND - 14}Q470 {GROUND + 40} 322 {GROUND + 42}Q174 {GROUND + 40} 150 {GROUND - 14}z"
    s.round_body(dish, "#e9ddc9")
    s.path(
        f"M150 {GROUND - 14}Q322 {GROUND - 34} 494 {GROUND - 14}Q322 {GROUND + 24} 150 {GROUND - 14}z",
        shade("#e9ddc9", 0.2),
    )


def diffuser(s: Sheet, colour: str) -> None:
    """A reed diffuser."""
    ground(s, 400, GROUND + 12, 122)
    for x, lean in ((378, -92), (390, -44), (400, 6), (410, 52), (420, 104)):
        s.line(f"M{x} 600L{x + lean} 130", "#a87c4d", 7)
        s.line(f"M{x - 2} 600L{x + lean - 2} 130", "#d9b27f", 2.4)
    body = (
        "M360 330V372C360 396 282 404 280 450V604Q280 652 330 652H470Q520 652 520 604V450C518 404 440 396 440 372V330z"
    )
    s.path(
        body,
        s.linear(
            (0, shade(colour, 0.1)),
            (0.16, lit(colour, 0.6)),
            (0.5, lit(colour, 0.12)),
            (0.9, shade(colour, 0.3)),
            (1, lit(colour, 0.1)),
        ),
        opacity=0.86,
    )
    with s.inside(body):
        s.path("M270 470Q400 496 530 470V660H270z", colour, opacity=0.55)
        s.path("M270 470Q400 452 530 470Q400 496 270 470z", lit(colour, 0.5), opacity=0.8)
    s.path(rounded(326, 492, 148, 118, 10), CREAM)
    emblem(s, 400, 540, 72, shade(colour, 0.35))
    print_lines(s, 400, 586, (84,), shade(colour, 0.35), 13)
    s.round_body(barrel(400, 316, 346, 50, 50, 0.2), WOOD)
    s.path(oval(400, 316, 50, 10), lit(WOOD, 0.4))
    s.path(oval(400, 316, 32, 6), shade(WOOD, 0.5))
    s.line("M304 462V600", "#ffffff", 10, opacity=0.5)


def soap(s: Sheet, colour: str) -> None:
    """Two bars of hand-cut soap, one in a paper band."""
    foliage = "#7d9168"
    ground(s, 400, GROUND + 28, 224)
    s.round_body(rounded(178, GROUND - 6, 460, 34, 15), WOOD)
    s.path(rounded(178, GROUND - 12, 460, 20, 9), lit(WOOD, 0.4))
    for x in range(226, 620, 62):
        s.path(rounded(x, GROUND + 8, 34, 9, 4), shade(WOOD, 0.5), opacity=0.5)
    s.haze(420, GROUND - 8, 186, 9, "#2b1b30", 0.4)
    s.path(
        rounded(228, 524, 352, 110, 26),
        s.linear((0, lit(colour, 0.4)), (0.4, colour), (1, shade(colour, 0.22)), x2=0.4, y2=1),
    )
    s.path(rounded(340, 522, 130, 114, 2), s.linear((0, CREAM), (1, shade(CREAM, 0.14)), x2=0.2, y2=1))
    emblem(s, 405, 576, 78, shade(colour, 0.45))
    s.haze(410, 524, 130, 7, "#2b1b30", 0.3)
    with s.moved(404, 462, -5):
        d = rounded(-160, -52, 320, 108, 26)
        tone = lit(colour, 0.34)
        s.path(d, s.linear((0, lit(tone, 0.5)), (0.4, tone), (1, shade(tone, 0.18)), x2=0.4, y2=1))
        with s.inside(d):
            for i in range(3):
                s.line(
                    f"M-180 {-20 + i * 30}q40-26 80 0t80 0t80 0t80 0t80 0",
                    lit(colour, 0.04),
                    10,
                    opacity=0.55,
                )
            for i in range(14):
                s.path(
                    oval(-150 + 300 * (i * 0.618 % 1), -46 + 96 * (i * 0.755 % 1), 4, 3),
                    shade(foliage, 0.2),
                    opacity=0.6,
                )
    sprig(s, 330, 398, 170, -6, foliage)
    for x, y, r in ((206, 560, 30), (176, 610, 19), (628, 520, 24), (660, 566, 36), (650, 480, 13)):
        s.path(oval(x, y, r, r), "#ffffff", opacity=0.3)
        s.path(oval(x, y, r, r), stroke="#ffffff", stroke_width=2.4, opacity=0.8)
        s.path(oval(x - r * 0.36, y - r * 0.4, r * 0.2, r * 0.14), "#ffffff", opacity=0.95)


def lamp(s: Sheet, colour: str) -> None:
    """A table lamp with a cone shade, switched on."""
    s.path(oval(400, 420, 330, 300), s.radial((0, "#ffe9ad", 0.85), (0.5, "#ffe9ad", 0.3), (1, "#ffe9ad", 0)))
    ground(s, 400, GROUND + 14, 116)
    s.haze(400, GROUND + 6, 250, 40, "#fff0bf", 0.5)
    base = "M390 392H410V452C470 470 492 520 486 580Q480 640 440 650H360Q320 640 314 580C308 520 330 470 390 452z"
    s.round_body(base, colour)
    with s.inside(base):
        s.path("M300 586q26 20 50 4t50 4t50-4t50 0V660H300z", "#c99b78")
    emblem(s, 400, 536, 92, ink_on(colour), 0.9)
    s.path("M338 540Q336 580 348 612", stroke="#ffffff", stroke_width=10, stroke_linecap="round", opacity=0.4)
    s.line("M446 396V440", "#b4743f", 3)
    s.ball_body(oval(446, 446, 7, 7), "#b4743f")
    hat = "M322 152H478L566 392Q400 424 234 392z"
    s.path(hat, s.linear((0, "#f4dfb4"), (0.3, "#fff8e2"), (0.55, "#ffeebd"), (1, "#e4c48a")))
    with s.inside(hat):
        s.haze(400, 330, 120, 120, "#fffdf0", 0.8)
        for i in range(-7, 8):
            s.line(f"M{400 + i * 11} 150L{400 + i * 24} 420", "#d9b877", 2, opacity=0.4)
    s.line("M234 392Q400 424 566 392", "#cfa765", 5)
    s.path(oval(400, 152, 78, 9), "#fffbe9")


def clock(s: Sheet, colour: str) -> None:
    """A round wall clock at ten past ten."""
    drop(s, oval(400, 400, 248, 248), 22, 34, strength=0.36)
    s.path(
        oval(400, 400, 250, 250),
        s.linear((0, lit(colour, 0.4)), (0.5, colour), (1, shade(colour, 0.34)), x2=1, y2=1),
    )
    s.path(oval(400, 400, 222, 222), shade(colour, 0.4))
    s.path(oval(402, 404, 219, 219), s.linear((0, shade(CREAM, 0.1)), (0.3, CREAM), (1, "#fffaf0"), x2=1, y2=1))
    for hour in range(12):
        turn, inner = hour * pi / 6, 176 if hour % 3 == 0 else 188
        x, y = sin(turn), -cos(turn)
        s.line(
            f"M{401 + x * inner:.1f} {402 + y * inner:.1f}L{401 + x * 204:.1f} {402 + y * 204:.1f}",
            "#22385a",
            11 if hour % 3 == 0 else 6,
        )
    emblem(s, 401, 492, 86, "#dd6a54")
    for turn, long, thick in ((305, 112, 14), (58, 164, 9)):
        with s.moved(401, 402, turn):
            s.line(f"M0 24V{-long}", "#2b1b30", thick, opacity=0.22, transform="translate(7 9)", blur=3)
            s.line(f"M0 24V{-long}", "#22385a", thick)
    s.line("M401 402L372 566", "#dd6a54", 4)
    s.ball_body(oval(401, 402, 14, 14), "#dd6a54")
    s.path(
        "M208 330A206 206 0 0 1 330 208",
        stroke="#ffffff",
        stroke_width=9,
        stroke_linecap="round",
        opacity=0.5,
    )


def pot(s: Sheet, colour: str) -> None:
    """A plant pot on a saucer with a leafy plant."""
    ground(s, 400, GROUND + 16, 150)
    for turn, long, tone in ((-168, 150, "#5f8a5c"), (-12, 150, "#4f7b52"), (-146, 210, "#6f9a62"), (-34, 210, "#5f8a5c"),
                             (-120, 250, "#5c8759"), (-60, 246, "#76a267"), (-92, 270, "#6f9a62")):  # fmt: skip
        leaf(s, 400, 414, long, turn, tone)
    s.round_body(barrel(400, 618, GROUND + 2, 156, 142, 0.16), shade(colour, 0.1))
    s.path(oval(400, 618, 156, 22), lit(colour, 0.3))
    body = "M268 430L296 604Q302 632 340 634H460Q498 632 504 604L532 430z"
    s.round_body(body, colour)
    with s.inside(body):
        s.path("M268 430H532V474Q400 504 268 474z", shade(colour, 0.6), opacity=0.24)
        for y in (532, 548):
            s.line(f"M260 {y}Q400 {y + 34} 540 {y}", lit(colour, 0.6), 4, opacity=0.6)
    s.round_body(barrel(400, 404, 450, 146, 144, 0.17), lit(colour, 0.06))
    s.path(oval(400, 404, 146, 25), lit(colour, 0.45))
    s.path(oval(400, 406, 132, 20), "#4b3326")
    for turn, long, tone in (
        (-158, 120, "#76a267"),
        (-24, 124, "#6f9a62"),
        (-106, 150, "#82ad72"),
        (-74, 140, "#6f9a62"),
    ):
        leaf(s, 400, 412, long, turn, tone)
    s.path("M302 492L316 580", stroke="#ffffff", stroke_width=11, stroke_linecap="round", opacity=0.4)
