"""Stationery: notebooks, pens, postcards, stickers, a calendar."""

from core.shops.demo.drawings.colours import ink_on, lit, shade
from core.shops.demo.drawings.marks import emblem, leaf, print_lines
from core.shops.demo.drawings.scene import drop, lift
from core.shops.demo.drawings.sheet import Sheet, oval, rounded

CREAM = "#fbf4e4"


def notebook(s: Sheet, colour: str) -> None:
    """A hard-cover notebook with an elastic band, a ribbon and a pen."""
    with s.moved(390, 400, -9):
        book = rounded(-176, -244, 352, 488, 18)
        drop(s, book)
        s.path(rounded(-168, -236, 356, 492, 18), shade(colour, 0.42))
        s.path(rounded(-164, -238, 346, 488, 12), CREAM)
        for i in range(4):
            s.line(f"M{177 + i * 2}-226V240", shade(CREAM, 0.2), 0.8)
        s.path("M-70 236H-50V306L-60 294L-70 306z", "#dd6a54" if colour != "#dd6a54" else "#2b3550")
        s.flat_body(book, colour)
        s.path(
            "M-176-226A18 18 0 0 1-158-244H-128V244H-158A18 18 0 0 1-176 226z",
            shade(colour, 0.3),
            opacity=0.5,
        )
        s.line("M-128-243V243", shade(colour, 0.5), 2, opacity=0.5)
        s.path("M-128-244H60L-128 60z", "#ffffff", opacity=0.1)
        emblem(s, 6, -64, 190, ink_on(colour), 0.95)
        print_lines(s, 6, 76, (150, 96), ink_on(colour), 18)
        s.path(
            "M120-244H138V244H120z",
            s.linear((0, shade(colour, 0.5)), (0.4, shade(colour, 0.3)), (1, shade(colour, 0.6))),
        )
    with s.moved(640, 420, 16):
        _pen(s, "#2b3550" if colour != "#2b3550" else "#dd6a54", 0.72)


def _pen(s: Sheet, colour: str, scale: float = 1) -> None:
    """A fountain pen, cap up."""
    with s.moved(scale=scale):
        s.path(
            rounded(-17, -250, 34, 500, 17),
            "#2c2338",
            opacity=0.34,
            transform="translate(15 16)",
            blur=9,
        )
        s.round_body("M-19-60H19V200Q14 214 10 222H-10Q-14 214-19 200z", colour)
        s.round_body("M-11 220H11L8 250H-8z", "#3a3a44")
        s.path("M-9 248H9Q7 280 0 306Q-7 280-9 248z", s.linear((0, "#fbeab8"), (0.5, "#dbaf55"), (1, "#9a7230")))
        s.line("M0 268V298", "#6b4c1c", 1.6)
        s.path(oval(0, 266, 2.4, 2.4), "#6b4c1c")
        s.round_body("M-22-236Q-22-262 0-262Q22-262 22-236V-54H-22z", lit(colour, 0.06))
        s.round_body(rounded(-23, -72, 46, 20, 3), "#dbaf55")
        s.round_body(rounded(-8, -240, 12, 142, 6), "#e8c878")
        s.line("M-11-30V190", "#ffffff", 4, opacity=0.45)


