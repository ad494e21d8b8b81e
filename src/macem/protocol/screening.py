"""The screening form (P1): which questions are asked, what each still lacks, and whether it may be sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from macem.protocol.dates import in_words
from macem.protocol.indicator_set import Indicator, IndicatorSet
from macem.protocol.suggested_level import Suggestion, suggest
from macem.protocol.vocabulary import (
    Clause,
    Decision,
    HarmfulSexualBehaviour,
    RiskLevel,
    Strand,
    refused,
    satisfied,
)
from macem.protocol.vocabulary.screening import Question, Said, Section, Standing, Told
from macem.protocol.vocabulary.states import BirthBasis

LEAVE_TO_MASH = "mash"
"""The answer of somebody who names no level of their own."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered to one question. `facts`: short facts, by name, where it asks for several."""

    choice: str = ""
    words: str = ""
    source: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """The part called `name`: "choice", "words", "source", or a fact; None where it is not there."""
        return getattr(self, name) if name in {"choice", "words", "source"} else self.facts.get(name)

    def says(self, name: str) -> bool:
        """Whether that part is there."""
        value = self.get(name)
        return bool(value.strip()) if isinstance(value, str) else value not in (None, [], ())

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was answered."""
        return not any(self.says(name) for name in ("choice", "words", "source", *self.facts))


@dataclass(frozen=True, slots=True)
class Lack:
    """A part of an answer that is missing, and a sentence that says what to do."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class _Need:
    """A part that an answer needs; `choices`: only where the part `on` is one of these, () always."""

    name: str
    words: str
    choices: tuple[str, ...] = ()
    on: str = "choice"

    def applies_to(self, given: Given) -> bool:
        return not self.choices or given.get(self.on) in self.choices


_YES = (Said.YES.value,)
_BEHAVIOUR = tuple(one.value for one in HarmfulSexualBehaviour if one.is_concern)
_LEVELS = tuple(level.value for level in RiskLevel)
_TELL = _Need("words", "Say what you know, and when it was", _YES)
_SOURCE = _Need("source", "Say how you know", _YES)
_YES_NO = _Need("choice", "Say yes, no or not known")

_NEEDS: Mapping[Question, tuple[_Need, ...]] = {
    Question.BIRTH: (
        _Need("choice", "Say how the date of birth is known"),
        _Need("born", "Enter the date of birth", (BirthBasis.EXACT.value,)),
        _Need("age", "Enter about how old the child is", (BirthBasis.ESTIMATED.value,)),
    ),
    Question.HOME: (
        _Need("words", "Say what is not right about where the child lives", (Said.NO.value,)),
        _Need("authority", "Say which authority placed the child here", _YES, on="placed"),
    ),
    Question.SCHOOL: (_Need("choice", "Say how the child stands with school"),),
    Question.STRANDS: (_Need("strands", "Say what the worry is about"),),
    Question.HARM_NOW: (_YES_NO, _TELL, _SOURCE),
    Question.BEHAVIOUR: (
        _Need("choice", "Say whether there is a concern about harmful sexual behaviour"),
        _Need("words", "Say what you know, and when it was", _BEHAVIOUR),
        _Need("source", "Say how you know", _BEHAVIOUR),
    ),
    Question.NARRATIVE: (_Need("words", "Say what is happening, in your own words"),),
    Question.STRENGTHS: (_Need("words", "Say what keeps the child safe, even if it is little"),),
    Question.VOICE: (
        _Need("choice", "Say whether somebody asked the child"),
        _Need("words", "Write what the child says, in the child’s own words", _YES),
        _Need("asked_by", "Say who asked", _YES),
        _Need("words", "Say why nobody asked", (Said.NO.value,)),
    ),
    Question.AWARE: (
        _Need("choice", "Say whether the child knows that you are sending this"),
        _Need("words", "Say why", (Told.DISAGREES.value, Told.NOT_TOLD.value)),
    ),
    Question.VIEW: (
        _Need("choice", "Say how worried you are, or leave it to the MASH"),
        _Need("words", "Give your reason", _LEVELS),
    ),
}
_INDICATOR_NEEDS = (_YES_NO, _TELL, _SOURCE)
_COMMON = frozenset(question.value for question in Question)

