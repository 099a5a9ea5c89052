from sqlalchemy.orm import selectinload
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.accounts.models import Account, ApiKey, Role, Unit, UnitName


def accounts() -> SelectOfScalar[Account]:
    """Those in use first, each with its unit."""
    order = (col(Account.disabled_at).is_not(None), col(Account.name))
    return select(Account).options(selectinload(Account.unit)).order_by(*order)


def matching(query: SelectOfScalar[Account], words: str, role: Role | None) -> SelectOfScalar[Account]:
    """`words` is a part of the name, the person or the unit."""
    if role:
        query = query.where(Account.role == role)
    if words:
        units = select(Unit.id).where(or_(col(Unit.name).icontains(words, autoescape=True), Unit.short_name == words))
        named = [col(column).icontains(words, autoescape=True) for column in (Account.name, Account.person)]
        query = query.where(or_(*named, col(Account.unit_id).in_(units)))
    return query


def enabled_administrators() -> SelectOfScalar[Account]:
    """Locked, so that two administrators cannot remove each other in the same moment."""
    query = select(Account).where(Account.role == Role.ADMINISTRATOR, col(Account.disabled_at).is_(None))
    return query.order_by(col(Account.id)).with_for_update()


def units() -> SelectOfScalar[Unit]:
    """Existing ones first, in the order of their codes."""
    return select(Unit).order_by(col(Unit.dissolved_on).is_not(None), col(Unit.code))


def former_names(unit: Unit) -> SelectOfScalar[UnitName]:
    return select(UnitName).where(UnitName.unit_id == unit.id).order_by(col(UnitName.until).desc())


def keys() -> SelectOfScalar[ApiKey]:
    """Those in force first, the next to expire at the top."""
    return select(ApiKey).order_by(col(ApiKey.revoked_at).is_not(None), col(ApiKey.expires_at))
