"""The `macem` command: what an analyst or a system administrator can run from a terminal."""
