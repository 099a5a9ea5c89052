"""Help in Chinese: what typer itself says in English."""

from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.DEFAULT_STRING = "（默认 {}）"
rich_utils.REQUIRED_LONG_STRING = "（必填）"


class Command(TyperCommand):
    def get_usage(self, ctx: Any) -> str:
        return in_chinese(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return explained(super().get_help_option(ctx))


class Group(TyperGroup):
    def get_usage(self, ctx: Any) -> str:
        return in_chinese(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return explained(super().get_help_option(ctx))


def in_chinese(usage: str) -> str:
    for english, chinese in {"Usage: ": "用法：", "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …"}.items():
        usage = usage.replace(english, chinese)
    return usage


def explained(option: Any) -> Any:
    if option is not None:
        option.help = "显示这段说明"
    return option
