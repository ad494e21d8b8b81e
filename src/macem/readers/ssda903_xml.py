"""The SSDA903 return as XML: the missing episodes of its children.

    CHILD/HEADER/{CHILDID, UPN, SEX, DOB, ETHNIC, AMISSING/{MISSING, MIS_START, MIS_END}}

Element names are taken without regard to case and namespace. A document type declaration is refused
unread: with it come entities, which can fill the memory or name files of this machine.
"""

from __future__ import annotations

from datetime import date
from xml.parsers import expat

from macem.readers.decoding import decode
from macem.readers.missing import read_missing_rows
from macem.readers.records import MissingRow, Reading, UnreadableFile
from macem.readers.ssda903 import RULES
from macem.readers.tables import MAX_ROWS, Record, Table

_COLUMNS = {"child": "CHILDID", "dob": "DOB", "type": "MISSING", "start": "MIS_START", "end": "MIS_END"}
_OF_THE_CHILD = {"CHILDID", "DOB"}
_OF_THE_EPISODE = {"MISSING", "MIS_START", "MIS_END"}


def read_ssda903_xml(data: bytes, *, today: date) -> Reading[MissingRow]:
    """The missing episodes of an SSDA903 return in XML, in the order of the document.

    A row's line is that of its AMISSING element; `header_row` is 0, there being none. Raises
    `UnreadableFile` for what is no XML, has a document type declaration, or holds no CHILD.
    """
    text, encoding = decode(data, wanted="an XML file")
    document = _Document()
    document.parse(text)
    if not document.children:
        raise UnreadableFile(
            "This does not look like an SSDA903 return in XML: there is no CHILD element in it."
        )
    table = Table(
        header_row=0,
        positions={name: place for place, name in enumerate(_COLUMNS)},
        columns=_COLUMNS,
        extras=(),
        width=len(_COLUMNS),
        records=tuple(document.records),
    )
    return read_missing_rows(table, RULES, encoding=encoding, today=today)


class _Document:
    """Follows the parser through a document; keeps only the cells of episodes."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.children = 0
        self._path: list[str] = []
        self._text: list[str] = []
        self._child: dict[str, str] = {}
        self._episodes: list[tuple[int, dict[str, str]]] = []
        # The text is already decoded, so whatever encoding the document names no longer counts.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append

    def parse(self, text: str) -> None:
        """Read the whole document. Raises `UnreadableFile`."""
        try:
            self._parser.Parse(text.encode("utf-8"), True)
        except expat.ExpatError as error:
            raise UnreadableFile(
                f"The file is not well-formed XML: {expat.ErrorString(error.code)} on line {error.lineno}."
            ) from error

    def _doctype(self, *_: object) -> None:
        raise UnreadableFile(
            "The file has a document type declaration (DOCTYPE), which macem does not read; "
            "please send it without."
        )

    def _start(self, tag: str, _: object) -> None:
        name = _local(tag)
        self._path.append(name)
        self._text.clear()
        if name == "CHILD":
            self.children += 1
            self._child, self._episodes = {}, []
        elif name == "AMISSING":
            self._episodes.append((self._parser.CurrentLineNumber, {}))

    def _end(self, tag: str) -> None:
        name = self._path.pop()
        text = "".join(self._text).strip()
        self._text.clear()
        if name in _OF_THE_EPISODE and "AMISSING" in self._path[-1:] and self._episodes:
            self._episodes[-1][1].setdefault(name, text)
        elif name in _OF_THE_CHILD and "HEADER" in self._path[-1:]:
            self._child.setdefault(name, text)
        elif name == "CHILD":
            self._keep_child()

    def _keep_child(self) -> None:
        for line, episode in self._episodes:
            if len(self.records) == MAX_ROWS:
                raise UnreadableFile(f"The file has more than {MAX_ROWS:,} rows; please split it by period.")
            cells = {**self._child, **episode}
            self.records.append(
                Record(line, line, tuple(cells.get(theirs, "") for theirs in _COLUMNS.values()))
            )
        self._episodes = []


def _local(tag: str) -> str:
    return tag.rpartition(":")[2].upper()
