"""A word of the protocol: stored as a short value, shown as a label."""

from enum import StrEnum


class Word(StrEnum):
    """An enumeration whose members carry the label that people read: ``NAME = "value", "Label"``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Word":
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) of every member, in the order they are written."""
        return [(str(word.value), word.label) for word in cls]
