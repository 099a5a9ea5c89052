"""review meetings"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b7d41e90c2f8"
down_revision = "c1e64b7f09a2"

TRACKED = {
    "review_meetings": ("id", "", ""),
    "agenda_items": ("id", "project_id", ""),
    "meeting_steps": ("id", "", ""),
    "meeting_packs": ("meeting_id", "", "data"),
    "meeting_decisions": ("assignment_id", "project_id", ""),
}
FACTS = ("meeting_steps", "meeting_packs", "meeting_decisions")


def upgrade() -> None:
    op.create_table(
        "review_meetings",
        key(),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        *refers("review_meetings", "chair_id", "accounts", nullable=False),
        sa.Column("unit_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("account_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        *by("review_meetings", "called"),
        sa.PrimaryKeyConstraint("id", name="review_meetings_pkey"),
        sa.UniqueConstraint("year", "number", name="review_meetings_year_number_key"),
    )
    op.create_index("review_meetings_held_on_idx", "review_meetings", ["held_on"])
    op.create_table(
        "agenda_items",
        key(),
        *refers("agenda_items", "meeting_id", "review_meetings", nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *refers("agenda_items", "project_id", "projects"),
        *refers("agenda_items", "problem_id", "problems"),
        sa.Column("words", sa.String(500), nullable=True),
        *by("agenda_items", "chosen"),
        sa.PrimaryKeyConstraint("id", name="agenda_items_pkey"),
    )
    for column in ("meeting_id", "project_id", "problem_id"):
        op.create_index(f"agenda_items_{column}_idx", "agenda_items", [column])
    _facts()
    for table, words in TRACKED.items():
        track(table, *words)
    for table in FACTS:
        op.execute(
            f"CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
        )


def _facts() -> None:
    op.create_table(
        "meeting_steps",
        key(),
        *refers("meeting_steps", "meeting_id", "review_meetings", nullable=False),
        sa.Column("becomes", sa.String(32), nullable=False),
        sa.Column("said", sa.String(1000), nullable=True),
        *by("meeting_steps", "made"),
        sa.PrimaryKeyConstraint("id", name="meeting_steps_pkey"),
        sa.UniqueConstraint("meeting_id", "becomes", name="meeting_steps_meeting_id_becomes_key"),
    )
    op.create_table(
        "meeting_packs",
        *refers("meeting_packs", "meeting_id", "review_meetings", nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", name="meeting_packs_pkey"),
    )
    op.create_table(
        "meeting_decisions",
        *refers("meeting_decisions", "assignment_id", "assignments", nullable=False),
        *refers("meeting_decisions", "project_id", "projects"),
        *refers("meeting_decisions", "meeting_id", "review_meetings", nullable=False),
        *refers("meeting_decisions", "item_id", "agenda_items"),
        sa.Column("number", sa.Integer(), nullable=False),
        *by("meeting_decisions", "made"),
        sa.PrimaryKeyConstraint("assignment_id", name="meeting_decisions_pkey"),
        sa.UniqueConstraint("meeting_id", "number", name="meeting_decisions_meeting_id_number_key"),
    )
    for column in ("project_id", "meeting_id", "item_id"):
        op.create_index(f"meeting_decisions_{column}_idx", "meeting_decisions", [column])


def downgrade() -> None:
    for table in ("meeting_decisions", "meeting_packs", "meeting_steps", "agenda_items", "review_meetings"):
        op.drop_table(table)


def key() -> sa.Column[Any]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def refers(
    table: str, column: str, to: str, *, nullable: bool = True
) -> tuple[sa.Column[Any] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column(column, sa.Uuid(), nullable=nullable),
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"{table}_{column}_fkey"),
    )


def by(table: str, act: str) -> tuple[sa.Column[Any] | sa.ForeignKeyConstraint, ...]:
    return (
        *refers(table, f"{act}_by_id", "accounts"),
        sa.Column(f"{act}_at", sa.DateTime(timezone=True), nullable=False),
    )


def track(table: str, row: str, project: str, hidden: str) -> None:
    change = f"AFTER INSERT OR UPDATE OR DELETE ON {table}"
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {change} DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW EXECUTE FUNCTION record_change('{row}', '{project}', '{hidden}')"
    )
    op.execute(
        f"CREATE TRIGGER note_touched {change} FOR EACH ROW EXECUTE FUNCTION note_touched('{row}', '{project}', '')"
    )
    op.execute(
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )
