"""How far a total investment moved: above a fifth it is marked, listed in the brief, and wants a document. Pure."""

from decimal import Decimal

from backend.units import share

LARGE = Decimal(20)  # percent


def shift(old: Decimal | None, new: Decimal | None) -> Decimal | None:
    """In percent of what it was; unknown where one of the two is."""
    return None if old is None or new is None else share(new - old, old)


def is_large(old: Decimal | None, new: Decimal | None) -> bool:
    """By the amounts themselves, so that 20.004 % is above 20 %."""
    return bool(old) and old is not None and new is not None and abs(new - old) * 100 > old * LARGE
