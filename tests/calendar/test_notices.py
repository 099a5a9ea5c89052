from datetime import date

import pytest

from backend.calendar import notices
from backend.calendar.models import DayKind
from backend.errors import Invalid


def test_a_notice_is_read_as_the_office_has_it():
    text = "日期,类型,节日\n2027-10-01至2027-10-03,放假,国庆节\n\n2027年10月9日\t上班\t国庆节\n2027/1/1，休，元旦\n"
    found = notices.read(text)
    assert [(each.day.isoformat(), each.kind.value, each.name) for each in found] == [
        ("2027-01-01", "holiday", "元旦"),
        ("2027-10-01", "holiday", "国庆节"),
        ("2027-10-02", "holiday", "国庆节"),
        ("2027-10-03", "holiday", "国庆节"),
        ("2027-10-09", "workday", "国庆节"),
    ]


def test_the_same_day_twice_is_one():
    assert len(notices.read("2027-10-01,放假,国庆节\n2027-10-01,放假,国庆节")) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("国庆节放假七天", "第1行读不懂：每行写成"),
        ("2027-10-01,放假,国庆节\n2027-02-30,放假,春节", "第2行没有2027-02-30这一天"),
        ("2027-10-01,开会,国庆节", "的“开会”读不懂，请写 放假 或 上班"),
        ("2027-10-07至2027-10-01,放假,国庆节", "起止日期不对"),
        ("2027-10-01至2028-10-07,放假,国庆节", "最多31天"),
        ("2027-10-01,放假,国庆节\n2027-10-01,上班,国庆节", "第2行2027-10-01在前面的行里说的不一样"),
        ("日期,类型,节日", "没有读到日期"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(text, told):
    with pytest.raises(Invalid, match=told):
        notices.read(text)


def test_kinds_are_words_people_use():
    assert notices.read("2027-10-09 补班 国庆节")[0] == notices.Named(date(2027, 10, 9), DayKind.WORKDAY, "国庆节")
