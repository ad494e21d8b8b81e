"""Writes `docs/reference` anew from the code; with `--check`, says where what is committed differs.

No database is needed. The same code gives the same pages, to the letter.
"""

import argparse
import difflib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"


def pages() -> dict[str, str]:
    """Return each page by its file's name."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "macem.config.settings.test")
    import django

    django.setup()
    from generating import clauses, permissions, schema, settings, states

    return {
        "clauses.md": clauses.page(ROOT),
        "permissions.md": permissions.page(),
        "schema.md": schema.page(),
        "settings.md": settings.page(),
        "states.md": states.page(),
    }


def differences(wanted: dict[str, str]) -> list[str]:
    """Return the lines in which the committed pages differ from those of the code."""
    found: list[str] = []
    for name, text in wanted.items():
        path = FOLDER / name
        standing = path.read_text(encoding="utf-8") if path.exists() else ""
        found += difflib.unified_diff(
            standing.splitlines(),
            text.splitlines(),
            f"docs/reference/{name}",
            f"{name} as the code is",
            "",
            "",
            1,
            "",
        )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail where a page is out of date"
    )
    wanted = pages()
    if parser.parse_args().check:
        found = differences(wanted)
        print("\n".join([*found, "", "Type: make docs"] if found else ["docs/reference is as the code is."]))
        return 1 if found else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
