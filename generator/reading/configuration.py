"""Other programs' YAML, such as `mkdocs.yml`: read for what matters here, and written."""

from __future__ import annotations

from typing import Any

import yaml


class _AnyTag(yaml.SafeLoader):
    """Reads a configuration whose tags (`!ENV`, `!!python/name:…`) mean something to others, and nothing here."""


for _prefix in ("!", "tag:yaml.org,2002:python/"):
    _AnyTag.add_multi_constructor(_prefix, lambda _loader, _suffix, _node: None)


def read_configuration(text: str) -> dict[str, Any]:
    """Another program's configuration in YAML, the values of its own tags left out; empty when it is none."""
    loader = _AnyTag(text)
    try:
        found = loader.get_single_data()
    except yaml.YAMLError:
        # That program says what is wrong with it.
        return {}
    finally:
        loader.dispose()
    return found if isinstance(found, dict) else {}


def write_yaml(data: Any) -> str:
    """Plain data as a YAML file."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
