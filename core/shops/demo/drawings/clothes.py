# ruff: noqa: E501 – the data of a path is one long word
"""Clothes, laid flat in soft light."""

from math import cos, sin

from core.shops.demo.drawings.colours import ink_on, lit, shade
from core.shops.demo.drawings.marks import emblem
from core.shops.demo.drawings.scene import drop, lift
from core.shops.demo.drawings.sheet import Sheet, oval, rounded

_TEE = (
    "M316 176C340 206 460 206 484 176L566 204Q590 214 602 238L660 352L572 396L552 356"
    "C548 450 552 560 558 640Q400 664 242 640C248 560 252 450 248 356L228 396L140 352L198 238Q210 214 234 204z"
)
_HOODIE = (
    "M306 190L228 214Q200 224 190 256L126 560Q122 584 142 590L196 604Q214 606 220 588L254 452L250 620"
    "Q250 648 278 650H522Q550 648 550 620L546 452L580 588Q586 606 604 604L658 590Q678 584 674 560L610 256Q600 224 572 214L494 190z"
)


def _folds(s: Sheet, colour: str, lines: tuple[str, ...]) -> None:
    """Soft creases in the cloth."""
    for d in lines:
        s.line(d, shade(colour, 0.5), 11, opacity=0.16, blur=8)
        s.line(d, lit(colour, 0.7), 5, opacity=0.14, blur=5, transform="translate(-13 -3)")


def _tee_shape(s: Sheet, colour: str) -> None:
    drop(s, _TEE)
    s.path("M312 178C336 232 464 232 488 178Q400 160 312 178z", shade(colour, 0.42))
    s.flat_body(_TEE, colour)


def _tee_finish(s: Sheet, colour: str) -> None:
    with s.inside(_TEE):
        folds = ("M250 356Q286 330 306 282", "M550 356Q514 330 494 282", "M262 600Q330 520 342 440", "M540 610Q486 540 476 470",
                 "M196 330Q228 300 238 262", "M604 330Q572 300 562 262")  # fmt: skip
        _folds(s, colour, folds)
        s.line("M244 622Q400 646 556 622", shade(colour, 0.3), 2.2, stroke_dasharray="7 6", opacity=0.65)
        s.line("M150 334L236 378M650 334L564 378", shade(colour, 0.3), 2.2, stroke_dasharray="7 6", opacity=0.65)
        s.line(
            "M248 360C250 300 244 260 236 204M552 360C550 300 556 260 564 204",
            shade(colour, 0.34),
            2.4,
            opacity=0.5,
        )
    s.line("M316 178C340 214 460 214 484 178", shade(colour, 0.16), 15)
    s.line("M312 182C338 224 462 224 488 182", shade(colour, 0.36), 2, opacity=0.6)
    s.path(rounded(382, 172, 36, 20, 4), lit(colour, 0.7) if colour != "#f4f0e8" else "#dd6a54")


def tee(s: Sheet, colour: str) -> None:
    """A T-shirt with the lighthouse on the chest."""
    _tee_shape(s, colour)
    emblem(s, 400, 356, 176, ink_on(colour), 0.94)
    _tee_finish(s, colour)


def breton(s: Sheet, stripe: str) -> None:
    """A striped sailor's shirt."""
    cloth = "#f4efe4"
    _tee_shape(s, cloth)
    with s.inside(_TEE):
        for y in range(262, 630, 34):
            s.line(f"M100 {y}Q400 {y + 22} 700 {y}", stripe, 13)
    _tee_finish(s, cloth)
    s.path("M452 300h62v66q-31 20-62 0z", cloth, stroke=shade(cloth, 0.3), stroke_width=2)
    emblem(s, 483, 334, 44, "#dd6a54")


