"""The search dialog of every page asks our worker, and the engine's own index is not published."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from portal.engine import EngineError

STARTER = "assets/javascripts/search-starter.js"
# What the starter loads when somebody searches; what that loads for a word that does not occur, and
# for prices, days and states.
WORKER = "assets/javascripts/search-worker.js"
SOUNDS = "assets/javascripts/search-sounds.js"
FACTS = "assets/javascripts/search-facts.js"
ENGINES_WORKER = re.compile(r"(?:\.{0,2}/)*assets/javascripts/workers/search\.[0-9a-f]+\.min\.js")
# The theme's script reads this file on every page, and waits for it before it asks the worker.
STUB_PATH = "search/search_index.json"
STUB = b'{"config":{"lang":["zh"],"separator":" ","pipeline":[],"fields":{}},"docs":[]}'


def own_worker(settings: Mapping[str, object], names: Mapping[str, str]) -> str:
    """What stands in the page's settings instead of the engine's worker, from the site's root.

    `names` tells under which path each asset is published. Settings that do not name the engine's
    worker raise EngineError: a new version of the theme would search its own way, or not at all.
    """
    told = settings.get("search")
    if not isinstance(told, str) or not ENGINES_WORKER.fullmatch(told):
        raise EngineError(
            f"页面设置里的 search 不再是引擎的搜索程序，而是 {told!r}：请改 {__name__}"
        )
    # The address tells them the names of the others.
    others = (PurePosixPath(names[part]).name for part in (WORKER, SOUNDS, FACTS))
    return f"{names[STARTER]}?{'&'.join(others)}"
