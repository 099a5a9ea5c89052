"""体检: what the checks find, by responsible unit, each with a link to where one mends it."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from backend.accounts.auth import Person
from backend.db import Session
from backend.findings import listing, reading
from backend.findings.mending import mending
from backend.findings.parts import rules
from backend.findings.rules import Rule
from backend.web import pagination
from backend.web.schema import Blank
from backend.web.templating import page

router = APIRouter(include_in_schema=False)

PAGE = 100


class Asked(listing.Asked):
    after: Annotated[str | None, Field(max_length=2000), Blank] = None


@router.get("/findings")
async def show_findings(
    request: Request, session: Session, person: Person, asked: Annotated[Asked, Query()]
) -> Response:
    everything = await reading.found(session, person)
    found = listing.matching(everything, asked)
    bound_to = asked.model_dump(mode="json", exclude={"after"})
    after = pagination.read("", bound_to, asked.after) if asked.after else []
    shown, last = listing.beyond(found, after, PAGE)
    counts = Counter(each.rule for each in listing.matching(everything, asked.model_copy(update={"rule": None})))
    return page(
        request,
        "findings/list.html",
        asked=asked,
        found=len(found),
        total=len(everything),
        projects=len({each.project.code for each in found}),
        counts=[(rule, counts[rule]) for rule in Rule if counts[rule]],
        groups=listing.by_unit(found, shown),
        rules=[(rule, f"{rule.label} {counts[rule]}") for rule in Rule if counts[rule] or rule == asked.rule],
        units=listing.units_of(everything),
        project=next((each.project for each in found if asked.project), None),
        mending=await mending(session, person),
        next_after=pagination.write("", bound_to, last) if last else None,
    )


@router.get("/findings/rules")
async def show_finding_rules(request: Request, session: Session, person: Person) -> Response:
    counts = Counter(each.rule for each in await reading.found(session, person))
    return page(request, "findings/rules.html", rules=rules(counts))
