"""People of three units in every role, for tests that show who may do what."""

from types import SimpleNamespace

from sqlmodel.ext.asyncio.session import AsyncSession

from backend.accounts.models import Permission, Role
from tests import factories, signing


async def of_three_units(session: AsyncSession) -> SimpleNamespace:
    zone = await factories.unit(session, code="zone", name="开发区管委会", short_name="开发区")
    land = await factories.unit(session, code="land", name="自然资源局")
    reform = await factories.unit(session, code="reform", name="发展改革局")
    return SimpleNamespace(
        zone=zone,
        land=land,
        administrator=await factories.account(session, Role.ADMINISTRATOR, person="张管理"),
        office=await factories.account(session, Role.OFFICE, person="李红", unit_id=reform.id),
        leader=await factories.account(session, Role.LEADER, person="陈立新"),
        head=await factories.account(session, Role.REVIEWER, person="孙国强", unit_id=zone.id),
        steward=await factories.account(session, person="王磊", unit_id=zone.id),
        land_head=await factories.account(session, Role.REVIEWER, person="白俊", unit_id=land.id),
        other=await factories.account(session, person="周毅", unit_id=reform.id),
        reader=await factories.account(session, Role.READER, scope={}),
        unit_reader=await factories.account(session, Role.READER, scope={"unit": "zone"}, unit_id=zone.id),
        stranger=await factories.account(session, person="路人"),
        write_key=await signing.key(session, Permission.WRITE, name="写"),
        read_key=await signing.key(session, Permission.READ, name="读"),
    )
