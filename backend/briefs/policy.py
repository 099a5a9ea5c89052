"""Who may do what with a brief, and in which state it can be done. Pure: a page asks the same before it shows a button.

A brief tells of all projects, whatever its reader may see of them."""

from dataclasses import dataclass
from typing import Any, Self

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.briefs.life.standing import Standing
from backend.briefs.models import BriefKind, BriefState


def may_make(actor: Actor) -> bool:
    """The project office; a key that is limited to some projects cannot ask for a brief of all."""
    return actor.runs_projects and actor.sees_all


def may_review(actor: Actor) -> bool:
    """核稿: a person of the project office. No key, whatever it may write."""
    return actor.is_person and actor.runs_projects


def may_issue(actor: Actor) -> bool:
    """签发: a leader, or a person of the project office whom a leader has told to."""
    return actor.is_person and (actor.runs_projects or actor.role is Role.LEADER)


def may_edit(actor: Actor) -> bool:
    """改稿: the project office; a key that sees every project and may write counts as the office."""
    return may_make(actor)


def may_read_all(actor: Actor) -> bool:
    """Drafts, and briefs that are waiting or failed."""
    return actor.sees_all


def may_read(actor: Actor) -> bool:
    """Issued briefs: every person who is signed in; of programs those that may see every project."""
    return actor.is_person or actor.sees_all


def may_follow(actor: Actor) -> bool:
    """From a figure to the rows that it counts: they are of all projects."""
    return actor.sees_all


def why_no_review(standing: Standing) -> str:
    """Empty when it can be reviewed."""
    if not standing.brief.kind.is_issued:
        return "项目单是当时的情况，不编期号，不用核稿和签发"
    if standing.issuance:
        return f"{called(standing)}已经签发，不再改动"
    if standing.brief.draft:
        return "本周还没有截止，这是草稿：截止以后重新生成，再核稿"
    if standing.brief.state is not BriefState.READY:
        return f"PDF{standing.brief.state.label}，核稿要看PDF，请等它生成"
    return ""


def why_no_edit(standing: Standing) -> str:
    """Empty when the draft can be edited. What was reviewed can; then it has to be reviewed again."""
    if standing.issuance:
        return f"{called(standing)}已经签发，不再改动；有错请出更正"
    if standing.brief.signed_at:
        return "正在签发，不能再改；签发没有完成的话可以改了再签"
    if not standing.brief.kind.is_issued:
        return "项目单和附录只有数据，没有可以改的"
    return ""


def why_no_issuance(standing: Standing) -> str:
    """Empty when it can be issued, or tried again after its printing failed."""
    brief = standing.brief
    if standing.issuance or brief.draft or not brief.kind.is_issued:
        return why_no_review(standing)
    if standing.rival:
        which = "这一期间" if brief.kind is BriefKind.CIRCULAR else "这一周"
        return f"{which}已有{standing.rival.year}年第{standing.rival.number}期：要改的话，请打开那一期点更正"
    if brief.state is BriefState.WAITING:
        return "正在生成PDF，请稍候再签发"
    if brief.state is BriefState.FAILED and not standing.number:
        return "PDF没有生成，不能签发，请先重新生成"
    return "" if standing.is_reviewed else "还没有核稿：核稿通过以后才能签发"


def why_no_correction(standing: Standing) -> str:
    if standing.corrected_by:
        by = standing.corrected_by
        return f"这一期已由{by.year}年第{by.number}期更正，再改请更正那一期"
    return "" if standing.issuance else "只有签发了的可以更正；没有签发的，请直接改稿或重新生成"


def alarms(listed: list[Standing]) -> list[Standing]:
    """Of briefs listed with the latest first: what failed, and has not been made anew since."""
    latest: dict[tuple[Any, ...], Standing] = {}
    for each in listed:
        brief = each.brief
        latest.setdefault((brief.kind, brief.scope, brief.week_start, brief.corrects_id), each)
    return [each for each in latest.values() if each.brief.state is BriefState.FAILED]


def called(standing: Standing) -> str:
    number = standing.number
    return f"{number.year}年第{number.number}期" if number else "这一稿"


@dataclass(frozen=True)
class Doable:
    """What this actor can do with this brief now: a page shows a button exactly when it would work."""

    make: bool
    edit: bool
    review: bool
    issue: bool
    correct: bool
    append: bool

    @classmethod
    def by(cls, actor: Actor, standing: Standing) -> Self:
        return cls(
            make=may_make(actor),
            edit=may_edit(actor) and not why_no_edit(standing),
            review=may_review(actor) and not why_no_review(standing),
            issue=may_issue(actor) and not why_no_issuance(standing),
            append=may_make(actor) and standing.brief.kind is BriefKind.WEEKLY,
            correct=may_make(actor) and not why_no_correction(standing),
        )
