"""Jinja templates of theme/: one record in, HTML out; autoescaped, and nothing may be undefined."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    select_autoescape,
)
from markupsafe import Markup, escape

from portal import addresses
from portal.charts import Chart, chart, share
from portal.compiled import Compiled
from portal.facts.life import ENDING_DAYS, LABELS
from portal.facts.promises import Track
from portal.records.indicator import ABOVE, BEHIND
from portal.records.reading import scalar
from portal.shortcuts import shorten

SUFFIXES = (".html", ".txt", ".xml", ".atom", ".ics")


def environment(theme: Path, compiled: BytecodeCache | None = None) -> Environment:
    """The one environment: templates of pages, components and feeds, and the filters."""
    made = Environment(
        loader=FileSystemLoader([*folders(theme), *_icons()]),
        # What a .txt template says is escaped where it is used.
        autoescape=select_autoescape(disabled_extensions=("txt", "ics"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # A build reads its templates once: no look at their files for each of ten thousand pages.
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )
    shorten(made)
    made.filters.update(FILTERS, svg=_drawings(made))
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    made.globals |= {
        "list_address": addresses.notice_list,
        "status_labels": LABELS,
        "ending_days": ENDING_DAYS,
        "qualifiers_behind": BEHIND,
        "qualifiers_above": ABOVE,
    }
    return made


def compiled(theme: Path) -> Mapping[str, bytes]:
    """The code of every template of the theme, for `Compiled`."""
    held = Compiled({})
    templates = environment(theme, held)
    for name in FileSystemLoader(folders(theme)).list_templates():
        if name.endswith(SUFFIXES):
            templates.get_template(name)
    return held.codes


def folders(theme: Path) -> list[Path]:
    """Where the theme's own templates stand."""
    return [theme / "pages", theme / "components", theme / "feeds"]


def _icons() -> list[Path]:
    """Where the engine's theme keeps its icons, `.icons/material/check.svg`."""
    found = find_spec("material")
    places = found.submodule_search_locations if found else None
    return [Path(place) / "templates" for place in places or ()]


def _drawings(made: Environment) -> Callable[[str], Markup]:
    """The drawing of an icon by its name, read once."""

    @cache
    def svg(name: str) -> Markup:
        return Markup(made.get_template(f".icons/material/{name}.svg").render())  # noqa: S704 # ours

    return svg


def labels(record: type[Any]) -> SimpleNamespace:
    """The Chinese label of each field of a record, by its key."""
    fields = record.model_fields.items()
    return SimpleNamespace(**{info.alias or name: info.title or name for name, info in fields})


@lru_cache(4096)
def day(value: date) -> Markup:
    """A day as a time element, written 2009-07-17."""
    return Markup(f"<time>{value.isoformat()}</time>")  # noqa: S704 # digits and hyphens


@lru_cache(4096, typed=True)  # the same letters may be text or markup
def whole(text: str) -> Markup:
    """The text with each day and each figure with its unit in one piece, which no line parts."""
    return Markup(_PIECE.sub(_kept_whole, escape(text)))  # noqa: S704 # escaped


def thousands(value: int) -> str:
    """A count with its thousands parted."""
    return f"{value:,}"


def size(count: int) -> str:
    """How large a file of so many bytes is, in the unit in which it reads best."""
    if count < 1_000_000:
        return f"{count / 1000:.{1 if count < 10_000 else 0}f}\u00a0KB"
    return f"{count / 1_000_000:.1f}\u00a0MB"


def drawn(track: Track) -> Chart:
    """Where the parts of an indicator's chart stand."""
    values = [measured.result.value for measured in track.measured]
    years = [measured.year for measured in track.measured]
    return chart(values, track.indicator.target, years)


def _kept_whole(found: re.Match[str]) -> str:
    return f'<span class="whole">{found["piece"]}</span>' if found["piece"] else found[0]


_UNIT = (
    "(?:人次|次|件|人|元)/(?:百万|万|千)(?:用户|客户|户)"
    "|元|分钟|小时|个月|个|条|天|日|月|年|岁|次|份|项|分|秒|台|张|户|人|家|%|[KMG]B"
)
_PER = "(?:/(?:分钟|小时|[次条天日月年个户人]|[KMG]B))?"
# What a tag says is no text, and a time element is in one piece already.
_PIECE = re.compile(
    rf"<time>[^<]*</time>|<[^>]*>"
    rf"|(?P<piece>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]+(?:[.,][0-9]+)* ?(?:{_UNIT}){_PER})"
)

FILTERS: Mapping[str, Any] = {
    "amount": scalar,
    "day": day,
    "whole": whole,
    "thousands": thousands,
    "size": size,
    "drawn": drawn,
    "share": share,
}
