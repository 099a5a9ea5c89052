"""scopes in the feed"""

import sqlalchemy as sa
from alembic import op

revision = "8e21c7d4f0a6"
down_revision = "5d1f0c8ea7b3"

# Which scopes a version belongs to is in its document; which it left, in the one before it.
ENTER = """
INSERT INTO scope_entries (scope, seq, step)
WITH held AS (
    SELECT seq, project_id, 'area:' || (document::jsonb ->> 'area') AS scope FROM project_versions
    UNION SELECT seq, project_id, 'programme:' || (document::jsonb ->> 'programme') FROM project_versions
    UNION SELECT seq, project_id, 'unit:' || (duty ->> 'unit')
        FROM project_versions, jsonb_array_elements(document::jsonb -> 'duties') AS duty
), spans AS (
    SELECT seq, lag(seq) OVER mine AS before, lead(seq) OVER mine AS after FROM project_versions
    WINDOW mine AS (PARTITION BY project_id ORDER BY seq)
)
SELECT h.scope, h.seq, CASE WHEN earlier.seq IS NULL THEN 'entered' ELSE 'stayed' END
FROM held h JOIN spans s USING (seq) LEFT JOIN held earlier ON earlier.seq = s.before AND earlier.scope = h.scope
WHERE h.scope IS NOT NULL
UNION ALL
SELECT h.scope, s.after, 'left'
FROM held h JOIN spans s USING (seq) LEFT JOIN held later ON later.seq = s.after AND later.scope = h.scope
WHERE h.scope IS NOT NULL AND s.after IS NOT NULL AND later.seq IS NULL
"""
# Readers who wait are told when a transaction with a new version has been committed.
TELL = """
CREATE FUNCTION tell_readers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('feed', '');
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "scope_entries",
        sa.Column("scope", sa.String(length=48), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("scope", "seq", name="scope_entries_pkey"),
    )
    op.add_column("installation", sa.Column("home", sa.String(length=120), nullable=True))
    op.execute(ENTER)
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON scope_entries"
        " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )
    op.execute(
        "CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON scope_entries"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )
    op.execute(TELL)
    op.execute(
        "CREATE TRIGGER tell_readers AFTER INSERT ON project_versions"
        " FOR EACH STATEMENT EXECUTE FUNCTION tell_readers()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER tell_readers ON project_versions")
    op.execute("DROP FUNCTION tell_readers()")
    op.drop_column("installation", "home")
    op.drop_table("scope_entries")
