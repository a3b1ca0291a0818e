"""What can be found on the site: its pages as their readers see them, with what is known of each."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import unescape
from zlib import crc32

from portal import addresses
from portal.cache import Memory, remembered
from portal.facts import Facts
from portal.facts.notices import Announced
from portal.records.area import WHOLE_PROVINCE
from portal.records.notice import Audience, NoticeKind
from portal.search.corpus import Batch, batch
from portal.search.documents import SearchDocument
from portal.search.index import Artifact, Day, Vocabulary, files_of

# The page of results itself is not a result.
SEARCH_PAGE = "search"
BATCH_SIZE = 400

# What readers do not see at first, what changes with the day, what speaks of other pages.
_NOT_SAID = (
    ("<details", "</details>"),
    ('<section class="changes"', "</section>"),
    ('<section class="succession"', "</section>"),
    ('<p class="status-line"', "</p>"),
    ("<aside", "</aside>"),
    ("<button", "</button>"),
    ("<form", "</form>"),
    ("<noscript", "</noscript>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<svg", "</svg>"),
    ("<template", "</template>"),
)
_INLINE = re.compile(
    r"</?(?:span|time|mark|a|strong|b|i|em|code|small|abbr|bdi|data|del|ins|kbd|s|sub|sup|u|wbr)"
    r"(?=[\s>])[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)

# The finished HTML of the page at an address.
Html = Callable[[str], bytes]


def index_files(
    facts: Facts, html: Html, marks: Mapping[str, str], memory: Memory | None, jobs: int
) -> Iterator[Artifact]:
    """The search index of the site, path and bytes of each file.

    `marks` says by file which pages are still the same: those need not be taken apart again.
    """
    batches: dict[str, list[str]] = {}
    found = sorted(_addresses(facts), key=lambda address: crc32(address.encode()))
    for address in found:
        number = crc32(address.encode()) * (len(found) // BATCH_SIZE + 1) >> 32
        batches.setdefault(str(number), []).append(address)
    told = {one.address: one for one in facts.notices.values()}

    def made(names: Sequence[str]) -> dict[str, Batch]:
        return {
            name: batch([_document(told.get(address), address, html) for address in batches[name]])
            for name in names
        }

    def mark(address: str) -> str:
        known = told[address].mark if address in told else ""
        return f"{address} {marks[addresses.file_of(address)]} {known}\n"

    said = {
        name: sha256("".join(map(mark, some)).encode()).hexdigest()
        for name, some in batches.items()
    }
    held = remembered(memory, said, made, jobs)
    fixed = facts.portal.site.as_of is not None
    yield from files_of(list(held.values()), vocabulary(facts), Day(facts.as_of, fixed), jobs)


def documents(facts: Facts, html: Html) -> Iterator[SearchDocument]:
    """Everything that can be found, as the index sees it."""
    told = {one.address: one for one in facts.notices.values()}
    for address in _addresses(facts):
        yield _document(told.get(address), address, html)


def _addresses(facts: Facts) -> list[str]:
    """Every prose page, promise and notice."""
    pages = [addresses.page(name) for name in facts.portal.pages if name != SEARCH_PAGE]
    promises = [addresses.commitment(name) for name in facts.portal.commitments]
    return [*pages, *promises, *(told.address for told in facts.notices.values())]


def _document(told: Announced | None, address: str, html: Html) -> SearchDocument:
    return _notice(told, html(address)) if told else _page(address, html(address))


def vocabulary(facts: Facts) -> Vocabulary:
    """The words editors and records bring to the search."""
    kinds = {kind.value: kind.label for kind in NoticeKind}
    audiences = {audience.value: audience.label for audience in Audience}
    labels = {"kind": kinds, "audience": audiences}
    return Vocabulary(facts.portal.synonyms, labels, WHOLE_PROVINCE)


def text_of(html: bytes) -> str:
    """What the reader of a page sees in its article, without the heading."""
    seen = _article(html)
    for start, end in _NOT_SAID:
        seen = _without(seen, start, end)
    # A page does not begin with the way to it.
    seen, aside = _parted(_HEADING.sub("", seen, count=1))
    plain = _TAG.sub("\n", _INLINE.sub("", seen + aside))
    return unescape(plain) if "&" in plain else plain


def _article(html: bytes) -> str:
    return html[html.find(b"<article") : html.rfind(b"</article>")].decode()


def _parted(seen: str) -> tuple[str, str]:
    """The page without its navigation, and the navigation."""
    start, end = seen.find("<nav"), seen.find("</nav>")
    if start < 0:
        return seen, ""
    return seen[:start] + seen[end:], seen[start:end]


def _without(html: str, start: str, end: str) -> str:
    kept, done = [], 0
    at = html.find(start)
    while at >= 0:
        kept.append(html[done:at])
        stop = html.find(end, at)
        done = stop + len(end) if stop >= 0 else len(html)
        at = html.find(start, done)
    return "".join([*kept, html[done:]]) if kept else html


def _page(address: str, html: bytes) -> SearchDocument:
    heading = _HEADING.search(_article(html))
    title = unescape(_TAG.sub("", heading[1])).strip() if heading else ""
    return SearchDocument(address, title, text_of(html))


def _notice(told: Announced, html: bytes) -> SearchDocument:
    notice = told.notice
    return SearchDocument(
        address=told.address,
        title=notice.title,
        body=text_of(html),
        labels=" ".join((*notice.areas, *notice.brands, notice.kind.label, notice.plan_name)),
        numbers=(notice.plan_number, told.identity),
        kind=notice.kind.value,
        audience=notice.audience.value,
        areas=notice.areas,
        brands=notice.brands,
        published_on=notice.published_on,
        effective_on=notice.effective_on,
        withdrawn_on=notice.withdrawn_on,
        superseded_on=told.life.superseded_on,
        is_sample=told.sample,
    )
