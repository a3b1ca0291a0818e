"""Make the files that machines look for: robots.txt, opensearch.xml, web manifest, security.txt."""

from collections.abc import Iterator
from datetime import timedelta

import orjson

from portal.artifacts.artifact import Artifact, File
from portal.artifacts.studio import Studio
from portal.facts import Facts

SECURITY = ".well-known/security.txt"
VALID_DAYS = 365  # a reader must not trust an older one (RFC 9116)
ICON = "assets/favicon.svg"


def units(facts: Facts) -> list[str]:
    """Each of them; where to report a weakness only when there is such a place."""
    said = [SECURITY] if facts.portal.site.repository else []
    return ["robots.txt", "opensearch.xml", "manifest.webmanifest", *said]


def make(facts: Facts, unit: str, studio: Studio) -> Iterator[Artifact]:
    """One of them."""
    if unit == "manifest.webmanifest":
        yield File(unit, _manifest(facts))
    elif unit == SECURITY:
        expires = facts.as_of + timedelta(days=VALID_DAYS)
        text = studio.render(
            "security.txt", site=facts.portal.site, base_url=facts.base_url, expires=expires
        )
        yield File(unit, text.encode())
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
