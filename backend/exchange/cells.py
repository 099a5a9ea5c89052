"""What stands in a cell of the ledger where it is more than one field of the document. Pure."""

from datetime import date
from decimal import Decimal

from backend.clock import BEIJING
from backend.exchange.columns import Book, Value
from backend.lifecycle.parts import StagePart
from backend.problems.parts import ProblemPart
from backend.projects.vocabulary import PIPELINE, Condition, DutyKind, Scheme, Stage
from backend.timeline.document import ProjectDocument, YearPart
from backend.timeline.summarising import light_reason
from backend.units import share
from backend.updates.parts import UpdatePart
from backend.web.formats import UNKNOWN, iso

SEPARATOR = "、"
STANDING = "停"


def developers(document: ProjectDocument, _: Book) -> Value:
    return SEPARATOR.join(each.name for each in document.developers) or None


def credit_codes(document: ProjectDocument, _: Book) -> Value:
    """In the order of the developers: of several, one that is not known keeps its place."""
    codes = [each.credit_code for each in document.developers]
    return SEPARATOR.join(code or UNKNOWN for code in codes) if any(codes) else None


def annual_lists(document: ProjectDocument, book: Book) -> Value:
    entries = document.annual_lists
    return (
        SEPARATOR.join(f"{each.year}年{_named(book, Scheme.ANNUAL_LIST, each.list_code)}" for each in entries) or None
    )


def named(field: str, scheme: Scheme, document: ProjectDocument, book: Book) -> Value:
    code = getattr(document, field)
    return _named(book, scheme, code) if code else None


def _named(book: Book, scheme: Scheme, code: str) -> str:
    entry = book.lists[scheme].get(code)
    return entry.label if entry else code


def yes_or_no(value: bool | None) -> Value:  # noqa: FBT001  it is what is said
    return None if value is None else "是" if value else "否"


def year(document: ProjectDocument, book: Book) -> YearPart | None:
    return next((each for each in document.years if each.year == book.week.year), None)


def annual_plan(document: ProjectDocument, book: Book) -> Decimal | None:
    part = year(document, book)
    return part.annual_plan_wan if part else None


def monthly_plan(month: int, document: ProjectDocument, book: Book) -> Value:
    part = year(document, book)
    return part.monthly_plan_wan[month - 1] if part else None


def invested_in_year(document: ProjectDocument, book: Book) -> Decimal | None:
    part = year(document, book)
    return part.invested_wan if part else None


def invested_in_week(document: ProjectDocument, book: Book) -> Value:
    """Empty until the week is reported: that is where a sheet that is filled in says it."""
    update = update_of_week(document, book)
    return update.invested_wan if update else None


def update_of_week(document: ProjectDocument, book: Book) -> UpdatePart | None:
    update = document.last_update
    return update if update and update.week == book.week.label else None


def rate(done: Decimal | None, whole: Decimal | None) -> Value:
    return None if done is None else share(done, whole)


def in_statistics(document: ProjectDocument, _: Book) -> Value:
    day = document.statistics_registered_on
    return f"{iso(day)}入库" if day else None


def entry(document: ProjectDocument, stage: Stage) -> StagePart | None:
    return next((each for each in document.stages if each.stage is stage and not each.withdrawn), None)


def entered_on(stage: Stage, document: ProjectDocument, _: Book) -> date | None:
    found = entry(document, stage)
    return found.occurred_on if found else None


def batches(document: ProjectDocument, _: Book) -> Value:
    """With which term each stage was entered, such as 2026年第2期开工."""
    found = [(each.stage, each.batch.split("-")) for each in document.stages if each.batch and not each.withdrawn]
    return SEPARATOR.join(f"{of}年第{ordinal}期{stage.label}" for stage, (of, ordinal) in found) or None


def stage(document: ProjectDocument, _: Book) -> Value:
    reached = document.stage.label if document.stage else PIPELINE
    return reached if document.condition is Condition.UNDER_WAY else f"{reached}（{document.condition.label}）"


def progress(document: ProjectDocument, _: Book) -> Value:
    last = document.last_update
    return last.site_progress or ("本周无变化" if last.unchanged else None) if last else None


def permits(document: ProjectDocument, _: Book) -> Value:
    found = document.permits
    if not found:
        return None
    return f"{found.done}/{found.total}" + (f"，缺{SEPARATOR.join(found.missing)}" if found.missing else "")


def trouble(document: ProjectDocument, _: Book) -> Value:
    """What holds it up: that it stands still, and why; and the problems that are not struck off."""
    said = []
    if found := document.suspension:
        note = f"：{found.note}" if found.note else ""
        said.append(f"停工缓建（{found.cause.label}），自{iso(found.since)}{note}")
    said += [_problem(each) for each in document.problems if each.is_active]
    return "；".join(said) or None


def _problem(problem: ProblemPart) -> str:
    """What is stuck, with whom, until when."""
    known = [problem.category.label if problem.category else "", problem.lead_unit_name or ""]
    return f"{problem.what}（{'，'.join(filter(None, [*known, f'{iso(problem.due_on)}到期']))}）"


def holders(kinds: dict[DutyKind, str], document: ProjectDocument, _: Book) -> Value:
    """Who holds these duties today; the word after each says which it is, where there is more than one."""
    held = [each for each in document.duties if each.kind in kinds and not each.until]
    return SEPARATOR.join(f"{each.unit_name or each.person}{kinds[each.kind]}" for each in held) or None


def phones(document: ProjectDocument, book: Book) -> Value:
    owners = [each.id for each in document.duties if each.kind is DutyKind.OWNER and not each.until]
    return SEPARATOR.join(book.phones[each] for each in owners if each in book.phones) or None


def light(document: ProjectDocument, _: Book) -> Value:
    return STANDING if document.condition is Condition.SUSPENDED else document.signal.label


def why(document: ProjectDocument, _: Book) -> Value:
    """The reasons of the rules; a colour that a person set says so beside them."""
    override = document.override
    by_hand = f"人工改灯：{override.reason}（按规则{document.computed_signal.label}）" if override else None
    return "；".join(filter(None, (by_hand, light_reason(document)))) or None


def reported_by(document: ProjectDocument, _: Book) -> Value:
    return document.last_update.submitted_by if document.last_update else None


def reported_at(document: ProjectDocument, _: Book) -> Value:
    last = document.last_update
    return f"{last.submitted_at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if last else None
