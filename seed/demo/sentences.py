"""What officers write of a week, by what is being built and how far it has come."""

from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from seed.demo.plots import Plot
from seed.demo.schedule import Course, template_name

PHRASES = Path(__file__).parent / "phrases"
STEADY = ("运行平稳，按月报送产出", "继续做好运行维护")


@cache
def phrases(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((PHRASES / f"{name}.yaml").read_text())
    return read


def words_of(plot: Plot, key: str) -> dict[str, Any]:
    special = phrases("flavours").get(plot.flavour, {})
    words: dict[str, Any] = special.get(key) or phrases(template_name(plot.facts.kind))[key]
    return words


def progress(plot: Plot, course: Course, day: date, reached: list[str], luck: Random) -> tuple[str, str]:
    """What is to be seen on site, and what comes next."""
    done = [words_of(plot, key)["done"] for key in reached]
    at_work = course.working_on(day)
    if at_work is None:
        return "；".join([*done, STEADY[0]]), STEADY[1]
    node, percent = at_work
    words = words_of(plot, node.key)
    doing = luck.choice(words["doing"]).replace("<p>", str(percent))
    return "；".join([*done, doing]), words["next"]
