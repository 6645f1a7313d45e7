# ruff: noqa: E501 – the data of a path is one long word
"""Northern landscapes: the prints of the second shop, each in its frame on the wall."""

from collections.abc import Callable
from math import sin

from core.shops.demo.drawings.colours import lit, mix, shade
from core.shops.demo.drawings.scene import drop
from core.shops.demo.drawings.sheet import Sheet, oval, rounded

VIEW = "M0 0H400V540H0z"


def framed(view: Callable[[Sheet], None], wood: str, s: Sheet) -> None:
    """A print of 400 by 540 behind a mount, in a thin wooden frame."""
    frame = rounded(148, 60, 504, 644, 5)
    drop(s, frame, 20, 30, strength=0.34)
    s.path(frame, s.linear((0, lit(wood, 0.34)), (0.5, wood), (1, shade(wood, 0.3)), x2=1, y2=1))
    s.path("M162 74H638V690H162z", s.linear((0, "#e6e2d8"), (0.12, "#fffdf8"), (1, "#f4f1ea"), x2=0.5, y2=1))
    s.path("M197 109H603V655H197z", "#cfcac0")
    with s.moved(200, 112), s.inside(VIEW):
        view(s)
    s.path("M162 74H420L162 540z", "#ffffff", opacity=0.09)


def sky(s: Sheet, *tones: str, wide: float = 400, high: float = 540) -> None:
    """A sky from top to bottom."""
    stops = tuple((i / (len(tones) - 1), tone) for i, tone in enumerate(tones))
    s.path(f"M0 0H{wide}V{high}H0z", s.linear(*stops, x2=0, y2=1))


def stars(s: Sheet, count: int, wide: float = 400, high: float = 300) -> None:
    """Stars, evenly scattered."""
    for i in range(1, count + 1):
        r = 0.9 + i * 7 % 5 * 0.34
        s.path(
            oval(wide * (i * 0.61803 % 1), high * (i * 0.75488 % 1), r, r),
            "#fffbe8",
            opacity=0.4 + i % 4 * 0.18,
        )


def aurora(s: Sheet, wide: float, top: float, high: float, tones: tuple[str, ...]) -> None:
    """Curtains of light: each tone is a fold of thin upright rays, brightest at the hem."""
    rays = round(wide / 13)
    for i, tone in enumerate(tones):
        fill = s.linear(
            (0, tone, 0), (0.5, tone, 0.16), (0.86, tone, 0.5), (0.94, lit(tone, 0.5), 0.55), (1, tone, 0), x2=0, y2=1
        )
        for ray in range(-1, rays + 2):
            t = ray / rays
            hem = top + high * (0.5 + i * 0.15 + 0.13 * sin(t * 6.4 + i * 1.7) + 0.05 * sin(t * 15 + i * 2.3))
            long = high * (0.44 + 0.13 * sin(t * 9 + i) + 0.07 * sin(ray * 1.3))
            strength = 0.52 + 0.2 * sin(ray * 0.7 + i) + 0.14 * sin(ray * 2.1)
            s.path(f"M{ray * 13 - 6:.0f} {hem - long:.0f}h26v{long:.0f}h-26z", fill, opacity=f"{strength:.2f}")


def fir(s: Sheet, x: float, ground: float, high: float, tone: str) -> None:
    """A fir tree standing at (x, ground)."""
    s.path(
        f"M{x - high * 0.03} {ground - high * 0.12}h{high * 0.06}v{high * 0.12}h{-high * 0.06}z",
        shade(tone, 0.4),
    )
    for i in range(4):
        top, wide = ground - high + i * high * 0.19, high * (0.11 + i * 0.055)
        low = top + high * 0.33
        s.path(f"M{x} {top}L{x + wide} {low}Q{x} {low - high * 0.05} {x - wide} {low}z", tone)
        s.path(
            f"M{x} {top}L{x - wide} {low}Q{x - wide * 0.5} {low - high * 0.03} {x - wide * 0.2} {low - high * 0.026}z",
            mix(tone, "#a9c6e6", 0.17),
        )


