"""The second wall: what a sanitiser would take out of a rendered body.

Notices show raw HTML as text and lose odd links, the engine's pages let both through: so the wall is
tried on what a body would become if nothing else stood before it.
"""

from html.parser import HTMLParser

import comrak
import nh3

from portal.bodylinks import SCHEMES
from portal.prose import EXTENSIONS

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol",
    "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"},
    "td": {"align"}, "th": {"align"}, "code": {"class"},
}  # fmt: skip
_OPTIONS = comrak.RenderOptions()
_OPTIONS.unsafe_ = True


def stripped(body: str) -> str | None:
    """The first thing that cleaning takes away or changes; None when nothing is."""
    made = str(comrak.render_markdown(body, EXTENSIONS, None, _OPTIONS))
    cleaned = nh3.clean(
        made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None
    )
    before, after = _pieces(made), _pieces(cleaned)
    for piece, kept in zip(before, [*after, ""], strict=False):
        if piece != kept:
            return piece
    return None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes in one spelling."""
        self._flush()
        written = "".join(f' {name}="{value or ""}"' for name, value in sorted(attrs))
        self.pieces.append(f"<{tag}{written}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an empty tag like any other."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of a tag."""
        self._flush()
        self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep text; where it is cut does not matter."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self._flush()
        self.pieces.append(f"<!--{data}-->")

    def close(self) -> None:
        """Keep what is left."""
        super().close()
        self._flush()

    def _flush(self) -> None:
        if self.text:
            self.pieces.append(self.text)
            self.text = ""


def _pieces(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.pieces
