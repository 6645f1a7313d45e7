"""Goods by file and phone: imports, albums, locations, counts, order topics."""

from db.migrations.step import Step

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STEP = Step()


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
