"""The form of a risk assessment (P4): its pages, what each answer lacks, and whether it may be sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from macem.protocol.matrix import LEVELS, Matrix, MatrixSuggestion, level_chosen, suggest
from macem.protocol.vocabulary import (
    Clause,
    Decision,
    HarmfulSexualBehaviour,
    RiskLevel,
    refused,
    satisfied,
)
from macem.protocol.vocabulary.assessment import (
    Asked,
    AssessmentQuestion,
    AssessmentSection,
    Noted,
)

_Q, _S = AssessmentQuestion, AssessmentSection


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered to one question: a choice by its value, and words; either may be blank."""

    choice: str = ""
    words: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was answered."""
        return not (self.choice or self.words.strip())


@dataclass(frozen=True, slots=True)
class Lack:
    """The part of an answer that is missing, "choice" or "words", and a sentence that says what to do."""

    part: str
    words: str


_QUESTIONS: Mapping[AssessmentSection, tuple[AssessmentQuestion, ...]] = {
    _S.BEHAVIOUR: (_Q.BEHAVIOUR,),
    _S.VOICE: (_Q.VOICE, _Q.ASKED_BY),
    _S.NARRATIVE: (_Q.NARRATIVE, _Q.STRENGTHS, _Q.CHANGE),
    _S.LEVEL: (_Q.LEVEL,),
}
_LEVEL_OF = dict(zip((_S.EMERGING, _S.ESCALATING, _S.SIGNIFICANT), LEVELS, strict=True))

_WORDS_NEEDED = {
    _Q.NARRATIVE: "Say what is happening",
    _Q.STRENGTHS: "Say what keeps the child safe, even if it is little",
    _Q.CHANGE: "Say what has changed since the last assessment, or that nothing has",
}


@dataclass(frozen=True)
class Form:
    """An assessment as it stands: its matrix, and what was answered by key.

    `follows`: whether an earlier one of this child was signed off, against which a change is told.
    """

    matrix: Matrix
    given: Mapping[str, Given]
    follows: bool = False

    def answer(self, key: str) -> Given:
        """What was answered to `key`; a blank answer where nothing was."""
        return self.given.get(key, Given())

    def keys(self, section: AssessmentSection) -> tuple[str, ...]:
        """What one page asks: signs, protective factors or common questions, by key."""
        if section in _LEVEL_OF:
            return tuple(one.key for one in self.matrix.at(_LEVEL_OF[section]))
        if section is _S.PROTECTIVE:
            return tuple(one.key for one in self.matrix.protective)
        asked = _QUESTIONS[section]
        return tuple(one.value for one in asked if one is not _Q.CHANGE or self.follows)

    def lacking(self, key: str) -> tuple[Lack, ...]:
        """What the answer to `key` still lacks (P4)."""
        given = self.answer(key)
        if key in self.matrix.titles:
            return _noted_lacks(given)
        question = _Q(key)
        if question in _WORDS_NEEDED:
            return () if given.words.strip() else (Lack("words", _WORDS_NEEDED[question]),)
        return {
            _Q.BEHAVIOUR: self._behaviour_lacks,
            _Q.VOICE: self._voice_lacks,
            _Q.ASKED_BY: self._asked_by_lacks,
            _Q.LEVEL: self._level_lacks,
        }[question](given)

    def is_open(self, section: AssessmentSection) -> bool:
        """Whether nothing on a page is answered yet."""
        return all(self.answer(key).is_blank for key in self.keys(section))

    def lacks(self, section: AssessmentSection) -> tuple[tuple[str, Lack], ...]:
        """What a page still lacks, each with its key."""
        return tuple((key, lack) for key in self.keys(section) for lack in self.lacking(key))

    @property
    def first_open(self) -> AssessmentSection | None:
        """The first page that lacks something; None: there is none."""
        return next((section for section in _S if self.lacks(section)), None)

    @cached_property
    def noted(self) -> Mapping[str, Noted]:
        """What is said of each sign and protective factor that somebody answered."""
        return {
            key: Noted(self.given[key].choice)
            for key in self.matrix.titles
            if key in self.given and self.given[key].choice
        }

    @cached_property
    def suggestion(self) -> MatrixSuggestion:
        """What the signs noted suggest."""
        return suggest(self.matrix, self.noted)

    @property
    def level(self) -> RiskLevel | None:
        """The level that the professional chose; None: not chosen yet."""
        choice = self.answer(_Q.LEVEL).choice
        return RiskLevel(choice) if choice else None

    def _behaviour_lacks(self, given: Given) -> tuple[Lack, ...]:
        if not given.choice:
            return (Lack("choice", "Say whether there is a concern about harmful sexual behaviour"),)
        if HarmfulSexualBehaviour(given.choice).is_concern and not given.words.strip():
            return (Lack("words", "Say what the concern rests on"),)
        return ()

    def _voice_lacks(self, given: Given) -> tuple[Lack, ...]:
        if not given.choice:
            return (Lack("choice", "Say whether somebody asked the child"),)
        if given.words.strip():
            return ()
        why = "Say why nobody asked the child" if given.choice == Asked.NO else "Write what the child says"
        return (Lack("words", why),)

    def _asked_by_lacks(self, given: Given) -> tuple[Lack, ...]:
        asked = self.answer(_Q.VOICE).choice == Asked.YES
        return (
            (Lack("words", "Say who asked the child, and when"),) if asked and not given.words.strip() else ()
        )

    def _level_lacks(self, given: Given) -> tuple[Lack, ...]:
        decision = level_chosen(self.suggestion.level, self.level, given.words)
        return () if decision.met else (Lack("words" if given.choice else "choice", decision.reason),)


def _noted_lacks(given: Given) -> tuple[Lack, ...]:
    if not given.choice:
        return (Lack("choice", "Say whether it is noted, not noted or not known"),)
    if given.choice == Noted.NOTED and not given.words.strip():
        return (Lack("words", "Say in a line what you know"),)
    return ()


def may_be_sent(form: Form) -> Decision:
    """Whether nothing that an assessment must say is missing (P4)."""
    lacks = tuple(
        dict.fromkeys(
            f"{section.label}: {lack.words}" for section in _S for _key, lack in form.lacks(section)
        )
    )
    if lacks:
        return refused(Clause.P4, f"The assessment still needs: {'; '.join(lacks)}.", missing=lacks)
    return satisfied(Clause.P4, "The assessment may go to a service manager.")


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one assessment says, as far as two are compared."""

    level: RiskLevel
    noted: Mapping[str, Noted]
    behaviour: HarmfulSexualBehaviour


