"""A shop's own colour, made readable (WCAG 2.2, 1.4.3) wherever it is put (pure)."""

import re

_HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_AA = 4.5
USUAL = "#2f7de1"
# The grounds of the two themes, as `web/src/critical.css` has them.
LIGHT, DARK = "#ffffff", "#17212b"

Rgb = tuple[int, int, int]


def parts(colour: str) -> Rgb:
    """Return red, green, blue; of the usual colour where this is none."""
    told = colour if _HEX.fullmatch(colour) else USUAL
    return int(told[1:3], 16), int(told[3:5], 16), int(told[5:7], 16)


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    linear = [one / 12.92 if (one := part / 255) <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable(colour: str, ground: str) -> str:
    """Return the nearest mix of a colour with white or black that can be read on a ground."""
    behind, own = parts(ground), parts(colour)
    end = 255 if _luminance(behind) < 0.18 else 0
    for step in range(21):
        mixed = (_mix(own[0], end, step), _mix(own[1], end, step), _mix(own[2], end, step))
        if contrast(mixed, behind) >= _AA:
            break
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _mix(part: int, end: int, step: int) -> int:
    return round(part + (end - part) * step / 20)


def ink_on(colour: str) -> str:
    """Return white or black, whichever is read better on a colour."""
    own = parts(colour)
    return "#ffffff" if contrast(own, (255, 255, 255)) >= contrast(own, (0, 0, 0)) else "#000000"


def accent_style(accent: str) -> str:
    """Return the style of a shop's colour: as a ground with its ink, and as an ink on both themes."""
    ground = readable(accent, LIGHT)
    return (
        f":root{{--accent:{ground};--on-accent:{ink_on(ground)};"
        f"--accent-light:{readable(accent, '#f1f2f6')};--accent-dark:{readable(accent, '#232e3c')}}}"
    )
