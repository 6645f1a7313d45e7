"""The shop in figures and words: reports, texts, delivery that is computed."""

from db.migrations.step import Step

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STEP = Step()


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
