"""A matrix as a sheet of Excel: the table of goals × units, and a row for each measure and unit.

Texts are written as texts, so none of them becomes a formula. Each prints on A4 landscape with its head repeated."""

from collections.abc import Sequence
from typing import IO, Any

import xlsxwriter

from backend.matrix.laid import State, Whole
from backend.web.formats import iso

A4 = 9
CELL = {
    "font_name": "宋体",
    "font_size": 10,
    "border": 1,
    "border_color": "#B7BEC4",
    "valign": "top",
    "text_wrap": True,
}
HEAD = CELL | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EEF2"}
COLOURS = {State.OVERDUE: "#F6C7C7", State.SOON: "#FBE8B0", State.DONE: "#CFE8D2", State.LATE: "#CFE8D2"}
"""Beside them the word stands in the cell."""
LONGEST = 32_767  # signs that a cell of Excel holds
HEADINGS = ("目标任务", "年度目标", "措施", "项目", "责任单位", "完成时限", "办理状态", "最近办理情况", "说明日期")
WIDTHS = (18, 24, 36, 12, 12, 12, 12, 36, 12)
Row = Sequence[tuple[str, State | None]]


def write(file: IO[bytes], title: str, laid: Whole) -> None:
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": title})
    units = [called for _, called in laid.units]
    glance = ("一览", ["目标任务", "合计", *units], [24, 14, *[12] * len(units)], _glance(laid))
    for name, headings, widths, rows in (glance, ("明细", HEADINGS, WIDTHS, _rows(laid))):
        _sheet(book, name, f"{title}（{name}）", f"{laid.sentence}{laid.stuck_sentence}", (headings, widths, rows))
    book.close()


def _sheet(
    book: Any, name: str, title: str, remarks: str, table: tuple[Sequence[str], Sequence[int], Sequence[Row]]
) -> None:
    headings, widths, rows = table
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 1)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&R第 &P 页，共 &N 页")
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16, "font_name": "宋体"}))
    sheet.write_string(1, 0, remarks, book.add_format({"font_size": 10, "font_name": "宋体"}))
    head, plain = book.add_format(HEAD), book.add_format(CELL)
    lit = {state: book.add_format(CELL | {"bg_color": colour}) for state, colour in COLOURS.items()}
    for number, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(2, number, heading, head)
    for place, row in enumerate(rows, 3):
        for number, (words, state) in enumerate(row):
            sheet.write_string(place, number, words[:LONGEST], lit.get(state, plain) if state else plain)


def _glance(laid: Whole) -> list[Row]:
    """A word and how many of how many are done; — where a unit has nothing of a goal."""
    found: list[Row] = []
    for goal in laid.goals:
        cells = [goal.tally, *(goal.cell(code) for code, _ in laid.units)]
        told = [(f"{cell.word} {cell.progress}", cell.state) if cell.counted else ("—", None) for cell in cells]
        found.append([(f"{goal.number}. {goal.name}", None), *told])
    return found


def _rows(laid: Whole) -> list[Row]:
    found: list[Row] = []
    for goal in laid.goals:
        for measure in goal.measures:
            begin = [f"{goal.number}. {goal.name}", goal.aim or "", f"{goal.number}.{measure.number} {measure.what}"]
            for task in measure.tasks:
                plain = [*begin, measure.about or "", task.called, iso(task.due_on)]
                state = (task.word, task.state)
                said = [(task.last_word, None), (iso(task.said_on), None)]
                found.append([*((words, None) for words in plain), state, *said])
    return found
