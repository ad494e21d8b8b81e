"""A corpus of bad files, each refused in words; good ones are kept without who made them (security.md 24)."""

import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from macem.attachments.cleaning import UnfitFile, clean
from macem.attachments.tests.files import (
    CANARY,
    RELATIONSHIPS,
    WORDS,
    action,
    annotation,
    docx,
    external,
    field,
    link,
    locked,
    pdf,
    zipped,
)
from macem.protocol.vocabulary.files import FileKind

SCRIPT = action("/JavaScript", JS=TextStringObject("app.alert(1)"))
NAMED = DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})
LAUNCH = action("/Launch", F=TextStringObject("cmd.exe"))

BAD_PDFS = {
    "locked": (lambda: pdf(password=True), "locked with a password"),
    "script in its names": (lambda: pdf(root={"/Names": NAMED}), "holds a script"),
    "script on opening": (lambda: pdf(root={"/OpenAction": SCRIPT}), "holds a script"),
    "script on a click": (lambda: pdf(annotation=annotation("/Link", A=SCRIPT)), "holds a script"),
    "script on closing": (lambda: pdf(root={"/AA": action("/x", WC=SCRIPT)}), "holds a script"),
    "program": (lambda: pdf(annotation=annotation("/Link", A=LAUNCH)), "starts another program"),
    "file within": (lambda: pdf(within=True), "another file within it"),
    "file on a page": (lambda: pdf(annotation=annotation("/FileAttachment")), "another file within it"),
    "form that sends itself": (
        lambda: pdf(annotation=annotation("/Widget", A=action("/SubmitForm"))),
        "sends itself",
    ),
    "form that builds itself": (
        lambda: pdf(root={"/AcroForm": action("/x", XFA=TextStringObject("x"))}),
        "builds itself",
    ),
    "film": (lambda: pdf(annotation=annotation("/RichMedia")), "a film"),
    "link that runs": (lambda: pdf(annotation=link("JavaScript:alert(1)")), "a link that starts something"),
    "link to a file": (lambda: pdf(annotation=link("file:///c:/x.exe")), "a link that starts something"),
    "bomb": (lambda: pdf(swells=True), "far more than it seems"),
    "too many pages": (lambda: pdf(pages=501), "up to 500 pages"),
    "cut off": (lambda: pdf()[:300], "cannot be read as a PDF"),
    "only its first line": (lambda: b"%PDF-1.7\n", "cannot be read as a PDF"),
}

