"""What each owes before a meeting, as "Your work" lists it."""

from datetime import date

import pytest

from macem.agencies.policies import roles_of
from macem.confidentiality.services import Principal, grant_access
from macem.gate import clock
from macem.meetings import services
from macem.meetings.duties import duties
from macem.meetings.progress import progress
from macem.meetings.tests.scene import SETTING, approved, circulated, compiled, item_of
from macem.meetings.timeline import entries
from macem.protocol.vocabulary import AttendanceStatus, ConsentState, LawfulBasis, ReturnStatus
from macem.protocol.vocabulary.states import AwarenessOf
from macem.sharing import services as sharing

pytestmark = pytest.mark.django_db


def owed(acting, partnership, key):
    user = partnership.user(key)
    with acting(key):
        return [(duty.title, duty.due) for duty in duties(user, roles_of(user.pk), clock.now())]


def test_business_support_owes_the_names_then_the_agenda(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Cass")
    assert owed(acting, partnership, "business_support") == [
        ("Send the names for Wednesday 6 January to the chair", date(2026, 12, 22))
    ]
    with acting("business_support") as by:
        services.send_names(meeting=meeting, by=by)
    assert owed(acting, partnership, "business_support") == [
        ("Compile the agenda for Wednesday 6 January", date(2026, 12, 29))
    ]


def test_the_chair_owes_the_approval_and_the_missing_bases(acting, scene, partnership):
    scene.case("Cass", basis=False)
    compiled(acting, scene.meeting())
    assert [title for title, _due in owed(acting, partnership, "chair")] == [
        "Approve the agenda for Wednesday 6 January",
        "Record the missing lawful basis of 1 person",
    ]


def test_who_presents_a_child_owes_the_bases_until_both_are_recorded(acting, scene, partnership):
    case, meeting = scene.case("Cass", worker="social_worker", basis=False), scene.meeting()
    scene.case("Bo", worker="second_social_worker", basis=False)
    compiled(acting, meeting)
    with acting("chair"):
        title = f"Record agreement and lawful basis for {case.subject.reference}"
    assert (title, date(2026, 12, 29)) in owed(acting, partnership, "social_worker")
    with acting("social_worker") as by:
        sharing.record_basis(
            subject_id=case.subject_id, basis=LawfulBasis.SAFEGUARDING, reason="To protect.", by=by
        )
        sharing.record_awareness(
            subject_id=case.subject_id, of_whom=AwarenessOf.CHILD, status=ConsentState.GIVEN, by=by
        )
    assert title not in [words for words, _due in owed(acting, partnership, "social_worker")]


def test_an_approved_agenda_is_owed_to_the_contacts(acting, scene, partnership):
    scene.case("Cass")
    approved(acting, scene.meeting())
    assert ("Circulate the agenda for Wednesday 6 January", date(2026, 12, 29)) in owed(
        acting, partnership, "business_support"
    )


def test_a_contact_owes_a_reading_and_the_answers_until_they_are_sent(acting, scene, partnership):
    case, meeting = scene.case("Cass"), scene.meeting()
    version = circulated(acting, meeting)
    assert owed(acting, partnership, "health_spoc") == [
        ("Read the list for Wednesday 6 January", date(2027, 1, 4)),
        ("Answer about 1 person for Health", date(2027, 1, 4)),
        ("Say who comes for Health on Wednesday 6 January", date(2027, 1, 4)),
    ]
    with acting("health_spoc") as by:
        services.note_agenda_opened(version=type(version).objects.get(pk=version.pk), by=by)
        services.submit_return(
            item=item_of(case), agency=partnership.agency("health"), answer=ReturnStatus.NOTHING_HELD, by=by
        )
    assert owed(acting, partnership, "health_spoc") == [
        ("Say who comes for Health on Wednesday 6 January", date(2027, 1, 4))
    ]
    with acting("health_spoc") as by:
        services.record_attendance(
            meeting=meeting,
            agency=partnership.agency("health"),
            user=partnership.user("health_spoc"),
            status=AttendanceStatus.PRESENT,
            by=by,
        )
    assert owed(acting, partnership, "health_spoc") == []


def test_from_the_day_the_agenda_was_due_business_support_chases(acting, scene, partnership, monday):
    scene.case("Cass")
    circulated(acting, scene.meeting())
    assert owed(acting, partnership, "business_support") == []
    monday.move_to("2026-12-29T10:00:00Z")
    assert owed(acting, partnership, "business_support") == [
        ("Chase 7 agencies for their answers", date(2027, 1, 4))
    ]


def test_a_case_opened_after_circulation_is_offered_as_a_late_item(acting, scene, partnership):
    scene.case("Cass")
    circulated(acting, scene.meeting())
    scene.case("Wes")
    assert owed(acting, partnership, "business_support") == [
        ("Add 1 late person to the list of Wednesday 6 January", date(2027, 1, 6))
    ]


@pytest.mark.parametrize("key", ["social_worker", "referrer", "auditor"])
def test_others_owe_nothing_here(acting, scene, partnership, key):
    scene.case("Cass")
    circulated(acting, scene.meeting())
    assert owed(acting, partnership, key) == []


def test_progress_counts_openings_and_agencies(acting, scene, partnership):
    case, meeting = scene.case("Cass"), scene.meeting()
    version = circulated(acting, meeting)
    with acting("health_spoc") as by:
        services.note_agenda_opened(version=type(version).objects.get(pk=version.pk), by=by)
        services.submit_return(
            item=item_of(case), agency=partnership.agency("health"), answer=ReturnStatus.NOTHING_HELD, by=by
        )
    with acting("business_support"):
        at = progress(type(meeting).objects.get(pk=meeting.pk))
    assert (at.people, at.opened, at.contacts) == (1, 1, 10)
    assert (at.agencies_in, len(at.debts)) == (1, 7)
    assert at.circulated_on is not None
    assert at.minutes_due == date(2027, 1, 13)


def test_a_persons_timeline_tells_lists_and_own_answers_only(acting, scene, partnership):
    case = scene.case("Cass")
    circulated(acting, scene.meeting())
    with acting("health_spoc") as by:
        services.submit_return(
            item=item_of(case), agency=partnership.agency("health"), answer=ReturnStatus.WITHHELD,
            withheld_reason="Told in confidence", by=by,
        )  # fmt: skip

    def titles(key):
        with acting(key):
            return [entry.title for entry in entries(case.subject_id, partnership.user(key))]

    assert titles("health_deputy") == [
        "On the list of Wednesday 6 January, Part 1a", "Health answered: Held but withheld",
    ]  # fmt: skip
    assert titles("chair") == ["On the list of Wednesday 6 January, Part 1a"]


def test_whoever_does_not_come_to_meetings_reads_of_them_and_finds_no_way_in(
    acting, scene, partnership, as_worker
):
    case = scene.case("Cass")
    with as_worker():
        grant_access(
            subject_id=case.subject_id, to=[Principal.user(partnership.user("mash").pk)],
            basis="test", source="test:mash", by=SETTING, at=clock.now(),
        )  # fmt: skip
    circulated(acting, scene.meeting())
    told = {}
    for key in ("mash", "social_worker"):
        with acting(key):
            (entry,) = entries(case.subject_id, partnership.user(key))
        told[key] = entry.url
    assert told == {"mash": "", "social_worker": "/meetings/2027-01/"}
