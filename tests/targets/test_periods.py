from datetime import date

import pytest

from backend.errors import Invalid
from backend.targets.periods import Period, of_year


@pytest.mark.parametrize("code", ["2026", "2026-Q1", "2026-Q4", "2026-01", "2026-12"])
def test_a_period_is_written_as_it_is_read(code):
    assert Period.parse(code).code == code


@pytest.mark.parametrize("code", ["", "26", "2026-13", "2026-0", "2026-Q5", "2026-1", "去年"])
def test_anything_else_is_told_how_a_period_is_written(code):
    with pytest.raises(Invalid, match="2026-Q4"):
        Period.parse(code)


def test_a_period_knows_its_days_and_what_went_before():
    assert (Period.parse("2028-02").starts_on, Period.parse("2028-02").ends_on) == (date(2028, 2, 1), date(2028, 2, 29))
    assert Period.parse("2026-Q1").before.code == "2025-Q4"
    assert Period.parse("2026-11").before.code == "2026-10"
    assert Period.parse("2026").before.code == "2025"
    assert Period.parse("2026").ends_on == date(2026, 12, 31)


def test_a_year_has_twelve_months_four_quarters_and_itself():
    assert [period.name for period in of_year(2026)][-5:] == ["一季度", "二季度", "三季度", "四季度", "全年"]
    assert len({period.code for period in of_year(2026)}) == 17
