"""公布的不提草稿：公告、指标、换地址和导航，只能指向已公布的；草稿写好了，删去 draft: 是。"""

from collections.abc import Iterator

from portal import addresses
from portal.findings import Fault
from portal.permanence import cause, drafts
from portal.portal import Portal
from portal.rules.every_tab_has_its_page import NEEDED
from portal.rules.names_exist import promise_cause
from portal.slips import Loc


def faults(portal: Portal) -> Iterator[Fault]:
    """Fields of what is published that name a draft."""
    if not portal.drafts:
        return
    yield from _tabs(portal)
    yield from _notices(portal)
    yield from _indicators(portal)
    hidden = drafts(portal)
    for entry in portal.of("redirects").values():
        for index, one in enumerate(entry.record.root):
            if one.to[1:] in hidden:
                yield _fault(entry.path, (index, "to"), one.to, cause(one.to))


def _tabs(portal: Portal) -> Iterator[Fault]:
    pages = portal.of("page")
    for name in NEEDED:
        if name in pages and pages[name].draft:
            message, fix = "导航里的页面不能是草稿", "删去 draft: 是"
            because = cause(addresses.page(name))
            yield Fault(pages[name].path, ("draft",), message, fix, cause=because)


def _notices(portal: Portal) -> Iterator[Fault]:
    notices, promises = portal.of("notice"), portal.of("commitment")
    for name, entry in notices.items():
        if entry.draft:
            continue
        notice = portal.notices[name]
        for index, older in enumerate(notice.supersedes):
            if older in notices and notices[older].draft:
                loc = ("supersedes", index)
                yield _fault(entry.path, loc, f"公告“{older}”", f"notice {older}")
        for index, number in enumerate(notice.commitments):
            promise = promises.get(f"{notice.published_on.year}/{number}")
            if promise and promise.draft:
                because = cause(addresses.commitment(promise.id))
                yield _fault(entry.path, ("commitments", index), f"承诺“{number}”", because)


def _indicators(portal: Portal) -> Iterator[Fault]:
    """A promise is published when one of its editions is."""
    editions = portal.of("commitment").items()
    hidden = {name.split("/")[1] for name, entry in editions if entry.draft}
    hidden -= {name.split("/")[1] for name, entry in editions if not entry.draft}
    for entry in portal.of("indicators").values():
        for index, indicator in enumerate(entry.record.root):
            number = str(indicator.commitment)
            if number in hidden:
                loc = (index, "commitment")
                because = promise_cause(number, portal.commitments)
                yield _fault(entry.path, loc, f"承诺“{number}”", because)


def _fault(path: str, loc: Loc, named: str, because: str) -> Fault:
    message = f"{named} 还是草稿，读者看不到"
    return Fault(path, loc, message, "先公布它，或先删去这一项", cause=because)
