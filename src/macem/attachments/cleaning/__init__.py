"""Takes a file for what it is, refuses what acts by itself, and strips who made it (security.md 24).

No Django, no database: bytes in, bytes out.
"""

from collections.abc import Iterable

from macem.attachments.cleaning import docx, pdf
from macem.attachments.cleaning.unfit import UnfitFile
from macem.protocol.vocabulary.files import FileKind

__all__ = ["UnfitFile", "clean", "kind_of"]

_CLEANERS = {FileKind.PDF: pdf.clean, FileKind.DOCX: docx.clean}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


def clean(data: bytes, *, accepts: Iterable[FileKind] = FileKind) -> tuple[FileKind, bytes]:
    """Return what a file is and its content as it may be kept: nothing that acts, nothing of who made it.

    Raises :class:`UnfitFile`, which says in words how to mend it.
    """
    kind, wanted = kind_of(data), tuple(accepts)
    if kind not in wanted:
        raise UnfitFile(f"This is a {kind.label}. {_wanted(wanted)}")
    return kind, _CLEANERS[kind](data)


def kind_of(data: bytes) -> FileKind:
    """Return what a file is, by its first bytes and whatever it is called.

    Raises :class:`UnfitFile` for anything that is never kept.
    """
    if data.startswith(pdf.MAGIC):
        return FileKind.PDF
    if data.startswith(docx.MAGIC):
        return FileKind.DOCX
    if not data.strip():
        raise UnfitFile("This file is empty. Choose it again, or save it anew and choose that.")
    if data.startswith(_OLD_OFFICE):
        raise UnfitFile(
            "This is an old Word file (.doc), or one locked with a password. Open it, save it as a PDF "
            "without a password, and choose that."
        )
    if data.startswith(_PICTURES):
        raise UnfitFile("This is a picture. Save the assessment as a PDF in Mosaic, and choose that.")
    raise UnfitFile(f"This is neither a PDF nor a Word document, whatever it is called. {_wanted(FileKind)}")


def _wanted(accepts: Iterable[FileKind]) -> str:
    return f"Choose a {' or a '.join(kind.label for kind in accepts)}."
