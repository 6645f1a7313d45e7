"""Where people live: zones of couriers on the map."""

from db.migrations.step import Step

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STEP = Step()


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
