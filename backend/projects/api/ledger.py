from backend.accounts.auth import Caller
from backend.db import Session
from backend.projects import ledger
from backend.projects.parts import AliasPart, AnnualListPart, DeveloperPart
from backend.projects.schemas import AliasIn, AnnualEntryIn, DeveloperIn
from backend.replay.routing import Router

router = Router(prefix="/projects/{code}", tags=["项目"])


@router.post("/aliases", status_code=201)
async def add_alias(code: str, given: AliasIn, session: Session, caller: Caller) -> AliasPart:
    """加一个别名；已有的照原样答复。"""
    return AliasPart.model_validate(await ledger.add_alias(session, caller, code, given))


@router.post("/developers", status_code=201)
async def add_developer(code: str, given: DeveloperIn, session: Session, caller: Caller) -> DeveloperPart:
    """加一家项目单位；名称相同就是同一家。"""
    return DeveloperPart.model_validate(await ledger.add_developer(session, caller, code, given))


@router.post("/annual-lists", status_code=201)
async def enter_annual_list(code: str, given: AnnualEntryIn, session: Session, caller: Caller) -> AnnualListPart:
    """列入一年的一张清单；已列入的照原样答复。"""
    return AnnualListPart.model_validate(await ledger.enter_list(session, caller, code, given))
