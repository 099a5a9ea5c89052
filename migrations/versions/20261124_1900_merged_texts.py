"""texts that were put together with what stood"""

import sqlalchemy as sa
from alembic import op

revision = "c1e64b7f09a2"
down_revision = "b72e4d10c93f"


def upgrade() -> None:
    op.add_column("other_texts", sa.Column("merged_version", sa.Integer(), nullable=True))
    op.add_column("other_texts", sa.Column("merged_words", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("other_texts", "merged_words")
    op.drop_column("other_texts", "merged_version")
