"""A bot may be set up for «Log in with Telegram» in browsers; refunds that wait for a second person are found at once."""

from db.migrations.step import Step

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STEP = Step(
    columns={"bots": ("login_secret_cipher BYTEA",)},
    indexes={
        "ix_credit_notes_waiting": "CREATE INDEX ix_credit_notes_waiting ON credit_notes (shop_id, id)"
        " WHERE state = 'waiting'",
    },
)


def upgrade() -> None:
    """Add both; nobody is set up for logging in yet."""
    STEP.up()


def downgrade() -> None:
    """Take both away."""
    STEP.down()
