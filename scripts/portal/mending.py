"""Mend in a file what a machine can mend beyond doubt, and show each change as a difference."""

import difflib
from dataclasses import dataclass, replace

from portal.findings import Finding
from portal.fitting import fit
from portal.sources import Source, decode

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
    """The file with its lines in their order and only slips of the hand mended; None for no change.

    What is left to mend is never more than before: a change that would not help is not made.
    """
    if source.path.endswith((".md", ".yml")) and not decode(source)[1]:
        before = source.data.decode("utf-8")
        after = _mended(source, before)
        if after != before and _errors(source.path, after) <= _errors(source.path, before):
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


def _with_lines(text: str, meant: dict[int, str]) -> str:
    """The text with other lines; each keeps the line end it had, the file its byte order mark."""
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, row in meant.items():
        rows[line - 1] = row
    end = "\r\n" if "\r\n" in text else "\n"
    return ("\ufeff" if text.startswith("\ufeff") else "") + end.join(rows)


def _errors(path: str, text: str) -> int:
    findings: list[Finding] = fit(Source(path, text.encode()))[1]
    return len(findings)
