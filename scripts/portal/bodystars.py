"""Slips in the stars of a Markdown body: bold text with one star more at one end than at the other."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from portal.slips import Slip

# The star that closes one text and those that open the next are no pair.
_EQUAL_STARS = re.compile(r"(?<![*\\])(\*\*?)(?![*\s])[^*]*(?<![\s*\\])\1(?!\*)")
_UNEQUAL_STARS = re.compile(
    r"(?<![*\\])\*(?![*\s])([^*]+)(?<![\s\\])\*\*(?!\*)|(?<![*\\])\*\*(?![*\s])([^*]+)(?<![\s\\])\*(?!\*)"
)


def stray_star(token: Token, rows: list[str]) -> Iterator[Slip]:
    """One star more at one end of a bold text than at the other: it is shown."""
    children = token.children or []
    if token.map is None or not any(one.type in ("em_open", "strong_open") for one in children):
        return
    for number in range(*token.map):
        row = _EQUAL_STARS.sub(lambda one: "x" * len(one[0]), rows[number])
        found = _UNEQUAL_STARS.search(row)
        if found:
            words = found[1] or found[2]
            fix = f"开头和末尾各写两个 *，写成 **{words}**"
            message = "加粗两头的 * 不一样多，多的会原样显示"
            yield Slip(number + 1, found.start() + 1, "stars-in-pairs", message, fix)
            return
