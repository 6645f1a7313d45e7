"""What goods are found by: the words of each product, and each shop's words by their parts. Triggers write both."""

from sqlalchemy import Column, Index, Table, Text

from db.models.base import big, check, metadata, shop_column, shop_key, words

# Compared byte by byte: equality and ranges of such a column leak nothing, so row-level security lets an index do them.
_PLAIN = "C"

# The stems of what customers can see: active products with a variant that is shown. `weight`: A title and SKUs,
# B values and keywords, C description, D the shelf's name.
product_words = Table(
    "product_words",
    metadata,
    # No foreign keys: each would be looked up for every word. What goes with a product, a trigger takes along.
    big("shop_id"),
    big("product_id"),
    Column("word", Text(collation=_PLAIN), nullable=False),
    words("weight"),
    shop_key("product_id", "word"),
    check("weight_known", "weight IN ('A', 'B', 'C', 'D')"),
    Index("ix_product_words_found", "shop_id", "word", "weight", "product_id"),
)

# Every three letters of a word as people read it, for words typed with a mistake. `product_id`: who brought the word
# (it may be gone since): two who bring the same word at once do not wait for each other.
word_trigrams = Table(
    "word_trigrams",
    metadata,
    shop_column(),
    Column("trigram", Text(collation=_PLAIN), nullable=False),
    Column("word", Text(collation=_PLAIN), nullable=False),
    big("product_id"),
    shop_key("trigram", "word", "product_id"),
)
