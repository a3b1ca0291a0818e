"""链接都通：指向本站页面、公告、承诺和图片的链接，写了就要真有；公布的页面不指向草稿，也不指向隐藏的示例。"""

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from portal import addresses
from portal.findings import Fault, nearest_address, place_in
from portal.fitting import Entry
from portal.permanence import cause, drafts
from portal.portal import Portal, gather, is_sample
from portal.records.site import Samples
from portal.rules.names_exist import numbers

_LINK = re.compile(r"\]\(<?([^)\s>]+)")
_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_OURS = re.compile(r"notices/\d{4}/[^/]+/?|commitments/\d{4}/\d+/?")


def faults(portal: Portal) -> Iterator[Fault]:
    """Links in bodies to what is not there, or not there any more."""
    linking = [entry for entry in portal.entries if "](" in entry.body]
    if not linking:
        return
    known, hidden, samples = _addresses(portal), drafts(portal), _hidden_samples(portal)
    own = portal.site.url.rstrip("/") if portal.of("site") else ""
    for entry in linking:
        body = without_code(entry.body)
        for found in _LINK.finditer(body):
            written = unquote(found[1])
            target = _from_root(written, own)
            problem = (
                _hidden(entry, target, hidden)
                or _sample(entry, target, samples)
                or _lacking(entry, target, known, portal)
                or _nowhere_on_the_page(target)
            )
            moved = _moved(entry, target, portal) or _in_full(entry, written, target)
            if problem or moved:
                line, column = place_in(body, found.start(1))
                message, fix, address = problem or moved or ("", "", "")
                yield Fault(
                    entry.path,
                    (),
                    message,
                    fix,
                    "error" if problem else "notice",
                    body_line=line,
                    body_column=column,
                    cause="" if address is None else cause(address),
                )


def without_code(body: str) -> str:
    """The body with other signs where code stands: what looks like a link there is none."""
    return _CODE.sub(lambda found: re.sub(r"[^\n]", "x", found[0]), body)


def _from_root(target: str, own: str) -> str:
    """The target from the root of the site, if it begins with the site's own address."""
    rest = re.sub("^http:", "https:", target).removeprefix(own)
    if not own or rest.startswith("https:") or rest == target or not re.match("[/?#]|$", rest):
        return target
    return rest if rest.startswith("/") else f"/{rest}"


# What is wrong, what to write, and which address is not there, if it is not the page that lacks.
Problem = tuple[str, str, str | None]


def _lacking(entry: Entry, target: str, known: Collection[str], portal: Portal) -> Problem | None:
    """What is wrong with a link; while nobody can read where pages went, a lost one is not told."""
    problem = _problem(entry, target, known)
    lost = problem[2] if problem else None
    is_page = lost is not None and not lost.startswith("images/")
    return None if is_page and portal.has_broken("redirects") else problem


def _problem(entry: Entry, target: str, known: Collection[str]) -> Problem | None:
    path = re.split("[?#]", target)[0]
    if target.startswith("//") or not path.startswith("/"):
        return _file_named(entry, target, known) if path.endswith(".md") else None
    address = path[1:].removesuffix("index.html")
    if address in known:
        return None
    if f"{address}/" in known:
        return _without_slash(path, target)
    if address.startswith("images/"):
        plain = address.lower().replace("_", "-").replace(" ", "-")
        fix = f"把图片放进 pages/{plain}，"
        fix += (
            "或改正名字" if plain == address else f"写成 /{plain}：名字只用小写字母、数字和连字符"
        )
        return f"没有图片 {path}", fix, address
    within = re.sub(r"^(?:content/)?(?:pages/)?|\.(?:md|html)$|/$", "", address)
    is_named = address.endswith((".md", ".html")) and f"{within}/" in known
    notice = re.fullmatch(r"notices/([^/]+)/?", address)
    without_year = notice and any(one.endswith(f"/{notice[1]}/") for one in known)
    is_ours = is_named or _OURS.fullmatch(address) or without_year
    if addresses.is_made(address) and not is_ours:
        return _without_slash(path, target)
    fix = f"写成 /{within}/" if is_named else _advice(address, known)
    return f"本站没有 {path} 这个网址", fix, address


def _nowhere_on_the_page(target: str) -> Problem | None:
    """A link to a heading by its Chinese words: the places on our pages have names in ASCII."""
    path, _, place = target.partition("#")
    if place.isascii() or not (path == "" or re.match("/(?!/)", path)):
        return None
    fix = f"去掉 # 和后面的字，写成 {path}" if path else "删去这个链接，只留方括号里的字"
    return f"“#{place[:24]}”不是网页上的地址：标题不能这样链接", fix, None