def mountain(s: Sheet, x: float, ground: float, wide: float, high: float, tone: str) -> None:
    """A snow-capped mountain with its peak above x."""
    top = ground - high
    s.path(f"M{x - wide} {ground}L{x} {top}L{x + wide} {ground}z", tone)
    s.path(
        f"M{x} {top}L{x + wide} {ground}H{x + wide * 0.1}L{x - wide * 0.1} {top + high * 0.5}z",
        shade(tone, 0.24),
    )
    k, y = 0.34, top + high * 0.34
    s.path(f"M{x} {top}L{x - wide * k} {y}l{wide * 0.13} {-high * 0.07}l{wide * 0.12} {high * 0.1}l{wide * 0.12} {-high * 0.09}"
           f"l{wide * 0.12} {high * 0.08}L{x + wide * k} {y}z", "#f4f6fb")  # fmt: skip
    s.path(
        f"M{x} {top}L{x + wide * k} {y}L{x + wide * 0.15} {y + high * 0.01}L{x + wide * 0.02} {y - high * 0.05}z",
        "#c4cde4",
    )


def northern_lights(s: Sheet) -> None:
    """Green light over a lake."""
    sky(s, "#0f1638", "#1f2f63", "#3b5c8a")
    stars(s, 60)
    aurora(s, 400, 20, 300, ("#8d6be0", "#3fd6a6", "#7df0b0"))
    mountain(s, 110, 400, 190, 150, "#2f3f72")
    mountain(s, 310, 400, 200, 190, "#26345f")
    s.path("M0 396H400V540H0z", s.linear((0, "#4c9a9a"), (0.4, "#27497a"), (1, "#131c40"), x2=0, y2=1))
    for i in range(9):
        s.line(f"M{60 + i * 37 % 150} {412 + i * 13}h{90 + i * 29 % 130}", "#8ff0c6", 2.4, opacity=0.34)
    for x, high in ((20, 150), (58, 110), (92, 84), (384, 160), (346, 120), (316, 80)):
        fir(s, x, 452 if high > 100 else 432, high, "#14224a")


def whale(s: Sheet) -> None:
    """A whale under a small boat."""
    sky(s, "#fbe3c4", "#f7cfae", "#f2b9a0")
    s.path(oval(288, 92, 44, 44), "#fff5de")
    s.path(
        "M0 170q25-14 50 0t50 0t50 0t50 0t50 0t50 0t50 0t50 0V540H0z",
        s.linear((0, "#5fa3b8"), (0.3, "#33708f"), (1, "#152b52"), x2=0, y2=1),
    )
    s.path("M150 138H232Q222 174 206 176H172Q156 174 150 138z", "#c8513f")
    s.path("M190 132V62L232 126zM184 130V80L156 126z", "#fffaf0")
    s.path(
        "M58 368C64 268 190 246 286 298C318 316 336 318 352 304L344 262Q364 282 378 276Q390 298 372 322C352 372 300 420 214 432C126 444 58 424 58 368z",
        "#27416d",
    )
    s.path("M60 382C100 408 210 410 296 366C268 406 250 426 214 432C126 444 62 428 60 382z", "#dfe8ee")
    for i in range(7):
        s.line(
            f"M{84 + i * 24} {396 + (i * 6 if i < 3 else 18)}Q{130 + i * 22} {424 - i * 2} {180 + i * 16} {414 - i * 5}",
            "#9fb6c9",
            2.2,
            opacity=0.7,
        )
    s.path("M160 398Q170 460 226 476Q228 436 206 404z", "#1d3358")
    s.path(oval(104, 366, 6, 6), "#fffaf0")
    for i in range(12):
        r = 2.5 + i % 4 * 1.6
        s.path(oval(40 + 330 * (i * 0.618 % 1), 230 + 280 * (i * 0.755 % 1), r, r), "#bfe3ea", opacity=0.4)


def fox(s: Sheet) -> None:
    """A fox in the first snow."""
    sky(s, "#cfdcec", "#e9eef5", "#fbf1ea")
    s.path(oval(200, 190, 96, 96), "#fff8ea")
    for i in range(9):
        fir(s, 14 + i * 47, 372, 120 + i * 53 % 90, "#8fa7bd" if i % 2 else "#a9bccd")
    s.path("M0 366Q110 330 220 362T400 350V540H0z", "#ffffff")
    s.path("M0 440Q150 404 400 452V540H0z", "#e3eaf4")
    s.path(oval(214, 478, 110, 12), "#8fa3c4", opacity=0.4)
    s.path("M262 470C330 476 356 430 340 376C334 352 310 356 308 380C308 416 286 430 258 436z", "#d9703f")
    s.path("M340 376C334 352 310 356 308 380Q324 392 342 388z", "#fff8ef")
    s.path("M152 474C140 400 158 340 204 330C256 340 276 410 270 474z", "#e07a45")
    s.path("M182 474C174 420 186 372 204 358C224 372 236 420 230 474z", "#fff8ef")
    s.path("M140 262L128 198L176 232H232L280 198L268 262Q262 312 204 344Q146 312 140 262z", "#e07a45")
    s.path("M140 268Q176 270 204 344Q146 312 140 268zM268 268Q232 270 204 344Q262 312 268 268z", "#fff8ef")
    s.path("M136 212L146 250L166 232zM272 212L262 250L242 232z", "#5b3428")
    for x in (176, 232):
        s.path(oval(x, 272, 7, 8), "#2b2233")
        s.path(oval(x - 2, 269, 2.2, 2.2), "#ffffff")
    s.path("M192 330Q204 322 216 330Q212 344 204 344Q196 344 192 330z", "#2b2233")
    s.path("M170 474q-4-28 12-34v34zM240 474q4-28-12-34v34z", "#5b3428")
    for i in range(40):
        r = 1.8 + i % 4
        s.path(oval(400 * (i * 0.618 % 1), 540 * (i * 0.755 % 1), r, r), "#ffffff", opacity=0.85)


