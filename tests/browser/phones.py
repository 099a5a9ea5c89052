"""The phones on which officers work: two screens, three sizes of type, with scripts alone, with a service worker, or bare.

Each test of what an update has to survive takes one of them, other tests other ones. `make phones` lets every one of
these tests take them all."""

import os
from itertools import product
from typing import Any, NamedTuple
from zlib import crc32

import pytest

SCREENS = [(360, 740), (320, 568)]
SIZES = {"m": 43.9, "l": 51.9, "xl": 59.9}
"""With the least height of what is pressed, in pixels."""
EVERY_ONE = "SANPI_TEST_PHONES"


class Phone(NamedTuple):
    width: int
    height: int
    size: str
    able: str
    """`bare` runs no script, `scripts` has no service worker, `worker` has both."""

    @property
    def options(self) -> dict[str, Any]:
        """As the browser is told."""
        return {
            "viewport": {"width": self.width, "height": self.height},
            "size": self.size,
            "java_script_enabled": self.able != "bare",
            "service_workers": "allow" if self.able == "worker" else "block",
        }

    def __str__(self) -> str:
        return f"{self.width}x{self.height}-{self.size}-{self.able}"


ALL = [Phone(*screen, size, able) for screen, size, able in product(SCREENS, SIZES, ("scripts", "worker", "bare"))]


USUAL = ALL[0]


def taken_by(test: str, able: tuple[str, ...]) -> list[Phone]:
    """Those of a test: all with `make phones`, else the one that falls to its name."""
    fit = [phone for phone in ALL if phone.able in able]
    return fit if os.environ.get(EVERY_ONE) else [fit[crc32(test.encode()) % len(fit)]]


def given_to(metafunc: pytest.Metafunc) -> None:
    """The tests of a module take the phones that are able to do what it says in its `PHONES`."""
    able = getattr(metafunc.module, "PHONES", None)
    if able and "phone" in metafunc.fixturenames:
        metafunc.parametrize("phone", taken_by(metafunc.function.__name__, able), ids=str)
