"""What the head of a page says to programs: its feeds, its data in other forms, linked data."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache

import orjson

from portal import addresses
from portal.artifacts import linked_data
from portal.artifacts.linked_data import Thing
from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.notices import Announced
from portal.facts.promises import Promise
from portal.facts.streams import group_of, in_title, label_of, name_of_promise, names_of_notice

# The forms of a feed by the ends of their names. Notices, by the thousand and each in several feeds,
# name the first; the pages about a feed name both.
ATOM = {"atom": "application/atom+xml"}
BOTH = {**ATOM, "json": "application/feed+json"}


def of_notice(told: Announced, facts: Facts, studio: Studio) -> str:
    """The head of a notice's page."""
    way = linked_data.breadcrumbs(told.notice.title, told.address, facts)
    things = [linked_data.offer(told, facts, studio), way]
    names = names_of_notice(told)[1:]
    return _own(told.address) + _feeds(names, ATOM, facts, studio) + _script(things)


def of_promise(promise: Promise, facts: Facts, studio: Studio) -> str:
    """The head of a promise's page."""
    way = linked_data.breadcrumbs(promise.commitment.title, promise.address, facts)
    things = [linked_data.service(promise, facts, studio), way]
    names = [name_of_promise(promise.identity)]
    return _own(promise.address) + _feeds(names, BOTH, facts, studio) + _script(things)


def of_page(identity: str, facts: Facts, studio: Studio) -> str:
    """The head of a prose page: what it is about and the way to it."""
    title = facts.portal.pages[identity].title
    things = [linked_data.breadcrumbs(title, addresses.page(identity), facts)]
    if identity == "index":
        things = [linked_data.website(facts)]
    if identity == "data":
        things += linked_data.data_sets(facts, studio)
    return _script(things)


def of_list(name: str, title: str, address: str, facts: Facts, studio: Studio) -> str:
    """The head of a list of notices; `name` is that of its shelf."""
    way = linked_data.breadcrumbs(title, address, facts)
    names = [name] if name.split("/", maxsplit=1)[0] in ("kind", "area") else []
    return _feeds(names, BOTH, facts, studio) + _script([way])


def _own(address: str) -> str:
    """The link to the data that stand beside the page."""
    return f'<link rel="alternate" type="application/json" href="/{addresses.beside(address, "json")}">\n'


def _feeds(names: Iterable[str], forms: Mapping[str, str], facts: Facts, studio: Studio) -> str:
    link = _links(facts, studio)
    return "".join(link(name, end, kind) for name in names for end, kind in forms.items())


@lru_cache(maxsize=1)
def _links(facts: Facts, studio: Studio) -> Callable[[str, str, str], str]:
    """The link to a feed by its name and form: a few stand in ten thousand pages."""

    @cache
    def link(name: str, end: str, kind: str) -> str:
        label = label_of(name, facts)
        if not label:
            return ""
        called = in_title(name, label)
        title = studio.render(
            "feed-title.txt", site=facts.portal.site, group=group_of(name), label=called
        )
        return studio.render("head-link.html", type=kind, path=f"feeds/{name}.{end}", title=title)

    return link


def _script(things: Sequence[Thing]) -> str:
    said = {"@context": "https://schema.org", "@graph": things}
    # Within a script nothing may look like the end of one.
    text = orjson.dumps(said).decode().replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
