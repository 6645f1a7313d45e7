"""The shops' covers, 1280 by 720."""

from core.shops.demo.drawings.colours import shade
from core.shops.demo.drawings.marks import word
from core.shops.demo.drawings.prints import aurora, fir, mountain, sky, stars
from core.shops.demo.drawings.sheet import Sheet, oval, rounded

CREAM = "#fff3dc"


def _sea(s: Sheet, top: float, tones: tuple[str, ...], step: float) -> None:
    for i, tone in enumerate(tones):
        y = top + i * step
        s.path(f"M{-90 + i * 34} {y}" + "q36-20 72 0t72 0" * 10 + "V720H-90z", tone)


def lighthouse(s: Sheet) -> None:
    """Dusk by the sea: the lighthouse, the little shop with a lit window, the sign."""
    sky(s, "#22385a", "#46608a", "#c98a88", "#f4b98a", wide=1280, high=560)
    stars(s, 60, wide=1280, high=230)
    s.path(oval(330, 476, 250, 250), s.radial((0, "#ffe9b8", 0.75), (1, "#ffe9b8", 0)))
    s.path(oval(330, 478, 74, 74), "#fff1cf")
    for x, y, wide in ((150, 196, 190), (470, 132, 150), (560, 268, 230), (60, 336, 150)):
        s.path(rounded(x, y, wide, 26, 13) + rounded(x + 40, y - 16, wide - 84, 30, 15), "#f6d3c4", opacity=0.3)
    s.path("M966 200L0 60V330z", s.linear((0, "#fff3c4", 0), (1, "#fff3c4", 0.72)))
    s.path("M1014 200L1280 138V280z", s.linear((0, "#fff3c4", 0.72), (1, "#fff3c4", 0.1)))
    s.path("M0 470L90 420L180 466L270 430L360 480H0z", "#6d6f96", opacity=0.55)
    _sea(s, 482, ("#6c8fa6", "#4f7d9a", "#3f6f90"), 34)
    for i in range(14):
        wide = 150 - i * 8
        s.line(f"M{330 - wide / 2 + i % 3 * 14 - 10} {498 + i * 11}h{wide}", "#ffe9b8", 4, opacity=0.5)
    rock = "M560 668C590 580 620 540 700 524C840 504 1040 496 1110 520C1180 540 1240 560 1280 556V720H540z"
    s.path(rock, s.linear((0, "#6d8a62"), (0.24, "#56724f"), (0.3, "#5b5064"), (1, "#352c4a"), x2=0.1, y2=1))
    _tower(s)
    _shop(s)
    _sea(s, 638, ("#33648a", "#2b5478", "#22385a"), 28)
    for x, y in ((560, 170), (610, 146), (640, 186)):
        s.line(f"M{x} {y}q13-14 24 0q12-14 24 0", CREAM, 4, opacity=0.85)


def _tower(s: Sheet) -> None:
    s.path(oval(990, 200, 190, 190), s.radial((0, "#ffe7a3", 0.9), (0.4, "#ffe7a3", 0.35), (1, "#ffe7a3", 0)))
    tower = "M948 248H1032L1058 526Q990 544 922 526z"
    s.path(tower, s.linear((0, "#d9cdbf"), (0.25, "#fffaf0"), (0.6, "#efe3d2"), (1, "#a995a4")))
    with s.inside(tower):
        for y in (288, 384, 480):
            s.path(
                f"M900 {y}Q990 {y + 16} 1080 {y}V{y + 46}Q990 {y + 62} 900 {y + 46}z",
                s.linear((0, "#b74b40"), (0.3, "#ec8068"), (0.6, "#dd6a54"), (1, "#8a3a48")),
            )
    s.path("M974 530V494Q990 472 1006 494V532z", "#3b2c44")
    for pane in (352, 446):
        s.path(rounded(982, pane, 16, 26, 8), "#ffdf8a")
    s.path(rounded(930, 236, 120, 16, 6), "#2b3550")
    for x in range(938, 1048, 18):
        s.line(f"M{x} 214V238", "#2b3550", 3)
    s.line("M934 214H1046", "#2b3550", 4)
    s.path("M958 168H1022V236H958z", s.linear((0, "#ffd76a"), (0.5, "#fffbe0"), (1, "#ffc95a")))
    s.line("M979 168V236M1001 168V236", "#2b3550", 3.4)
    s.path("M946 170Q952 118 990 110Q1028 118 1034 170z", s.linear((0, "#ec8068"), (1, "#a8414a")))
    s.line("M990 110V88", "#2b3550", 5)
    s.path(oval(990, 86, 6, 6), "#e0a63f")


def _shop(s: Sheet) -> None:
    s.path(oval(800, 500, 200, 110), s.radial((0, "#ffdf95", 0.55), (1, "#ffdf95", 0)))
    s.path("M706 402H894V534H706z", s.linear((0, "#f2e2cb"), (0.7, "#e2cbae"), (1, "#b898a0")))
    s.path("M686 408L740 326H860L914 408z", s.linear((0, "#51678a"), (1, "#2b3550"), x2=0.6, y2=1))
    s.path("M838 300H862V352H838z", "#8a4a4a")
    s.line("M850 290c-16-22 14-34 0-58c-8-14 2-24 8-30", "#ffffff", 9, opacity=0.4, blur=4)
    s.path("M722 446H806V512H722z", "#ffdf8a", stroke="#6d452c", stroke_width=6)
    for x, tone in ((730, "#3f7190"), (750, "#dd6a54"), (768, "#7d9670"), (786, "#e0a63f")):
        s.path(rounded(x, 490, 13, 20, 3), tone)
    s.line("M764 448V490M724 478H804", "#6d452c", 3.4)
    s.path("M826 446H872V534H826z", "#3f7190", stroke="#2b3550", stroke_width=5)
    s.path("M836 456H862V488H836z", "#ffe9ad")
    for i in range(6):
        x = 712 + i * 17
        s.path(f"M{x} 414h17l2 24q-10 12-20 0z", "#dd6a54" if i % 2 == 0 else CREAM)
    s.path(rounded(822, 418, 54, 18, 5), "#2b3550")
    word(s, "МАЯК", 849, 422, 10, CREAM, 1.6)


def northern(s: Sheet) -> None:
    """Northern lights above the mountains, with the shop's name."""
    sky(s, "#0d1230", "#1b2757", "#35527f", wide=1280)
    stars(s, 150, wide=1280, high=460)
    aurora(s, 1280, 10, 430, ("#8d6be0", "#4bb8d6", "#3fd6a6", "#86f2b4"))
    for peak, wide, high, tone in (
        (180, 330, 210, "#34477c"),
        (1080, 360, 260, "#2c3c6e"),
        (640, 300, 150, "#3c5188"),
        (860, 260, 180, "#334579"),
    ):
        mountain(s, peak, 560, wide, high, tone)
    s.path("M0 552H1280V720H0z", s.linear((0, "#4c9a9a"), (0.4, "#27497a"), (1, "#10173a"), x2=0, y2=1))
    for i in range(22):
        s.line(f"M{240 + i * 167 % 720} {566 + i * 5}h{60 + i * 43 % 150}", "#8ff0c6", 3, opacity=0.28)
    for i in range(26):
        at, tall = i * 51.2 + i * 29 % 21, 96 + i * 47 % 84 + abs(i - 12.5) * 6
        fir(s, at, 730, tall, shade("#1a2a52", 0.2) if i % 2 else "#1a2a52")
