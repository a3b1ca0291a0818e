"""Join the theme's, the portal's and the components' rules into the one stylesheet of the site."""

import re
from collections.abc import Mapping

from portal.pruning import pruned

FOLDER = "assets/stylesheets/"
# The portal's own rules come after the theme's, and those for paper win over all.
FIRST = ("tokens.css", "portal.css", "frame.css")
LAST = ("print.css",)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")


def joined(sheets: Mapping[str, bytes], components: bytes) -> bytes:
    """One stylesheet: what is used of the theme's, then the portal's own, paper last."""
    own = [FOLDER + name for name in (*FIRST, *LAST)]
    theme = "\n".join(sheets[path].decode() for path in sorted(sheets) if path not in own)
    parts = [pruned(_COMMENT.sub("", theme))]
    parts += [sheets[FOLDER + name].decode() for name in FIRST if FOLDER + name in sheets]
    parts.append(components.decode())
    parts += [sheets[FOLDER + name].decode() for name in LAST if FOLDER + name in sheets]
    return _SPACE.sub("\n", _COMMENT.sub("", "\n".join(parts))).encode()
