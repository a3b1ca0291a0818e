"""Addresses of pages, and links between them that hold on any host, in any folder and on file://.

An address is written from the root of the site without its first slash, `notices/2009/A-1/`; the
root itself is the empty address. Every address is a folder with an index.html.
"""

import posixpath
import re
from functools import lru_cache

INDEX = "index.html"
NOT_FOUND = "404.html"
# Files that stay as they are for as long as they have their name, which tells their digest. Only below
# assets/: elsewhere eight digits are a day, or a notice's number. Browsers and nginx read it too.
HASHED = r"^/?assets/.*[.-][0-9a-f]{8,64}\.[\w.]+$"
# Below these the build makes pages and files of records, of their data, of what pages need.
MADE = frozenset({"notices", "commitments", "data", "assets", "images", "feeds", "calendars", "n"})
# Pages that the build makes of nothing in the content.
OWN_PAGES = frozenset({"offline", "components"})
_OF_A_YEAR = re.compile(r"(?:notices|commitments)/\d{4}/[^/]+/")
_ATTRIBUTES = ("href", "src", "action", "poster", "data-href", "data-src")
_ENDS_IN_LINK = tuple(before + name for before in ' \t\n"' for name in _ATTRIBUTES)
_LINK = re.compile(rf'(?<=[\s"])((?:{"|".join(_ATTRIBUTES)})=")([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\{", re.IGNORECASE)


def is_made(address: str) -> bool:
    """Whether what stands there is made by the build; only the finished site tells if it is there."""
    first, slash, _ = address.partition("/")
    return bool(slash) and first in MADE


def is_of_a_year(address: str) -> bool:
    """Whether it is of a notice or a promise: what stands there is there only while its file is."""
    return _OF_A_YEAR.fullmatch(address) is not None


def page(identity: str) -> str:
    """The address of a prose page: `help/complain` is `help/complain/`, `index` the root."""
    return "" if identity == "index" else identity + "/"


def commitment(identity: str) -> str:
    """The address of a promise, `2009/1`."""
    return f"commitments/{identity}/"


def notice(identity: str, year: int) -> str:
    """The address of a notice published in `year`."""
    return f"notices/{year}/{identity}/"


def short(identity: str) -> str:
    """The short address of a notice, as printed on paper: `n/A-1/`."""
    return f"n/{identity}/"


def beside(address: str, ending: str) -> str:
    """A file that says what a record's page says: `notices/2009/A-1/A-1.json`."""
    return f"{address}{address.split('/')[-2]}.{ending}"


def data_file(kind: str, identity: str) -> str:
    """The file of the data of a record without a page: `data/awards/best-service-4.json`."""
    return f"data/{kind}/{identity}.json"


def notice_list(name: str, ended: bool = False, number: int = 1) -> str:
    """The address of a page of a list, `kind/plan`, of its notices on sale or of its ended ones.

    A year's first page is the folder of its notices; no other list can meet a notice there.
    """
    if name.startswith("year/") and not ended and number == 1:
        return f"notices/{name.removeprefix('year/')}/"
    return f"notices/{name}/" + ("ended/" if ended else "") + (f"{number}/" if number > 1 else "")


def file_of(address: str) -> str:
    """The file that a server sends for the address: a page of an older site may be one itself."""
    return address if address.endswith((".html", ".htm")) else address + INDEX


def root_of(address: str) -> str:
    """What leads from the page back to the root: `../../../` for `notices/2009/A-1/`."""
    return "../" * address.count("/")


def base_path(base_url: str) -> str:
    """Where the site stands on its host: `/`, or `/portal/` for `https://example.org/portal/`."""
    return "/" + base_url.partition("//")[2].partition("/")[2]


def absolute(html: str, address: str) -> str:
    """The page's HTML with every link to the site itself written from the root, `/help/`."""

    def from_root(found: re.Match[str]) -> str:
        target = found[2]
        if _ELSEWHERE.match(target) or target.startswith("/"):
            return found[0]
        path, mark, rest = _parted(target)
        full = posixpath.normpath("/" + posixpath.join(address, path))
        ends = path.endswith(("/", ".", "..")) or not path
        whole = full.rstrip("/") + "/" if ends else full
        return f'{found[1]}{whole}{mark}{rest}"'

    return _LINK.sub(from_root, html)


def relative(html: str, root: str) -> str:
    """The page's HTML with links written from the root turned into links from a page.

    `root` is `root_of` the page, or the absolute path of the site for a page sent for any address.
    Folders are named with their index.html: a reader without a server can follow them.
    """

    # Cut at what such a link begins with: a pattern would look at every sign of every page.
    first, *rest = html.split('="/')
    made, before = [first], first
    for piece in rest:
        made.append(_from_page(before, piece, root))
        before = piece
    return "".join(made)


def _from_page(before: str, piece: str, root: str) -> str:
    """What follows `before`, which ended where a value beginning with a slash was cut off."""
    target, quote, after = piece.partition('"')
    if not quote or target.startswith("/") or not before.endswith(_ENDS_IN_LINK):
        return f'="/{piece}'
    return f'="{root}{_file_named(target)}"{after}'


@lru_cache(maxsize=4096)
def _file_named(target: str) -> str:
    """The target with the file that is meant where it names a folder."""
    path, mark, rest = _parted(target)
    return f"{path if path and not path.endswith('/') else path + INDEX}{mark}{rest}"


def _parted(target: str) -> tuple[str, str, str]:
    cut = min((at for sign in "?#" if (at := target.find(sign)) >= 0), default=len(target))
    return target[:cut], target[cut : cut + 1], target[cut + 1 :]
