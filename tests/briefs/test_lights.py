"""The lights in a brief: those of its week, with their reasons."""

from datetime import date

from backend.accounts.actor import the_house
from backend.briefs.figures.blocks import blocks
from backend.briefs.sentences.blocks import paragraphs
from backend.briefs.sentences.marks import plain
from backend.briefs.snapshot import take
from backend.lifecycle import service as lifecycle
from backend.lifecycle.schemas import StageEntryIn
from backend.projects.vocabulary import Signal, Stage
from backend.signals import rounds
from backend.signals.models import Axis
from backend.signals.parts import LightPart
from tests import factories
from tests.briefs.builders import WEEK, signed, snapshot

HOUSE = the_house("cli")


def light(axis, signal, reason):
    return LightPart(
        axis=axis, signal=signal, reason=reason, rule="2026-01", judged_on=date(2026, 11, 20), since=date(2026, 11, 6)
    )


def test_a_block_says_why_its_light_is_amber():
    lights = [light(Axis.PROGRESS, Signal.AMBER, "慢13.86个百分点"), light(Axis.FUNDS, Signal.GREEN, "实到1亿元")]
    project = signed("ZD-1", signal=Signal.AMBER, computed_signal=Signal.AMBER, lights=lights)
    (block,) = blocks(snapshot(project), ["ZD-1"])
    said = [(item.lead, plain(item.rest)) for item in paragraphs(block, 2026)]
    assert ("灯号。", "进度：慢13.86个百分点。") in said


async def test_a_brief_has_the_lights_that_were_judged_after_its_closing(session, at):
    async with at("2026-11-10 10:00"):
        project = await factories.project(session)
        await lifecycle.enter_stage(session, HOUSE, project.code, StageEntryIn(stage=Stage.SIGNED))
    async with at("2026-11-20 18:01"):
        await rounds.hold(session)
    async with at("2026-11-27 18:01"):
        await rounds.hold(session)
    async with at("2026-11-28 10:00"):
        (document,) = (await take(session, HOUSE, WEEK)).now
        (later,) = (await take(session, HOUSE, WEEK.next)).now
    report = next(each for each in document.lights if each.axis is Axis.REPORT)
    assert report.reason == "2周应报，还没有报送过"
    assert next(each for each in later.lights if each.axis is Axis.REPORT).reason == "3周应报，还没有报送过"
