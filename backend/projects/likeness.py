"""Whether two names may be of one project. Pure: a question to ask a person, never a decision.

A name is taken apart: what every name has (项目, 工程, 有限公司) is dropped; the phase and other ordinals, the direction and
the type of work (铁路专用线, 大道) must agree; what is left is its own. Two names are alike where that is the same, where
one is the other written shorter, or where they differ by a slip of the hand or a few words put in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from unicodedata import normalize

from backend.projects.name_words import COMPANY, DIRECTIONS, FILLING, NUMERALS, ORDINAL, PLACES, SIZE, TYPES

Labelled = tuple[str, str]
"""A name with the key of whose it is."""
ENOUGH = 0.86
"""Twice the characters that both have, by all that they have."""
SHORT_NAME = 4  # characters of its own with which a name without a type of work may be another one written shorter
LONG = 5  # below that a single other character is another name
TYPE = re.compile("|".join(sorted(TYPES, key=len, reverse=True)))
COMMON = 60  # names with a pair of characters in common: beyond that it says nothing


@dataclass(frozen=True)
class Name:
    own: str
    types: frozenset[str]
    ordinals: tuple[str, ...]
    direction: str
    sizes: tuple[str, ...]

    @property
    def pairs(self) -> frozenset[str]:
        """Pairs of characters that stand side by side, or with one between: two names that are alike share some."""
        text = self.own
        near = [text[i : i + 2] for i in range(len(text) - 1)]
        return frozenset([*near, *(f"{text[i]}*{text[i + 2]}" for i in range(len(text) - 2))] or [text])


@lru_cache(maxsize=20_000)
def taken_apart(text: str) -> Name:
    text = re.sub(r"[\s,，。、·\-—_“”\"'（）()【】\[\]]", "", normalize("NFKC", text)).lower()
    text = text.translate(NUMERALS)
    ordinals = tuple(sorted(found for found in ORDINAL.findall(text) if found not in {"1期", "首期"}))
    sizes = tuple(SIZE.findall(text))
    bare = SIZE.sub("", re.sub(r"首期", "", ORDINAL.sub("", text)))
    bare = COMPANY.sub("", PLACES.sub("", bare)) or bare
    direction = "".join(DIRECTIONS.findall(bare))
    types = frozenset(TYPES[found.group()] for found in TYPE.finditer(bare)) - {""}
    own = FILLING.sub("", TYPE.sub("", bare)) or FILLING.sub("", bare) or bare or text
    return Name(own, types, ordinals, direction, sizes)


def alike(one: str, other: str) -> bool:
    a, b = taken_apart(one), taken_apart(other)
    return _may_be_one(a, b) and _own_alike(*sorted((a, b), key=lambda name: len(name.own)))


def _may_be_one(a: Name, b: Name) -> bool:
    """Nothing that tells projects apart is different."""
    sizes = not a.sizes or not b.sizes or a.sizes == b.sizes
    return a.ordinals == b.ordinals and a.direction == b.direction and sizes


def _own_alike(short: Name, long: Name) -> bool:
    a, b = short.own, long.own
    same_work = short.types == long.types
    if a == b:
        return same_work or not short.types or not long.types
    if _is_within(a, b):
        begins = len(a) > 1 and a[:2] == b[:2] and (same_work or (not short.types and len(a) >= SHORT_NAME))
        return begins or (same_work and len(a) * 3 >= len(b) * 2)
    if not same_work or 2 * (len(a) - len(set(a) - set(b)) + 1) < ENOUGH * (len(a) + len(b)):
        return False  # with so few characters in common there is no need to look at their order
    both, slips = _in_common(a, b)
    return slips <= 1 and len(a) >= LONG - 2 * slips and 2 * both / (len(a) + len(b)) >= ENOUGH


def _is_within(short: str, long: str) -> bool:
    """All characters of the one stand in the other, in order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _in_common(a: str, b: str) -> tuple[int, int]:
    """How many characters both have in order, of which so many only sound the same: 100 for each, less 1 for a slip."""
    row = [0] * (len(b) + 1)
    for one in a:
        above, row = row, [0]
        for j, other in enumerate(b):
            same = 100 if one == other else 99 if sounds_like(one, other) else 0
            row.append(max(above[j + 1], row[j], above[j] + same))
    both = -(-row[-1] // 100)
    return both, both * 100 - row[-1]


@lru_cache(maxsize=50_000)
def sounds_like(one: str, other: str) -> bool:
    """A slip of the hand at a Chinese keyboard is mostly another character of the same sound."""
    if not ("\u4e00" <= one <= "\u9fff" and "\u4e00" <= other <= "\u9fff"):
        return False
    from pypinyin import Style, lazy_pinyin  # see search.py

    return bool(lazy_pinyin(one, style=Style.NORMAL) == lazy_pinyin(other, style=Style.NORMAL))


def pairs_alike(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, str, str]]:
    """Who may be one of all these, each pair once: both keys, and the two names that are alike.

    Only names that share what few others have are compared, so that thousands cost little more than their number.
    Names that are the same in all that counts always are."""
    blocks: dict[object, set[Labelled]] = defaultdict(set)
    for key, texts in names.items():
        for text in texts:
            name = taken_apart(text)
            for block in (name, *name.pairs):
                blocks[block].add((key, text))
    found: set[tuple[str, str]] = set()
    for (one, a), (other, b) in _worth_comparing(blocks):
        if (one, other) not in found and alike(a, b):
            found.add((one, other))
            yield one, other, a, b


def _worth_comparing(blocks: Mapping[object, set[Labelled]]) -> Iterator[tuple[Labelled, Labelled]]:
    """Two longer names that are alike share more than one pair of characters: a company's name alone is too little."""
    shared: Counter[tuple[Labelled, Labelled]] = Counter()
    for block, members in blocks.items():
        if isinstance(block, Name):
            shared.update(dict.fromkeys(combinations(sorted(members), 2), 2))
        elif len(members) <= COMMON:
            shared.update(combinations(sorted(members), 2))
    for (one, other), times in shared.items():
        if one[0] != other[0] and (times > 1 or min(len(taken_apart(each[1]).own) for each in (one, other)) < LONG):
            yield one, other
