# ruff: noqa: E501 – the data of a path is one long word
"""Things from the kiln and from the joiner's bench."""

from core.shops.demo.drawings.colours import ink_on, lit, shade
from core.shops.demo.drawings.marks import emblem, leaf, speckles, steam
from core.shops.demo.drawings.scene import GROUND, ground
from core.shops.demo.drawings.sheet import Sheet, barrel, oval, rounded

CLAY = "#c99b78"
STEM = "#7d9168"


def _mouth(s: Sheet, cx: float, cy: float, rx: float, ry: float, colour: str, drink: str | None = None) -> None:
    """The open top of a vessel: a lit rim, the dark inside, and what is poured in."""
    s.path(
        oval(cx, cy, rx, ry),
        s.linear((0, lit(colour, 0.55)), (0.5, lit(colour, 0.35)), (1, lit(colour, 0.1))),
    )
    inner = oval(cx, cy + ry * 0.06, rx * 0.925, ry * 0.84)
    s.path(inner, s.linear((0, shade(colour, 0.5)), (0.5, shade(colour, 0.26)), (1, lit(colour, 0.06))))
    if drink:
        with s.inside(inner):
            s.path(
                oval(cx, cy + ry * 0.5, rx * 0.9, ry * 0.84),
                s.radial((0, lit(drink, 0.24)), (0.8, drink), (1, shade(drink, 0.25))),
            )
            s.path(oval(cx - rx * 0.3, cy + ry * 0.36, rx * 0.26, ry * 0.12), "#ffffff", opacity=0.4)


def _glaze(s: Sheet, body: str, colour: str, line: float, left: float, right: float) -> None:
    """Raw clay below a glaze that ran down a little."""
    with s.inside(body):
        wide = right - left
        run = f"M{left} {line}q{wide * 0.12} 26 {wide * 0.25} 6t{wide * 0.25} 4t{wide * 0.25}-4t{wide * 0.25} 2V900H{left}z"
        s.path(run, shade(colour, 0.4), opacity=0.25, transform="translate(0 -5)")
        s.path(
            run,
            s.linear((0, shade(CLAY, 0.1)), (0.22, lit(CLAY, 0.3)), (0.5, CLAY), (0.95, shade(CLAY, 0.32))),
        )
        speckles(s, (left, line - 280, wide, 420), 58, shade(colour, 0.55))


def mug(s: Sheet, colour: str) -> None:
    """A pot-bellied stoneware mug with tea in it."""
    ground(s, 390, GROUND + 10, 168)
    handle = "M520 366C640 344 652 540 500 552"
    s.line(handle, shade(colour, 0.24), 44)
    s.line("M520 364C634 344 646 536 500 548", shade(colour, 0.06), 34)
    s.line("M524 354C622 340 632 470 596 506", lit(colour, 0.4), 8, opacity=0.75)
    body = "M222 296C220 400 222 500 240 570Q258 646 340 652H424Q506 646 522 570C540 500 544 400 542 296z"
    s.round_body(body, colour)
    _glaze(s, body, colour, 560, 210, 550)
    s.path("M262 350Q256 440 268 540", stroke="#ffffff", stroke_width=15, stroke_linecap="round", opacity=0.42)
    emblem(s, 396, 440, 132, ink_on(colour), 0.92)
    _mouth(s, 382, 296, 160, 37, colour, "#a8602c")
    steam(s, 384, 270)


