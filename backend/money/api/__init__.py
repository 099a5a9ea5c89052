from fastapi import APIRouter

from backend.money.api.funds import router as funds
from backend.money.api.months import router as months
from backend.money.api.results import router as results
from backend.money.api.thresholds import router as thresholds

router = APIRouter()
for each in (months, funds, results, thresholds):
    router.include_router(each)
