"""Customers find and like: search, favourites, alerts, reviews, addresses, choices, referrals."""

from db.migrations.step import Step

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STEP = Step()


def upgrade() -> None:
    STEP.up()


def downgrade() -> None:
    STEP.down()
