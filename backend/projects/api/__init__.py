from fastapi import APIRouter

from backend.projects.api.duties import router as duties
from backend.projects.api.ledger import router as ledger
from backend.projects.api.lists import router as lists
from backend.projects.api.programmes import router as programmes
from backend.projects.api.years import router as years

router = APIRouter()
for each in (ledger, years, duties, programmes, lists):
    router.include_router(each)
