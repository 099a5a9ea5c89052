"""How each supervision order (督办单) stands, by its rows: one question, asked by the project document and by lists.

It lies on this floor because the rows of documents are fetched from here."""

SUPERVISED = """
    SELECT v.id, v.project_id, v.year AS order_year, v.number AS order_number, v.axis, v.level, v.matter, v.grounds,
        v.what, v.unit_id, u.code AS unit, u.name AS unit_name, v.plan_by, v.report_by, v.due_on, v.ordered_by_id,
        o.person AS ordered_by, v.ordered_at,
        CASE WHEN v.problem_id IS NOT NULL THEN 'problem:' || v.problem_id
            WHEN v.assignment_id IS NOT NULL THEN 'assignment:' || v.assignment_id
            ELSE 'light:' || v.axis END AS origin,
        (SELECT coalesce(json_agg(json_build_object('id', a.id, 'says', a.says, 'settle_on', a.settle_on,
            'answered_by', w.person, 'answered_at', a.answered_at) ORDER BY a.answered_at, a.id), '[]')
            FROM supervision_answers a LEFT JOIN accounts w ON w.id = a.answered_by_id
            WHERE a.supervision_id = v.id) AS answers,
        (SELECT a.answered_by_id FROM supervision_answers a WHERE a.supervision_id = v.id
            ORDER BY a.answered_at DESC, a.id DESC LIMIT 1) AS answered_by_id,
        (SELECT coalesce(json_agg(json_build_object('id', k.id, 'checked_on', k.checked_on, 'finding', k.finding,
            'checked_by', w.person, 'checked_at', k.checked_at) ORDER BY k.checked_on, k.checked_at, k.id), '[]')
            FROM supervision_checks k LEFT JOIN accounts w ON w.id = k.checked_by_id
            WHERE k.supervision_id = v.id) AS checks,
        c.closed_at, closer.person AS closed_by, c.remark AS closing_remark,
        CASE WHEN c.outcome = 'withdrawn' THEN 'withdrawn' WHEN c.id IS NOT NULL THEN 'closed'
            WHEN EXISTS (SELECT FROM supervision_answers a WHERE a.supervision_id = v.id) THEN 'answered'
            ELSE 'open' END AS supervision_status
    FROM supervisions v
    JOIN units u ON u.id = v.unit_id
    LEFT JOIN accounts o ON o.id = v.ordered_by_id
    LEFT JOIN supervision_closures c ON c.supervision_id = v.id
    LEFT JOIN accounts closer ON closer.id = c.closed_by_id
"""
