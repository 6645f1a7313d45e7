"""Talking to people: support, answers, broadcasts, scenarios, posts."""

from db.migrations.step import Step

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STEP = Step()


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
