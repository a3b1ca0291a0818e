"""Try single lines otherwise, their dash, indentation or value: which makes the whole file fit?"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from portal.slips import Slip, Words
from portal.yamllines import indent_of

# Each trial reads the whole text: for more signs than these in all nobody waits.
MOST_READ = 600_000
MOST_PLACES = 3
MOST_FIELDS = 6
MOST_MOVED = 10
_ROW = re.compile(
    r"(?P<indent> *)(?P<dash>- +)?(?:(?P<key>[a-z][\w-]*):(?: +(?P<value>\S.*))?|(?P<words>[^#\s].*))"
)
_ITEM_FIX = "和别的项一样，写 - 和一个空格，左边对齐"
_LINE_UP, _KEYED = "fields-line-up", "every-line-has-a-field"


@dataclass(frozen=True)
class Names:
    """What may stand in front of a colon: all fields with their labels, and those that hold a group."""

    fields: Mapping[str, str]
    groups: Collection[str]


@dataclass(frozen=True)
class Trial:
    """Rows in the place of so many, and what to tell."""

    count: int
    rows: tuple[str, ...]
    words: Words
    sure: bool = True


def slip(text: str, near: Iterable[int], names: Names, fits: Callable[[str], bool]) -> Slip | None:
    """The line, of those near lines that were told, that alone keeps the text from fitting."""
    rows = text.split("\n")
    places = list(dict.fromkeys(near))[:MOST_PLACES]
    numbers = dict.fromkeys(at + by for at in places for by in (0, -1, -2, 1))
    numbers |= dict.fromkeys(by for at in places if at <= len(rows) for by in _above(rows, at))
    there = [number for number in numbers if 1 <= number <= len(rows)]
    tried = (
        (number, trial)
        for kind in (_by_place, _by_name)
        for number, trial in sorted(
            ((number, trial) for number in there for trial in kind(rows, number - 1, names)),
            key=lambda one: _effort(rows, *one),
        )
    )
    for number, trial in islice(tried, MOST_READ // len(text)):
        rest = rows[number - 1 + trial.count :]
        if fits("\n".join([*rows[: number - 1], *trial.rows, *rest])):
            column = indent_of(rows[number - 1]) + 1
            alone = trial.sure and trial.count == len(trial.rows) == 1
            mended = trial.rows[0] if alone else None
            return Slip(number, column, *trial.words, mended=mended)
    return None


def _effort(rows: list[str], number: int, trial: Trial) -> tuple[int, bool, int]:
    """How far from likely a trial is: whoever indents does it by two, and of few lines first."""
    column = indent_of(trial.rows[0])
    above = (indent_of(rows[by]) for by in range(number - 2, -1, -1) if rows[by].strip())
    outer = next((indent for indent in above if indent < column), -2)
    return column % 2, column - outer != 2, trial.count


def _by_place(rows: list[str], at: int, _: Names) -> Iterator[Trial]:
    """What needs no other words: a dash, a column, a line break."""
    found = _ROW.fullmatch(rows[at])
    if found is None:
        return
    if found["dash"] and found["key"]:
        yield from _without_dash(found)
        yield from _without_dashes(rows, at, found)
    yield from _moved(rows, at)
    if (found["words"] or "").startswith(("{", "[")):
        words = ("list-dash", "这一项的行首缺 -", _ITEM_FIX)
        for column in (indent_of(rows[at - 1]), indent_of(rows[at])):
            yield Trial(1, (f"{' ' * column}- {rows[at].lstrip()}",), words)
    if found["words"]:
        yield from _name_behind_words(found)
    if found["key"] and not found["dash"] and at:
        yield from _first_dash(rows[at - 1], rows[at])
    if found["key"] and found["value"]:
        yield from _two_fields(rows[at], found)
        yield from _first_item_behind(rows, at, found)


def _by_name(rows: list[str], at: int, names: Names) -> Iterator[Trial]:
    """What lacks the name of a field."""
    found = _ROW.fullmatch(rows[at])
    if found is None:
        return
    if found["words"] and not found["words"].startswith(("---", "...")):
        yield from _with_key(found, names)
    if found["dash"]:
        yield from _below_a_list_name(rows, at, names)
    if found["key"] and found["value"]:
        yield from _next_name_behind(rows[at], found, names)
        yield from _with_fields_below(rows, at, found, names)
    if found["key"] and not found["dash"]:
        yield from _below_a_name(rows, at, names)


def _without_dash(found: re.Match[str]) -> Iterator[Trial]:
    """A dash before one field among others."""
    rest = found[0][found.start("key") :]
    words = (_LINE_UP, f"“{found['key']}”前面多了 -", "删去 -，和同一组的字段左边对齐")
    for deeper in ("", "  "):
        yield Trial(1, (found["indent"] + deeper + rest,), words)


def _without_dashes(rows: list[str], at: int, found: re.Match[str]) -> Iterator[Trial]:
    """A dash before each field of one item, or of each of several items."""
    start = rf"{found['indent']}- +(?P<key>[a-z_]+): "
    first = re.match(start, rows[at - 1]) if at else None
    if first is None or (at > 1 and re.match(start, rows[at - 2])):
        return
    end = next((by for by in range(at, len(rows)) if not re.match(start, rows[by])), len(rows))
    fields = (
        row if row[found.start("key") :].startswith(f"{first['key']}:") else _undashed(row)
        for row in rows[at:end]
    )
    message = "每个字段前面都写了 -，一项变成了几项"
    fix = f"每一项只在“{first['key']}”前面写 -，其余各行的 - 换成空格"
    yield Trial(end - at, tuple(fields), ("list-dash", message, fix))


def _undashed(row: str) -> str:
    return row.replace("-", " ", 1)


def _first_dash(above: str, row: str) -> Iterator[Trial]:
    """The first field of a list's first item without its dash."""
    rest = row.lstrip()
    for column in (indent_of(row) - 2, indent_of(row)) if above.rstrip().endswith(":") else ():
        fix = f"行首空 {max(0, column)} 格，写 - {rest}"
        words = ("list-dash", "列表第一项的行首缺 -", fix)
        yield Trial(1, (f"{' ' * column}- {rest}",), words)


