"""the official calendar"""

import sqlalchemy as sa
from alembic import op

revision = "7e41c0d9a3b5"
down_revision = "b7f24d09c6e1"


def upgrade() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Enum("holiday", "workday", native_enum=False, length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="calendar_days_pkey"),
        sa.UniqueConstraint("day", name="calendar_days_day_key"),
    )
    op.execute(
        "CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON calendar_days"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_change('id', '', '')"
    )
    op.execute(
        "CREATE TRIGGER note_touched AFTER INSERT OR UPDATE OR DELETE ON calendar_days"
        " FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '')"
    )
    op.execute(
        "CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON calendar_days"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )


def downgrade() -> None:
    op.drop_table("calendar_days")
