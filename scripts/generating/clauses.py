"""Each clause of the protocol: what decides it, what carries it out, on which screens, which tests."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any

from generating.permissions import Route, routes
from generating.writing import begin, code, listed
from macem.protocol.vocabulary import Clause

NAMED = r"(?:[WCPIMSG]\d{1,2})"
SPAN = re.compile(rf"\b({NAMED})(?:\s?(?:-|–|to)\s?({NAMED}))?\b")
LEFT_OUT = {"tests", "migrations", "demo"}
ORDER = list(Clause)


@dataclass
class Cited:
    """Where one clause is cited."""

    settings: list[str] = field(default_factory=list)
    decides: list[str] = field(default_factory=list)
    does: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)


def page(root: Path) -> str:
    cited = {clause: Cited() for clause in Clause}
    functions = list(_functions(root / "src" / "macem"))
    for name, clauses in functions:
        for clause in clauses:
            _column(cited[clause], name).append(name)
    for route, clauses in _screens(routes()):
        for clause in clauses:
            cited[clause].screens.append(route)
    for path in _test_files(root):
        for clause, many in _tests(path).items():
            cited[clause].tests.append(f"{code(str(path.relative_to(root)))} ({many})")
    lines = begin(
        "Clauses",
        "What each clause of the protocol came to. A function counts where its description cites the clause "
        "or its code names it; a screen where its view, or a service that the view calls, does; a test where "
        "its own description or that of its module does, with how many there are in brackets. A clause that "
        "nothing carries yet says so.",
    )
    for clause in Clause:
        lines += _clause(clause, cited[clause])
    return "\n".join(lines)


def _column(cited: Cited, name: str) -> list[str]:
    if name.startswith(("protocol.settings.", "protocol.vocabulary.")):
        return cited.settings
    return cited.decides if name.startswith("protocol.") else cited.does


def _clause(clause: Clause, cited: Cited) -> list[str]:
    rows = (
        ("Words and settings", listed(map(code, sorted(set(cited.settings))))),
        ("Decided by", listed(map(code, sorted(set(cited.decides))))),
        ("Carried out by", listed(map(code, sorted(set(cited.does))))),
        ("Screens", listed(map(code, sorted(set(cited.screens))))),
        ("Tests", listed(cited.tests)),
    )
    lines = [f"## {clause.value}: {clause.label}", ""]
    if not (cited.decides or cited.does):
        lines += ["Not yet.", ""]
    found = [f"- {name}: {words}" for name, words in rows if words]
    return [*lines, *found, ""] if found else lines


def clauses_in(text: str | None) -> set[Clause]:
    """Return the clauses that a description cites, also those between: "M2-M4".

    >>> sorted(clauses_in("What may follow (M9, P4 to P6)."))
    [<Clause.M9: 'M9'>, <Clause.P4: 'P4'>, <Clause.P5: 'P5'>, <Clause.P6: 'P6'>]
    """
    found: set[Clause] = set()
    for first, last in SPAN.findall(text or ""):
        if first not in ORDER:
            continue
        begins = ORDER.index(Clause(first))
        ends = ORDER.index(Clause(last)) if last in ORDER else begins
        found |= set(ORDER[begins : ends + 1])
    return found


def _functions(package: Path) -> Iterator[tuple[str, set[Clause]]]:
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if LEFT_OUT & set(parts) or parts == ("protocol", "vocabulary", "clauses"):
            continue
        module = ".".join(part for part in parts if part != "__init__")
        for name, node in _definitions(ast.parse(path.read_text(encoding="utf-8"))):
            clauses = clauses_in(ast.get_docstring(node)) | _named_in(node)
            if clauses:
                yield f"{module}.{name}", clauses


def _definitions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """Public functions, classes and their public methods."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
            continue
        methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
        own = [method for method in methods if not method.name.startswith("_")]
        cited = [
            (f"{node.name}.{method.name}", method)
            for method in own
            if clauses_in(ast.get_docstring(method)) | _named_in(method)
        ]
        yield from cited
        yield node.name, _without(node, own)


def _without(node: ast.ClassDef, methods: list[ast.FunctionDef]) -> ast.ClassDef:
    """The class without its public methods, which are listed by themselves."""
    return ast.ClassDef(
        node.name,
        node.bases,
        node.keywords,
        [one for one in node.body if one not in methods],
        node.decorator_list,
    )


def _named_in(node: ast.AST) -> set[Clause]:
    """The clauses that the code of a function names: ``Clause.M4``."""
    return {
        Clause(one.attr)
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute)
        and isinstance(one.value, ast.Name)
        and one.value.id == "Clause"
        and one.attr in ORDER
    }


def _screens(found: Iterable[Route]) -> Iterator[tuple[str, set[Clause]]]:
    for route in found:
        view = inspect.unwrap(route.view)
        if isinstance(view, FunctionType) and view.__module__.startswith("macem."):
            yield route.name, _reached(view, set())


def _reached(function: FunctionType, seen: set[Any]) -> set[Clause]:
    """The clauses of a view, of what it calls of its own module, and of the services these call."""
    seen.add(function)
    clauses = clauses_in(function.__doc__)
    for called in _called(function):
        if called in seen:
            continue
        if called.__module__ == function.__module__:
            clauses |= _reached(called, seen)
        elif ".services" in called.__module__:
            seen.add(called)
            clauses |= clauses_in(called.__doc__)
    return clauses


def _called(function: FunctionType) -> Iterator[FunctionType]:
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        found: Any = None
        if isinstance(node, ast.Name):
            found = function.__globals__.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found = getattr(function.__globals__.get(node.value.id), node.attr, None)
        found = inspect.unwrap(found) if callable(found) else None
        if isinstance(found, FunctionType) and found.__module__.startswith("macem."):
            yield found


def _test_files(root: Path) -> list[Path]:
    return sorted([*(root / "tests").rglob("test_*.py"), *(root / "src" / "macem").rglob("tests/test_*.py")])


def _tests(path: Path) -> dict[Clause, int]:
    """How many tests of a file hold each clause: all of them where its first lines cite it alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    of_all = clauses_in(ast.get_docstring(tree))
    counted: dict[Clause, int] = {}
    for clause in Clause:
        own = sum(clause in clauses_in(ast.get_docstring(test)) for test in tests)
        many = len(tests) if clause in of_all else own
        if many:
            counted[clause] = many
    return counted
