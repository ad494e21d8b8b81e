"""Bytes into text: which encoding, and is it text at all.

Excel and the systems around it save CSV as UTF-8 with or without a byte order mark, as UTF-16 with
one ("Unicode text"), or in the Windows code page 1252. Nothing else is guessed.
"""

from __future__ import annotations

import codecs

from macem.readers.records import UnreadableFile

MAX_BYTES = 10 * 1024 * 1024

_CSV = "a CSV file; please save the sheet as CSV and send that"
_NOT_TEXT = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word document, or one with a password"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed (gzip) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def check_size(data: bytes) -> None:
    """Raise `UnreadableFile` for a file that is empty or larger than `MAX_BYTES`."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"The file is larger than {MAX_BYTES // (1024 * 1024)} MB; "
            "please split it by period and send the parts one after the other."
        )
    if not data.strip():
        raise UnreadableFile("The file is empty.")


def refuse_other_formats(data: bytes, wanted: str) -> None:
    """Raise `UnreadableFile`, naming the format, for a file whose first bytes are not those of text."""
    for signature, what in _NOT_TEXT:
        if data.startswith(signature):
            raise UnreadableFile(f"This is {what}, not {wanted}.")


def decode(data: bytes, *, wanted: str = _CSV) -> tuple[str, str]:
    """The text of a file and the name of the encoding it was in, byte order mark removed.

    `wanted` says in a refusal what should have been sent. Raises `UnreadableFile` for an empty or
    oversized file, another format, or bytes that are no text.

    >>> decode("Seán".encode("cp1252"))
    ('Seán', 'cp1252')
    """
    check_size(data)
    refuse_other_formats(data, wanted)
    text, encoding = _decode(data)
    if "\x00" in text:
        raise UnreadableFile(
            "The file holds NUL characters, so it is not plain text or was damaged on its way; "
            "please save it again as 'CSV UTF-8'."
        )
    if not text.strip():
        raise UnreadableFile("The file is empty.")
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                raise UnreadableFile(
                    f"The file says that it is {name} text, but it is damaged at byte {error.start + 1}; "
                    "please save it again as 'CSV UTF-8'."
                ) from error
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        "The file is not text in any encoding that macem reads; please save it as 'CSV UTF-8'."
    )
