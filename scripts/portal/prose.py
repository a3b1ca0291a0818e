"""Markdown bodies of notices and commitments as HTML: CommonMark with tables, nothing else."""

import re

import comrak

from portal.tables import framed


def html(markdown: str) -> str:
    """The HTML of a body; raw HTML in it is shown as text, never passed on."""
    made = str(comrak.render_markdown(markdown, _EXTENSIONS, None, _RENDERING))
    return framed(_ALIGNED.sub(r' class="\1"', made))


# The attribute is obsolete in HTML; a class says the same.
_ALIGNED = re.compile(r'(?<=<t[hd]) align="(left|center|right)"')
_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = True
_EXTENSIONS.cjk_friendly_emphasis = True
_RENDERING = comrak.RenderOptions()
_RENDERING.escape = True
