"""An edition as HTML: the document that is printed, and the same to be read on a screen."""

from pydantic import BaseModel

from backend.briefs.data import BriefData, Edition
from backend.briefs.data.scope import ScopeKind
from backend.briefs.sheet import Sheet, lay_out
from backend.clock import BEIJING
from backend.documents import templating
from backend.documents.front import Front
from backend.ids import digest

TEMPLATE = "weekly-1.2"
PAPER, SCREEN = "documents/layout.j2", "briefs/reading.j2"


def text_of(data: BaseModel) -> str:
    """The JSON that is stored and attached to the document."""
    return data.model_dump_json(indent=1)


def sheet_of(edition: Edition) -> Sheet:
    return lay_out(edition.data, digest(text_of(edition.data)))


def html_of(edition: Edition, layout: str = PAPER) -> str:
    return html(edition, sheet_of(edition), layout)


def html(edition: Edition, sheet: Sheet, layout: str) -> str:
    return templating.document(
        "briefs/weekly.j2", front_of(edition), layout=layout, sheet=sheet, year=edition.data.week_year
    )


def front_of(edition: Edition) -> Front:
    data, head = edition.data, edition.data.head
    return Front(
        kind="周报",
        name=head.name,
        title=title_of(edition),
        unit=head.unit,
        dated=edition.dated.astimezone(BEIJING),
        as_of=data.as_of.astimezone(BEIJING),
        template=TEMPLATE,
        data_sha256=digest(text_of(data)),
        issue=issue_of(edition),
        number=edition.imprint.code if edition.imprint else "",
        mark=head.mark,
        demo=data.demonstration,
        circulation=(("报", _ended(head.report_to)), ("送", _ended(head.send_to))),
        copies=head.copies,
        check_url=edition.check_url,
    )


def title_of(edition: Edition) -> tuple[str, ...]:
    scope = edition.data.scope
    own = "包联" if scope and scope.kind is ScopeKind.SPONSOR else ""
    told = f"{edition.data.head.place}{own}重大项目建设情况（第{edition.data.week_number}周）"
    if edition.corrects is None:
        return (told,)
    return (told, f"——更正{edition.corrects.year}年第{edition.corrects.number}期")


def issue_of(edition: Edition) -> str:
    """第47期（总第99期）; a draft has no number and says its week in its place."""
    if edition.imprint is None:
        return called(edition.data)
    return f"第{edition.imprint.number}期（总第{edition.imprint.serial_number}期）"


def called(data: BriefData) -> str:
    return f"{data.week_year}年第{data.week_number}周" + ("（草稿）" if data.draft else "")


def _ended(names: str) -> str:
    return f"{names.rstrip('。')}。" if names else ""