def hoodie(s: Sheet, colour: str) -> None:
    """A hoodie with a kangaroo pocket."""
    drop(s, _HOODIE)
    s.flat_body(_HOODIE, colour)
    with s.inside(_HOODIE):
        folds = ("M254 460Q270 380 262 300", "M546 460Q530 380 538 300", "M290 420Q340 380 352 330", "M512 430Q470 380 462 340",
                 "M176 470Q206 440 214 400", "M624 470Q594 440 586 400", "M170 540Q200 520 222 516", "M630 540Q600 520 578 516")  # fmt: skip
        _folds(s, colour, folds)
        s.path("M240 606H560V660H240z", shade(colour, 0.14))
        for x in range(254, 552, 12):
            s.line(f"M{x} 612V646", shade(colour, 0.34), 2, opacity=0.5)
        for x, turn in ((126, 14), (598, -14)):
            s.path(f"M{x} 552L{x + 100} {552 + turn * 1.6}V620H{x - 10}z", shade(colour, 0.12), opacity=0.75)
        s.line(
            "M254 452C262 360 256 280 240 214M546 452C538 360 544 280 560 214",
            shade(colour, 0.4),
            2.4,
            opacity=0.55,
        )
    pocket = "M316 474H484L528 590H272z"
    s.path(pocket, shade(colour, 0.5), opacity=0.3, transform="translate(5 9)", blur=5)
    s.path(pocket, s.linear((0, lit(colour, 0.15)), (1, shade(colour, 0.06)), x2=0.6, y2=1))
    s.path(
        "M322 482H478L516 582H284z",
        stroke=shade(colour, 0.36),
        stroke_width=2,
        stroke_dasharray="7 6",
        opacity=0.6,
    )
    hood = "M282 262C262 150 330 104 400 104C470 104 538 150 518 262Q470 292 400 292Q330 292 282 262z"
    s.path(hood, shade(colour, 0.5), opacity=0.34, transform="translate(4 10)", blur=7)
    s.path(hood, s.linear((0, lit(colour, 0.24)), (0.5, colour), (1, shade(colour, 0.16)), x2=1, y2=1))
    s.path(
        "M322 258C312 176 350 142 400 142C450 142 488 176 478 258Q440 204 400 282Q360 204 322 258z",
        shade(colour, 0.46),
    )
    s.path(
        "M322 258C312 176 350 142 400 142C450 142 488 176 478 258Q470 190 400 180Q330 190 322 258z",
        shade(colour, 0.6),
    )
    s.line("M322 258Q360 270 400 284Q440 270 478 258", lit(colour, 0.2), 3, opacity=0.5)
    for x, end in ((368, 362), (432, 440)):
        s.line(f"M{x} 276C{x - 4} 320 {end + 4} 340 {end} 386", "#f6ecd8", 7)
        s.line(f"M{end} 376L{end} 396", "#c9a15a", 9)
    emblem(s, 488, 376, 66, ink_on(colour), 0.95)


def beanie(s: Sheet, colour: str) -> None:
    """A ribbed wool hat with a pompon."""
    dome = "M202 520C190 320 280 218 400 218C520 218 610 320 598 520z"
    cuff = rounded(182, 476, 436, 122, 42)
    drop(s, dome + cuff + oval(400, 196, 70, 70))
    for i in range(70, 0, -1):
        reach, turn = 58 * (i / 70) ** 0.5, i * 2.39996
        s.ball_body(oval(400 + reach * cos(turn), 190 + reach * sin(turn), 17, 17), lit(colour, 0.26 + i % 3 * 0.08))
    s.path(
        dome,
        s.radial((0, lit(colour, 0.32)), (0.5, colour), (1, shade(colour, 0.24)), cx=0.34, cy=0.3, r=0.8),
    )
    with s.inside(dome):
        for i in range(-9, 10):
            spread = i * 23
            s.line(
                f"M{400 + spread * 0.16:.0f} 216Q{400 + spread * 1.02:.0f} 320 {400 + spread} 520",
                shade(colour, 0.4),
                5,
                opacity=0.4,
            )
            s.line(
                f"M{394 + spread * 0.16:.0f} 216Q{394 + spread * 1.02:.0f} 320 {394 + spread} 520",
                lit(colour, 0.5),
                3,
                opacity=0.3,
            )
        s.path("M180 440H620V520H180z", shade(colour, 0.6), opacity=0.28, blur=16)
    s.path(cuff, s.linear((0, lit(colour, 0.3)), (0.4, lit(colour, 0.1)), (1, shade(colour, 0.18)), x2=0.7, y2=1))
    with s.inside(cuff):
        for x in range(196, 620, 22):
            s.line(f"M{x} 484Q{x - 5} 540 {x} 594", shade(colour, 0.42), 5, opacity=0.38)
    s.path(rounded(452, 500, 78, 78, 10), "#f6ecd8")
    s.path(rounded(457, 505, 68, 68, 7), stroke="#c9a15a", stroke_width=2, stroke_dasharray="6 5")
    emblem(s, 491, 541, 56, "#22385a")


