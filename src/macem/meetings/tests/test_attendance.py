"""M4, S7: who attends, who counts, who stands back; the meeting starts when every agency is there."""

from datetime import date, datetime, timedelta

import pytest

from macem.gate.clock import LONDON
from macem.gate.refusal import NotNow, Refused
from macem.meetings import representation, services
from macem.meetings.models import AgencyReturn, AgendaItem, Attendance, ItemRecord
from macem.meetings.tests.scene import circulated, item_of
from macem.meetings.tests.session_scene import RECORD, record_all, seat, stage_now, started
from macem.protocol.vocabulary import AttendanceStatus, Part
from macem.protocol.vocabulary.states import ApprovalOutcome, ItemOutcome, MeetingStage

pytestmark = pytest.mark.django_db

AFTERNOON = datetime(2027, 1, 6, 14, 0, tzinfo=LONDON)
PRESENT, APOLOGIES = AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES
BUT_HEALTH = ("chair", "vice_chair", "probation_spoc", "lat_spoc", "yjs_spoc", "education_spoc")


@pytest.fixture
def meeting(acting, scene, monday):
    found = scene.meeting()
    scene.case("Cass")
    circulated(acting, found)
    monday.move_to(AFTERNOON)
    return found


def test_the_meeting_starts_when_every_agency_is_there(acting, partnership, meeting):
    started(partnership, acting, meeting)
    assert stage_now(meeting) is MeetingStage.IN_SESSION


def test_business_support_may_press_start_when_the_quorum_is_met(acting, partnership, meeting):
    started(partnership, acting, meeting, by="business_support")
    assert stage_now(meeting) is MeetingStage.IN_SESSION


def test_it_does_not_start_without_one_agency_and_says_which(acting, partnership, meeting):
    seat(partnership, acting, meeting, *BUT_HEALTH)
    seat(partnership, acting, meeting, "health_spoc", status=APOLOGIES)
    with acting("chair") as by, pytest.raises(NotNow, match="Missing in Part 1a: Health"):
        services.start_meeting(meeting=meeting, by=by)
    assert stage_now(meeting) is MeetingStage.CIRCULATED


def test_a_contact_does_not_start_it(acting, partnership, meeting):
    seat(partnership, acting, meeting)
    with acting("health_spoc") as by, pytest.raises(Refused):
        services.start_meeting(meeting=meeting, by=by)


def test_written_information_is_not_representation(acting, partnership, meeting):
    seat(partnership, acting, meeting, *BUT_HEALTH)
    seat(partnership, acting, meeting, "health_spoc", status=AttendanceStatus.WRITTEN)
    with acting("chair") as by, pytest.raises(NotNow, match="Health"):
        services.start_meeting(meeting=meeting, by=by)


def test_somebody_unnamed_counts_once_the_chair_confirms_them(acting, partnership, meeting):
    seat(partnership, acting, meeting, *BUT_HEALTH)
    with acting("business_support") as by:
        nurse = services.record_attendance(
            meeting=meeting, name="A. Nurse", agency=partnership.agency("health"), status=PRESENT,
            accepted=True, by=by,
        )  # fmt: skip
        with pytest.raises(NotNow, match="Health"):
            services.start_meeting(meeting=meeting, by=by)
        with pytest.raises(Refused):
            services.confirm_deputy(attendance=nurse, by=by)
    with acting("vice_chair") as by:
        services.confirm_deputy(attendance=nurse, by=by)
        services.start_meeting(meeting=meeting, by=by)
    assert stage_now(meeting) is MeetingStage.IN_SESSION


def test_it_does_not_start_before_everybody_has_accepted_the_statement(acting, partnership, meeting):
    seat(partnership, acting, meeting)
    with acting("business_support") as by:
        guest = services.record_attendance(
            meeting=meeting, name="L Marr", organisation="Example Vale Council", status=PRESENT, by=by
        )
        with pytest.raises(NotNow, match="statement yet: L Marr"):
            services.start_meeting(meeting=meeting, by=by)
        services.accept_confidentiality(attendance=guest, by=by)
        services.start_meeting(meeting=meeting, by=by)


