"""Sees to it that the journeys have a Chromium: from the system's packages, where root may install."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
LINE = "apt-get update && apt-get install -y chromium"


def main() -> None:
    if any(map(shutil.which, NAMES)):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need Chromium, and there is none. Type: sudo sh -c '{LINE}'")
    print("Installing Chromium for the journeys ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if not any(map(shutil.which, NAMES)):
        sys.exit(f"Chromium could not be installed: what went wrong stands above. By hand: {LINE}")


if __name__ == "__main__":
    main()
