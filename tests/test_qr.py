"""A drawn code is, module for module, the code that segno draws."""

import re
from pathlib import Path

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.qr import ERROR_LEVEL, MASK, drawing

ADDRESSES = [
    "https://portal.example/n/GD2009-0137/",
    "https://portal.example/n/GD2009-0138/",
    "https://portal.example/n/aZ9-zz00-0000/",
    "https://承诺.example/n/A/",
    "https://a-long-name.portal.example/some/folder/n/GD2009-0137-0000000000000000001/",
]


def modules(path: str, size: int) -> list[list[int]]:
    """What the path paints, read as a browser reads it."""
    painted = [[0] * size for _ in range(size)]
    x, y = 0, 0
    for line, leap, down in re.findall(r"h(\d+)|m(-?\d+) (\d)", path.removeprefix("M0 .5")):
        if line:
            for at in range(x, x + int(line)):
                painted[y][at] = 1
            x += int(line)
        else:
            x, y = x + int(leap), y + int(down)
    return painted


def by_segno(text: str) -> list[list[int]]:
    code = segno.make(
        text.encode(), error=ERROR_LEVEL, mode="byte", mask=MASK, boost_error=False, micro=False
    )
    return [[module & 1 for module in row] for row in code.matrix]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_drawn_as_segno_draws_it(address: str) -> None:
    made = drawing(address)
    assert modules(made.path, made.size) == by_segno(address)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="ascii", min_codepoint=32), min_size=1, max_size=60))
def test_any_text_is_drawn_as_segno_draws_it_whatever_was_drawn_before(text: str) -> None:
    made = drawing(text)
    assert modules(made.path, made.size) == by_segno(text)


def test_a_printed_notice_carries_its_short_address(example_site: Path) -> None:
    page = (example_site / "notices/2012/YL2012-0003/index.html").read_text("utf-8")
    address = "https://portal.yunling.example/n/YL2012-0003/"
    assert f'aria-label="二维码：{address}"' in page
    assert f'd="{drawing(address).path}"' in page
