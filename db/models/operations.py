"""The audit chain: who changed what, append-only, each record sealed with the hash of the one before."""

from sqlalchemy import BigInteger, Column, ForeignKey, Table, UniqueConstraint

from db.models.base import big, document, metadata, moment, shop_column, shop_key, words

audit_log = Table(
    "audit_log",
    metadata,
    shop_column(),
    big("seq"),
    moment("at"),
    big("actor_id", ForeignKey("people.id"), nullable=True),
    words("action"),
    words("target"),
    document("before", nullable=True),
    document("after", nullable=True),
    Column("undoes", BigInteger, nullable=True),  # unique: a change is undone at most once
    words("previous_hash"),
    words("hash"),
    shop_key("seq"),
    UniqueConstraint("shop_id", "undoes"),
)
