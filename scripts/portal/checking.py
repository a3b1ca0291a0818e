"""From a content folder to its portal and all findings: read, fit, judge."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portal import sources
from portal.cache import Memory, remembered
from portal.findings import Finding
from portal.fitting import Entry, fit
from portal.portal import Portal, gather, without_samples
from portal.records.site import Samples
from portal.rules import judge, judge_entry
from portal.sources import Source
from portal.workers import kept


@dataclass(frozen=True)
class Checked:
    """What a content folder holds and what is wrong with it; paths are below the folder."""

    portal: Portal
    findings: list[Finding]
    sources: dict[str, Source]


def check(content: Path, jobs: int = 1, memory: Memory | None = None) -> Checked:
    """Read, fit and judge the whole folder. All findings of all files come in one run.

    With a memory, files that are still the same are not fitted again; the result is the same.
    """
    with kept():
        return _checked(content, jobs, memory)


def _checked(content: Path, jobs: int, memory: Memory | None) -> Checked:
    found, findings = sources.tree(content)
    by_path = {source.path: source for source in found}
    entries: list[Entry] = []
    for entry, more in _fitted(by_path, jobs, memory):
        entries += [entry] if entry else []
        findings += more
    portal = gather(entries)
    if not any(finding.severity == "error" for finding in findings):
        findings += judge(portal, lambda path: _text(by_path, path))
    if portal.of("site") and portal.site.samples is Samples.HIDDEN:
        portal = gather(without_samples(entries))
    return Checked(portal, sorted(findings), by_path)


def named(findings: Sequence[Finding], folder: str) -> list[Finding]:
    """The findings with paths as a person types them: the folder's name in front."""
    return [replace(finding, path=f"{folder}/{finding.path}") for finding in findings]


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
    entry, faults = fit(source)
    return entry, judge_entry(entry, source) if entry else faults


def _text(by_path: dict[str, Source], path: str) -> str:
    return sources.decode(by_path[path])[0] if path in by_path else ""
