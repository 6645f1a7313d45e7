"""From a constraint's name to the sentence a person gets: the one table (style.md, Shape)."""

from core.kit.errors import AppError, Conflict, NotFound


class SkuTaken(AppError):
    """Another variant of this shop has the SKU."""

    code = "error-sku-taken"
    status = 409


class SlugTaken(AppError):
    """Another shop has this address."""

    code = "error-slug-taken"
    status = 409


class StockBelowHeld(AppError):
    """The stock would fall below what orders hold."""

    code = "error-stock-below-held"
    status = 409


class AlreadyUndone(AppError):
    """The change was undone before."""

    code = "error-already-undone"
    status = 409


class PlaceTaken(AppError):
    """The shop has a place of this name."""

    code = "error-place-taken"
    status = 409


class NotThere(AppError):
    """So many pieces do not lie in that place."""

    code = "error-not-there"
    status = 409


class ZoneTaken(AppError):
    """The way of delivery has a zone of this name or reach."""

    code = "error-zone-taken"
    status = 409


_TABLE: dict[str, type[AppError]] = {
    "uq_variants_shop_id_sku": SkuTaken,
    "uq_shops_slug": SlugTaken,
    "ck_stock_items_never_oversold": StockBelowHeld,
    "uq_audit_log_shop_id_undoes": AlreadyUndone,
    "uq_stock_places_name": PlaceTaken,
    "ck_stock_levels_not_negative": NotThere,
    "levels_add_up": NotThere,
    "fk_cart_lines_shop_id_variant_id": NotFound,
    "fk_carts_shop_id_delivery_option_id": NotFound,
    "uq_delivery_zones_name": ZoneTaken,
    "uq_delivery_zones_reach": ZoneTaken,
}


def refusal_of(constraint: str | None) -> AppError:
    """Return the refusal for a violated constraint; `Conflict` where the table knows none."""
    return _TABLE.get(constraint or "", Conflict)()
