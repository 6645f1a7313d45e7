"""Who is signed in: sessions, keys, second factors."""

from db.migrations.step import Step

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STEP = Step()


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
