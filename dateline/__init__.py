"""Ask a news archive: `from dateline import answer, Assistant, Archive`."""

import ast
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

# Where each name is, as __init__.pyi says; a name is imported when it is first used, since the
# libraries below are heavy.
_HOME_OF = {
    name.name: line.module
    for line in ast.parse(Path(__file__).with_suffix(".pyi").read_text("utf-8")).body
    if isinstance(line, ast.ImportFrom) and line.module
    for name in line.names
}

__all__ = sorted(_HOME_OF)
__version__ = version("dateline")


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
