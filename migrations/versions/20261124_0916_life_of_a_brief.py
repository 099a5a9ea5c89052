"""the life of a brief"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b4d1a90c6f27"
down_revision = "c5b8e1f7a402"

TRACKED = {
    "brief_reviews": ("id", ""),
    "brief_numbers": ("brief_id", ""),
    "issuances": ("brief_id", "edition,fonts,made_with"),
}
NEVER_REWRITTEN = ("brief_numbers", "issuances")
FROZEN = {"briefs": "id", "brief_reviews": "brief_id"}

REFUSE = """
CREATE FUNCTION refuse_change_of_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM issuances WHERE brief_id IN (
            (to_jsonb(OLD) ->> TG_ARGV[0])::uuid, (to_jsonb(NEW) ->> TG_ARGV[0])::uuid
        )
    ) THEN
        RAISE EXCEPTION 'an issued brief never changes: % on % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$
"""


def upgrade() -> None:
    op.add_column("briefs", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("briefs", "revision", server_default=None)
    op.add_column("briefs", sa.Column("corrects_id", sa.Uuid(), nullable=True))
    op.add_column("briefs", sa.Column("signed_by_id", sa.Uuid(), nullable=True))
    op.add_column("briefs", sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key("briefs_corrects_id_fkey", "briefs", "briefs", ["corrects_id"], ["id"])
    op.create_foreign_key("briefs_signed_by_id_fkey", "briefs", "accounts", ["signed_by_id"], ["id"])
    op.create_table(
        "brief_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name="brief_reviews_brief_id_fkey"),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["accounts.id"], name="brief_reviews_reviewed_by_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="brief_reviews_pkey"),
    )
    op.create_index("brief_reviews_brief_id_idx", "brief_reviews", ["brief_id"])
    op.create_table(
        "brief_numbers",
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("serial_number", sa.Integer(), nullable=False),
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name="brief_numbers_brief_id_fkey"),
        sa.ForeignKeyConstraint(["corrects_id"], ["briefs.id"], name="brief_numbers_corrects_id_fkey"),
        sa.PrimaryKeyConstraint("brief_id", name="brief_numbers_pkey"),
        sa.UniqueConstraint("year", "number", name="brief_numbers_year_number_key"),
        sa.UniqueConstraint("serial_number", name="brief_numbers_serial_number_key"),
        sa.UniqueConstraint("corrects_id", name="brief_numbers_corrects_id_key"),
    )
    op.create_index(
        "brief_numbers_one_a_week_key",
        "brief_numbers",
        ["week_start"],
        unique=True,
        postgresql_where=sa.text("corrects_id IS NULL"),
    )
    op.create_table(
        "issuances",
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("html_sha256", sa.String(length=64), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("fonts", postgresql.JSONB(), nullable=False),
        sa.Column("made_with", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["brief_id"], ["brief_numbers.brief_id"], name="issuances_brief_id_fkey"),
        sa.ForeignKeyConstraint(["issued_by_id"], ["accounts.id"], name="issuances_issued_by_id_fkey"),
        sa.PrimaryKeyConstraint("brief_id", name="issuances_pkey"),
    )
    _triggers()


def _triggers() -> None:
    op.execute(REFUSE)
    change = "AFTER INSERT OR UPDATE OR DELETE"
    for table, (key, hidden) in TRACKED.items():
        op.execute(
            f"CREATE CONSTRAINT TRIGGER record_change {change} ON {table} DEFERRABLE INITIALLY DEFERRED"
            f" FOR EACH ROW EXECUTE FUNCTION record_change('{key}', '', '{hidden}')"
        )
        op.execute(
            f"CREATE TRIGGER note_touched {change} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION note_touched('{key}', '', '')"
        )
        op.execute(
            f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
        )
    for table in NEVER_REWRITTEN:
        op.execute(
            f"CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
        )
    for table, column in FROZEN.items():
        op.execute(
            f"CREATE TRIGGER refuse_change_of_issued BEFORE INSERT OR UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued('{column}')"
        )


def downgrade() -> None:
    op.execute("DROP TRIGGER refuse_change_of_issued ON briefs")
    op.drop_table("issuances")
    op.drop_table("brief_numbers")
    op.drop_table("brief_reviews")
    op.execute("DROP FUNCTION refuse_change_of_issued")
    for column in ("signed_at", "signed_by_id", "corrects_id", "revision"):
        op.drop_column("briefs", column)
