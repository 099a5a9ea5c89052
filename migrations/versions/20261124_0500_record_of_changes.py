"""the record of changes"""

from alembic import op

revision = "5a0d31c2b7e4"
down_revision = "45e6f1f0c4b9"

OWNED = ("id", "project_id", "", "")
TRACKED = {  # table: (key, column of the project, SQL that finds the projects that show it, columns left out)
    "projects": ("id", "id", "", ""),
    "aliases": OWNED,
    "national_codes": OWNED,
    "developer_shares": OWNED,
    "duties": OWNED,
    "annual_entries": OWNED,
    "annual_plans": OWNED,
    "opening_balances": OWNED,
    "stage_entries": OWNED,
    "stage_withdrawals": OWNED,
    "suspensions": OWNED,
    "resumptions": OWNED,
    "terminations": OWNED,
    "milestones": OWNED,
    "updates": OWNED,
    "units": ("id", "", "SELECT project_id FROM duties WHERE unit_id = $1", ""),
    "unit_names": ("unit_id", "", "", ""),
    "accounts": (
        "id",
        "",
        "SELECT project_id FROM duties WHERE account_id = $1"
        " UNION SELECT project_id FROM updates WHERE submitted_by_id = $1",
        "password,totp_secret,phone,email",
    ),
    "developers": ("id", "", "SELECT project_id FROM developer_shares WHERE developer_id = $1", ""),
    "batches": ("id", "", "SELECT project_id FROM stage_entries WHERE batch_id = $1", ""),
    "programmes": ("id", "", "SELECT id FROM projects WHERE programme_id = $1", ""),
    "classifications": ("id", "", "", ""),
    "milestone_templates": ("id", "", "", ""),
    "template_nodes": ("id", "", "", ""),
    "api_keys": ("id", "", "", "secret_hash,last_used_at"),
    "briefs": ("id", "", "", "data"),
}
APPEND_ONLY = ("changes", "project_versions")

# Which time it is: a demonstration may write its history on a set clock, an installation in use may not.
TELL_TIME = """
CREATE FUNCTION tell_time() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(
        (SELECT nullif(current_setting('app.at', true), '')::timestamptz FROM installation WHERE demonstration),
        clock_timestamp()
    )
$$
"""

# Deferred triggers run at commit. The last thing that a transaction does is therefore to take its
# turn and hold it until its rows are visible: numbers are dense and in the order of commits, and a
# reader who asks for what comes after a number can miss nothing.
RECORD_CHANGE = """
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    key text := TG_ARGV[0];
    owner text := TG_ARGV[1];
    hidden text[] := string_to_array(TG_ARGV[2], ',');
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - hidden END;
    is_now jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - hidden END;
    last_seq bigint;
    last_at timestamptz;
BEGIN
    IF was IS NOT DISTINCT FROM is_now THEN RETURN NULL; END IF;
    PERFORM pg_advisory_xact_lock(7301);
    SELECT seq, at INTO last_seq, last_at FROM changes ORDER BY seq DESC LIMIT 1;
    INSERT INTO changes (seq, at, subject, subject_id, project_id, operation, before, after, actor_id, via) VALUES (
        coalesce(last_seq, 0) + 1, greatest(tell_time(), last_at), TG_TABLE_NAME,
        (coalesce(is_now, was) ->> key)::uuid, (coalesce(is_now, was) ->> nullif(owner, ''))::uuid,
        lower(TG_OP), was, is_now,
        nullif(current_setting('app.actor', true), '')::uuid,
        coalesce(nullif(current_setting('app.via', true), ''), 'sql')
    );
    RETURN NULL;
END $$
"""

NOTE_TOUCHED = """
CREATE FUNCTION note_touched() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    is_now jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    actor uuid := nullif(current_setting('app.actor', true), '')::uuid;
    door text := coalesce(nullif(current_setting('app.via', true), ''), 'sql');
BEGIN
    IF was IS NOT DISTINCT FROM is_now THEN RETURN NULL; END IF;
    IF TG_ARGV[1] <> '' THEN
        INSERT INTO touched (project_id, shown, actor_id, via)
        SELECT DISTINCT project_id::uuid, false, actor, door
        FROM (VALUES (was ->> TG_ARGV[1]), (is_now ->> TG_ARGV[1])) AS rows (project_id)
        WHERE project_id IS NOT NULL;
    END IF;
    IF TG_ARGV[2] <> '' THEN
        EXECUTE format(
            'INSERT INTO touched (project_id, shown, actor_id, via)
             SELECT shown.project_id, true, $2, $3 FROM (%s) AS shown (project_id)', TG_ARGV[2]
        ) USING (coalesce(is_now, was) ->> TG_ARGV[0])::uuid, actor, door;
    END IF;
    RETURN NULL;
END $$
"""

REFUSE_REWRITING = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record is never rewritten: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$
"""


def upgrade() -> None:
    for function in (TELL_TIME, RECORD_CHANGE, NOTE_TOUCHED, REFUSE_REWRITING):
        op.execute(function)
    for table, (key, owner, shown_in, hidden) in TRACKED.items():
        op.execute(
            f"CREATE CONSTRAINT TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON {table}"
            f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_change('{key}', '{owner}', '{hidden}')"
        )
        op.execute(
            f"CREATE TRIGGER note_touched AFTER INSERT OR UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION note_touched('{key}', '{owner}', '{shown_in}')"
        )
    for table in (*TRACKED, *APPEND_ONLY):
        op.execute(
            f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
        )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
        )
    op.execute(
        "INSERT INTO installation (id, epoch, secret, demonstration)"
        " VALUES (1, gen_random_uuid(), replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), false)"
    )


def downgrade() -> None:
    for table in TRACKED:
        op.execute(f"DROP TRIGGER record_change ON {table}")
        op.execute(f"DROP TRIGGER note_touched ON {table}")
    for table in (*TRACKED, *APPEND_ONLY):
        op.execute(f"DROP TRIGGER refuse_truncate ON {table}")
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER refuse_rewriting ON {table}")
    for function in ("record_change", "note_touched", "refuse_rewriting", "tell_time"):
        op.execute(f"DROP FUNCTION {function}()")
    op.execute("DELETE FROM installation")
