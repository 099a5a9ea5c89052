from datetime import date

import pytest

from backend.briefs.data import Rule
from backend.briefs.figures.blocks import blocks, short
from backend.briefs.figures.notes import notes
from backend.briefs.sentences.marks import plain
from backend.briefs.sentences.notes import _reporting
from backend.ids import stable_id
from backend.milestones.models import Gate, Phase
from backend.projects.parts import DutyPart
from backend.projects.vocabulary import DutyKind, Signal, Stage
from backend.updates.models import ReviewVerdict
from backend.updates.parts import ReviewPart, UpdatePart
from tests.briefs.builders import (
    CUT_OFF,
    WEEK,
    document,
    entry,
    milestone,
    money,
    producing,
    report,
    signed,
    snapshot,
    started,
    suspended,
    terminated,
)

SPURS = {"programme": "four_spurs", "programme_name": "四大铁路专用线"}


def test_the_office_chooses_the_blocks_and_their_order():
    two = snapshot(started("A", name="甲项目"), started("B", **SPURS), started("C", **SPURS), started("D"))
    told = blocks(two, ["four_spurs", "A", "unheard-of"])
    assert [(block.name, len(block.members), block.programme) for block in told] == [
        ("四大铁路专用线", 2, True),
        ("甲项目", 1, False),
    ]


def test_a_block_adds_up_what_is_known_of_its_members():
    told = blocks(snapshot(started("B", **SPURS, years=money(10, 4)), started("C", **SPURS)), ["four_spurs"])[0]
    assert (told.plan.amount, told.plan.known, told.plan.of) == (10, 1, 2)
    assert told.completion.percent == 40


def test_site_progress_of_an_earlier_week_says_of_which():
    update = {
        "id": stable_id("u"),
        "week": "2026-W45",
        "unchanged": False,
        "invested_wan": 5,
        "site_progress": "主体封顶",
        "next_step": "装设备",
        "milestones_reached": [],
        "late": False,
        "submitted_by": None,
        "submitted_at": "2026-11-06T10:00:00+08:00",
        "version": 1,
    }
    member = blocks(snapshot(started("A", last_update=update)), ["A"])[0].members[0]
    assert (member.site_progress, member.said_in, member.reported, member.next_step) == (
        "主体封顶",
        "2026-W45",
        False,
        None,
    )


def test_a_bar_holds_at_most_six_milestones_with_start_and_production_among_them():
    steps = [milestone("手续", "2026-01-05", phase=Phase.PERMITS), milestone("开工", "2026-02-01", gate=Gate.START)]
    steps += [milestone(f"节点{n}", "2026-03-01" if n < 5 else None, "2026-03-01") for n in range(9)]
    steps += [milestone("投产", planned="2027-01-01", gate=Gate.PRODUCTION)]
    told = blocks(snapshot(started("A", milestones=steps)), ["A"])[0].steps
    assert [step.name for step in told] == ["开工", "节点3", "节点4", "节点5", "节点6", "投产"]


def test_without_any_date_there_is_no_bar_and_the_number_of_milestones_is_known():
    told = blocks(snapshot(started("A", milestones=[milestone("基础"), milestone("主体")])), ["A"])[0]
    assert (told.steps, told.members[0].nodes, told.members[0].dated) == ([], 2, 0)


def test_a_programmes_bar_has_the_next_milestone_of_each_member():
    nodes = [milestone("路基、桥涵", "2026-05-01"), milestone("开通", planned="2027-05-01")]
    told = blocks(
        snapshot(
            started("A", short_name="天邦专用线", milestones=nodes, **SPURS),
            started("B", short_name="恒诚专用线", milestones=nodes[:1], **SPURS),
            started("C", short_name="恒合源专用线", milestones=[milestone("开通")], **SPURS),
        ),
        ["four_spurs"],
    )[0]
    assert [step.name for step in told.steps] == ["天邦开通", "恒诚路基等"]


@pytest.mark.parametrize(
    ("label", "name"), [("公用工程（变电、锅炉、污水）", "公用工程"), ("路基、桥涵", "路基等"), ("开工", "开工")]
)
def test_a_milestones_name_is_shortened_for_the_bar(label, name):
    assert short(label) == name


def test_who_has_to_report_did_or_did_not():
    everybody = (
        started("A"),
        signed("B"),
        started("C"),
        producing("D"),
        document("E"),
        suspended("F"),
        terminated("G"),
    )
    told = notes(
        snapshot(*everybody, reports=[report("A"), report("B", unchanged=True), report("C", 5, "2026-W46")])
    ).reporting
    assert (told.owed, told.on_time, told.unchanged) == (3, 2, 1)
    assert [each.code for each in told.missing] == ["C"]
    assert [(each.code, each.week) for each in told.supplements] == [("C", "2026-W46")]


def test_the_data_checks_name_whom_they_concern():
    duty = DutyPart(
        id=stable_id("d"),
        kind=DutyKind.STEWARD,
        unit=None,
        unit_name=None,
        person="王敏",
        since=date(2026, 1, 1),
        until=None,
    )
    gone = duty.model_copy(update={"until": date(2026, 11, 1)})
    told = notes(
        snapshot(
            document("A", short_name="甲", duties=[duty], total_investment_wan=10, invested_total_wan=11),
            document(
                "B",
                short_name="乙",
                duties=[gone],
                total_investment_wan=10,
                stages=[entry(Stage.SIGNED, "2026-01-01", "2026-1"), entry(Stage.STARTED, "2026-02-01", "2026-1")],
                milestones=[milestone("主体", forecast_on=date(2026, 11, 1))],
                years=money(plan=5),
            ),
        )
    )
    found = {each.rule: each.names for each in told.findings}
    assert found[Rule.OVER] == ["甲"]
    assert found[Rule.STEWARD] == found[Rule.EVIDENCE] == found[Rule.PASSED] == ["乙"]
    assert found[Rule.OWNER] == ["甲", "乙"]
    assert not {Rule.TOTAL, Rule.PLAN, Rule.DAY, Rule.BATCH} & set(found)


def test_a_project_without_a_light_is_unrated():
    assert blocks(snapshot(started("A")), ["A"])[0].members[0].signal is Signal.UNRATED


def test_what_a_reviewer_sent_back_is_named_and_never_passes_as_reviewed():
    returned = ReviewPart(verdict="returned", reason="缺公里数", version=1, reviewed_by="孙国强", reviewed_at=CUT_OFF)
    read = returned.model_copy(update={"verdict": ReviewVerdict.ACKNOWLEDGED})
    told = notes(
        snapshot(
            started("A", last_update=sent("A", returned)),
            started("B", last_update=sent("B", read)),
            started("C", last_update=sent("C", None)),
            reports=[report("A"), report("B"), report("C")],
        )
    ).reporting
    assert (told.on_time, told.returned) == (3, ["A厂"])
    assert "被退回、尚未改报1个（A厂），数字照计、未经审阅" in plain(_reporting(told, 2026))


def sent(code, review):
    return UpdatePart(
        id=stable_id("update", code),
        week=WEEK.label,
        unchanged=False,
        invested_wan=10,
        site_progress="浇筑",
        next_step=None,
        milestones_reached=[],
        late=False,
        submitted_by="王敏",
        submitted_at=CUT_OFF,
        version=1,
        review=review,
    )
