"""What contacts owe: the agenda to open, their agency's answers, somebody who comes (clauses M2, M4, M5)."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.govuk.dates import day
from macem.meetings import reading, representation
from macem.meetings.models import AgencyReturn, AgendaEntry, AgendaReceipt, AgendaVersion
from macem.meetings.paths import answers_path, meeting_path, version_path
from macem.meetings.policies.agenda import CONTACTS
from macem.meetings.querysets import OFFICE
from macem.protocol.vocabulary import Clause, Duty, Role
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates


def duties(user: User, roles: set[Role], now: datetime) -> list[Duty]:
    """Return, for each circulated list, that it is to be read, how many answers are owed, and who comes.

    Whoever makes the agenda has read it; the contact answers, and the representative and deputy may.
    """
    found = []
    if roles & set(CONTACTS) and not roles & set(OFFICE):
        found += [_read(version) for version in _unread(user)]
    if Role.SPOC in roles:
        found += _answers(user)
        found += _attendance(user)
    return found


def _unread(user: User) -> list[AgendaVersion]:
    panels = dict.fromkeys(panel for panel, _agency in reading.answers_for(user))
    versions = [version for panel in panels for version in reading.open_versions(panel)]
    opened = set(AgendaReceipt.objects.filter(user=user).values_list("version_id", flat=True))
    return [version for version in versions if version.pk not in opened]


def _read(version: AgendaVersion) -> Duty:
    return Duty(
        title=_("Read the list for %(day)s") % {"day": day(version.meeting.on)},
        url=version_path(version),
        due=due_dates(version.meeting).returns_due,
        reason=_("Circulated to the contacts of every agency."),
        done_hint=_("opened"),
        clause=Clause.M2,
    )


def _answers(user: User) -> list[Duty]:
    return [
        Duty(
            title=_answer_words(left) % {"n": left, "agency": agency.name},
            url=answers_path(),
            due=due_dates(version.meeting).returns_due,
            reason=_("For the meeting of %(day)s.") % {"day": day(version.meeting.on)},
            done_hint=_("every answer sent"),
            clause=Clause.M5,
        )
        for panel, agency in reading.answers_for(user)
        for version in reading.open_versions(panel)
        if (left := _left(user, version, agency))
    ]


def _attendance(user: User) -> list[Duty]:
    """Without somebody from every agency the meeting does not go ahead: who comes is said before it (M4)."""
    return [
        Duty(
            title=_("Say who comes for %(agency)s on %(day)s")
            % {"agency": agency.name, "day": day(version.meeting.on)},
            url=meeting_path("attendance", version.meeting),
            due=due_dates(version.meeting).returns_due,
            reason=_("The meeting goes ahead only with somebody from every agency."),
            done_hint=_("a representative or deputy is named"),
            clause=Clause.M4,
        )
        for panel, agency in reading.answers_for(user)
        for version in reading.open_versions(panel)
        if agency.name in _with_nobody(version.meeting)
    ]


def _with_nobody(meeting: Meeting) -> list[str]:
    parts = representation.parts_of(representation.listed_at(meeting))
    return representation.missing_agencies(representation.expected(meeting, parts))


def _left(user: User, version: AgendaVersion, agency: Agency) -> int:
    entries = AgendaEntry.objects.visible_to(user).filter(version=version, item__removed_at=None).listed()
    asked = set(entries.values_list("item_id", flat=True))
    mine = AgencyReturn.objects.visible_to(user).filter(agency=agency, item__in=asked)
    return len(asked - set(mine.values_list("item_id", flat=True)))


def _answer_words(left: int) -> str:
    return ngettext(
        "Answer about %(n)d person for %(agency)s", "Answer about %(n)d people for %(agency)s", left
    )
