import pytest

from backend.config import read


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "abc"), ("SANPI_CLOSING_WEEKDAY", "9"), ("SANPI_HSTS", "perhaps")]
)
def test_a_setting_that_cannot_be_is_named_in_a_sentence(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=f"环境变量 {name}={value} 写得不对"):
        read()


def test_a_setting_left_empty_is_as_if_it_were_not_there(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert read().port == 8000
