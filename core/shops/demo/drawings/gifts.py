"""Presents."""

from core.shops.demo.drawings.colours import lit, shade
from core.shops.demo.drawings.marks import emblem, print_lines, sprig
from core.shops.demo.drawings.scene import GROUND, drop, ground
from core.shops.demo.drawings.sheet import Sheet, barrel, oval, rounded

CREAM = "#fbf1de"


def _ribbon(s: Sheet, cx: float, y: float, tone: str, size: float = 1) -> None:
    """A bow tied at (cx, y)."""
    with s.moved(cx, y, scale=size):
        for side in (1, -1):
            with s.moved(turn=0):
                k = side
                s.path(
                    f"M0 0C{50 * k}-90 {130 * k}-96 {136 * k}-44C{138 * k} 0 {60 * k} 14 0 0z",
                    s.linear((0, lit(tone, 0.34)), (0.6, tone), (1, shade(tone, 0.26)), x2=0.5, y2=1),
                )
                s.path(
                    f"M{24 * k}-10C{60 * k}-62 {104 * k}-66 {106 * k}-40C{106 * k}-18 {66 * k}-6 {24 * k}-10z",
                    shade(tone, 0.4),
                )
        s.ball_body(rounded(-22, -24, 44, 42, 14), tone)


def gift_box(s: Sheet, paper: str, ribbon: str) -> None:
    """A wrapped box with a bow and a tag."""
    ground(s, 400, GROUND + 12, 206)
    s.path(
        "M218 390H582V622Q582 650 554 650H246Q218 650 218 622z",
        s.linear((0, lit(paper, 0.2)), (0.5, paper), (1, shade(paper, 0.2))),
    )
    with s.inside("M218 390H582V650H218z"):
        for i in range(15):
            emblem(s, 250 + i % 5 * 76, 460 + i // 5 * 74 + i % 2 * 26, 42, lit(paper, 0.7), 0.6)
        s.path("M210 380H590V424H210z", shade(paper, 0.7), opacity=0.3, blur=8)
    s.path("M366 390H434V650H366z", s.linear((0, lit(ribbon, 0.2)), (0.5, ribbon), (1, shade(ribbon, 0.2))))
    s.path(
        rounded(200, 322, 400, 78, 12),
        s.linear((0, lit(paper, 0.36)), (0.5, lit(paper, 0.08)), (1, shade(paper, 0.14))),
    )
    s.path(
        "M366 322H434V400H366z",
        s.linear((0, lit(ribbon, 0.34)), (0.5, lit(ribbon, 0.06)), (1, shade(ribbon, 0.14))),
    )
    for d in ("M390 316L330 430L352 426L366 446L408 326z", "M410 316L476 420L456 420L446 442L396 326z"):
        s.path(d, shade(ribbon, 0.16))
    _ribbon(s, 400, 316, ribbon, 1.1)
    with s.moved(520, 452, 10):
        s.line("M-96-118Q-40-60 0-62", "#e9dcc3", 3)
        s.path("M-44-36L0-72L44-36V84H-44z", "#2c2338", opacity=0.3, transform="translate(6 9)", blur=5)
        s.path("M-44-36L0-72L44-36V84H-44z", s.linear((0, "#fffaf0"), (1, "#eadbbf"), x2=1, y2=1))
        s.path(oval(0, -46, 6, 6), shade(CREAM, 0.5))
        emblem(s, 0, 22, 76, shade(ribbon, 0.2))


def night_light(s: Sheet, *_: str) -> None:
    """A wooden lighthouse that shines at night."""
    with s.moved(28, 46, scale=0.93):
        _shining_tower(s)


def _shining_tower(s: Sheet) -> None:
    s.path(oval(400, 236, 300, 260), s.radial((0, "#ffe7a3", 0.9), (0.5, "#ffe7a3", 0.3), (1, "#ffe7a3", 0)))
    for k in (1, -1):
        ray = s.linear((0, "#fff3c4", 0.95 if k > 0 else 0), (1, "#fff3c4", 0 if k > 0 else 0.95))
        s.path(f"M{400 + 50 * k} 216L{400 + 330 * k} 140V316L{400 + 50 * k} 248z", ray)
    ground(s, 400, GROUND + 18, 150)
    s.round_body(barrel(400, 600, GROUND + 2, 160, 156, 0.18), "#b98252")
    s.path(oval(400, 600, 160, 29), lit("#b98252", 0.44))
    tower = barrel(400, 300, 604, 68, 108, 0.2)
    s.round_body(tower, "#f6efe2")
    with s.inside(tower):
        for y in (352, 462, 572):
            s.path(
                f"M280 {y}Q400 {y + 34} 520 {y}V{y + 50}Q400 {y + 84} 280 {y + 50}z",
                s.linear((0, "#c85643"), (0.3, "#ee8a72"), (0.6, "#dd6a54"), (1, "#99404a")),
            )
        s.path("M470 280H530V640H478z", "#241a3d", opacity=0.16, blur=9)
    s.path("M380 610V560Q380 540 400 540Q420 540 420 560V612z", "#6d452c")
    for y in (428, 350):
        s.path(rounded(388, y, 24, 34, 12), "#ffdf8a", stroke="#6d452c", stroke_width=4)
    s.round_body(barrel(400, 276, 304, 90, 86, 0.2), "#8a5a3a")
    s.path(oval(400, 276, 90, 17), "#b98252")
    s.path("M352 190H448V274Q400 286 352 274z", s.linear((0, "#ffe08a"), (0.4, "#fffbe0"), (1, "#ffc95a")))
    for x in (352, 384, 416, 448):
        s.line(f"M{x} 192V276", "#6d452c", 5)
    s.ball_body("M336 196Q344 128 400 116Q456 128 464 196Q400 212 336 196z", "#dd6a54")
    s.line("M400 116V88", "#6d452c", 6)
    s.ball_body(oval(400, 86, 9, 9), "#e0a63f")


def gift_card(s: Sheet, *_: str) -> None:
    """A gift card half out of its envelope."""
    with s.moved(400, 410, -7):
        envelope = rounded(-236, -60, 472, 290, 14)
        drop(s, envelope)
        s.path(envelope, "#c98490")
        card = rounded(-206, -230, 412, 262, 20)
        s.path(card, "#2c2338", opacity=0.34, transform="translate(6 10)", blur=8)
        with s.inside(card):
            s.path(card, s.linear((0, "#3f7190"), (1, "#22385a"), x2=1, y2=1))
            s.path(oval(120, -150, 54, 54), "#ffe7a8")
            s.path("M-80-136L240-250V-60z", "#fff3c4", opacity=0.26)
            for i, tone in enumerate(("#5d93ad", "#3f7190", "#2f5875")):
                s.path(f"M-230 {-86 + i * 30}q28-22 56 0t56 0t56 0t56 0t56 0t56 0t56 0t56 0V60H-230z", tone)
        emblem(s, -112, -130, 128, CREAM)
        print_lines(s, 96, -62, (150, 100), CREAM, 18)
        pocket = "M-236-42L0 104L236-42V216Q236 230 222 230H-222Q-236 230-236 216z"
        s.path(pocket, "#2c2338", opacity=0.26, transform="translate(0 -7)", blur=6)
        s.path(pocket, s.linear((0, "#f3c6cb"), (1, "#e0a3ac"), x2=0.6, y2=1))
        s.path("M-230 226L-40 80L0 104L40 80L230 226Q226 230 222 230H-222z", shade("#e0a3ac", 0.1), opacity=0.6)
        s.ball_body(oval(0, 118, 44, 42), "#b8323f")
        emblem(s, 0, 120, 50, "#e98f8f")


def hamper(s: Sheet, *_: str) -> None:
    """A wicker basket with tea, honey, a candle and a mug."""
    ground(s, 400, GROUND + 18, 230)
    s.line("M206 470C206 150 594 150 594 470", "#8a5a34", 24)
    s.line("M206 466C206 146 594 146 594 466", "#c08a54", 12)
    s.round_body(barrel(300, 300, 520, 64, 64, 0.18), "#5f8f83")
    s.path(oval(300, 300, 64, 12), lit("#5f8f83", 0.4))
    s.path("M236 376Q300 396 364 376V460H236z", CREAM)
    emblem(s, 300, 430, 62, "#3d6a60")
    s.path("M392 252H492L500 520H384z", s.linear((0, "#2f4b73"), (1, "#1c3050")))
    s.path(rounded(384, 270, 116, 16, 7), "#dd6a54")
    s.path(rounded(404, 330, 76, 92, 8), CREAM)
    emblem(s, 442, 376, 66, "#dd6a54")
    s.round_body(barrel(544, 392, 520, 52, 52, 0.18), "#e59a22")
    s.round_body(barrel(544, 364, 394, 56, 56, 0.18), CREAM)
    s.path(oval(544, 364, 56, 10), "#fffaf0")
    sprig(s, 352, 470, 150, -64, "#7d9168")
    sprig(s, 236, 470, 130, -110, "#7d9168")
    for i in range(24):
        x = 196 + 408 * (i * 0.618 % 1)
        s.line(f"M{x:.0f} 486q{14 - i % 5 * 7} {-26 - i % 3 * 9} {22 - i % 4 * 14} -34", "#e3c48b", 5)
    body = "M176 470H624L590 622Q584 652 550 652H250Q216 652 210 622z"
    s.path(body, "#8f5f38")
    with s.inside(body):
        for row in range(6):
            for column in range(13):
                x, y = 162 + column * 38 + row % 2 * 19, 476 + row * 30
                s.path(
                    rounded(x, y, 35, 25, 11),
                    s.linear((0, "#dcae76"), (0.5, "#c08a54"), (1, "#976338"), x2=0.2, y2=1),
                )
        s.path("M480 460H640V660H540z", "#241a3d", opacity=0.22, blur=22)
    s.round_body(rounded(164, 456, 472, 36, 18), "#c99660")
    for x in range(180, 620, 26):
        s.line(f"M{x} 488l14-28", "#8a5a34", 4, opacity=0.6)
    _ribbon(s, 400, 496, "#c8413f", 0.84)
