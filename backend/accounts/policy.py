"""Who may do what with accounts. Keys and readers may nothing of it: these need an administrator in person."""

from backend.accounts.actor import Actor
from backend.accounts.models import Account, Role


def may_administer(actor: Actor) -> bool:
    """Accounts, units and keys."""
    return actor.is_administrator


def may_use_codes(role: Role) -> bool:
    """Those who can do most are offered one-time codes of a telephone beside their password."""
    return role in (Role.ADMINISTRATOR, Role.OFFICE)


def may_disable(actor: Actor, account: Account) -> bool:
    """Nobody locks themselves out."""
    return may_administer(actor) and account.id != actor.id
