"""Passwords that are guessed first here: the common ones, and those made from what everybody knows of a person."""

import re

from backend.accounts.models import Account, Unit
from backend.accounts.passwords import normal

SHORTEST, LONGEST = 8, 128
FIRST_GUESSES = 11  # digits: birthdays, telephone and chat numbers are not longer
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "qweasdzxc",
)
WORDS = """
password psswrd passwd passw pass word admin administrator root test user guest login welcome letmein iloveyou dragon
monkey sunshine princess football baseball superman qwertyasdf asdfzxcv qazwsxedc china beijing shanxi sanpi mima
guanliyuan guanli xiangmu xiangmuban kaifaqu zhuanban zhoubao shigong zhongguo woaini woaizhongguo aini nihao
woshishui wodemima denglu zhanghao shiwei shizhengfu fagaiju jianshe
"""
COMMON = frozenset(WORDS.split())


def weakness(password: str, account: Account, unit: Unit | None) -> str | None:
    """What is wrong with a password for this person, as a sentence; none if nothing is."""
    text = normal(password).casefold()
    letters = only_letters(text)
    common = letters in COMMON or len(set(text)) < 4 or in_a_row(letters)
    findings = (
        (len(text) < SHORTEST, f"密码至少{SHORTEST}个字符，例如一句只有您知道的话"),
        (len(text) > LONGEST, f"密码最多{LONGEST}个字符"),
        (text.isdecimal() and len(text) <= FIRST_GUESSES, "只有数字的密码（生日、电话、连号）最先被猜到，请加上文字"),
        (bool(account.phone) and str(account.phone) in text, "密码里不要用自己的电话号码"),
        (letters in personal(account, unit), "密码不要用账号、姓名或单位名称加数字，这些最先被猜到"),
        (common, "这个密码太常见，请换一个，例如一句只有您知道的话"),
    )
    return next((sentence for is_weak, sentence in findings if is_weak), None)


def only_letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def in_a_row(letters: str) -> bool:
    """Keys that lie beside each other, forwards or backwards."""
    return bool(letters) and any(letters in row or letters[::-1] in row for row in ROWS)


def personal(account: Account, unit: Unit | None) -> set[str]:
    """The words that others would try: name, unit, both in pinyin, initials, and the usual shortenings."""
    words = {only_letters(account.name.casefold())}
    for name in (account.person, *((unit.name, unit.short_name) if unit else ())):
        words |= spellings(name) if name else set()
    return words - {""}


def spellings(name: str) -> set[str]:
    from pypinyin import lazy_pinyin

    first, *rest = [syllable.casefold() for syllable in lazy_pinyin(name)]
    given, initials = "".join(rest), "".join(syllable[0] for syllable in rest)
    return {name.casefold(), first + given, given + first, first[0] + initials, first + initials, given}
