"""How a finished PDF lies on its pages, read from its tags: what a proof-reader would send back."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from backend.documents.reading import Reader, number_of

HEADINGS = {"/H2", "/H3", "/H4"}


class Leaf(NamedTuple):
    """A stretch of content with the tags around it, from the outside in."""

    tags: tuple[str, ...]
    page: int
    text: str


def faults(reader: Reader) -> list[str]:
    """In words, each with its page."""
    tree = reader.tree()
    if tree is None:
        return ["没有结构标签"]
    pages = {number_of(page): number for number, page in enumerate(reader.pdf.pages, 1)}
    leaves = list(_leaves(reader, tree, pages))
    told = [leaf for leaf in leaves if "/Part" in leaf.tags]
    found = [f"第{leaf.page}页末只有标题“{leaf.text}”" for leaf in _headings_last(told)]
    found += [f"第{page}页的表格有一行被拆到两页" for page in _torn_rows(tree, pages)]
    if told and leaves and max(leaf.page for leaf in told) < len(pages):
        found.append(f"第{len(pages)}页只有版记，没有正文")
    return found


def _headings_last(told: list[Leaf]) -> Iterator[Leaf]:
    """What follows a heading stands on the same page."""
    for leaf, following in pairwise(told):
        if HEADINGS & set(leaf.tags) and following.page > leaf.page:
            yield leaf


def _torn_rows(tree: Any, pages: dict[int, int]) -> Iterator[int]:
    """A row that goes on from the page before begins with an empty cell: each row of ours begins with a name."""
    for node, page in _nodes(tree, pages):
        if node.get("/S") == "/TBody":
            rows = _kids(node)
            cells = _kids(rows[0]) if rows else []
            if cells and not _kids(cells[0]):
                yield page - 1


def _leaves(
    reader: Reader, node: Any, pages: dict[int, int], tags: tuple[str, ...] = (), page: int = 0
) -> Iterator[Leaf]:
    page = number_of(node["/Pg"]) if "/Pg" in node else page
    tags = (*tags, str(node.get("/S", "")))
    for kid in _kids(node):
        if isinstance(kid, int):
            yield Leaf(tags, pages.get(page, 0), "".join(reader.marked.get((page, kid), ())))
        else:
            yield from _leaves(reader, kid, pages, tags, page)


def _nodes(node: Any, pages: dict[int, int], page: int = 0) -> Iterator[tuple[Any, int]]:
    page = pages.get(number_of(node["/Pg"]), 0) if "/Pg" in node else page
    yield node, page
    for kid in _kids(node):
        if not isinstance(kid, int):
            yield from _nodes(kid, pages, page)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return [kid if isinstance(kid, int) else kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
