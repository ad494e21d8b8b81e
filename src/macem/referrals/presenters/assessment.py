"""Risk assessments in words."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.attachments.presenters import FilePresenter
from macem.govuk.dates import full_date
from macem.people.presenters import PersonPresenter
from macem.protocol.transitions import AssessmentState
from macem.protocol.vocabulary import RiskLevel
from macem.protocol.vocabulary.assessment import AssessmentSource
from macem.referrals import reading
from macem.referrals.models import AssessmentReview, RiskAssessment
from macem.referrals.presenters.matrix import GroundsPresenter

BARS = {RiskLevel.EMERGING: 1, RiskLevel.ESCALATING: 2, RiskLevel.SIGNIFICANT: 3}


@dataclass(frozen=True)
class AssessmentPresenter:
    """One risk assessment: what it says and where it stands (clause P4)."""

    assessment: RiskAssessment
    person: PersonPresenter | None = None

    @property
    def url(self) -> str:
        return self._page("referrals:assessment")

    @property
    def review_url(self) -> str:
        return self._page("referrals:review")

    @property
    def state(self) -> AssessmentState:
        return reading.state_of(self.assessment)

    @property
    def state_words(self) -> str:
        return self.state.label

    @property
    def waits_for_its_author(self) -> bool:
        """Whether it was returned and not revised since."""
        return self.state is AssessmentState.RETURNED and not hasattr(self.assessment, "revision")

    @property
    def tag(self) -> str:
        """The colour of the state's tag."""
        return {AssessmentState.SIGNED_OFF: "done", AssessmentState.RETURNED: "ask"}.get(self.state, "info")

    @property
    def level(self) -> str:
        return self.assessment.level.label

    @property
    def bars(self) -> int:
        """How many of three bars are filled beside the level's word."""
        return BARS.get(self.assessment.level, 0)

    @property
    def harmful_sexual_behaviour(self) -> str:
        return self.assessment.harmful_sexual_behaviour.label

    @property
    def narrative(self) -> str:
        return self.assessment.narrative

    @property
    def strengths(self) -> str:
        return self.assessment.strengths

    @property
    def completed(self) -> str:
        return full_date(self.assessment.completed_on)

    @property
    def sent(self) -> str:
        return full_date(self.assessment.sent_at)

    @property
    def is_attached(self) -> bool:
        """Whether it was signed off in Mosaic, and its file is kept here."""
        return self.assessment.source is AssessmentSource.MOSAIC

    @property
    def author(self) -> str:
        author = self.assessment.author
        return author.full_name if author else self.assessment.attached.written_by

    @property
    def written_with(self) -> str:
        """Who wrote in it besides its author; empty where nobody did."""
        return ", ".join(writer.user.full_name for writer in self.assessment.writers.all())

    @property
    def sent_to(self) -> str:
        return self.assessment.sent_to.full_name if self.assessment.sent_to else ""

    @property
    def number(self) -> str:
        """Its number in Mosaic; of one that was attached only."""
        return self.assessment.attached.number

    @property
    def file(self) -> FilePresenter:
        """Its file; of one that was attached only."""
        return FilePresenter(self.assessment.attached.file)

    @property
    def file_url(self) -> str:
        return self._page("referrals:assessment_file")

    @cached_property
    def grounds(self) -> GroundsPresenter | None:
        """The matrix behind its level and what the child says; None where it has no matrix."""
        return GroundsPresenter(self.assessment) if self.assessment.matrix else None

    @property
    def review(self) -> AssessmentReview | None:
        return next(iter(self.assessment.reviews.all()), None)

    @property
    def reviewed(self) -> str:
        """ "Signed off by Beth Example-Crane, 22 December 2026"; empty while it waits."""
        if self.is_attached:
            attached = self.assessment.attached
            return _("Signed off in Mosaic by %(who)s, %(day)s") % {
                "who": attached.signed_by,
                "day": full_date(attached.signed_on),
            }
        if self.review is None:
            return ""
        words = _("Signed off by %(who)s, %(day)s") if self._is_signed else _("Returned by %(who)s, %(day)s")
        return words % {"who": self.review.reviewed_by.full_name, "day": full_date(self.review.reviewed_at)}

    @property
    def comments(self) -> str:
        return self.review.comments if self.review else ""

    @property
    def _is_signed(self) -> bool:
        return self.state is AssessmentState.SIGNED_OFF

    def _page(self, name: str) -> str:
        reference = self.assessment.subject.reference
        return reverse(name, kwargs={"reference": reference, "pk": self.assessment.pk})
