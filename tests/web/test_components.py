from types import SimpleNamespace

import pytest

from backend.labels import Labelled
from backend.web.forms import Form
from backend.web.templating import environment


def drawn(source: str, **names) -> str:
    return environment.from_string(source).render(**names)


class Colour(Labelled):
    AMBER = "amber", "黄"


LIGHT = '{% from "components/lights.html" import light %}{{ light(signal) }}'


@pytest.mark.parametrize(
    ("signal", "look", "word"),
    [
        ("red", "red", "红"),
        (Colour.AMBER, "amber", "黄"),
        (SimpleNamespace(signal="green"), "green", "绿"),
        (SimpleNamespace(signal=Colour.AMBER), "amber", "黄"),
        ("stop", "stop", "停"),
        (None, "none", "—"),
        (SimpleNamespace(signal=None), "none", "—"),
        ("purple", "none", "—"),
    ],
)
def test_a_light_says_its_word_inside_its_shape(signal, look, word):
    light = drawn(LIGHT, signal=signal)
    assert f'class="light {look}"' in light
    assert word in light


KNOWN = '{% from "components/todo.html" import known %}{{ known(value) }}'


@pytest.mark.parametrize("value", [None, "", "待填报"])
def test_an_unknown_value_is_drawn_as_still_to_be_reported(value):
    assert drawn(KNOWN, value=value) == '<span class="todo">待填报</span>'


@pytest.mark.parametrize(("value", "words"), [(0, "0"), ("<b>", "&lt;b&gt;"), ("1.20亿元", "1.20亿元")])
def test_a_known_value_is_shown_even_when_it_is_nothing(value, words):
    assert drawn(KNOWN, value=value) == words


FIELD = '{% from "components/forms.html" import number %}{{ number(form, "invested", "本周完成投资", value=580, was="上周580万元") }}'


def test_a_field_shows_what_is_known_before_anything_is_typed():
    field = drawn(FIELD, form=Form({}))
    assert 'value="580"' in field
    assert "aria-invalid" not in field
    assert 'aria-describedby="was-invested"' in field


def test_a_refused_field_keeps_what_was_typed_and_is_tied_to_its_error():
    field = drawn(FIELD, form=Form({"invested": "六百<二十"}, errors={"invested": "只填数字"}))
    assert 'value="六百&lt;二十"' in field
    assert 'aria-invalid="true" aria-describedby="was-invested bad-invested"' in field
    assert 'id="bad-invested"' in field


def test_a_field_cleared_on_purpose_stays_empty():
    assert 'value=""' in drawn(FIELD, form=Form({"invested": ""}, errors={"other": "不对"}))


def test_a_password_is_never_sent_back():
    source = '{% from "components/forms.html" import field %}{{ field(form, "secret", "密码", type="password") }}'
    assert "hunter2" not in drawn(source, form=Form({"secret": "hunter2"}))


SELECT = '{% from "components/forms.html" import select %}{{ select(form, "colour", "灯", options, value=value) }}'


@pytest.mark.parametrize("options", [Colour, [("amber", "黄")]])
def test_a_select_takes_an_enum_or_pairs_and_keeps_the_choice(options):
    select = drawn(SELECT, form=Form({}), options=options, value=Colour.AMBER)
    assert '<option value="amber" selected>黄</option>' in select


TICK = '{% from "components/forms.html" import tick %}{{ tick(form, "reached", "开工", "start", ticked=true) }}'


@pytest.mark.parametrize(
    ("posted", "checked"),
    [
        ({}, True),
        ({"reached": ["start", "end"]}, True),
        ({"reached": "start"}, True),
        ({"reached": []}, False),
        ({"x": "1"}, False),
    ],
)
def test_a_tick_taken_away_stays_away(posted, checked):
    assert (" checked" in drawn(TICK, form=Form(posted))) is checked


WRONGS = '{% from "components/form_frame.html" import wrongs %}{{ wrongs(form, {"a": "甲"}) }}'


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_fields():
    summary = drawn(WRONGS, form=Form({}, errors={"a": "太长", "": "已被他人修改"}))
    assert "有2处要改" in summary
    assert "autofocus" in summary
    assert '<a href="#f-a">甲：太长</a>' in summary
    assert "<li>已被他人修改</li>" in summary


def test_a_sentence_that_names_its_field_is_not_preceded_by_the_name_again():
    summary = drawn(WRONGS, form=Form({}, errors={"a": "请写明甲的原因"}))
    assert '<a href="#f-a">请写明甲的原因</a>' in summary


def test_without_errors_there_is_no_summary():
    assert drawn(WRONGS, form=Form({})).strip() == ""


def test_a_bar_never_leaves_its_frame():
    source = '{% from "components/charts.html" import share_bar %}{{ share_bar(130, 120) }}'
    assert 'width="100%"' in drawn(source).replace('class="bar-bg" width="100%"', "")
    assert 'x="99.5%"' in drawn(source)


def test_months_without_any_figure_draw_an_empty_year():
    source = '{% from "components/charts.html" import month_bars %}{{ month_bars(months, "没有数") }}'
    chart = drawn(source, months=[(f"{n}月", None, None) for n in range(1, 13)])
    assert 'aria-label="没有数"' in chart
    assert "<rect" not in chart