def _with_key(found: re.Match[str], names: Names) -> Iterator[Trial]:
    """Words that lack the name of their field, or have its label without a colon."""
    start = found["indent"] + (found["dash"] or "")
    for name, label in names.fields.items():
        labelled = re.fullmatch(
            rf"[【\[〔（(]?(?:{re.escape(label)}|{name})[】\]〕）)]?(?:冒号|[\s:：])*(.+)",
            found["words"],
        )
        words = labelled[1] if labelled else found["words"]
        meant = f"{start}{name}: {words}"
        message, fix = f"“{found['words'][:24]}”前面缺字段名", f"写成 {meant.strip()}"
        if not labelled and len(words) > 1 and name.startswith(words):
            message, fix = f"“{words}”没有写完", f"写成 {name}: 和它的内容；没有就写 无"
        elif not found["dash"]:
            fix += "；是上一行没写完就并到上一行"
        yield Trial(1, (meant,), (_KEYED, message, fix), sure=bool(found["dash"] or labelled))


def _below_a_list_name(rows: list[str], at: int, names: Names) -> Iterator[Trial]:
    """Items of a list above which the line with its name is missing."""
    here = indent_of(rows[at])
    above = rows[at - 1] if at else ""
    if above.startswith(f"{' ' * here}- "):
        return
    for name in names.fields:
        head = f"{' ' * max(0, here - 2)}{name}:"
        words = (_KEYED, f"上面缺一行 {name}:", f"在这一行的上面加一行 {name}:")
        yield Trial(1, (head, rows[at]), words)


def _first_item_behind(rows: list[str], at: int, found: re.Match[str]) -> Iterator[Trial]:
    """The first item of a list behind its name, the others on their lines."""
    below = rows[at + 1] if at + 1 < len(rows) else ""
    if re.match(rf" {{{found.start('key')},}}- ", below):
        item = f"{' ' * indent_of(below)}- {found['value'].removeprefix('- ')}"
        message = f"列表的第一项写在了“{found['key']}:”的后面"
        fix = f"另起一行，写成 {item.strip()}，和下面各项左边对齐"
        yield Trial(
            1, (found[0][: found.end("key") + 1], item), ("list-on-own-lines", message, fix)
        )


def _moved(rows: list[str], at: int) -> Iterator[Trial]:
    """Lines too far left or right of where their neighbours begin: one, with what is below it, or all."""
    here = indent_of(rows[at])
    beside = [rows[by] for by in (at - 1, at + 1) if 0 <= by < len(rows)]
    columns = {*map(indent_of, beside), *(indent_of(row) + 2 for row in beside), here - 2, here + 2}
    columns |= {0, here - here % 2, here + here % 2}  # whoever indents does it by two
    last = _end(rows, at, here)
    several = range(at + 2, min(last, at + MOST_MOVED))
    for end in dict.fromkeys((at + 1, _end(rows, at, here + 1), last, *several)):
        likely = columns if end not in several else {here - 2, here + 2, here + here % 2}
        for column in sorted(likely, key=lambda one: abs(one - here)):
            if column < 0 or column == here:
                continue
            moved = (" " * (indent_of(row) + column - here) + row.lstrip() for row in rows[at:end])
            more = "多" if column < here else "少"
            which = "这一行" if end == at + 1 else f"从这里起的 {end - at} 行"
            message = f"{which}{more}缩进了 {abs(column - here)} 格"
            fix = f"行首空 {column} 格" if column else "从行首写起，前面不空格"
            fix = f"{fix}，和同一组左边对齐" if end == at + 1 else f"{fix}，其余各行一起移"
            yield Trial(end - at, tuple(moved), (_LINE_UP, message, fix))


