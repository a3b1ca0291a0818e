"""The studio: templates with what every one of them may use."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import BytecodeCache

from portal.artifacts.moulds import Mould, place
from portal.templates import environment

Kept = TypeVar("Kept")


class Studio:
    """Renders templates of the theme; knows under which name each asset is published.

    `mark` tells one set of assets from another;
    `mould(template, places)` is the same template as a mould, made once.
    """

    def __init__(
        self, theme: Path, assets: Mapping[str, str], compiled: BytecodeCache | None = None
    ) -> None:
        self._templates = environment(theme, compiled)
        self._templates.globals["asset"] = assets.__getitem__
        self.mark = repr(sorted(assets.items()))
        self._template = cache(self._templates.get_template)
        self._macro = cache(self._macro_of)
        self._made: dict[tuple[str, str], str] = {}
        self._kept: dict[type, Any] = {}
        self.mould = cache(self._mould)

    def render(self, template: str, /, **given: Any) -> str:
        """The text that a template makes of what it is given."""
        return self._template(template).render(given)

    def once(self, template: str, key: str, /, **given: Any) -> str:
        """The same, made once for a key: for pieces that stand in many pages."""
        if (template, key) not in self._made:
            self._made[template, key] = self.render(template, **given)
        return self._made[template, key]

    def kept(self, kind: type[Kept], make: Callable[[], Kept]) -> Kept:
        """What is made once for many units that follow each other, and is large."""
        if kind not in self._kept:
            self._kept[kind] = make()
        found: Kept = self._kept[kind]
        return found

    def forget(self) -> None:
        """What was made once need not be kept any longer."""
        self._made.clear()
        self._kept.clear()

    def cast(self, template: str, macro: str, /, *given: Any) -> str:
        """The text of one macro of a template: the same of which thousands are made."""
        return str(self._macro(template, macro)(*given))

    def render_text(self, source: str, /, **given: Any) -> str:
        """The text that a template makes which stands in no file."""
        return self._templates.from_string(source).render(given)

    def _macro_of(self, template: str, macro: str) -> Callable[..., str]:
        found: Callable[..., str] = getattr(self._template(template).module, macro)
        return found

    def _mould(self, template: str, places: tuple[str, ...], /, **given: Any) -> Mould:
        """The template as a mould whose `places` are filled later; what is `given` stays."""
        return Mould(self.render(template, **given, **{name: place(name) for name in places}))
