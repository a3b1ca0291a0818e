"""What making yields: pages to be filled into a frame, and files that are whole already."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """A page for the reader. HTML in `values` links from the root of the site.

    `frame` is the address of the page the engine rendered; `source` the file below content/ that
    an editor opens to change it; `values` fill the frame's placeholders (`body` and markers). What
    is only a `sample` is called one wherever its title stands alone.
    """

    address: str
    frame: str
    title: str
    description: str
    source: str
    values: Mapping[str, str] = field(default_factory=dict)
    head: str = ""
    sample: bool = False


@dataclass(frozen=True)
class File:
    """A file at a path of the site."""

    path: str
    data: bytes


Artifact = Page | File
