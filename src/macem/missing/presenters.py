"""Episodes in words."""

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from macem.govuk.dates import clock_time, full_date
from macem.missing.models import Episode


@dataclass(frozen=True)
class EpisodePresenter:
    """One episode as a page shows it: from, until, how reported, by whom."""

    episode: Episode

    @property
    def kind(self) -> str:
        return self.episode.kind.label

    @property
    def start(self) -> str:
        return _when(self.episode.started_on, self.episode.started_at)

    @property
    def end(self) -> str:
        if self.episode.ended_on is None:
            return _("Not yet returned")
        return _when(self.episode.ended_on, self.episode.ended_at)

    @property
    def is_open(self) -> bool:
        return self.episode.ended_on is None

    @property
    def source(self) -> str:
        reference = self.episode.source_reference
        return f"{self.episode.source}, {reference}" if reference else self.episode.source


def _when(day: date, at: time | None) -> str:
    words = full_date(day)
    return (
        f"{words}, {clock_time(at)}" if at is not None else _("%(day)s, time not recorded") % {"day": words}
    )