def test_part_2_needs_people_who_hold_that_right(acting, partnership, scene, monday):
    meeting = scene.meeting()
    scene.case("Ash", part=Part.ADULT_2)
    circulated(acting, meeting)
    monday.move_to(AFTERNOON)
    seat(partnership, acting, meeting, *BUT_HEALTH)
    with acting("business_support") as by:
        services.record_attendance(
            meeting=meeting, name="A. Nurse", agency=partnership.agency("health"), status=PRESENT,
            accepted=True, by=by,
        )  # fmt: skip
    with acting("chair") as by:
        services.confirm_deputy(attendance=Attendance.objects.get(name="A. Nurse"), by=by)
        assert representation.quorum_in(meeting, Part.CHILD_1A).quorate
        with pytest.raises(NotNow, match="Missing in Part 2: Health"):
            services.start_meeting(meeting=meeting, by=by)


def test_somebody_chairs_or_it_does_not_start(acting, partnership, meeting):
    seat(
        partnership,
        acting,
        meeting,
        "health_spoc",
        "probation_spoc",
        "lat_spoc",
        "yjs_spoc",
        "education_spoc",
    )
    seat(partnership, acting, meeting, "police_spoc", of="police")
    seat(partnership, acting, meeting, "csc_spoc", of="csc")
    with acting("business_support") as by, pytest.raises(NotNow, match="Nobody in the room chairs"):
        services.start_meeting(meeting=meeting, by=by)


def test_a_late_item_that_was_not_circulated_holds_the_start(acting, partnership, scene, meeting):
    late = scene.case("Wes")
    with acting("business_support") as by:
        services.add_item(meeting=meeting, case=late, late_reason="Found last night", by=by)
    seat(partnership, acting, meeting)
    with acting("chair") as by, pytest.raises(NotNow, match="frozen version"):
        services.start_meeting(meeting=meeting, by=by)


def test_contacts_say_who_comes_for_their_own_agency_until_it_begins(acting, partnership, meeting):
    health = partnership.agency("health")
    with acting("health_spoc") as by:
        services.record_attendance(
            meeting=meeting, user=partnership.user("health_deputy"), agency=health,
            status=AttendanceStatus.DEPUTY, by=by,
        )  # fmt: skip
        with pytest.raises(Refused):
            services.record_attendance(
                meeting=meeting, name="X", agency=partnership.agency("yjs"), status=PRESENT, by=by
            )
        found = representation.expected(meeting, [Part.CHILD_1A])
        assert "Health" not in found[Part.CHILD_1A].missing
    with acting("business_support") as by:
        services.accept_confidentiality(attendance=Attendance.objects.get(), by=by)
    started(partnership, acting, meeting)
    with acting("health_spoc") as by, pytest.raises(Refused):
        services.record_attendance(meeting=meeting, name="Y", agency=health, status=PRESENT, by=by)


def test_a_correction_replaces_what_stood_and_keeps_it(acting, partnership, meeting):
    seat(partnership, acting, meeting, "health_spoc", status=APOLOGIES)
    seat(partnership, acting, meeting, "health_spoc")
    with acting("chair"):
        rows = Attendance.objects.at(meeting).filter(user=partnership.user("health_spoc"))
        assert [row.status for row in rows.standing()] == [PRESENT]
        assert rows.count() == 2


def test_somebody_of_another_agency_is_not_put_down_for_this_one(acting, partnership, meeting):
    with acting("business_support") as by, pytest.raises(NotNow, match="does not work for Health"):
        services.record_attendance(
            meeting=meeting, user=partnership.user("yjs_spoc"), agency=partnership.agency("health"),
            status=PRESENT, by=by,
        )  # fmt: skip


def test_nobody_joins_late_without_the_statement(acting, partnership, meeting):
    started(partnership, acting, meeting)
    worker = {"user": partnership.user("social_worker"), "agency": partnership.agency("csc")}
    with acting("business_support") as by:
        with pytest.raises(NotNow, match="confidentiality"):
            services.record_attendance(meeting=meeting, status=PRESENT, by=by, **worker)
        row = services.record_attendance(meeting=meeting, status=PRESENT, accepted=True, by=by, **worker)
    assert row.arrived_at == AFTERNOON


