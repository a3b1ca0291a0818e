"""The canonical text of a notice: all it says in one fixed form, sealed by its SHA-256.

The form: UTF-8, LF at every line's end, every field in the order of the record with its Chinese
label, parts two spaces deeper, items of a list behind `- `, further lines of a text two spaces
deeper, 无 written out; then the lines of the body that carry words. A change of this form changes
every digest ever published, so a test holds a digest fast.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, get_args

from pydantic import BaseModel

from portal.records.notice import BODY_LABEL, ID_LABEL, REVISION_LABEL, Notice
from portal.records.reading import is_record, labels, lines, scalar
from portal.records.values import NOTHING, UNSTATED

# Fields that records got after the first notice was sealed, as `Notice.reason`: where a notice does
# not have them they are not written at all, so that the digests of older notices stay what they are.
ADDED_LATER: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Seal:
    """What proves the text of a notice: its id, its revision and the SHA-256 in hexadecimal."""

    id: str
    revision: int
    digest: str


def revision(notice: Notice) -> int:
    """1 when first published, and one more for every correction.

    Whatever changes the text needs a correction (`check.py --since`), so one revision of a notice
    has one digest for ever.
    """
    return 1 + len(notice.corrections)


def canonical_text(name: str, notice: Notice, body: str) -> str:
    """The canonical text of the notice with the id `name`."""
    written = [f"{ID_LABEL}：{name}", f"{REVISION_LABEL}：{revision(notice)}"]
    _write_fields(written, notice, "")
    written.append(f"{BODY_LABEL}：")
    written += lines(body) or [NOTHING]
    written.append("")
    return "\n".join(written)


def digest(text: str) -> str:
    """The SHA-256 of the text's UTF-8, as `sha256sum` prints it."""
    return sha256(text.encode()).hexdigest()


def seals_text(seals: Iterable[Seal]) -> str:
    """All seals, a line each of id, revision and digest, sorted by id."""
    return "".join(f"{one.id} {one.revision} {one.digest}\n" for one in sorted(seals))


def _write_fields(written: list[str], record: BaseModel, indent: str) -> None:
    heads, absent, values = _plan(type(record))
    # Most values are plain text: what kind a value is of is asked in the order of how many are.
    for head, nothing, value in zip(heads, absent, values(record), strict=True):
        kind = type(value)
        if kind is str:
            written.append(f"{indent}{head}{_indented(value, indent)}")
        elif value is None or value == ():
            if nothing:
                written.append(f"{indent}{head}{nothing}")
        elif kind is tuple:
            written.append(indent + head)
            for item in value:
                _write_item(written, item, indent + "  ")
        elif is_record(kind):
            written.append(indent + head)
            _write_fields(written, value, indent + "  ")
        else:
            written.append(f"{indent}{head}{_indented(scalar(value), indent)}")


def _write_item(written: list[str], item: Any, indent: str) -> None:
    if is_record(type(item)):
        start = len(written)
        _write_fields(written, item, indent + "  ")
        written[start] = f"{indent}- {written[start].lstrip(' ')}"
    else:
        written.append(f"{indent}- {_indented(scalar(item), indent)}")


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}  ") if "\n" in text else text


@cache
def _plan(record: type[BaseModel]) -> tuple[list[str], list[str], Any]:
    heads = [f"{title}：" for _, title in labels(record)]
    absent = [
        "" if f"{record.__name__}.{name}" in ADDED_LATER else _absence(info.annotation)
        for name, info in record.model_fields.items()
    ]
    return heads, absent, attrgetter(*record.model_fields)


def _absence(annotation: object) -> str:
    # 含税：无 would say that tax is not included; what was not stated must not read as a no.
    return UNSTATED if _is_yes_or_no(annotation) else NOTHING


def _is_yes_or_no(annotation: object) -> bool:
    return annotation is bool or any(map(_is_yes_or_no, get_args(annotation)))
