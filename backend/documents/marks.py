"""Chinese punctuation at the ends of a line (避头尾): where a line may end, and what may not be torn apart."""

OPENING = frozenset("“‘（《〈【〔「『")
CLOSING = frozenset("”’）》〉】〕」』，。、；：！？")
SQUEEZABLE = OPENING | CLOSING

NEVER_FIRST = CLOSING | frozenset("—…·%％℃‰°～)],.;:!?/")
NEVER_LAST = OPENING | frozenset("([￥$")
PAIRS = frozenset({"——", "……"})


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters that stand side by side."""
    if after in NEVER_FIRST or before in NEVER_LAST or before + after in PAIRS:
        return False
    return not _one_word(before, after)


def _one_word(before: str, after: str) -> bool:
    """Figures and Latin words stay whole: 12.36 is never parted."""
    return before.isascii() and after.isascii() and " " not in (before, after)
