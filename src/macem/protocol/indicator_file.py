"""Reads an indicator set (TOML) whole, and names every fault in it at once, each with its line (P1)."""

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from macem.protocol.file_rules import (
    DATE,
    TEXT,
    FileError,
    Reading,
    Rule,
    Unfit,
    list_of,
    one_of,
    parse,
    to_text,
    whole,
)
from macem.protocol.indicator_set import SUGGESTED, Indicator, IndicatorSet, Points, SharedPage
from macem.protocol.vocabulary import RiskLevel, Strand
from macem.protocol.vocabulary.screening import IndicatorKind, Question

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_KEY = 40


class IndicatorFileError(FileError):
    """An indicator set with faults: all of them, in the file's order."""


def _key(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_KEY or not _KEY.fullmatch(value):
        raise Unfit
    return value


def _about_the_child(value: Any) -> str:
    written = to_text(value) if value != "" else ""
    try:
        places = [name for _text, name, _spec, _how in Formatter().parse(written) if name is not None]
    except ValueError:  # a bracket without its other half
        raise Unfit from None
    if set(places) - {"name"}:
        raise Unfit
    return written


def _question(value: Any) -> str:
    written = _about_the_child(value)
    if not written.endswith("?"):
        raise Unfit
    return written


def _optional_key(value: Any) -> str:
    return "" if value == "" else _key(value)


_A_KEY = Rule('a key such as "out-unknown": small letters, digits and hyphens', _key)
_HEAD = {
    "id": Rule('an id such as "2026-09"', to_text),
    "title": TEXT,
    "active_from": DATE,
}
_POINTS = {level.value: whole(1, 100) for level in SUGGESTED} | {"vulnerabilities_at_most": whole(0, 100)}
_PAGE = {
    "key": _A_KEY,
    "title": TEXT,
    "heading": Rule("a heading; {name} stands for the child", _about_the_child),
}
_INDICATOR = {
    "key": _A_KEY,
    "kind": one_of(IndicatorKind),
    "strands": Rule(
        "a list of strands (" + ", ".join(f'"{one}"' for one in Strand) + "), [] for all of them",
        list_of(one_of(Strand).convert),
    ),
    "page": Rule('the key of a page, or "" for one of its own', _optional_key),
    "title": TEXT,
    "question": Rule("a question that ends in ?; {name} stands for the child", _question),
    "hint": Rule('text, or "" for none; {name} stands for the child', _about_the_child),
    "points": whole(1, 10),
    "at_least": one_of(RiskLevel),
}


def read(text: str) -> IndicatorSet:
    """The set that `text` holds. Raises IndicatorFileError with every fault at once."""
    try:
        document = parse(text)
    except FileError as error:
        raise IndicatorFileError(error.faults) from None
    return _IndicatorReading(text).indicator_set(document)


class _IndicatorReading(Reading):
    def indicator_set(self, document: Mapping[str, Any]) -> IndicatorSet:
        for name in document.keys() - _HEAD.keys() - {"points", "pages", "indicators"}:
            self.fault((name,), "is not part of an indicator set")
        head = self.values((), document, _HEAD)
        points = self.section(("points",), document.get("points"), Points, _POINTS)
        pages = self.sections("pages", document["pages"], SharedPage, _PAGE) if "pages" in document else ()
        indicators = self.sections("indicators", document.get("indicators"), Indicator, _INDICATOR)
        if points is not None:
            self._check_points(points)
        self._check_keys(pages, indicators)
        self._check_strands(indicators)
        if self.faults:
            raise IndicatorFileError(self.faults)
        return IndicatorSet(**head, points=points, pages=pages, indicators=indicators)

    def _check_points(self, points: Points) -> None:
        """A more serious level takes more points."""
        before = 0
        for level in SUGGESTED:
            needed = getattr(points, level.value)
            if needed <= before:
                self.fault(("points", level.value), "expected more points than for the level before it")
            before = needed

    def _check_keys(
        self, pages: tuple[SharedPage | None, ...], indicators: tuple[Indicator | None, ...]
    ) -> None:
        """A key is an address: used once, and by no question that every form has."""
        taken = {question.value for question in Question}
        named: tuple[tuple[str, tuple[SharedPage | Indicator | None, ...]], ...] = (
            ("pages", pages),
            ("indicators", indicators),
        )
        for section, entries in named:
            for index, entry in enumerate(entries):
                if entry is not None and entry.key in taken:
                    self.fault((section, index, "key"), f'"{entry.key}" is used already')
                taken |= {entry.key} if entry is not None else set()
        there = {page.key for page in pages if page is not None}
        for index, indicator in enumerate(indicators):
            if indicator is not None and indicator.page and indicator.page not in there:
                self.fault(("indicators", index, "page"), f'there is no page "{indicator.page}"')

    def _check_strands(self, indicators: tuple[Indicator | None, ...]) -> None:
        """Nobody who says what the worry is about is left without a sign to answer for it."""
        if None in indicators or not indicators:
            return
        signs = [one for one in indicators if one is not None and one.kind is IndicatorKind.SIGN]
        for strand in Strand:
            if not any(strand in one.strands for one in signs):
                self.fault(("indicators",), f'no sign is asked for the strand "{strand}"')
