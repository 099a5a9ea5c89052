import importlib.util
import json
from pathlib import Path

from sqlalchemy import text
from sqlmodel import select

from backend import db
from backend.projects.summary import Summary

(PATH,) = Path("migrations/versions").glob("*_figures_of_rates.py")


async def test_the_migration_takes_the_same_figures_from_stored_documents(session, house):
    spec = importlib.util.spec_from_file_location("figures_of_rates", PATH)
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    query = f"SELECT v.seq, {migration.FIGURES} FROM (SELECT seq, document::jsonb AS d FROM project_versions) AS v"
    taken = {
        seq: json.loads(found) if isinstance(found, str) else found for seq, found in await db.sql(session, text(query))
    }
    summaries = (await session.exec(select(Summary))).all()
    assert len(summaries) == 60
    for summary in summaries:
        known = taken[summary.seq]  # a summary tells more since, which a later writing of each document brings
        assert "years" in known, summary.code
        assert known == {name: summary.figures[name] for name in known}, summary.code
