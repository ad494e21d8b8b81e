"""M2, P7, P10, M4, S5: who comes on the list, who presents them, and how somebody comes off it."""

from datetime import date

import pytest

from macem.audit.models import AuditEvent
from macem.cases.services import close_case
from macem.gate.refusal import NotNow, Refused
from macem.meetings import services
from macem.meetings.models import AgendaItem
from macem.meetings.tests.scene import SETTING, circulated, item_of
from macem.nominations.models import NominationDecision
from macem.notices.models import Notice
from macem.protocol.vocabulary import Body, ClosureKind, Part, RammOutcome
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule.reading import stage_of

pytestmark = pytest.mark.django_db


def names(acting, meeting):
    with acting("business_support") as by:
        return services.send_names(meeting=meeting, by=by)


def test_everybody_with_an_open_case_comes_on_the_list(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass"), scene.case("Bo", part=Part.CHILD_1B), scene.case("Alex", part=Part.ADULT_2)
    items = names(acting, meeting)
    assert [item.part for item in items] == [Part.CHILD_1A, Part.CHILD_1B, Part.ADULT_2]
    assert stage_of(meeting) is MeetingStage.NAMES_SENT


def test_a_closed_case_does_not_return_and_an_open_one_does(acting, scene, as_worker):
    meeting = scene.meeting()
    scene.case("Cass")
    gone = scene.case("Imo")
    with as_worker():
        close_case(case=gone, kind=ClosureKind.CUSTODY, reason="In custody", by=SETTING)
    (item,) = names(acting, meeting)
    assert item.case_id != gone.pk


def test_a_case_that_the_ramm_opened_for_a_later_meeting_waits_for_it(acting, scene, partnership, as_worker):
    meeting, later = scene.meeting(), scene.meeting(on=date(2027, 2, 3))
    case = scene.case("Cass")
    with as_worker():
        NominationDecision.objects.create(
            panel=partnership.panel, subject_id=case.subject_id, body=Body.RAMM,
            outcome=RammOutcome.TO_MACEM, part=Part.CHILD_1A, meeting=later,
            decided_by=partnership.user("ce_coordinator"), decided_at=case.opened_at,
        )  # fmt: skip
    assert names(acting, meeting) == []
    assert len(names(acting, later)) == 1


def test_the_case_holders_worker_presents_and_may_see_the_person(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Cass", worker="second_social_worker")
    (item,) = names(acting, meeting)
    assert item.presenter == partnership.user("second_social_worker")
    with acting("second_social_worker"):
        assert AgendaItem.objects.visible_to(partnership.user("second_social_worker")).get() == item


def test_the_intelligence_ds_presents_an_adult_whose_case_nobody_holds(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Alex", part=Part.ADULT_2, worker=None)
    (item,) = names(acting, meeting)
    assert item.presenter == partnership.user("intelligence_ds")


def test_a_presenters_people_stand_together_so_that_they_come_once(acting, scene):
    meeting = scene.meeting()
    for forename, worker in [
        ("Ash", "social_worker"),
        ("Bo", "second_social_worker"),
        ("Cy", "social_worker"),
    ]:
        scene.case(forename, worker=worker)
    presenters = [item.presenter_name for item in names(acting, meeting)]
    assert presenters == sorted(presenters)


def test_the_chair_is_told_without_a_name(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Cass")
    names(acting, meeting)
    notice = Notice.objects.get(user=partnership.user("chair"))
    assert notice.due == date(2026, 12, 29)
    assert "Cass" not in notice.subject_line + notice.path


def test_names_may_be_sent_again_for_those_who_came_since(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    names(acting, meeting)
    with acting("business_support") as by, pytest.raises(NotNow, match="already"):
        services.send_names(meeting=meeting, by=by)
    scene.case("Imo")
    (late,) = names(acting, meeting)
    with acting("business_support"):
        assert str(late.case.person.names.get()) == "Imo Test-Maple"


def test_a_spoc_does_not_send_names(acting, scene):
    meeting = scene.meeting()
    with acting("health_spoc") as by, pytest.raises(Refused):
        services.send_names(meeting=meeting, by=by)


def test_the_coordinator_sends_names_too(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    with acting("ce_coordinator") as by:
        assert len(services.send_names(meeting=meeting, by=by)) == 1


def test_the_chair_takes_somebody_off_by_name_and_they_do_not_come_back(acting, scene):
    meeting = scene.meeting()
    case = scene.case("Cass")
    names(acting, meeting)
    with acting("chair") as by:
        item = services.remove_item(item=item_of(case), reason="Moved to Leeds last week", by=by)
    assert (item.removed_by_id, item.removed_reason) == (by.user_id, "Moved to Leeds last week")
    with acting("business_support") as by, pytest.raises(NotNow):
        services.send_names(meeting=meeting, by=by)


def test_nobody_comes_off_without_a_reason_or_by_business_support(acting, scene):
    meeting = scene.meeting()
    case = scene.case("Cass")
    names(acting, meeting)
    with acting("chair") as by, pytest.raises(NotNow) as refusal:
        services.remove_item(item=item_of(case), reason=" ", by=by)
    assert refusal.value.clause == "S5"
    with acting("business_support") as by, pytest.raises(Refused):
        services.remove_item(item=item_of(case), reason="Duplicate", by=by)


def test_whoever_is_taken_off_is_no_longer_shown_to_the_presenter_for_presenting(acting, scene, partnership):
    meeting = scene.meeting()
    case = scene.case("Cass", worker=None)
    names(acting, meeting)
    with acting("business_support") as by:
        services.name_presenter(item=item_of(case), presenter=partnership.user("lat_spoc"), by=by)
    with acting("lat_spoc"):
        assert AgendaItem.objects.count() == 1
    with acting("chair") as by:
        services.remove_item(item=item_of(case), reason="Not for this meeting", by=by)
    with acting("lat_spoc"):
        assert AgendaItem.objects.count() == 0


@pytest.mark.parametrize("key", ["administrator", "auditor", "attendance_officer"])
def test_nobody_is_named_to_present_who_does_not_come_to_meetings(key, acting, scene, partnership):
    meeting = scene.meeting()
    case = scene.case("Cass")
    names(acting, meeting)
    with acting("business_support") as by, pytest.raises(NotNow, match="come to its meetings"):
        services.name_presenter(item=item_of(case), presenter=partnership.user(key), by=by)


def test_a_presenter_who_may_not_see_part_2_is_refused_for_it(acting, scene, partnership):
    meeting = scene.meeting()
    case = scene.case("Alex", part=Part.ADULT_2)
    names(acting, meeting)
    with acting("business_support") as by, pytest.raises(NotNow, match="Part 2"):
        services.name_presenter(item=item_of(case), presenter=partnership.user("service_manager"), by=by)


def test_a_guest_presents_by_name(acting, scene):
    meeting = scene.meeting()
    case = scene.case("Edie", part=Part.CHILD_1B)
    names(acting, meeting)
    with acting("business_support") as by:
        item = services.name_presenter(
            item=item_of(case), presenter_name="Lee Example-Marr, Example Vale Council", by=by
        )
    assert (item.presenter, item.presenter_name) == (None, "Lee Example-Marr, Example Vale Council")


def test_after_circulation_somebody_joins_as_a_late_item_with_a_reason(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    circulated(acting, meeting)
    late = scene.case("Wes")
    with acting("business_support") as by:
        with pytest.raises(NotNow, match="late"):
            services.add_item(meeting=meeting, case=late, by=by)
        item = services.add_item(meeting=meeting, case=late, late_reason="Found on Saturday", by=by)
    assert item.late_reason == "Found on Saturday"


def test_nobody_is_on_a_list_twice(acting, scene):
    meeting = scene.meeting()
    case = scene.case("Cass")
    names(acting, meeting)
    with acting("business_support") as by, pytest.raises(NotNow, match="already"):
        services.add_item(meeting=meeting, case=case, late_reason="Again", by=by)


def test_every_step_is_in_the_audit_log_without_what_was_written(acting, scene):
    meeting = scene.meeting()
    case = scene.case("Cass")
    names(acting, meeting)
    with acting("chair") as by:
        services.remove_item(item=item_of(case), reason="Moved to Leeds", by=by)
    events = AuditEvent.objects.filter(event__in=["names_sent", "person_listed", "item_removed"])
    assert set(events.values_list("event", flat=True)) == {"names_sent", "person_listed", "item_removed"}
    assert "Leeds" not in str(list(events.values_list("details", flat=True)))
