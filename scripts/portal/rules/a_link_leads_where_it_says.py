"""链接的文字里写了电话号码或公告编号的，链接就去那个号码、那份公告；正文里写出来的公告编号要真有，不在链接里的，会提醒一声。"""

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from portal import addresses
from portal.findings import Fault, place_in
from portal.portal import Portal, plan_key
from portal.rules.links_lead_somewhere import without_code

_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\(<?([^)\s>]+)")
_NOTICE = re.compile(r"/(?:notices/\d{4}|n)/([^/?#]+)/?(?:[?#].*)?")
# GD2009-0137, as editors number notices; a plan number begins with two digits.
_ID = re.compile(r"(?<![0-9A-Za-z])([A-Za-z]+)\d{4}-?\d{2,}(?![0-9A-Za-z-])", re.ASCII)
_TELEPHONE = re.compile(r"(?<![\d.-])\+?\d[\d-]{4,}(?![\d.-])", re.ASCII)


def faults(portal: Portal) -> Iterator[Fault]:
    """Links whose words name one number and which lead to another, or name a notice that is none."""
    notices = portal.notices.keys() | portal.broken.get("notice", frozenset())
    ours = frozenset(found[1] for one in notices if (found := _ID.fullmatch(one)))
    forms = {_form(one) for one in notices if _ID.fullmatch(one)}
    for entry in portal.entries:
        # `in` is many times as fast as an expression, for thousands of bodies.
        may_name = any(letters in entry.body for letters in ours)
        unknown = {found[0] for found in _ID.finditer(entry.body)} - notices if may_name else ()
        if "](" not in entry.body and not unknown:
            continue
        body = without_code(entry.body)
        for found in _LINK.finditer(body):
            told = _told(found[1], unquote(found[2]), notices, ours, portal)
            if told:
                line, column = place_in(body, found.start(1))
                yield Fault(entry.path, (), *told, body_line=line, body_column=column)
        for name, at in _in_plain_words(body).items() if unknown else ():
            is_plan = bool(portal.notices_of_plans.get(plan_key(name)))
            if name in unknown and _form(name) in forms and not is_plan:
                line, column = place_in(body, at)
                words = (f"正文写着 {name}，本站没有这份公告", "查一查编号；没有写错就不用改")
                yield Fault(entry.path, (), *words, "notice", body_line=line, body_column=column)


def _in_plain_words(body: str) -> dict[str, int]:
    """The numbers of notices outside links and addresses, each with the place where it stands first."""
    plain = _LINK.sub(lambda found: "/" * len(found[0]), body)
    found: dict[str, int] = {}
    for one in _ID.finditer(plain):
        if plain[one.start() - 1 : one.start()] != "/":
            found.setdefault(one[0], one.start())
    return found


def _form(name: str) -> str:
    return re.sub(r"\d", "0", name)


def _told(
    words: str, target: str, notices: Collection[str], ours: Collection[str], portal: Portal
) -> tuple[str, str] | None:
    if target.startswith("tel:"):
        return _dialled(words, target.removeprefix("tel:"))
    named = [found[0] for found in _ID.finditer(words)]
    leads = _NOTICE.fullmatch(target)
    if leads is None:
        return _unknown(named, notices, ours)
    if len(named) != 1 or leads[1] not in notices or named[0].lower() == leads[1].lower():
        return None
    message = f"链接的文字写的是 {named[0]}，点开却是 {leads[1]}"
    if named[0] not in notices:
        return f"{message}；本站没有 {named[0]} 这份公告", f"把文字里的改成 {leads[1]}"
    right = addresses.short(named[0])
    if named[0] in portal.notices:  # else its file is there, and when it was published unknown
        right = addresses.notice(named[0], portal.notices[named[0]].published_on.year)
    return message, f"链接写错了，就写成 (/{right})；文字写错了，就改成 {leads[1]}"


def _unknown(
    named: Collection[str], notices: Collection[str], ours: Collection[str]
) -> tuple[str, str] | None:
    """Of a link to something else, a notice that is named and does not exist.

    Only what begins with letters that `ours` do: other papers have numbers as well.
    """
    for name in named:
        found = _ID.fullmatch(name)
        if name not in notices and found and found[1] in ours:
            return f"链接的文字写着 {name}，本站没有这份公告", "改成真有的公告编号，或删去它"
    return None


def _dialled(words: str, number: str) -> tuple[str, str] | None:
    """What is wrong with a link that dials another number than people read."""
    written = _TELEPHONE.findall(words)
    if len(written) != 1 or _is_same(written[0], number):
        return None
    fix = f"文字对，就写成 (tel:{written[0]})；链接对，就把文字里的改成 {number}"
    return f"链接的文字写的是 {written[0]}，拨出去却是 {number}", fix


def _is_same(one: str, other: str) -> bool:
    """Whether two ways of writing dial one number: +86-20-… is 020-…."""
    plain = sorted((re.sub(r"\D", "", part).lstrip("0") for part in (one, other)), key=len)
    longer = re.sub("^86", "", plain[1]) if len(plain[1]) > len(plain[0]) else plain[1]
    return plain[0] == longer
