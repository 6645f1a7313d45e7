"""Pictures have a tone: the colour that stands where a picture will be."""

from db.migrations.step import Step

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STEP = Step(columns={"media": ("tone TEXT",)})


def upgrade() -> None:
    """Add the column; pictures that are here already go on without."""
    STEP.up()


def downgrade() -> None:
    """Take it away."""
    STEP.down()
