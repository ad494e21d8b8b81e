"""PDF: refuses what is locked, broken, acts by itself or swells; strips who made it and who commented.

It is written anew from what the pages reach, so earlier revisions that a file drags along are gone too.
"""

import logging
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from macem.attachments.cleaning.unfit import UnfitFile

MAGIC = b"%PDF-"
MOST_PAGES = 500
MOST_OBJECTS = 200_000
MOST_INFLATED = 100 * 1024 * 1024
"""What one compressed stream may swell to, in bytes: a page scanned in colour at 600 dots an inch."""
MOST_INFLATED_ALTOGETHER = 400 * 1024 * 1024

_PRINT_IT = "Open it, print it to PDF, and choose the print."
BROKEN = f"This file cannot be read as a PDF. {_PRINT_IT}"
LOCKED = f"This PDF is locked with a password or against copying. {_PRINT_IT}"
TOO_MUCH = f"This PDF holds far more than it seems to. {_PRINT_IT}"

_ACTS = {
    "/JavaScript": "a script",
    "/Launch": "a command that starts another program",
    "/SubmitForm": "a form that sends itself somewhere",
    "/ImportData": "a form that fetches its answers from another file",
    "/GoToE": "a link into a file within it",
    "/GoToR": "a link into another file",
    "/Movie": "a film",
    "/Sound": "a sound",
    "/Rendition": "a film or a sound",
    "/RichMediaExecute": "a film or a sound",
}
_EXTRAS = {
    "/FileAttachment": "another file within it",
    "/RichMedia": "a film or a sound",
    "/Movie": "a film",
    "/Screen": "a film or a sound",
    "/Sound": "a sound",
    "/3D": "a model in three dimensions",
}
_SAFE_LINKS = ("https:", "http:", "mailto:", "tel:")
_SWELLING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_ABOUT_ITS_MAKER = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
_NOT_COMMENTS = {"/Widget", "/Link"}

# pypdf tells a log what it mends on the way: somebody else's words, which belong in no log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def clean(data: bytes) -> bytes:
    """Return the PDF without metadata. Raises :class:`UnfitFile`."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise UnfitFile(LOCKED)
        if not 0 < len(reader.pages) <= MOST_PAGES:
            raise UnfitFile(f"A file may have up to {MOST_PAGES} pages. Choose the assessment alone.")
        room = MOST_INFLATED_ALTOGETHER
        for found in _reachable(reader.trailer["/Root"]):
            _refuse_what_acts(found)
            room -= _inflated(found)
            if room < 0:
                raise UnfitFile(TOO_MUCH)
            _strip(found)
        return _written_anew(reader)
    except UnfitFile:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as fault:
        # A broken file breaks its reader in any of these ways.
        raise UnfitFile(BROKEN) from fault


def _reachable(root: Any) -> Iterator[DictionaryObject]:
    """Yield every dictionary and stream that the document reaches, each once."""
    waiting, seen = [root], set()
    count = 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one
        else:
            continue
        count += 1
        if count > MOST_OBJECTS:
            raise UnfitFile(TOO_MUCH)


def _refuse_what_acts(found: DictionaryObject) -> None:
    what = _ACTS.get(_name(found, "/S")) or _EXTRAS.get(_name(found, "/Subtype"))
    if "/JS" in found or "/JavaScript" in found:
        what = "a script"
    elif "/EF" in found or "/EmbeddedFiles" in found or "/Collection" in found:
        what = "another file within it"
    elif "/XFA" in found:
        what = "a form that builds itself"
    elif isinstance(found, StreamObject) and "/F" in found:
        what = "a part that lies in another file"
    elif _name(found, "/S") == "/URI" and not _link(found).startswith(_SAFE_LINKS):
        what = "a link that starts something"
    if what:
        raise UnfitFile(f"This PDF holds {what}, and such files are not kept. {_PRINT_IT}")


def _name(found: DictionaryObject, key: str) -> str:
    value = found.get(key)
    return str(value.get_object() if isinstance(value, IndirectObject) else value)


def _link(found: DictionaryObject) -> str:
    return _name(found, "/URI").strip().lower()


def _inflated(found: DictionaryObject) -> int:
    """Return how many bytes a compressed stream swells to. Raises :class:`UnfitFile` beyond the limit."""
    if not isinstance(found, StreamObject):
        return 0
    filters = found.get("/Filter", [])
    filters = filters.get_object() if isinstance(filters, IndirectObject) else filters
    names = [str(one) for one in (filters if isinstance(filters, ArrayObject) else [filters])]
    swelling = [name for name in names if name in _SWELLING]
    if len(swelling) > 1:  # nobody's printer does that
        raise UnfitFile(TOO_MUCH)
    if not swelling or names[0] not in ("/FlateDecode", "/Fl"):
        return 0
    size, inflater, rest = 0, zlib.decompressobj(), found._data
    rest = rest.encode("latin-1") if isinstance(rest, str) else rest
    while rest and not inflater.eof:
        try:
            size += len(inflater.decompress(rest, 1024 * 1024))
        except zlib.error:  # a reader shows what came before the damage
            break
        rest = inflater.unconsumed_tail
        if size > MOST_INFLATED:
            raise UnfitFile(TOO_MUCH)
    return size


def _strip(found: DictionaryObject) -> None:
    """Take off what tells of its maker, and the authors of comments."""
    for key in _ABOUT_ITS_MAKER:
        if key in found:
            del found[key]
    if "/T" in found and "/Rect" in found and _name(found, "/Subtype") not in _NOT_COMMENTS:
        del found["/T"]


def _written_anew(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    writer.clone_reader_document_root(reader)
    writer.metadata = None
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
