"""The sheet, measured on a finished PDF."""

import io
import re
from itertools import pairwise
from typing import NamedTuple

import pypdf
import pytest
from pdfplumber.page import Page
from PIL import ImageChops

MM = 25.4 / 72
LEFT, TOP, RIGHT, BOTTOM = 28, 37, 184, 262
CLOSING = "，。、；：）》”"


def upright(page: Page) -> bool:
    return page.width < page.height


def body(page: Page) -> list[list[dict]]:
    """Lines of running text and headings, from the top."""
    lines: dict[float, list[dict]] = {}
    for char in page.chars:
        if char["size"] == pytest.approx(15.75, abs=0.05) and char["upright"]:
            top = next((at for at in lines if abs(at - char["top"]) < 2), char["top"])
            lines.setdefault(top, []).append(char)
    return [sorted(lines[top], key=lambda char: char["x0"]) for top in sorted(lines)]


def words(line: list[dict]) -> str:
    return "".join(char["text"] for char in line)


def full_pages(pages: list[Page]) -> list[list[list[dict]]]:
    """Pages that hold nothing but running text, from edge to edge."""
    texts = [body(page) for page in pages if upright(page)]
    kinds = [{round(c["size"], 1) for c in page.chars if TOP < c["top"] * MM < BOTTOM} for page in pages]
    return [text for text, sizes in zip(texts, kinds, strict=False) if sizes == {15.8} and len(text) > 15]


class Strip(NamedTuple):
    """A part of a page, in millimetres."""

    top: float
    bottom: float
    left: float = 0
    right: float = 210


def ink(page: Page, colour: str, strip: Strip, dpi: int = 300) -> Strip:
    """The edges of what is printed in a colour within a strip."""
    scale = dpi / 25.4
    left, top = round(strip.left * scale), round(strip.top * scale)
    picture = page.to_image(resolution=dpi).original.convert("RGB")
    part = picture.crop((left, top, round(strip.right * scale), round(strip.bottom * scale)))
    r, g, b = part.split()
    dark = [channel.point(lambda value: 255 if value < 110 else 0) for channel in (r, g, b)]
    first = r.point(lambda value: 255 if value > 150 else 0) if colour == "red" else dark[0]
    x0, y0, x1, y1 = ImageChops.multiply(ImageChops.multiply(first, dark[1]), dark[2]).getbbox()
    return Strip((top + y0) / scale, (top + y1) / scale, (left + x0) / scale, (left + x1) / scale)


def test_every_page_is_a4(pages):
    sides = [sorted((float(page.width) * MM, float(page.height) * MM)) for page in pages]
    assert all(side == pytest.approx([210, 297], abs=0.1) for side in sides)
    assert sum(not upright(page) for page in pages) == 1


def test_text_begins_37_mm_from_the_top_and_28_mm_from_the_left(pages):
    text = full_pages(pages)
    assert [page[0][0]["top"] * MM for page in text] == pytest.approx([TOP] * len(text), abs=0.5)
    assert [min(line[0]["x0"] for line in page) * MM for page in text] == pytest.approx([LEFT] * len(text), abs=0.5)


def test_a_full_page_holds_22_lines_on_one_pitch(pages):
    text = full_pages(pages)
    assert len(text) >= 2
    assert {len(page) for page in text} == {22}
    gaps = [two[0]["top"] - one[0]["top"] for page in text for one, two in pairwise(page)]
    assert gaps == pytest.approx([29.53] * len(gaps), abs=0.05)


def test_a_line_of_chinese_holds_28_characters(pages):
    pure = [
        line
        for page in full_pages(pages)
        for line in page
        if re.fullmatch(r"[重大项目建设周报字格校验]{20,}", words(line))
    ]
    whole = [len(line) for line in pure if line[0]["x0"] * MM == pytest.approx(LEFT, abs=0.1)]
    assert len(whole) > 5
    assert set(whole[:-1]) == {28}  # the last one may end its paragraph


def test_lines_end_flush_with_the_right_edge(pages):
    for page in full_pages(pages):
        for line, following in pairwise(page):
            if following[0]["x0"] * MM > LEFT + 1:  # a new paragraph: this line ends one
                continue
            edge, mark = line[-1]["x1"] * MM, words(line)[-1] in CLOSING
            assert RIGHT - 0.4 <= edge <= RIGHT + (3 if mark else 0.4), words(line)


def test_no_line_begins_or_ends_with_a_forbidden_mark(pages):
    lines = [words(line) for page in pages for line in body(page)]
    assert not [line for line in lines if line[0] in CLOSING + "%" or line[-1] in "“（《"]


def test_the_masthead_stands_35_mm_below_the_type_area(pages):
    assert ink(pages[0], "red", Strip(60, 100)).top == pytest.approx(TOP + 35, abs=0.5)


def test_the_red_line_is_156_mm_wide_and_4_mm_below_the_date(pages):
    line = ink(pages[0], "red", Strip(100, 130))
    assert line.right - line.left == pytest.approx(156, abs=0.5)
    date = ink(pages[0], "black", Strip(line.top - 8, line.top - 0.3))
    assert line.top - date.bottom == pytest.approx(4, abs=0.5)


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(pages):
    for page in filter(upright, pages):
        number = [c for c in page.chars if c["size"] == pytest.approx(14, abs=0.05) and c["top"] * MM > BOTTOM]
        assert words(number).replace(" ", "") == f"—{page.page_number}—"
        inside = RIGHT - number[-1]["x1"] * MM if page.page_number % 2 else number[0]["x0"] * MM - LEFT
        assert inside == pytest.approx(14 * MM, abs=0.5)


