"""Whatever changes something on somebody's behalf leaves an audit row, and no row tells in words (S1)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from macem.config.rooms import ROOMS
from tests.meta.audit_events import EVENTS, ONLY_READ
from tests.meta.source import PACKAGE, modules

# Names of what was written, which belongs in the record and never in the log.
WORDS = frozenset(
    {
        "address", "comments", "concern", "discussion", "effect", "evidence", "fact", "forename", "name",
        "information", "narrative", "opinion", "owner_name", "plan", "reason", "strengths", "surname",
        "telephone", "text", "value", "what", "words",
    }
)  # fmt: skip
ASKING = ("policies", "policies.py", "views", "views.py", "forms.py", "presenters", "presenters.py")


def writers() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield every public function of a room that takes ``by``, but for those that only ask."""
    for path, tree in modules():
        parts = path.relative_to(PACKAGE).parts
        if parts[0] not in ROOMS or parts[0] == "audit" or set(parts) & set(ASKING):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
                if "by" in names:
                    yield f"{_dotted(path)}.{node.name}", node


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def records(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield each call of ``audit.record``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
            yield node


def named(event: ast.AST) -> Iterator[str]:
    """Yield the events that an expression may stand for: one, or one of two."""
    if isinstance(event, ast.IfExp):
        yield from (*named(event.body), *named(event.orelse))
    else:
        assert isinstance(event, ast.Constant), f"an event is named in the source: {ast.unparse(event)}"
        yield event.value


def passes_on(node: ast.FunctionDef) -> bool:
    """Say whether the function hands its actor to another, which then writes the row."""
    return any(
        isinstance(call, ast.Call)
        and "by" in {ast.unparse(given) for given in (*call.args, *(k.value for k in call.keywords))}
        and ast.unparse(call.func) != "audit.record"
        for call in ast.walk(node)
    )


def test_every_service_writes_an_audit_row_or_leaves_it_to_the_one_it_calls():
    silent = {name for name, node in writers() if not list(records(node)) and not passes_on(node)}
    assert silent == set(ONLY_READ)


def test_the_events_of_the_code_and_of_the_table_are_the_same():
    found: dict[str, set[str]] = {}
    for path, tree in modules():
        for call in records(tree):
            for event in named(call.args[0]):
                found.setdefault(event, set()).add(_dotted(path))
    assert found == {event: {EVENTS[event]} for event in EVENTS}


def test_a_row_of_the_log_holds_no_words():
    spoken = [
        f"{_dotted(path)}:{call.lineno} {keyword.arg}"
        for path, tree in modules()
        for call in records(tree)
        for keyword in call.keywords
        if keyword.arg in WORDS
    ]
    assert spoken == []
