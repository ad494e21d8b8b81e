"""The exploitation matrix in words: as it was filled in, and what one assessment says differently."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from macem.govuk.parts import Column, Row
from macem.protocol.assessment import Changes, compare, keys_of
from macem.protocol.matrix import LEVELS, Matrix, ProtectiveFactor, Sign, suggest
from macem.protocol.vocabulary import RiskLevel
from macem.protocol.vocabulary.assessment import Noted
from macem.referrals.grounds import assessed
from macem.referrals.matrices import matrix_named
from macem.referrals.models import RiskAssessment

TAGS = {Noted.NOTED: "ask", Noted.NOT_NOTED: "none", Noted.NOT_KNOWN: "info"}
GOOD_TAGS = TAGS | {Noted.NOTED: "done"}


@dataclass(frozen=True)
class NotePresenter:
    """One sign or protective factor: what it is, what is said of it, and the line beside it."""

    title: str
    noted: Noted
    line: str
    protects: bool = False

    @property
    def said(self) -> str:
        return self.noted.label

    @property
    def tag(self) -> str:
        return (GOOD_TAGS if self.protects else TAGS)[self.noted]

    @property
    def is_noted(self) -> bool:
        return self.noted is Noted.NOTED


@dataclass(frozen=True)
class NoteGroup:
    """The signs of one level, or what protects the child."""

    title: str
    notes: list[NotePresenter]

    @property
    def noted(self) -> list[NotePresenter]:
        return [note for note in self.notes if note.is_noted]

    @property
    def aside(self) -> str:
        """ "2 of 10 noted, 1 not known"."""
        unknown = sum(note.noted is Noted.NOT_KNOWN for note in self.notes)
        said = _("%(noted)d of %(all)d noted") % {"noted": len(self.noted), "all": len(self.notes)}
        return _("%(said)s, %(unknown)d not known") % {"said": said, "unknown": unknown} if unknown else said


@dataclass(frozen=True)
class GroundsPresenter:
    """What the level of one assessment rests on (clause P4)."""

    assessment: RiskAssessment

    @cached_property
    def matrix(self) -> Matrix:
        return matrix_named(self.assessment.matrix)

    @cached_property
    def groups(self) -> list[NoteGroup]:
        """The most serious signs first, what protects the child last."""
        notes = {note.key: note for note in self.assessment.notes.all()}

        def shown(asked: Iterable[Sign | ProtectiveFactor], protects: bool) -> list[NotePresenter]:
            return [
                NotePresenter(one.title, notes[one.key].noted, notes[one.key].line, protects)
                for one in asked
                if one.key in notes
            ]

        found = [NoteGroup(_signs_of(level), shown(self.matrix.at(level), False)) for level in LEVELS[::-1]]
        return [*found, NoteGroup(_("What protects the child"), shown(self.matrix.protective, True))]

    @cached_property
    def suggested(self) -> str:
        """What the matrix suggests, and why."""
        found = suggest(self.matrix, assessed(self.assessment).noted)
        return _("The matrix suggests %(level)s. %(reason)s") % {
            "level": found.level.label.lower(),
            "reason": found.reason,
        }


@dataclass(frozen=True)
class ComparisonPresenter:
    """What a later assessment says differently from an earlier one (clause P4)."""

    earlier: RiskAssessment
    later: RiskAssessment

    @cached_property
    def _matrices(self) -> list[Matrix]:
        return [matrix_named(one.matrix) for one in (self.earlier, self.later) if one.matrix]

    @cached_property
    def changes(self) -> Changes:
        return compare(assessed(self.earlier), assessed(self.later), keys_of(*self._matrices))

    @property
    def in_words(self) -> str:
        return self.changes.in_words

    @property
    def by_sign(self) -> bool:
        """Whether both were written on a matrix, so that they can be compared sign by sign."""
        return bool(self.earlier.matrix and self.later.matrix)

    @property
    def author_says(self) -> str:
        """What has changed, in the author's words."""
        return self.later.change

    @property
    def columns(self) -> list[Column]:
        return [Column(_("Sign or protection")), Column(_("Before")), Column(_("Now"))]

    @property
    def rows(self) -> list[Row]:
        """A row for each sign or factor of which something else is said; then harmful sexual behaviour."""
        titles = {key: title for matrix in self._matrices for key, title in matrix.titles.items()}
        rows = [Row([titles[one.key], _label(one.before), _label(one.now)]) for one in self.changes.entries]
        if self.changes.behaviour_changed:
            labels = [one.harmful_sexual_behaviour.label for one in (self.earlier, self.later)]
            rows.append(Row([_("Harmful sexual behaviour"), *labels]))
        return rows


def _signs_of(level: RiskLevel) -> str:
    return _("Signs of %(level)s") % {"level": level.label.lower()}


def _label(noted: Noted | None) -> str:
    return noted.label if noted else _("Not asked")
