"""A sheet of SVG that is drawn on mark by mark, and the few shapes everything is made of."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Literal

from core.shops.demo.drawings.colours import lit, shade

Stop = tuple[float, str] | tuple[float, str, float]


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Path of a rectangle with round corners."""
    r = radius
    return (
        f"M{x + r} {y}h{width - 2 * r}a{r} {r} 0 0 1 {r} {r}v{height - 2 * r}a{r} {r} 0 0 1 {-r} {r}"
        f"h{2 * r - width}a{r} {r} 0 0 1 {-r} {-r}v{2 * r - height}a{r} {r} 0 0 1 {r} {-r}z"
    )


def oval(cx: float, cy: float, rx: float, ry: float) -> str:
    """Path of an ellipse."""
    return f"M{cx - rx} {cy}a{rx} {ry} 0 1 1 {2 * rx} 0a{rx} {ry} 0 1 1 {-2 * rx} 0z"


def barrel(cx: float, top: float, low: float, wide_top: float, wide_low: float, tilt: float = 0.2) -> str:
    """Path of a (tapered) cylinder seen a little from above; widths are radii."""
    return (
        f"M{cx - wide_top} {top}L{cx - wide_low} {low}"
        f"A{wide_low} {wide_low * tilt} 0 0 0 {cx + wide_low} {low}L{cx + wide_top} {top}"
        f"A{wide_top} {wide_top * tilt} 0 0 1 {cx - wide_top} {top}z"
    )


