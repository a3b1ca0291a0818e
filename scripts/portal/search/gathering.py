"""What can be found on the site: its pages as their readers see them, with what is known of each."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from hashlib import sha256
from html import unescape
from zlib import crc32

from portal import addresses
from portal.cache import Memory, remembered
from portal.facts import Facts
from portal.facts.notices import Announced
from portal.records.area import WHOLE_PROVINCE
from portal.records.commitment import CommitmentState
from portal.records.notice import Audience, Notice, NoticeKind
from portal.records.reading import scalar
from portal.records.values import NOTHING
from portal.search.articles import article, texts_of
from portal.search.corpus import Batch, Named, batch, named
from portal.search.documents import SearchDocument, in_order
from portal.search.index import Artifact, Day, Vocabulary, files_of
from portal.workers import let_go_of_memory

# The page of results itself is not a result.
SEARCH_PAGE = "search"
# So many documents are taken apart together.
LEAST, MOST = 200, 400
# Before the digits of a number that is formed as one of filing, as search-worker/query.js knows.
FILED = "f"
# How people ask for a promise whose title says what it is about.
ORDINAL, HAN_DIGITS = "第{}项承诺", " 一二三四五六七八九"
# How they ask for all of them: 八项承诺 is in 第八项承诺, but is not what that page is about.
ALL_PROMISES, OF_ALL = "commitments", "{0}项承诺 {0}项服务承诺 {1}项承诺"
# A page is about words if its title holds one of the synonyms of this.
WHAT_IS = "是什么"
# What people call 日本漫游; in 港澳漫游 is nothing of it.
ABROAD = "国际漫游 出国 国外"

# 仅限残障客户 is for 残障: all notices are for customers.
FOR_WHOM_LENGTH = 8
_CUSTOMER = re.compile("^[仅只]?限|的?(?:客户|用户)$")
_STATE = re.compile(
    "^(?:已|未|在网|当月|须|需|没|无|本人|机主|本公司|本网)|入网|网龄|支持|身份证|实名|欠费"
)
_ABROAD = re.compile("^[^港澳濠台]*漫游[^港澳濠台]*$")
_FILED = re.compile(r"[〔\[(（【](\d{4})[〕\])）】] *第?(\d+)", re.ASCII)
_HEADING = re.compile(rb"<h1[^>]*>(.*?)</h1>", re.DOTALL)
# Of a part that is told, not listed or measured: what those are called names what they are not about.
_SUBHEADING = re.compile(rb'<h[23][^>]*>([^\n]*)</h[23]>\s*<p(?! class="indicator)')

# The finished HTML of the page at an address.
Html = Callable[[str], bytes]


@dataclass(frozen=True)
class Pages:
    """The finished pages: their HTML by address, and the digest of every file.

    `texts` holds what readers see on those that were made a moment ago: they need not be read.
    """

    html: Html
    marks: Mapping[str, str]
    texts: dict[str, str] = field(default_factory=dict)

    def texts_of(self, some: Sequence[str]) -> list[str]:
        """What readers see on the pages at these addresses."""
        rest = [address for address in some if address not in self.texts]
        read = iter(texts_of([article(self.html(address)) for address in rest]))
        return [self.texts[one] if one in self.texts else next(read) for one in some]


def index_files(facts: Facts, pages: Pages, memory: Memory | None) -> Iterator[Artifact]:
    """The search index of the site, path and bytes of each file.

    Pages that are still the same need not be taken apart again. One process does it all: more of
    them need no less time, and half as much again of their processors'.
    """
    found = in_order(documents(facts, pages.html))
    batches = {some[0].address: some for some in _batches(list(map(named, found)))}

    def made(names: Sequence[str]) -> dict[str, Batch]:
        texts = {name: pages.texts_of([one.address for one in batches[name]]) for name in names}
        return {name: batch(batches[name], some) for name, some in texts.items()}

    def mark(one: Named) -> str:
        digest = pages.marks[addresses.file_of(one.address)]
        return f"{one.address} {digest} {one.head} {one.numbers} {one.prices}\n"

    said = {
        name: sha256("".join(map(mark, some)).encode()).hexdigest()
        for name, some in batches.items()
    }
    held = list(remembered(memory, said, made, jobs=1).values())
    # The batches hold what is needed of them.
    pages.texts.clear()
    let_go_of_memory()
    day = Day(facts.as_of, facts.portal.site.as_of is not None)
    yield from files_of(found, held, vocabulary(facts), day)


def _batches(documents: Sequence[Named]) -> Iterator[Sequence[Named]]:
    """The documents in runs; of all that may begin one, that with the least digest of its address does.

    So a new document changes the runs around it, and no others.
    """
    marks = [crc32(one.address.encode()) for one in documents]
    start = 0
    while len(documents) - start > MOST:
        stop = min(range(start + LEAST, start + MOST), key=marks.__getitem__)
        yield documents[start:stop]
        start = stop
    if start < len(documents):
        yield documents[start:]


def findable(facts: Facts) -> frozenset[str]:
    """The addresses of all that can be found."""
    prose = (one.address for one in _prose(facts))
    return frozenset([*prose, *(told.address for told in facts.notices.values())])


def documents(facts: Facts, html: Html) -> Iterator[SearchDocument]:
    """Everything that can be found: prose pages, promises and notices."""
    promises = {addresses.commitment(name) for name in facts.portal.commitments}
    asking = [word for group in facts.portal.synonyms if WHAT_IS in group for word in group]
    for one in _prose(facts):
        page = html(one.address)
        title = _heading(page)
        parts = _parts(page) if one.answers and one.address not in promises else ()
        labels = " ".join((one.labels, *parts))
        explains = any(word in title for word in asking)
        yield replace(one, title=title, labels=labels, explains=explains)
    former = _former_numbers(facts)
    for told in facts.notices.values():
        notice = _notice(told)
        if told.address in former:
            notice = replace(notice, numbers=(*notice.numbers, *former[told.address]))
        yield notice


def _former_numbers(facts: Facts) -> dict[str, list[str]]:
    """By the address of a notice the numbers in old ones that lead there: who has one on paper looks for it."""
    found = defaultdict[str, list[str]](list)
    for old, new in facts.portal.redirects.items():
        if addresses.is_of_a_year(old):
            found[new].append(old.rstrip("/").rpartition("/")[2])
    return found


def _prose(facts: Facts) -> Iterator[SearchDocument]:
    """Every page and promise without its title, with what it is about in one sentence.

    What a page that leads to others says of them counts no more than what they say.
    """
    leading = {name.rpartition("/")[0] for name in facts.portal.pages}
    for name, page in facts.portal.pages.items():
        if name != SEARCH_PAGE:
            summary = "" if name in leading else page.description or ""
            if name == ALL_PROMISES and facts.current_promises:
                count = len(facts.current_promises)
                summary += " " + OF_ALL.format(_in_han(count), count)
            yield SearchDocument(addresses.page(name), "", labels=summary)
    for name, promise in facts.portal.commitments.items():
        number = int(name.rpartition("/")[2])
        called = " ".join(ORDINAL.format(one) for one in (_in_han(number), number))
        yield SearchDocument(
            addresses.commitment(name),
            "",
            labels=f"{called} {promise.benefit or ''}",
            is_pending=promise.state is CommitmentState.AWAITING_TEXT,
        )


def _in_han(number: int) -> str:
    """The number of a promise, below a hundred, in Chinese."""
    tens, ones = divmod(number, 10)
    return f"{HAN_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{HAN_DIGITS[ones]}".strip()


def vocabulary(facts: Facts) -> Vocabulary:
    """The words editors and records bring to the search."""
    kinds = {kind.value: kind.label for kind in NoticeKind}
    audiences = {audience.value: audience.label for audience in Audience}
    labels = {"kind": kinds, "audience": audiences}
    portal = facts.portal
    return Vocabulary(portal.synonyms, labels, WHOLE_PROVINCE, portal.site.operator)


def _heading(html: bytes) -> str:
    heading = _HEADING.search(article(html))
    return _plain(heading[1]) if heading else ""


def _parts(html: bytes) -> Iterator[str]:
    """What the parts of a page are called."""
    return (_plain(found[1]) for found in _SUBHEADING.finditer(article(html)))


def _plain(html: bytes) -> str:
    return unescape(re.sub("<[^>]*>", "", html.decode())).strip()


def _prices(notice: Notice) -> tuple[str, ...]:
    """What it costs, in full and for a time, as its page writes it."""
    price = f"{scalar(notice.price.amount)} {notice.price.unit}"
    if notice.promotion is None:
        return (price,)
    return price, f"{scalar(notice.promotion.amount)} {notice.price.unit}"


def _said(told: Announced) -> Sequence[str]:
    """What its fields say of it though its title may not: what kind it is, and for whom."""
    notice, kinds = told.notice, told.kinds
    abroad = [ABROAD] if NoticeKind.ROAMING in kinds and _ABROAD.search(notice.title) else []
    # 〔2009〕12 号 as one word: its numbers alone stand in many texts.
    found = map(_FILED.search, (notice.filing_number or "", notice.plan_number))
    filed = dict.fromkeys([f"{FILED}{one[1]}{one[2]}" for one in found if one])
    return [*_called(kinds, notice.audience), *abroad, *filed, *_whom(notice.eligibility)]


@cache
def _values(kinds: Sequence[NoticeKind]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


@cache
def _called(kinds: Sequence[NoticeKind], audience: Audience) -> Sequence[str]:
    # 国际及港澳台 names places that a notice may say nothing of.
    labels = [kind.label for kind in kinds if kind is not NoticeKind.ROAMING]
    return [*labels, audience.label] if audience is Audience.BUSINESS else labels


@lru_cache(4096)
def _whom(eligibility: str) -> Sequence[str]:
    """Who else is named in a text is told something, not offered it; a long condition says more than who.

    新入网 names a kind of offer; 已装宽带, 没有欠费 and 手机支持彩信 say in which state somebody or something is.
    """
    whom = _CUSTOMER.sub("", eligibility)
    is_short = whom != NOTHING and len(whom) <= FOR_WHOM_LENGTH
    return [whom] if is_short and not _STATE.search(whom) else []


def _notice(told: Announced) -> SearchDocument:
    notice = told.notice
    # Who looks for 省 does not mean whatever holds in all of its cities.
    places = [area for area in notice.areas if area != WHOLE_PROVINCE]
    return SearchDocument(
        address=told.address,
        title=notice.title,
        name=notice.plan_name,
        labels=" ".join([*places, *notice.brands, notice.plan_name, *_said(told)]),
        numbers=(notice.plan_number, told.identity),
        prices=_prices(notice),
        kinds=_values(told.kinds),
        audience=notice.audience.value,
        areas=notice.areas,
        brands=notice.brands,
        published_on=notice.published_on,
        effective_on=notice.effective_on,
        withdrawn_on=notice.withdrawn_on,
        superseded_on=told.life.superseded_on,
        is_free=notice.contract_months == 0,
        is_sample=told.sample,
    )
