"""Show every component with every example of it: what /components/ holds, and what tests render."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

import yaml

from portal.artifacts.studio import Studio
from portal.facts import Facts
from portal.facts.pedigree import Pedigree
from portal.open_data.publication import publication
from portal.qr import drawing
from portal.quarters import Due
from portal.records.notice import Notice
from portal.templates import labels

# Examples lead to pages of the fictional operator, which only its own site has.
_LINK = re.compile(r'(?<=href=")[/#][^"]*')
# A page has each id once, and the same component may stand here several times; scripts look for
# their words by id.
_ID = re.compile(r'(?<= )(?<!json" )(id|for|aria-labelledby)="([^"]+)"')
_HERE = "/components/"


@dataclass(frozen=True)
class Example:
    """One use of a component: what it is called, how a template calls it, what comes of it."""

    name: str
    call: str
    html: str


@dataclass(frozen=True)
class Component:
    """A folder of theme/components with its words on when to use it, and its examples."""

    name: str
    readme: str
    examples: tuple[Example, ...]


def components(files: Mapping[str, bytes], facts: Facts, studio: Studio) -> Iterator[Component]:
    """Each component by name; `files` are theme/components, `facts` those of tests/example."""
    for name in sorted({PurePosixPath(path).parts[0] for path in files}):
        told = yaml.safe_load(files[f"{name}/examples.yaml"])
        uses = f'{{% from "{name}/template.html" import {", ".join(told["macros"])} %}}'
        given = _given(facts)
        made = (
            Example(
                title,
                call,
                _told_apart(_example(studio, f"{uses}{{{{ {call} }}}}", given), f"{name}-{at}"),
            )
            for at, (title, call) in enumerate(told["examples"].items())
        )
        yield Component(name, files[f"{name}/README.md"].decode(), tuple(made))


def _example(studio: Studio, source: str, given: Mapping[str, Any]) -> str:
    return _LINK.sub(_HERE, studio.render_text(source, **given)).strip()


def _told_apart(html: str, place: str) -> str:
    def marked(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(f"{word}-{place}" for word in found[2].split())}"'

    return _ID.sub(marked, html)


def _given(facts: Facts) -> dict[str, Any]:
    """What an example may name: records of the fictional operator by id."""
    names = {name: channel.title for name, channel in facts.portal.channels.items()}
    return {
        "facts": facts,
        "notice": facts.notices.__getitem__,
        "track": facts.tracks.__getitem__,
        "promise": {promise.identity: promise for promise in facts.promises}.__getitem__,
        "pedigree": lambda name: Pedigree(facts.notices[name], facts.notices, names),
        "labels": labels(Notice),
        "late": Due("2012-q1", date(2012, 5, 15), late=True),
        "part": SimpleNamespace(
            pages=56, number=30, addresses=[""] * 56, shown=[1, None, 29, 30, 31, None, 56]
        ),
        "published": publication(facts),
        "drawing": drawing,
    }
