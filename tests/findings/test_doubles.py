"""What may be one project twice, and what is not."""

import pytest

from backend.findings.rules import Rule
from backend.projects.parts import DeveloperPart
from tests.briefs.builders import document, terminated

COMPANY = DeveloperPart(name="同德科创材料有限公司", credit_code="91140981MA0GTEST01")
OURS, THEIRS = "2201-140981-89-01-123453", "2202-140981-89-01-123454"
FILM = "同德科创全生物降解塑料生产项目"


def projects_of(told):
    return [each.project.code for each in told]


def test_the_same_national_code_twice_stands_at_both(found):
    pair = (document("A", national_code=OURS), terminated("B", national_code=OURS, short_name="乙"))
    told = found(*pair, document("C", national_code=THEIRS), rule=Rule.NATIONAL_CODE)
    assert projects_of(told) == ["A", "B"]
    assert told[0].says == f"国家项目代码{OURS}，B“乙”也用"


def test_a_company_may_build_two_things(found):
    two = (
        document("A", name=FILM, developers=[COMPANY]),
        document("B", name="同德科创钛白粉项目", developers=[COMPANY]),
    )
    assert projects_of(found(*two, rule=Rule.CREDIT_CODE)) == ["A", "B"]  # half of what their names have is the same
    other = document("B", name="物流园停车场项目", developers=[COMPANY])
    assert found(two[0], other, rule=Rule.CREDIT_CODE) == []


def test_a_credit_code_of_two_companies(found):
    renamed = DeveloperPart(name="同德化工", credit_code=COMPANY.credit_code)
    told = found(document("A", developers=[COMPANY]), document("B", developers=[renamed]), rule=Rule.CREDIT_CODE)
    assert [each.mend for each in told] == ["/projects/A/developers/new", "/projects/B/developers/new"]


@pytest.mark.parametrize("other", ["同德科创", "同德化工科创材料全生物降解塑料项目"])
def test_a_name_like_another_stands_at_both(found, other):
    told = found(document("A", name=FILM), document("B", name=other), rule=Rule.SIMILAR_NAME)
    assert projects_of(told) == ["A", "B"]
    assert told[0].says.startswith(f"“{FILM}”和B“{other}”很像")


def test_former_names_and_aliases_are_names_too(found):
    known = document("B", name="新材料一号", aliases=["同德科创全生物降解塑料"])
    assert projects_of(found(document("A", name=FILM), known, rule=Rule.SIMILAR_NAME)) == ["A", "B"]


def test_two_national_codes_are_two_projects_and_one_that_ended_may_begin_anew(found):
    approved = document("A", name=FILM, national_code=OURS), document("B", name=FILM, national_code=THEIRS)
    assert found(*approved, rule=Rule.SIMILAR_NAME) == []
    assert found(document("A", name=FILM), terminated("B", name=FILM), rule=Rule.SIMILAR_NAME) == []
