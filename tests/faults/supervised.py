"""Two processes run as one, for a test that kills this one: prints their pids.

python supervised.py LOG
"""

import os
import sys
from pathlib import Path

import psutil

from macem.config.processes import Part, run_together

if __name__ == "__main__":
    waits = (sys.executable, "-c", "import signal; signal.pause()")
    said = run_together(
        [Part("one", waits, os.environ), Part("two", waits, os.environ)],
        log=Path(sys.argv[1]),
        started=lambda: print(*(child.pid for child in psutil.Process().children()), flush=True),
    )
    print(f"said: {said}", flush=True)
