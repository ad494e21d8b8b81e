"""The user that the server runs as, and folders that nobody else may enter."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from macem.config.embedded.errors import EmbeddedDatabaseError

# As root the server runs as `nobody` in a group of its own, which alone may enter the folder: other
# programs that run as `nobody` stay outside.
SERVANT = "nobody"
SERVANT_GROUP = 64_917


@dataclass(frozen=True)
class Servant:
    """Root may not run PostgreSQL: another user does. Everybody else runs it themselves."""

    uid: int
    gid: int
    instead_of_root: bool

    def run(self, command: Sequence[str | Path], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        as_whom: dict[str, object] = {}
        if self.instead_of_root:
            as_whom = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            [str(part) for part in command],
            cwd=cwd,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            umask=0o077,
            check=False,
            **as_whom,
        )


def find_servant() -> Servant:
    if os.geteuid() != 0:
        return Servant(os.geteuid(), os.getegid(), instead_of_root=False)
    try:
        entry = pwd.getpwnam(SERVANT)
    except KeyError:
        raise EmbeddedDatabaseError(
            f"PostgreSQL does not run as root and this machine has no user “{SERVANT}” to run it: "
            "use another account than root, or set DATABASE_URL to a PostgreSQL of your own."
        ) from None
    return Servant(entry.pw_uid, SERVANT_GROUP, instead_of_root=True)


def own_folder(folder: Path, servant: Servant) -> None:
    """Ours, and closed to others. The name can be guessed, so somebody may have made it before us."""
    try:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise EmbeddedDatabaseError(
                f"{folder} belongs to somebody else, so the embedded database will not use it: remove it."
            )
        if servant.instead_of_root:
            os.chown(folder, 0, servant.gid)
        folder.chmod(0o710 if servant.instead_of_root else 0o700)
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The embedded database has no place for its files: {folder} cannot be made ({error.strerror})."
        ) from None


def servants_folder(folder: Path, servant: Servant) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if servant.instead_of_root:
        os.chown(folder, servant.uid, servant.gid)
