"""Which tables are tracked, in one place. Migrations make the triggers; a contract test compares.

`record_change` writes the row before and after at commit. `note_touched` notes at once which projects
the row belongs to, or which projects show it (a rename must reach every document that prints the name)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tracked:
    """`key` names the row. `project` is the column that says whose row it is. `shown_in` is SQL over the key ($1)
    that gives the projects whose document shows the row. `hidden` columns never reach the record."""

    key: str = "id"
    project: str = ""
    shown_in: str = ""
    hidden: tuple[str, ...] = ()


OWNED = Tracked(project="project_id")

TRACKED: dict[str, Tracked] = {
    "projects": Tracked(project="id"),
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
    "update_reviews": OWNED,
    "photos": OWNED,
    "other_texts": OWNED,
    "stored_files": OWNED,
    "baseline_plans": OWNED,
    "baselines": OWNED,
    "forecasts": OWNED,
    "arrivals": OWNED,
    "arrival_withdrawals": OWNED,
    "investment_changes": OWNED,
    "monthly_plans": OWNED,
    "corrections": OWNED,
    "statistics_figures": OWNED,
    "funding_sources": OWNED,
    "fund_plans": OWNED,
    "fund_arrivals": OWNED,
    "results": OWNED,
    "lights": OWNED,
    "overrides": OWNED,
    "override_ends": OWNED,
    "assignments": OWNED,
    "assignment_steps": OWNED,
    "problems": OWNED,
    "problem_dispatches": OWNED,
    "problem_notes": OWNED,
    "closure_requests": OWNED,
    "send_backs": OWNED,
    "closures": OWNED,
    "problem_withdrawals": OWNED,
    "escalations": OWNED,
    "escalation_notices": Tracked(key="escalation_id"),
    "supervisions": OWNED,
    "supervision_answers": OWNED,
    "supervision_checks": OWNED,
    "supervision_closures": OWNED,
    "units": Tracked(
        shown_in="SELECT project_id FROM duties WHERE unit_id = $1"
        " UNION SELECT project_id FROM assignments WHERE unit_id = $1 AND project_id IS NOT NULL"
        " UNION SELECT project_id FROM problem_dispatches WHERE lead_unit_id = $1 OR $1 = ANY(supporting_ids)"
        " UNION SELECT project_id FROM supervisions WHERE unit_id = $1"
    ),
    "unit_names": Tracked(key="unit_id"),
    "unit_leaders": Tracked(),
    "accounts": Tracked(
        shown_in="SELECT project_id FROM duties WHERE account_id = $1"
        " UNION SELECT project_id FROM updates WHERE submitted_by_id = $1"
        " UNION SELECT project_id FROM update_reviews WHERE reviewed_by_id = $1"
        " UNION SELECT project_id FROM baseline_plans WHERE agreed_by_id = $1"
        " UNION SELECT project_id FROM assignments WHERE $1 IN (account_id, assigned_by_id) AND project_id IS NOT NULL"
        " UNION SELECT project_id FROM assignment_steps WHERE said_by_id = $1 AND project_id IS NOT NULL"
        " UNION SELECT project_id FROM problems WHERE raised_by_id = $1"
        " UNION SELECT project_id FROM supervisions WHERE ordered_by_id = $1"
        " UNION SELECT project_id FROM supervision_answers WHERE answered_by_id = $1"
        " UNION SELECT project_id FROM supervision_checks WHERE checked_by_id = $1"
        " UNION SELECT project_id FROM supervision_closures WHERE closed_by_id = $1",
        hidden=("password", "totp_secret", "phone", "email"),
    ),
    "developers": Tracked(shown_in="SELECT project_id FROM developer_shares WHERE developer_id = $1"),
    "batches": Tracked(shown_in="SELECT project_id FROM stage_entries WHERE batch_id = $1"),
    "programmes": Tracked(shown_in="SELECT id FROM projects WHERE programme_id = $1"),
    "calendar_days": Tracked(),
    "classifications": Tracked(),
    "milestone_templates": Tracked(),
    "template_nodes": Tracked(),
    "thresholds": Tracked(),
    "targets": Tracked(),
    "comparison_tables": Tracked(),
    "comparisons": Tracked(),
    "signal_rules": Tracked(),
    "leaves": Tracked(),
    "api_keys": Tracked(hidden=("secret_hash", "last_used_at")),
    "hooks": Tracked(hidden=("secret", "former_secret")),
    "review_meetings": Tracked(),
    "agenda_items": OWNED,
    "meeting_steps": Tracked(),
    "meeting_packs": Tracked(key="meeting_id", hidden=("data",)),
    "meeting_decisions": Tracked(key="assignment_id", project="project_id"),
    "work_matrices": Tracked(),
    "matrix_goals": Tracked(),
    "matrix_measures": OWNED,
    "briefs": Tracked(hidden=("data",)),
    "brief_reviews": Tracked(),
    "brief_edits": Tracked(hidden=("edits",)),
    "brief_numbers": Tracked(key="brief_id"),
    "issuances": Tracked(key="brief_id", hidden=("edition", "fonts", "made_with")),
}


def owned_tables() -> set[str]:
    """The tables whose every row belongs to one project."""
    return {table for table, tracked in TRACKED.items() if tracked.project}


def triggers(table: str, tracked: Tracked) -> list[str]:
    """The SQL that makes a table tracked: for migrations, which freeze what it says on their day."""
    hidden = ",".join(tracked.hidden)
    record = f"record_change('{tracked.key}', '{tracked.project}', '{hidden}')"
    note = f"note_touched('{tracked.key}', '{tracked.project}', '{tracked.shown_in}')"
    change = "AFTER INSERT OR UPDATE OR DELETE"
    return [
        f"CREATE CONSTRAINT TRIGGER record_change {change} ON {table} DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW EXECUTE FUNCTION {record}",
        f"CREATE TRIGGER note_touched {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {note}",
        f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        " EXECUTE FUNCTION refuse_rewriting()",
    ]
