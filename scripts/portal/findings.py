"""Findings: every mistake as a value, told so that the person who made it can mend it."""

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from shlex import quote
from unicodedata import combining, east_asian_width

from portal.slips import Loc, Severity

# Stands in a fault's message for the number of the line of its `earlier` place.
LINE = "\0"
# A path below the content folder; not what somebody wrote, which is quoted.
_PATH = re.compile(
    r"(?<![\w/.“-])(?:(?:pages|notices|commitments|data)/[\w./-]*|addresses\.txt)", re.ASCII
)
_CONTENT = "content"
# The commands that advice names and that read a content folder.
_COMMAND = re.compile(r"scripts/(?:check\.py --fix|new\.py results \d{4}-q\d)", re.ASCII)
_LETTERS = str.maketrans("01", "ol")


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake at one place. Line and column count from 1; `error` stops the build.

    What follows the first line of `fix` is text to copy into the file as it is.
    `mended` is the whole line as `check.py --fix` will write it, when a machine can know that.
    `cause` names what is missing or wrong elsewhere: findings with one cause are told once.
    `belongs` is the path where the file was probably meant to stand.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    fix: str
    severity: Severity = "error"
    source_line: str = field(default="", compare=False)
    mended: str | None = field(default=None, compare=False)
    cause: str = field(default="", compare=False)
    belongs: str = field(default="", compare=False)


@dataclass(frozen=True)
class Fault:
    """A mistake that a rule sees in a record: the place is still a field, not a line.

    `loc` is the way to the field (`("price", "amount")`); with `body_line` (from 1, counted in the
    body) the mistake is in the Markdown instead. `cause` is as in a finding. `fix_in_row` is what
    to do where an item has no line of its own, in a list in brackets.
    """

    path: str
    loc: Loc
    message: str
    fix: str
    severity: Severity = "error"
    body_line: int = 0
    body_column: int = 1
    cause: str = ""
    fix_in_row: str = ""
    earlier: Loc = ()


def named(findings: Sequence[Finding], folder: str) -> list[Finding]:
    """The findings with paths as a person types them: the folder's name in front, in the words too.

    So it is in a command: of another folder it has to name it.
    """
    return [_named(finding, folder) for finding in findings]


def _named(finding: Finding, folder: str) -> Finding:
    def whole(text: str) -> str:
        return _PATH.sub(lambda found: f"{folder}/{found[0]}", text)

    advice, line, to_copy = finding.fix.partition("\n")
    if folder != _CONTENT:
        advice = _COMMAND.sub(lambda found: f"{found[0]} --content {quote(folder)}", advice)
    return replace(
        finding,
        path=f"{folder}/{finding.path}",
        message=whole(finding.message),
        fix=whole(advice) + line + to_copy,
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything stops the build."""
    return any(finding.severity == "error" for finding in findings)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word of the list that was probably meant."""
    alike = {lettered(one): one for one in words}
    close = difflib.get_close_matches(lettered(word), alike, n=1, cutoff=0.6)
    return alike[close[0]] if close else None


def nearest_address(address: str, known: Iterable[str]) -> str | None:
    """The address that was probably meant: its last part is alike, not only the folders before it."""
    named = address.rstrip("/").rpartition("/")[2]
    alike = [one for one in known if nearest(named, [one.rstrip("/").rpartition("/")[2]])]
    return nearest(address, alike)


def lettered(word: str) -> str:
    """The word with the letter for each digit that looks like one: `p1an` is plan."""
    return word.lower().translate(_LETTERS)


def place_in(text: str, at: int) -> tuple[int, int]:
    """The line and the column, both from 1, of a place in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def as_text(findings: Sequence[Finding]) -> str:
    """All findings for a person at a terminal, sorted by place, with their number at the end."""
    blocks = [_block(finding) for finding in sorted(findings)]
    errors = sum(finding.severity == "error" for finding in findings)
    notices = len(findings) - errors
    counts = [f"{errors} 处要改" if errors else "没有要改的"]
    if notices:
        counts.append(f"{notices} 处提醒")
    return "\n".join([*blocks, "，".join(counts) + "。"])


def as_coloured_text(findings: Sequence[Finding]) -> str:
    """The same with colours: the place bold, the caret red or yellow, the advice green."""
    rows = (_coloured(row) for row in as_text(findings).split("\n"))
    return "\n".join(rows)


def as_github(findings: Sequence[Finding]) -> str:
    """The same as annotations on the lines of a pull request."""
    return "\n".join(_annotation(finding) for finding in sorted(findings))


_INSIDE = ("source_line", "mended", "cause", "belongs")
# A reminder tells what to do, and asks for no change of what is written.
_ADVICE: dict[Severity, str] = {"error": "改法", "notice": "做法"}
_ADVISING = tuple(f"    {word}：" for word in _ADVICE.values())


def as_json(findings: Sequence[Finding]) -> str:
    """The same as a list of {path, line, column, rule, message, fix, severity}."""
    rows = [asdict(finding) for finding in sorted(findings)]
    for row in rows:
        for name in _INSIDE:
            del row[name]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _block(finding: Finding) -> str:
    what = "提醒：" if finding.severity == "notice" else ""
    place = f"{_visible(finding.path)}:{finding.line}:{finding.column}:"
    lines = [f"{place} {what}{_visible(finding.message)}。"]
    if finding.source_line.strip():
        shown = _visible(finding.source_line)
        before = _width(shown[: finding.column - 1])
        lines += [f"    {shown}", f"    {' ' * before}^"]
    advice, _, to_copy = finding.fix.partition("\n")
    lines.append(f"    {_ADVICE[finding.severity]}：{_visible(advice)}。  [{finding.rule}]")
    copied = "\n".join(map(_visible, to_copy.split("\n")))
    return "\n".join([*lines, "", copied, ""] if to_copy else lines)


_BOLD, _RED, _YELLOW, _GREEN, _PLAIN = (f"\x1b[{code}m" for code in ("1", "31", "33", "32", "0"))
_PLACE = re.compile(r"(\S.*?:\d+:\d+:)( 提醒：)?(.*)")


def _coloured(row: str) -> str:
    """A row of the plain text; the words stay, so that a search finds them."""
    place = _PLACE.fullmatch(row)
    if place:
        colour = _YELLOW if place[2] else _RED
        return f"{_BOLD}{place[1]}{_PLAIN}{place[2] or ''}{colour}{place[3]}{_PLAIN}"
    if row.strip() == "^":
        return f"{_RED}{row}{_PLAIN}"
    return f"{_GREEN}{row}{_PLAIN}" if row.startswith(_ADVISING) else row


def _visible(text: str) -> str:
    """The text with a sign for each one that a terminal would act upon or swallow."""
    return "".join(_seen(sign) for sign in text)


def _seen(sign: str) -> str:
    if sign.isprintable() or sign == "\u3000":  # the wide blank, as it stands before paragraphs
        return sign
    return " " if sign == "\t" else "?"


def _width(text: str) -> int:
    return sum(
        0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _annotation(finding: Finding) -> str:
    place = f"file={_property(finding.path)},line={finding.line},col={finding.column}"
    advice, line, to_copy = finding.fix.partition("\n")
    words = f"{finding.message}。\n{_ADVICE[finding.severity]}：{advice}。{line}{to_copy}"
    return f"::{finding.severity} {place},title={finding.rule}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
