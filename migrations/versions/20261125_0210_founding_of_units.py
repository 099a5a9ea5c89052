"""founding of units"""

import sqlalchemy as sa
from alembic import op

revision = "a91f4c2d7e05"
down_revision = "e5c27b81f46d"


def upgrade() -> None:
    op.add_column("units", sa.Column("founded_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("units", "founded_on")
