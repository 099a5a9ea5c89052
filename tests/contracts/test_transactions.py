import httpx
from fastapi import FastAPI

from backend.db import Session
from backend.ids import uuid7
from backend.projects.models import AnnualPlan
from backend.web import errors


async def test_a_commit_that_fails_is_never_a_success(committed):
    app = FastAPI()
    errors.install(app, errors.as_problem)

    @app.post("/")
    async def write(session: Session) -> str:
        session.add(AnnualPlan(project_id=uuid7(), year=2026, amount=1))  # of a project that does not exist
        return "saved"

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        response = await client.post("/")

    assert response.status_code == 409
