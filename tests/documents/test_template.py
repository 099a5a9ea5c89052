"""The layout of a document: numbering, what is left out, and its reading view."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from jinja2 import UndefinedError

from backend.clock import BEIJING
from backend.documents import templating
from backend.documents.front import chinese_hour
from backend.documents.numerals import Numbering, chinese_numeral
from tests.documents import sample


def test_headings_count_by_themselves():
    headings = re.findall(r"<h[23]>(.*?)</h[23]>", sample.html())
    assert headings == [
        *("一、总体情况", "二、重点项目", "（一）演示塑料项目", "（二）逐项说明"),
        *("三、红灯和黄灯", "四、问题台账", "五、数据说明"),
    ]


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")])
def test_numbers_are_written_as_headings_write_them(number, written):
    assert chinese_numeral(number) == written


def test_no_heading_has_a_number_that_cannot_be_written():
    numbers = Numbering()
    for _ in range(99):
        numbers.section()
    with pytest.raises(ValueError, match="100"):
        numbers.section()


def test_real_data_carries_no_mark_of_a_demonstration():
    assert "演示数据</p>" not in sample.short("", demo=False)
    assert "演示数据</p>" in sample.short("")


def test_a_draft_says_that_it_has_no_number():
    draft = sample.short("", issue="", number="", mark="", circulation=())
    assert "（未编号）" in draft
    assert "内部资料" not in draft
    assert "报：" not in draft
    assert '<span class="row last only">' in draft


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("重大项目建设周报", "name"),
        ("重大项目建设通报专刊", "name long"),
        ("全市重大项目建设情况专项通报", "name longest"),
    ],
)
def test_a_long_name_is_set_smaller_so_that_it_stays_on_one_line(name, size):
    assert f'<p class="{size}">{name}</p>' in sample.short("", name=name)


def test_typed_text_stays_text():
    front = replace(sample.FRONT, title=("<script>alert(1)</script>",), unit='"><img>')
    assert "<script>" not in sample.html(front)
    assert "<img>" not in sample.html(front)


def test_a_value_that_was_forgotten_is_an_error_and_not_an_empty_place():
    with pytest.raises(UndefinedError):
        templating.document("sample.j2", sample.FRONT)


def test_the_reading_view_links_its_style_sheet_and_holds_nothing_inline():
    page = sample.html(reading_css="/static/paper-reading.css")
    assert '<link rel="stylesheet" href="/static/paper-reading.css" media="screen">' in page
    assert not re.search(r"<style|\sstyle=|<script|\son\w+=", page)
    assert 'data-label="起始"' in page


def test_hours_are_written_with_their_minutes_only_where_there_are_any():
    assert chinese_hour(datetime(2026, 11, 20, 18, tzinfo=BEIJING)) == "2026年11月20日18时"
    assert chinese_hour(datetime(2026, 11, 20, 8, 30, tzinfo=BEIJING)) == "2026年11月20日8时30分"
