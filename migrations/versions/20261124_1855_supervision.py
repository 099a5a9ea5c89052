"""supervision orders"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b72e4d10c93f"
down_revision = "d80c5a71e9f2"

FACTS = ("supervisions", "supervision_answers", "supervision_checks", "supervision_closures")
UNITS = (
    "SELECT project_id FROM duties WHERE unit_id = $1"
    " UNION SELECT project_id FROM assignments WHERE unit_id = $1 AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM problem_dispatches WHERE lead_unit_id = $1 OR $1 = ANY(supporting_ids)"
)
ACCOUNTS = (
    "SELECT project_id FROM duties WHERE account_id = $1"
    " UNION SELECT project_id FROM updates WHERE submitted_by_id = $1"
    " UNION SELECT project_id FROM update_reviews WHERE reviewed_by_id = $1"
    " UNION SELECT project_id FROM baseline_plans WHERE agreed_by_id = $1"
    " UNION SELECT project_id FROM assignments WHERE $1 IN (account_id, assigned_by_id) AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM assignment_steps WHERE said_by_id = $1 AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM problems WHERE raised_by_id = $1"
)
OF_UNITS = " UNION SELECT project_id FROM supervisions WHERE unit_id = $1"
OF_ACCOUNTS = (
    " UNION SELECT project_id FROM supervisions WHERE ordered_by_id = $1"
    " UNION SELECT project_id FROM supervision_answers WHERE answered_by_id = $1"
    " UNION SELECT project_id FROM supervision_checks WHERE checked_by_id = $1"
    " UNION SELECT project_id FROM supervision_closures WHERE closed_by_id = $1"
)
CHANGE = "AFTER INSERT OR UPDATE OR DELETE"


def upgrade() -> None:
    _orders()
    _said()
    for table in FACTS:
        op.create_index(f"{table}_project_id_idx", table, ["project_id"])
        _track(table)
    for column in ("problem_id", "assignment_id", "unit_id"):
        op.create_index(f"supervisions_{column}_idx", "supervisions", [column])
    for table in ("supervision_answers", "supervision_checks"):
        op.create_index(f"{table}_supervision_id_idx", table, ["supervision_id"])
    _show("units", UNITS + OF_UNITS)
    _show("accounts", ACCOUNTS + OF_ACCOUNTS)


def downgrade() -> None:
    _show("units", UNITS)
    _show("accounts", ACCOUNTS)
    for table in reversed(FACTS):
        op.drop_table(table)


def _orders() -> None:
    op.create_table(
        "supervisions",
        *_own("supervisions"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("problem_id", sa.Uuid()),
        sa.Column("axis", sa.String(32)),
        sa.Column("assignment_id", sa.Uuid()),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("matter", sa.String(500), nullable=False),
        sa.Column("grounds", sa.String(500), nullable=False),
        sa.Column("what", sa.String(1000), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("plan_by", sa.Date(), nullable=False),
        sa.Column("report_by", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sheet", postgresql.JSONB(), nullable=False),
        *_by("supervisions", "ordered"),
        _belongs("supervisions", "problem_id", "problems"),
        _belongs("supervisions", "assignment_id", "assignments"),
        _belongs("supervisions", "unit_id", "units"),
        sa.UniqueConstraint("year", "number", name="supervisions_year_number_key"),
        sa.CheckConstraint(
            "num_nonnulls(problem_id, axis, assignment_id) = 1", name=op.f("supervisions_one_origin_check")
        ),
    )


def _said() -> None:
    op.create_table(
        "supervision_answers",
        *_own("supervision_answers", of_order=True),
        sa.Column("says", sa.String(1000), nullable=False),
        sa.Column("settle_on", sa.Date()),
        *_by("supervision_answers", "answered"),
    )
    op.create_table(
        "supervision_checks",
        *_own("supervision_checks", of_order=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("finding", sa.String(500), nullable=False),
        *_by("supervision_checks", "checked"),
    )
    op.create_table(
        "supervision_closures",
        *_own("supervision_closures", of_order=True),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("remark", sa.String(500), nullable=False),
        *_by("supervision_closures", "closed", nullable=False),
        sa.UniqueConstraint("supervision_id", name="supervision_closures_supervision_id_key"),
    )


def _own(table: str, *, of_order: bool = False) -> list[sa.schema.SchemaItem]:
    columns = [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        _belongs(table, "project_id", "projects"),
        sa.PrimaryKeyConstraint("id", name=f"{table}_pkey"),
    ]
    if of_order:
        columns.insert(2, sa.Column("supervision_id", sa.Uuid(), nullable=False))
        columns.append(_belongs(table, "supervision_id", "supervisions"))
    return columns


def _by(table: str, deed: str, *, nullable: bool = True) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(f"{deed}_by_id", sa.Uuid(), nullable=nullable),
        sa.Column(f"{deed}_at", sa.DateTime(timezone=True), nullable=False),
        _belongs(table, f"{deed}_by_id", "accounts"),
    ]


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"{table}_{column}_fkey")


def _track(table: str) -> None:
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {CHANGE} ON {table} DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION record_change('id', 'project_id', '')"
    )
    op.execute(
        f"CREATE TRIGGER note_touched {CHANGE} ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION note_touched('id', 'project_id', '')"
    )
    op.execute(
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )
    op.execute(
        f"CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )


def _show(table: str, shown_in: str) -> None:
    """Which projects show a row of this table: a rename reaches their documents."""
    op.execute(f"DROP TRIGGER note_touched ON {table}")
    op.execute(
        f"CREATE TRIGGER note_touched {CHANGE} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '{shown_in}')"
    )
