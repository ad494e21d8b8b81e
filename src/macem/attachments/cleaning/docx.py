"""Word documents: refuses macros, locks, bombs and what is fetched or started; strips who made and marked it.

Parts are copied byte for byte, but for the authors' names in their tags: writing XML anew would break what
Word itself wrote.
"""

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

from macem.attachments.cleaning.unfit import UnfitFile

MAGIC = b"PK\x03\x04"
MOST_PARTS = 2_000
MOST_INFLATED = 150 * 1024 * 1024
"""What all parts together may swell to, in bytes."""
MOST_TIMES = 200
"""How many times its size a part of more than a megabyte may swell to."""
MEGABYTE = 1024 * 1024

_SAVE_IT = "Open it, save it as a PDF, and choose that."
BROKEN = f"This file cannot be read as a Word document. {_SAVE_IT}"
LOCKED = f"This document is locked with a password. {_SAVE_IT}"
TOO_MUCH = f"This document holds far more than it seems to. {_SAVE_IT}"
OTHER = "This is not a Word document, whatever it is called. Choose a PDF or a Word document."

CONTENT_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PROPERTIES = re.compile(r"docprops/.*|customxml/.*|word/people\.xml", re.IGNORECASE)
_EMPTY = {
    "docprops/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>',
    "docprops/app.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>',
    "docprops/custom.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'custom-properties"/>',
    "word/people.xml": b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
}
_ACTS = (
    (re.compile(r"vba|macro", re.IGNORECASE), "a macro"),
    (re.compile(r"word/(activex|embeddings)/|oleobject", re.IGNORECASE), "another file within it"),
    (re.compile(r"afchunk", re.IGNORECASE), "a part in another format"),
)
_FETCHES = re.compile(
    r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)
_AUTHOR = re.compile(rb"""((?:[\w.-]+:)?(?:author|initials|lastModifiedBy)\s*=\s*)("[^"]*"|'[^']*')""")


def clean(data: bytes) -> bytes:
    """Return the document without metadata. Raises :class:`UnfitFile`."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = _parts(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as fault:
        if isinstance(fault, UnfitFile):
            raise
        raise UnfitFile(BROKEN) from fault
    if CONTENT_TYPES not in parts:
        raise UnfitFile(OTHER)
    if _DOCUMENT.encode() not in parts[CONTENT_TYPES]:
        macros = b"macroEnabled" in parts[CONTENT_TYPES]
        raise UnfitFile(_refusal("a macro") if macros else OTHER)
    return _written_anew({name: _part(name, content) for name, content in parts.items()})


def _refusal(what: str) -> str:
    return f"This document holds {what}, and such files are not kept. {_SAVE_IT}"


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_INFLATED:
        raise UnfitFile(TOO_MUCH)
    parts: dict[str, bytes] = {}
    for one in entries:
        _check_entry(one)
        if one.is_dir():
            continue
        if one.filename in parts:
            raise UnfitFile(BROKEN)
        with archive.open(one) as opened:
            parts[one.filename] = opened.read(one.file_size + 1)
        if len(parts[one.filename]) > one.file_size:
            raise UnfitFile(TOO_MUCH)
    return parts


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise UnfitFile(LOCKED)
    steps = entry.filename.replace("\\", "/").split("/")
    if ".." in steps or entry.filename.startswith(("/", "\\")) or ":" in entry.filename:
        raise UnfitFile(BROKEN)
    if entry.file_size > MEGABYTE and entry.file_size > MOST_TIMES * max(entry.compress_size, 1):
        raise UnfitFile(TOO_MUCH)
    for pattern, what in _ACTS:
        if pattern.search(entry.filename):
            raise UnfitFile(_refusal(what))


def _part(name: str, content: bytes) -> bytes:
    """Return one part without its authors."""
    if _PROPERTIES.fullmatch(name):
        return _EMPTY.get(name.lower(), b"" if not _is_xml(name) else b"<empty/>")
    if not _is_xml(name):
        return content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnfitFile(BROKEN)
    return _Part(content).without_authors()


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


class _Part:
    """One part read tag by tag: what it fetches, and where names of people stand in its tags."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.tags: list[int] = []
        self.instructions = [""]
        self.reads_instruction = False
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def without_authors(self) -> bytes:
        try:
            self.parser.Parse(self.content, True)
        except expat.ExpatError as fault:
            raise UnfitFile(BROKEN) from fault
        if any(map(_FETCHES.match, self.instructions)):
            raise UnfitFile(_refusal("a field that fetches something"))
        cleaned, last = [], 0
        for start in self.tags:
            end = self._end_of_tag(start)
            cleaned += [self.content[last:start], _AUTHOR.sub(rb'\1""', self.content[start:end])]
            last = end
        return b"".join([*cleaned, self.content[last:]])

    def _end_of_tag(self, start: int) -> int:
        quote = 0
        for place in range(start, len(self.content)):
            byte = self.content[place]
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == ord(">"):
                return place + 1
        return len(self.content)

    def _doctype(self, *_: object) -> None:
        raise UnfitFile(BROKEN)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "Relationship":
            self._check_relationship(attributes)
        if local in ("instrText", "delInstrText"):
            self.reads_instruction = True
        for key, value in attributes.items():
            named = key.rpartition(":")[2]
            if named == "instr":
                self.instructions += [value, ""]
            if named in ("author", "initials", "lastModifiedBy"):
                self.tags.append(self.parser.CurrentByteIndex)
                break

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "fldChar":
            self.instructions.append("")
        self.reads_instruction = False

    def _text(self, text: str) -> None:
        if self.reads_instruction:
            self.instructions[-1] += text

    @staticmethod
    def _check_relationship(attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") == "External" and kind != "hyperlink":
            raise UnfitFile(_refusal("a part that lies in another place"))
        for pattern, what in _ACTS:
            if pattern.search(kind):
                raise UnfitFile(_refusal(what))


def _written_anew(parts: dict[str, bytes]) -> bytes:
    """Return the parts in a new archive: no comments, no times, nothing between them."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda one: (one != CONTENT_TYPES, one)):
            archive.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    return written.getvalue()
