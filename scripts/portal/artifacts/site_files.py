"""Make the files that machines look for at the root: robots.txt, opensearch.xml, the web manifest."""

from collections.abc import Iterator

import orjson

from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.facts import Facts

ICON = "assets/favicon.svg"


def units(_facts: Facts) -> list[str]:
    """Each of them."""
    return ["robots.txt", "opensearch.xml", "manifest.webmanifest"]


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """One of them."""
    if unit == "manifest.webmanifest":
        yield File(unit, _manifest(facts))
    else:
        text = studio.render(unit, site=facts.portal.site, base_url=facts.base_url)
        yield File(unit, text.encode())


def _manifest(facts: Facts) -> bytes:
    """Addresses in it are relative to itself, so that it holds in any folder."""
    site = facts.portal.site
    said = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description,
        "lang": "zh-Hans",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "icons": [{"src": ICON, "type": "image/svg+xml", "sizes": "any", "purpose": "any"}],
    }
    return orjson.dumps(said, None, orjson.OPT_INDENT_2) + b"\n"
