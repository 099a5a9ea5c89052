"""subjects of circulars"""

import sqlalchemy as sa
from alembic import op

revision = "e5c27b81f46d"
down_revision = "e4c17a86d0f2"

WEEK, SUBJECT = "brief_numbers_one_a_week_key", "brief_numbers_one_a_subject_key"


def upgrade() -> None:
    for table in ("briefs", "brief_numbers"):
        op.add_column(table, sa.Column("subject", sa.String(length=24), nullable=False, server_default=""))
        op.alter_column(table, "subject", server_default=None)
    one_a_week("corrects_id IS NULL AND series NOT IN ('special', 'circular')")
    where = sa.text("corrects_id IS NULL AND subject <> ''")
    op.create_index(SUBJECT, "brief_numbers", ["series", "subject"], unique=True, postgresql_where=where)


def downgrade() -> None:
    op.drop_index(SUBJECT, "brief_numbers")
    one_a_week("corrects_id IS NULL AND series <> 'special'")
    for table in ("briefs", "brief_numbers"):
        op.drop_column(table, "subject")


def one_a_week(where: str) -> None:
    op.drop_index(WEEK, "brief_numbers")
    op.create_index(WEEK, "brief_numbers", ["series", "week_start"], unique=True, postgresql_where=sa.text(where))
