"""Who may do what with a review meeting, and as it stands. Pure: a page asks the same before it shows a button."""

from backend.accounts.actor import Actor
from backend.accounts.models import Role
from backend.meetings.models import MeetingState, ReviewMeeting

NOT_YOURS = "调度会由项目办召集和记录，请联系项目办"


def may_see(actor: Actor, meeting: ReviewMeeting) -> bool:
    """Who sees all projects, and who takes part: what lies on the table is for those who sit at it."""
    if actor.sees_all:
        return True
    if not actor.is_person or actor.role is Role.READER:
        return False
    return actor.id in (meeting.chair_id, *meeting.account_ids) or actor.unit_id in meeting.unit_ids


def may_keep(actor: Actor) -> bool:
    """Calling it, choosing, beginning, noting down what is decided, ending."""
    return actor.runs_projects and actor.sees_all


def why_not_prepare(meeting: ReviewMeeting) -> str:
    """Empty while who, where and what can still be changed."""
    match meeting.state:
        case MeetingState.RUNNING:
            return "会议已经开始，材料发到了会上，不能再改。临时的事请作为其他议定事项记下"
        case MeetingState.CLOSED:
            return "会议已经结束，不能再改。没有议到的事请列入下次调度会"
    return ""


def why_not_decide(meeting: ReviewMeeting) -> str:
    match meeting.state:
        case MeetingState.PREPARING:
            return "会议还没有开始，先点“开始会议”，再记议定事项"
        case MeetingState.CLOSED:
            return "会议已经结束，不能再记议定事项。请列入下次调度会，或由项目办另行交办"
    return ""


def why_not_become(meeting: ReviewMeeting, state: MeetingState) -> str:
    following = {MeetingState.PREPARING: MeetingState.RUNNING, MeetingState.RUNNING: MeetingState.CLOSED}
    if meeting.state is state:
        return f"会议已经是“{state.label}”，不用再办"
    if following.get(meeting.state) is not state:
        return "会议先开始，再结束；结束以后不能重开" if state is not MeetingState.PREPARING else "会议不能退回筹备"
    return ""
