"""What a template may be: each milestone once, behind others that are there, and never in a circle."""

import pytest
from sqlmodel import select

from backend.errors import Invalid
from backend.milestones import templates
from backend.milestones.models import MilestoneTemplate
from backend.milestones.schemas import TemplateIn


def template(**after):
    nodes = [
        {"key": key, "label": label, "phase": "works", "after": after.get(key, [])}
        for key, label in (("base", "基础"), ("frame", "主体"), ("fitting", "设备安装"))
    ]
    return TemplateIn(code="plant", kinds=["industrial"], nodes=nodes)


async def test_a_template_gets_its_next_version_and_the_first_stays(session):
    for _ in range(2):
        await templates.add_version(session, template())
    found = (await session.exec(select(MilestoneTemplate).where(MilestoneTemplate.code == "plant"))).all()
    assert sorted(each.version for each in found) == [1, 2]
    (newest,) = [nodes for each, nodes in await templates.newest(session) if each.code == "plant"]
    assert [node.label for node in newest] == ["基础", "主体", "设备安装"]


async def test_a_circle_is_refused_in_words_and_nothing_is_stored(session):
    with pytest.raises(Invalid, match=r"绕成了一圈：.*主体.*设备安装.*请改其中一个的前置节点"):
        await templates.add_version(session, template(frame=["fitting"], fitting=["frame"]))
    assert (await session.exec(select(MilestoneTemplate))).all() == []


async def test_a_milestone_stands_behind_one_that_is_there_and_is_named_once(session):
    with pytest.raises(Invalid, match="设备安装的前置节点 roof 不在这个模板里"):
        await templates.add_version(session, template(fitting=["roof"]))
    twice = template()
    twice.nodes.append(twice.nodes[0])
    with pytest.raises(Invalid, match="节点 base 写了两次"):
        await templates.add_version(session, twice)
