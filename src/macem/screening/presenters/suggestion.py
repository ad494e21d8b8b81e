"""What the answers suggest, in words, with what counted (clause P1). Never as a decision."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.govuk.parts import Pair
from macem.protocol.screening import LEAVE_TO_MASH, Form, Given
from macem.protocol.suggested_level import Suggestion
from macem.protocol.vocabulary import RiskLevel, Strand
from macem.protocol.vocabulary.screening import Question, Said


@dataclass(frozen=True)
class SuggestionPresenter:
    """The suggestion of one form, and its author's own view beside it."""

    form: Form

    @cached_property
    def suggestion(self) -> Suggestion:
        return self.form.suggestion

    @property
    def level(self) -> str:
        """ "Emerging concerns"."""
        return self.suggestion.level.label

    @property
    def bars(self) -> int:
        """How many of four bars the level fills."""
        return self.suggestion.level.rank

    @property
    def lead(self) -> str:
        """ "Emerging concerns. Look at child criminal exploitation first."."""
        first = " and ".join(_in_a_sentence(strand) for strand in self.suggestion.first)
        look = _("Look at %(strands)s first.") % {"strands": first} if first else ""
        return f"{self.level}. {look}".strip()

    @property
    def reason(self) -> str:
        return self.suggestion.reason

    @property
    def counted(self) -> list[str]:
        """What was answered Yes, each with the points that it counts."""
        return [
            ngettext("%(title)s: %(points)d point", "%(title)s: %(points)d points", one.points)
            % {"title": one.title, "points": one.points}
            for one in self.suggestion.counted
        ]

    @property
    def by_strand(self) -> list[Pair]:
        """Each strand of the worry with its signs answered Yes: "2 of 12 signs"."""
        asked = self.form.indicators.asked_for(self.form.strands)
        return [
            Pair(
                strand.label,
                _("%(yes)s of %(all)s signs")
                % {"yes": yes, "all": sum(1 for one in asked if strand in one.strands)},
            )
            for strand, yes in self.suggestion.yes_by_strand.items()
        ]

    @property
    def not_known(self) -> int:
        return self.suggestion.not_known

    @property
    def own_level(self) -> str:
        """The level that whoever filled it in named; "Left to the MASH"; empty where they said nothing."""
        choice = self._own.choice
        if not choice:
            return ""
        return _("Left to the MASH") if choice == LEAVE_TO_MASH else RiskLevel(choice).label

    @property
    def own_reason(self) -> str:
        return self._own.words

    @property
    def differs(self) -> bool:
        """Whether whoever filled it in named another level than the answers suggest."""
        choice = self._own.choice
        return choice not in ("", LEAVE_TO_MASH) and RiskLevel(choice) is not self.suggestion.level

    @property
    def harm_now(self) -> str:
        """ "Yes", "No", "Not known", or empty: harm that happens now, apart from what is likely."""
        return Said(self._harm.choice).label if self._harm.choice else ""

    @property
    def harm_words(self) -> str:
        """What is known of harm that happens now."""
        return self._harm.words if self.is_harmed_now else ""

    @property
    def is_harmed_now(self) -> bool:
        return self._harm.choice == Said.YES

    @property
    def _harm(self) -> Given:
        return self.form.given.get(Question.HARM_NOW.value, Given())

    @property
    def _own(self) -> Given:
        return self.form.given.get(Question.VIEW.value, Given())


def _in_a_sentence(strand: Strand) -> str:
    return strand.label[:1].lower() + strand.label[1:]
