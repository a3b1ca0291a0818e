"""What search knows of a page or a notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

# Ninety are shown; the rest is for a match a little further on.
EXCERPT_LENGTH = 120
# What these words are called says nothing.
PLAIN_WORDS = "一句话看懂"
# The home page and the list of notices speak of everything and answer no question.
OVERVIEWS = ("", "notices/")


@dataclass  # not frozen: that takes nine microseconds more for each of ten thousand
class SearchDocument:
    """One thing that can be found.

    `name` is what a notice calls its plan. `labels` are words that count as much as the title
    (areas, brands, kind), and so do the amounts of `prices`. `numbers` are found by any three
    characters of theirs: the plan's, the notice's own, and old ones that lead to it.
    What `is_free` binds nobody by a contract. What `is_pending` has yet to get its own words. What `explains` tells what words mean, and
    answers nothing else, though it holds them all.
    """

    address: str
    title: str
    name: str = ""
    labels: str = ""
    numbers: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    audience: str = ""
    areas: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    published_on: date | None = None
    effective_on: date | None = None
    withdrawn_on: date | None = None
    superseded_on: date | None = None
    is_free: bool = False
    is_sample: bool = False
    is_pending: bool = False
    explains: bool = False

    @property
    def is_page(self) -> bool:
        """Whether people wrote it as prose; notices have a day of publication."""
        return self.published_on is None

    @property
    def answers(self) -> bool:
        """Whether a question may be answered by it before all that hold the same words."""
        is_about_all = self.explains or self.address in OVERVIEWS
        return self.is_page and not self.is_pending and not is_about_all

    @property
    def head(self) -> str:
        """What counts more than the body."""
        # The name begins a word, and so does what follows 推出: 关于推出国庆卡的公告 is not about 出国.
        title = self.title.replace(self.name, f" {self.name}") if self.name else self.title
        return f"{title.replace('推出国', '推出 国')}\n{self.labels}"


@cache
def digits_of(day: date | None) -> str:
    """A day as the index writes it, 20090717; nothing of none."""
    return day.isoformat().replace("-", "") if day else ""


def excerpt(body: str) -> str:
    """The beginning of a body in one line, for a list of results; of a notice, what it says in plain words."""
    begun = body.lstrip().removeprefix(PLAIN_WORDS)
    return " ".join(begun[: 2 * EXCERPT_LENGTH].split())[:EXCERPT_LENGTH].rstrip()


def in_order(documents: Iterable[SearchDocument]) -> list[SearchDocument]:
    """Pages, those that answer nothing last, then notices, the newest last: the place is a document's number.

    So equal scores need no further sorting when a reader searches, each year is one range, and a
    new notice leaves all others their numbers, and most files of the index as they were.
    """
    held = list(documents)
    pages = sorted(
        (one for one in held if one.is_page),
        key=lambda one: (not one.answers, one.address),
    )
    notices = [one for one in held if not one.is_page]
    notices.sort(key=lambda one: (one.published_on or date.min, one.address))
    return pages + notices
