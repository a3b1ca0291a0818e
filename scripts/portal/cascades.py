"""Tell what follows from one slip once: findings with one cause become one, with all its places."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from portal.findings import Finding
from portal.fitting import MOST, Entry, kind_of
from portal.permanence import RULE as ADDRESS_STAYS
from portal.pictures import FOLDER as PICTURES
from portal.resemblance import RULE as PLACE
from portal.rules import a_notice_is_in_the_folder_of_its_year as misdated
from portal.rules import name_of

# Of several findings with one cause, these stand where it can be mended.
_HEADS = (
    "a-file-name-is-used-once",
    "every-tab-has-its-page",
    ADDRESS_STAYS,
    "drafts-are-named-by-drafts-only",
)
_MISNAMED = frozenset({"an-id-is-used-once", "names-exist"})
# A copy that still has errors is on its way to a notice, or to results, of its own.
_LAST = frozenset({
    "a-notice-is-written-once", "a-quarter-has-its-own-results", "a-title-is-used-once",
})  # fmt: skip
_ALIKE = frozenset({"plain-markdown", "notice-is-given-in-time"})
_MOVED = frozenset({PLACE, "file-name-is-plain"})
MOST_PLACES = 5
# As many lines with one slip of the hand are told as one.
CROWD = 5
_IN_RUNS = frozenset({
    "list-marks", "list-dash", "table-lines", "spaces-only", "no-indented-paragraphs",
    "no-private-signs", "half-width-colon", "not-an-area",
})  # fmt: skip


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that follow from another; that one names their places."""
    by_cause: dict[str, list[Finding]] = {}
    kept: list[Finding] = []
    for finding in findings:
        cause = finding.cause
        if finding.rule == "plain-markdown":
            cause = f"{finding.path} {finding.message}"
        if cause:
            by_cause.setdefault(cause, []).append(finding)
        else:
            kept.append(finding)
    kept += (_joined(group) for group in by_cause.values())
    # An id written wrong is why the one that was published is missing.
    misnamed = {one.path for one in kept if one.rule in _MISNAMED}
    kept = [one for one in kept if one.rule != ADDRESS_STAYS or one.path not in misnamed]
    unfinished = {one.path for one in kept if one.severity == "error"}
    kept = [one for one in kept if one.rule not in _LAST or one.path not in unfinished]
    # Of a number that is another's, its year says nothing more.
    taken = {(one.path, name_of(misdated)) for one in kept if one.rule == _HEADS[0]}
    kept = [one for one in kept if (one.path, one.rule) not in taken]
    return _without_runs(_without_crowds(_without_moves(kept)))


def _without_moves(findings: Iterable[Finding]) -> list[Finding]:
    """A folder that was moved or renamed is told once, not at each of its files."""
    moves: dict[tuple[str, str], list[Finding]] = {}
    others: list[Finding] = []
    for one in findings:
        (folder, _, name), (right, _, meant) = (
            place.rpartition("/") for place in (one.path, one.belongs)
        )
        moved = one.rule in _MOVED and meant == name and right != folder
        (moves.setdefault((folder, right), []) if moved else others).append(one)
    for (folder, right), group in moves.items():
        if len(group) < CROWD:
            others += group
            continue
        message = f"{folder}/ 里的 {len(group)} 个文件都放错了文件夹"
        fix = f"都移到 {right}/；是文件夹改了名、移了位置，就改回去"
        others.append(replace(min(group), message=message, fix=fix, belongs=f"{right}/"))
    return others


def _without_crowds(findings: Iterable[Finding]) -> list[Finding]:
    """The same slip of the hand all over a file, told at its first line: one run mends them all."""
    crowds: dict[tuple[str, str], list[Finding]] = {}
    others: list[Finding] = []
    for one in sorted(findings):
        if one.mended is None:
            others.append(one)
        else:
            crowds.setdefault((one.path, one.rule), []).append(one)
    for group in crowds.values():
        others += [_crowd(group)] if len(group) >= CROWD else group
    whole = {path for (path, _), group in crowds.items() if len(group) >= MOST}
    return [one for one in others if one.rule != "few-at-a-time" or one.path not in whole]


def _crowd(group: Sequence[Finding]) -> Finding:
    count = f"{len(group)} 行" + ("以上" if len(group) >= MOST else "")
    message = f"{group[0].message}；这个文件里有 {count}是这样的错"
    fix = f"{group[0].fix}；每一行都这样改，在电脑上运行 python3 scripts/check.py --fix 会一次改好"
    return replace(group[0], message=message, fix=fix)


def _without_runs(findings: Iterable[Finding]) -> list[Finding]:
    """The same slip in line after line of one list or table, told at its first line."""
    kept: list[Finding] = []
    counts: list[int] = []
    for one in sorted(findings):
        last = kept[-1] if kept else None
        follows = last and (last.path, last.rule, last.line + counts[-1]) == (
            one.path,
            one.rule,
            one.line,
        )
        # Each city has a name of its own to be given.
        same = last is not None and (one.rule != "not-an-area" or one.fix == last.fix)
        if follows and same and one.rule in _IN_RUNS:
            counts[-1] += 1
        else:
            kept.append(one)
            counts.append(1)
    return [
        replace(one, message=f"{one.message}；从这里起 {count} 行都是这样") if count > 1 else one
        for one, count in zip(kept, counts, strict=True)
    ]


def hidden(entries: Iterable[Entry], findings: Iterable[Finding]) -> dict[str, frozenset[str]]:
    """By kind the ids of files that are there and yet no entry, or that are in another's place."""
    findings = list(findings)
    fitted = {entry.path for entry in entries}
    paths = {finding.path for finding in findings if finding.path not in fitted}
    paths |= {finding.belongs for finding in findings if finding.belongs not in fitted}
    paths |= {
        finding.path
        for finding in findings
        if finding.rule == name_of(misdated) and finding.severity == "error"
    }
    found: dict[str, frozenset[str]] = {}
    for path in paths:
        kind = kind_of(path)
        if kind is not None:
            found[kind.name] = found.get(kind.name, frozenset()) | {kind.identity(path)}
        elif path.startswith(PICTURES):
            found["picture"] = found.get("picture", frozenset()) | {path.removeprefix("pages/")}
    return found


def _rank(one: Finding) -> tuple[bool, int]:
    """First what stands in the file that the cause names, then the rules that know what to mend."""
    return not _at_home(one), _HEADS.index(one.rule) if one.rule in _HEADS else len(_HEADS)


def _at_home(one: Finding) -> bool:
    return f"{one.cause} ".startswith(f"{one.path} ")


def _place(one: Finding) -> str:
    return f"{one.path} 第 {one.line} 行"


def _joined(group: Sequence[Finding]) -> Finding:
    head, *rest = sorted(group, key=_rank)
    elsewhere = (_place(one) for one in rest if not _at_home(one))
    places = [place for place in dict.fromkeys(elsewhere) if place != _place(head)]
    if not places:
        return head
    named = "、".join(places[:MOST_PLACES]) + (" 等" if len(places) > MOST_PLACES else "")
    alike = all(one.message == head.message for one in rest)
    used = "也是这样" if head.rule in _ALIKE else "用到它"
    return replace(
        head,
        message=f"{head.message}；另有 {len(places)} 处{used}：{named}",
        fix=f"{head.fix}；每处都这样改" if alike else head.fix,
    )
