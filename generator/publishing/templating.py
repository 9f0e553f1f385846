"""Jinja, fast enough for many pages: interface words translated when a template is compiled, and calls without a search for arguments.

Knows Jinja only. Uses three of its hooks, `Environment._generate`, `Environment.context_class` and `Environment.code_generator_class`;
what a template shows is the same without them.
"""

from __future__ import annotations

from collections.abc import Callable
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer

# Called as they are: none of ours asks Jinja for its context, and Jinja's search for that takes longer than most of the calls.
_PLAIN = (MethodType, BuiltinMethodType, FunctionType)


class _Context(Context):
    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call something from a template."""
        is_macro = type(obj) is Macro
        if not is_macro and (type(obj) not in _PLAIN or hasattr(obj, "jinja_pass_arg")):
            return super().call(obj, *args, **kwargs)
        if kwargs:
            # What Jinja hands over for functions that take its context.
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        return obj(self.eval_ctx, *args, **kwargs) if is_macro else obj(*args, **kwargs)


class _Generator(CodeGenerator):
    """Writes `environment.escaped(…)` around what is printed."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Translator(NodeTransformer):
    """Puts the translation in place of `_("a text")`: a site has one language."""

    def __init__(self, gettext: Callable[[str], str]) -> None:
        self._gettext = gettext

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (the name is Jinja's)
        self.generic_visit(node)
        is_text = isinstance(node.node, nodes.Name) and node.node.name == "_" and len(node.args) == 1 and not node.kwargs
        if is_text and isinstance(node.args[0], nodes.Const) and isinstance(node.args[0].value, str):
            return nodes.Const(self._gettext(node.args[0].value), lineno=node.lineno)
        return node


class Environment(jinja2.Environment):
    """An environment whose templates speak one language; see jinja2.Environment for the rest.

    `escaped` makes of any value what a template prints of it.
    """

    context_class = _Context
    code_generator_class = _Generator

    def __init__(self, gettext: Callable[[str], str], escaped: Callable[[Any], str], **options: Any) -> None:
        super().__init__(**options)
        self.escaped = escaped
        self._translator = _Translator(gettext)

    def _generate(self, source: nodes.Template, *rest: Any, **named: Any) -> str:
        return super()._generate(self._translator.visit(source), *rest, **named)
