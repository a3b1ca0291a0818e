"""同义词表里，一个词只写在一组：写在两组，查它会带出两种意思。一组里也不重复写。

写在一组最前面的词可以再写进别的组：“东南亚”是一组，也跟在“泰国”后面，查泰国也会找到讲东南亚的。
"""

from collections.abc import Iterator

from portal.findings import Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Words that an earlier group, or the same one, has already."""
    for entry in portal.of("synonyms").values():
        groups = {group[0].lower(): at for at, group in reversed([*enumerate(entry.record.root)])}
        leading = set(groups)
        for number, group in enumerate(entry.record.root):
            for place, word in enumerate(group):
                # Case counts as little here as it does when somebody searches.
                known = groups.setdefault(word.lower(), number)
                first = group.index(word) if known == number else -1
                if known != number and place and word.lower() in leading:
                    continue
                if known != number or first != place:
                    where = f"第 {known + 1} 组" if known != number else "这一组的前面"
                    message = f"“{word}”在{where}已经写过"
                    fix = "只留一处；两组意思相同就并成一组"
                    yield Fault(entry.path, (number, place), message, fix)
