"""Parts joined: one file in which a screen reader finds its way as in one that was never parted."""

import io

import pypdf
import pytest

from backend.documents import joining
from backend.documents.press import print_pdf
from tests.documents import sample
from tests.documents.conftest import DATA


def body(part: int) -> str:
    row = "<tr><th>项目</th><th>总投资</th></tr><tr><td>甲</td><td>1.20</td></tr>"
    link = f'<p>见<a href="#part{part}">上文</a>。</p>'
    return f'<h2 id="part{part}">第{part}部分</h2><table>{row}</table>{link}<p>{"逐项核对。" * 200}</p>'


@pytest.fixture(scope="module")
async def parts(data_dir) -> list[bytes]:
    return [(await print_pdf(sample.short(body(n)), attachments=[DATA] if n == 1 else [])).pdf for n in (1, 2, 3)]


@pytest.fixture(scope="module")
def whole(parts) -> pypdf.PdfReader:
    return pypdf.PdfReader(joined(parts), strict=True)


def joined(parts: list[bytes]) -> io.BytesIO:
    out = io.BytesIO()
    joining.write_joined(parts, out)
    return out


def tags(node, found=None):
    """All tags below a node, with the page that each is on."""
    found = [] if found is None else found
    for kid in node.get("/K", []):
        if not isinstance(kid, int):
            found.append(kid.get_object())
            tags(kid.get_object(), found)
    return found


def tree(whole):
    return whole.trailer["/Root"]["/StructTreeRoot"]


def test_every_page_and_link_finds_its_tags(whole):
    leaves = [leaf.get_object() for leaf in tree(whole)["/ParentTree"]["/Kids"]]
    assert [list(leaf["/Limits"]) for leaf in leaves] == [[leaf["/Nums"][0], leaf["/Nums"][-2]] for leaf in leaves]
    pairs = [pair for leaf in leaves for pair in zip(leaf["/Nums"][::2], leaf["/Nums"][1::2], strict=True)]
    found_by = dict(pairs)
    assert list(found_by) == sorted(found_by) == [number for number, _ in pairs]
    links = 0
    for page in whole.pages:
        owners = found_by[page["/StructParents"]].get_object()
        assert len(owners) > 3
        assert {each.get_object()["/Pg"].indirect_reference.idnum for each in owners} == {page.indirect_reference.idnum}
        assert all(number in owner.get_object()["/K"] for number, owner in enumerate(owners))
        for note in page.get("/Annots", []):
            links += 1
            assert found_by[note.get_object()["/StructParent"]].get_object()["/S"] == "/Link"
    assert links == 3


def test_all_tags_hang_on_one_root_and_cells_name_the_heads_of_their_own_table(whole):
    every = tags(tree(whole))
    parts = [tags(kid.get_object()) for kid in tree(whole)["/K"]]
    assert len(parts) == 3
    assert {kid.get_object()["/P"].indirect_reference.idnum for kid in tree(whole)["/K"]} == {
        tree(whole).indirect_reference.idnum
    }
    heads = [str(each["/ID"]) for each in every if "/ID" in each]
    assert (len(heads), len(set(heads))) == (6, 6)
    for part in parts:
        own = {str(each["/ID"]) for each in part if "/ID" in each}
        named = {str(name) for each in part for name in each.get("/A", {}).get("/Headers", [])}
        assert (named <= own, bool(named)) == (True, True)


def test_it_is_an_archive_with_the_data_language_and_name_of_the_first_part(whole):
    root = whole.trailer["/Root"]
    assert whole.attachments["data.json"] == [DATA.content]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == ("zh-CN", True)
    assert b"pdfaid" in root["/Metadata"].get_object().get_data()
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert whole.metadata.title
    assert len(whole.trailer["/ID"]) == 2


def test_the_same_parts_make_the_same_file(parts):
    assert joined(parts).getvalue() == joined(parts).getvalue()
