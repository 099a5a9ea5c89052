"""past summaries"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from pypinyin import Style, lazy_pinyin
from sqlalchemy.dialects import postgresql

revision = "5d1f0c8ea7b3"
down_revision = "2bc73f48c955"

# A summary that gives way to the next is kept with the time in which it stood. It is copied by the names of its
# columns, so that both tables can grow alike. Of a deleted project its last version says until when.
KEEP = """
CREATE FUNCTION keep_past_summary() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ended timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        ended := NEW.updated_at;
    ELSE
        SELECT max(at) INTO ended FROM project_versions WHERE project_id = OLD.project_id;
    END IF;
    INSERT INTO past_summaries SELECT kept.* FROM jsonb_populate_record(
        NULL::past_summaries, to_jsonb(OLD) || jsonb_build_object('during', tstzrange(OLD.updated_at, ended))
    ) AS kept;
    RETURN NULL;
END $$
"""
WHEN_CHANGED = """
CREATE TRIGGER keep_past_summary_of_changed AFTER UPDATE ON summaries
    FOR EACH ROW WHEN (OLD.seq <> NEW.seq) EXECUTE FUNCTION keep_past_summary()
"""
WHEN_DELETED = """
CREATE TRIGGER keep_past_summary_of_deleted AFTER DELETE ON summaries
    FOR EACH ROW EXECUTE FUNCTION keep_past_summary()
"""

# What came before this table is read from the versions: all but the newest of each project.
EARLIER = """
SELECT * FROM (
    SELECT project_id, seq, version, at, operation, document::jsonb AS document,
        lead(at) OVER (PARTITION BY project_id ORDER BY seq) AS until
    FROM project_versions
) AS spans WHERE until IS NOT NULL AND operation = 'upsert'
"""
PLAIN = ("code", "name", "short_name", "kind", "area", "cluster", "programme", "stage", "condition", "signal")
INSERT = """
INSERT INTO past_summaries (during, project_id, code, name, short_name, kind, area, cluster, programme, annual_lists,
    units, stage, condition, signal, total_investment, annual_plan, money_year, invested_in_year, last_week,
    last_update_at, search, version, seq, updated_at)
VALUES (tstzrange(:at, :until), :project_id, :code, :name, :short_name, :kind, :area, :cluster, :programme,
    :annual_lists, :units, :stage, :condition, :signal, cast(cast(:total AS text) AS numeric),
    cast(cast(:plan AS text) AS numeric), :year, cast(cast(:invested AS text) AS numeric), :last_week,
    cast(cast(:last_at AS text) AS timestamptz), :search, :version, :seq, :at)
"""


def upgrade() -> None:
    op.create_table(
        "past_summaries",
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=32), nullable=True),
        sa.Column("cluster", sa.String(length=32), nullable=True),
        sa.Column("programme", sa.String(length=32), nullable=True),
        sa.Column("annual_lists", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("units", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=True),
        sa.Column("condition", sa.String(length=32), nullable=False),
        sa.Column("signal", sa.String(length=32), nullable=False),
        sa.Column("total_investment", sa.Numeric(14, 2), nullable=True),
        sa.Column("annual_plan", sa.Numeric(14, 2), nullable=True),
        sa.Column("money_year", sa.Integer(), nullable=True),
        sa.Column("invested_in_year", sa.Numeric(14, 2), nullable=True),
        sa.Column("last_week", sa.String(length=8), nullable=True),
        sa.Column("last_update_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="past_summaries_pkey"),
    )
    op.create_index("past_summaries_during_idx", "past_summaries", ["during"], postgresql_using="gist")
    connection = op.get_bind()
    for row in connection.execute(sa.text(EARLIER)).mappings().all():
        connection.execute(sa.text(INSERT), _summary(row))
    for statement in (KEEP, WHEN_CHANGED, WHEN_DELETED):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER keep_past_summary_of_changed ON summaries")
    op.execute("DROP TRIGGER keep_past_summary_of_deleted ON summaries")
    op.execute("DROP FUNCTION keep_past_summary()")
    op.drop_table("past_summaries")


def _summary(row: Any) -> dict[str, Any]:
    document = row["document"]
    money = document["years"][-1] if document["years"] else {}
    last = document["last_update"] or {}
    return {name: document[name] for name in PLAIN} | {
        "at": row["at"],
        "until": row["until"],
        "project_id": row["project_id"],
        "version": row["version"],
        "seq": row["seq"],
        "annual_lists": [f"{entry['year']}:{entry['list_code']}" for entry in document["annual_lists"]],
        "units": sorted({duty["unit"] for duty in document["duties"] if duty["unit"] and duty["until"] is None}),
        "total": document["total_investment_wan"],
        "plan": money.get("annual_plan_wan"),
        "year": money.get("year"),
        "invested": money.get("invested_wan"),
        "last_week": last.get("week"),
        "last_at": last.get("submitted_at"),
        "search": _search(document),
    }


def _search(document: dict[str, Any]) -> str:
    lines: dict[str, None] = {}
    for word in filter(None, _words(document)):
        for spelling in (word, "".join(lazy_pinyin(word)), "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))):
            lines["".join(spelling.lower().split())] = None
    return "\n".join(lines)


def _words(document: dict[str, Any]) -> list[str]:
    named = [document["name"], document["short_name"], *document["aliases"], *document["former_names"]]
    return [*named, document["code"], *document["merged_codes"], document["national_code"] or ""]
