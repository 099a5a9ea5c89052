"""A sheet of targets as an office keeps it: a line for a unit and a measure, a column for each period.

| 单位 | 指标 | 1月 | … | 12月 | 一季度 | … | 四季度 | 全年 | — columns may be missing and in any order. Cells are
pasted from a spreadsheet (tabs), or come in a file. An empty cell says nothing about its target."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from pydantic import ValidationError
from python_calamine import CalamineError, CalamineWorkbook

from backend.accounts.models import Unit
from backend.errors import Invalid
from backend.targets.checking import check
from backend.targets.models import UnitMeasure
from backend.targets.periods import of_year
from backend.targets.schemas import TargetIn
from backend.web.sentences import in_words

MOST_LINES = 2000
MOST_UNPACKED = 20 * 1024 * 1024
TAKES_BACK = {"撤销", "撤", "无"}
UNIT, MEASURE = "单位", "指标"


@dataclass
class Read:
    """What a sheet asks for, and what is wrong with it: a sentence for each cell, by where it stands."""

    targets: list[TargetIn] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def text_of_file(name: str, content: bytes) -> str:
    """The first sheet of a workbook, or a CSV, as cells with tabs between them."""
    if content[:2] == b"PK":
        return _lines(_cells_of_workbook(content))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return _lines(list(csv.reader(StringIO(content.decode(encoding)))))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Invalid.field("sheet", f"“{name}”不是表格，请传 .xlsx 或 .csv")


def _cells_of_workbook(content: bytes) -> list[list[str]]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise Invalid.field("sheet", "表格解开后太大，请只留目标那一张表")
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        return [[_said(cell) for cell in row] for row in sheet.to_python(nrows=MOST_LINES + 1)]
    except (BadZipFile, CalamineError) as error:
        raise Invalid.field("sheet", "表格打不开，请用 Excel 另存为 .xlsx 再传") from error


def _said(cell: object) -> str:
    """A whole number as people write it: a workbook keeps all numbers as fractions."""
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def read(sheet: str, year: int, units: Sequence[Unit]) -> Read:
    """Every line is read, so that all that is wrong is told at once."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in sheet.splitlines() if line.strip()]
    found = Read()
    if not rows or UNIT not in rows[0] or MEASURE not in rows[0]:
        found.wrong.append("第一行要有列名：单位、指标，和 1月…12月、一季度…四季度、全年 里的几列")
        return found
    if len(rows) > MOST_LINES:
        found.wrong.append(f"一次最多{MOST_LINES}行，请分几次导入")
        return found
    columns = _columns(rows[0], year, found)
    known = {name: unit for unit in units for name in (unit.code, unit.name, unit.short_name) if name}
    seen: dict[tuple[str, UnitMeasure], int] = {}
    for number, row in enumerate(rows[1:], 2):
        if beyond := [cell for cell in row[len(rows[0]) :] if cell]:
            found.wrong.append(f"第{number}行比列名多出一格“{beyond[0][:20]}”，请对齐")
            continue
        if of := _whose(number, dict(zip(rows[0], row, strict=False)), known, found):
            if first := seen.get((of[0].code, of[1])):
                found.wrong.append(f"第{number}行和第{first}行都是{of[0].called}的{of[1].label}，请只留一行")
            seen.setdefault((of[0].code, of[1]), number)
            _line(number, dict(zip(rows[0], row, strict=False)), columns, of, found)
    return found


def _columns(heads: Sequence[str], year: int, found: Read) -> dict[str, str]:
    """Which period each column is of, by its heading."""
    periods = {period.name: period.code for period in of_year(year)}
    found.wrong += [
        f"不认得列“{head}”，期间写 1月…12月、一季度…四季度、全年"
        for head in heads
        if head and head not in {*periods, UNIT, MEASURE}
    ]
    twice = dict.fromkeys(head for head in heads if head and heads.count(head) > 1)
    found.wrong += [f"列“{head}”写了不止一次，请只留一列" for head in twice]
    return {head: periods[head] for head in heads if head in periods}


def _whose(number: int, row: dict[str, str], known: dict[str, Unit], found: Read) -> tuple[Unit, UnitMeasure] | None:
    measures = {measure.label: measure for measure in UnitMeasure}
    unit, measure = known.get(row.get(UNIT, "")), measures.get(row.get(MEASURE, ""))
    if unit is None:
        found.wrong.append(f"第{number}行：没有单位“{row.get(UNIT, '')}”，请照单位列表写")
    if measure is None:
        found.wrong.append(f"第{number}行：没有指标“{row.get(MEASURE, '')}”，可写{'、'.join(measures)}")
    return None if unit is None or measure is None else (unit, measure)


def _line(number: int, row: dict[str, str], columns: dict[str, str], of: tuple[Unit, UnitMeasure], found: Read) -> None:
    unit, measure = of
    for head, period in columns.items():
        if cell := row.get(head, "").replace(",", ""):
            amount = None if cell in TAKES_BACK else cell
            try:
                said = {"unit": unit.code, "measure": measure, "period": period, "amount": amount}
                target = TargetIn.model_validate(said)
                check(target, {unit.code: unit})
                found.targets.append(target)
            except Invalid as error:
                found.wrong.append(f"第{number}行“{head}”：{error.errors[0].wanted}")
            except ValidationError as error:
                found.wrong.append(f"第{number}行“{head}”：{in_words(error.errors())[0].wanted}")
