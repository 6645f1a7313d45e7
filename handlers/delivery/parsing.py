"""Read what staff type about delivery (pure)."""

_NONE = {"-", "—", "no", "none", "free", "нет", "бесплатно"}


def means_none(text: str) -> bool:
    """Return whether somebody types that there is nothing: a dash, "no", "free"."""
    return text.strip().lower() in _NONE
