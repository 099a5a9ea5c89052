"""An edition as HTML: the document that is printed, and the same to be read on a screen."""

from collections.abc import Callable

from pydantic import BaseModel

from backend.briefs.appendix.laying import Stretch, lay_out_appendix, on_a_screen
from backend.briefs.data import BriefData, Edition, Picked
from backend.briefs.data.scope import ScopeKind
from backend.briefs.kinds_laid import lay_out_circular, lay_out_special, lay_out_sponsor
from backend.briefs.models import BriefKind
from backend.briefs.sentences import ranking as of_ranking
from backend.briefs.sentences.marks import Ink, plain
from backend.briefs.sheet import Sheet, marked
from backend.clock import BEIJING
from backend.documents import templating
from backend.documents.front import Front
from backend.ids import digest

Address = Callable[[Picked], str]
TEMPLATE = "weekly-1.6"
SCREEN = "briefs/reading.j2"


def text_of(data: BaseModel) -> str:
    """The JSON that is stored and attached to the document."""
    return data.model_dump_json(indent=1)


LAID = {
    "weekly": marked,
    "sponsor": lay_out_sponsor,
    "special": lay_out_special,
    "circular": lay_out_circular,
    "appendix": lay_out_appendix,
}
PAPER = {
    "weekly": "documents/layout.j2",
    "sponsor": "documents/sheet.j2",
    "special": "documents/layout.j2",
    "circular": "documents/layout.j2",
    "appendix": "documents/appendix.j2",
}


def sheet_of(edition: Edition, ink: Ink = plain) -> Sheet:
    lay = LAID[edition.data.kind]
    return lay(edition.data, digest(text_of(edition.data)), edition.edits).inked(ink)


def html_of(edition: Edition) -> str:
    """As it is printed."""
    return printed_html(edition, sheet_of(edition))


def printed_html(edition: Edition, sheet: Sheet) -> str:
    return _html(edition, sheet, PAPER[edition.data.kind], _for_the_printer)


def appendix_html(edition: Edition, sheet: Sheet, stretch: Stretch) -> str:
    """One part of it."""
    return _html(edition, sheet, PAPER["appendix"], _for_the_printer, stretch)


def on_screen(edition: Edition, ink: Ink, address: Address) -> str:
    """As it is read on this site: its figures can be followed."""
    sheet = sheet_of(edition, ink)
    return _html(edition, sheet, SCREEN, address, on_a_screen(sheet))


def _html(edition: Edition, sheet: Sheet, layout: str, address: Address, stretch: Stretch | None = None) -> str:
    """`address` says where a photo is found: for the printer by its name, on a screen on this site."""
    return templating.document(
        f"briefs/{edition.data.kind}.j2",
        front_of(edition),
        layout=layout,
        sheet=sheet,
        year=edition.data.week_year,
        address=address,
        stretch=stretch,
        on_paper=layout != SCREEN,
    )


def _for_the_printer(photo: Picked) -> str:
    return f"pictures/{photo.name}"


def front_of(edition: Edition) -> Front:
    data, head = edition.data, edition.data.head
    return Front(
        kind=BriefKind(data.kind).label,
        name=_name(data),
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


def _name(data: BriefData) -> str:
    """On the masthead: a circular takes its name from that of the weekly brief."""
    if data.kind == "circular":
        return data.head.name.removesuffix("周报") + "通报"
    return data.head.name if data.kind == "weekly" else BriefKind(data.kind).label


def title_of(edition: Edition) -> tuple[str, ...]:
    scope = edition.data.scope
    if edition.data.kind == "appendix":
        return (f"{scope.name if scope else ''}{'' if scope else '全部'}项目一览",)
    if edition.data.kind != "weekly" and scope:
        return (f"{scope.name}包联的重大项目" if scope.kind is ScopeKind.SPONSOR else f"关于{scope.name}的情况",)
    if edition.data.ranking and edition.data.kind == "circular":
        return _with_correction(of_ranking.title(edition.data.ranking), edition)
    own = "包联" if scope and scope.kind is ScopeKind.SPONSOR else ""
    told = f"{edition.data.head.place}{own}重大项目建设情况（第{edition.data.week_number}周）"
    return _with_correction((told,), edition)


def _with_correction(lines: tuple[str, ...], edition: Edition) -> tuple[str, ...]:
    if edition.corrects is None:
        return lines
    return (*lines, f"——更正{edition.corrects.year}年第{edition.corrects.number}期")


def issue_of(edition: Edition) -> str:
    """第47期（总第99期）; a draft has no number and says its week in its place."""
    if edition.imprint is None:
        return called(edition.data)
    return f"第{edition.imprint.number}期（总第{edition.imprint.serial_number}期）"


def called(data: BriefData) -> str:
    return f"{data.week_year}年第{data.week_number}周" + ("（草稿）" if data.draft else "")


def _ended(names: str) -> str:
    return f"{names.rstrip('。')}。" if names else ""