def _moved(entry: Entry, target: str, portal: Portal) -> Problem | None:
    """A link to an address that leads on; the words of a published notice stay as they were."""
    path, sign, rest = re.match(r"([^?#]*)([?#]?)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
    old = path[1:].removesuffix("index.html")
    new = portal.redirects.get(old) or portal.redirects.get(old + "/")
    there = {old, f"{old}/"} & portal.addresses
    if not path.startswith("/") or new is None or there or entry.kind == "notice":
        return None
    return f"“{path}”换了地址，点开要多转一次", f"写成 /{new}{sign}{rest}", old


def _in_full(entry: Entry, written: str, target: str) -> Problem | None:
    """A link with the whole address of our own site: the preview would lead out of itself.

    The words of a published notice stay as they were.
    """
    if written == target or entry.kind == "notice":
        return None
    return f"“{written[:60]}”是本站的网址，不用写全", f"写成 {target}", None


def _without_slash(path: str, target: str) -> Problem | None:
    """What is wrong with a link to a folder that does not end like one; files have an ending."""
    if path.endswith("/") or "." in path.rpartition("/")[2]:
        return None
    message = f"“{path}”少了末尾的 /，要多跳一次"
    return message, f"写成 {path}/{target[len(path) :]}", None


def _file_named(entry: Entry, target: str, known: Collection[str]) -> Problem | None:
    """A link to the file that an editor sees: for readers there is none, only the page's address."""
    path, sign, place = target.partition("#")
    if ":" in path or entry.kind != "page":
        return None
    address = _address_of_file(entry, path)
    within = addresses.page(path.rpartition("pages/")[2].removesuffix(".md"))
    meant = next((one for one in (address, within) if one in known), None)
    if meant is None:
        return f"没有 {path} 这个文件", _advice(address, known), address
    rest = sign + place if place.isascii() else ""
    return f"网站上没有 {path} 这个文件，只有网址", f"写成 /{meant}{rest}", None


def _address_of_file(entry: Entry, path: str) -> str:
    """The address of the page that a page's link to a file means."""
    meant = posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), path))
    inside = meant.removeprefix("pages/")
    return addresses.page(inside.removesuffix(".md")) if inside != meant else meant


def _hidden(entry: Entry, target: str, hidden: Collection[str]) -> Problem | None:
    """A draft may lead to drafts; for readers of anything else there is nothing."""
    if entry.draft or not hidden:
        return None
    address = _led_to(entry, target)
    if address.rstrip("/") + "/" not in hidden:
        return None
    fix = "等那一页公布了再加这个链接，或先删去它"
    return f"{re.split('[?#]', target)[0]} 是草稿，公布之后读者打不开", fix, address


def _hidden_samples(portal: Portal) -> frozenset[str]:
    """The addresses of samples where the settings hide these."""
    if not portal.of("site") or portal.site.samples is not Samples.HIDDEN:
        return frozenset()
    return gather(entry for entry in portal.entries if is_sample(entry.record)).addresses


def _sample(entry: Entry, target: str, samples: Collection[str]) -> Problem | None:
    """A link of what is published, and no sample, to a sample that the settings hide."""
    if not samples or entry.draft or is_sample(entry.record):
        return None
    address = _led_to(entry, target)
    if address.rstrip("/") + "/" not in samples:
        return None
    path = re.split("[?#]", target)[0]
    fix = "删去这个链接；要连示例一起公布，就在 data/site.yml 里写 samples: shown"
    return f"{path} 是示例，data/site.yml 写着 samples: hidden，网站上没有它", fix, address


def _led_to(entry: Entry, target: str) -> str:
    path = re.split("[?#]", target)[0]
    address = path[1:] if path.startswith("/") else _address_of_file(entry, path)
    return address.removesuffix("index.html")


def _advice(address: str, known: Collection[str]) -> str:
    named = address.rstrip("/").rpartition("/")[2]
    if address.startswith("notices/"):
        # Another number is another notice, not a slip.
        known = [
            one for one in known if numbers(one.rstrip("/").rpartition("/")[2]) & numbers(named)
        ]
    meant = nearest_address(address, sorted(known))
    return f"是不是 /{meant}？改成它" if meant else "改成已有的网址，或删去链接"


def _addresses(portal: Portal) -> frozenset[str]:
    broken = {
        address
        for kind, ids in portal.broken.items()
        for identity in ids
        for address in _broken_addresses(kind, identity)
    }
    return frozenset(portal.addresses | portal.redirects.keys() | portal.pictures.keys() | broken)


def _broken_addresses(kind: str, identity: str) -> Iterator[str]:
    if kind == "page":
        yield addresses.page(identity)
    elif kind == "picture":
        yield identity
    elif kind == "commitment":
        yield addresses.commitment(identity)
    elif kind == "notice":
        # The year of its folder is not part of the id.
        yield from (addresses.notice(identity, year) for year in range(1949, 2101))
