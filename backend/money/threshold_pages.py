"""What each area asks of its projects, for administrators."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.auth import Person
from backend.clock import today
from backend.db import Session
from backend.money import thresholds
from backend.money.models import Measure
from backend.money.schemas import ThresholdIn
from backend.projects import service
from backend.projects.classifications import choices
from backend.projects.vocabulary import Scheme
from backend.web.forms import Form
from backend.web.templating import page, see_other

router = APIRouter(prefix="/admin/thresholds", include_in_schema=False)


@router.get("")
async def show_thresholds(request: Request, session: Session, person: Person) -> Response:
    thresholds.require_keeper(person)
    return await _thresholds(request, session, Form.known(valid_from=today()))


@router.post("")
async def add_threshold(request: Request, session: Session, person: Person) -> Response:
    thresholds.require_keeper(person)
    form = await Form.read(request, ThresholdIn)
    if not form.errors:
        async with form.tries(session):
            await thresholds.ask(session, person, form.value)
    if form.errors:
        return await _thresholds(request, session, form)
    given = form.value
    return see_other(request, "show_thresholds", notice=f"{given.measure.label}已定，{given.valid_from}起用")


async def _thresholds(request: Request, session: AsyncSession, form: Form[Any]) -> Response:
    areas = (await service.labels(session))[Scheme.AREA]
    return page(
        request,
        "money/thresholds.html",
        form.status,
        thresholds=await thresholds.every(session),
        called={code: entry.label for code, entry in areas.items()},
        areas=choices(areas.values()),
        measures=Measure,
        form=form,
    )