def cap(s: Sheet, colour: str) -> None:
    """A six-panel cap."""
    crown = "M186 496C176 320 286 224 410 224C540 224 604 330 602 486Q400 540 186 496z"
    brim = "M196 486C120 500 70 540 88 566C110 596 250 566 350 572C470 580 560 566 602 492Q420 520 196 486z"
    drop(s, crown + brim)
    s.path(
        crown,
        s.radial((0, lit(colour, 0.36)), (0.5, colour), (1, shade(colour, 0.3)), cx=0.34, cy=0.26, r=0.85),
    )
    with s.inside(crown):
        for d in (
            "M410 224C330 290 296 400 300 512",
            "M410 224C500 290 520 400 514 510",
            "M410 224C240 270 200 400 204 500",
        ):
            s.line(d, shade(colour, 0.4), 2.6, opacity=0.7)
            s.line(d, lit(colour, 0.6), 2, stroke_dasharray="7 6", opacity=0.5, transform="translate(9 2)")
        s.path("M186 470Q400 520 602 466V540H186z", shade(colour, 0.5), opacity=0.3, blur=9)
        for x, y in ((344, 306), (486, 306)):
            s.path(oval(x, y, 7, 7), shade(colour, 0.5))
    emblem(s, 404, 398, 122, ink_on(colour), 0.96)
    s.path(
        brim,
        s.linear((0, lit(colour, 0.34)), (0.5, lit(colour, 0.04)), (1, shade(colour, 0.28)), x2=0.9, y2=1),
    )
    for i in range(3):
        y = 12 * i
        s.line(
            f"M{186 - y} {500 + y * 0.9}C{130 - y} {520 + y} {110 - y * 0.4} {538 + y * 0.9} 120 {552 + y * 0.3}",
            lit(colour, 0.5),
            2,
            opacity=0.4,
        )
    s.line(
        "M112 570C180 580 260 556 350 560C450 566 540 556 584 516",
        lit(colour, 0.55),
        2.2,
        stroke_dasharray="8 6",
        opacity=0.55,
    )
    s.ball_body(oval(410, 222, 19, 13), lit(colour, 0.1))


def socks(s: Sheet, colour: str) -> None:
    """A pair of socks with waves."""
    one = "M-74-244H74V40C74 90 110 120 160 150C214 184 206 248 150 250C80 252-20 220-60 160C-84 120-74 80-74 40z"
    trim = "#f6ecd8" if colour != "#f1e6d3" else "#3f7190"
    for x, y, turn in ((452, 366, 8), (318, 400, -4)):
        with s.moved(x, y, turn):
            lift(s, one, 8, 13)
            s.path(one, s.linear((0, lit(colour, 0.26)), (0.5, colour), (1, shade(colour, 0.2)), x2=1, y2=0.5))
            with s.inside(one):
                for row in range(4):
                    top = -142 + row * 46
                    s.line(f"M-90 {top}q20-22 40 0t40 0t40 0t40 0t40 0", trim, 9, opacity=0.9)
                s.path("M110 120L230 160V270L80 262z", trim)
                s.path("M-90 60Q-30 80 -10 150L-60 200L-100 150z", trim)
                s.path("M-90-250H90V-186H-90z", trim)
                for at in range(-70, 80, 13):
                    s.line(f"M{at}-244V-192", shade(trim, 0.28), 3, opacity=0.5)
                _folds(s, colour, ("M60 60Q20 90 -20 96", "M80 100Q30 130 0 140"))


def scarf(s: Sheet, colour: str) -> None:
    """A ribbed scarf hung over a wooden peg."""
    with s.moved(-44, -34, scale=1.13):
        _hung_scarf(s, colour)


def _hung_scarf(s: Sheet, colour: str) -> None:
    stripe = lit(colour, 0.66)
    back = "M392 214Q392 150 452 150Q520 150 520 226L534 612H400z"
    front = "M282 226Q282 148 372 146H452Q412 156 410 226L402 540H262z"
    drop(s, back + front)
    for d, left, right, low in ((back, 400, 534, 612), (front, 262, 402, 540)):
        for i, x in enumerate(range(left + 6, right, 10)):
            s.line(
                f"M{x} {low - 4}q{(3, -4, 1)[i % 3]} 28 {(2, -2)[i % 2]} 58",
                shade(colour, 0.12) if i % 2 else stripe,
                5,
            )
        s.path(d, s.linear((0, lit(colour, 0.26)), (0.5, colour), (1, shade(colour, 0.2)), x2=1, y2=0.3))
        with s.inside(d):
            for at in (low - 132, low - 92, low - 52):
                s.line(f"M{left - 20} {at}H{right + 20}", stripe, 18)
            for x in range(left - 30, right + 30, 15):
                s.line(f"M{x} 130V{low}", shade(colour, 0.45), 3, opacity=0.3)
                s.line(f"M{x + 6} 130V{low}", lit(colour, 0.6), 3, opacity=0.2)
            if d == back:
                s.path("M380 130H420L416 640H390z", shade(colour, 0.7), opacity=0.4, blur=10)
            s.path("M250 120H560V176H250z", "#ffffff", opacity=0.2, blur=14)
    s.path(rounded(296, 434, 58, 58, 6), "#f6ecd8")
    emblem(s, 325, 465, 46, "#22385a")
    s.haze(412, 186, 34, 34, "#2c2338", 0.4)
    s.ball_body(oval(408, 180, 32, 32), "#c48d55")
    s.path(oval(408, 180, 20, 20), stroke=shade("#c48d55", 0.2), stroke_width=2, opacity=0.5)
