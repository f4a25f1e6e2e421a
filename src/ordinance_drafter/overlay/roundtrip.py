"""YAML that people edit: changed in place, with its comments, order and quotes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ordinance_drafter import yamlfile

WIDE = 100_000  # lines are broken where people broke them, nowhere else


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def load(path: Path) -> Any:
    """Return a YAML file to change; read strictly first, so that what is refused elsewhere is refused here.

    Raises:
        InputError: it is not YAML we take.
    """
    source = yamlfile.Source(str(path), yamlfile.read_text(path))
    yamlfile.parse_yaml(source)
    return _yaml().load(source.text)


def load_words(text: str) -> Any:
    """Return our own YAML text to change."""
    return _yaml().load(text)


def dump(data: Any) -> str:
    """Return the text of changed YAML; words of several lines as blocks (``|``)."""
    stream = io.StringIO()
    _yaml().dump(blocks(data), stream)
    return stream.getvalue()


def blocks(data: Any) -> Any:
    """Give every text of several lines the form of a block; what was read from a file keeps the form it had."""
    from ruamel.yaml.scalarstring import LiteralScalarString, ScalarString

    if isinstance(data, dict):
        for key, value in data.items():
            data[key] = blocks(value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            data[index] = blocks(value)
    elif isinstance(data, str) and not isinstance(data, ScalarString) and "\n" in data:
        return LiteralScalarString(data)
    return data
