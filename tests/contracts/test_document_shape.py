"""A document that looks otherwise has another number, so that those that are stored are written anew and stay readable."""

import json
import os
from pathlib import Path

from backend.timeline import older
from backend.timeline.document import SHAPE, ProjectDocument

AGREED = Path(__file__).with_name("document_shape.json")
TOLD = {"title", "description", "examples"}


def bare(schema):
    """What there is, without what is said of it."""
    if isinstance(schema, dict):
        return {name: bare(part) for name, part in schema.items() if name not in TOLD or isinstance(part, dict)}
    return [bare(part) for part in schema] if isinstance(schema, list) else schema


def test_another_shape_of_the_document_has_another_number():
    schema = bare(ProjectDocument.model_json_schema(mode="serialization"))
    schema["properties"]["shape"].pop("default")
    schema["$defs"] = {name: part for name, part in schema["$defs"].items() if "enum" not in part}
    now = {"shape": SHAPE, "schema": schema}
    agreed = json.loads(AGREED.read_text(encoding="utf-8"))
    if os.environ.get("SANPI_RENEW_SNAPSHOT") and agreed["shape"] < SHAPE:
        AGREED.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        agreed = now
    assert now == agreed, (
        "the document has other fields than before: count SHAPE (backend/timeline/document.py) on by one, bring a step"
        " to STEPS (backend/timeline/older.py), then run this test once with SANPI_RENEW_SNAPSHOT=1"
    )


def test_from_every_older_shape_a_step_leads_on():
    assert sorted(older.STEPS) == list(range(1, SHAPE))


def test_a_month_of_nothing_in_an_older_document_is_not_told_as_reported():
    months = ["0.00"] * 10 + ["68.00", "0.00"]
    document = older.brought_up(json.dumps({"shape": 7, "years": [{"year": 2026, "months_wan": months}]}))
    assert document["years"][0]["months_wan"] == [None] * 10 + ["68.00", None]