BAD_DOCUMENTS = {
    "macro": (lambda: docx(parts={"word/vbaProject.bin": b"x"}), "holds a macro"),
    "macro by its type": (
        lambda: docx(document_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "holds a macro",
    ),
    "locked": (lambda: locked(docx()), "locked with a password"),
    "file within": (lambda: docx(parts={"word/embeddings/a.xlsx": b"x"}), "another file within it"),
    "control": (lambda: docx(parts={"word/activeX/activeX1.xml": "<x/>"}), "another file within it"),
    "object from elsewhere": (lambda: docx(relationship=external("oleObject")), "lies in another place"),
    "template from elsewhere": (
        lambda: docx(relationship=external("attachedTemplate")),
        "lies in another place",
    ),
    "picture from elsewhere": (lambda: docx(relationship=external("image")), "lies in another place"),
    "part in another format": (
        lambda: docx(relationship=f'<Relationship Id="r9" Type="{RELATIONSHIPS}/aFChunk" Target="a.html"/>'),
        "a part in another format",
    ),
    "field that runs": (lambda: docx(body=field(" D", "DEAUTO c:\\cmd.exe")), "fetches something"),
    "field that fetches": (
        lambda: docx(body='<w:fldSimple w:instr="includetext c:\\x"/>'),
        "fetches something",
    ),
    "path out of it": (lambda: docx(parts={"../../etc/passwd": b"x"}), "cannot be read"),
    "path from the root": (lambda: docx(parts={"/etc/passwd": b"x"}), "cannot be read"),
    "path of a drive": (lambda: docx(parts={"c:\\x": b"x"}), "cannot be read"),
    "bomb": (lambda: docx(parts={"word/media/a.bmp": b"\0" * (40 * 1024 * 1024)}), "far more than it seems"),
    "entities": (
        lambda: docx(parts={"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "cannot be read",
    ),
    "broken tags": (lambda: docx(parts={"word/styles.xml": "<x><y></x>"}), "cannot be read"),
    "cut off": (lambda: docx()[:500], "cannot be read as a Word document"),
    "workbook": (
        lambda: docx(
            document_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        ),
        "not a Word document",
    ),
    "any archive": (lambda: zipped({"a.txt": b"x"}), "not a Word document"),
}

OTHERS = {
    "nothing": (lambda: b"  \n", "is empty"),
    "old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word file"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "This is a picture"),
    "program": (lambda: b"MZ\x90\x00" + bytes(50), "neither a PDF nor a Word document"),
    "page": (lambda: b"<html><script>alert(1)</script></html>", "neither a PDF nor a Word document"),
    "page before a PDF": (lambda: b"<html>" + pdf(), "neither a PDF nor a Word document"),
}


@pytest.mark.parametrize(
    ("made", "words"),
    [
        pytest.param(made, words, id=f"{of}: {name}")
        for of, files in {"PDF": BAD_PDFS, "Word": BAD_DOCUMENTS, "other": OTHERS}.items()
        for name, (made, words) in files.items()
    ],
)
def test_a_bad_file_is_refused_and_the_words_say_how_to_mend_it(made, words):
    with pytest.raises(UnfitFile) as refusal:
        clean(made())
    assert words in refusal.value.reason
    assert "hoose" in refusal.value.reason


def everything(data: bytes) -> bytes:
    """All that a PDF holds, inflated."""
    reader = PdfReader(BytesIO(data))
    found = [data, repr(reader.trailer).encode()]
    for number in range(1, int(reader.trailer["/Size"])):
        one = reader.get_object(number)
        found.append(repr(one).encode())
        found += [one.get_data()] if hasattr(one, "get_data") else []
    return b"\n".join(found)


def test_a_pdf_keeps_its_pages_and_loses_its_makers():
    sent = pdf(annotation=link("https://example.org/"))
    assert CANARY.encode() in everything(sent)
    kind, kept = clean(sent)
    assert kind is FileKind.PDF
    held = everything(kept)
    assert CANARY.encode() not in held
    assert WORDS.encode() in held
    assert b"A remark" in held
    assert b"https://example.org/" in held


def test_what_a_pdf_held_before_it_was_changed_is_gone():
    """A file saved again and again drags along what was taken out of it."""
    from pypdf import PdfWriter

    earlier = pdf()
    writer = PdfWriter(BytesIO(earlier), incremental=True)
    writer.pages[0][NameObject("/Contents")] = TextStringObject("")
    written = BytesIO()
    writer.write(written)
    assert everything(earlier).count(WORDS.encode()) == 1
    _kind, kept = clean(written.getvalue())
    assert WORDS.encode() not in everything(kept)


def test_a_word_document_keeps_its_text_and_loses_its_makers():
    kind, kept = clean(docx(relationship=external("hyperlink")))
    assert kind is FileKind.DOCX
    with zipfile.ZipFile(BytesIO(kept)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
        assert archive.comment == b""
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
    assert held.keys() >= {
        "[Content_Types].xml",
        "word/document.xml",
        "word/comments.xml",
        "docProps/core.xml",
    }
    assert not [name for name, content in held.items() if CANARY.encode() in content]
    assert not [name for name, content in held.items() if b"CTM" in content]
    assert WORDS.encode() in held["word/document.xml"]
    assert b'w:date="2026-12-01T10:00:00Z"' in held["word/document.xml"]


def test_a_room_says_which_kinds_it_takes():
    with pytest.raises(UnfitFile, match=r"This is a Word document\. Choose a PDF"):
        clean(docx(), accepts=[FileKind.PDF])
