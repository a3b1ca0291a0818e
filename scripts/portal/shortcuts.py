"""The parts of Jinja that ten thousand pages pass through hundreds of times, on a shorter way.

What they yield is what Jinja yields: the golden pages would show a difference.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape
from markupsafe import _escape_inner as _text_escaped  # type: ignore[attr-defined]


def shorten(environment: Environment) -> None:
    """Templates of the environment go the shorter way from now on."""
    # Nothing may be undefined, so nothing has to be looked for in a second place.
    environment.getattr = getattr  # type: ignore[method-assign, assignment]
    environment.template_class = _Template
    environment.context_class = _Context


def _escaped(value: object) -> str:
    # What is put out is joined as text: it need not become Markup for that.
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return _text_escaped(value)  # type: ignore[arg-type]
    return escape(value)


_marked = str.__new__


class _Template(Template):
    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 # named by Jinja
    ) -> Template:
        namespace["escape"] = _escaped
        return super()._from_namespace(environment, namespace, globals)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        # All templates here have the globals of the one environment, and none of their own:
        # there is nothing to compare.
        return super()._get_default_module()

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 # named by Jinja
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002 # named by Jinja
    ) -> Context:
        if shared or locals:
            return super().new_context(vars, shared, locals)
        # No template here has globals of its own that would have to be told apart.
        given = {**self.environment.globals, **(vars or {})}
        return self.environment.context_class(self.environment, given, self.name, self.blocks)


class _Context(Context):
    def call(self, called: Any, /, *given: Any, **named: Any) -> Any:
        """The result of a call in a template; nearly all of them are calls of macros."""
        if type(called) is not Macro:
            return super().call(called, *given, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        if named or len(given) != called._argument_count or called.caller:
            return called(self.eval_ctx, *given, **named)
        text = called._func(*given)
        return _marked(Markup, text) if self.eval_ctx.autoescape else text