def _with_fields_below(
    rows: list[str], at: int, found: re.Match[str], names: Names
) -> Iterator[Trial]:
    """A value behind a name below which the fields of its group stand."""
    head, value = found[0][: found.end("key") + 1], found["value"]
    message = f"“{found['key']}”后面写了“{value[:24]}”，下面又分行写了字段"
    words = ("not-a-group", message, f"删去“{value}”，只留 {head.strip()}")
    # Whether what stands behind a name may go, nobody knows but the author.
    yield Trial(1, (head,), words, sure=False)
    inner = indent_of(rows[at + 1]) if at + 1 < len(rows) else 0
    if inner > indent_of(found[0]) and re.match("[a-z_]+: ", value):
        fix = f"只留 {head.strip()}，{value} 另起一行，和下面的字段左边对齐"
        yield Trial(1, (head, " " * inner + value), ("not-a-group", message, fix))
    for name in names.fields if inner > indent_of(found[0]) else ():
        meant = f"{' ' * inner}{name}: {value}"
        fix = f"只留 {head.strip()}，下面另起一行，行首空 {inner} 格写 {name}: {value}"
        yield Trial(1, (head, meant), ("not-a-group", message, fix))


def _two_fields(row: str, found: re.Match[str]) -> Iterator[Trial]:
    """Two fields on one line."""
    second = re.search(
        r"(?:[ ,，;；、]+|(?<=[^\W_a-z]))([a-z]+(?:_[a-z]+)*):(?= |$)", row[found.start("value") :]
    )
    if second is None:
        return
    end = found.start("value") + second.start()
    place = found.start("key")
    message = f"一行写了两个字段：“{found['key']}”和“{second[1]}”"
    fix = f"“{second[1]}: …”另起一行，和“{found['key']}”左边对齐"
    rest = " " * place + row[found.start("value") + second.start(1) :]
    yield Trial(1, (row[:end], rest), (_KEYED, message, fix))


def _next_name_behind(row: str, found: re.Match[str], names: Names) -> Iterator[Trial]:
    """A value and the name of the next field, with nothing between them."""
    for name in names.fields:
        at = row.find(f"{name}: ", found.start("value") + 1)
        if at > 0:
            message = f"一行写了两个字段：“{found['key']}”和“{name}”"
            fix = f"“{row[at:][:24]}”另起一行，和“{found['key']}”左边对齐"
            rest = " " * found.start("key") + row[at:]
            yield Trial(1, (row[:at].rstrip(), rest), (_KEYED, message, fix))


def _name_behind_words(found: re.Match[str]) -> Iterator[Trial]:
    """The last item of a list, and the name of the next field without its line break."""
    joined = re.fullmatch(r"(.*[^\W_a-z])[ ,，;；、。]*([a-z]+(?:_[a-z]+)*:)", found["words"])
    if joined is None:
        return
    above = found[0][: found.start("words") + joined.end(1)]
    for column in sorted({max(0, len(found["indent"]) - 2), len(found["indent"])}):
        message = f"“{joined[2]}”写在了“{joined[1][:24]}”的后面"
        fix = (
            f"“{joined[2]}”另起一行，行首空 {column} 格"
            if column
            else f"“{joined[2]}”另起一行，从行首写起"
        )
        yield Trial(1, (above, " " * column + joined[2]), (_KEYED, message, fix))


def _below_a_name(rows: list[str], at: int, names: Names) -> Iterator[Trial]:
    """Fields of a group above which the line with its name is missing."""
    here = indent_of(rows[at])
    outer, deeper = (here - 2, 0) if here >= 2 else (here, 2)
    last = _end(rows, at, here)
    for name, end in product(names.groups, range(at + 1, min(last, at + MOST_FIELDS) + 1)):
        head = f"{' ' * outer}{name}:"
        inside = tuple(" " * deeper + row for row in rows[at:end])
        fix = f"在这一行的上面加一行 {name}:"
        if deeper:
            fix += f"，这 {end - at} 行行首各空两格" if end > at + 1 else "，这一行行首空两格"
        yield Trial(end - at, (head, *inside), (_KEYED, f"上面缺一行 {name}:", fix))


def _above(rows: list[str], number: int) -> Iterator[int]:
    """The row above that begins further left, below which this one stands, and its item above."""
    here = indent_of(rows[number - 1])
    above = (by for by in range(number - 1, 0, -1) if indent_of(rows[by - 1]) < here)
    outer = next(above, number)
    yield from (outer, outer + 1)
    dash = " " * here + "- "
    beside = (by for by in range(number - 1, 0, -1) if rows[by - 1].startswith(dash))
    yield next(beside, number)


def _end(rows: list[str], at: int, column: int) -> int:
    """Where the rows end that follow one and begin at the column or further right."""
    rest = range(at + 1, len(rows))
    return next((by for by in rest if rows[by].strip() and indent_of(rows[by]) < column), len(rows))
