"""The catalogue: categories, products, variants, pictures, and how a shop delivers."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, LargeBinary, Table, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR

from db.models.base import (
    big,
    check,
    document,
    inside_shop,
    metadata,
    moment,
    number,
    one_of,
    shop_column,
    shop_key,
    words,
)
from db.types.enums import DeliveryKind, ProductKind, ProductStatus

categories = Table(
    "categories",
    metadata,
    shop_column(),
    big("id"),
    big("parent_id", nullable=True),
    words("slug"),
    document("title"),
    words("emoji", server_default=""),
    number("position", server_default="0"),
    Column("hidden", Boolean, nullable=False, server_default=text("false")),
    shop_key("id"),
    inside_shop("parent_id", "categories"),
    UniqueConstraint("shop_id", "slug"),
    check("not_its_own_parent", "parent_id IS DISTINCT FROM id"),
    Index("ix_categories_shop_id_parent_id_position", "shop_id", "parent_id", "position", "id"),
)

media = Table(
    "media",
    metadata,
    shop_column(),
    big("id"),
    words("sha256"),
    words("mime"),
    number("width"),
    number("height"),
    Column("content", LargeBinary, nullable=False),
    moment("created_at", now=True),
    # The colour there is most of, `#rrggbb`; NULL: nobody looked.
    words("tone", nullable=True),
    shop_key("id"),
    UniqueConstraint("shop_id", "sha256"),
)

media_files = Table(
    "media_files",
    metadata,
    shop_column(),
    big("media_id"),
    big("bot_id", ForeignKey("bots.id", ondelete="CASCADE")),
    words("file_id"),
    shop_key("media_id", "bot_id"),
    inside_shop("media_id", "media", ondelete="CASCADE"),
)

products = Table(
    "products",
    metadata,
    shop_column(),
    big("id"),
    big("category_id", nullable=True),
    words("slug"),
    document("title"),
    document("description", default="'{}'"),
    document("options", default="'[]'"),  # [{code, title: {lang}, values: [{code, title: {lang}}]}]
    words("kind", server_default=ProductKind.GOODS),
    words("tax_class", nullable=True),  # a key of the shop's tax classes; None: the shop's rate
    words("status", server_default=ProductStatus.ACTIVE),
    number("position", server_default="0"),
    # Follows the stock within a second (consumer "shelves"); lists sort by it, cards show the real number.
    Column("sold_out", Boolean, nullable=False, server_default=text("false")),
    words("keywords", server_default=""),  # what else people call it
    # Both are written by the trigger `keep_search`, whoever edits what: the words of title, SKUs, values and keywords,
    # and the stems of everything: A title and SKUs, B values and keywords, C description, D the shelf's name.
    words("search_text", server_default=""),
    Column("search_vector", TSVECTOR, nullable=False, server_default=""),
    number("popularity", server_default="0"),  # pieces sold lately (timer "learn_tastes")
    big("media_id", nullable=True),
    moment("created_at", now=True),
    shop_key("id"),
    inside_shop("category_id", "categories"),
    inside_shop("media_id", "media"),
    UniqueConstraint("shop_id", "slug"),
    one_of("status", ProductStatus),
    one_of("kind", ProductKind),
    Index("ix_products_shelf", "shop_id", "category_id", "sold_out", "position", "id"),
    Index(
        "ix_products_search_text",
        "search_text",
        postgresql_using="gin",
        postgresql_ops={"search_text": "gin_trgm_ops"},
    ),
)

search_queries = Table(
    "search_queries",
    metadata,
    shop_column(),
    big("id"),
    words("words"),  # nobody's: people who look for the same share a row, and the buttons below the results carry it
    number("times", server_default="1"),
    number("found", nullable=True),
    moment("at", now=True),
    shop_key("id"),
    UniqueConstraint("shop_id", "words"),
    check("words_length", "length(words) BETWEEN 1 AND 64"),
    Index("ix_search_queries_at", "at"),
)

variants = Table(
    "variants",
    metadata,
    shop_column(),
    big("id"),
    big("product_id"),
    big("stock_item_id"),
    words("sku"),
    document("options", default="'{}'"),  # option code → value code
    big("price"),
    big("old_price", nullable=True),
    number("position", server_default="0"),
    Column("hidden", Boolean, nullable=False, server_default=text("false")),
    # Taken out of the product for good; orders, carts and stock still know it.
    Column("archived", Boolean, nullable=False, server_default=text("false")),
    big("media_id", nullable=True),
    shop_key("id"),
    inside_shop("product_id", "products"),
    inside_shop("stock_item_id", "stock_items"),
    inside_shop("media_id", "media"),
    UniqueConstraint("shop_id", "sku"),
    check("price_not_negative", "price >= 0"),
    check("old_price_higher", "old_price > price"),
    check("sku_shape", "sku ~ '^[A-Z0-9][A-Z0-9._-]{0,31}$'"),
    check("archived_is_hidden", "hidden OR NOT archived"),
    Index("ix_variants_shop_id_product_id_position", "shop_id", "product_id", "position", "id"),
    Index("ix_variants_shop_id_stock_item_id", "shop_id", "stock_item_id"),
)

delivery_options = Table(
    "delivery_options",
    metadata,
    shop_column(),
    big("id"),
    words("kind"),
    document("title"),
    document("details", default="'{}'"),  # {lang: address and hours}
    big("price", server_default="0"),
    big("free_from", nullable=True),
    number("position", server_default="0"),
    Column("cash_allowed", Boolean, nullable=False, server_default=text("true")),
    Column("computed", Boolean, nullable=False, server_default=text("false")),  # the seller names the price each time
    Column("zoned", Boolean, nullable=False, server_default=text("false")),  # priced by where the buyer lives
    Column("active", Boolean, nullable=False, server_default=text("true")),
    shop_key("id"),
    one_of("kind", DeliveryKind),
    check("zoned_couriers", "NOT zoned OR kind = 'courier' AND NOT computed"),
    check("price_not_negative", "price >= 0"),
)

variant_prices = Table(
    "variant_prices",
    metadata,
    shop_column(),
    big("variant_id"),
    words("currency"),
    big("price"),  # minor units of `currency`; wins over the shop's rate
    shop_key("variant_id", "currency"),
    inside_shop("variant_id", "variants", ondelete="CASCADE"),
    check("price_not_negative", "price >= 0"),
)

shop_rates = Table(
    "shop_rates",
    metadata,
    shop_column(),
    words("currency"),
    words("rate"),  # decimal: one major unit of the shop's currency in major units of `currency`
    moment("changed_at", now=True),
    shop_key("currency"),
    check("rate_shape", "rate ~ '^[0-9]{1,12}([.][0-9]{1,12})?$'"),
)