def test_an_item_discussed_after_an_agency_left_is_provisional_and_comes_first_next_time(
    acting, partnership, scene, meeting, monday
):
    started(partnership, acting, meeting)
    with acting("business_support") as by:
        item = AgendaItem.objects.get()
        health = Attendance.objects.get(user=partnership.user("health_spoc"))
        services.leave(attendance=health, left_at=AFTERNOON + timedelta(minutes=5), by=by)
    monday.move_to(AFTERNOON + timedelta(minutes=10))
    record_all(acting, item)
    with acting("chair") as by:
        decision = item.decisions.get()
        assert (decision.quorate, decision.missing_agencies) == (False, ["Health"])
        services.finish_meeting(meeting=meeting, by=by)
        assert not item.case.levels.exists(), "a provisional level is not agreed"
    following = scene.meeting(on=date(2027, 2, 3))
    with acting("business_support") as by:
        services.send_names(meeting=following, by=by)
        assert AgendaItem.objects.get(meeting=following).provisional_from_last


def test_whoever_comes_back_counts_again(acting, partnership, meeting, monday):
    started(partnership, acting, meeting)
    with acting("business_support") as by:
        health = Attendance.objects.get(user=partnership.user("health_spoc"))
        services.leave(attendance=health, by=by)
        assert not representation.quorum_in(meeting, Part.CHILD_1A, at=AFTERNOON).quorate
    monday.move_to(AFTERNOON + timedelta(minutes=10))
    seat(partnership, acting, meeting, "health_spoc")
    with acting("business_support"):
        later = AFTERNOON + timedelta(minutes=11)
        assert representation.quorum_in(meeting, Part.CHILD_1A, at=later).quorate


def test_a_recused_member_is_not_shown_the_item_at_all(acting, partnership, scene, meeting):
    case = scene.case("Nia")
    with acting("business_support") as by:
        services.add_item(meeting=meeting, case=case, late_reason="Found last night", by=by)
        version = services.compile_agenda(meeting=meeting, reason="A late item", by=by)
    with acting("chair") as by:
        services.review_agenda(version=version, outcome=ApprovalOutcome.APPROVED, by=by)
        services.circulate(version=version, by=by)
    started(partnership, acting, meeting)
    with acting("health_spoc"):
        assert AgendaItem.objects.count() == 2
    with acting("business_support") as by:
        item = item_of(case)
        health = Attendance.objects.get(user=partnership.user("health_spoc"))
        services.recuse(item=item, attendance=health, by=by)
        with pytest.raises(NotNow, match="already"):
            services.recuse(item=item, attendance=health, by=by)
        services.save_record(item=item, version=0, by=by, **RECORD)
        decision = services.decide_item(item=item, outcome=ItemOutcome.CONTINUE, by=by)
        assert decision.missing_agencies == ["Health"]
    with acting("health_spoc"):
        assert [row.subject_id for row in AgendaItem.objects.all()] != [case.subject_id]
        assert AgendaItem.objects.count() == 1
        assert not ItemRecord.objects.filter(item=item).exists()
        assert not AgencyReturn.objects.filter(item=item).exists()


def test_a_recused_chair_does_not_record_and_leaves_finishing_to_the_vice_chair(acting, partnership, meeting):
    started(partnership, acting, meeting)
    with acting("chair") as by:
        item = AgendaItem.objects.select_related("meeting__panel").get()
        chair = Attendance.objects.get(user=partnership.user("chair"))
        services.recuse(item=item, attendance=chair, by=by)
        with pytest.raises(Refused):
            services.save_record(item=item, version=0, by=by, plan="x")
        assert not AgendaItem.objects.exists()
        with pytest.raises(NotNow, match="not shown to you"):
            services.finish_meeting(meeting=meeting, by=by)
    record_all(acting, item)
    with acting("vice_chair") as by:
        services.finish_meeting(meeting=meeting, by=by)
    assert stage_now(meeting) is MeetingStage.FINISHED


def test_members_who_are_not_there_do_not_read_what_is_said(acting, partnership, meeting):
    started(partnership, acting, meeting)
    with acting("business_support") as by:
        services.save_record(item=AgendaItem.objects.get(), version=0, by=by, **RECORD)
    with acting("health_spoc"):
        assert ItemRecord.objects.count() == 1
    with acting("health_deputy"):
        assert ItemRecord.objects.count() == 0
    with acting("social_worker"):
        assert ItemRecord.objects.count() == 1, "the presenter"


def test_nobody_accepts_the_statement_for_somebody_else(acting, partnership, meeting):
    [row] = seat(partnership, acting, meeting, "health_spoc", accepted=False)
    with acting("yjs_spoc") as by, pytest.raises(Refused):
        services.accept_confidentiality(attendance=row, by=by)
    with acting("health_spoc") as by:
        assert services.accept_confidentiality(attendance=row, by=by).accepted
