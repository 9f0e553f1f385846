"""Plain data as lines of YAML: a line for each part of a list or mapping, so that no value can break another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..reading.yaml_scalars import key, scalar


def block(name: str, value: Any) -> list[str]:
    """A field as lines. A text that ends with a line end stands behind a bar, as paragraphs do."""
    if isinstance(value, str) and value.endswith("\n") and not value.startswith((" ", "\n")):
        return [f"{key(name)}: |", *(f"  {line}".rstrip() for line in value.splitlines())]
    if isinstance(value, Mapping | Sequence) and value and not isinstance(value, str):
        return [f"{key(name)}:", *(f"  {line}" for line in _parts(value))]
    return [f"{key(name)}: {_written(value)}"]


def _parts(value: Mapping[str, Any] | Sequence[Any]) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from block(name, part)
        return
    for item in value:
        lines = list(_parts(item)) if isinstance(item, Mapping | Sequence) and item and not isinstance(item, str) else [_written(item)]
        yield f"- {lines[0]}"
        yield from (f"  {line}" for line in lines[1:])


def _written(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return scalar(value)
        case Mapping():
            return "{}"
        case Sequence():
            return "[]"
        case _:
            return str(value)
