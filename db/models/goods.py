"""Goods by file: imports and their rows, each with its own state, so that none is carried out twice."""

from sqlalchemy import ForeignKey, Index, Table, UniqueConstraint, text

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
from db.types.enums import BulkAction, BulkState, ImportKind, ImportRowState, ImportState

imports = Table(
    "imports",
    metadata,
    shop_column(),
    big("id"),
    big("person_id", ForeignKey("people.id")),
    big("bot_id", ForeignKey("bots.id"), nullable=True),
    big("chat_id"),
    big("message_id", nullable=True),  # where its progress is shown, once somebody said Apply
    words("language"),
    words("kind"),
    words("file_name"),
    words("key"),  # the message it came with: the same message again finds it
    words("state"),
    document("columns"),  # what the file speaks of: ["sku", "price", …]
    # Heads that nobody understood (`unknown`), columns the person may not change (`left_out`), shelves to be made.
    document("notes", default="'{}'"),
    number("total"),
    number("added"),
    number("changed"),
    number("same"),
    number("failed"),
    number("done", server_default="0"),
    number("refused", server_default="0"),  # rows that could not be carried out after all
    moment("created_at", now=True),
    moment("changed_at", now=True),
    shop_key("id"),
    UniqueConstraint("shop_id", "key"),
    one_of("kind", ImportKind),
    one_of("state", ImportState),
    check("counts_add_up", "total = added + changed + same + failed AND done + refused <= added + changed"),
    Index("ix_imports_created_at", "created_at"),
)

import_rows = Table(
    "import_rows",
    metadata,
    shop_column(),
    big("import_id"),
    number("number"),  # the row's number in the file, as a spreadsheet shows it
    words("sku"),
    document("said"),
    words("state"),
    words("problem", nullable=True),
    words("value", server_default=""),
    shop_key("import_id", "number"),
    inside_shop("import_id", "imports", ondelete="CASCADE"),
    one_of("state", ImportRowState),
    check("problem_said", "(state IN ('wrong', 'refused')) = (problem IS NOT NULL)"),
    Index(
        "ix_import_rows_waiting",
        "shop_id",
        "import_id",
        "number",
        postgresql_where=text("state IN ('new', 'changed')"),
    ),
)

bulk_changes = Table(
    "bulk_changes",
    metadata,
    shop_column(),
    big("id"),
    big("person_id", ForeignKey("people.id")),
    big("category_id", nullable=True),  # the shelf it is about, with all below it; or:
    words("words", server_default=""),
    words("action", nullable=True),
    big("amount", nullable=True),  # hundredths of a percent, or minor units
    big("round_to", server_default="1"),  # minor units
    words("state", server_default=BulkState.DRAFT),
    document("before", default="'[]'"),  # of each SKU that was changed: what it was, and what it became
    moment("created_at", now=True),
    shop_key("id"),
    inside_shop("category_id", "categories"),
    one_of("action", BulkAction),
    one_of("state", BulkState),
    check("round_to_positive", "round_to > 0"),
)
