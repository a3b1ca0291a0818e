"""同一个品牌只有一种写法：只在一处出现、和常用的品牌只差一个字的，和别处只差空格或大小写的，会提醒一声。"""

from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

from portal.findings import Fault
from portal.portal import Portal

# Of a brand that stands in so many notices, another that is nearly the same is a slip.
COMMON = 3


def faults(portal: Portal) -> Iterator[Fault]:
    """Brands of one notice that differ in one sign from one of many, and any in blanks or capitals."""
    used = Counter(brand for notice in portal.notices.values() for brand in notice.brands)
    common = [brand for brand, count in used.items() if count >= COMMON]
    rare = {brand for brand, count in used.items() if count == 1}
    meant = {one: brand for one in rare for brand in common if _alike(one, brand)}
    usual: dict[str, str] = {}
    for brand, _ in used.most_common():
        if usual.setdefault(_plain(brand), brand) != brand:
            meant[brand] = usual[_plain(brand)]
    if not meant:
        return
    for name, notice in portal.notices.items():
        for index, brand in enumerate(notice.brands):
            if brand in meant:
                alone = "只有这里这样写，" if used[brand] == 1 else ""
                message = f"品牌“{brand}”{alone}别处写的是“{meant[brand]}”"
                fix = f"改成 {meant[brand]}；确实是另一个品牌就不用改"
                path = portal.of("notice")[name].path
                yield Fault(path, ("brands", index), message, fix, "notice")


def _plain(brand: str) -> str:
    return normalize("NFKC", brand).casefold().replace(" ", "")


def _alike(one: str, other: str) -> bool:
    unlike = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) > 2 and unlike == 1