def test_the_dash_of_the_page_number_stands_7_mm_below_the_type_area(pages):
    for page in pages[:2]:
        dash = next(c for c in page.chars if c["text"] == "—" and c["top"] * MM > BOTTOM)
        inked = ink(page, "black", Strip(BOTTOM + 0.5, BOTTOM + 14, dash["x0"] * MM, dash["x1"] * MM))
        assert inked.top - BOTTOM == pytest.approx(7, abs=0.5)


def test_a_landscape_page_carries_its_number_where_the_upright_sheet_has_it(pages):
    page = next(page for page in pages if not upright(page))
    number = [c for c in page.chars if not c["upright"] and "Song" in c["fontname"]]
    assert "".join(c["text"] for c in number).replace(" ", "") == f"—{page.page_number}—"
    assert page.page_number % 2 == 0
    assert min(c["top"] for c in number) * MM - LEFT == pytest.approx(14 * MM, abs=0.5)
    dash = ink(page, "black", Strip(number[0]["top"] * MM, number[0]["bottom"] * MM, 20, 34))
    assert 35 - dash.right == pytest.approx(7, abs=0.5)  # left of the type area: below it when held upright


def test_the_colophon_closes_the_last_page_between_its_rules(pages):
    rules = rules_at(pages[-1], LEFT + 0.5)
    assert [thick for _, thick in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.06)
    assert sum(rules[-1]) == pytest.approx(BOTTOM, abs=0.5)
    assert rules_at(pages[-1], RIGHT - 1) == rules


def rules_at(page: Page, x: float, dpi: int = 600) -> list[tuple[float, float]]:
    """Upper edge and thickness of each rule that a line down the lower half would cross, in millimetres."""
    scale = dpi / 25.4
    column = (
        page.to_image(resolution=dpi).original.convert("L").crop((round(x * scale), 0, round(x * scale) + 1, 99999))
    )
    heights = [y for y in range(round(150 * scale), round(BOTTOM * scale) + 99) if column.getpixel((0, y)) < 110]
    starts = [y for y in heights if y - 1 not in heights]
    return [(y / scale, next(n for n in range(1, 99) if y + n not in heights) / scale) for y in starts]


def test_demonstration_data_says_so_on_every_page(pages):
    assert [page.page_number for page in pages if "演示数据" not in "".join(c["text"] for c in page.chars)] == []


def test_a_table_that_runs_on_repeats_its_head_at_the_top_of_the_page(pages):
    headed = [page for page in pages if "灯号项目原因起始" in "".join(c["text"] for c in page.chars)]
    assert len(headed) >= 3
    for page in headed[1:]:
        rules = [edge["top"] * MM for edge in page.edges if edge["orientation"] == "h" and edge["width"] > 20]
        assert min(rules) == pytest.approx(TOP, abs=0.5)


def test_no_heading_stands_last_on_a_page(pages):
    for page in filter(upright, pages):
        last = body(page)[-1] if body(page) else []
        assert not re.match(r"[一二三四五]、|（[一二]）", words(last)) or page.edges or page.images


FAMILIES = {f"Brief-{name}" for name in ("Fang", "Kai", "Hei", "Song", "Num", "Title", "Rare")}


def families(chars: list[dict]) -> set[str]:
    return {char["fontname"].rpartition("+")[2] for char in chars}


def test_each_typeface_is_in_the_file_under_the_name_of_what_it_is_for(pages):
    chars = [char for page in pages for char in page.chars]
    assert families(chars) <= FAMILIES
    text = [char for page in pages for line in body(page) for char in line]
    assert families([c for c in text if "\u4e00" <= c["text"] <= "\u9fff"]) == FAMILIES - {
        *("Brief-Song", "Brief-Num", "Brief-Title")
    }
    assert families([c for c in text if c["text"] in "㙍𠮷龘"]) == {"Brief-Rare"}
    assert families([c for c in text if c["text"].isdigit()]) == {"Brief-Num"}
    below = [c for page in pages if upright(page) for c in page.chars if c["top"] * MM > BOTTOM and c["size"] > 13]
    assert families(below) == {"Brief-Song"} | families([c for c in below if c["text"] not in "—0123456789 "])


def test_the_name_of_the_document_is_set_in_47_points(pages):
    name = [char for char in pages[0].chars if char["size"] == pytest.approx(47, abs=0.05)]
    assert ("".join(char["text"] for char in name), families(name)) == ("重大项目建设周报", {"Brief-Title"})


def test_every_heading_is_in_the_outline_of_the_file_one_level_below_the_other(printed, pages):
    outline = pypdf.PdfReader(io.BytesIO(printed.pdf)).outline
    first = [entry.title for entry in outline if not isinstance(entry, list)]
    second = [entry.title for entries in outline if isinstance(entries, list) for entry in entries]
    lines = [words(line) for page in pages for line in body(page)]
    assert first == [line for line in lines if re.match(r"[一二三四五六七八九十]+、", line)]
    assert second == [line for line in lines if re.match(r"（[一二三四五六七八九十]+）", line)]
    assert (first, second) != ([], [])
