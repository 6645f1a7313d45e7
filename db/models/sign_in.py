"""Who is signed in where: sessions and their keys, second factors, what was tried; and answers kept for repetitions.

Of the platform, not of a shop: a session belongs to a person behind one bot, and that bot may serve several shops.
"""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, Table

from db.models.base import big, check, metadata, moment, number, one_of, words
from db.types.enums import SessionEnd, SignInOutcome, SignInWay

sessions = Table(
    "sessions",
    metadata,
    big("id", primary_key=True, autoincrement=False),
    big("person_id", ForeignKey("people.id", ondelete="CASCADE")),
    # Whose word we took for it: never more than the shops of this bot, since its owner can make it say anything.
    big("bot_id", ForeignKey("bots.id", ondelete="CASCADE")),
    words("way"),
    words("device"),
    moment("created_at", now=True),
    moment("seen_at", now=True),
    moment("expires_at"),
    moment("ended_at", nullable=True),
    words("ended_why", nullable=True),
    moment("stepped_up_at", nullable=True),  # when a second factor was shown last
    one_of("way", SignInWay),
    one_of("ended_why", SessionEnd),
    check("ended_whole", "(ended_at IS NULL) = (ended_why IS NULL)"),
    Index("ix_sessions_person_id", "person_id", "bot_id"),
    Index("ix_sessions_expires_at", "expires_at"),
)

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    words("token_hash", primary_key=True),  # keyed: who reads the table cannot sign in
    big("session_id", ForeignKey("sessions.id", ondelete="CASCADE")),
    moment("created_at", now=True),
    moment("used_at", nullable=True),
    Index("ix_refresh_tokens_session_id", "session_id"),
)

sign_in_proofs = Table(
    "sign_in_proofs",
    metadata,
    words("digest", primary_key=True),
    big("session_id", ForeignKey("sessions.id", ondelete="CASCADE")),
    moment("used_at", now=True),
    Index("ix_sign_in_proofs_session_id", "session_id"),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    big("id", primary_key=True, autoincrement=False),
    moment("at", now=True),
    words("way"),
    words("outcome"),
    big("bot_id", ForeignKey("bots.id", ondelete="CASCADE"), nullable=True),
    big("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=True),
    words("address_hash"),
    one_of("way", SignInWay),
    one_of("outcome", SignInOutcome),
    Index("ix_sign_in_attempts_at", "at"),
    Index("ix_sign_in_attempts_person_id", "person_id"),
)

second_factors = Table(
    "second_factors",
    metadata,
    big("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("secret_cipher", LargeBinary, nullable=False),
    moment("created_at", now=True),
    moment("confirmed_at", nullable=True),  # until then it protects nothing
    big("last_step", server_default="0"),  # a code is good once: its step of 30 seconds, and none before
    number("failures", server_default="0"),
    moment("locked_until", nullable=True),
    moment("chat_stepped_up_at", nullable=True),
)

backup_codes = Table(
    "backup_codes",
    metadata,
    big("person_id", ForeignKey("second_factors.person_id", ondelete="CASCADE")),
    words("code_hash"),
    moment("used_at", nullable=True),
    PrimaryKeyConstraint("person_id", "code_hash"),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    words("id", primary_key=True),
    Column("secret_cipher", LargeBinary, nullable=False),
    moment("created_at", now=True),
    moment("retired_at", nullable=True),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    words("owner"),  # who asked: a person behind a bot
    words("key"),
    words("asked_hash"),  # method, address and body
    number("status", nullable=True),  # None: under way
    Column("answer", LargeBinary, nullable=True),
    moment("created_at", now=True),
    moment("locked_until"),
    PrimaryKeyConstraint("owner", "key"),
    Index("ix_idempotency_keys_created_at", "created_at"),
)

__all__ = [
    "backup_codes",
    "idempotency_keys",
    "refresh_tokens",
    "second_factors",
    "sessions",
    "sign_in_attempts",
    "sign_in_proofs",
    "signing_keys",
]
