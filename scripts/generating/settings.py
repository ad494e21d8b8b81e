"""The panel's protocol file: every key of the shipped one, with its comment and the clauses it serves."""

import re
from dataclasses import dataclass, field
from importlib.resources import files

from generating.writing import begin, code, listed, table

CLAUSE = re.compile(r"\[((?:W|C|P|I|M|S|G)\d+(?:, (?:W|C|P|I|M|S|G)\d+)*)\]")
KEY = re.compile(r"(?P<key>[a-z_]+) = (?P<value>.+?)(?:\s+# (?P<said>.*))?")


@dataclass
class Key:
    name: str
    value: str
    said: str = ""


@dataclass
class Section:
    """One table of the file; one of several where its name stands in double brackets."""

    name: str
    said: str
    several: bool = False
    keys: list[Key] = field(default_factory=list)


def page() -> str:
    text = files("macem.protocol").joinpath("york.toml").read_text(encoding="utf-8")
    sections = list(_sections(text))
    lines = begin(
        "Settings",
        "Every number and name that the protocol leaves to a partnership stands in a protocol file in TOML. "
        "This is York's, which macem ships (`macem/protocol/york.toml`). Another partnership copies it, "
        "changes it and names it in `MACEM_PROTOCOL_FILE`: see "
        "[how to change it](../how-to/change-the-protocol-file.md). "
        "Values read from the environment stand in [how to install](../how-to/install.md).",
    )
    for name in dict.fromkeys(section.name for section in sections):
        lines += _written([section for section in sections if section.name == name])
    return "\n".join(lines)


def _sections(text: str) -> list[Section]:
    found: list[Section] = []
    said: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if line.startswith("#"):
            said.append(line.removeprefix("#").strip())
            continue
        if line.startswith("["):
            found.append(Section(line.strip("[]"), " ".join(said), several=line.startswith("[[")))
        elif key := KEY.fullmatch(line):
            found[-1].keys.append(Key(key["key"], key["value"], " ".join([*said, key["said"] or ""]).strip()))
        said = []
    return found


def _written(sections: list[Section]) -> list[str]:
    first = sections[0]
    lines = [f"## {first.name}", ""]
    for section in sections:
        if section.said:
            clauses = listed(CLAUSE.findall(section.said))
            lines += [_plain(section.said) + (f" ({clauses})" if clauses else ""), ""]
    if first.several:
        names = [key.name for key in first.keys]
        rows = ([code(key.value) for key in section.keys] for section in sections)
        return lines + table(list(map(code, names)), rows)
    head = ("Key", "York's", "What it is", "Clause")
    return lines + table(
        head,
        (
            (code(key.name), code(key.value), _plain(key.said), listed(CLAUSE.findall(key.said)))
            for key in first.keys
        ),
    )


def _plain(said: str) -> str:
    return re.sub(r"\s+([.;])", r"\1", CLAUSE.sub("", said)).strip()
