"""A brief's data as HTML: the document that is printed, and the same to be read on a screen."""

from datetime import datetime

from backend.briefs.data import BriefData
from backend.briefs.sheet import Sheet, lay_out
from backend.clock import BEIJING
from backend.documents import templating
from backend.documents.front import Front
from backend.ids import digest

TEMPLATE = "weekly-1.0"
PAPER, SCREEN = "documents/layout.j2", "briefs/reading.j2"


def text_of(data: BriefData) -> str:
    """The JSON that is attached to the document and whose digest it repeats."""
    return data.model_dump_json(indent=1)


def sheet_of(data: BriefData) -> Sheet:
    return lay_out(data, digest(text_of(data)))


def html(data: BriefData, sheet: Sheet, made_at: datetime, layout: str) -> str:
    front = front_of(data, made_at.astimezone(BEIJING))
    return templating.document("briefs/weekly.j2", front, layout=layout, sheet=sheet, year=data.week_year)


def front_of(data: BriefData, made_at: datetime) -> Front:
    head = data.head
    return Front(
        kind="周报",
        name=head.name,
        title=(f"{head.place}重大项目建设情况（第{data.week_number}周）",),
        unit=head.unit,
        dated=made_at,
        as_of=data.as_of.astimezone(BEIJING),
        template=TEMPLATE,
        data_sha256=digest(text_of(data)),
        issue=called(data),
        mark=head.mark,
        demo=data.demonstration,
        circulation=(("报", _ended(head.report_to)), ("送", _ended(head.send_to))),
        copies=head.copies,
    )


def called(data: BriefData) -> str:
    """What stands in the place of the number, which only an issued brief has."""
    return f"{data.week_year}年第{data.week_number}周" + ("（草稿）" if data.draft else "")


def _ended(names: str) -> str:
    return f"{names.rstrip('。')}。" if names else ""
