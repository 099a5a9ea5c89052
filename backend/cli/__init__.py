"""`sanpi`: running an installation and looking after it from a terminal."""

import logging
import sys

import typer
from pydantic import ValidationError
from typer._click import exceptions as usage  # typer carries its own click and exports only a part of it
from typer.core import TyperArgument, TyperOption

from backend import logs
from backend.cli import accounts, briefs, data, doctor, keys, running, units
from backend.cli.chinese import Command, Group
from backend.errors import DomainError, Invalid
from backend.web.sentences import in_words

app = typer.Typer(
    cls=Group,
    help="三批：重大项目管理。数据放在 SANPI_DATA_DIR（默认 ./data）；数据库可用 SANPI_DATABASE_URL 指定。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (running.serve, running.worker, data.migrate, data.seed, data.demo, doctor.doctor):
    app.command(cls=Command)(command)
app.add_typer(accounts.app, name="account")
app.add_typer(units.app, name="unit")
app.add_typer(keys.app, name="key")
app.add_typer(briefs.app, name="brief")


def main() -> int:
    """What cannot be done is said in a sentence, and the exit code is 1; a command written wrongly gives 2."""
    logs.configure(logging.WARNING)  # a command tells by its own words what it did
    try:
        return app(standalone_mode=False, prog_name="sanpi") or 0
    except usage.NoArgsIsHelpError:
        return 0
    except usage.ClickException as error:
        return complain(f"{written_wrongly(error)}。写法见 {path_of(error)} --help", 2)
    except ValidationError as error:
        return complain("；".join(f"{each.field}：{each.wanted}" for each in in_words(error.errors())), 2)
    except Invalid as error:
        return complain(
            "；".join([error.message, *(each.wanted for each in error.errors if each.wanted != error.message)])
        )
    except DomainError as error:
        return complain(error.message)


def complain(sentence: str, code: int = 1) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


def written_wrongly(error: usage.ClickException) -> str:
    match error:
        case usage.MissingParameter():
            return f"缺少 {named(error)}"
        case usage.NoSuchOption():
            return f"没有选项 {error.option_name}"
        case usage.BadParameter():
            return f"{named(error)} 写得不对{choices_of(error)}"
    return "命令写得不对"


def choices_of(error: usage.BadParameter) -> str:
    """What may be written, where that is a list."""
    known = error.param.type_descriptor.choices if isinstance(error.param, TyperArgument | TyperOption) else None
    choices = "、".join(str(getattr(each, "value", each)) for each in known or ())
    return f"，可以写 {choices}" if choices else ""


def named(error: usage.BadParameter) -> str:
    """The option or argument as a person types it."""
    names = error.param.opts if error.param else []
    return max(names, key=len, default="参数")


def path_of(error: usage.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context else "sanpi"
