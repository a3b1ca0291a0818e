"""From a content folder to its portal and all findings: read, fit, judge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portal import sources
from portal.findings import Finding
from portal.fitting import Entry, fit
from portal.portal import Portal, gather, without_samples
from portal.records.site import Samples
from portal.rules import judge, judge_entry
from portal.sources import Source
from portal.workers import kept, spread


@dataclass(frozen=True)
class Checked:
    """What a content folder holds and what is wrong with it; paths are below the folder."""

    portal: Portal
    findings: list[Finding]
    sources: dict[str, Source]


def check(content: Path, jobs: int = 1) -> Checked:
    """Read, fit and judge the whole folder. All findings of all files come in one run."""
    with kept():
        return _checked(content, jobs)


def _checked(content: Path, jobs: int) -> Checked:
    found, findings = sources.tree(content)
    entries: list[Entry] = []
    for fitted, more in spread(_fit_all, found, jobs):
        entries += fitted
        findings += more
    by_path = {source.path: source for source in found}
    portal = gather(entries)
    if not any(finding.severity == "error" for finding in findings):
        findings += judge(portal, lambda path: _text(by_path, path))
    if portal.of("site") and portal.site.samples is Samples.HIDDEN:
        portal = gather(without_samples(entries))
    return Checked(portal, sorted(findings), by_path)


def named(findings: Sequence[Finding], folder: str) -> list[Finding]:
    """The findings with paths as a person types them: the folder's name in front."""
    return [replace(finding, path=f"{folder}/{finding.path}") for finding in findings]


def _fit_all(found: Sequence[Source]) -> tuple[list[Entry], list[Finding]]:
    entries, findings = [], []
    for source in found:
        entry, faults = fit(source)
        if entry is not None:
            entries.append(entry)
            faults = judge_entry(entry, source)
        findings += faults
    return entries, findings


def _text(by_path: dict[str, Source], path: str) -> str:
    return sources.decode(by_path[path])[0] if path in by_path else ""
