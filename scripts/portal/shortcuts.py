"""The parts of Jinja that ten thousand pages pass through hundreds of times, on a shorter way.

What they yield is what Jinja yields: the golden pages would show a difference. One question is
refused: whether an attribute is there. Here one that is not raises, before any test or filter.
"""

from collections.abc import Mapping, MutableMapping
from functools import partial
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape
from markupsafe import _escape_inner as _text_escaped  # type: ignore[attr-defined]


def shorten(environment: Environment) -> None:
    """Templates of the environment go the shorter way from now on."""
    # Nothing may be undefined, so nothing has to be looked for in a second place.
    environment.getattr = getattr  # type: ignore[method-assign, assignment]
    environment.code_generator_class = _Straight
    environment.template_class = _Template


# Tests and filters that ask whether something is there.
_OF_ABSENCE = frozenset({"defined", "undefined", "default", "d"})


class _Straight(CodeGenerator):
    """Writes plain Python where it does the same: `notice.title`, a macro's own function."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The template; the macros it can call are known by name."""
        self._macros = {one.name for one in node.find_all(nodes.Macro)}
        for one in node.find_all(nodes.FromImport):
            self._macros |= {name if isinstance(name, str) else name[1] for name in one.names}
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """A test."""
        self._refuse_absence(node)
        super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """A filter."""
        self._refuse_absence(node)
        super().visit_Filter(node, frame)

    def _refuse_absence(self, node: nodes.Test | nodes.Filter) -> None:
        asked = node.node
        if node.name in _OF_ABSENCE and isinstance(asked, nodes.Getattr):
            told = (
                f"“{node.name}” cannot be asked of .{asked.attr}: a missing attribute raises before"
            )
            self.fail(told, node.lineno)

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802
        """A macro; arguments may be left out where its function is called itself."""
        super().visit_Macro(node, frame)
        self.writeline(f"macro.__defaults__ = (missing,) * {len(node.args)}")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """What a function of the template returns."""
        # A macro itself says that its text is HTML: nobody has to say so of each call.
        if force_unescaped and frame.eval_ctx.autoescape:
            self.writeline(f"return as_html(concat({frame.buffer}))")
            return
        super().return_buffer_contents(frame, force_unescaped)

    def visit_Call(  # noqa: N802 # named by Jinja, as all of these
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call."""
        if not self._is_straight(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write(f"{frame.symbols.ref(node.node.name)}._func(")  # type: ignore[attr-defined]
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and self._is_straight(node):
            self.write("(")
            return
        super()._output_child_pre(node, frame, finalize)

    def _is_straight(self, node: nodes.Node) -> bool:
        """Whether this calls a macro by the places of its arguments."""
        return (
            isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and node.node.name in self._macros
            and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        )


def _escaped(value: object) -> str:
    # What is put out is joined as text: it need not become Markup for that.
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return _text_escaped(value)  # type: ignore[arg-type]
    return escape(value)


class _Template(Template):
    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002 # named by Jinja
    ) -> Template:
        namespace.update(escape=_escaped, as_html=partial(str.__new__, Markup))
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
