"""What no linter asks of the source: reads are scoped, modules small, no signals, templates at home."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from macem.config.rooms import ROOMS
from tests.meta.models import about_people
from tests.meta.source import PACKAGE, modules, where

# Files through which a person's eyes pass. What they read about people goes through ``visible_to``.
READERS = frozenset({"views", "presenters", "forms", "duties", "timeline", "nav", "edges", "merge"})
MOST_LINES = 400


def _reads(path: Path) -> bool:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0] in ROOMS and bool(READERS & set(parts[1:]))


def _chains(tree: ast.AST) -> Iterator[tuple[ast.AST, str, list[str]]]:
    """Yield each ``Name.objects`` with the names called on it, outermost expression only."""
    inner: set[int] = set()
    for node in ast.walk(tree):
        names: list[str] = []
        step: ast.AST = node
        while isinstance(step, ast.Attribute | ast.Call):
            if isinstance(step, ast.Attribute):
                names.append(step.attr)
            step = step.value if isinstance(step, ast.Attribute) else step.func
            inner.add(id(step))
        if isinstance(step, ast.Name) and "objects" in names and id(node) not in inner:
            yield node, step.id, names


def test_views_and_presenters_read_people_through_their_scope():
    people = {model.__name__ for model in about_people()}
    unscoped = [
        f"{where(path, node)} {name}.objects without visible_to"
        for path, tree in modules()
        if _reads(path)
        for node, name, called in _chains(tree)
        if name in people and "visible_to" not in called
    ]
    assert unscoped == []


def test_no_shortcut_goes_round_the_scope():
    calls = {"get_object_or_404", "get_list_or_404"}
    managers = {"_default_manager", "_base_manager"}
    found = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in calls:
                found.append(f"{where(path, node)} {node.id}")
            if isinstance(node, ast.Attribute) and node.attr in managers and _reads(path):
                found.append(f"{where(path, node)} {node.attr}")
    assert found == []


def test_there_are_no_class_based_views_and_no_model_forms_fields_by_themselves():
    found = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}
            if any(base.endswith("View") for base in bases) or bases & {"ModelForm", "GovukModelForm"}:
                found.append(f"{path.relative_to(PACKAGE)} {node.name}")
    assert found == ["govuk/forms.py GovukModelForm"]


def test_there_are_no_signals_and_no_save_that_does_more():
    found = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
                found.append(f"{where(path, node)} signals")
            if isinstance(node, ast.ClassDef):
                methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
                if methods & {"save", "delete", "save_base"}:
                    found.append(f"{where(path, node)} {node.name} saves in its own way")
    assert found == []


def test_no_module_is_longer_than_four_hundred_lines():
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path, _tree in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_there_is_one_clock():
    """`now` is read in gate's clock only; seconds for measuring elsewhere come from `time`."""
    found = []
    for path, tree in modules():
        if path.relative_to(PACKAGE).parts[0] in {"gate", "cli", "config", "govuk"}:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "datetime.now",
                "datetime.utcnow",
                "timezone.now",
                "date.today",
                "dt.datetime.now",
                "dt.date.today",
            }:
                found.append(where(path, node))
    assert found == []


TEMPLATE = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+\"([^\"]+)\"")
LIBRARIES = {"accounts": {"account", "mfa", "accounts"}}


def test_templates_include_only_their_own_rooms_and_those_of_govuk():
    wrong = []
    for room in (*ROOMS, "demo"):
        home = {"govuk", "govuk_frontend_jinja", room} | LIBRARIES.get(room, set())
        for path in sorted((PACKAGE / room / "templates").rglob("*.jinja")):
            for name in TEMPLATE.findall(path.read_text(encoding="utf-8")):
                if "/" in name and name.split("/")[0] not in home:
                    wrong.append(f"{path.relative_to(PACKAGE)} takes {name}")
    assert wrong == []


def test_rooms_keep_their_templates_under_their_own_name():
    wrong = []
    for room in (*ROOMS, "demo"):
        base = PACKAGE / room / "templates"
        home = {room} | LIBRARIES.get(room, set())
        for path in sorted(base.rglob("*.jinja")):
            parts = path.relative_to(base).parts
            if len(parts) > 1 and parts[0] not in home:
                wrong.append(str(path.relative_to(PACKAGE)))
    assert wrong == []


def test_no_template_holds_inline_script_or_style_or_speaks_of_the_unsafe():
    patterns = {
        "inline style": re.compile(r"\sstyle="),
        "style element": re.compile(r"<style"),
        "inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
        "event handler": re.compile(r"\son[a-z]+="),
        "unescaped": re.compile(r"\|\s*safe\b|autoescape false"),
    }
    wrong = [
        f"{path.relative_to(PACKAGE)} {what}"
        for path in sorted(PACKAGE.rglob("templates/**/*.jinja"))
        for what, pattern in patterns.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []
