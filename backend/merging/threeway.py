"""Two people changed one thing, each from the same base: what only one of them changed is taken from them, and what
both changed is for a person to decide. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Unit = tuple[str, ...]
"""Fields that mean something only together, such as the two halves of a point; mostly one."""
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """`merged` has mine where both changed the same, as a proposal until somebody has picked."""

    merged: dict[str, Any]
    changed: list[Unit]
    """What only I changed."""
    kept: list[Unit]
    """What only others changed."""
    clashing: list[Unit]


def compared(
    units: Sequence[Unit], base: Values, theirs: Values, mine: Values, *, yields: Iterable[str] = ()
) -> Outcome:
    """`yields` are fields in which I take what the others say."""
    given_way = set(yields)
    outcome = Outcome({}, [], [], [])
    for unit in units:
        was, stands, said = (_of(unit, values) for values in (base, theirs, mine))
        if said in {was, stands} or given_way & set(unit):
            taken = theirs
            if was != stands != said:
                outcome.kept.append(unit)
        else:
            taken = mine
            (outcome.changed if stands == was else outcome.clashing).append(unit)
        outcome.merged.update({name: taken.get(name) for name in unit})
    return outcome


def _of(unit: Unit, values: Values) -> tuple[Any, ...]:
    return tuple(_plain(values.get(name)) for name in unit)


def _plain(value: Any) -> Any:
    """Nothing and no text are the same, and so are the line ends of a form and of everything else."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    return value
