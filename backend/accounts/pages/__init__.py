"""The pages around signing in, one's own account, and the administration of accounts, units and keys."""

from fastapi import APIRouter

from backend.accounts.pages import accounts, front, gate, keys, me, units

router = APIRouter(include_in_schema=False)
for each in (gate, me, front, accounts, units, keys):
    router.include_router(each.router)
