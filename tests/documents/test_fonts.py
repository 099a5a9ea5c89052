"""Font files fitted for paper."""

import io

import pytest
from fontTools.ttLib import TTFont

from backend.documents import fonts, glyphs
from backend.documents.fonts import CHINESE, FANG, RARE, SONG
from backend.documents.job import PrintingFailed
from backend.documents.marks import SQUEEZABLE
from backend.documents.places import font_folders
from backend.documents.shelf import Shelf


@pytest.fixture(scope="module")
def faces(data_dir):
    return fonts.find(font_folders(data_dir))


def test_every_font_gets_the_same_height_and_no_baseline_of_its_own(faces):
    for family in CHINESE:
        font = TTFont(io.BytesIO(glyphs.even_metrics(faces[family].data)))
        em = font["head"].unitsPerEm
        assert (font["hhea"].ascent / em, font["hhea"].descent / em) == (0.88, -0.12)
        assert (font["OS/2"].sTypoAscender / em, font["OS/2"].sTypoDescender / em) == (0.88, -0.12)
        assert font.reader.tables.get("BASE") is None or font.reader.tables["BASE"].length == 0


def test_evening_changes_nothing_but_a_few_numbers(faces):
    before, after = faces[FANG].data, glyphs.even_metrics(faces[FANG].data)
    assert len(before) == len(after)
    assert sum(one != two for one, two in zip(before, after, strict=True)) <= 16


def test_every_face_of_a_collection_is_evened(faces):
    if faces[RARE].path.suffix != ".ttc":
        pytest.skip("the font for rare characters is no collection here")
    data = glyphs.even_metrics(faces[RARE].data)
    for number in range(int.from_bytes(data[8:12], "big")):
        assert TTFont(io.BytesIO(data), fontNumber=number, lazy=True)["hhea"].ascent == 880


def test_a_cut_holds_only_what_was_asked_for_and_is_the_same_each_time(faces):
    figures = glyphs.cut_out(faces[SONG], glyphs.ASCII)
    assert set(TTFont(io.BytesIO(figures)).getBestCmap()) == set(range(0x20, 0x7F))
    assert len(figures) < 20_000
    assert figures == glyphs.cut_out(faces[SONG], glyphs.ASCII)


def test_the_blank_of_a_mark_is_measured_on_its_outline(faces):
    blanks = glyphs.blanks(faces[FANG], SQUEEZABLE)
    assert blanks["，"].right > 0.4 > blanks["，"].left
    assert blanks["（"].left > 0.3 > blanks["（"].right


def test_only_rare_characters_call_for_the_font_that_has_them(faces):
    assert "fonts/rare.otf" not in Shelf(faces, "重大项目2026年").files()
    assert "fonts/rare.otf" in Shelf(faces, "㙍上村").files()


def test_without_a_font_for_rare_characters_an_ordinary_document_is_still_printed(faces):
    ordinary = {family: face for family, face in faces.items() if family != RARE}
    assert Shelf(ordinary, "重大项目").rare == set()
    with pytest.raises(PrintingFailed, match="“㙍”"):
        Shelf(ordinary, "㙍上村")


def test_a_missing_typeface_is_called_by_its_name(tmp_path, faces):
    for family in CHINESE[1:]:
        (tmp_path / faces[family].path.name).symlink_to(faces[family].path)
    with pytest.raises(PrintingFailed, match="缺少字体：仿宋。"):
        fonts.find([tmp_path])
