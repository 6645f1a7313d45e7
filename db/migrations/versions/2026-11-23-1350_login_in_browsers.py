"""A bot may be set up for «Log in with Telegram» in browsers."""

from db.migrations.step import Step

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STEP = Step(columns={"bots": ("login_secret_cipher BYTEA",)})


def upgrade() -> None:
    """Add the column; nobody is set up for it yet."""
    STEP.up()


def downgrade() -> None:
    """Take it away."""
    STEP.down()
