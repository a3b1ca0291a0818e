"""Find fields that were written in the Markdown body, where they would be published as text."""

import re
from collections.abc import Collection

from portal.slips import Slip

DRAFT, _DRAFT_LABEL = "draft", "草稿"
_FIELD = re.compile(
    rf"(?:^|(?<=\n))([A-Za-z_]+|{_DRAFT_LABEL})[ \t\u3000]*[:：](?!//)[^\n|]*(?=\n|$)"
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BELOW = re.compile(r"[ \t\u3000]+\S|- ")
_RULE = "front-matter-first"


def taken_out(body: str, names: Collection[str], front: str) -> tuple[list[Slip], str]:
    """A slip for each line that begins with one of the `names`, and the body without those fields.

    `front` is what stands between the two lines of ---. Lines keep their numbers.
    """
    if not any(field_name(found[1], names) for found in _FIELD.finditer(body)):
        return [], body
    rows, slips = body.split("\n"), []
    fence, inside = "", False
    for index, row in enumerate(rows):
        mark = _FENCE.match(row)
        if mark and (not fence or (row.strip() == mark[1] and mark[1].startswith(fence))):
            fence, inside = "" if fence else mark[1], False
        found = None if fence else _FIELD.fullmatch(row)
        name = field_name(found[1], names) if found else ""
        if found and name:
            message = f"{found[1]} 是字段，写在了正文里，会照样登出来"
            slips.append(
                Slip(index + 1, 1, _RULE, message, _advice(row, rows[index + 1 :], name, front))
            )
        inside = bool(name) or (inside and _BELOW.match(row) is not None)
        if inside:
            rows[index] = ""
    return slips, "\n".join(rows)


def field_name(written: str, names: Collection[str]) -> str:
    """The field that the word before a colon stands for; empty when it is none of the `names`."""
    if written == _DRAFT_LABEL or written.lower() == DRAFT:
        return DRAFT
    return written if written in names else ""


def _advice(row: str, below: list[str], name: str, front: str) -> str:
    if re.search(rf"^{name}[ \t]*[:：]", front, re.MULTILINE):
        return f"开头已经有 {name}：要改的改在那里，这里的删去"
    value = re.split("[:：]", row, maxsplit=1)[1].strip()
    meant = f"{name}: {value}".rstrip()
    block = "连同下面的各项" if below and _BELOW.match(below[0]) and not value else ""
    fix = f"{block}移到开头的两行 --- 之间"
    return fix if row.rstrip() == meant else f"{fix}，写成 {meant}"
