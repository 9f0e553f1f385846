"""What `mkdocs.yml` says of a project that a check has to know, whether or not MkDocs can read it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..reading import configuration

CONFIG = "mkdocs.yml"


def option(root: Path, name: str) -> Any:
    """The value of an option of the plugin in `mkdocs.yml`, whatever it is; None where it is not given."""
    plugins = configured(root, "plugins", word=name).get("plugins")
    named = plugins if isinstance(plugins, list) else [plugins]
    options = [item.get("casebook") for item in named if isinstance(item, dict)]
    return next((given[name] for given in options if isinstance(given, dict) and name in given), None)


def configured(root: Path, *names: str, word: str = "") -> dict[str, Any]:
    """The values of these names in `mkdocs.yml`, where it has them, or where the word stands in it.

    Whether it can be read at all, MkDocs says.
    """
    config = root / CONFIG
    text = config.read_text("utf-8", "replace") if os.access(config, os.R_OK) and config.is_file() else ""
    if not any(sought in text for sought in ([word] if word else names)):
        return {}
    found = _parsed(text)
    return {name: found[name] for name in names if name in found}


# It is asked for several things, and takes as long to read as a dozen records.
_parsed = lru_cache(maxsize=2)(configuration.read_configuration)


def without_nothing(value: Any) -> Any:
    """A value without what is None in it, such as a tag that only MkDocs understands."""
    if isinstance(value, dict):
        return {name: without_nothing(part) for name, part in value.items() if part is not None}
    return [without_nothing(part) for part in value if part is not None] if isinstance(value, list) else value
