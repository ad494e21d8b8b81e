"""`make check`: every tool, every failure at once, nothing changed.

The tools' caches go to `.cache`, which git does not see.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    "src",
    "tests",
    "scripts",
    "conftest.py",
    *(("benchmarks",) if (ROOT / "benchmarks").exists() else ()),
)
SETTINGS = "macem.config.settings"

# Made up: production settings refuse to load without them, and `check --deploy` connects to nothing.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": f"{SETTINGS}.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "DATABASE_URL": "postgresql://macem_web@localhost/macem",
    "DATABASE_URL_WORKER": "postgresql://macem_worker@localhost/macem",
    "ALLOWED_HOSTS": "macem.example",
    "PUBLIC_ADDRESS": "https://macem.example",
}
TESTS = {"DJANGO_SETTINGS_MODULE": f"{SETTINGS}.test"}


@dataclass(frozen=True)
class Check:
    """A tool and how it is called: a module of this environment, or a script, and its arguments."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


def checks() -> list[Check]:
    found = [
        Check("types", ("mypy", "--cache-dir", ".cache/mypy", "src", "conftest.py"), TESTS),
        Check("lint", ("ruff", "check", "--cache-dir", ".cache/ruff", *SOURCES)),
        Check("format", ("ruff", "format", "--check", "--cache-dir", ".cache/ruff", *SOURCES)),
        Check(
            "imports",
            (
                str(Path(sys.executable).with_name("lint-imports")),
                "--cache-dir",
                ".cache/imports",
                "--no-logo",
            ),
            TESTS,
        ),
        Check("migrations", ("django", "makemigrations", "--check", "--dry-run", "--no-input"), TESTS),
        Check("django", ("django", "check", "--fail-level", "WARNING"), TESTS),
        Check("deployment", ("django", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
        Check("unused code", ("vulture",)),
        Check("security", ("bandit", "--quiet", "-ll", "-ii", "--configfile", "pyproject.toml", "-r", "src")),
    ]
    if any((ROOT / "src").rglob("*.jinja")):
        found.append(Check("templates", ("djlint", "src", "--lint", "--quiet")))
    if (ROOT / "scripts" / "reference.py").exists():
        found.append(Check("reference", ("scripts/reference.py", "--check")))
    return found


def run(check: Check) -> tuple[Check, bool, str, float]:
    began = time.monotonic()
    first, *rest = check.command
    program = [first] if "/" in first else ["-m", first]
    # Without a database, `makemigrations` says that it could not look at the history: here it need not.
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *program, *rest],
        cwd=ROOT,
        env={**os.environ, "FORCE_COLOR": "", "NO_COLOR": "1", **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return check, done.returncode == 0, done.stdout.strip(), time.monotonic() - began


def main() -> int:
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        results = []
        for check, passed, output, seconds in pool.map(run, checks()):
            print(f"{'ok    ' if passed else 'FAILED'} {check.name:<12} {seconds:5.1f} s", flush=True)
            results.append((check, passed, output))
    failed = [(check, output) for check, passed, output in results if not passed]
    for check, output in failed:
        print(f"\n--- {check.name}: {' '.join(check.command)}\n{output}")
    print(f"\n{len(results) - len(failed)} checks passed, {len(failed)} failed.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
