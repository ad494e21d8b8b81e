"""A client of the embedded server in a process of its own: says the server's pid, then waits to be let go.

python client.py NAME REPOSITORY
"""

import sys
from pathlib import Path

from macem.config import embedded

if __name__ == "__main__":
    with embedded.server(sys.argv[1], disposable=True, repository=Path(sys.argv[2])) as server:
        print(server.pid(), flush=True)
        sys.stdin.read()
