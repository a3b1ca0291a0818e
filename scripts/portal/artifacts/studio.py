"""The studio: templates with what every one of them may use."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from portal.templates import environment


class Studio:
    """Renders templates of the theme; knows under which name each asset is published."""

    def __init__(self, theme: Path, assets: Mapping[str, str]) -> None:
        self._templates = environment(theme)
        self._templates.globals["asset"] = assets.__getitem__
        self._template = cache(self._templates.get_template)
        self._made: dict[tuple[str, str], str] = {}

    def render(self, template: str, /, **given: Any) -> str:
        """The text that a template makes of what it is given."""
        return self._template(template).render(given)

    def once(self, template: str, key: str, /, **given: Any) -> str:
        """The same, made once for a key: for pieces that stand in many pages."""
        if (template, key) not in self._made:
            self._made[template, key] = self.render(template, **given)
        return self._made[template, key]
