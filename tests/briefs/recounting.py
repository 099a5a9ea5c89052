"""What a brief tells in sections 四 to 七, counted again by SQL from the tables: as of `:cut`, and since `:since`."""

from sqlalchemy import text

UNDER_WAY = """
    under_way AS (
        SELECT p.id, p.code FROM projects p WHERE p.created_at <= :cut
        AND NOT EXISTS (SELECT FROM terminations t WHERE t.project_id = p.id AND t.recorded_at <= :cut)
        AND NOT EXISTS (
            SELECT FROM suspensions s LEFT JOIN resumptions r ON r.id = s.resumption_id AND r.recorded_at <= :cut
            WHERE s.project_id = p.id AND s.recorded_at <= :cut AND r.id IS NULL
        )
    )
"""
LIGHTS = text(f"""
    WITH {UNDER_WAY}, judged AS (SELECT done_at FROM light_rounds WHERE due > :cut ORDER BY due LIMIT 1),
    axes AS (
        SELECT l.project_id, l.signal, row_number() OVER (PARTITION BY l.project_id, l.axis ORDER BY l.number DESC) AS place
        FROM lights l, judged j WHERE l.computed_at <= j.done_at
    ),
    worst AS (
        SELECT project_id, min(CASE signal WHEN 'red' THEN 1 WHEN 'amber' THEN 2 WHEN 'green' THEN 3 ELSE 4 END) AS by_rule
        FROM axes WHERE place = 1 GROUP BY project_id
    ),
    by_hand AS (
        SELECT o.project_id, o.signal FROM overrides o LEFT JOIN override_ends e ON e.id = o.end_id
        WHERE o.made_at <= :cut AND (e.id IS NULL OR e.ended_at > :cut)
    )
    SELECT u.code, coalesce(h.signal::text, (ARRAY['red', 'amber', 'green', 'unrated'])[coalesce(w.by_rule, 4)])
    FROM under_way u LEFT JOIN worst w ON w.project_id = u.id LEFT JOIN by_hand h ON h.project_id = u.id
""")
STOPPED = text("""
    SELECT p.code, s.since FROM suspensions s JOIN projects p ON p.id = s.project_id
    LEFT JOIN resumptions r ON r.id = s.resumption_id
    WHERE s.recorded_at <= :cut AND (r.id IS NULL OR r.recorded_at > :cut)
    AND s.project_id NOT IN (SELECT project_id FROM terminations WHERE recorded_at <= :cut)
""")
DISPATCHED = """
    dispatched AS (
        SELECT DISTINCT ON (problem_id) problem_id, due_on, lead_unit_id FROM problem_dispatches
        WHERE made_at <= :cut ORDER BY problem_id, made_at DESC, id DESC
    )
"""
PROBLEMS = text(f"""
    WITH {DISPATCHED}, told AS (
        SELECT p.code, b.number, b.raised_at, d.due_on, c.closed_at,
            EXISTS (
                SELECT FROM closure_requests q WHERE q.problem_id = b.id AND q.asked_at <= :cut
                AND NOT EXISTS (SELECT FROM send_backs s WHERE s.request_id = q.id AND s.sent_at <= :cut)
            ) AS asked
        FROM problems b JOIN projects p ON p.id = b.project_id JOIN dispatched d ON d.problem_id = b.id
        LEFT JOIN closures c ON c.problem_id = b.id AND c.closed_at <= :cut
        WHERE b.raised_at <= :cut
        AND NOT EXISTS (SELECT FROM problem_withdrawals w WHERE w.problem_id = b.id AND w.withdrawn_at <= :cut)
    )
    SELECT count(*) FILTER (WHERE closed_at IS NULL), count(*) FILTER (WHERE closed_at IS NULL AND asked),
        count(*) FILTER (WHERE raised_at > :since), count(*) FILTER (WHERE closed_at > :since),
        array_agg(code || '/' || number || '/' || (cast(:day AS date) - due_on) ORDER BY due_on, code, number)
            FILTER (WHERE closed_at IS NULL AND NOT asked AND due_on < :day)
    FROM told
""")
RANKED = text(f"""
    WITH {DISPATCHED}, duty AS (
        SELECT d.project_id, u.code AS unit FROM duties d JOIN units u ON u.id = d.unit_id
        WHERE d.kind = 'responsible' AND d.since <= :day AND (d.until IS NULL OR d.until > :day)
    ),
    said AS (
        SELECT u.project_id, coalesce(
            (SELECT c.invested FROM corrections c WHERE c.update_id = u.id AND c.corrected_at <= :cut
                ORDER BY c.corrected_at DESC, c.id DESC LIMIT 1), u.invested) AS invested
        FROM updates u
        WHERE u.submitted_at <= :cut AND date_trunc('month', u.week_start + 3) = date_trunc('month', cast(:day AS date))
    )
    SELECT unit, stage::text, count(*)::numeric FROM stage_entries e JOIN duty USING (project_id)
    LEFT JOIN stage_withdrawals w ON w.id = e.withdrawal_id AND w.withdrawn_at <= :cut
    WHERE e.recorded_at <= :cut AND w.id IS NULL AND e.occurred_on <= :day
    AND date_trunc('month', e.occurred_on) = date_trunc('month', cast(:day AS date)) GROUP BY 1, 2
    UNION ALL SELECT unit, 'invested', sum(invested) FROM said JOIN duty USING (project_id) GROUP BY 1
    UNION ALL SELECT u.code, 'closed', count(*) FROM closures c JOIN dispatched d USING (problem_id)
    JOIN units u ON u.id = d.lead_unit_id
    WHERE c.closed_at <= :cut AND date_trunc('month', c.closed_at AT TIME ZONE 'Asia/Shanghai') =
        date_trunc('month', cast(:day AS date)) GROUP BY 1
""")
DUE = text(f"""
    WITH {UNDER_WAY}, believed AS (
        SELECT DISTINCT ON (milestone_id) milestone_id, forecast_on FROM forecasts
        WHERE made_at <= :cut ORDER BY milestone_id, made_at DESC, id DESC
    ),
    reached AS (
        SELECT a.milestone_id FROM arrivals a LEFT JOIN arrival_withdrawals w ON w.id = a.withdrawal_id
        WHERE a.recorded_at <= :cut AND (w.id IS NULL OR w.withdrawn_at > :cut)
    )
    SELECT u.code, m.label, b.forecast_on FROM milestones m JOIN under_way u ON u.id = m.project_id
    LEFT JOIN believed b ON b.milestone_id = m.id WHERE m.id NOT IN (SELECT milestone_id FROM reached)
    ORDER BY b.forecast_on, u.code, m.position
""")
