"""photos and other texts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "9c3f61e0d8b7"
down_revision = "b4d1a90c6f27"


def track(table: str) -> None:
    change = f"AFTER INSERT OR UPDATE OR DELETE ON {table}"
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {change} DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION record_change('id', 'project_id', '')"
    )
    op.execute(
        f"CREATE TRIGGER note_touched {change} FOR EACH ROW EXECUTE FUNCTION note_touched('id', 'project_id', '')"
    )
    op.execute(
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )


def belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"{table}_{column}_fkey"))


def upgrade() -> None:
    op.add_column("updates", sa.Column("sent_digest", sa.String(64), nullable=True))
    op.create_table(
        "photos",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("update_id", sa.Uuid(), nullable=False),
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("thumbnail_id", sa.Uuid(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(200), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        belongs("photos", "project_id", "projects"),
        belongs("photos", "update_id", "updates"),
        belongs("photos", "file_id", "stored_files"),
        belongs("photos", "thumbnail_id", "stored_files"),
        belongs("photos", "sent_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("photos_pkey")),
        sa.UniqueConstraint("update_id", "sha256", name=op.f("photos_update_id_sha256_key")),
    )
    op.create_index(op.f("photos_project_id_idx"), "photos", ["project_id"])
    op.create_index(op.f("photos_update_id_idx"), "photos", ["update_id"])
    op.create_table(
        "other_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("week_start", sa.Date(), nullable=False),
        sa.Column("sent_id", sa.Uuid(), nullable=True),
        sa.Column("said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        belongs("other_texts", "project_id", "projects"),
        belongs("other_texts", "sent_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("other_texts_pkey")),
        sa.UniqueConstraint(
            "project_id", "week_start", "digest", name=op.f("other_texts_project_id_week_start_digest_key")
        ),
    )
    op.create_index(op.f("other_texts_project_id_idx"), "other_texts", ["project_id"])
    for table in ("photos", "other_texts"):
        track(table)


def downgrade() -> None:
    op.drop_table("other_texts")
    op.drop_table("photos")
    op.drop_column("updates", "sent_digest")
