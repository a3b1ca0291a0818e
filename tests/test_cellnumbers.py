"""A number of a sheet keeps the digits that its cell shows, or it is told that they differ."""

import pytest

from portal.cellnumbers import held_digits, shown

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "form", "digits"),
    [
        (12345, "00000000", "00012345"),
        (123456789, "00000000", "123456789"),
        (0, "0000", "0000"),
        (58, "General", "58"),
        (58.0, "G/通用格式", "58"),
        (0.15, "General", "0.15"),
        (0.00001, "General", "0.00001"),
        (0.1 + 0.2, "General", "0.3"),
        (12345, "@", "12345"),
        (12345, "", "12345"),
        (59, "0", "59"),
        (59, "0.00", "59.00"),
        (0.1 + 0.2, "0.00", "0.30"),
        (7.5, "00.00", "07.50"),
        (59, "0.##", "59"),
        (59.5, "0.##", "59.5"),
        (1234.5, "#,##0.00", "1234.50"),
        (1234, "#,##0", "1234"),
        (58, "¥#,##0.00", "58.00"),
        (58, "[$¥-804]#,##0.00", "58.00"),
        (58, '"¥"0.00_);[Red]("¥"0.00)', "58.00"),
        (58, '0"元"', "58"),
        (58.5, ACCOUNTING, "58.50"),
        (-58.5, ACCOUNTING, "-58.50"),
        (-5, "0.00", "-5.00"),
        (-5, "0.00_);(0.00)", "-5.00"),
        (10**14, "General", "100000000000000"),
    ],
)
def test_a_number_has_the_digits_that_its_cell_shows(value: float, form: str, digits: str) -> None:
    assert shown(value, form) == digits


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (0.5, "0%"),
        (0.995, "0.00%"),
        (1200000, "0.00E+00"),
        (137, '"09GD"000000'),
        (137, "[$GD]000000"),
        (5, '"约"0'),
        (8881234, "000-0000"),
        (101, '00"-"0'),
        (5.5, "# ?/?"),
        (5, "[DBNum1]0"),
        (5, "[>3]0.0;0"),
        (1500000, "0,"),
        (1500000, "0.0,,"),
        (0.5, "0"),
        (59.996, "0.00"),
        (89.96, "0.0"),
        (0, "#"),
        (0, ACCOUNTING),
        (-5, "0.00;0.00"),
        (1234567890123456, "General"),
        (1234567890123456, "0"),
        (5, "没有这种格式"),
    ],
)
def test_a_cell_that_shows_something_else_is_seen(value: float, form: str) -> None:
    assert shown(value, form) is None


def test_a_number_as_held_has_no_power_of_ten() -> None:
    assert [held_digits(one) for one in (0.5, 1e20, 1e-7, 12)] == [
        "0.5", "100000000000000000000", "0.0000001", "12",
    ]  # fmt: skip
