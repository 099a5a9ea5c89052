import pytest

from backend.errors import Invalid
from backend.projects.codes import checked_credit_code, checked_national_code


def test_a_new_national_code_with_the_right_check_digit_is_taken():
    assert checked_national_code("2201-140981-89-01-123453") == ("2201-140981-89-01-123453", None)


def test_a_wrong_check_digit_warns_and_names_the_one_expected():
    code, warning = checked_national_code("2201-140981-89-01-123457")
    assert code == "2201-140981-89-01-123457"
    assert "校验位应为3，现在是7" in warning


@pytest.mark.parametrize("code", ["2017-140981-26-03-012345", "2015-140981-26-03-01234"])
def test_an_old_national_code_has_no_check_digit(code):
    assert checked_national_code(code) == (code, None)


@pytest.mark.parametrize("code", ["2213-140981-89-01-123453", "123", "2201-14098-89-01-123453", "2201 140981 89 01 1"])
def test_a_broken_national_code_is_refused_with_an_example(code):
    with pytest.raises(Invalid, match="2201-140981-89-01-123453"):
        checked_national_code(code)


def test_a_credit_code_is_checked_by_its_last_character():
    assert checked_credit_code(" 91110000600037341l ".replace("l", "L")) == "91110000600037341L"
    with pytest.raises(Invalid, match="18位"):
        checked_credit_code("911100006000373411")
