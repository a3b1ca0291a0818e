"""From a content folder to its portal and all findings: read, fit, judge."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from portal import sources
from portal.cache import Memory, remembered
from portal.cascades import hidden, told_once
from portal.fieldorder import RULE as ORDER
from portal.findings import Finding
from portal.fitting import Entry, fit
from portal.history import Past
from portal.misplaced import clashes, without_taken
from portal.permanence import given_up, given_up_by_site, listed_at, lost, misread
from portal.pictures import FOLDER as PICTURES
from portal.portal import Portal, gather, without_drafts, without_samples
from portal.published import published
from portal.records.site import Samples
from portal.resemblance import RULE as PLACE
from portal.rules import judge, judge_entry, judge_since, judge_timed
from portal.sources import Read, Source
from portal.workers import kept


@dataclass(frozen=True)
class Checked:
    """What a content folder holds and what is wrong with it; paths are below the folder.

    `portal` is what is published; `with_drafts` is all of it, for the preview and for new files.
    """

    portal: Portal
    findings: list[Finding]
    sources: dict[str, Source]
    with_drafts: Portal

    @property
    def to_mend(self) -> list[str]:
        """The files in which a machine can mend something."""
        mendable = (one for one in self.findings if one.mended is not None or one.rule == ORDER)
        return sorted({one.path for one in mendable})

    @property
    def bytes_by_path(self) -> dict[str, bytes]:
        """The files as they are."""
        return {path: source.data for path, source in self.sources.items()}

    def text(self, path: str) -> str:
        """The text of a file; empty when there is none."""
        return sources.decode(self.sources[path])[0] if path in self.sources else ""

    @property
    def as_of(self) -> date | None:
        """The day that the settings fix, if they do."""
        return self.portal.site.as_of if self.portal.of("site") else None


@dataclass(frozen=True)
class Fitted(Checked):
    """The same before anybody looked at it as a whole; `findings` are those of single files.

    `written` is what is judged, published and with drafts: samples are, though they may be hidden.
    """

    written: tuple[Portal, Portal]

    def judged(self) -> list[Finding]:
        """All findings."""
        public, whole = self.written
        addresses = self.text(sources.ADDRESSES)
        findings = [*self.findings, *misread(addresses), *judge(whole, self.text)]
        # What a file in the wrong place holds is not lost.
        if not whole.broken and all(one.rule != PLACE for one in findings):
            published = listed_at(addresses)
            findings += lost(public, published, whole, self.text)
        return sorted(told_once(findings))

    def taken_away(self, before: Collection[str], now: Collection[str]) -> list[Finding]:
        """What a site of the files `before` had, and one of the files `now` would not."""
        return given_up_by_site(before, now, *self.written, self.text)


def check(content: Path, jobs: int = 1) -> Checked:
    """Read, fit and judge the whole folder. All findings of all files come in one run."""
    return check_read(sources.tree(content), jobs)


def check_read(read: Read, jobs: int = 1) -> Checked:
    """The same for a folder that was read already."""
    return _checked(fit_read(read, jobs))


def fit_read(read: Read, jobs: int, memory: Memory | None = None) -> Fitted:
    """Only read and fit: what is wrong with the whole has yet to be found.

    With a memory, files that are still the same are not fitted again; the result is the same.
    """
    with kept():
        by_path = {source.path: source for source in read[0]}
        return _all_fitted(by_path, [*read[1]], jobs, memory)


def check_with(content: Path, unsaved: Mapping[str, str]) -> Checked:
    """The same with texts by path that are judged as if they stood in the folder."""
    found, findings = sources.tree(content)
    by_path = {source.path: source for source in found}
    by_path |= {path: Source(path, text.encode()) for path, text in unsaved.items()}
    return _checked(_all_fitted(dict(sorted(by_path.items())), findings, 1, None))


def _checked(fitted: Fitted) -> Checked:
    return Checked(fitted.portal, fitted.judged(), fitted.sources, fitted.with_drafts)


def _all_fitted(
    by_path: dict[str, Source], findings: list[Finding], jobs: int, memory: Memory | None
) -> Fitted:
    entries: list[Entry] = []
    content = {path: source for path, source in by_path.items() if path != sources.ADDRESSES}
    for entry, more in _fitted(content, jobs, memory):
        entries += [entry] if entry else []
        findings += more
    findings = [*without_taken(findings, by_path), *clashes(by_path)]
    broken, pictures = hidden(entries, findings), _pictures(by_path, findings)

    def gathered(held: Iterable[Entry]) -> Portal:
        return replace(gather(held), broken=broken, pictures=pictures)

    def published_of(held: Iterable[Entry]) -> Portal:
        shown = _published_pictures(pictures, entries)
        return replace(gather(without_drafts(held)), broken=broken, pictures=shown)

    whole = gathered(entries)
    public = published_of(entries) if whole.drafts else whole
    written = public, whole
    if whole.of("site") and whole.site.samples is Samples.HIDDEN:
        whole = gathered(without_samples(whole.entries))
        public = published_of(whole.entries)
    return Fitted(public, findings, by_path, whole, written)


def overdue(checked: Checked, as_of: date) -> list[Finding]:
    """What should have been done by a day and was not, as notices."""
    return judge_timed(checked.portal, as_of, checked.text)


def altered(checked: Checked, past: Past, today: date) -> list[Finding]:
    """What was published and then altered without saying so; `today` dates the corrections."""
    compared, findings = published(past, checked.sources, checked.with_drafts, today)
    found = judge_since(compared, checked.text)
    errors = [one for one in checked.findings if one.severity == "error"]
    told = {one.cause for one in errors}
    astray = {one.belongs for one in errors} - {""}
    found = [one for one in found if not _is_astray(one.path, checked.sources, astray)]
    gone = given_up(past.pages, checked.sources, checked.portal)
    findings += [one for one in found if not one.cause or one.cause not in told]
    told |= {one.cause for one in findings}
    return [*findings, *(one for one in gone if one.cause not in told)]


def _is_astray(path: str, there: Collection[str], astray: Collection[str]) -> bool:
    """Whether a file is not there because it stands elsewhere, which is told already."""
    folder = path.rpartition("/")[0]
    return path not in there and (path in astray or f"{folder}/" in astray)


def _fitted(
    by_path: Mapping[str, Source], jobs: int, memory: Memory | None
) -> Iterable[tuple[Entry | None, list[Finding]]]:
    if memory is None and jobs == 1:
        return map(_judged, by_path.values())
    marks = {path: source.mark for path, source in by_path.items()}
    made = remembered(
        memory, marks, lambda paths: {path: _judged(by_path[path]) for path in paths}, jobs
    )
    return (made[path] for path in by_path)


def _judged(source: Source) -> tuple[Entry | None, list[Finding]]:
    try:
        entry, faults = fit(source)
        return entry, [*faults, *judge_entry(entry, source)] if entry else faults
    except MemoryError:  # passes, and would be remembered as a mistake of the file
        raise
    except Exception:  # a bug of ours must not hide the findings of all other files
        message = "检查这个文件时程序自己出了错"
        fix = "先改回上一版，再把这个文件发给开发人员"
        return None, [Finding(source.path, 1, 1, "files-can-be-checked", message, fix)]


def _pictures(by_path: Mapping[str, Source], findings: list[Finding]) -> dict[str, bytes]:
    refused = {finding.path for finding in findings}
    return {
        path.removeprefix("pages/"): source.data
        for path, source in by_path.items()
        if path.startswith(PICTURES) and path not in refused
    }


def _published_pictures(
    pictures: Mapping[str, bytes], entries: Iterable[Entry]
) -> dict[str, bytes]:
    """The pictures but those that only drafts show: they wait with their draft."""
    bodies = {True: "", False: ""}
    for entry in entries:
        if "images/" in entry.body:
            bodies[entry.draft] += unquote(entry.body)
    waiting = {path for path in pictures if path in bodies[True] and path not in bodies[False]}
    return {path: data for path, data in pictures.items() if path not in waiting}