def fjord(s: Sheet) -> None:
    """Red houses by a fjord."""
    sky(s, "#a9cfe0", "#d8e9ea", "#fbf0dc")
    mountain(s, 80, 330, 190, 230, "#6f8fb0")
    mountain(s, 330, 330, 200, 260, "#5c7ca1")
    mountain(s, 210, 330, 120, 120, "#86a3bf")
    s.path("M0 326H400V540H0z", s.linear((0, "#8fc0cc"), (1, "#2f6488"), x2=0, y2=1))
    s.path("M0 376Q120 350 250 380T400 384V430Q240 440 0 424z", "#7d9670")
    for x, y, wide, tone in (
        (44, 318, 70, "#c8513f"),
        (142, 330, 62, "#e0a63f"),
        (230, 322, 76, "#c8513f"),
        (330, 336, 54, "#f4efe4"),
    ):
        s.path(f"M{x} {y + 30}H{x + wide}V{y + 80}H{x}z", tone)
        s.path(f"M{x + wide * 0.6} {y + 30}H{x + wide}V{y + 80}H{x + wide * 0.6}z", shade(tone, 0.16))
        s.path(f"M{x - 6} {y + 32}L{x + wide / 2} {y - 4}L{x + wide + 6} {y + 32}z", "#3a3f55")
        for k in (0.16, 0.62):
            s.path(f"M{x + wide * k} {y + 44}h{wide * 0.2}v16h{-wide * 0.2}z", "#fff1c4")
        s.path(f"M{x} {y + 108}H{x + wide}V{y + 140}H{x}z", tone, opacity=0.25)
        s.path(f"M{x + 8} {y + 80}v22M{x + wide - 8} {y + 80}v22", stroke="#5a4a3a", stroke_width=4)
    for i in range(12):
        s.line(f"M{20 + i * 71 % 320} {452 + i * 7}h{30 + i * 23 % 70}", "#e6f4f4", 2.4, opacity=0.5)


def forest(s: Sheet) -> None:
    """Layers of misty forest."""
    sky(s, "#f6d8b8", "#f3e6d3", "#dfe7e0")
    s.path(oval(256, 130, 52, 52), "#fff7e6")
    for layer in range(5):
        tone = mix("#c3d3cb", "#1f4440", layer / 4)
        base = 240 + layer * 76
        s.path(f"M0 {base}Q120 {base - 40 + layer * 8} 220 {base}T400 {base - 14}V540H0z", tone)
        for i in range(9 - layer):
            x = (i + 0.5) * 400 / (9 - layer) + (layer * 37 % 30) - 14
            fir(s, x, base + 14, 84 + layer * 26 + i * 31 % 50, tone)
        s.path(
            f"M0 {base + 16}H400V{base + 80}H0z",
            s.linear((0, "#f3efe6", 0.45), (1, "#f3efe6", 0), x2=0, y2=1),
        )
    for x, y in ((90, 96), (122, 80), (148, 104)):
        s.line(f"M{x} {y}q9-10 16 0q8-10 16 0", "#3f5a58", 3)


def moons(s: Sheet) -> None:
    """The phases of the moon above still water."""
    sky(s, "#141a3c", "#27346a", "#53639b")
    stars(s, 50, high=380)
    for i, (x, y) in enumerate(((60, 250), (118, 160), (200, 122), (282, 160), (340, 250))):
        r = 26 + (2 - abs(i - 2)) * 12
        s.path(oval(x, y, r * 2, r * 2), s.radial((0, "#fff2cf", 0.3), (1, "#fff2cf", 0)))
        s.path(oval(x, y, r, r), "#fbeecb")
        if i != 2:
            with s.inside(oval(x, y, r, r)):
                s.path(
                    oval(x + (i - 2) * r * (0.52 if i in (1, 3) else 0.2) * (-1), y, r, r),
                    "#27346a",
                    opacity=0.94,
                )
    for x, y, r in ((188, 112, 9), (214, 136, 12), (206, 96, 5)):
        s.path(oval(x, y, r, r), "#e6d2a2", opacity=0.7)
    mountain(s, 90, 420, 150, 90, "#2b3768")
    mountain(s, 320, 420, 170, 110, "#232e5a")
    s.path("M0 416H400V540H0z", s.linear((0, "#6272a8"), (1, "#161d40"), x2=0, y2=1))
    for i in range(10):
        wide = 100 - i * 7
        s.line(f"M{200 - wide / 2 + i % 3 * 8} {428 + i * 11}h{wide}", "#fbeecb", 3, opacity=0.55)


def lighthouse(s: Sheet) -> None:
    """A lighthouse in a storm."""
    sky(s, "#2f4863", "#58788f", "#a9bfc4")
    for i, (x, y, wide) in enumerate(((-40, 60, 260), (190, 30, 280), (60, 130, 200), (250, 150, 220))):
        s.path(
            rounded(x, y, wide, 44, 22) + rounded(x + 50, y - 24, wide * 0.5, 50, 25),
            lit("#6b8799", 0.1 + i * 0.1),
            opacity=0.75,
        )
    s.path("M188 196L-20 120V300z", s.linear((0, "#fff3c4", 0), (1, "#fff3c4", 0.85)))
    s.path("M236 196L420 150V270z", s.linear((0, "#fff3c4", 0.85), (1, "#fff3c4", 0.1)))
    s.path("M90 470Q130 400 180 400H250Q300 410 330 470z", "#3d3a4e")
    tower = "M180 226H244L262 410H162z"
    s.path(tower, s.linear((0, "#d9cdbf"), (0.3, "#fffaf0"), (1, "#a995a4")))
    with s.inside(tower):
        for y in (252, 318, 384):
            s.path(
                f"M150 {y}Q212 {y + 12} 280 {y}v32Q212 {y + 44} 150 {y + 32}z",
                s.linear((0, "#c85643"), (0.4, "#e67a62"), (1, "#8a3a48")),
            )
    s.path(rounded(166, 218, 92, 12, 4), "#22385a")
    s.path("M188 172H236V220H188z", "#ffe9a0")
    s.line("M204 172V218M220 172V218", "#22385a", 3)
    s.path("M178 174Q186 136 212 132Q238 136 246 174z", "#c8513f")
    for i, tone in enumerate(("#7fa6b0", "#4f7f95", "#33627f", "#1f4363")):
        y = 430 + i * 30
        s.path(f"M{-40 - i * 22} {y}" + "q20-34 44-4t44 0t44-8" * 5 + "V560H-60z", tone)
        s.line(f"M{-40 - i * 22} {y}" + "q20-34 44-4t44 0t44-8" * 5, "#eef6f4", 4, opacity=0.7)


def deer(s: Sheet) -> None:
    """A reindeer on a hill at sunset."""
    sky(s, "#4a3f78", "#b3618a", "#f3a074", "#fbdca4")
    stars(s, 24, high=150)
    s.path(oval(200, 330, 108, 108), "#fff0c6")
    s.path("M0 372Q90 330 200 366T400 340V540H0z", "#7a4a78")
    s.path("M0 440Q170 380 400 430V540H0z", "#43305f")
    for x, high in ((26, 130), (64, 90), (370, 150), (336, 100)):
        fir(s, x, 462, high, "#2f2450")
    ink = "#2a1f47"
    s.path(
        "M138 330Q140 300 180 300L238 298Q262 268 268 236L262 226Q276 216 290 222L314 236Q316 246 304 248L290 250Q290 290 276 322L272 344L280 424H270L256 350Q214 360 178 350L166 380L172 424H162L148 384Q150 360 140 344L128 356z",
        ink,
    )
    s.path("M254 344L246 424H256L268 350zM160 344L146 424H156L176 352z", ink)
    for d in (
        "M274 224C262 190 222 182 214 132M246 188Q222 190 206 174M230 168Q234 146 226 120",
        "M282 222C288 186 330 182 336 130M306 190Q330 190 346 172M322 170Q316 146 322 118",
    ):
        s.line(d, ink, 6)
