"""How well names of one project are told from names of two, on pairs that were labelled by hand."""

import csv
import sys
from pathlib import Path

import pytest

from backend.projects.likeness import alike, pairs_alike
from seed.reading import named_projects

TABLE = (Path(__file__).parent / "name_pairs.csv").read_text(encoding="utf-8")
MADE_UP = Path("seed/demo/made_up.csv").read_text(encoding="utf-8")
NAMED = [each.facts for each in named_projects()]
PAIRS = list(csv.DictReader(TABLE.splitlines()))


def measured(pairs):
    found = [pair for pair in pairs if alike(pair["one"], pair["other"])]
    right = [pair for pair in found if pair["same"] == "1"]
    true = [pair for pair in pairs if pair["same"] == "1"]
    for pair in pairs:
        if alike(pair["one"], pair["other"]) != (pair["same"] == "1"):
            wrong = "missed" if pair["same"] == "1" else "silly"
            sys.stdout.write(f"{wrong}: {pair['one']} / {pair['other']} ({pair['why']})\n")
    return len(right) / len(found), len(right) / len(true)


@pytest.mark.parametrize(("which", "floor"), [("tuned", 0.95), ("held", 0.8)])
def test_precision_and_recall_on_labelled_pairs(which, floor):
    pairs = [pair for pair in PAIRS if pair["set"] == which]
    precision, recall = measured(pairs)
    sys.stdout.write(f"{which}: {len(pairs)} pairs, precision {precision:.2f}, recall {recall:.2f}\n")
    assert precision >= floor
    assert recall >= floor


def test_pairs_among_many_are_those_that_two_by_two_are_alike():
    names = dict(enumerate(sorted({pair[side] for pair in PAIRS for side in ("one", "other")})))
    wanted = {(a, b) for a in names for b in names if a < b and alike(names[a], names[b])}
    found = {(int(a), int(b)) for a, b, *_ in pairs_alike({f"{key:03}": [name] for key, name in names.items()})}
    assert found == wanted


def test_names_that_all_share_their_words_are_told_apart_without_comparing_each_with_each():
    many = {f"B-{number}": [f"第{number}号示范项目建设工程"] for number in range(2000)}
    assert list(pairs_alike(many)) == []
    assert [pair[:2] for pair in pairs_alike(many | {"again": ["第7号示范项目建设工程"]})] == [("B-7", "again")]


def test_no_two_of_the_seeded_and_the_demonstrations_projects_are_taken_for_one():
    named = {facts.code: [facts.name, facts.short_name, *facts.aliases] for facts in NAMED}
    made_up = {row["code"]: [row["name"], row["short_name"]] for row in csv.DictReader(MADE_UP.splitlines())}
    names = named | made_up
    assert len(names) == 65
    assert list(pairs_alike(names)) == []
