"""Words that are found: what a shop's goods are called, by word."""

from db.migrations.step import Step

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STEP = Step()


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
