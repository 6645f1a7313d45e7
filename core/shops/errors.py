"""What a shop's use cases refuse."""

from core.kit.errors import AppError


class UnknownSku(AppError):
    """No variant of this shop has the SKU. Parameter: `sku`."""

    code = "error-unknown-sku"
    status = 404


class StockTooLow(AppError):
    """The stock would fall below what orders hold. Parameters: `sku`, `held`, `on_hand`."""

    code = "error-stock-too-low"
    status = 409


class ChangedSince(AppError):
    """An undo would overwrite a later change. Parameter: `target`."""

    code = "error-changed-since"
    status = 409


class PictureRefused(AppError):
    """The picture cannot be read or is too large."""

    code = "error-picture"
    status = 422


class BadToken(AppError):
    """Telegram does not know the bot token."""

    code = "error-bad-token"
    status = 422


class NoDeliveryYet(AppError):
    """The shop has no way of delivery set up."""

    code = "error-no-delivery"
    status = 409


class WrongKind(AppError):
    """The product is of another kind. Parameters: `sku`, `kind`, `wanted`."""

    code = "error-wrong-kind"
    status = 409


class StockFollowsKeys(AppError):
    """The stock of keys is the number of keys: it is not counted by hand. Parameter: `sku`."""

    code = "error-stock-follows-keys"
    status = 409


class SharesStock(AppError):
    """The variant sells from another one's stock, which keys cannot. Parameter: `sku`."""

    code = "error-shares-stock"
    status = 409


class FileRefused(AppError):
    """The file that was sent cannot be fetched, or is too large."""

    code = "error-file"
    status = 422


class ContentTooLarge(AppError):
    """What is to be sold is too large to keep. Parameter: `limit`, in megabytes."""

    code = "error-content-too-large"
    status = 422


class InviteUsed(AppError):
    """The invitation was used by somebody else, or is too old."""

    code = "error-invite-used"
    status = 409


class LastOwner(AppError):
    """A shop without an owner could not be run."""

    code = "error-last-owner"
    status = 409


class ShelfNotEmpty(AppError):
    """Something lies on the shelf, so it cannot be removed or get shelves of its own."""

    code = "error-shelf-not-empty"
    status = 409


class ShelfTooDeep(AppError):
    """Shelves stand at most so deep in each other. Parameter: `limit`."""

    code = "error-shelf-too-deep"
    status = 409


class TableRefused(AppError):
    """The file is no table of goods. Parameter `why`: `size`, `rows`, `columns`, `format`, `head`."""

    code = "error-table"
    status = 422


class ImportOver(AppError):
    """The import was cancelled, or is carried out already."""

    code = "error-import-over"
    status = 409


class TooManyVariants(AppError):
    """The options would make more variants than a product takes. Parameter: `limit`."""

    code = "error-too-many-variants"
    status = 409


class LastVariant(AppError):
    """A product without any variant could not be sold."""

    code = "error-last-variant"
    status = 409


class NothingMeant(AppError):
    """No variant is on that shelf, or has these words."""

    code = "error-nothing-meant"
    status = 404


class TextRefused(AppError):
    """A text could not be shown. Parameters: `why`, the rule it breaks; `part`, where."""

    code = "error-text"
    status = 422


class AlbumFull(AppError):
    """A product has as many pictures as fit. Parameter: `limit`."""

    code = "error-album-full"
    status = 409


class CurrencyInUse(AppError):
    """Orders, gift cards, points or codes name sums in the shop's currency. Parameter: `currency`."""

    code = "error-currency-in-use"
    status = 409


class UnknownPlace(AppError):
    """The words name no place, or no two. Parameter: `places`, those there are."""

    code = "error-unknown-place"
    status = 404


class PlaceInUse(AppError):
    """Something lies there or was carried, or sales are taken from there. Parameter: `name`."""

    code = "error-place-in-use"
    status = 409


class TooManyPlaces(AppError):
    """A shop has at most so many places. Parameter: `limit`."""

    code = "error-too-many-places"
    status = 409
