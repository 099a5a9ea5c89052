from fastapi import APIRouter

from backend.lifecycle.api.batches import router as batches
from backend.lifecycle.api.entries import router as entries
from backend.lifecycle.api.standstill import router as standstill

router = APIRouter()
for each in (entries, standstill, batches):
    router.include_router(each)
