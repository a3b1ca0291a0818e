"""Say which kind of content a file holds by its fields, when it stands where another kind belongs."""

import re
from dataclasses import dataclass
from functools import cache

from portal.records.advice import figures
from portal.records.files import KINDS, Kind
from portal.shapes import fields, root_shape
from portal.slips import Words
from portal.yamltext import Value

RULE = "file-in-its-place"


@dataclass(frozen=True)
class Stray:
    """A file of a kind in the place of another: where it belongs, and how to get it there."""

    kind: Kind
    belongs: str
    fix: str
    misnamed: bool = False

    @property
    def words(self) -> Words:
        """What to tell."""
        message = f"这里写的是{self.kind.label}，放错了地方"
        return (
            RULE,
            f"{self.kind.label}的文件名不是要的样子" if self.misnamed else message,
            self.fix,
        )


def stray(path: str, value: Value | None, place: Kind | None = None) -> Stray | None:
    """What the file is, when it is plainly not of the kind of its place."""
    names = _names(value)
    if place is not None and names <= _fields(place)[0]:
        return None
    listed = isinstance(value, list)
    found = [
        kind
        for kind in KINDS
        if kind is not place and _lists(kind) == listed and _fits(kind, names)
    ]
    if len(found) != 1 or found[0].has_body != path.endswith(".md"):
        return None
    belongs = _place(found[0], path, value)
    if belongs:
        return Stray(found[0], belongs, f"移到 {belongs}")
    folder, name = _by_example(found[0], path, value)
    here = path.rpartition("/")[0] == folder
    fix = f"换一个名字，像 {name} 那样" if here else f"移到 {folder}/，名字像 {name} 那样起"
    return Stray(found[0], "", fix, here)


def fields_of(kind: Kind) -> dict[str, bool]:
    """The fields of a file, or of each item of its list; whether they must be there."""
    record = root_shape(kind.record).record
    return {one.key: one.required for one in fields(record)} if record else {}


def _fits(kind: Kind, names: frozenset[str]) -> bool:
    known, required = _fields(kind)
    return len(names) > 1 and required <= names <= known


def _names(value: Value | None) -> frozenset[str]:
    """The names of the fields; of a list those that any item has."""
    if isinstance(value, list):
        return frozenset(name for item in value if isinstance(item, dict) for name in item)
    return frozenset(value) if isinstance(value, dict) else frozenset()


@cache
def _fields(kind: Kind) -> tuple[frozenset[str], frozenset[str]]:
    found = fields_of(kind)
    return frozenset(found), frozenset(name for name, required in found.items() if required)


@cache
def _lists(kind: Kind) -> bool:
    return root_shape(kind.record).many


def _year(path: str, value: Value | None) -> str:
    """The year that the file is of: its folder says so, or what is written in it.

    Of a folder moved into another one both are there: that of the date, else the inner one.
    """
    dated = value if isinstance(value, dict) else {}
    dates = (str(dated.get(name, "")) for name in ("published_on", "from"))
    found = (re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", one) for one in (*dates, path))
    written = next((one[0] for one in found if one), "")
    folders = re.findall(r"(?<=/)\d{4}(?=/)", path)
    return written if not folders or written in folders else folders[-1]


def _place(kind: Kind, path: str, value: Value | None) -> str:
    """The path with the same name in the folder of the kind, when that is a path of the kind."""
    if not kind.pattern.groups:
        return kind.example
    name = path.rpartition("/")[2]
    folder = re.sub(r"\d{4}", _year(path, value) or "-", kind.example).rpartition("/")[0]
    number = re.findall(r"\d+|[一二三四五六七八九]", name)
    numbered = kind.name == "commitment" and len(number) == 1
    names = [name, *([f"{figures(number[0]).lstrip('0')}.md"] if numbered else [])]
    guesses = (f"{folder}/{one}" for one in names)
    return next((guess for guess in guesses if kind.pattern.fullmatch(guess)), "")


def _by_example(kind: Kind, path: str, value: Value | None) -> tuple[str, str]:
    """The folder and the name that such a file has."""
    year, example = _year(path, value), kind.example
    if year:
        example = re.sub(r"/\d{4}/", f"/{year}/", example)
    folder, _, name = example.rpartition("/")
    return folder, name
