"""Turn drafts into the files to write, judged together with everything that is there already."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal import skeletons, sources
from portal.appending import appended
from portal.checking import Checked, check_with
from portal.drafts import Draft
from portal.findings import Finding, has_errors


@dataclass(frozen=True)
class Authored:
    """Texts by path below the content folder, and what is wrong with them or beside them."""

    files: dict[str, str]
    findings: list[Finding]


def authored(content: Path, checked: Checked, drafts: Iterable[Draft]) -> Authored:
    """The files of the drafts; with an error among the findings none of them may be written."""
    if has_errors(checked.findings):
        return Authored({}, checked.findings)
    files, findings = {}, []
    for draft in drafts:
        text = _text(checked, draft)
        if isinstance(text, Finding):
            findings.append(text)
        else:
            files[draft.place] = text
    return Authored(files, findings or check_with(content, files).findings)


def _text(checked: Checked, draft: Draft) -> str | Finding:
    path = draft.place
    if path not in checked.sources:
        return draft.text
    source = checked.sources[path]
    if draft.kind.name != "awards":
        message = f"{path} 已经有了"
        return Finding(path, 1, 1, "new-or-the-same", message, "换一个编号，或直接改这个文件")
    [(field, items)] = draft.values.items()
    lines = skeletons.items(draft.kind, field, items)
    before, _ = sources.decode(source)
    after = appended(before, field, [line.removeprefix("  ") for line in lines])
    if after is None:
        message = f"{field} 的各项写在一行里，不能自动加一项"
        return Finding(path, 1, 1, "list-on-own-lines", message, "把各项分行写，每项以 - 开头")
    return sources.as_before(source.data.decode(), after)
