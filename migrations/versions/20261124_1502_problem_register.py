"""the problem register"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e83a5c1f9d26"
down_revision = "f30c9a61d7e2"

FACTS = (
    "problems",
    "problem_dispatches",
    "problem_notes",
    "closure_requests",
    "send_backs",
    "closures",
    "problem_withdrawals",
    "escalations",
)
UNITS = (
    "SELECT project_id FROM duties WHERE unit_id = $1"
    " UNION SELECT project_id FROM assignments WHERE unit_id = $1 AND project_id IS NOT NULL"
)
ACCOUNTS = (
    "SELECT project_id FROM duties WHERE account_id = $1"
    " UNION SELECT project_id FROM updates WHERE submitted_by_id = $1"
    " UNION SELECT project_id FROM assignments WHERE $1 IN (account_id, assigned_by_id) AND project_id IS NOT NULL"
    " UNION SELECT project_id FROM assignment_steps WHERE said_by_id = $1 AND project_id IS NOT NULL"
)
OF_UNITS = " UNION SELECT project_id FROM problem_dispatches WHERE lead_unit_id = $1 OR $1 = ANY(supporting_ids)"
OF_ACCOUNTS = " UNION SELECT project_id FROM problems WHERE raised_by_id = $1"
CHANGE = "AFTER INSERT OR UPDATE OR DELETE"


def upgrade() -> None:
    _problems()
    _said()
    _judged()
    _climbed()
    for table in FACTS:
        _track(table, "id", "project_id")
    _track("escalation_notices", "escalation_id", "")
    for table in (*FACTS, "escalation_notices"):
        op.execute(
            f"CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
        )
    _show("units", UNITS + OF_UNITS)
    _show("accounts", ACCOUNTS + OF_ACCOUNTS)


def downgrade() -> None:
    _show("units", UNITS)
    _show("accounts", ACCOUNTS)
    for table in ("escalation_rounds", "escalation_notices", *reversed(FACTS)):
        op.drop_table(table)


def _problems() -> None:
    op.create_table(
        "problems",
        *_own("problems"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("plan_by", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        *_by("problems", "raised"),
        sa.UniqueConstraint("project_id", "number", name="problems_project_id_number_key"),
    )
    op.create_table(
        "problem_dispatches",
        *_own("problem_dispatches", of_problem=True),
        sa.Column("category", sa.String(32)),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("difficulty", sa.String(32), nullable=False),
        sa.Column("lead_unit_id", sa.Uuid()),
        sa.Column("supporting_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("remedy", sa.String(500)),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(500)),
        *_by("problem_dispatches", "made"),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["units.id"], name="problem_dispatches_lead_unit_id_fkey"),
    )
    op.create_index("problem_dispatches_newest", "problem_dispatches", ["problem_id", "made_at", "id"])
    op.create_index("problem_dispatches_lead_unit_id_idx", "problem_dispatches", ["lead_unit_id"])
    _indexes("problems", "problem_dispatches")


def _said() -> None:
    op.create_table(
        "problem_notes",
        *_own("problem_notes", of_problem=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("says", sa.String(500), nullable=False),
        sa.Column("settle_on", sa.Date()),
        *_by("problem_notes", "made"),
    )
    op.create_table(
        "closure_requests",
        *_own("closure_requests", of_problem=True),
        sa.Column("resolution", sa.String(500), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(200)),
        *_by("closure_requests", "asked"),
    )
    _indexes("problem_notes", "closure_requests")
    for table in ("problem_notes", "closure_requests"):
        op.create_index(f"{table}_problem_id_idx", table, ["problem_id"])


def _judged() -> None:
    op.create_table(
        "send_backs",
        *_own("send_backs", of_problem=True),
        *_of_request("send_backs"),
        sa.Column("reason", sa.String(500), nullable=False),
        *_by("send_backs", "sent"),
    )
    op.create_index("send_backs_problem_id_idx", "send_backs", ["problem_id"])
    op.create_table(
        "closures",
        *_own("closures", of_problem=True),
        *_of_request("closures"),
        sa.Column("remark", sa.String(500)),
        sa.Column("asked_by_id", sa.Uuid()),
        *_by("closures", "closed", nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["accounts.id"], name="closures_asked_by_id_fkey"),
        sa.UniqueConstraint("problem_id", name="closures_problem_id_key"),
        sa.CheckConstraint("closed_by_id <> asked_by_id", name=op.f("closures_two_people_check")),
    )
    op.create_table(
        "problem_withdrawals",
        *_own("problem_withdrawals", of_problem=True),
        sa.Column("reason", sa.String(500), nullable=False),
        *_by("problem_withdrawals", "withdrawn"),
        sa.UniqueConstraint("problem_id", name="problem_withdrawals_problem_id_key"),
    )
    _indexes("send_backs", "closures", "problem_withdrawals")


def _climbed() -> None:
    op.create_table(
        "escalations",
        *_own("escalations", of_problem=True),
        sa.Column("rung", sa.String(32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("climbed_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("problem_id", "due_on", "rung", name="escalations_problem_id_due_on_rung_key"),
    )
    _indexes("escalations")
    op.create_table(
        "escalation_notices",
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalations.id"], name="escalation_notices_escalation_id_fkey"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="escalation_notices_account_id_fkey"),
        sa.PrimaryKeyConstraint("escalation_id", "account_id", name="escalation_notices_pkey"),
    )
    op.create_table(
        "escalation_rounds",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name="escalation_rounds_pkey"),
    )


def _own(table: str, *, of_problem: bool = False) -> list[sa.schema.SchemaItem]:
    columns = [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=f"{table}_project_id_fkey"),
        sa.PrimaryKeyConstraint("id", name=f"{table}_pkey"),
    ]
    if of_problem:
        columns.insert(2, sa.Column("problem_id", sa.Uuid(), nullable=False))
        columns.append(sa.ForeignKeyConstraint(["problem_id"], ["problems.id"], name=f"{table}_problem_id_fkey"))
    return columns


def _of_request(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["closure_requests.id"], name=f"{table}_request_id_fkey"),
        sa.UniqueConstraint("request_id", name=f"{table}_request_id_key"),
    ]


def _by(table: str, deed: str, *, nullable: bool = True) -> list[sa.schema.SchemaItem]:
    column = f"{deed}_by_id"
    return [
        sa.Column(column, sa.Uuid(), nullable=nullable),
        sa.Column(f"{deed}_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint([column], ["accounts.id"], name=f"{table}_{column}_fkey"),
    ]


def _indexes(*tables: str) -> None:
    for table in tables:
        op.create_index(f"{table}_project_id_idx", table, ["project_id"])


def _track(table: str, key: str, owner: str) -> None:
    op.execute(
        f"CREATE CONSTRAINT TRIGGER record_change {CHANGE} ON {table} DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW EXECUTE FUNCTION record_change('{key}', '{owner}', '')"
    )
    op.execute(
        f"CREATE TRIGGER note_touched {CHANGE} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION note_touched('{key}', '{owner}', '')"
    )
    op.execute(
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )


def _show(table: str, shown_in: str) -> None:
    """Which projects show a row of this table: a rename reaches their documents."""
    op.execute(f"DROP TRIGGER note_touched ON {table}")
    op.execute(
        f"CREATE TRIGGER note_touched {CHANGE} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION note_touched('id', '', '{shown_in}')"
    )