class Sheet:
    """Collects definitions and marks; `svg()` is the finished picture."""

    __slots__ = ("_defs", "_marks", "_names", "_open", "_under", "height", "width")

    def __init__(self, width: int = 800, height: int = 800) -> None:
        self.width, self.height = width, height
        self._defs: list[str] = []
        self._marks: list[str] = []
        self._under: list[str] = []
        self._open: list[str] = []
        self._names: dict[str, str] = {}

    def _define(self, markup: str) -> str:
        """Keep a definition once and answer its name; `NAME` in the markup stands for it."""
        name = self._names.get(markup)
        if name is None:
            name = self._names[markup] = f"d{len(self._names)}"
            self._defs.append(markup.replace("NAME", name))
        return name

    def put(self, markup: str) -> None:
        """Add raw markup."""
        self._marks.append(markup)

    def path(self, d: str, fill: str = "none", blur: float = 0, **looks: float | str) -> None:
        """Add a path; `stroke_width=3` becomes `stroke-width="3"`, `blur` softens the edge by so many units."""
        if blur:
            self._soft_path(d, fill, blur, looks)
        else:
            self._hard_path(d, fill, looks)

    def _hard_path(self, d: str, fill: str, looks: dict[str, float | str]) -> None:
        if "opacity" in looks and (fill == "none" or "stroke" not in looks):
            # `opacity` of an element costs a layer of its own; a see-through paint does not.
            paint = "stroke" if fill == "none" else "fill"
            looks = {f"{paint}_opacity": looks["opacity"], **{key: looks[key] for key in looks if key != "opacity"}}
        extra = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in looks.items())
        self.put(f'<path d="{d}" fill="{fill}"{extra}/>')

    def _soft_path(self, d: str, fill: str, blur: float, looks: dict[str, float | str]) -> None:
        """A soft edge from a few wider and wider strokes, much cheaper than a filter."""
        layers = 4 if blur < 12 else 6
        wide, opacity = float(looks.pop("stroke_width", 0)), float(looks.pop("opacity", 1))
        if fill != "none":
            self._hard_path(d, fill, {**looks, "opacity": opacity})
        each = f"{1 - (1 - opacity) ** (1 / layers):.4f}"
        for layer in range(layers):
            reach = max(0.5, wide + blur * ((layer + (not wide)) / (layers - 1) * 2.2 - (0.8 if wide else 0)))
            own: dict[str, float | str] = {"stroke_width": f"{reach:.1f}", "opacity": each}
            self._hard_path(d, "none", {"stroke": fill, "stroke_linejoin": "round", **looks, **own})

    def line(self, d: str, stroke: str, width: float, blur: float = 0, **looks: float | str) -> None:
        """Add a stroke with round ends."""
        self.path(d, "none", blur, stroke=stroke, stroke_width=width, stroke_linecap="round",
                  stroke_linejoin="round", **looks)  # fmt: skip

    def haze(self, cx: float, cy: float, rx: float, ry: float, tone: str, opacity: float) -> None:
        """A soft patch of light or shadow."""
        fill = self.radial((0, tone, opacity), (0.55, tone, opacity * 0.72), (1, tone, 0))
        self.path(oval(cx, cy, rx * 1.16, ry * 1.3), fill)

    def below(self, d: str, fill: str, blur: float, opacity: float, dx: float, dy: float) -> None:
        """A blurred shape under everything; it is rendered small, where a filter costs nothing."""
        looks = f'opacity="{opacity}" transform="translate({dx} {dy})" filter="{self._blur(blur)}"'
        mark = f'<path d="{d}" fill="{fill}" {looks}/>'
        self._under.append("".join(self._open) + mark + "</g>" * len(self._open))

    def linear(self, *stops: Stop, x2: float = 1, y2: float = 0) -> str:
        """A gradient across the shape it fills, from the top left corner to (x2, y2)."""
        head = f'<linearGradient id="NAME" x1="0" y1="0" x2="{x2}" y2="{y2}">'
        return f"url(#{self._define(head + _stops(stops) + '</linearGradient>')})"

    def radial(self, *stops: Stop, cx: float = 0.5, cy: float = 0.5, r: float = 0.5) -> str:
        """A gradient from a point of the shape outwards."""
        head = f'<radialGradient id="NAME" cx="{cx}" cy="{cy}" r="{r}">'
        return f"url(#{self._define(head + _stops(stops) + '</radialGradient>')})"

    def _blur(self, amount: float) -> str:
        """A filter that softens what it is given to."""
        return "url(#{})".format(
            self._define(
                '<filter id="NAME" color-interpolation-filters="sRGB" x="-30%" y="-30%" width="160%" height="160%">'
                f'<feGaussianBlur stdDeviation="{amount}"/></filter>'
            )
        )

    @contextmanager
    def _group(self, looks: str) -> Iterator[None]:
        self._open.append(f"<g {looks}>")
        self.put(self._open[-1])
        yield
        self.put("</g>")
        self._open.pop()

    def inside(self, d: str) -> AbstractContextManager[None]:
        """What is drawn meanwhile is cut off at the edge of the path."""
        name = self._define(f'<clipPath id="NAME"><path d="{d}"/></clipPath>')
        return self._group(f'clip-path="url(#{name})"')

    def moved(self, x: float = 0, y: float = 0, turn: float = 0, scale: float = 1) -> AbstractContextManager[None]:
        """What is drawn meanwhile has its origin at (x, y), turned by degrees and scaled."""
        return self._group(f'transform="translate({x} {y}) rotate({turn}) scale({scale})"')

    def zoomed(self, scale: float) -> AbstractContextManager[None]:
        """What is drawn meanwhile is larger, seen from the middle of a picture of 800 by 800."""
        return self._group(f'transform="translate(400 440) scale({scale}) translate(-400 -440)"')

    def faint(self, opacity: float) -> AbstractContextManager[None]:
        """What is drawn meanwhile is see-through as a whole."""
        return self._group(f'opacity="{opacity}"')

    def round_body(self, d: str, colour: str) -> None:
        """A turned, cylindrical body lit from the left."""
        fill = self.linear(
            (0, shade(colour, 0.06)), (0.2, lit(colour, 0.3)), (0.42, lit(colour, 0.06)),
            (0.66, shade(colour, 0.05)), (0.93, shade(colour, 0.26)), (1, shade(colour, 0.2)),
        )  # fmt: skip
        self.path(d, fill)

    def ball_body(self, d: str, colour: str) -> None:
        """A rounded body lit from the upper left."""
        fill = self.radial(
            (0, lit(colour, 0.42)), (0.4, lit(colour, 0.06)), (0.75, shade(colour, 0.12)), (1, shade(colour, 0.3)),
            cx=0.34, cy=0.26, r=0.8,
        )  # fmt: skip
        self.path(d, fill)

    def flat_body(self, d: str, colour: str) -> None:
        """A flat body (paper, cloth, wood) lit from the upper left."""
        self.path(d, self.linear((0, lit(colour, 0.16)), (0.5, colour), (1, shade(colour, 0.12)), x2=1, y2=1))

    def svg(self, layer: Literal["all", "under", "over"] = "all") -> str:
        """The whole picture, or only the blurred shapes under it, or only what lies over them."""
        marks = {"all": self._under + self._marks, "under": self._under, "over": self._marks}[layer]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">'
            f"<defs>{''.join(self._defs)}</defs>{''.join(marks)}</svg>"
        )

    @property
    def has_under(self) -> bool:
        """Whether anything blurred lies under the picture."""
        return bool(self._under)


def _stops(stops: tuple[Stop, ...]) -> str:
    return "".join(
        f'<stop offset="{stop[0]}" stop-color="{stop[1]}"'
        + (f' stop-opacity="{stop[2]}"' if len(stop) == 3 else "")
        + "/>"
        for stop in stops
    )
