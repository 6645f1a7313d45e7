"""Colours as `#rrggbb`: warm light, cool shadow, so that every object stands in the same room."""

_SUN = "#fff5e2"
_DUSK = "#241a3d"


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0..1) of `other` stirred in."""
    parts = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def lit(colour: str, share: float) -> str:
    """The colour where the light falls."""
    return mix(colour, _SUN, share)


def shade(colour: str, share: float) -> str:
    """The colour turned away from the light."""
    return mix(colour, _DUSK, share)


def luminance(colour: str) -> float:
    """How bright the colour looks, 0 (black) to 1 (white)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def ink_on(colour: str) -> str:
    """An ink that reads well when printed on the colour."""
    return "#fff3dc" if luminance(colour) < 0.56 else "#22385a"
