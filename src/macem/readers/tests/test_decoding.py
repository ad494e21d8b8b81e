"""Bytes into text."""

import pytest

from macem.readers.decoding import MAX_BYTES, decode
from macem.readers.records import UnreadableFile

TEXT = "CHILD,NAME\r\nTEST-A,Seán O’Brien\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8-sig"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_text_comes_out_the_same_from_every_encoding(data: bytes, encoding: str) -> None:
    assert decode(data) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"PK\x03\x04\x14\x00", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"CHILD\x00,DOB", "NUL"),
        ("CHILD,DOB".encode("utf-16-le"), "NUL"),  # without its mark
        (b"\xff\xfea", "damaged at byte"),
        (b"\xef\xbb\xbfSe\xe1n", "UTF-8 text, but it is damaged"),
        (b"CHILD,\x81\x8d", "not text in any encoding"),
        (b"x" * (MAX_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_one_plain_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as refusal:
        decode(data)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")
