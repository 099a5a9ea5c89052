"""Numbering of a document: 一、 and （一） for headings, 表1 and 图1 for what stands between the paragraphs."""

DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """Write 1 to 99 as headings count: 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        raise ValueError(f"no heading is numbered {number}")
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")


class Numbering:
    """Counts while a template runs, so that a section that is left out leaves no gap."""

    def __init__(self) -> None:
        self.sections = self.parts = self.tables = self.figures = 0

    def section(self) -> str:
        self.sections += 1
        self.parts = 0
        return f"{chinese_numeral(self.sections)}、"

    def part(self) -> str:
        self.parts += 1
        return f"（{chinese_numeral(self.parts)}）"

    def table(self) -> str:
        self.tables += 1
        return f"表{self.tables}"

    def figure(self) -> str:
        self.figures += 1
        return f"图{self.figures}"
