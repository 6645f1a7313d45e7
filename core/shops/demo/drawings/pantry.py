# ruff: noqa: E501 – the data of a path is one long word
"""Tea, coffee and sweets."""

from core.shops.demo.drawings.colours import ink_on, lit, shade
from core.shops.demo.drawings.marks import emblem, leaf, print_lines, sprig
from core.shops.demo.drawings.scene import GROUND, ground
from core.shops.demo.drawings.sheet import Sheet, barrel, oval, rounded

CREAM = "#fbf1de"


def tea_tin(s: Sheet, colour: str, foliage: str) -> None:
    """A round tin with a lid, a paper label and a few fresh leaves beside it."""
    ground(s, 400, GROUND + 14, 150)
    body = barrel(400, 270, GROUND - 8, 140, 140, 0.17)
    s.round_body(body, colour)
    with s.inside(body):
        label = "M240 352V560Q400 616 560 560V352Q400 408 240 352z"
        s.path(
            label,
            s.linear((0.1, shade(CREAM, 0.1)), (0.3, CREAM), (0.6, shade(CREAM, 0.04)), (0.95, shade(CREAM, 0.22))),
        )
        for y in (362, 550):
            s.line(f"M240 {y}Q400 {y + 56} 560 {y}", colour, 3, opacity=0.7)
        s.line(f"M260 {GROUND - 20}Q400 {GROUND + 32} 540 {GROUND - 20}", shade(colour, 0.3), 3, opacity=0.5)
    emblem(s, 396, 452, 92, shade(colour, 0.12))
    print_lines(s, 396, 518, (96, 128, 70), shade(colour, 0.15), 15)
    lid = barrel(400, 216, 284, 146, 146, 0.17)
    s.path(barrel(400, 236, 296, 141, 141, 0.17), "#1c1230", opacity=0.25)
    s.round_body(lid, lit(colour, 0.1))
    s.path(
        oval(400, 216, 146, 25),
        s.linear((0, lit(colour, 0.5)), (0.6, lit(colour, 0.2)), (1, shade(colour, 0.06))),
    )
    s.path(oval(400, 214, 112, 17), s.linear((0, shade(colour, 0.08)), (1, lit(colour, 0.26))))
    s.line("M292 262V578", "#ffffff", 11, opacity=0.28)
    ground(s, 610, GROUND + 46, 62)
    leaf(s, 566, GROUND + 44, 112, -22, foliage)
    leaf(s, 580, GROUND + 48, 92, 10, lit(foliage, 0.1))
    leaf(s, 236, GROUND + 56, 84, 192, foliage)


def tea_pouch(s: Sheet, colour: str, foliage: str, berry: str) -> None:
    """A kraft pouch of herbs with a window and a sprig."""
    ground(s, 400, GROUND + 12, 158)
    kraft = "#d2a878"
    body = "M262 196H538L556 600Q556 648 508 650H292Q244 648 244 600z"
    s.path(
        body,
        s.linear(
            (0, shade(kraft, 0.06)),
            (0.16, lit(kraft, 0.26)),
            (0.5, kraft),
            (0.86, shade(kraft, 0.1)),
            (1, shade(kraft, 0.24)),
        ),
    )
    with s.inside(body):
        s.path("M252 196H548V246H250z", shade(kraft, 0.14))
        s.line("M240 246H560", shade(kraft, 0.34), 2.5, stroke_dasharray="2 9")
        s.path("M244 520Q300 640 400 628Q500 640 556 520V660H244z", shade(kraft, 0.3), opacity=0.25)
        s.path("M292 260Q276 430 288 640L244 650V260z", "#ffffff", opacity=0.14)
    s.path(rounded(312, 288, 176, 156, 16), s.linear((0, CREAM), (1, shade(CREAM, 0.08)), x2=1, y2=1))
    s.path(rounded(312, 288, 176, 34, 16), colour)
    s.path("M312 306H488V322H312z", colour)
    emblem(s, 400, 372, 74, colour)
    print_lines(s, 400, 416, (84, 116), colour, 12)
    window = oval(400, 540, 66, 66)
    s.path(oval(400, 540, 74, 74), colour)
    s.path(window, shade(foliage, 0.42))
    with s.inside(window):
        for i in range(22):
            x, y = 336 + 128 * (i * 0.618 % 1), 478 + 126 * (i * 0.755 % 1)
            leaf(s, x, y, 36, i * 67 % 360, foliage if i % 3 else lit(foliage, 0.22))
        for i in range(9):
            s.ball_body(oval(344 + 112 * (i * 0.41 % 1), 492 + 96 * (i * 0.29 % 1), 8, 8), berry)
        s.path("M330 470L430 470L340 610z", "#ffffff", opacity=0.16)
    s.path(rounded(376, 212, 48, 14, 7), shade(kraft, 0.45), opacity=0.55)
    ground(s, 628, GROUND + 50, 66)
    sprig(s, 566, GROUND + 52, 132, -14, foliage)
    for x, y in ((232, 664), (208, 676), (242, 686)):
        ground(s, x, y + 9, 12)
        s.ball_body(oval(x, y, 12, 12), berry)


