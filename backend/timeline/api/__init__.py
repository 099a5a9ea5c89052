from fastapi import APIRouter

from backend.timeline.api.changes import router as changes
from backend.timeline.api.checksum import router as checksum
from backend.timeline.api.history import router as history
from backend.timeline.api.parts import router as parts
from backend.timeline.api.projects import one
from backend.timeline.api.projects import router as projects

router = APIRouter()
for each in (changes, checksum, one, projects, parts, history):  # what is asked for most often is found first
    router.include_router(each)
