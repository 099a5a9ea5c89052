"""figures of rates"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "3c9a51e7d204"
down_revision = "d17a93c0b5e8"

# What `timeline.figures` takes from a document, taken here from the documents that are stored.
FIGURES = """
jsonb_build_object(
    'entered', coalesce((
        SELECT jsonb_object_agg(e ->> 'stage', jsonb_build_object('batch', e -> 'batch', 'on', e -> 'occurred_on'))
        FROM jsonb_array_elements(d -> 'stages') AS e WHERE e ->> 'withdrawn' IS NULL
    ), '{}'),
    'withdrawn', coalesce((
        SELECT jsonb_agg(DISTINCT e -> 'stage') FROM jsonb_array_elements(d -> 'stages') AS e
        WHERE e ->> 'withdrawn' IS NOT NULL AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(d -> 'stages') AS live
            WHERE live ->> 'stage' = e ->> 'stage' AND live ->> 'withdrawn' IS NULL
        )
    ), '[]'),
    'responsible', coalesce((
        SELECT jsonb_agg(DISTINCT u -> 'unit') FROM jsonb_array_elements(d -> 'duties') AS u
        WHERE u ->> 'kind' = 'responsible' AND u ->> 'unit' IS NOT NULL AND u ->> 'until' IS NULL
    ), '[]'),
    'years', coalesce((
        SELECT jsonb_object_agg(
            y ->> 'year', jsonb_build_object('plan', y -> 'annual_plan_wan', 'invested', y -> 'invested_wan')
        ) FROM jsonb_array_elements(d -> 'years') AS y
    ), '{}'),
    'expected_output', d -> 'expected_output_wan',
    'actual_output', d -> 'actual_output_wan',
    'arrived', d -> 'funds_arrived_wan',
    'registered_on', d -> 'statistics_registered_on'
)
"""


def upgrade() -> None:
    for table in ("summaries", "past_summaries"):
        op.add_column(table, sa.Column("figures", postgresql.JSONB(), nullable=False, server_default="{}"))
        op.alter_column(table, "figures", server_default=None)
        op.execute(
            f"UPDATE {table} SET figures = {FIGURES}"
            f" FROM (SELECT seq AS number, document::jsonb AS d FROM project_versions WHERE document IS NOT NULL) AS v"
            f" WHERE v.number = {table}.seq"
        )


def downgrade() -> None:
    for table in ("past_summaries", "summaries"):
        op.drop_column(table, "figures")
