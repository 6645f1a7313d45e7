"""Talks that end well: what the chat keeps besides."""

from db.migrations.step import Step

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STEP = Step()


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
