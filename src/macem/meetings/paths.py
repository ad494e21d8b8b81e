"""Addresses of a meeting's pages. They hold the month and no personal data."""

from typing import Any

from django.urls import reverse

from macem.meetings.models import AgendaVersion
from macem.schedule.models import Meeting


def meeting_path(view: str, meeting: Meeting, **kwargs: Any) -> str:
    """Return the address of ``meetings:<view>`` for this meeting."""
    return reverse(f"meetings:{view}", kwargs={"reference": meeting.reference, **kwargs})


def version_path(version: AgendaVersion) -> str:
    """Return the address of one version of an agenda."""
    return meeting_path("agenda_version", version.meeting, number=version.number)


def answers_path() -> str:
    """Return the address of "Answer your list", one page for all the panels that somebody answers to."""
    return reverse("meetings:answer_list")
