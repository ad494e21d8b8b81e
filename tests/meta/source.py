"""The source of macem as trees, for the tests that read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import macem

PACKAGE = Path(macem.__file__).parent


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Return each module that is neither a migration nor a test, with its tree."""
    return tuple(
        (path, ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
        if not {"migrations", "tests"} & set(path.parts)
    )


def modules_of(room: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the modules of one room."""
    return ((path, tree) for path, tree in modules() if path.relative_to(PACKAGE).parts[0] == room)


def where(path: Path, node: ast.AST) -> str:
    """Return file and line, as an editor opens them."""
    return f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}"


def overwritten(room: str) -> set[str]:
    """Return the columns that the room's code overwrites, by ``save(update_fields=…)`` or an update."""
    found: set[str] = set()
    for _path, tree in modules_of(room):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == "save":
                for keyword in node.keywords:
                    if keyword.arg == "update_fields":
                        found |= set(_texts(keyword.value))
            elif node.func.attr == "update" and node.keywords:
                found |= {keyword.arg for keyword in node.keywords if keyword.arg}
            elif node.func.attr == "bulk_update":
                found |= set(_texts(node.args[1]))
            elif node.func.attr == "update_or_create":
                for keyword in node.keywords:
                    if keyword.arg == "defaults" and isinstance(keyword.value, ast.Dict):
                        keys = (key for key in keyword.value.keys if key is not None)
                        found |= {name.removesuffix("_id") for key in keys for name in _texts(key)}
    return found


def _texts(node: ast.AST) -> Iterator[str]:
    return (
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
