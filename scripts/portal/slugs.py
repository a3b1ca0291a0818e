"""Names as the last part of an address: pinyin for Han, small letters, digits and hyphens."""

import re
from collections.abc import Collection, Iterable
from itertools import chain, count

from portal.pinyin import spelt

LONGEST = 200  # file systems allow a name 255 bytes


def slugs(names: Iterable[str], taken: Collection[str] = ()) -> dict[str, str]:
    """The slug of each name; of two names with one slug the later in the row gets a number.

    So does a name whose slug is `taken` already. A new name belongs behind the old ones: it must
    not take the address of one of them.
    """
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        own = plain(name)
        used = {*taken, *found.values()}
        numbered = (f"{own}-{number}" for number in count(2))
        found[name] = next(one for one in chain([own], numbered) if one not in used)
    return found


def plain(name: str) -> str:
    """The slug of a name that no other takes."""
    return re.sub(r"[^a-z0-9]+", "-", spelt(name).lower())[:LONGEST].strip("-") or "x"
