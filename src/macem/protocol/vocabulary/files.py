"""Kinds of files that are kept with a record."""

from macem.protocol.vocabulary.words import Word


class FileKind(Word):
    """What a file is, by its content: its usual ending, and what people call it."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word document"

    @property
    def media_type(self) -> str:
        """What a browser is told that it is."""
        return {
            FileKind.PDF: "application/pdf",
            FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }[self]
