"""M2, S1, S5: circulated once, to the contacts only, without a name; nobody drops off silently."""

from contextlib import contextmanager
from datetime import date
from functools import partial
from threading import Barrier, Thread

import pytest
from django.db import connection

from macem.audit.models import AuditEvent
from macem.confidentiality.models import AccessGrant
from macem.demo.partnership import existing
from macem.gate.refusal import NotNow, Refused
from macem.gate.scope import acting_for
from macem.meetings import services
from macem.meetings.models import AgendaEntry, AgendaItem, AgendaReceipt, AgendaVersion, Circulation
from macem.meetings.tests.scene import Scene, approved, circulated, compiled, item_of
from macem.notices.models import Notice
from macem.people.models import Person
from macem.protocol.vocabulary import ConsentState, LawfulBasis, Part
from macem.protocol.vocabulary.states import ApprovalOutcome, AwarenessOf, MeetingStage
from macem.schedule.reading import stage_of
from macem.sharing.services import record_awareness, record_basis


@pytest.mark.django_db
def test_before_circulation_a_contact_sees_nobody_and_afterwards_everybody(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Cass"), scene.case("Imo")
    version = approved(acting, meeting)
    with acting("health_spoc"):
        assert not Person.objects.exists()
        assert not AgendaEntry.objects.exists()
    with acting("business_support") as by:
        services.circulate(version=version, by=by)
    with acting("health_spoc"):
        assert Person.objects.count() == 2
        assert AgendaEntry.objects.count() == 2
    assert stage_of(version.meeting) is MeetingStage.CIRCULATED


@pytest.mark.django_db
def test_a_contact_who_knows_somebody_from_an_earlier_month_does_not_see_them_on_an_uncirculated_list(
    acting, scene, partnership, monday
):
    monday.move_to("2026-11-20T10:00:00Z")
    earlier, meeting = scene.meeting(on=date(2026, 12, 2)), scene.meeting()
    scene.case("Cass")
    circulated(acting, earlier)
    monday.move_to("2026-12-21T10:00:00Z")
    compiled(acting, meeting)
    with acting("health_spoc"):
        assert [item.meeting_id for item in AgendaItem.objects.all()] == [earlier.pk]
        assert {entry.version.meeting_id for entry in AgendaEntry.objects.all()} == {earlier.pk}


@pytest.mark.django_db
def test_part_2_is_shown_only_to_those_who_hold_that_right(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Cass"), scene.case("Alex", part=Part.ADULT_2)
    with scene.as_worker():
        partnership.user("lat_spoc").memberships.update(part_two=False)
    circulated(acting, meeting)
    with acting("lat_spoc"):
        assert [entry.content["name"] for entry in AgendaEntry.objects.all()] == ["Cass Test-Maple"]
    with acting("health_spoc"):
        assert AgendaEntry.objects.count() == 2


@pytest.mark.django_db
def test_every_contact_gets_one_message_with_a_link_a_day_and_no_name(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Cass")
    circulated(acting, meeting)
    notices = Notice.objects.filter(kind="agenda circulated")
    keys = [
        "chair", "vice_chair", "csc_spoc", "police_spoc", "health_spoc", "health_deputy", "probation_spoc",
        "lat_spoc", "yjs_spoc", "education_spoc",
    ]  # fmt: skip
    assert {notice.user for notice in notices} == {partnership.user(key) for key in keys}
    assert {notice.due for notice in notices} == {date(2027, 1, 4)}
    assert {notice.path for notice in notices} == {"/meetings/2027-01/agenda/1/"}
    assert not any("Cass" in notice.subject_line for notice in notices)


@pytest.mark.django_db
def test_circulation_waits_for_a_missing_basis_and_names_the_person(acting, scene):
    meeting, case = scene.meeting(), scene.case("Cass", basis=False)
    version = approved(acting, meeting)
    with acting("business_support") as by, pytest.raises(NotNow) as refusal:
        services.circulate(version=version, by=by)
    assert refusal.value.clause == "S5"
    with acting("chair") as by:
        assert case.subject.reference in refusal.value.reason
        subject = {"subject_id": case.subject_id, "by": by}
        record_basis(basis=LawfulBasis.PUBLIC_TASK, reason="Risk of harm", **subject)
        record_awareness(
            of_whom=AwarenessOf.CHILD,
            status=ConsentState.NOT_SOUGHT,
            reason="It would put her at risk",
            **subject,
        )
        services.circulate(version=version, by=by)
    assert Circulation.objects.count() == 1


@pytest.mark.django_db
def test_a_withdrawal_between_approval_and_circulation_stops_it(acting, scene):
    meeting, case = scene.meeting(), scene.case("Cass")
    version = approved(acting, meeting)
    with acting("chair") as by:
        record_awareness(
            subject_id=case.subject_id, of_whom=AwarenessOf.CHILD, status=ConsentState.WITHDRAWN, by=by
        )
    with acting("business_support") as by, pytest.raises(NotNow, match="waits"):
        services.circulate(version=version, by=by)
    assert not Circulation.objects.exists()


@pytest.mark.django_db
def test_taking_the_person_off_needs_a_new_version_and_then_it_goes_out(acting, scene):
    meeting, case = scene.meeting(), scene.case("Cass", basis=False)
    scene.case("Imo")
    version = approved(acting, meeting)
    with acting("chair") as by:
        services.remove_item(item=item_of(case), reason="No lawful basis", by=by)
        with pytest.raises(NotNow, match="Compile it again"):
            services.circulate(version=version, by=by)
        version = services.compile_agenda(meeting=meeting, by=by)
        services.review_agenda(version=version, outcome=ApprovalOutcome.APPROVED, by=by)
        services.circulate(version=version, by=by)
    with acting("health_spoc"):
        assert [entry.content["name"] for entry in AgendaEntry.objects.all()] == ["Imo Test-Maple"]


@pytest.mark.django_db
def test_an_agenda_is_not_circulated_before_the_chair_approves_it(acting, scene):
    scene.case("Cass")
    version = compiled(acting, scene.meeting())
    with acting("business_support") as by, pytest.raises(NotNow, match="not approved"):
        services.circulate(version=version, by=by)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["vice_chair", "ce_coordinator", "health_spoc"])
def test_nobody_but_business_support_and_the_chair_circulates(acting, scene, key):
    scene.case("Cass")
    version = approved(acting, scene.meeting())
    with acting(key) as by, pytest.raises(Refused):
        services.circulate(version=version, by=by)


@pytest.mark.django_db
def test_a_late_item_is_a_new_version_with_a_reason_and_the_first_stands(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    first = circulated(acting, meeting)
    late = scene.case("Wes")
    with acting("business_support") as by:
        services.add_item(meeting=meeting, case=late, late_reason="Found on Saturday", by=by)
        with pytest.raises(NotNow, match="reason"):
            services.compile_agenda(meeting=meeting, by=by)
        version = services.compile_agenda(meeting=meeting, reason="One late item", by=by)
    with acting("chair") as by:
        services.review_agenda(version=version, outcome=ApprovalOutcome.APPROVED, by=by)
    with acting("business_support") as by:
        services.circulate(version=version, by=by)
    with acting("health_spoc"):
        assert AgendaEntry.objects.filter(version=first).count() == 1
        late_entry = AgendaEntry.objects.get(version=version, subject_id=late.subject_id)
        assert late_entry.content["late_reason"] == "Found on Saturday"


@pytest.mark.django_db
def test_a_contacts_first_opening_is_noted_once_and_nobody_elses(acting, scene):
    scene.case("Cass")
    version = circulated(acting, scene.meeting())
    with acting("health_spoc") as by:
        version = AgendaVersion.objects.get(pk=version.pk)
        first = services.note_agenda_opened(version=version, by=by)
        assert services.note_agenda_opened(version=version, by=by) == first
    with acting("ce_coordinator") as by:
        assert services.note_agenda_opened(version=version, by=by) is None
    assert AgendaReceipt.objects.count() == 1
    assert AuditEvent.objects.filter(event="agenda_opened").count() == 1


@pytest.mark.django_db
def test_chasing_reminds_each_of_those_who_owe_something_once_a_day(acting, scene, partnership, monday):
    meeting = scene.meeting()
    scene.case("Cass")
    circulated(acting, meeting)
    with acting("business_support") as by:
        told = services.chase(meeting=meeting, by=by)
        with pytest.raises(NotNow, match="today"):
            services.chase(meeting=meeting, by=by)
    reminded = {notice.user for notice in Notice.objects.filter(kind="chased")}
    assert partnership.user("health_spoc") in reminded
    assert partnership.user("social_worker") in reminded  # owes the risk assessment (P6)
    assert told == len(reminded)
    monday.move_to("2026-12-22T10:00:00Z")
    with acting("business_support") as by:
        assert services.chase(meeting=meeting, by=by) == told


@pytest.mark.django_db
def test_python_and_the_database_agree_on_who_reads_which_entry(acting, scene, partnership):
    def check():
        for key in ("chair", "business_support", "health_spoc", "social_worker", "analyst", "auditor"):
            with acting(key):
                by_database = set(AgendaEntry.objects.values_list("pk", flat=True))
            with scene.as_worker():
                visible = AgendaEntry.objects.visible_to(partnership.user(key))
                assert set(visible.values_list("pk", flat=True)) == by_database, key

    meeting = scene.meeting()
    scene.case("Cass"), scene.case("Alex", part=Part.ADULT_2)
    version = approved(acting, meeting)
    check()
    with acting("business_support") as by:
        services.circulate(version=version, by=by)
    check()


def press_at_once(number, press):
    """Let as many threads press the button at the same moment; return what each got."""
    ready, got = Barrier(number), []

    def run():
        try:
            ready.wait()
            got.append(press())
        except NotNow as refusal:
            got.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_two_who_press_the_button_at_once_circulate_once(fresh_database, as_worker):
    partnership = existing()

    acting = partial(acting_for_key, partnership)
    scene = Scene(partnership, as_worker)
    scene.case("Cass")
    version = approved(acting, scene.meeting())

    def press():
        with acting("business_support") as by:
            return services.circulate(version=AgendaVersion.objects.get(pk=version.pk), by=by)

    got = press_at_once(2, press)
    assert sorted(type(one).__name__ for one in got) == ["Circulation", "NotNow"]
    assert Circulation.objects.count() == 1
    assert Notice.objects.filter(kind="agenda circulated", user=partnership.user("health_spoc")).count() == 1
    with as_worker():
        assert AccessGrant.objects.filter(basis="circulated agenda", principal__endswith=":spoc").count() == 1


@contextmanager
def acting_for_key(partnership, key):
    by = partnership.actor(key)
    with acting_for(by.user_id):
        yield by
