from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from backend.units import Wan, rounded, share

AMOUNT = TypeAdapter(Wan)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("620", "620.00"), (" 620.5 ", "620.50"), ("６２０．５", "620.50"), ("0", "0.00"), (12, "12.00")],
)
def test_an_amount_is_read_as_typed_and_written_with_two_decimals(typed, amount):
    assert AMOUNT.dump_json(AMOUNT.validate_python(typed)) == f'"{amount}"'.encode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("620万元", "不要带单位"),
        ("1.2亿", "不要带单位"),
        ("12,000", "不要加逗号"),
        ("12，000", "不要加逗号"),
        ("-5", "不能是负数"),
        ("1.234", "最多两位小数"),
        ("NaN", "只填数字"),
        ("1e5", "只填数字"),
        ("1_000", "只填数字"),
        ("－5", "不能是负数"),
        ("347900000000", "按元填写"),
        ("", "请填数字"),
        (0.1, "请填数字"),
        (True, "请填数字"),
    ],
)
def test_what_a_hurried_hand_gets_wrong_is_said_in_words(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        AMOUNT.validate_python(typed)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(82, 94, "87.23"), (67, 107, "62.62"), (Decimal("216.65"), Decimal("235.04"), "92.18"), (1, 800, "0.13")],
)
def test_a_share_is_in_percent_with_two_decimals_half_up(part, whole, percent):
    assert share(part, whole) == Decimal(percent)


@pytest.mark.parametrize("whole", [0, None])
def test_there_is_no_share_of_nothing(whole):
    assert share(1, whole) is None


@given(st.decimals(min_value=0, max_value=100_000_000, places=2))
def test_what_is_written_is_read_again_as_the_same_amount(amount):
    written = AMOUNT.dump_python(amount, mode="json")
    assert AMOUNT.validate_python(written) == amount == rounded(amount)
