"""Markdown bodies of notices and commitments as HTML: CommonMark with tables, nothing else."""

import re

import comrak

from portal.tables import framed


def html(markdown: str) -> str:
    """The HTML of a body; raw HTML in it is shown as text, never passed on."""
    made = str(comrak.render_markdown(markdown, _EXTENSIONS, None, _RENDERING))
    if "<table>" not in made:
        return made
    return framed(_NO_HEAD.sub("<td></td>", _ALIGNED.sub(r' class="\1"', made)))


# The attribute is obsolete in HTML; a class says the same.
_ALIGNED = re.compile(r'(?<=<t[hd]) align="(left|center|right)"')
# The corner over a column of names heads nothing: a reader who hears the page must not meet it.
_NO_HEAD = re.compile(r"<th[^>]*></th>")
_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = True
_EXTENSIONS.cjk_friendly_emphasis = True
_RENDERING = comrak.RenderOptions()
_RENDERING.escape = True