def coffee_bag(s: Sheet, colour: str, accent: str) -> None:
    """A side-folded bag with a tin tie, a label and roasted beans in front."""
    ground(s, 400, GROUND + 12, 160)
    body = "M276 182H524L550 616Q550 650 514 650H286Q250 650 250 616z"
    s.path(body, s.linear((0, shade(colour, 0.1)), (0.14, lit(colour, 0.22)), (0.2, lit(colour, 0.08)), (0.72, colour),
                          (0.84, shade(colour, 0.1)), (0.87, shade(colour, 0.3)), (1, shade(colour, 0.22))))  # fmt: skip
    s.path("M276 182H524L529 262H271z", lit(colour, 0.12))
    s.path("M271 258H529L530 272H270z", shade(colour, 0.32), opacity=0.6)
    s.path("M488 272L524 640H550V616L530 272z", shade(colour, 0.3), opacity=0.32)
    s.path(rounded(252, 214, 296, 22, 9), s.linear((0, lit(accent, 0.3)), (1, shade(accent, 0.12))))
    s.path("M252 214h22v44q-22 0-22-22zM548 214h-22v44q22 0 22-22z", shade(accent, 0.18))
    label = rounded(306, 322, 176, 236, 14)
    s.path(label, s.linear((0, CREAM), (0.7, shade(CREAM, 0.03)), (1, shade(CREAM, 0.12))))
    with s.inside(label):
        s.path("M306 322H482V452Q394 424 306 464z", accent)
        s.path("M306 446Q394 408 482 438V452Q394 424 306 464z", lit(accent, 0.35))
        s.path(oval(448, 358, 17, 17), lit(accent, 0.6))
    emblem(s, 384, 388, 96, CREAM)
    print_lines(s, 394, 482, (112, 136, 96, 60), shade(colour, 0.2) if colour != CREAM else accent, 16)
    s.path(oval(400, 294, 11, 11), shade(colour, 0.3))
    s.path(oval(400, 294, 5, 5), shade(colour, 0.55))
    for x, y, turn in ((598, 668, -24), (566, 692, 20), (638, 694, 50), (222, 676, 30), (186, 694, -16)):
        bean(s, x, y, turn)


def bean(s: Sheet, x: float, y: float, turn: float, size: float = 1) -> None:
    """A roasted bean lying on the table."""
    ground(s, x, y + 14 * size, 22 * size)
    with s.moved(x, y, turn, size):
        s.ball_body(oval(0, 0, 24, 16), "#6a3d22")
        s.line("M-21 2C-8-8 6 9 21-2", "#3a1e10", 3.6)


def drip_box(s: Sheet, colour: str, accent: str) -> None:
    """A carton of drip coffee with one sachet leaning on it."""
    ground(s, 390, GROUND + 10, 186)
    s.path("M226 300H500V642H226z", s.linear((0, lit(colour, 0.2)), (1, colour), x2=0.7, y2=1))
    s.path("M500 300L578 270V606L500 642z", s.linear((0, shade(colour, 0.2)), (1, shade(colour, 0.32))))
    s.path("M226 300L310 270H578L500 300z", lit(colour, 0.36))
    with s.inside("M226 300H500V642H226z"):
        s.path("M226 520q45-34 92 0t92 0t92 0V650H226z", accent)
        s.path("M226 556q45-34 92 0t92 0t92 0V650H226z", shade(accent, 0.16))
    emblem(s, 362, 412, 130, ink_on(colour))
    print_lines(s, 362, 492, (140, 96), ink_on(colour), 16)
    with s.moved(600, 640, 9):
        ground(s, 0, 8, 74)
        s.path("M-70-226H70V0H-70z", s.linear((0, "#fffaf0"), (0.6, "#f4e8d2"), (1, "#d9c5a6")))
        s.path("M-70-226H70V-204H-70zM-70-20H70V0H-70z", shade("#f4e8d2", 0.12))
        s.path(rounded(-40, -168, 80, 104, 10), accent)
        emblem(s, 0, -116, 66, CREAM)
    bean(s, 214, 682, 20)
    bean(s, 170, 668, -30)


