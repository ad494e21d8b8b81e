"""`make setup`: the project's own environment in .venv, from the lock and with hashes checked.

Run by whatever Python there is; quick where nothing changed. Old Pythons must be able to read this file, or
they could not say what is wrong.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "macem-setup"
LOCKS = {name: ROOT / "requirements" / (name + ".txt") for name in ("demo", "dev")}
ENOUGH = {"demo": ("demo", "dev"), "dev": ("dev",)}  # what a developer has, the demonstration can use


def main(wanted="dev"):
    if sys.version_info < OLDEST:
        for name in NEWER:
            found = shutil.which(name)
            if found:
                os.execv(found, [found, *sys.argv])
        sys.exit(
            "macem needs Python 3.11 or newer, and this is {}.{}: install one, or name it as in "
            "make setup PYTHON=/opt/python3.12/bin/python3".format(*sys.version_info[:2])
        )
    made_from = STAMP.read_text() if STAMP.exists() else ""
    if made_from in map(fingerprint, ENOUGH[wanted]) and runs("import django, macem"):
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit(
            "This Python cannot make environments: its venv module is missing. On Debian and Ubuntu type "
            "sudo apt-get install -y python3-venv, then make setup again."
        )
    print("Setting up .venv: about a minute the first time ...", flush=True)
    STAMP.unlink(missing_ok=True)
    # From the Python beneath, where this one is itself of an environment that was activated.
    base = getattr(sys, "_base_executable", None) or sys.executable
    fresh = [] if runs("import pip, sys; sys.exit(sys.version_info < (3, 11))") else ["--clear"]
    step("The environment .venv could not be made", [base, "-m", "venv", *fresh, str(VENV)])
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    lock = LOCKS[wanted]
    locked = ["--require-hashes", "--requirement", str(lock)]
    step("The packages of requirements/" + lock.name + " could not be installed", [*pip, *locked])
    # The lock holds setuptools, so that nothing unlocked is fetched to build our own package.
    ourselves = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    step("macem itself could not be installed", [*pip, *ourselves])
    STAMP.write_text(fingerprint(wanted))
    print("Set up.")


def fingerprint(kind):
    """What the environment was made from; its place counts, because environments cannot be moved."""
    import tomllib  # here, since a Python that is too old must come as far as saying so

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256(LOCKS[kind].read_bytes())
    digest.update(repr([project["build-system"], project["project"], project["tool"]["setuptools"]]).encode())
    digest.update(os.fsencode(VENV))
    return digest.hexdigest() + "\n"


def runs(code):
    """Whether the environment's Python gets through this."""
    try:
        command = [str(VENV / "bin" / "python"), "-c", code]
        return subprocess.run(command, cwd="/", stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def step(failure, command):
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        sys.exit(failure + ": what went wrong stands above.")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:2])
    except KeyboardInterrupt:
        sys.exit("Stopped before the set-up was done: make setup begins again.")
    except OSError as error:
        sys.exit(f"The set-up could not be done: {error}")
