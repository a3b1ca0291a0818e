"""Try single lines otherwise, their dash, indentation or value: which makes the whole file fit?"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from portal.slips import Slip

# Each trial reads the whole text: of more than this nobody waits for them.
LONGEST = 40_000
MOST_PLACES = 3
_ROW = re.compile(
    r"(?P<indent> *)(?P<dash>- +)?(?:(?P<key>[a-z][\w-]*):(?: +(?P<value>\S.*))?|(?P<words>[^#\s].*))"
)
_LINE_UP = "fields-line-up"
_KEYED, _BELOW = "every-line-has-a-field", "not-a-group"

# The lines that stand instead of one, and what to tell: rule, message, fix.
Trial = tuple[str, tuple[str, str, str]]


def slip(
    text: str, near: Iterable[int], names: Collection[str], fits: Callable[[str], bool]
) -> Slip | None:
    """The line, of those near lines that were told, that alone keeps the text from fitting.

    `names` are those that a field may have.
    """
    if len(text) > LONGEST:
        return None
    rows = text.split("\n")
    places = list(dict.fromkeys(near))[:MOST_PLACES]
    for number in dict.fromkeys(at + by for at in places for by in (0, -1, -2, 1)):
        if not 1 <= number <= len(rows):
            continue
        for meant, words in _trials(rows, number - 1, names):
            if fits("\n".join([*rows[: number - 1], meant, *rows[number:]])):
                column = len(rows[number - 1]) - len(rows[number - 1].lstrip()) + 1
                # Whether what stands behind a name may go, nobody knows but the author.
                mended = None if words[0] == _BELOW else meant
                return Slip(number, column, *words, mended=mended)
    return None


def _trials(rows: list[str], at: int, names: Collection[str]) -> Iterator[Trial]:
    found = _ROW.fullmatch(rows[at])
    if found is None:
        return
    if found["dash"] and found["key"]:
        yield from _without_dash(found)
    elif found["dash"]:
        yield from _with_key(found, names)
    elif found["key"]:
        yield from _moved(rows, at, found)
    if found["key"] and found["value"]:
        yield from _with_fields_below(rows, at, found, names)


def _without_dash(found: re.Match[str]) -> Iterator[Trial]:
    """A dash before one field among others."""
    rest = found[0][found.start("key") :]
    words = (_LINE_UP, f"“{found['key']}”前面多了 -", "删去 -，和同一组的字段左边对齐")
    yield found["indent"] + rest, words
    yield found["indent"] + "  " + rest, words


def _with_key(found: re.Match[str], names: Collection[str]) -> Iterator[Trial]:
    """An item whose first field lacks its name."""
    for name in names:
        meant = f"{found['indent']}{found['dash']}{name}: {found['words']}"
        message = f"“{found['words'][:24]}”前面缺字段名"
        yield meant, (_KEYED, message, f"写成 {meant.strip()}")


def _moved(rows: list[str], at: int, found: re.Match[str]) -> Iterator[Trial]:
    """A field too far left or right of where its neighbours begin."""
    here, rest = len(found["indent"]), rows[at].lstrip()
    beside = [rows[by] for by in (at - 1, at + 1) if 0 <= by < len(rows)]
    columns = {len(row) - len(row.lstrip(" -")) for row in beside} | {here - 2, here + 2}
    for column in sorted(columns, key=lambda one: abs(one - here)):
        if column >= 0 and column != here:
            more = "多" if column < here else "少"
            message = f"“{found['key']}”{more}缩进了 {abs(column - here)} 格"
            fix = f"行首空 {column} 格" if column else "从行首写起，前面不空格"
            yield " " * column + rest, (_LINE_UP, message, f"{fix}，和同一组的字段左边对齐")


def _with_fields_below(
    rows: list[str], at: int, found: re.Match[str], names: Collection[str]
) -> Iterator[Trial]:
    """A value behind a name below which the fields of its group stand."""
    head, value = found[0][: found.end("key") + 1], found["value"]
    message = f"“{found['key']}”后面写了“{value[:24]}”，下面又分行写了字段"
    yield head, (_BELOW, message, f"删去“{value}”，只留 {head.strip()}")
    below = rows[at + 1] if at + 1 < len(rows) else ""
    indent = below[: len(below) - len(below.lstrip())]
    for name in names if len(indent) > len(found["indent"]) else ():
        meant = f"{indent}{name}: {value}"
        fix = f"只留 {head.strip()}，下面另起一行，行首空 {len(indent)} 格写 {name}: {value}"
        yield f"{head}\n{meant}", (_BELOW, message, fix)
