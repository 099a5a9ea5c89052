"""What balancers and supervisors ask."""

from sqlalchemy import text

from backend import db, health

BEAT = text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => :ago))")


async def test_the_web_says_that_it_is_alive_to_anybody(client):
    async with client() as anybody:
        answer = await anybody.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


async def test_it_is_ready_when_database_files_and_worker_are(client, session):
    await db.sql(session, BEAT, ago=1)
    async with client() as anybody:
        answer = await anybody.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "migrations": True, "worker": True, "files": True}


async def test_a_worker_that_fell_silent_is_told(client, session):
    await db.sql(session, BEAT, ago=health.LONGEST_SILENCE + 5)
    async with client() as anybody:
        answer = await anybody.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["worker"] is False
    assert answer.json()["database"] is True


async def test_tables_of_another_version_are_told(client, session):
    await db.sql(session, text("UPDATE alembic_version SET version_num = 'another'"))
    async with client() as anybody:
        answer = await anybody.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] is False
