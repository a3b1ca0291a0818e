"""See the lines of a YAML text as an author does: indentation, dashes, key, colon, value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from portal.slips import Slip, Words

COLONS = ":：﹕∶︰"
BLANKS = "\t\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
_LINE = re.compile(
    rf"(?P<indent>[ {BLANKS}]*)(?P<dashes>(?:- +)*)"
    # A key in quotes, "kind": plan, is one to YAML when a blank follows its colon.
    rf"""(?:(?P<quote>["'])(?P<quoted>[a-z_]+)(?P=quote) *:(?P<behind> .*|)|"""
    rf"(?P<key>[A-Za-z_\u4e00-\u9fff\uff21-\uff5a][\w-]*)(?P<gap>[ {BLANKS}]*)"
    rf"(?P<colon>[{COLONS}=＝])(?P<after>.*)|(?P<rest>.*))"
)
# What begins a value that is not simply words.
NOT_PLAIN = ("'", '"', "[", "{", "|", ">")
BLOCK = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])\s*(?:#.*)?$")
_ASCII_KEY = re.compile(r"[a-z_]+", re.ASCII)


@dataclass(frozen=True)
class Line:
    """One line that YAML reads as structure, not as the inside of a text.

    `spans` says that its text ends in a line below; `opened` is the column at which a field
    begins that stands below the line above, or beside it.
    """

    number: int
    text: str
    indent: str
    dashes: str
    key: str | None
    gap: str
    colon: str
    after: str
    continues: bool
    has_children: bool
    at_top: bool = False
    below_item: bool = False
    items_at: str | None = None
    in_text: bool = False
    opened: int = 0
    spans: bool = False

    @property
    def value(self) -> str:
        """What stands behind the colon, or behind the dashes when there is no key."""
        return self.after.strip(" ")

    @property
    def value_start(self) -> int:
        """Where the value starts in the line, from 0."""
        return len(self.text) - len(self.after.lstrip(" "))

    @property
    def column(self) -> int:
        """Where the key starts in the line, from 0."""
        return len(self.indent) + len(self.dashes)

    def slip(self, column: int, words: Words, mended: str | None) -> Slip:
        """A slip of this line; the column counts from 0."""
        return Slip(self.number, column + 1, *words, mended=mended)

    def with_value(self, value: str) -> str:
        """The line with another value."""
        return self.text[: self.value_start] + value


def lines(text: str) -> Iterator[Line]:
    """The structural lines; comments, blank lines and the insides of long texts are left out."""
    rows = text.split("\n")
    number = 0
    value_column = -1
    at_top = True
    items_at = innermost = ""
    has_item = False
    opened, keyed = 0, False
    while number < len(rows):
        row = rows[number]
        number += 1
        if not row.strip() or row.lstrip(f" {BLANKS[0]}").startswith("#"):
            continue
        line = _line(number, row, rows, value_column)
        below_item = has_item and line.indent == items_at
        above = innermost if has_item and value_column >= 0 else None
        in_text = 0 <= value_column < depth(line.indent) and not (has_item or keyed)
        # A name below a text is no text: what stands below it belongs to it.
        keyed = line.continues and (keyed or bool(line.key and line.colon == ":"))
        end = _after_long_text(line, rows, number)
        line = replace(line, at_top=at_top, below_item=below_item, items_at=above, in_text=in_text)
        line = replace(line, spans=end > number, opened=opened)
        yield line
        column = depth(line.indent) + len(line.dashes)
        opened = column + 2 if line.key and not line.value else 0 if line.dashes else column
        has_item, items_at = bool(line.dashes) and "\t" not in line.indent, line.indent
        innermost = " " * (line.indent + line.dashes).rfind("-")
        at_top = not line.column and bool(line.value)
        number = end
        if not line.continues:
            holds_text = bool(line.value) and not re.match(rf"#|{BLOCK.pattern}", line.value)
            value_column = column if holds_text and (line.key or line.dashes) else -1


def _line(number: int, row: str, rows: list[str], value_column: int) -> Line:
    found = _LINE.fullmatch(row)
    indent, dashes = (found["indent"], found["dashes"]) if found else ("", "")
    if found and found["quoted"]:
        key, gap, colon, after = found["quoted"], "", ":", found["behind"]
    else:
        key = found["key"] if found else None
        gap, colon = (found["gap"], found["colon"]) if found and key else ("", "")
        after = (found["after"] if key else found["rest"]) if found else row
    # 提示：…… behind a dash is a text that has a colon; only a word of ours is a key there.
    if key and dashes and colon != ":" and not _ASCII_KEY.fullmatch(key):
        key, gap, colon, after = None, "", "", row[len(indent) + len(dashes) :]
    continues = 0 <= value_column < depth(indent) and not dashes
    following = next((row for row in rows[number:] if row.strip()), "")
    deeper = len(following) - len(following.lstrip()) > len(indent)
    same_list = bool(key) and following.startswith(indent + "- ")
    return Line(number, row, indent, dashes, key, gap, colon, after, continues, deeper or same_list)


def depth(indent: str) -> int:
    """How many spaces an indentation was meant to be: a tab or a wide blank is two."""
    return len(indent) + indent.count("\t") + indent.count("\u3000")


def _after_long_text(line: Line, rows: list[str], number: int) -> int:
    value = line.value
    if BLOCK.match(value):
        depth = len(line.indent)
        while number < len(rows) and (not rows[number].strip() or indent_of(rows[number]) > depth):
            number += 1
        return number
    if value[:1] in ('"', "'", "[", "{"):
        return _after_closing(value, rows, number)
    return number


def _after_closing(value: str, rows: list[str], number: int) -> int:
    """Where reading goes on behind a quoted text or brackets that stretch over several lines."""
    closing = {"[": "]", "{": "}"}.get(value[0], value[0])
    if closing in value[1:]:
        return number
    for end in range(number, len(rows)):
        found = _LINE.fullmatch(rows[end])
        if found and found["key"] and found["colon"] == ":" and found["after"][:1] in ("", " "):
            return number
        if closing in rows[end]:
            return end + 1
    return number


def indent_of(row: str) -> int:
    """How many spaces stand before the first sign of a line."""
    return len(row) - len(row.lstrip(" "))
