"""What a file is called: as its sender called it, without what a path or a screen could stumble on."""

import unicodedata

from macem.protocol.vocabulary.files import FileKind

LONGEST = 120
NAMELESS = "file"


def safe_name(sent: str, kind: FileKind) -> str:
    """Return a name to show: no folders, no invisible signs, and the ending of what the file is."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    ending = f".{kind.value}"
    stem = visible[: -len(ending)] if visible.lower().endswith(ending) else visible
    stem = stem.strip(" .") or NAMELESS
    return stem[: LONGEST - len(ending)] + ending
