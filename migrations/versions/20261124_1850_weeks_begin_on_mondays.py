"""weeks begin on Mondays"""

from alembic import op

revision = "d80c5a71e9f2"
down_revision = "c3f1b8e24d70"

TABLES = ("updates", "other_texts", "photos")


def upgrade() -> None:
    for table in TABLES:
        op.create_check_constraint(op.f(f"{table}_monday_check"), table, "extract(isodow FROM week_start) = 1")


def downgrade() -> None:
    for table in TABLES:
        op.drop_constraint(op.f(f"{table}_monday_check"), table)