REQUIRED = (
    Question.NAME,
    Question.STRANDS,
    Question.HARM_NOW,
    Question.BEHAVIOUR,
    Question.NARRATIVE,
    Question.STRENGTHS,
    Question.VOICE,
    Question.AWARE,
)
"""Without these a form is not sent. Everything else can stay open, and the MASH asks."""


def lacking(key: str, given: Given) -> tuple[Lack, ...]:
    """What the answer to the question `key` still lacks, in the order of its parts (P1)."""
    if key == Question.NAME and not (given.says("forename") or given.says("surname")):
        return (Lack("forename", "Enter a forename or a surname"),)
    wanted = (need for need in _needs(key) if need.applies_to(given))
    return tuple(Lack(need.name, need.words) for need in wanted if not given.says(need.name))


def settled(key: str, given: Given) -> Given:
    """The answer without what does not belong to it: the words under a Yes that became a No.

    A draft keeps them, in case the Yes comes back; what is sent does not.
    """
    needs = _needs(key)
    idle = {need.name for need in needs} - {need.name for need in needs if need.applies_to(given)}
    return replace(
        given,
        words="" if "words" in idle else given.words,
        source="" if "source" in idle else given.source,
        facts={name: value for name, value in given.facts.items() if name not in idle},
    )


def _needs(key: str) -> tuple[_Need, ...]:
    return _NEEDS.get(Question(key), ()) if key in _COMMON else _INDICATOR_NEEDS


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is asked: one of every form, or an `indicator` of the set."""

    key: str
    title: str
    indicator: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form. `heading` is that of a page with several indicators, "" for all others."""

    key: str
    section: Section
    asked: tuple[Asked, ...]
    title: str
    heading: str = ""


_BEFORE: tuple[tuple[Section, tuple[Question, ...]], ...] = (
    (Section.CHILD, (Question.NAME,)),
    (Section.CHILD, (Question.BIRTH,)),
    (Section.CHILD, (Question.HOME,)),
    (Section.CHILD, (Question.SCHOOL,)),
    (Section.CHILD, (Question.IDENTITY,)),
    (Section.CHILD, (Question.KNOWN_TO, Question.NUMBERS)),
    (Section.WORRY, (Question.STRANDS,)),
    (Section.WORRY, (Question.HARM_NOW,)),
)
_AFTER: tuple[tuple[Section, tuple[Question, ...]], ...] = (
    (Section.SEEN, (Question.BEHAVIOUR,)),
    (Section.HELPS, (Question.NARRATIVE,)),
    (Section.HELPS, (Question.STRENGTHS,)),
    (Section.HELPS, (Question.VOICE, Question.AWARE)),
    (Section.VIEW, (Question.VIEW,)),
)


