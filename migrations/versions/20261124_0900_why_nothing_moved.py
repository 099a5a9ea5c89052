"""why nothing moved"""

import sqlalchemy as sa
from alembic import op

revision = "5b1d0c3a7f42"
down_revision = "7e20c4d9b1a6"


def upgrade() -> None:
    op.add_column("updates", sa.Column("unchanged_reason", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("updates", "unchanged_reason")
