"""What a price includes as one line, `国内通话 200 分钟、短信 100 条`, and back."""

import re
from collections.abc import Mapping, Sequence

from portal.records.notice import SERVICE_ITEMS

EXAMPLE = "国内通话 200 分钟、短信 100 条"
HOW = "每项写 项目 数量 单位，几项用顿号隔开，备注写在括号里；没有就写 无"
ITEMS = f"项目有：{'、'.join(SERVICE_ITEMS)}"
_PART = re.compile(r"(?:[^、，,；;\n（(]|[（(][^）)]*[）)])+")
_SERVICE = re.compile(r"(\D+?)\s*(\d[\d.]*|不限)\s*([^\d\s（(][^（(]*?)\s*(?:[（(](.*)[）)])?")


def one_line(services: Sequence[Mapping[str, str]]) -> str:
    """The services as a person types them."""
    return "、".join(
        f"{one.get('item')} {one.get('amount')} {one.get('unit')}"
        + (f"（{one['note']}）" if one.get("note") else "")
        for one in services
    )


def services(line: str) -> list[dict[str, str]] | None:
    """The services that a line names; None when it cannot be read."""
    found = [_SERVICE.fullmatch(part.strip()) for part in _PART.findall(line) if part.strip()]
    keys = ("item", "amount", "unit", "note")
    made = [dict(zip(keys, one.groups(), strict=True)) for one in found if one]
    if not made or len(made) < len(found):
        return None
    return [{key: value.strip() for key, value in one.items() if value} for one in made]
