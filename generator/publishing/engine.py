"""MkDocs, under whichever name it is installed: the one module that imports it.

It serves for the configuration, the navigation, the theme's environment, and for the Markdown and the plugins of hand-written pages.
ProperDocs (https://properdocs.org/), which goes on with MkDocs 1.x, stands in its place where MkDocs itself is not there.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

try:
    import_module("mkdocs")
except ModuleNotFoundError:
    # From here on every import of mkdocs, by the theme and by plugins as well, is one of it.
    import_module("properdocs.replacement")

import mkdocs
from mkdocs.commands.build import get_context
from mkdocs.config import config_options, load_config
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, PluginCollection, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url, is_error_template
from mkdocs.utils.templates import TemplateContext

__all__ = [
    "Abort",
    "AnchorLink",
    "BaseConfigOption",
    "BasePlugin",
    "Config",
    "File",
    "Files",
    "InclusionLevel",
    "MkDocsConfig",
    "MkDocsException",
    "Navigation",
    "Page",
    "PluginCollection",
    "PluginError",
    "TableOfContents",
    "TemplateContext",
    "ValidationError",
    "config_options",
    "copy_of",
    "event_priority",
    "get_context",
    "get_files",
    "get_navigation",
    "get_relative_url",
    "is_error_template",
    "is_published",
    "load_config",
    "other_plugins",
    "said",
    "set_exclusions",
]

# The name of our own plugin in `mkdocs.yml`.
PLUGIN = "casebook"


def copy_of(config: MkDocsConfig) -> MkDocsConfig:
    """A configuration to be changed by whoever asks for it."""
    found: MkDocsConfig = copy.copy(config)
    found.markdown_extensions = list(config.markdown_extensions)
    return found


def is_published(file: File) -> bool:
    """Whether MkDocs leaves a file in the site."""
    return bool(file.inclusion.value > InclusionLevel.DRAFT.value)


class _Others(PluginCollection):
    """Some of the plugins of a collection: whichever is at work is told to the whole, where MkDocs looks for it."""

    def __init__(self, whole: PluginCollection) -> None:
        self._whole = whole
        super().__init__()

    @property
    def _current_plugin(self) -> str | None:
        return self._whole.__dict__.get("_current_plugin")

    @_current_plugin.setter
    def _current_plugin(self, name: str | None) -> None:
        self._whole.__dict__["_current_plugin"] = name


def other_plugins(config: MkDocsConfig) -> PluginCollection:
    """The plugins of a configuration without ours."""
    others = _Others(config.plugins)
    for name, plugin in config.plugins.items():
        if name != PLUGIN:
            others[name] = plugin
    return others


class _Said(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def said() -> Iterator[list[str]]:
    """Gather what MkDocs warns of, as it comes; nothing of it is printed."""
    handler, logger = _Said(), logging.getLogger(mkdocs.__name__)
    was_propagating, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = was_propagating
