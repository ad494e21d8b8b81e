"""The demonstration is named where it is switched on and where production refuses it, and nowhere else."""

from pathlib import Path

import macem

PACKAGE = Path(macem.__file__).parent
MAY_NAME_IT = {
    "cli/demo.py",
    "config/settings/demonstration.py",
    "config/settings/production.py",
    "config/settings/test.py",
}


def test_only_its_settings_and_its_command_name_it() -> None:
    naming = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] != "demo"
        and "tests" not in path.parts
        and "macem.demo" in path.read_text(encoding="utf-8")
    }
    assert naming <= MAY_NAME_IT
