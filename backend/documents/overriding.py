"""An office's own templates: a file in `<data_dir>/templates/` stands in for the one of the same name in
`frontend/templates/`. One that is broken is named with its line, and nothing is made from half of it."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from backend.config import ROOT, settings
from backend.documents.job import PrintingFailed

TEMPLATES = ROOT / "frontend" / "templates"
KINDS = ("documents", "briefs", "matrix", "meetings")


class TemplateBroken(PrintingFailed):
    """The sentence names the office's file and its line."""


class OwnFirst(BaseLoader):
    """Looks again each time: a file that is put there, mended or taken away counts from the next document on."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        path = self._place(template)
        try:
            text, read = path.read_text("utf-8"), path.stat().st_mtime_ns
        except (FileNotFoundError, NotADirectoryError):
            raise TemplateNotFound(template) from None
        except UnicodeDecodeError:
            raise TemplateBroken(f"自备的模板 {path} 不是UTF-8编码的文本，请另存为UTF-8") from None
        return text, str(path), lambda: self._place(template) == path and _modified(path) == read

    @staticmethod
    def _place(template: str) -> Path:
        """Names come from our own templates; one that climbs out of the folder is none of ours."""
        own = (folder() / template).resolve()
        return own if own.is_relative_to(folder()) and own.is_file() else TEMPLATES / template


def folder() -> Path:
    return (settings.data_dir / "templates").resolve()


def own_templates() -> list[str]:
    """Names of the files that stand in for ours."""
    return sorted(str(each.relative_to(folder())) for kind in KINDS for each in (folder() / kind).rglob("*.j2"))


@contextmanager
def in_words() -> Iterator[None]:
    """What goes wrong in an office's file is told as its own; what goes wrong elsewhere goes on as it is."""
    try:
        yield
    except TemplateSyntaxError as error:
        if not _is_own(error.filename):
            raise
        raise TemplateBroken(_sentence(error.filename or "", error.lineno, error.message or "")) from error
    except TemplateBroken:
        raise
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        places = [each for each in traceback.extract_tb(error.__traceback__) if _is_own(each.filename)]
        if not places:
            raise
        raise TemplateBroken(_sentence(places[-1].filename, places[-1].lineno or 0, str(error))) from error


def _sentence(filename: str, line: int, said: str) -> str:
    return (
        f"自备的模板 {filename} 第{line}行有误（{' '.join(said.split())[:200]}）。"
        "请改正这一行，或移走这个文件，用回系统原来的模板"
    )


def _is_own(filename: str | None) -> bool:
    return filename is not None and Path(filename).is_relative_to(folder())


def _modified(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
