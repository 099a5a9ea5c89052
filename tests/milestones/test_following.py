from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.errors import Invalid
from backend.milestones.following import Node, in_order, moved, slip

JUNE = date(2026, 6, 1)


def on(days: int) -> date:
    return JUNE + timedelta(days=days)


def chain(*days: int) -> list[Node]:
    """Each behind the one above it."""
    return [Node(f"n{place}", planned_on=on(day), expected_on=on(day)) for place, day in enumerate(days)]


def test_what_stands_behind_moves_as_far():
    assert moved(chain(0, 10, 30), "n0", on(5)) == {"n0": on(5), "n1": on(15), "n2": on(35)}


def test_spare_time_is_used_up_first():
    late_anyway = [*chain(0, 10), Node("n2", planned_on=on(20), expected_on=on(40))]
    assert moved(late_anyway, "n0", on(5)) == {"n0": on(5), "n1": on(15)}


def test_a_milestone_waits_for_the_latest_of_those_in_front():
    nodes = [
        Node("a", planned_on=on(0), expected_on=on(0)),
        Node("b", planned_on=on(0), expected_on=on(0)),
        Node("c", ("a", "b"), planned_on=on(10), expected_on=on(10)),
    ]
    assert moved(nodes, "a", on(7))["c"] == on(17)


def test_what_was_reached_or_has_no_day_does_not_move():
    nodes = [
        Node("a", planned_on=on(0), expected_on=on(0)),
        Node("b", expected_on=on(5), reached_on=on(5)),
        Node("c", ("a",)),
    ]
    assert moved(nodes, "a", on(9)) == {"a": on(9)}


def test_moving_earlier_pulls_nothing_forward():
    assert moved(chain(0, 10, 30), "n0", on(-5)) == {"n0": on(-5)}


def test_without_a_plan_the_expected_distance_is_kept():
    nodes = [Node("a", expected_on=on(0)), Node("b", expected_on=on(4))]
    assert moved(nodes, "a", on(3)) == {"a": on(3), "b": on(7)}


def test_a_circle_is_refused_and_named():
    with pytest.raises(Invalid, match="绕成了一圈"):
        in_order([Node("a", ("b",)), Node("b", ("a",))])


def test_slip_is_counted_in_days_and_early_is_negative():
    assert (slip(on(91), on(0)), slip(on(-6), on(0)), slip(None, on(0)), slip(on(0), None)) == (91, -6, None, None)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=12), st.integers(1, 200))
def test_every_one_behind_keeps_at_least_the_planned_distance(days, late):
    nodes = chain(*sorted(days))
    after = moved(nodes, "n0", nodes[0].expected_on + timedelta(days=late))
    new = {node.key: after.get(node.key, node.expected_on) for node in nodes}
    for front, node in pairwise(nodes):
        assert new[node.key] - new[front.key] >= node.planned_on - front.planned_on
