"""How amounts are written on a chart."""

from decimal import Decimal

from backend.units import rounded

WAN_OF_YI = 10_000


def in_yi(wan: Decimal) -> str:
    """万元 as 亿元 with two decimals."""
    return str(rounded(wan / WAN_OF_YI))
