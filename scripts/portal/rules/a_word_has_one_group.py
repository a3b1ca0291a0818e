"""同义词表里，一个词只写在一组：写在两组，查它会带出两种意思。一组里也不重复写。

写在一组最前面的词可以再写进别的组：“东南亚”是一组，也跟在“泰国”后面，查泰国也会找到讲东南亚的。
"""

from collections.abc import Iterator

from portal.findings import LINE, Fault
from portal.portal import Portal


def faults(portal: Portal) -> Iterator[Fault]:
    """Words that an earlier group, or the same one, has already."""
    for entry in portal.of("synonyms").values():
        groups = {group[0].lower(): at for at, group in reversed([*enumerate(entry.record.root)])}
        leading = set(groups)
        for number, group in enumerate(entry.record.root):
            found: list[tuple[int, str, int]] = []
            # Case counts as little here as it does when somebody searches.
            words = [word.lower() for word in group]
            for place, word in enumerate(words):
                known = groups.setdefault(word, number)
                if known != number and place and word in leading:
                    continue
                if known != number or words.index(word) != place:
                    found.append((place, group[place], known))
            if found:
                yield _fault(entry.path, number, found)


def _fault(path: str, number: int, found: list[tuple[int, str, int]]) -> Fault:
    """What is told of a group, at the first of its words that was written before."""
    place, word, known = found[0]
    where = f"第 {LINE} 行" if known != number else "这一组的前面"
    words = f"“{word}”" + (f"等 {len(found)} 个词" if len(found) > 1 else "")
    fix = "只留一处；两组意思相同就并成一组"
    message = f"{words}在{where}已经写过"
    return Fault(path, (number, place), message, fix, earlier=(known,))
