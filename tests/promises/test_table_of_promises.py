"""Every promise of the API has a test named after it: the table for the zone's engineers names tests that there are."""

import ast
import re
from pathlib import Path

import pytest

TABLE = Path("docs/zone/promises.md").read_text(encoding="utf-8")
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| 承诺")]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_each_promise_names_tests_that_there_are(row):
    named = NAMED.findall(row)
    assert named
    for file, name in named:
        tree = ast.parse(Path(file).read_text(encoding="utf-8"))
        functions = {each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert name in functions, f"{file} has no {name}: mend the row of docs/zone/promises.md that names it"


def test_the_proofs_of_this_folder_are_all_named():
    """A proof that nobody names is a promise that nobody was given; what only checks the table is none."""
    named = {file for file, _ in NAMED.findall(TABLE)}
    here = {f"tests/promises/{each.name}" for each in Path("tests/promises").glob("test_*.py")}
    assert here - named == {"tests/promises/test_table_of_promises.py"}