def espresso_cup(s: Sheet, colour: str) -> None:
    """A small cup on its saucer."""
    ground(s, 400, GROUND + 22, 214)
    s.path(oval(400, GROUND + 4, 226, 44), shade(colour, 0.3))
    s.path(
        oval(400, GROUND - 8, 226, 44),
        s.linear((0, lit(colour, 0.5)), (0.5, lit(colour, 0.12)), (1, shade(colour, 0.14))),
    )
    s.path(oval(400, GROUND - 10, 150, 27), s.linear((0, shade(colour, 0.14)), (1, lit(colour, 0.2))))
    s.haze(420, GROUND - 8, 108, 18, "#2b1b30", 0.35)
    s.line("M520 436C604 420 604 540 500 548", shade(colour, 0.2), 32)
    s.line("M520 434C598 420 598 536 500 544", shade(colour, 0.04), 23)
    s.line("M526 427C580 420 588 468 568 504", lit(colour, 0.45), 6, opacity=0.7)
    body = "M258 396C262 500 286 610 356 630H434C510 610 532 500 536 396z"
    s.round_body(body, colour)
    _glaze(s, body, colour, 574, 250, 545)
    s.path("M296 440Q302 520 328 572", stroke="#ffffff", stroke_width=12, stroke_linecap="round", opacity=0.42)
    _mouth(s, 397, 396, 139, 34, colour, "#5f3519")
    s.path(oval(404, 408, 92, 14), "#c98d52", opacity=0.8)
    s.path(oval(398, 408, 52, 7), "#8a5429", opacity=0.7)
    steam(s, 398, 366)


def teapot(s: Sheet, colour: str) -> None:
    """A round teapot with a wooden knob."""
    ground(s, 400, GROUND + 10, 196)
    s.line("M556 400C690 350 706 560 548 560", shade(colour, 0.26), 38)
    s.line("M556 397C682 350 698 552 548 556", shade(colour, 0.08), 29)
    s.line("M566 384C652 356 676 440 656 500", lit(colour, 0.4), 7, opacity=0.7)
    spout = "M262 540C190 520 206 424 134 366L178 346C240 376 250 430 300 440z"
    s.path(
        spout,
        s.linear((0, lit(colour, 0.34)), (0.6, shade(colour, 0.04)), (1, shade(colour, 0.24)), x2=0.8, y2=1),
    )
    s.path("M134 366L178 346Q162 340 146 346Q132 352 134 366z", shade(colour, 0.42))
    body = (
        "M400 316C540 316 592 410 582 500C574 590 520 650 446 652H354C280 650 226 590 218 500C208 410 260 316 400 316z"
    )
    s.ball_body(body, colour)
    _glaze(s, body, colour, 584, 206, 594)
    emblem(s, 404, 480, 120, ink_on(colour), 0.92)
    s.path("M264 430Q288 368 348 350", stroke="#ffffff", stroke_width=17, stroke_linecap="round", opacity=0.5)
    s.path(oval(400, 336, 112, 20), shade(colour, 0.42))
    s.ball_body("M292 332C300 286 350 270 400 270C450 270 500 286 508 332Q400 366 292 332z", colour)
    s.path("M322 316Q340 290 380 284", stroke="#ffffff", stroke_width=8, stroke_linecap="round", opacity=0.5)
    s.ball_body(oval(400, 248, 31, 28), "#b67c4a")
    steam(s, 138, 330)


def plate(s: Sheet, colour: str) -> None:
    """A dinner plate standing on its rim, another lying in front."""
    ground(s, 400, GROUND + 16, 214)
    s.path(oval(412, 400, 238, 236), shade(colour, 0.34))
    s.path(
        oval(400, 396, 238, 236),
        s.linear((0, lit(colour, 0.46)), (0.5, colour), (1, shade(colour, 0.2)), x2=1, y2=1),
    )
    with s.inside(oval(400, 396, 238, 236)):
        speckles(s, (160, 160, 480, 480), 90, shade(colour, 0.55))
    s.path(oval(400, 396, 232, 230), stroke=CLAY, stroke_width=9, opacity=0.9)
    s.path(
        oval(400, 396, 168, 166),
        s.linear((0, shade(colour, 0.22)), (0.45, shade(colour, 0.02)), (1, lit(colour, 0.34)), x2=1, y2=1),
    )
    s.path(oval(402, 399, 158, 156), s.linear((0, shade(colour, 0.06)), (1, lit(colour, 0.16)), x2=1, y2=1))
    s.path(
        "M214 330A196 196 0 0 1 330 214",
        stroke="#ffffff",
        stroke_width=15,
        stroke_linecap="round",
        opacity=0.5,
    )
    emblem(s, 402, 400, 150, ink_on(colour), 0.3)


