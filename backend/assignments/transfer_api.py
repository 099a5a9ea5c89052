from typing import Self

from fastapi import Request, Response

from backend.accounts.auth import Caller
from backend.assignments import transfers
from backend.assignments.transfers import Transfer, TransferIn
from backend.db import Session
from backend.projects.vocabulary import DutyKind
from backend.replay.routing import Router
from backend.web.conditional import answer_with
from backend.web.schema import Output

router = Router(tags=["项目"])


class TransferPart(Output):
    """Which projects went to whom, and how many open assignments went with them."""

    kind: DutyKind
    from_account: str
    to_account: str
    projects_moved: list[str]
    assignments_moved: int

    @classmethod
    def told(cls, done: Transfer) -> Self:
        return cls(
            kind=done.kind,
            from_account=done.old.name,
            to_account=done.new.name,
            projects_moved=[project.code for project in done.projects],
            assignments_moved=done.assignments,
        )


@router.post("/transfers", status_code=201, response_model=TransferPart)
async def transfer_duties(request: Request, given: TransferIn, session: Session, caller: Caller) -> Response:
    """一次移交一个人的一项职责：一个或多个项目连同没办完的交办一起交给接任的人，以前谁办的不变。"""
    return answer_with(request, TransferPart.told(await transfers.transfer(session, caller, given)), status=201)
