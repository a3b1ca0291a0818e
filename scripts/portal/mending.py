"""Mend in a file what a machine can mend beyond doubt, and show each change as a difference."""

import difflib
from dataclasses import dataclass, replace

from portal import fieldorder
from portal.fitting import fit, kind_of
from portal.sources import Source, as_before, decode, split

# One slip may hide another: a full-width colon first, then the date behind it.
MOST_ROUNDS = 20


@dataclass(frozen=True)
class Mend:
    """A file before and after."""

    path: str
    before: str
    after: str

    @property
    def difference(self) -> str:
        """The lines that change, as a patch shows them."""
        rows = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), self.path, self.path, "", "", 0, ""
        )
        return "\n".join(rows)


def mend(source: Source) -> Mend | None:
    """The file with slips of the hand mended and its fields in order; None for no change.

    What is left to mend is never more than before: a change that would not help is not made.
    """
    if source.path.endswith((".md", ".yml")) and not decode(source)[1]:
        before = source.data.decode("utf-8")
        after = _arranged(source, _mended(source, before))
        if after != before and _left(source.path, after) <= _left(source.path, before):
            return Mend(source.path, before, after)
    return None


def _mended(source: Source, text: str) -> str:
    for _ in range(MOST_ROUNDS):
        findings = fit(replace(source, data=text.encode()))[1]
        meant = {one.line: one.mended for one in findings if one.mended is not None}
        if not meant:
            break
        text = _with_lines(text, meant)
    return text


def _arranged(source: Source, text: str) -> str:
    """The text with its fields in the order of the records, when nothing else is left to mend."""
    source = replace(source, data=text.encode())
    kind, findings = kind_of(source.path), fit(source)[1]
    if kind is None or not any(one.rule == fieldorder.RULE for one in findings):
        return text
    plain = decode(source)[0]
    cut = split(plain) if kind.has_body else None
    if cut is None:
        return as_before(text, fieldorder.arranged(kind.record, plain))
    first, rest = plain.split("\n", 1)
    front = fieldorder.arranged(kind.record, cut.front)
    return as_before(text, f"{first}\n{front}{rest[len(cut.front) :]}")


def _with_lines(text: str, meant: dict[int, str]) -> str:
    """The text with other lines."""
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, row in meant.items():
        rows[line - 1] = row
    return as_before(text, "\n".join(rows))


def _left(path: str, text: str) -> int:
    return len(fit(Source(path, text.encode()))[1])
