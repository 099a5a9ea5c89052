from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from backend.accounts import scopes
from backend.accounts.actor import Actor
from backend.accounts.auth import Caller
from backend.board.rates.asked import AskedProjects, AskedRates
from backend.board.rates.behind import of_asked
from backend.board.rates.parts import CohortPart, CohortsPart, CountedPart, RateGroupPart, RatesPart, taken_part
from backend.board.rates.taking import called, names, take
from backend.db import Session
from backend.feed import cursors
from backend.signals.cohorts import cohorts
from backend.signals.rate_groups import By, grouped, of_all
from backend.signals.rate_lists import behind
from backend.signals.rates import RateKind
from backend.timeline.moments import AsOf
from backend.web.conditional import answer, answer_with, place
from backend.web.pagination import Page, page

router = APIRouter(prefix="/rates", tags=["率"])


@router.get("", response_model=RatesPart)
async def read_rates(
    request: Request, session: Session, caller: Caller, asked: Annotated[AskedRates, Query()]
) -> Response:
    """六个率：开工率、投产率、达效率、年度投资完成率、入库率、资金到位率，各带分子、分母和名单的地址；只算密钥看得到的项目。"""
    taken = await take(session, caller, asked.as_of)
    known = await names(session, asked.by)
    groups = grouped(taken.projects, asked.by, taken.current) if asked.by is not By.ALL else {}
    address, moment = place(request, "/rates"), _moment(asked)
    told = RatesPart(
        **taken_part(taken, *_scope(caller)),
        year=taken.year,
        by=asked.by,
        overall=RateGroupPart.of(By.ALL, "全部", of_all(taken.projects, taken.current), address, moment),
        groups=[
            RateGroupPart.of(
                key, called(asked.by, key, known), rates, address, {"by": asked.by.value, "group": key} | moment
            )
            for key, rates in groups.items()
        ],
    )
    return answer_with(request, told)


@router.get("/cohorts", response_model=CohortsPart)
async def list_cohorts(request: Request, session: Session, caller: Caller, asked: Annotated[AsOf, Query()]) -> Response:
    """每期签约的项目，举办后满3、6、12、18个月时各有几个已开工；还没满的为 null。"""
    taken = await take(session, caller, asked.as_of)
    found = cohorts(taken.projects, taken.held, taken.current, taken.day)
    told = CohortsPart(
        **taken_part(taken, *_scope(caller)), on=taken.day, items=[CohortPart.of(cohort) for cohort in found]
    )
    return answer_with(request, told)


@router.get("/{kind}/projects", response_model=Page[CountedPart])
async def list_projects_of_rate(
    request: Request, kind: RateKind, session: Session, caller: Caller, asked: Annotated[AskedProjects, Query()]
) -> Response:
    """一个率的一份名单：正好是算进去的那些项目，各带它在分子和分母里的数。"""
    bound_to = asked.model_dump(mode="json", exclude={"cursor", "limit"}) | {"kind": kind}
    after = (await cursors.read(session, bound_to, asked.cursor))[0] if asked.cursor else ""
    taken = await take(session, caller, asked.as_of)
    rate = of_asked(taken, kind, asked)
    rest = [code for code in behind(rate, asked.part) if code > after]
    shown = rest[: asked.limit]
    following = await cursors.write(session, bound_to, [shown[-1]]) if rest[asked.limit :] else None
    parts = (CountedPart.of(kind, rate, taken.by_code[code]).model_dump_json() for code in shown)
    return answer(request, page(parts, following))


def _scope(caller: Actor) -> tuple[str, str]:
    return scopes.as_text(caller.scope) or scopes.ALL, scopes.in_words(caller.scope)


def _moment(asked: AsOf) -> dict[str, str]:
    return {"as_of": asked.as_of.isoformat()} if asked.as_of else {}
