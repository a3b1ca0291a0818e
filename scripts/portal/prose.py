"""Markdown bodies of notices and commitments as HTML: CommonMark with tables, nothing else."""

import re
from functools import lru_cache
from html import unescape

import comrak

from portal.tables import framed


def html(markdown: str) -> str:
    """The HTML of a body; raw HTML in it is shown as text, never passed on."""
    made = str(comrak.render_markdown(markdown, _EXTENSIONS, None, _RENDERING))
    if "<table>" not in made:
        return made
    return framed(_NO_HEAD.sub("<td></td>", _ALIGNED.sub(r' class="\1"', made)))


@lru_cache(4096)  # the lines that stay the same stand in one notice after the other
def words(line: str) -> str:
    """What a reader reads of one line: no stars, of links their words only, no sign of a list."""
    if not _MARKED.search(line):
        return line.strip()
    # The number of an item is read; for the engine it would start a list, and not be text.
    number, rest = _ITEM.fullmatch(line).groups(default="")  # type: ignore[union-attr]
    made = _PICTURE.sub(r"\1", str(comrak.render_markdown(rest, _EXTENSIONS, None, _RENDERING)))
    return number + unescape(_TAG.sub("", made)).strip()


# The attribute is obsolete in HTML; a class says the same.
_ALIGNED = re.compile(r'(?<=<t[hd]) align="(left|center|right)"')
# The corner over a column of names heads nothing: a reader who hears the page must not meet it.
_NO_HEAD = re.compile(r"<th[^>]*></th>")
_MARKED = re.compile(r"[*_`\[\]\\&<]|^\s*[-+>]\s")
_ITEM = re.compile(r"\s*(?:[-*+>]\s+)*(\d{1,9}[.)]\s+)?(.*)", re.DOTALL)
_PICTURE = re.compile(r'<img [^>]*alt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")
_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = True
_EXTENSIONS.cjk_friendly_emphasis = True
_RENDERING = comrak.RenderOptions()
_RENDERING.escape = True
