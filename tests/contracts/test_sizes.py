"""Small files and small functions: what the best codebases of this kind keep to."""

import ast
from pathlib import Path
from statistics import median

TEMPLATES = [path for path in Path("frontend/templates").rglob("*.*") if path.suffix in {".html", ".j2"}]
MODULES = [*Path("backend").rglob("*.py"), *Path("seed").rglob("*.py")]


def lengths_of_modules():
    return {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}


def lengths_of_functions():
    found = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{path}:{node.lineno} {node.name}"] = node.end_lineno - node.lineno + 1
    return found


def test_no_module_is_longer_than_250_lines_and_nine_of_ten_are_under_150():
    sizes = lengths_of_modules()
    assert {path: size for path, size in sizes.items() if size > 250} == {}
    filled = sorted(size for size in sizes.values() if size)
    assert median(filled) <= 75
    assert filled[int(len(filled) * 0.9)] <= 150


def test_no_function_is_longer_than_40_lines_and_most_are_short():
    sizes = lengths_of_functions()
    assert {where: size for where, size in sizes.items() if size > 40} == {}
    assert median(sizes.values()) <= 8


def test_no_template_is_longer_than_120_lines():
    sizes = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in TEMPLATES}
    assert {path: size for path, size in sizes.items() if size > 120} == {}
