"""What a result shows, a few documents in each file."""

from collections.abc import Iterator, Mapping, Sequence

from portal.search.documents import SearchDocument, digits_of

# A page of results needs one file for nearly each: more documents in it are bytes that nobody asked for.
PER_FILE = 2
# Of the numbers of a notice those of its plan and its own; the rest are old ones that lead to it.
OWN_NUMBERS = 2


def cards(documents: Sequence[SearchDocument], excerpts: Mapping[str, str]) -> Iterator[str]:
    """The files of cards in turn; document `n` is line `n % PER_FILE` of file `n // PER_FILE`.

    `excerpts` tells in one line how the page at each address begins.
    """
    for start in range(0, len(documents), PER_FILE):
        some = documents[start : start + PER_FILE]
        yield "\n".join(_card(one, excerpts[one.address]) for one in some)


def _card(one: SearchDocument, excerpt: str) -> str:
    number = one.numbers[0] if one.numbers else ""
    # Where the name of the plan begins in the title, and whether it is a sample; the numbers that lead to it.
    marks = f"{max(0, one.title.find(one.name))}{'s' if one.is_sample else ''}"
    marks = " ".join((marks, *one.numbers[OWN_NUMBERS:]))
    areas, brands = "、".join(one.areas), "、".join(one.brands)
    dates = ",".join(map(digits_of, (one.effective_on, one.withdrawn_on, one.superseded_on)))
    title, names, day = _in_line(one.title), _in_line(brands), digits_of(one.published_on)
    return "\t".join((one.address, title, number, areas, names, day, dates, marks, excerpt))


def _in_line(text: str) -> str:
    return " ".join(text.split())
