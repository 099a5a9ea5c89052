"""All rows of some projects, in one statement however many projects and tables there are.

PostgreSQL gives each project's rows as JSON: a day is its ISO text and an amount a `Decimal`, which is what the
document is made of anyway. Loading each table through the ORM took a dozen statements a transaction instead."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.problems.standing import STANDING
from backend.signals.supervised import SUPERVISED

Row = dict[str, Any]
Rows = dict[str, Any]
"""`project` and `programme` are one row (or none), every other name is a list in the order in which it is shown."""

ONE = {
    "project": "SELECT p.*",
    "programme": "SELECT g.code, g.name FROM programmes g WHERE g.id = p.programme_id",
}
MANY = {
    "aliases": "SELECT a.kind, a.value FROM aliases a WHERE a.project_id = p.id ORDER BY a.id",
    "national_codes": "SELECT c.* FROM national_codes c WHERE c.project_id = p.id ORDER BY c.since, c.id",
    "annual_entries": "SELECT e.* FROM annual_entries e WHERE e.project_id = p.id ORDER BY e.year, e.list_code",
    "plans": "SELECT a.year, a.amount FROM annual_plans a WHERE a.project_id = p.id ORDER BY a.year",
    "openings": "SELECT o.* FROM opening_balances o WHERE o.project_id = p.id ORDER BY o.year",
    "developers": """
        SELECT d.name, d.credit_code FROM developer_shares s JOIN developers d ON d.id = s.developer_id
        WHERE s.project_id = p.id ORDER BY s.id""",
    "duties": """
        SELECT d.id, d.kind, u.code AS unit, u.name AS unit_name, a.person, d.since, d.until
        FROM duties d LEFT JOIN units u ON u.id = d.unit_id LEFT JOIN accounts a ON a.id = d.account_id
        WHERE d.project_id = p.id ORDER BY d.since, d.id""",
    "entries": """
        SELECT e.*, b.year || '-' || b.ordinal AS batch,
            CASE WHEN w.id IS NOT NULL THEN to_json(w) END AS withdrawn
        FROM stage_entries e LEFT JOIN batches b ON b.id = e.batch_id
        LEFT JOIN stage_withdrawals w ON w.id = e.withdrawal_id
        WHERE e.project_id = p.id ORDER BY e.recorded_at, e.id""",
    "suspensions": """
        SELECT s.*, r.resumed_on FROM suspensions s LEFT JOIN resumptions r ON r.id = s.resumption_id
        WHERE s.project_id = p.id ORDER BY s.since, s.id""",
    "terminations": "SELECT t.* FROM terminations t WHERE t.project_id = p.id",
    "baseline_plans": """
        SELECT b.*, a.person AS agreed_by FROM baseline_plans b LEFT JOIN accounts a ON a.id = b.agreed_by_id
        WHERE b.project_id = p.id ORDER BY b.version""",
    "milestones": """
        SELECT m.id, m.key, m.label, m.phase, m.gate, first.planned_on AS first_baseline_on,
            latest.planned_on AS baseline_on, f.forecast_on, f.reason AS forecast_reason,
            f.sentence AS forecast_sentence, a.reached_on, a.evidence, a.file_id AS file, a.recorded_at
        FROM milestones m
        LEFT JOIN LATERAL (
            SELECT planned_on FROM baselines WHERE milestone_id = m.id ORDER BY version LIMIT 1) first ON true
        LEFT JOIN LATERAL (
            SELECT planned_on FROM baselines WHERE milestone_id = m.id ORDER BY version DESC LIMIT 1) latest ON true
        LEFT JOIN LATERAL (
            SELECT * FROM forecasts WHERE milestone_id = m.id ORDER BY made_at DESC, id DESC LIMIT 1) f ON true
        LEFT JOIN arrivals a ON a.milestone_id = m.id AND a.withdrawal_id IS NULL
        WHERE m.project_id = p.id ORDER BY m.position""",
    "invested": """
        SELECT extract(year FROM u.week_start + 3)::int AS year, extract(month FROM u.week_start + 3)::int AS month,
            sum(coalesce(c.invested, u.invested)) AS amount, count(*) AS weeks
        FROM updates u LEFT JOIN LATERAL (
            SELECT invested FROM corrections WHERE update_id = u.id ORDER BY corrected_at DESC, id DESC LIMIT 1) c ON true
        WHERE u.project_id = p.id GROUP BY 1, 2 ORDER BY 1, 2""",
    "monthly_plans": "SELECT m.year, m.month, m.amount FROM monthly_plans m WHERE m.project_id = p.id",
    "statistics": "SELECT s.year, s.month, s.invested AS amount FROM statistics_figures s WHERE s.project_id = p.id",
    "investment_changes": "SELECT c.* FROM investment_changes c WHERE c.project_id = p.id ORDER BY c.changed_at, c.id",
    "funding_sources": "SELECT s.kind, s.amount FROM funding_sources s WHERE s.project_id = p.id ORDER BY s.kind",
    "fund_plans": "SELECT f.due_on, f.amount FROM fund_plans f WHERE f.project_id = p.id ORDER BY f.due_on",
    "fund_arrivals": """
        SELECT f.* FROM fund_arrivals f WHERE f.project_id = p.id ORDER BY f.arrived_on NULLS FIRST, f.id""",
    "results": "SELECT r.* FROM results r WHERE r.project_id = p.id ORDER BY r.year, r.month NULLS LAST",
    "assignments": """
        SELECT a.id, a.what, u.code AS unit, u.name AS unit_name, p2.person, a.due_on, a.source, a.source_id, a.standing,
            p1.person AS assigned_by, a.assigned_at, (
            SELECT coalesce(json_agg(json_build_object('id', s.id, 'kind', s.kind, 'said', s.said,
                'said_by', w.person, 'said_at', s.said_at) ORDER BY s.said_at, s.id), '[]')
            FROM assignment_steps s LEFT JOIN accounts w ON w.id = s.said_by_id WHERE s.assignment_id = a.id) AS steps
        FROM assignments a JOIN units u ON u.id = a.unit_id LEFT JOIN accounts p1 ON p1.id = a.assigned_by_id
        LEFT JOIN accounts p2 ON p2.id = a.account_id
        WHERE a.project_id = p.id ORDER BY a.assigned_at, a.id""",
    "lights": """
        SELECT DISTINCT ON (l.axis) l.* FROM lights l WHERE l.project_id = p.id ORDER BY l.axis, l.number DESC""",
    "overrides": "SELECT o.* FROM overrides o WHERE o.project_id = p.id AND o.end_id IS NULL",
    "last_updates": """
        SELECT u.*, a.person AS submitted_by, coalesce(
            (SELECT c.invested FROM corrections c WHERE c.update_id = u.id ORDER BY c.corrected_at DESC, c.id DESC LIMIT 1),
            u.invested) AS counted, (
            SELECT coalesce(json_agg(f ORDER BY f.sent_at, f.id), '[]') FROM photos f WHERE f.update_id = u.id) AS photos, (
            SELECT json_build_object('verdict', r.verdict, 'reason', r.reason, 'version', r.version,
                'reviewed_by', b.person, 'reviewed_at', r.reviewed_at)
            FROM update_reviews r LEFT JOIN accounts b ON b.id = r.reviewed_by_id
            WHERE r.update_id = u.id AND r.version = u.version ORDER BY r.reviewed_at DESC, r.id DESC LIMIT 1) AS review
        FROM updates u LEFT JOIN accounts a ON a.id = u.submitted_by_id
        WHERE u.project_id = p.id ORDER BY u.week_start DESC LIMIT 3""",
    "problems": f"SELECT b.* FROM ({STANDING}) b WHERE b.project_id = p.id ORDER BY b.problem_number",  # noqa: S608
    "supervisions": f"SELECT b.* FROM ({SUPERVISED}) b WHERE b.project_id = p.id ORDER BY b.ordered_at, b.id",  # noqa: S608
    "rules": "SELECT r.axis, r.version, r.effective_from, r.borders FROM signal_rules r ORDER BY r.effective_from",
}
"""A week's money counts in the month and year of its Thursday (`week_start + 3`). The rules of the lights are the same
for every project: the database reads them once a statement."""

PARTS = [f"'{name}', (SELECT to_json(r) FROM ({query}) AS r)" for name, query in ONE.items()]  # noqa: S608
PARTS += [f"'{name}', (SELECT coalesce(json_agg(r), '[]') FROM ({query}) AS r)" for name, query in MANY.items()]  # noqa: S608
FETCH = text(f"SELECT p.id, json_build_object({', '.join(PARTS)})::text FROM projects p WHERE p.id = ANY(:ids)")  # noqa: S608


async def fetch(session: AsyncSession, project_ids: Iterable[UUID]) -> dict[UUID, Rows]:
    found = await db.sql(session, FETCH, ids=list(project_ids))
    return {project_id: json.loads(told, parse_float=Decimal) for project_id, told in found}
