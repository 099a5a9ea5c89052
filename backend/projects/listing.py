"""Lists of projects: filters, orders and keyset pages over the summaries, the same for pages and API.

`of` is what is listed: the summaries of today, or those of another moment (`timeline.past.standing`)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import Field
from sqlalchemy import ColumnElement, Select, case, func, tuple_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.actor import Actor
from backend.labels import Labelled
from backend.projects.queries import readable
from backend.projects.search import matches
from backend.projects.summary import Summary
from backend.projects.vocabulary import Condition, Signal, Stage
from backend.web.schema import Blank, Input, Moment

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])
WORST_FIRST = {signal: place for place, signal in enumerate(Signal)}


class StageFilter(Labelled):
    """The stages, and the pipeline, which is the lack of one."""

    PIPELINE = "pipeline", "储备"
    SIGNED = "signed", "签约"
    STARTED = "started", "开工"
    PRODUCING = "producing", "投产"


class Sort(Labelled):
    CODE = "code", "编号"
    NAME = "name", "名称"
    UPDATED_AT = "updated_at", "最近更新"
    SIGNAL = "signal", "灯号"


Choice = Annotated[str | None, Field(max_length=40), Blank]


class Filters(Input):
    """Which projects are asked for; what is not given does not limit."""

    q: Annotated[str | None, Field(max_length=60), Blank] = None
    """名称、简称、别名或编号里的字，也可以是拼音或首字母"""
    stage: Annotated[StageFilter | None, Blank] = None
    kind: Choice = None
    unit: Choice = None
    area: Choice = None
    cluster: Choice = None
    programme: Choice = None
    annual_list: Choice = None
    """年份和清单代码，如 2026:construction"""
    signal: Annotated[Signal | None, Blank] = None
    condition: Annotated[Condition | None, Blank] = None
    updated_since: Annotated[Moment | None, Blank] = None


def listing(actor: Actor, filters: Filters, sort: Sort = Sort.CODE) -> SelectOfScalar[Summary]:
    """What the actor may see and asked for, in order. Ties are broken by code, so that a page never repeats a row."""
    return narrowed(select(Summary), actor, filters, sort)


def narrowed(query: Query, actor: Actor, filters: Filters, sort: Sort, of: type[Summary] = Summary) -> Query:
    """`listing` of a query that fetches more than summaries."""
    return query.where(readable(actor, of), *matching(filters, of)).order_by(*keys(sort, of))


def beyond(query: Query, sort: Sort, after: Sequence[Any], of: type[Summary] = Summary) -> Query:
    """The rest of the list after the row with this key (see `key_of`)."""
    values = [datetime.fromisoformat(after[0]), after[1]] if sort is Sort.UPDATED_AT else after
    return query.where(tuple_(*keys(sort, of)) > tuple_(*values))


def key_of(row: Summary, sort: Sort) -> list[Any]:
    match sort:
        case Sort.CODE:
            return [row.code]
        case Sort.NAME:
            return [row.name, row.code]
        case Sort.UPDATED_AT:
            return [row.updated_at.isoformat(), row.code]
        case Sort.SIGNAL:
            return [WORST_FIRST[row.signal], row.code]


def keys(sort: Sort, of: type[Summary] = Summary) -> list[Any]:
    code = col(of.code)
    match sort:
        case Sort.CODE:
            return [code]
        case Sort.NAME:
            return [col(of.name), code]
        case Sort.UPDATED_AT:
            return [col(of.updated_at), code]
        case Sort.SIGNAL:
            return [case(WORST_FIRST, value=of.signal), code]


def matching(filters: Filters, of: type[Summary] = Summary) -> list[ColumnElement[bool]]:
    found = [
        getattr(of, name) == value
        for name in ("kind", "area", "cluster", "programme", "signal", "condition")
        if (value := getattr(filters, name)) is not None
    ]
    if filters.q:
        found.append(matches(filters.q, of))
    if filters.stage is StageFilter.PIPELINE:
        found.append(col(of.stage).is_(None))
    elif filters.stage:
        found.append(col(of.stage) == Stage(filters.stage.value))
    if filters.unit:
        found.append(func.array_position(of.units, filters.unit).is_not(None))
    if filters.annual_list:
        found.append(func.array_position(of.annual_lists, filters.annual_list).is_not(None))
    if filters.updated_since:
        found.append(col(of.updated_at) >= filters.updated_since)
    return found
