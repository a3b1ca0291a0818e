"""Markdown bodies of notices and commitments as HTML: CommonMark with tables, nothing else."""

import re
from functools import lru_cache
from html import unescape

import comrak

from portal.tables import framed

EXTENSIONS = comrak.ExtensionOptions()
EXTENSIONS.table = True
EXTENSIONS.cjk_friendly_emphasis = True


def html(markdown: str) -> str:
    """The HTML of a body; raw HTML in it is shown as text, never passed on.

    Spaces at the end of a line break nothing: nobody sees them, and the canonical text has none.
    """
    if "  \n" in markdown:
        markdown = _UNSEEN.sub("", markdown)
    made = str(comrak.render_markdown(markdown, EXTENSIONS, None, _RENDERING))
    if "<table>" not in made:
        return made
    for written, meant in _ALIGNED.items():
        made = made.replace(written, meant)
    return framed(_NO_HEAD.sub("<td></td>", made))


def below(made: str, top: int) -> str:
    """The HTML of a body with its first headings at level `top`, and below them one level at a time.

    An author may start at any level and leave one out; whoever hears the page goes by its levels.
    """
    if "<h" not in made:
        return made
    above: list[int] = []

    def lower(found: re.Match[str]) -> str:
        level = int(found[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        tag = f"h{min(top + len(above) - 1, 6)}"
        return f"<{tag}>{found[2]}</{tag}>"

    return _HEADING.sub(lower, made)


@lru_cache(4096)  # the lines that stay the same stand in one notice after the other
def words(line: str) -> str:
    """What a reader reads of one line: no stars, of links their words only, no sign of a list."""
    if not _MARKED.search(line):
        return line.strip()
    # The number of an item is read; for the engine it would start a list, and not be text.
    number, rest = _ITEM.fullmatch(line).groups(default="")  # type: ignore[union-attr]
    made = _PICTURE.sub(r"\1", str(comrak.render_markdown(rest, EXTENSIONS, None, _RENDERING)))
    return number + unescape(_TAG.sub("", made)).strip()


# The attribute is obsolete in HTML; a class says the same.
_ALIGNED = {
    f'<{cell} align="{side}"': f'<{cell} class="{side}"'
    for cell in ("th", "td")
    for side in ("left", "center", "right")
}
# The corner over a column of names heads nothing: a reader who hears the page must not meet it.
_NO_HEAD = re.compile(r"<th[^>]*></th>")
_UNSEEN = re.compile(r" +$", re.MULTILINE)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_MARKED = re.compile(r"[*_`\[\]\\&<]|^\s*[-+>]\s")
_ITEM = re.compile(r"\s*(?:[-*+>]\s+)*(\d{1,9}[.)]\s+)?(.*)", re.DOTALL)
_PICTURE = re.compile(r'<img [^>]*alt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")
_RENDERING = comrak.RenderOptions()
_RENDERING.escape = True
