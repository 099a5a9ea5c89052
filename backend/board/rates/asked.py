from typing import Annotated

from pydantic import Field

from backend.signals.rate_groups import By
from backend.signals.rate_lists import Behind
from backend.timeline.moments import AsOf, AsOfHere
from backend.web.pagination import Paging
from backend.web.schema import Blank, Input

Group = Annotated[str | None, Field(max_length=40), Blank]


class Grouping(Input):
    by: By = By.ALL
    """按什么分组：期次、责任单位、片区或类型；不带就只算全部"""


class AskedRates(Grouping, AsOf):
    """The rates of all and of each group, as they stand or stood."""


class OneGroup(Grouping):
    group: Group = None
    """哪一组：期次如 2026-3，或单位、片区、类型的代码；- 是没有的。不带就是全部"""
    part: Behind = Behind.DENOMINATOR
    """哪一份名单"""


class AskedProjects(OneGroup, Paging, AsOf):
    """A list behind a rate."""


class AskedOnPage(OneGroup, AsOfHere):
    """A page: the rates, or with `part` a list behind one of them, after the project with this code."""

    after: Annotated[str | None, Field(max_length=40), Blank] = None
