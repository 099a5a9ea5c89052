"""Who is printing at this moment."""

from contextlib import suppress

import psutil

STANDBY = "backend.documents.standby"


def at_work(house: psutil.Process) -> list[psutil.Process]:
    """The copies of the printer that stands by for a process of ours; not what it runs while it warms up."""
    found = []
    for standby in house.children():
        with suppress(psutil.NoSuchProcess):
            if STANDBY in standby.cmdline():
                found += [copy for copy in standby.children() if _prints(copy)]
    return found


def _prints(copy: psutil.Process) -> bool:
    return copy.status() != psutil.STATUS_ZOMBIE and STANDBY in copy.cmdline()