def bowl(s: Sheet, colour: str) -> None:
    """A deep bowl on a small foot with berries in it."""
    ground(s, 400, GROUND + 8, 150)
    s.round_body(barrel(400, 610, 640, 84, 78, 0.18), CLAY)
    body = "M188 390C196 530 270 626 360 632H440C530 626 604 530 612 390z"
    s.round_body(body, colour)
    _glaze(s, body, colour, 566, 180, 620)
    s.path("M236 446Q258 530 314 574", stroke="#ffffff", stroke_width=16, stroke_linecap="round", opacity=0.42)
    s.path(
        oval(400, 390, 212, 58),
        s.linear((0, lit(colour, 0.55)), (0.5, lit(colour, 0.34)), (1, lit(colour, 0.1))),
    )
    inner = oval(400, 394, 198, 49)
    s.path(inner, s.linear((0, shade(colour, 0.5)), (0.5, shade(colour, 0.28)), (1, shade(colour, 0.02))))
    with s.inside("M190 200H610V394A198 49 0 0 1 202 394z"):
        heap = (
            (290, 406),
            (510, 406),
            (336, 388),
            (466, 390),
            (380, 366),
            (430, 370),
            (400, 404),
            (350, 424),
            (450, 424),
        )
        for i, (x, y) in enumerate(heap):
            s.ball_body(oval(x, y, 36, 35), ("#c8413f", "#d95b4a", "#b5323c")[i % 3])
            s.path(oval(x - 11, y - 13, 8, 6), "#ffffff", opacity=0.6)
        leaf(s, 400, 350, 74, -34, STEM)
        leaf(s, 398, 350, 62, -132, STEM)


def vase(s: Sheet, colour: str) -> None:
    """A bottle-necked vase with two dry branches."""
    ground(s, 400, GROUND + 12, 132)
    for d, tips in (
        (
            "M396 330C390 240 350 190 316 116",
            ((352, 190, -160), (330, 150, -40), (372, 236, -40), (318, 118, -108), (366, 218, -170)),
        ),
        (
            "M404 330C412 250 440 200 492 150",
            ((424, 230, -110), (452, 190, -20), (470, 170, -100), (492, 150, -46), (434, 214, 10)),
        ),
    ):
        s.line(d, "#6b5a3d", 5)
        for x, y, turn in tips:
            leaf(s, x, y, 62, turn, STEM)
    body = (
        "M352 318C356 372 268 400 262 510C258 600 310 650 350 652H450C490 650 542 600 538 510C532 400 444 372 448 318z"
    )
    s.round_body(body, colour)
    _glaze(s, body, colour, 572, 255, 545)
    for y in (470, 486):
        with s.inside(body):
            s.line(f"M250 {y}Q400 {y + 44} 550 {y}", lit(colour, 0.5), 4, opacity=0.55)
    s.path("M302 470Q292 530 306 580", stroke="#ffffff", stroke_width=14, stroke_linecap="round", opacity=0.45)
    _mouth(s, 400, 318, 50, 13, colour)


def jug(s: Sheet, colour: str) -> None:
    """A milk jug."""
    ground(s, 400, GROUND + 10, 140)
    s.line("M520 380C630 350 626 560 520 566", shade(colour, 0.24), 34)
    s.line("M520 377C622 350 618 554 520 562", shade(colour, 0.05), 25)
    s.line("M530 366C596 356 606 430 594 492", lit(colour, 0.4), 6, opacity=0.7)
    body = "M266 268L300 300C306 380 262 420 260 520C260 610 300 652 350 652H450C500 652 540 610 540 520C538 420 500 380 510 282z"
    s.round_body(body, colour)
    _glaze(s, body, colour, 566, 250, 550)
    s.path("M300 470Q292 530 304 580", stroke="#ffffff", stroke_width=14, stroke_linecap="round", opacity=0.45)
    lip = "M256 268Q300 254 400 252Q500 254 512 282Q500 306 400 308Q320 306 300 298Q270 290 256 268z"
    s.path(lip, s.linear((0, lit(colour, 0.5)), (1, lit(colour, 0.2))))
    inner = "M280 272Q320 262 400 262Q484 264 496 281Q480 296 400 297Q330 296 308 288Z"
    s.path(inner, "#fff9ec")
    s.path(
        "M280 272Q320 262 400 262Q484 264 496 281Q440 268 380 270Q320 272 280 272z",
        shade(colour, 0.4),
        opacity=0.45,
    )
    emblem(s, 400, 480, 108, ink_on(colour), 0.9)


