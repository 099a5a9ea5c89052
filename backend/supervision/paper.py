"""The sheet that an order is handed over with: one page, printed from what is kept of the order, and kept as a file.

The order never changes, so its sheet is printed once; other words or another look of the template print another."""

import asyncio
from datetime import date
from pathlib import Path

from backend.clock import BEIJING
from backend.config import settings
from backend.documents import keeping, templating
from backend.documents.charts import deadlines
from backend.documents.front import Front
from backend.documents.job import Wanted
from backend.documents.press import print_pdf
from backend.ids import digest
from backend.supervision.models import Supervision
from backend.supervision.parts import SupervisionPart
from backend.supervision.sheets import Sheet
from backend.web.formats import md

NAME, TEMPLATE = "重大项目督办单", "supervision-1.0"
UNKNOWN = "待填报"
SEVEN = 11  # days that seven working days last over two weekends
ROOMY, MOST_PAGES = 180, 2
"""Characters beyond which less room is left to write into; what fills both texts to the end needs a second page."""
ONE_AT_A_TIME = asyncio.Semaphore(1)
"""A printer takes a core and some hundred megabytes: who asks meanwhile waits a second."""


async def paper(order: Supervision, part: SupervisionPart) -> Path:
    """Where it lies. Raises PrintingFailed, which says why there is no paper."""
    html = html_of(order, part)
    place = settings.files / "supervision" / f"{order.id}-{digest(html)[:16]}.pdf"
    async with ONE_AT_A_TIME:
        if not place.exists():
            keeping.keep(place, await _printed(html, texts(order, part)))
    return place


def html_of(order: Supervision, part: SupervisionPart) -> str:
    sheet = Sheet.model_validate(order.sheet)
    return templating.document(
        "supervision/order.j2",
        _front(order, part, sheet),
        layout="documents/sheet.j2",
        order=part,
        sheet=sheet,
        steps=deadlines(_steps(part)),
        cells=cells(order, sheet),
        crowded=len(order.matter + order.grounds + order.what) > ROOMY,
    )


def cells(order: Supervision, sheet: Sheet) -> dict[str, str]:
    """What stands in the boxes, by their names."""
    local = order.ordered_at.astimezone(BEIJING)
    return {
        "unit": sheet.unit,
        "owner": "、".join(sheet.owners) or UNKNOWN,
        "supporting": "、".join(sheet.supporting) or "无",
        "sponsor": "、".join(sheet.sponsors) or UNKNOWN,
        "ordered": f"{md(local.date())}{local.hour}时",
        "grounds": f"{order.grounds}{order.level.label}。",
    }


def texts(order: Supervision, part: SupervisionPart) -> list[str]:
    """Everything that the finished page must be found to say."""
    sheet = Sheet.model_validate(order.sheet)
    named = [NAME, part.called, sheet.project, sheet.code, order.matter, *part.demands]
    return [*named, *cells(order, sheet).values(), *(word for step in _steps(part) for word in step)]


def _steps(part: SupervisionPart) -> list[tuple[str, str, str]]:
    """The timers of 13710; a later day than that of an ordinary problem is no 7."""
    ordered = part.ordered_at.astimezone(BEIJING).date()
    return [
        ("1", "日内报计划", md(part.plan_by)),
        ("3", "日内报进展", md(part.report_by)),
        ("7" if (part.due_on - ordered).days <= SEVEN else "限", "按期办结", _until(part.due_on, ordered.year)),
        ("0", "核验销号", "项目办"),
    ]


def _until(day: date, year: int) -> str:
    return md(day) if day.year == year else f"{day:%Y-%m-%d}"


def _front(order: Supervision, part: SupervisionPart, sheet: Sheet) -> Front:
    dated = order.ordered_at.astimezone(BEIJING)
    return Front(
        kind="督办单",
        name=NAME,
        title=(part.called,),
        unit=sheet.office,
        dated=dated,
        as_of=dated,
        template=TEMPLATE,
        data_sha256=digest(order.model_dump_json()),
        issue=f"{dated.year}年{dated.month}月{dated.day}日",
        number=f"{order.year}-{order.number}",
        demo=sheet.demonstration,
    )


async def _printed(html: str, said: list[str]) -> bytes:
    wanted = Wanted(called="督办单", texts=said, most_pages=MOST_PAGES)
    return (await print_pdf(html, wanted=wanted)).pdf