@dataclass(frozen=True)
class Form:
    """A screening form as it stands: its questions, and what was answered by key.

    `by_statutory`: police or children's social care fill it in, who may say why a discussion would help (C6).
    """

    indicators: IndicatorSet
    given: Mapping[str, Given]
    by_statutory: bool = False

    @cached_property
    def strands(self) -> tuple[Strand, ...]:
        """What the worry is about, as far as somebody has said (C8)."""
        answer = self.given.get(Question.STRANDS.value, Given())
        return tuple(Strand(value) for value in answer.facts.get("strands", ()))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages in order. Those about what was seen follow from the strands."""
        closing = ((Section.VIEW, (Question.DISCUSSION,)),) if self.by_statutory else ()
        return (
            *(_common(section, questions) for section, questions in _BEFORE),
            *self._indicator_pages(),
            *(_common(section, questions) for section, questions in (*_AFTER, *closing)),
        )

    def page(self, key: str) -> Page | None:
        """The page with that key; None: it is not asked."""
        return next((page for page in self.pages if page.key == key), None)

    def after(self, key: str) -> Page | None:
        """The page that follows; None after the last one."""
        following = [index for index, page in enumerate(self.pages, start=1) if page.key == key]
        return next(iter(self.pages[following[0] :]), None) if following else None

    def before(self, key: str) -> Page | None:
        """The page that comes before; None before the first one."""
        index = next((index for index, page in enumerate(self.pages) if page.key == key), 0)
        return self.pages[index - 1] if index else None

    @cached_property
    def first_open(self) -> Page | None:
        """The first page on which something is not answered or not finished; None: there is none."""
        return next((page for page in self.pages if self.standing(page) is not Standing.ANSWERED), None)

    def stands(self, key: str) -> Standing:
        """How far one question is answered. One that needs nothing is answered once it was gone past."""
        given = self.given.get(key)
        if given is None:
            return Standing.OPEN
        if not lacking(key, given):
            return Standing.ANSWERED
        return Standing.OPEN if given.is_blank else Standing.UNFINISHED

    def standing(self, page: Page) -> Standing:
        """How far a page is answered: answered when all of it is, open when none of it is."""
        found = {self.stands(asked.key) for asked in page.asked}
        return found.pop() if len(found) == 1 else Standing.UNFINISHED

    @cached_property
    def said(self) -> Mapping[str, Said]:
        """The answers Yes, No and Not known to the indicators that are asked."""
        found = {one.key: self.given[one.key].choice for one in self._asked if one.key in self.given}
        return {key: Said(choice) for key, choice in found.items() if choice}

    @cached_property
    def suggestion(self) -> Suggestion:
        """What the answers suggest (P1)."""
        return suggest(self.indicators, self.said, self.strands)

    @cached_property
    def missing(self) -> tuple[tuple[Asked, str], ...]:
        """What keeps the form from being sent: each question with a sentence that says what to do."""
        found = []
        for asked in (asked for page in self.pages for asked in page.asked):
            standing = self.stands(asked.key)
            if standing is Standing.UNFINISHED or (standing is Standing.OPEN and asked.key in REQUIRED):
                lacks = lacking(asked.key, self.given.get(asked.key, Given()))
                found += [(asked, lack.words) for lack in lacks[:1]]
        return tuple(found)

    @property
    def _asked(self) -> tuple[Indicator, ...]:
        return self.indicators.asked_for(self.strands)

    def _indicator_pages(self) -> Iterable[Page]:
        shared = {page.key: page for page in self.indicators.pages}
        together: dict[str, list[Indicator]] = {}
        for one in self._asked:
            together.setdefault(one.page or one.key, []).append(one)
        for key, indicators in together.items():
            asked = tuple(Asked(one.key, one.title, one) for one in indicators)
            page = shared.get(key)
            if page is None:
                yield Page(key, Section.SEEN, asked, indicators[0].title)
            else:
                yield Page(key, Section.SEEN, asked, page.title, page.heading)


def may_be_sent(form: Form) -> Decision:
    """Whether nothing that a form must say is missing (P1)."""
    lacks = tuple(dict.fromkeys(f"{asked.title}: {words}" for asked, words in form.missing))
    if lacks:
        return refused(Clause.P1, f"The form still needs: {'; '.join(lacks)}.", missing=lacks)
    return satisfied(Clause.P1, "The form may be sent to the MASH.")


def danger_asked(last: date, today: date) -> Decision:
    """Whether it was asked on the day of sending if a child is in immediate danger (P3)."""
    if last != today:
        return refused(
            Clause.P3,
            f"Say again whether a child is in immediate danger: you were last asked on {in_words(last)}.",
            {"asked": last},
            missing=("whether a child is in immediate danger today",),
        )
    return satisfied(Clause.P3, "Immediate danger was asked about today.", {"asked": last})


def _common(section: Section, questions: tuple[Question, ...]) -> Page:
    asked = tuple(Asked(question.value, question.label) for question in questions)
    first, *others = (question.label for question in questions)
    title = ", and ".join([first, *(label[:1].lower() + label[1:] for label in others)])
    return Page(questions[0].value, section, asked, title)
