"""A screening form in short, for the pages of those who decide on the referral made of it (clause P1)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from macem.screening.models import Screening
from macem.screening.presenters.suggestion import SuggestionPresenter
from macem.screening.reading import form_of


@dataclass(frozen=True)
class ScreeningSummary:
    """What the form suggests and why, the Yes answers by strand, harm that happens now; and the whole of it.

    ``url`` is the page with every answer, ``suggestion`` a presenter: ``level``, ``bars`` (of four),
    ``lead``, ``reason``, ``counted``, ``by_strand``, ``not_known``; ``harm_now``, ``harm_words``,
    ``is_harmed_now``; ``own_level``, ``own_reason``, ``differs``. A suggestion, never a decision.
    """

    reference: str
    suggestion: SuggestionPresenter

    @property
    def url(self) -> str:
        return reverse("screening:read", kwargs={"reference": self.reference})


def summary(screening_id: int, user: Any) -> ScreeningSummary | None:
    """Return the summary of a form; None where ``user`` does not read it."""
    rows = Screening.objects.visible_to(user).sent().filter(pk=screening_id)
    screening = rows.select_related("agency").prefetch_related("answers").first()
    if screening is None:
        return None
    return ScreeningSummary(screening.reference, SuggestionPresenter(form_of(screening)))
