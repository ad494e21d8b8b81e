"""A question to an agency, as the agency reads it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date, long_date
from macem.nominations.models import Question, QuestionAnswer
from macem.schedule.distance import distances_at


@dataclass(frozen=True)
class QuestionPage:
    """One question. ``decides``: the reader is of those who asked, and writes down what they were told."""

    question: Question
    answer: QuestionAnswer | None
    decides: bool

    @classmethod
    def of(cls, question: Question, *, decides: bool) -> "QuestionPage":
        return cls(question, getattr(question, "answer", None), decides)

    @property
    def about(self) -> str:
        return self.question.about

    @property
    def text(self) -> str:
        return self.question.text

    @property
    def agency(self) -> str:
        return self.question.agency.name

    @property
    def is_open(self) -> bool:
        return self.answer is None and self.question.closed_at is None

    @property
    def due(self) -> str:
        """ "Thursday 14 January 2027, in 5 working days" """
        words = distances_at(self.question.panel).words(self.question.due)
        return f"{long_date(self.question.due)}, {words}"

    @property
    def asked(self) -> str:
        return full_date(self.question.asked_at)

    @property
    def state(self) -> str:
        """What became of it, once it is no longer open."""
        if self.answer is not None:
            return _("Answered on %(day)s by %(who)s.") % {
                "day": full_date(self.answer.answered_at),
                "who": self.answer.answered_by.full_name,
            }
        return _("An answer is not needed any more: the decision has been made without it.")
