"""Read what staff type about digital goods (pure)."""

from db.types.enums import ProductKind

# What people call the kinds, besides their own names.
_NAMES = {
    "товар": ProductKind.GOODS,
    "ключи": ProductKind.KEYS,
    "файл": ProductKind.FILE,
    "текст": ProductKind.TEXT,
    "подписка": ProductKind.SUBSCRIPTION,
}


def read_kind(args: str) -> tuple[str, ProductKind] | None:
    """Read `SKU keys`; None when it is not that."""
    words = args.split()
    if len(words) != 2:
        return None
    name = words[1].lower()
    kind = _NAMES.get(name)
    if kind is None and name in tuple(ProductKind):
        kind = ProductKind(name)
    return (words[0].upper(), kind) if kind is not None else None


def read_goods(args: str) -> tuple[str, str]:
    """Return the SKU, empty when there is none, and all that follows it."""
    parts = args.strip().split(maxsplit=1)
    return (parts[0].upper() if parts else "", parts[1] if len(parts) > 1 else "")
