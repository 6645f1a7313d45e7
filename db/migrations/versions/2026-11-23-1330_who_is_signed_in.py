"""Who is signed in: sessions, keys, second factors."""

from db.migrations.step import Step

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PLATFORM_TABLES: dict[str, tuple[str, ...]] = {
    "idempotency_keys": (
        """
        CREATE TABLE idempotency_keys (
            owner TEXT NOT NULL,
            key TEXT NOT NULL,
            asked_hash TEXT NOT NULL,
            status INTEGER,
            answer BYTEA,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            locked_until TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_idempotency_keys PRIMARY KEY (owner, key)
        )
        """,
        """CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (created_at)""",
    ),
    "signing_keys": (
        """
        CREATE TABLE signing_keys (
            id TEXT NOT NULL,
            secret_cipher BYTEA NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            retired_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_signing_keys PRIMARY KEY (id)
        )
        """,
    ),
    "second_factors": (
        """
        CREATE TABLE second_factors (
            person_id BIGINT NOT NULL,
            secret_cipher BYTEA NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            confirmed_at TIMESTAMP WITH TIME ZONE,
            last_step BIGINT DEFAULT '0' NOT NULL,
            failures INTEGER DEFAULT '0' NOT NULL,
            locked_until TIMESTAMP WITH TIME ZONE,
            chat_stepped_up_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_second_factors PRIMARY KEY (person_id),
            CONSTRAINT fk_second_factors_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
        )
        """,
    ),
    "sessions": (
        """
        CREATE TABLE sessions (
            id BIGINT NOT NULL,
            person_id BIGINT NOT NULL,
            bot_id BIGINT NOT NULL,
            way TEXT NOT NULL,
            device TEXT NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ended_at TIMESTAMP WITH TIME ZONE,
            ended_why TEXT,
            stepped_up_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_sessions PRIMARY KEY (id),
            CONSTRAINT ck_sessions_way_known CHECK (way IN ('mini_app', 'widget', 'login', 'refresh', 'code')),
            CONSTRAINT ck_sessions_ended_why_known CHECK (ended_why IN ('logged_out', 'revoked', 'reused', 'person_erased')),
            CONSTRAINT ck_sessions_ended_whole CHECK ((ended_at IS NULL) = (ended_why IS NULL)),
            CONSTRAINT fk_sessions_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
            CONSTRAINT fk_sessions_bot_id FOREIGN KEY(bot_id) REFERENCES bots (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_sessions_expires_at ON sessions (expires_at)""",
        """CREATE INDEX ix_sessions_person_id ON sessions (person_id, bot_id)""",
    ),
    "sign_in_attempts": (
        """
        CREATE TABLE sign_in_attempts (
            id BIGINT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            way TEXT NOT NULL,
            outcome TEXT NOT NULL,
            bot_id BIGINT,
            person_id BIGINT,
            address_hash TEXT NOT NULL,
            CONSTRAINT pk_sign_in_attempts PRIMARY KEY (id),
            CONSTRAINT ck_sign_in_attempts_way_known CHECK (way IN ('mini_app', 'widget', 'login', 'refresh', 'code')),
            CONSTRAINT ck_sign_in_attempts_outcome_known CHECK (outcome IN ('entered', 'forged', 'stale', 'replayed', 'reused', 'wrong', 'limited')),
            CONSTRAINT fk_sign_in_attempts_bot_id FOREIGN KEY(bot_id) REFERENCES bots (id) ON DELETE CASCADE,
            CONSTRAINT fk_sign_in_attempts_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_sign_in_attempts_at ON sign_in_attempts (at)""",
        """CREATE INDEX ix_sign_in_attempts_person_id ON sign_in_attempts (person_id)""",
    ),
    "backup_codes": (
        """
        CREATE TABLE backup_codes (
            person_id BIGINT NOT NULL,
            code_hash TEXT NOT NULL,
            used_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_backup_codes PRIMARY KEY (person_id, code_hash),
            CONSTRAINT fk_backup_codes_person_id FOREIGN KEY(person_id) REFERENCES second_factors (person_id) ON DELETE CASCADE
        )
        """,
    ),
    "refresh_tokens": (
        """
        CREATE TABLE refresh_tokens (
            token_hash TEXT NOT NULL,
            session_id BIGINT NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            used_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_refresh_tokens PRIMARY KEY (token_hash),
            CONSTRAINT fk_refresh_tokens_session_id FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_refresh_tokens_session_id ON refresh_tokens (session_id)""",
    ),
    "sign_in_proofs": (
        """
        CREATE TABLE sign_in_proofs (
            digest TEXT NOT NULL,
            session_id BIGINT NOT NULL,
            used_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_sign_in_proofs PRIMARY KEY (digest),
            CONSTRAINT fk_sign_in_proofs_session_id FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE
        )
        """,
        """CREATE INDEX ix_sign_in_proofs_session_id ON sign_in_proofs (session_id)""",
    ),
}

STEP = Step(platform_tables=PLATFORM_TABLES)


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
