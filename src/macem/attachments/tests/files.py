"""Files to try: good ones that say who made them, and bad ones of every sort. All made here; none is real."""

import zipfile
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

CANARY = "Canary Test-Maker"
"""Who made the files, marked them and commented on them; it must be nowhere in what is kept."""
WORDS = "What the assessment says."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def action(kind: str, **more: Any) -> DictionaryObject:
    given = {NameObject(f"/{key}"): value for key, value in more.items()}
    return DictionaryObject({NameObject("/S"): NameObject(kind), **given})


def pdf(
    *, pages: int = 1, root: dict[str, Any] | None = None, annotation: Any = None, **options: Any
) -> bytes:
    """A PDF with words on its page and its maker's name wherever a PDF may hold one."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(200, 200)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 100 Td ({WORDS}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
        page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Maker"): TextStringObject(CANARY)})
    comment = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Rect"): ArrayObject(FloatObject(n) for n in (0, 0, 10, 10)),
            NameObject("/T"): TextStringObject(CANARY),
            NameObject("/Contents"): TextStringObject("A remark"),
        }
    )
    marks = [writer._add_object(comment)]
    if annotation is not None:
        marks.append(writer._add_object(annotation))
    page[NameObject("/Annots")] = ArrayObject(marks)
    writer.add_metadata({"/Author": CANARY, "/Title": CANARY})
    metadata = DecodedStreamObject()
    metadata.set_data(f"<x:xmpmeta><dc:creator>{CANARY}</dc:creator></x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(metadata)
    for key, value in (root or {}).items():
        writer.root_object[NameObject(key)] = value
    if options.get("within"):
        writer.add_attachment("within.txt", b"hidden")
    if options.get("swells"):
        bomb = DecodedStreamObject()
        bomb.set_data(b"\0" * (120 * 1024 * 1024))
        page[NameObject("/Contents")] = writer._add_object(bomb.flate_encode())
    if options.get("password"):
        writer.encrypt("secret", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def annotation(kind: str, **more: Any) -> DictionaryObject:
    given = {NameObject(f"/{key}"): value for key, value in more.items()}
    return DictionaryObject(
        {
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): ArrayObject(FloatObject(n) for n in (0, 0, 10, 10)),
            **given,
        }
    )


def link(address: str) -> DictionaryObject:
    return annotation("/Link", A=action("/URI", URI=TextStringObject(address)))


def docx(
    *,
    body: str = "",
    parts: dict[str, bytes | str] | None = None,
    relationship: str = "",
    document_type: str = DOCUMENT_TYPE,
) -> bytes:
    """A Word document with words in it, and its maker's name wherever one may hold it."""
    marked = f'<w:ins w:id="1" w:author="{CANARY}" w:date="2026-12-01T10:00:00Z">'
    text = f"<w:p>{marked}<w:r><w:t>{WORDS}</w:t></w:r></w:ins></w:p>{body}"
    whole: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{document_type}"/></Types>',
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{RELATIONSHIPS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{text}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{relationship}</Relationships>",
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="1" w:author=\'{CANARY}\' w:initials="CTM">'
        "<w:p/></w:comment></w:comments>",
        "word/people.xml": f'<w15:people xmlns:w15="x"><w15:person w15:author="{CANARY}"/></w15:people>',
        "docProps/core.xml": f"<p><creator>{CANARY}</creator></p>",
        "docProps/app.xml": f"<p><Company>{CANARY}</Company></p>",
        "docProps/custom.xml": f"<p>{CANARY}</p>",
        "docProps/thumbnail.jpeg": CANARY.encode(),
        "customXml/item1.xml": f"<p>{CANARY}</p>",
    }
    return zipped(whole | (parts or {}))


def zipped(parts: dict[str, bytes | str]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = CANARY.encode()
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def locked(data: bytes) -> bytes:
    """The same archive, whose entries say that they are encrypted."""
    out = bytearray(data)
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(magic)
        while at >= 0:
            out[at + place] |= 1
            at = out.find(magic, at + 4)
    return bytes(out)


def external(kind: str) -> str:
    return (
        f'<Relationship Id="r9" Type="{RELATIONSHIPS}/{kind}" Target="https://example.org/x" '
        'TargetMode="External"/>'
    )


def field(*pieces: str) -> str:
    """A field whose instruction is written in pieces, as Word does where somebody edited it."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}</w:p>'
