"""Who owes what before a meeting: an agenda to open, answers, a risk assessment (clauses M2, M5, P6)."""

from dataclasses import dataclass

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership
from macem.gate import clock
from macem.meetings import reading
from macem.meetings.models import AgendaEntry, AgendaReceipt, AgendaVersion
from macem.protocol.pathway import Timeliness
from macem.protocol.vocabulary import Part, Role
from macem.referrals.up_to_date import up_to_date
from macem.schedule.models import Meeting


@dataclass(frozen=True)
class AgencyDebt:
    """What one agency has left to do. ``people``: how many it is asked about, of those shown to the asker."""

    agency: Agency
    people: int
    unanswered: int
    contacts: tuple[User, ...]
    not_opened: tuple[User, ...]

    @property
    def is_in(self) -> bool:
        """Whether the agency has answered about everybody."""
        return self.unanswered == 0


@dataclass(frozen=True)
class Debts:
    """All of it, for one meeting."""

    agencies: tuple[AgencyDebt, ...]
    presenters: tuple[User, ...]

    @property
    def contacts(self) -> list[User]:
        """Who of the agencies is reminded: those of an agency with answers to give, or who opened nothing."""
        found = dict.fromkeys(
            user for debt in self.agencies for user in (debt.contacts if debt.unanswered else debt.not_opened)
        )
        return list(found)


def of(meeting: Meeting, version: AgendaVersion) -> Debts:
    """Return who owes what on the circulated ``version`` of the meeting's agenda."""
    return Debts(agencies=agency_debts(meeting, version), presenters=owing_assessments(meeting))


def agency_debts(meeting: Meeting, version: AgendaVersion) -> tuple[AgencyDebt, ...]:
    """Return, for each core agency, whom it has left to answer about and who has not opened the list."""
    asked = set(
        AgendaEntry.objects.filter(version=version, item__removed_at=None)
        .listed()
        .values_list("item_id", flat=True)
    )
    done = reading.answered(meeting)
    opened = set(AgendaReceipt.objects.filter(version=version).values_list("user_id", flat=True))
    contacts = reading.contacts_of(meeting.panel)
    found = []
    for agency in reading.core_agencies(meeting.panel):
        its = _contacts_of(agency, contacts)
        found.append(
            AgencyDebt(
                agency=agency,
                people=len(asked),
                unanswered=len(asked - done[agency.pk]),
                contacts=its,
                not_opened=tuple(user for user in its if user.pk not in opened),
            )
        )
    return tuple(found)


def _contacts_of(agency: Agency, contacts: dict[User, list[Membership]]) -> tuple[User, ...]:
    """Return who answers for an agency, the single point of contact first."""
    held = [(user, row) for user, rows in contacts.items() for row in rows if row.agency_id == agency.pk]
    return tuple(
        dict.fromkeys(user for user, _row in sorted(held, key=lambda pair: pair[1].role != Role.SPOC))
    )


def owing_assessments(meeting: Meeting) -> tuple[User, ...]:
    """Return the presenters of children whose risk assessment is due or missing (P6)."""
    items = [item for item in reading.listed(meeting) if item.part is not Part.ADULT_2 and item.presenter]
    stand = up_to_date({item.subject_id for item in items}, meeting, clock.today())
    owed = (item for item in items if stand[item.subject_id].state is not Timeliness.UP_TO_DATE)
    return tuple(dict.fromkeys(item.presenter for item in owed if item.presenter is not None))
