"""How each problem stands now, by the newest of its rows: one question, asked by the project document and by lists."""

from typing import Any

from sqlalchemy import ARRAY, Date, DateTime, Integer, String, Uuid, text

STANDING = """
    SELECT b.id, b.project_id, b.number AS problem_number, b.what, b.plan_by, b.answer_by, b.raised_at, b.raised_by_id,
        raiser.person AS raised_by, d.category, d.level, d.difficulty, d.due_on, d.remedy, d.lead_unit_id,
        u.code AS lead_unit, u.name AS lead_unit_name,
        ARRAY(SELECT s.code FROM units s WHERE s.id = ANY(d.supporting_ids) ORDER BY s.code) AS supporting_units,
        ARRAY(SELECT s.name FROM units s WHERE s.id = ANY(d.supporting_ids) ORDER BY s.code) AS supporting_unit_names,
        (SELECT n.made_at FROM problem_notes n WHERE n.problem_id = b.id AND n.kind = 'plan'
            ORDER BY n.made_at, n.id LIMIT 1) AS planned_at,
        (SELECT n.made_at FROM problem_notes n WHERE n.problem_id = b.id AND n.kind = 'answer'
            ORDER BY n.made_at, n.id LIMIT 1) AS answered_at,
        note.says AS last_note, note.made_at AS last_note_at,
        q.asked_at, q.asked_by_id, q.resolution, q.resolved_on, q.evidence,
        (SELECT count(*)::int FROM send_backs s WHERE s.problem_id = b.id) AS sent_back,
        back.reason AS sent_back_because,
        c.closed_at, w.withdrawn_at, w.reason AS withdrawn_because,
        (SELECT e.rung FROM escalations e WHERE e.problem_id = b.id AND e.due_on = d.due_on
            ORDER BY e.climbed_on DESC, e.id DESC LIMIT 1) AS climbed_to,
        CASE WHEN w.id IS NOT NULL THEN 'withdrawn' WHEN c.id IS NOT NULL THEN 'closed'
            WHEN q.id IS NOT NULL AND back.id IS NULL THEN 'asked' ELSE 'open' END AS problem_status
    FROM problems b
    JOIN LATERAL (SELECT * FROM problem_dispatches WHERE problem_id = b.id
        ORDER BY made_at DESC, id DESC LIMIT 1) d ON true
    LEFT JOIN units u ON u.id = d.lead_unit_id
    LEFT JOIN accounts raiser ON raiser.id = b.raised_by_id
    LEFT JOIN LATERAL (SELECT * FROM problem_notes WHERE problem_id = b.id
        ORDER BY made_at DESC, id DESC LIMIT 1) note ON true
    LEFT JOIN LATERAL (SELECT * FROM closure_requests WHERE problem_id = b.id
        ORDER BY asked_at DESC, id DESC LIMIT 1) q ON true
    LEFT JOIN send_backs back ON back.request_id = q.id
    LEFT JOIN closures c ON c.problem_id = b.id
    LEFT JOIN problem_withdrawals w ON w.problem_id = b.id
"""
AT = DateTime(timezone=True)
TYPES: dict[str, Any] = {
    "id": Uuid(),
    "project_id": Uuid(),
    "problem_number": Integer(),
    "what": String(),
    "plan_by": Date(),
    "answer_by": Date(),
    "raised_at": AT,
    "raised_by_id": Uuid(),
    "raised_by": String(),
    "category": String(),
    "level": String(),
    "difficulty": String(),
    "due_on": Date(),
    "remedy": String(),
    "lead_unit_id": Uuid(),
    "lead_unit": String(),
    "lead_unit_name": String(),
    "supporting_units": ARRAY(String()),
    "supporting_unit_names": ARRAY(String()),
    "planned_at": AT,
    "answered_at": AT,
    "last_note": String(),
    "last_note_at": AT,
    "asked_at": AT,
    "asked_by_id": Uuid(),
    "resolution": String(),
    "resolved_on": Date(),
    "evidence": String(),
    "sent_back": Integer(),
    "sent_back_because": String(),
    "closed_at": AT,
    "withdrawn_at": AT,
    "withdrawn_because": String(),
    "climbed_to": String(),
    "problem_status": String(),
}
standing = text(STANDING).columns(**TYPES).subquery("standing")
"""The same as a table that queries may join and filter."""