@dataclass(frozen=True, slots=True)
class Changed:
    """One sign or protective factor of which the later assessment says something else.

    `before` or `now` is None where that assessment did not ask it.
    """

    key: str
    before: Noted | None
    now: Noted | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a later assessment says differently, in the order of `keys`."""

    level_before: RiskLevel
    level_now: RiskLevel
    behaviour_changed: bool
    entries: tuple[Changed, ...]

    @property
    def newly_noted(self) -> tuple[str, ...]:
        """What is noted now and was not."""
        return tuple(one.key for one in self.entries if one.now is Noted.NOTED)

    @property
    def no_longer_noted(self) -> tuple[str, ...]:
        """What was noted and is not any more."""
        return tuple(one.key for one in self.entries if one.before is Noted.NOTED)

    @property
    def in_words(self) -> str:
        """The level and how many signs and factors moved, in a sentence."""
        if self.level_now is self.level_before:
            level = f"The level stays at {self.level_now.label.lower()}."
        else:
            way = "up" if self.level_now > self.level_before else "down"
            level = (
                f"The level goes {way} from {self.level_before.label.lower()} "
                f"to {self.level_now.label.lower()}."
            )
        moved = f"{len(self.newly_noted)} newly noted, {len(self.no_longer_noted)} no longer noted."
        return f"{level} {moved}" if self.entries else f"{level} Nothing else is answered differently."


def compare(earlier: Assessed, later: Assessed, keys: Sequence[str]) -> Changes:
    """What `later` says that `earlier` did not (P4). `keys`: all that either asked, in the order to show."""
    return Changes(
        level_before=earlier.level,
        level_now=later.level,
        behaviour_changed=earlier.behaviour is not later.behaviour,
        entries=tuple(
            Changed(key, earlier.noted.get(key), later.noted.get(key))
            for key in keys
            if earlier.noted.get(key) is not later.noted.get(key)
        ),
    )


def keys_of(*matrices: Matrix) -> tuple[str, ...]:
    """Every key of the matrices, each once: the latest matrix's first, then what only earlier ones had."""
    return tuple(dict.fromkeys(key for matrix in reversed(matrices) for key in matrix.titles))


def writers_may_not_sign(signer: object, wrote: Iterable[object]) -> Decision:
    """Whether `signer` had no hand in an assessment: whoever wrote in it does not sign it off (P4)."""
    if signer in set(wrote):
        return refused(
            Clause.P4,
            "Whoever wrote in a risk assessment does not sign it off: another service manager does.",
            missing=("another service manager's sign-off",),
        )
    return satisfied(Clause.P4, "The signer wrote nothing in it.")
