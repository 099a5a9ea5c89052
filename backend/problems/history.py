"""What happened to a problem, row by row, in words. To whom it goes first nobody decided: the house did by its duties."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.problems.vocabulary import Category, Difficulty, NoteKind, ProblemLevel, Rung
from backend.web.formats import md, moment

Row = dict[str, Any]
Said = tuple[str, str]
TOLD = text("""
    SELECT t.act, t.at, coalesce(a.person, '系统') AS who, t.told FROM (
        SELECT 'raised' AS act, raised_at AS at, raised_by_id AS by, to_json(p) AS told FROM problems p WHERE id = :id
        UNION ALL SELECT 'dispatched', d.made_at, CASE WHEN f.first THEN NULL ELSE d.made_by_id END, json_build_object('row', d, 'unit', u.name,
            'supporting', ARRAY(SELECT s.name FROM units s WHERE s.id = ANY(d.supporting_ids) ORDER BY s.code))
            FROM problem_dispatches d LEFT JOIN units u ON u.id = d.lead_unit_id
            CROSS JOIN LATERAL (SELECT d.why IS NULL AND NOT EXISTS (SELECT FROM problem_dispatches e
                WHERE e.problem_id = d.problem_id AND (e.made_at, e.id) < (d.made_at, d.id)) AS first) f
            WHERE d.problem_id = :id
        UNION ALL SELECT 'noted', made_at, made_by_id, to_json(n) FROM problem_notes n WHERE problem_id = :id
        UNION ALL SELECT 'asked', asked_at, asked_by_id, to_json(q) FROM closure_requests q WHERE problem_id = :id
        UNION ALL SELECT 'sent_back', sent_at, sent_by_id, to_json(s) FROM send_backs s WHERE problem_id = :id
        UNION ALL SELECT 'closed', closed_at, closed_by_id, to_json(c) FROM closures c WHERE problem_id = :id
        UNION ALL SELECT 'withdrawn', withdrawn_at, withdrawn_by_id, to_json(w)
            FROM problem_withdrawals w WHERE problem_id = :id
        UNION ALL SELECT 'climbed', e.made_at, NULL, json_build_object('row', e, 'told', ARRAY(
            SELECT a.person FROM escalation_notices n JOIN accounts a ON a.id = n.account_id
            WHERE n.escalation_id = e.id ORDER BY a.name)) FROM escalations e WHERE e.problem_id = :id
    ) t LEFT JOIN accounts a ON a.id = t.by ORDER BY t.at DESC, t.act = 'raised'
""")


@dataclass(frozen=True)
class Deed:
    """As the timeline shows it: `who` and `what` read as one sentence."""

    at: datetime
    day: str
    who: str
    what: str
    why: str = ""


async def of_problem(session: AsyncSession, problem_id: UUID) -> list[Deed]:
    """The newest first."""
    rows = await db.ask(session, TOLD, id=problem_id)
    return [_deed(act, at, who, told) for act, at, who, told in rows]


def _deed(act: str, at: datetime, who: str, told: Row) -> Deed:
    what, why = WORDS[act](told)
    return Deed(at, moment(at, year=True), who, what, why)


def _raised(told: Row) -> Said:
    return "报了问题", str(told["what"])


def _dispatched(told: Row) -> Said:
    row = told["row"]
    parts = [
        f"{told['unit']}牵头" if told["unit"] else "牵头单位待填报",
        f"{'、'.join(told['supporting'])}配合" if told["supporting"] else "",
        Category(row["category"]).label if row["category"] else "",
        Difficulty(row["difficulty"]).label,
        ProblemLevel(row["level"]).label,
        f"{md(date.fromisoformat(row['due_on']))}前办结",
    ]
    why = [f"措施：{row['remedy']}" if row["remedy"] else "", row["why"] or ""]
    return f"交办：{'，'.join(filter(None, parts))}", "；".join(filter(None, why))


def _noted(told: Row) -> Said:
    until = f"，打算{md(date.fromisoformat(told['settle_on']))}办结" if told["settle_on"] else ""
    return f"提交{NoteKind(told['kind']).label}{until}", str(told["says"])


def _asked(told: Row) -> Said:
    evidence = f"；依据：{told['evidence']}" if told["evidence"] else ""
    return f"说已于{md(date.fromisoformat(told['resolved_on']))}办结，申请销号", f"{told['resolution']}{evidence}"


def _sent_back(told: Row) -> Said:
    return "退回销号申请", str(told["reason"])


def _closed(told: Row) -> Said:
    return "销号", told["remark"] or ""


def _withdrawn(told: Row) -> Said:
    return "撤回了这个问题", str(told["reason"])


def _climbed(told: Row) -> Said:
    row = told["row"]
    to = f"（{'、'.join(told['told'])}）" if told["told"] else ""
    return f"因超期上报{Rung(row['rung']).label}{to}", f"期限是{md(date.fromisoformat(row['due_on']))}"


WORDS: dict[str, Callable[[Row], Said]] = {
    "raised": _raised,
    "dispatched": _dispatched,
    "noted": _noted,
    "asked": _asked,
    "sent_back": _sent_back,
    "closed": _closed,
    "withdrawn": _withdrawn,
    "climbed": _climbed,
}
