"""An action typed in one line: what was understood, part by part, and the form it fills in (M6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.agencies.protocol_settings import settings_of
from macem.gate import clock
from macem.govuk.dates import long_date
from macem.meetings.models import AgendaItem
from macem.protocol.action_line import OwningAgency, PossibleOwner, Understood, understand
from macem.protocol.settings import agency_key, agency_names
from macem.schedule.reading import next_meeting


@dataclass(frozen=True)
class UnderstoodPart:
    """One part of an action: its value, empty where nothing was said, and the words it comes from."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True)
class ReadLine:
    """What a line says, for the page and for the form."""

    parts: list[UnderstoodPart]
    initial: dict[str, Any]


def read_line(
    said: str, item: AgendaItem, members: Sequence[tuple[User, Agency]], agencies: Sequence[Agency]
) -> ReadLine:
    """Understand ``said`` with the names of the panel's agencies and members."""
    panel = item.meeting.panel
    settings, today = settings_of(panel), clock.today()
    later = next_meeting(panel, on_or_after=date.fromordinal(item.meeting.on.toordinal() + 1))
    found = understand(
        said,
        agencies=_owning(panel, agencies),
        people=[PossibleOwner(user.pk, user.full_name, agency.pk) for user, agency in members],
        today=today,
        calendar=settings.calendar.working_days,
        next_meeting=later.on if later is not None else None,
    )
    return ReadLine(parts=_parts(found, members, agencies), initial=_initial(found))


def _owning(panel: Panel, agencies: Sequence[Agency]) -> list[OwningAgency]:
    """Give each agency all the names that the panel's protocol file knows it by."""
    by_name = {
        agency_key(name): agency_names(one)
        for one in settings_of(panel).agencies
        for name in agency_names(one)
    }
    return [OwningAgency(one.pk, (one.name, *by_name.get(agency_key(one.name), ()))) for one in agencies]


def _parts(
    found: Understood, members: Sequence[tuple[User, Agency]], agencies: Sequence[Agency]
) -> list[UnderstoodPart]:
    names = {user.pk: user.full_name for user, _agency in members}
    agency = next((one.name for one in agencies if one.pk == found.agency), "")
    owner = names.get(found.owner, "") if found.owner is not None else ""
    return [
        UnderstoodPart(_("Action"), found.text, ""),
        UnderstoodPart(_("Agency"), agency, _origin(found, "agency")),
        UnderstoodPart(_("Person"), f"{owner}?" if found.proposed else owner, _origin(found, "owner")),
        UnderstoodPart(
            _("Due"), long_date(found.due) if found.due else "", found.due_note or _origin(found, "due")
        ),
    ]


def _origin(found: Understood, part: str) -> str:
    words = found.origins.get(part, "")
    return _("from “%(words)s”") % {"words": words} if words else ""


def _initial(found: Understood) -> dict[str, Any]:
    owner = f"{found.owner}-{found.agency}" if found.owner is not None else ""
    return {"text": found.text, "owner": owner, "agency": found.agency or "", "due": found.due}
