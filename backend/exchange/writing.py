"""The ledger as a file: for Excel, and as comma separated values. Rows are written one after another and not kept."""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from typing import IO, Any, Protocol

import xlsxwriter

from backend.exchange.columns import Column, Kind, Value
from backend.exchange.neutral import neutral
from backend.web.formats import iso

A3 = 8
LONGEST = 32_767  # signs that a cell of Excel holds
TITLE, REMARKS, HEADINGS = 0, 1, 2
FROZEN = 4  # columns up to the project's name stay in sight
PAGES_WIDE = 3
FORMATS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"text_wrap": True, "num_format": "@"},  # a code that somebody types in stays what it is
    Kind.LONG: {"text_wrap": True},
    Kind.AMOUNT: {"num_format": "#,##0.00"},
    Kind.COUNT: {"num_format": "0"},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "center"},
}
ROW = {"valign": "top", "font_name": "宋体", "font_size": 10}
PRINTED_TOO = 0  # the sheet's own grid on paper: empty cells then need not be written, which is most of the time


class Writer(Protocol):
    def add(self, rows: Iterable[list[Value]]) -> None: ...
    def close(self) -> None: ...


class Csv:
    """With a byte order mark, without which Excel takes UTF-8 for something else."""

    def __init__(self, file: IO[bytes], columns: list[Column], title: str, remarks: str) -> None:
        self._text = TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        self._lines = csv.writer(self._text)
        self._lines.writerows([[title], [remarks], [column.heading for column in columns]])

    def add(self, rows: Iterable[list[Value]]) -> None:
        self._lines.writerows([_text(value) for value in row] for row in rows)

    def close(self) -> None:
        self._text.detach()


class Xlsx:
    """A sheet that prints on A3. Texts are written as texts: none of them can become a formula."""

    def __init__(self, file: IO[bytes], columns: list[Column], title: str, remarks: str, folder: str) -> None:
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
        self._book.set_properties({"title": title, "comments": remarks})
        self._sheet = self._book.add_worksheet("台账")
        self._formats = [self._book.add_format(ROW | FORMATS[column.kind]) for column in columns]
        self._columns, self._next = columns, HEADINGS + 1
        self._arrange(title)
        self._begin(title, remarks)

    def _arrange(self, title: str) -> None:
        sheet = self._sheet
        for number, column in enumerate(self._columns):
            sheet.set_column(number, number, column.width)
        sheet.freeze_panes(HEADINGS + 1, FROZEN)
        sheet.hide_gridlines(PRINTED_TOO)
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(HEADINGS)
        sheet.repeat_columns(0, FROZEN - 1)
        sheet.fit_to_pages(PAGES_WIDE, 0)
        sheet.set_footer(f"&L{title}&R第 &P 页，共 &N 页")

    def _begin(self, title: str, remarks: str) -> None:
        sheet, book = self._sheet, self._book
        sheet.set_row(TITLE, 26)
        sheet.write_string(TITLE, 0, title, book.add_format({"bold": True, "font_size": 16, "font_name": "宋体"}))
        sheet.write_string(REMARKS, 0, remarks, book.add_format({"font_size": 10, "font_name": "宋体"}))
        sheet.set_row(HEADINGS, 42)
        heading = ROW | {
            "border": 1,
            "border_color": "#B7BEC4",
            "bold": True,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "bg_color": "#E8EEF2",
        }
        shape = book.add_format(heading)
        for number, column in enumerate(self._columns):
            sheet.write_string(HEADINGS, number, column.heading, shape)

    def add(self, rows: Iterable[list[Value]]) -> None:
        for row in rows:
            for number, (value, shape) in enumerate(zip(row, self._formats, strict=True)):
                self._write(number, value, shape)
            self._next += 1

    def _write(self, number: int, value: Value, shape: Any) -> None:
        match value:
            case None:
                pass
            case str():
                self._sheet.write_string(self._next, number, value[:LONGEST], shape)
            case date():
                self._sheet.write_datetime(self._next, number, value, shape)
            case _:
                self._sheet.write_number(self._next, number, value, shape)

    def close(self) -> None:
        self._sheet.autofilter(HEADINGS, 0, max(self._next - 1, HEADINGS), len(self._columns) - 1)
        self._book.close()


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return neutral(value)
        case date():
            return iso(value)
        case Decimal():
            return f"{value:.2f}"
    return str(value)