def board(s: Sheet, colour: str) -> None:
    """A cutting board leaning on the wall with bread in front."""
    ground(s, 400, GROUND + 12, 196)
    with s.moved(400, 400, 5):
        d = "M-40-276Q0-300 40-276L48-196Q52-170 96-164Q146-156 146-110V204Q146 244 106 244H-106Q-146 244-146 204V-110Q-146-156-96-164Q-52-170-48-196z"
        s.path(d, shade(colour, 0.42), transform="translate(11 7)")
        s.flat_body(d, colour)
        with s.inside(d):
            for i in range(9):
                x = -130 + i * 32
                s.line(
                    f"M{x} 250C{x + 16} 120 {x - 20} 40 {x + 6}-80S{x - 6}-220 {x + 4}-290",
                    shade(colour, 0.3),
                    2.2,
                    opacity=0.4,
                )
            s.path("M-146-110Q-146-156-96-164L-60-170L-120 244H-146z", "#ffffff", opacity=0.12)
        s.path(oval(0, -238, 15, 15), shade(colour, 0.62))
        emblem(s, 0, 20, 120, shade(colour, 0.5), 0.7)
    for x in (296, 372, 446):
        ground(s, x + 10, GROUND + 40, 54)
    for i, x in enumerate((470, 396, 318)):
        crust = f"M{x - 74} {GROUND + 32}Q{x - 84} {GROUND - 10} {x - 66} {GROUND - 44}Q{x - 72} {GROUND - 92} {x} {GROUND - 96}Q{x + 72} {GROUND - 92} {x + 66} {GROUND - 44}Q{x + 84} {GROUND - 10} {x + 74} {GROUND + 32}Q{x} {GROUND + 50} {x - 74} {GROUND + 32}z"
        s.flat_body(crust, "#b36f36" if i else "#a8642e")
        with s.moved(x * 0.12, GROUND * 0.115 - 8, scale=0.88):
            s.path(crust, s.radial((0, "#fdeccb"), (0.8, "#f3d6a4"), (1, "#e6bd80")))
    for i in range(10):
        s.path(
            oval(272 + 96 * (i * 0.618 % 1), 566 + 84 * (i * 0.755 % 1), 4 + i % 3, 3 + i % 2),
            "#d9ae70",
            opacity=0.8,
        )


def salt_set(s: Sheet, colour: str) -> None:
    """Two lidded pots for salt and spice on a wooden tray."""
    ground(s, 400, GROUND + 26, 232)
    s.round_body(rounded(166, GROUND - 8, 468, 32, 16), "#b98252")
    s.path(rounded(166, GROUND - 12, 468, 20, 10), "#d9aa78")
    for cx, tone in ((294, colour), (506, lit(colour, 0.42))):
        s.haze(cx + 14, GROUND - 4, 98, 9, "#2b1b30", 0.35)
        body = f"M{cx - 84} 452C{cx - 100} 520 {cx - 96} 600 {cx - 66} {GROUND}H{cx + 66}C{cx + 96} 600 {cx + 100} 520 {cx + 84} 452z"
        s.round_body(body, tone)
        _glaze(s, body, tone, 582, cx - 104, cx + 104)
        s.path(
            f"M{cx - 62} 490Q{cx - 68} 540 {cx - 58} 586",
            stroke="#ffffff",
            stroke_width=11,
            stroke_linecap="round",
            opacity=0.42,
        )
        s.path(oval(cx, 456, 86, 17), shade(tone, 0.45))
        s.round_body(barrel(cx, 424, 446, 88, 88, 0.19), "#c08a58")
        s.path(oval(cx, 424, 88, 17), "#e0b684")
        s.ball_body(oval(cx, 402, 23, 21), "#b67c4a")
        emblem(s, cx, 530, 74, ink_on(tone), 0.85)
