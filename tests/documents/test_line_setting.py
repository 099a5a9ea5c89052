"""The line setter, on paragraphs that nobody would write."""

from hypothesis import given
from hypothesis import strategies as st

from backend.documents.marks import CLOSING, NEVER_FIRST, NEVER_LAST, OPENING, SQUEEZABLE
from backend.documents.typeset import Blank, Line, Setter

MEASURE = 442.2 / 15.75
BLANKS = {mark: Blank(0.45, 0) if mark in OPENING else Blank(0, 0.45) for mark in SQUEEZABLE}

PIECES = st.sampled_from(
    [
        *"重大项目建设周报完成投资",
        *"，。、；：？！",
        *"“”（）《》〔〕",
        "12.36亿元",
        "87.5%",
        "——",
        "……",
        "PDF",
        " ",
        "2026年",
    ]
)
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=160).map("".join)


def advance(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


SETTER = Setter(advance, BLANKS)


def width(text: str, line: Line) -> float:
    inked = sum(map(advance, text[line.start : line.end])) - sum(blank.total for blank in line.squeezed.values())
    return inked + line.spacing * (line.end - line.start - 1)


def room(line: Line) -> float:
    return MEASURE if line.start else MEASURE - 2


def set_as(text: str) -> list[str]:
    return [text[line.start : line.end] for line in SETTER.lines(text, MEASURE, 2)]


@given(PARAGRAPHS)
def test_no_character_is_lost_or_moved(text):
    assert "".join(set_as(text)) == text


@given(PARAGRAPHS)
def test_no_line_starts_or_ends_with_a_mark_that_may_not(text):
    lines = set_as(text)
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


@given(PARAGRAPHS)
def test_every_line_but_the_last_is_as_wide_as_the_measure(text):
    *full, last = SETTER.lines(text, MEASURE, 2)
    assert all(abs(width(text, line) - room(line)) < 0.01 for line in full)
    assert width(text, last) <= room(last) + 0.01


@given(PARAGRAPHS)
def test_no_mark_gives_up_more_than_its_blank(text):
    for line in SETTER.lines(text, MEASURE, 2):
        for at, squeezed in line.squeezed.items():
            mark = BLANKS[text[line.start + at]]
            assert squeezed.left <= mark.left + 1e-6
            assert squeezed.right <= mark.right + 1e-6


def test_figures_and_words_stay_whole():
    assert not [line for line in set_as("本" * 23 + "12.36亿元") if line.endswith(("1", "12", "12.", "12.3"))]


def test_two_marks_in_a_row_share_a_blank():
    (line,) = SETTER.lines("《办法》，", MEASURE)
    assert line.squeezed == {3: Blank(0, 0.45)}


def test_a_mark_at_the_end_of_a_line_is_squeezed_in_rather_than_the_line_stretched():
    assert set_as("一" * 24 + "1个，" + "二" * 10)[0] == "一" * 24 + "1个，"
    assert set_as("一" * 26 + "，" + "二" * 10)[0] == "一" * 25  # there even half a mark is too wide


def test_a_last_line_never_holds_one_character_alone():
    assert set_as("一" * 27 + "。")[-1] == "一一。"


def test_a_line_end_made_by_hand_is_kept():
    text = "第一行\n第二行"
    assert [text[line.start : line.end] for line in SETTER.lines(text, MEASURE, 2)] == ["第一行", "第二行"]


def test_an_address_longer_than_a_line_is_cut_at_the_edge():
    *full, _ = set_as("https://example.cn/" + "a" * 90)
    assert {len(line) for line in full[1:]} == {56}


def test_closing_marks_are_those_that_may_not_start_a_line():
    assert CLOSING < NEVER_FIRST
    assert OPENING < NEVER_LAST
