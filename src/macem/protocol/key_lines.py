"""Where each key of a TOML text stands, so that a fault can be named by its line. `tomllib` does not say."""

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_ASSIGNMENT = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=")
_PART = re.compile(_KEY)

Path = tuple[str | int, ...]


@dataclass
class _Scan:
    lines: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)
    table: Path = ()

    def header(self, brackets: str, name: str, line: int) -> None:
        path = self._resolved(_parts(name))
        if brackets == "[[":
            index = self.counts.get(path, 0)
            self.counts[path] = index + 1
            self.lines.setdefault(path, line)
            path = (*path, index)
        self.table = path
        self.lines.setdefault(path, line)

    def assignment(self, name: str, line: int) -> None:
        parts = _parts(name)
        for end in range(1, len(parts) + 1):
            self.lines.setdefault((*self.table, *parts[:end]), line)

    def _resolved(self, parts: Path) -> Path:
        """`[a.b]` after `[[a]]` belongs to the last `a`."""
        path: Path = ()
        for number, part in enumerate(parts):
            path = (*path, part)
            if number < len(parts) - 1 and path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path


def key_lines(text: str) -> dict[Path, int]:
    """The line, counted from 1, on which each key or table of the valid TOML `text` first stands.

    A path is a tuple of names; a table of an array is followed by its index: ``("agencies", 0, "name")``.
    Keys inside inline tables are not listed.
    """
    scan = _Scan()
    opened = ""  # what keeps a value going over the line's end: brackets, or a multi-line string's quotes
    for number, line in enumerate(text.split("\n"), start=1):
        if not opened:
            if header := _HEADER.match(line):
                scan.header(header[1], header[2], number)
                continue
            if not (assignment := _ASSIGNMENT.match(line)):
                continue
            scan.assignment(assignment[1], number)
            line = line[assignment.end() :]
        opened = _still_open(line, opened)
    return scan.lines


def _still_open(line: str, opened: str) -> str:
    """What of a value is still open at the end of `line`: "[" and "{" stacked, then a string's quotes."""
    position = 0
    while position < len(line):
        inside = opened[-3:] if opened.endswith(('"""', "'''")) else ""
        character = line[position]
        if inside:
            if character == "\\" and inside == '"""':
                position += 2
            elif line.startswith(inside, position):
                opened, position = opened[:-3], position + 3
            else:
                position += 1
        elif character == "#":
            break
        elif line.startswith(('"""', "'''"), position):
            opened, position = opened + line[position : position + 3], position + 3
        elif character in "\"'":
            position = _after_string(line, position)
        else:
            if character in "[{":
                opened += character
            elif character in "]}":
                opened = opened[:-1]
            position += 1
    return opened


def _after_string(line: str, start: int) -> int:
    quote, position = line[start], start + 1
    while position < len(line) and line[position] != quote:
        position += 2 if quote == '"' and line[position] == "\\" else 1
    return position + 1


def _parts(name: str) -> Path:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in _PART.findall(name))