def pen(s: Sheet, colour: str) -> None:
    """A fountain pen over a line of handwriting."""
    sheet = rounded(-210, -250, 420, 500, 8)
    with s.moved(400, 410, -6):
        drop(s, sheet)
        s.flat_body(sheet, CREAM)
        for row in range(9):
            s.line(f"M-170 {-180 + row * 46}H170", "#b9c7d2", 1.6, opacity=0.7)
        for row, wide in enumerate((300, 250, 310, 120)):
            y = -192 + row * 46
            curls = "q7-22 13-2t13-2t13 0t13-4" * (wide // 52)
            s.line(f"M-160 {y}{curls}", "#2b3550", 3.4, opacity=0.85)
        emblem(s, 140, 206, 60, "#dd6a54")
    with s.moved(446, 426, 38):
        _pen(s, colour, 0.98)


def pencils(s: Sheet, *_: str) -> None:
    """Six pencils in a row on a folded paper sleeve."""
    tones = ("#3f7190", "#dd6a54", "#e0a63f", "#7d9670", "#a495bd", "#2b3550")
    with s.moved(400, 400, 7):
        for i, tone in enumerate(tones):
            x = -170 + i * 60
            high = (i * 5 % 3) * 16
            body = f"M{x} {-176 - high}H{x + 46}V250H{x}z"
            s.path(
                f"M{x} {-190 - high}H{x + 46}V260H{x}z",
                "#2c2338",
                opacity=0.32,
                transform="translate(16 20)",
                blur=10,
            )
            s.path(
                f"M{x} {-174 - high}L{x + 23} {-262 - high}L{x + 46} {-174 - high}z",
                s.linear((0, "#f3d9b0"), (1, "#cf9f68")),
            )
            s.path(f"M{x + 15} {-232 - high}L{x + 23} {-262 - high}L{x + 31} {-232 - high}z", tone)
            s.path(body, tone)
            s.path(f"M{x} {-176 - high}H{x + 15}V250H{x}z", lit(tone, 0.34))
            s.path(f"M{x + 32} {-176 - high}H{x + 46}V250H{x + 32}z", shade(tone, 0.24))
            for dx in (0, 15, 31):
                s.path(oval(x + dx + 7.6, -174 - high, 8, 7), tone if dx != 15 else lit(tone, 0.1))
        band = "M-196 40H212V262H-196z"
        s.path(band, "#2c2338", opacity=0.3, transform="translate(12 16)", blur=9)
        s.path(band, s.linear((0, lit(CREAM, 0.3)), (0.6, CREAM), (1, shade(CREAM, 0.12)), x2=1, y2=0.4))
        s.path("M-196 40H212V62H-196z", "#dd6a54")
        emblem(s, 8, 142, 110, "#22385a")
        print_lines(s, 8, 214, (190, 120), "#22385a", 16)


def stickers(s: Sheet, *_: str) -> None:
    """A spread of die-cut stickers."""
    spots = ((262, 268, 116, -10, "#3f7190"), (536, 250, 104, 9, "#e0a63f"), (404, 430, 128, 3, "#dd6a54"),
             (228, 566, 96, 12, "#7d9670"), (582, 572, 110, -8, "#2b3550"))  # fmt: skip
    for x, y, r, turn, tone in spots:
        with s.moved(x, y, turn):
            rim = oval(0, 0, r + 12, r + 12)
            lift(s, rim, 5, 8, strength=0.24)
            s.path(rim, "#fffdf8")
            s.path(oval(0, 0, r, r), s.linear((0, lit(tone, 0.22)), (1, tone), x2=0.6, y2=1))
    with s.moved(262, 268, -10), s.inside(oval(0, 0, 116, 116)):
        s.path(oval(36, -40, 34, 34), "#fbe6b4")
        for i, tone in enumerate(("#8fb6c9", "#d9e8ea", "#2f5875")):
            s.path(f"M-130 {20 + i * 34}q22-26 44 0t44 0t44 0t44 0t44 0t44 0V140H-130z", tone)
    with s.moved(536, 250, 9):
        s.path("M-46-24H34V26Q34 56 4 56H-16Q-46 56-46 26z", CREAM)
        s.line("M36-8Q66-10 62 14Q58 36 34 34", CREAM, 11)
        s.line("M-22-38q-8-12 0-22M6-38q-8-12 0-22", CREAM, 6)
    emblem(s, 404, 430, 196, CREAM)
    with s.moved(228, 566, 12):
        for turn in (-150, -110, -70, -30):
            leaf(s, 0, 48, 92, turn, "#e9efd9")
    with s.moved(582, 572, -8):
        s.path("M-72 20Q-60-46 10-44Q60-42 66 6L92-16Q98 30 66 34Q40 66-14 62Q-62 58-72 20z", "#9fc4d6")
        s.path("M-70 28Q-20 52 50 40Q20 66-14 62Q-58 58-70 28z", CREAM)
        s.path(oval(-42, 6, 5, 5), "#22385a")
        s.line("M-8-52q-2-22-18-22M-8-52q2-22 18-22", "#d9e8ea", 6)


def postcards(s: Sheet, *_: str) -> None:
    """Three postcards fanned out, one shows its back."""
    for x, y, turn, sky, sea in (
        (288, 330, -16, "#f6d9a8", "#3f7190"),
        (520, 360, 11, "#bcd7e0", "#7d9670"),
        (396, 500, -3, CREAM, ""),
    ):
        with s.moved(x, y, turn):
            card = rounded(-190, -130, 380, 260, 8)
            lift(s, card, 7, 12)
            s.path(card, "#fffdf7")
            if not sea:
                s.flat_body(card, CREAM)
                s.line("M10-96V96", "#c9b891", 2)
                for row in range(4):
                    s.line(f"M40 {-6 + row * 30}H164", "#c9b891", 2)
                s.path(
                    "M112-108H164V-44H112z",
                    "#dd6a54",
                    stroke="#fffdf7",
                    stroke_width=5,
                    stroke_dasharray="6 4",
                )
                emblem(s, 138, -76, 46, CREAM)
                for row, wide in enumerate((3, 3, 2, 3, 1)):
                    s.line(
                        f"M-162 {-66 + row * 34}" + "q7-20 12-2t12-2t12 0t12-4" * wide,
                        "#2b3550",
                        3,
                        opacity=0.8,
                    )
                s.path(oval(92, -66, 38, 38), stroke="#7a8aa8", stroke_width=3, opacity=0.6)
                continue
            view = rounded(-176, -116, 352, 232, 4)
            with s.inside(view):
                s.path(view, s.linear((0, lit(sky, 0.1)), (1, lit(sky, 0.6)), x2=0, y2=1))
                s.path(oval(70, -34, 46, 46), "#fff6df")
                s.path("M-180 40L-90-50L-20 20L50-20L180 60V120H-180z", lit(sea, 0.36))
                for i in range(3):
                    s.path(
                        f"M-190 {40 + i * 26}q24-20 48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0V130H-190z",
                        (lit(sea, 0.14), sea, shade(sea, 0.24))[i],
                    )
                s.path("M-96-52H-66L-58 46H-104z", "#fffdf7")
                s.path("M-94-26H-68L-66 0H-98zM-100 18H-62L-60 40H-103z", "#dd6a54")
                s.path("M-98-52Q-81-86-64-52z", "#dd6a54")


def calendar(s: Sheet, *_: str) -> None:
    """A wall calendar with a seascape and a month."""
    page = rounded(196, 150, 408, 520, 8)
    s.line("M330 150L400 92L470 150", "#8a6a3a", 4)
    s.path(oval(400, 92, 9, 9), "#8a6a3a")
    drop(s, page)
    s.path(page, "#2c2338", opacity=0.2, transform="translate(5 6)")
    s.flat_body(page, CREAM)
    view = "M214 178H586V430H214z"
    with s.inside(view):
        s.path(view, s.linear((0, "#f4b98a"), (0.6, "#f9dfb4"), (1, "#fdf0d2"), x2=0, y2=1))
        s.path(oval(330, 340, 56, 56), "#fff8e4")
        s.path("M200 372Q260 330 330 360T460 344T600 330V440H200z", "#9db7bd")
        for i, tone in enumerate(("#5d8ea6", "#3f7190", "#2b5573")):
            y = 376 + i * 20
            s.path(f"M190 {y}q26-18 52 0t52 0t52 0t52 0t52 0t52 0t52 0t52 0V440H190z", tone)
        s.path("M470 440L486 236H520L536 440z", "#fffaf0")
        s.path("M483 270H523L526 306H480zM477 344H529L532 380H474z", "#dd6a54")
        s.path("M480 236Q503 196 526 236z", "#22385a")
        s.path("M486 222L214 190V250z", "#fff8dc", opacity=0.6)
    s.path(rounded(214, 446, 132, 22, 11), "#dd6a54")
    for day in range(35):
        x, y = 232 + day % 7 * 56, 500 + day // 7 * 32
        if day == 17:
            s.path(oval(x, y, 14, 14), "#e0a63f")
        s.path(
            rounded(x - 7, y - 4, 14, 8, 4),
            "#dd6a54" if day % 7 > 4 else "#22385a",
            opacity=0.25 if day < 2 or day > 32 else 0.85,
        )
    for x in range(220, 590, 18):
        s.line(f"M{x} 142V160", "#6d6a70", 4)
