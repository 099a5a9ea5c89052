"""work matrix"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "d3a90f5c71b4"
down_revision = "b7d41e90c2f8"

TRACKED = {"work_matrices": "", "matrix_goals": "", "matrix_measures": "project_id"}


def upgrade() -> None:
    op.create_table(
        "work_matrices",
        key(),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        *made("work_matrices"),
        sa.UniqueConstraint("year", "number", name="work_matrices_year_number_key"),
    )
    op.create_table(
        "matrix_goals",
        key(),
        *refers("matrix_goals", "matrix_id", "work_matrices", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("aim", sa.String(300), nullable=True),
        *made("matrix_goals"),
    )
    op.create_table(
        "matrix_measures",
        key(),
        *refers("matrix_measures", "goal_id", "matrix_goals", nullable=False),
        *refers("matrix_measures", "project_id", "projects"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        *made("matrix_measures"),
    )
    op.create_index("matrix_goals_matrix_id_idx", "matrix_goals", ["matrix_id"])
    for column in ("goal_id", "project_id"):
        op.create_index(f"matrix_measures_{column}_idx", "matrix_measures", [column])
    for table, project in TRACKED.items():
        track(table, project)


def downgrade() -> None:
    for table in reversed(TRACKED):
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


def made(table: str) -> tuple[sa.Column[Any] | sa.Constraint, ...]:
    return (
        *refers(table, "made_by_id", "accounts"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"{table}_pkey"),
    )


def track(table: str, project: str) -> None:
    change = f"AFTER INSERT OR UPDATE OR DELETE ON {table}"
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {change} DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW EXECUTE FUNCTION record_change('id', '{project}', '')"
    )
    op.execute(
        f"CREATE TRIGGER note_touched {change} FOR EACH ROW EXECUTE FUNCTION note_touched('id', '{project}', '')"
    )
    op.execute(
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )
