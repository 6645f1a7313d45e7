# ruff: noqa: E501 – the data of a path is one long word
"""What is carried along: bags, an umbrella, a thermos."""

from core.shops.demo.drawings.colours import ink_on, lit, shade
from core.shops.demo.drawings.marks import emblem, print_lines
from core.shops.demo.drawings.scene import GROUND, drop, ground
from core.shops.demo.drawings.sheet import Sheet, barrel, oval, rounded


def tote(s: Sheet, colour: str) -> None:
    """A canvas tote bag."""
    bag = "M222 306H578L592 620Q592 656 556 658H244Q208 656 208 620z"
    back = "M304 310C300 150 340 116 400 116C460 116 500 150 496 310"
    drop(s, bag)
    s.line(back, shade(colour, 0.36), 21, transform="translate(8 -12)")
    s.flat_body(bag, colour)
    with s.inside(bag):
        s.line("M222 338H580", shade(colour, 0.35), 2.2, stroke_dasharray="7 6", opacity=0.7)
        for d in ("M240 640Q300 540 290 420", "M566 640Q520 560 530 460", "M230 400Q260 380 300 372"):
            s.line(d, shade(colour, 0.5), 14, opacity=0.16, blur=8)
        s.path("M208 600Q400 640 592 600V670H208z", shade(colour, 0.5), opacity=0.2, blur=12)
    s.line("M304 366C298 178 340 142 400 142C460 142 502 178 496 366", shade(colour, 0.05), 21)
    s.line("M298 356C292 176 336 136 400 136", lit(colour, 0.5), 4, opacity=0.6)
    for x in (304, 496):
        s.path(rounded(x - 16, 334, 32, 40, 4), shade(colour, 0.08))
        s.path(f"M{x - 10} 342l20 24m0-24l-20 24", stroke=shade(colour, 0.45), stroke_width=2)
    emblem(s, 400, 468, 170, ink_on(colour), 0.95)
    print_lines(s, 400, 582, (150, 90), ink_on(colour), 17)


def backpack(s: Sheet, colour: str) -> None:
    """A roll-top backpack with leather straps."""
    leather = "#b4743f"
    ground(s, 400, GROUND + 18, 178)
    s.line("M356 190C356 130 444 130 444 190", shade(leather, 0.25), 17)
    body = "M246 300C246 214 320 184 400 184C480 184 554 214 554 300L568 600Q568 656 512 658H288Q232 656 232 600z"
    s.path(
        body,
        s.linear(
            (0, shade(colour, 0.06)),
            (0.2, lit(colour, 0.24)),
            (0.55, colour),
            (0.92, shade(colour, 0.3)),
            (1, shade(colour, 0.22)),
        ),
    )
    for x in (220, 580):
        s.round_body(rounded(x - 24, 450, 48, 160, 22), shade(colour, 0.12))
    flap = "M238 292C246 206 320 176 400 176C480 176 554 206 562 292L566 420Q400 474 234 420z"
    s.path(flap, shade(colour, 0.7), opacity=0.4, transform="translate(3 12)", blur=7)
    s.path(
        flap,
        s.linear(
            (0, lit(colour, 0.06)),
            (0.25, lit(colour, 0.3)),
            (0.6, lit(colour, 0.05)),
            (1, shade(colour, 0.22)),
        ),
    )
    s.line("M248 410Q400 458 552 410", lit(colour, 0.5), 2.4, stroke_dasharray="8 6", opacity=0.6)
    pocket = rounded(284, 486, 232, 146, 26)
    s.path(pocket, shade(colour, 0.6), opacity=0.35, transform="translate(4 7)", blur=5)
    s.path(pocket, s.linear((0, lit(colour, 0.16)), (0.5, colour), (1, shade(colour, 0.2)), x2=1, y2=0.6))
    s.path(rounded(284, 486, 232, 38, 18), shade(colour, 0.14))
    s.line("M302 516H498", "#d9b26a", 5)
    for x in (326, 474):
        s.path(rounded(x - 15, 330, 30, 184, 8), s.linear((0, lit(leather, 0.26)), (1, shade(leather, 0.22))))
        s.path(rounded(x - 22, 428, 44, 36, 8), stroke="#e3c27e", stroke_width=7)
        s.line(f"M{x} 444V470", "#f3dca6", 5)
        s.path(oval(x, 496, 3.5, 3.5), shade(leather, 0.6))
    emblem(s, 400, 288, 116, ink_on(colour), 0.95)
    s.path(
        "M270 300C270 240 310 212 360 204",
        stroke="#ffffff",
        stroke_width=12,
        stroke_linecap="round",
        opacity=0.26,
    )
    s.path(rounded(372, 556, 56, 40, 6), leather)
    emblem(s, 400, 577, 32, "#f6ecd8")


def umbrella(s: Sheet, colour: str) -> None:
    """An open umbrella, half its panels lighter."""
    ground(s, 424, GROUND + 18, 120)
    with s.moved(400, 420, 12, 0.93):
        s.line("M0-40V216Q0 262 40 262Q78 262 78 222", "#b4743f", 17)
        s.line("M-4-40V216", "#dca873", 4)
        s.line("M0-300V-262", "#b4743f", 11)
        light = lit(colour, 0.58)
        dome = "M-282 10C-272-170-140-274 0-274C140-274 272-170 282 10Q236-42 188 10Q142-42 94 10Q46-42 0 10Q-46-42-94 10Q-142-42-188 10Q-236-42-282 10z"
        s.path(
            "M-270 6Q0 84 270 6Q236-42 188 10Q142-42 94 10Q46-42 0 10Q-46-42-94 10Q-142-42-188 10Q-236-42-282 10z",
            shade(colour, 0.55),
            opacity=0.5,
        )
        s.path(dome, colour)
        panels = (
            ("M0-274C-140-274-272-170-282 10Q-236-42-188 10C-180-120-100-230 0-274z", shade(colour, 0.02)),
            ("M0-274C-100-230-180-120-188 10Q-142-42-94 10C-92-130-50-230 0-274z", light),
            ("M0-274C-50-230-92-130-94 10Q-46-42 0 10z", colour),
            ("M0-274L0 10Q46-42 94 10C92-130 50-230 0-274z", light),
            ("M0-274C50-230 92-130 94 10Q142-42 188 10C180-120 100-230 0-274z", colour),
            ("M0-274C100-230 180-120 188 10Q236-42 282 10C272-170 140-274 0-274z", light),
        )
        for d, tone in panels:
            s.path(d, tone)
        with s.inside(dome):
            s.haze(-90, -150, 210, 170, "#ffffff", 0.28)
            s.path(
                "M60-300Q300-200 300 40H120Q200-120 60-300z",
                shade(colour, 0.6),
                opacity=0.26,
                blur=26,
            )
        for d in (
            "M0-274C-100-230-180-120-188 10",
            "M0-274C-50-230-92-130-94 10",
            "M0-274V10",
            "M0-274C50-230 92-130 94 10",
            "M0-274C100-230 180-120 188 10",
        ):
            s.line(d, shade(colour, 0.4), 2, opacity=0.45)
        emblem(s, -46, -84, 66, shade(colour, 0.2), 0.95)


def thermos(s: Sheet, colour: str) -> None:
    """A steel flask with its cup beside it."""
    steel = "#b9bfc6"
    ground(s, 380, GROUND + 12, 104)
    s.round_body(barrel(372, 600, GROUND, 98, 96, 0.16), steel)
    body = barrel(372, 288, 604, 100, 100, 0.16)
    s.round_body(body, colour)
    s.round_body("M304 250Q274 266 272 292Q372 318 472 292Q470 266 440 250z", steel)
    s.round_body(barrel(372, 132, 248, 70, 74, 0.16), shade(colour, 0.12))
    for y in (160, 182, 204, 226):
        s.line(f"M302 {y}Q372 {y + 15} 442 {y}", shade(colour, 0.5), 3, opacity=0.4)
    s.path(oval(372, 132, 70, 12), lit(colour, 0.34))
    emblem(s, 372, 440, 130, ink_on(colour), 0.95)
    s.line("M300 322V580", "#ffffff", 12, opacity=0.34)
    ground(s, 574, GROUND + 34, 66)
    s.round_body(barrel(566, 562, GROUND + 24, 60, 52, 0.18), steel)
    s.path(oval(566, 562, 60, 13), "#e9ecef")
    s.path(oval(566, 563, 54, 11), "#8b4f24")
    s.path(oval(552, 560, 16, 3), "#ffffff", opacity=0.5)
    s.line("M566 540c-14-20 12-34 0-56c-6-12 2-22 6-26", "#ffffff", 9, opacity=0.6, blur=3)