def jar(s: Sheet, content: str, lid: str, label: str, motif: str) -> None:
    """A glass jar with a cloth-coloured lid; `motif` is comb or berry."""
    ground(s, 400, GROUND + 12, 150)
    glass = "M284 268Q252 284 252 330V590Q252 646 310 650H490Q548 646 548 590V330Q548 284 516 268z"
    s.path(glass, s.linear((0, shade(content, 0.12)), (0.14, lit(content, 0.5)), (0.3, lit(content, 0.1)), (0.62, content),
                           (0.9, shade(content, 0.26)), (1, lit(content, 0.16))))  # fmt: skip
    with s.inside(glass):
        s.path("M252 268H548V318Q400 346 252 318z", "#ffffff", opacity=0.36)
        s.path(oval(400, 640, 130, 60), lit(content, 0.6), opacity=0.5, blur=12)
        if motif == "berry":
            for i in range(26):
                x, y = 262 + 276 * (i * 0.618 % 1), 340 + 300 * (i * 0.755 % 1)
                s.ball_body(oval(x, y, 15, 15), lit(content, 0.18 + i % 3 * 0.08))
        s.path("M276 318Q268 450 280 610", stroke="#ffffff", stroke_width=15, stroke_linecap="round", opacity=0.5)
    tag = rounded(306, 392, 188, 170, 20)
    s.path(tag, s.linear((0, CREAM), (1, shade(CREAM, 0.1)), x2=1, y2=0.6))
    s.path(rounded(316, 402, 168, 150, 14), stroke=label, stroke_width=3)
    emblem(s, 400, 456, 84, label)
    print_lines(s, 400, 512, (94, 124), label, 15)
    s.round_body(barrel(400, 214, 262, 138, 138, 0.15), lid)
    s.path(oval(400, 214, 138, 21), lit(lid, 0.4))
    for x in range(272, 532, 18):
        s.line(f"M{x} {240 + 16 * (1 - ((x - 400) / 140) ** 2):.0f}v14", shade(lid, 0.3), 3, opacity=0.35)
    if motif == "comb":
        ground(s, 616, GROUND + 40, 60)
        with s.moved(604, 594, 32):
            s.line("M0-160V0", "#b98048", 15)
            s.line("M-4-156V-4", "#e0b27c", 4)
            for i, wide in enumerate((26, 34, 38, 34, 24)):
                s.round_body(rounded(-wide, i * 15 - 6, wide * 2, 12, 6), "#c48a4e")
    else:
        for x, y in ((596, 668), (628, 684), (214, 680)):
            ground(s, x, y + 15, 20)
            s.ball_body(oval(x, y, 18, 18), content)
        leaf(s, 606, 656, 70, -36, "#6f8f5b")


def chocolate(s: Sheet, wrapper: str, cocoa: str) -> None:
    """A bar half out of its paper, broken at a corner."""
    ground(s, 410, GROUND + 22, 190)
    with s.moved(400, 400, 9):
        s.path("M-122-250H122V40H-122z", s.linear((0, lit(cocoa, 0.16)), (1, shade(cocoa, 0.1)), x2=1, y2=1))
        for row in range(4):
            for column in range(3):
                x, y = -112 + column * 76, -240 + row * 74
                s.path(
                    rounded(x, y, 70, 66, 8),
                    s.linear((0, lit(cocoa, 0.3)), (0.4, lit(cocoa, 0.04)), (1, shade(cocoa, 0.2)), x2=1, y2=1),
                )
                s.path(rounded(x + 11, y + 11, 48, 44, 5), lit(cocoa, 0.07))
        foil = "M-132-30L-110-52L-80-32L-52-56L-20-30L10-54L42-32L74-56L104-32L132-48V250H-132z"
        s.path(foil, s.linear((0, "#fdf7ea"), (0.3, "#d8cdb9"), (0.55, "#fbf5e8"), (1, "#b8aa92")))
        paper = "M-138 6H138V262H-138z"
        s.path(
            paper,
            s.linear(
                (0, shade(wrapper, 0.06)),
                (0.15, lit(wrapper, 0.2)),
                (0.6, wrapper),
                (1, shade(wrapper, 0.24)),
            ),
        )
        with s.inside(paper):
            for row in range(3):
                y = 196 + row * 26
                s.line(f"M-150 {y}q25-20 50 0t50 0t50 0t50 0t50 0t50 0", lit(wrapper, 0.34), 5, opacity=0.75)
        emblem(s, 0, 92, 120, ink_on(wrapper))
        print_lines(s, 0, 158, (110,), ink_on(wrapper))
    for x, y, turn in ((190, 652, -16), (236, 684, 24)):
        ground(s, x, y + 20, 34)
        with s.moved(x, y, turn):
            s.flat_body(rounded(-32, -22, 64, 44, 7), lit(cocoa, 0.1))
            s.path(rounded(-22, -14, 44, 24, 4), lit(cocoa, 0.2))
