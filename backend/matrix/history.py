"""What was changed in a matrix after it was made, by whom: read from the record of changes, in words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from backend import db
from backend.matrix.models import WorkMatrix
from backend.web.formats import moment

SHOWN = 50
CHANGED = text("""
    SELECT c.at, c.subject, coalesce(a.person, '系统') AS who, c.before, c.after
    FROM changes c LEFT JOIN accounts a ON a.id = c.actor_id
    WHERE c.operation = 'update' AND c.subject_id IN (
        SELECT g.id FROM matrix_goals g WHERE g.matrix_id = :id
        UNION ALL SELECT m.id FROM matrix_measures m JOIN matrix_goals g ON g.id = m.goal_id WHERE g.matrix_id = :id)
    ORDER BY c.seq DESC LIMIT :most
""")
CALLED = {"matrix_goals": "目标", "matrix_measures": "措施"}
WORDS = {"name": "", "what": "", "aim": "的年度目标"}


@dataclass(frozen=True)
class Changed:
    """`who` and `what` read as one sentence."""

    at: datetime
    who: str
    what: str
    why: str = ""

    @property
    def day(self) -> str:
        return moment(self.at, year=True)


async def of(session: AsyncSession, matrix: WorkMatrix) -> list[Changed]:
    """The newest first; several rows of one move are told once, by the minute."""
    rows = (await db.ask(session, CHANGED, id=matrix.id, most=SHOWN)).all()
    told = [
        Changed(at.replace(second=0, microsecond=0), who, _told(CALLED[subject], old, new))
        for at, subject, who, old, new in rows
    ]
    return list(dict.fromkeys(told))


def _told(called: str, old: dict[str, str | None], new: dict[str, str | None]) -> str:
    said = [
        f"把{called}{of}“{old[key] or '空'}”改为“{new[key] or '空'}”"
        for key, of in WORDS.items()
        if key in new and old[key] != new[key]
    ]
    return "，".join(said) or f"调整了{called}的顺序"
