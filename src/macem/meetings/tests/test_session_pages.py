"""The meeting's own pages, as people open them: who may, who may not, and that nothing typed is lost."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from macem.actions.models import ActionResult
from macem.actions.services import agree_action
from macem.audit.models import AccessEntry
from macem.gate.clock import LONDON
from macem.meetings import services
from macem.meetings.models import (
    AgendaItem,
    Attendance,
    Concern,
    Dissent,
    InformationGiven,
    ItemAction,
    ItemDecision,
    ItemRecord,
    ItemSharing,
)
from macem.meetings.tests.scene import circulated
from macem.meetings.tests.session_scene import record_all, seat, stage_now, started
from macem.protocol.vocabulary import AttendanceStatus
from macem.protocol.vocabulary.states import MeetingStage
from macem.referrals import services as referrals
from macem.schedule.models import Meeting

pytestmark = pytest.mark.django_db

AFTERNOON = datetime(2027, 1, 6, 14, 0, tzinfo=LONDON)


def path(view, **kwargs):
    return reverse(f"meetings:{view}", kwargs={"reference": "2027-01", **kwargs})


@pytest.fixture
def meeting(acting, scene, monday):
    found = scene.meeting()
    scene.case("Cass")
    circulated(acting, found)
    monday.move_to(AFTERNOON)
    return found


@pytest.fixture
def item(acting, partnership, meeting):
    """The one item of the meeting, which is in session."""
    started(partnership, acting, meeting)
    with acting("business_support"):
        return AgendaItem.objects.select_related("meeting__panel").get()


def text_of(response):
    return response.content.decode()


def one_heading(response):
    assert response.status_code == 200
    assert text_of(response).count("<h1") == 1
    return text_of(response)


def test_business_support_records_who_attends(signed_in, partnership, meeting):
    client = signed_in("business_support")
    assert "Nobody is recorded yet" in one_heading(client.get(path("attendance")))
    user, agency = partnership.user("health_spoc"), partnership.agency("health")
    sent = {"who": f"{user.pk}-{agency.pk}", "status": "present", "accepted": "on", "agency": ""}
    assert client.post(path("attendance"), sent).status_code == 302
    row = Attendance.objects.get()
    assert (row.user, row.status, row.accepted) == (user, AttendanceStatus.PRESENT, True)
    page = one_heading(client.get(path("attendance")))
    assert "Statement accepted" in page
    assert "Start the meeting" in page


def test_who_attends_is_named_or_the_form_says_so(signed_in, meeting):
    page = one_heading(signed_in("business_support").post(path("attendance"), {"status": "present"}))
    assert "Choose somebody, or enter a name" in page
    assert "There is a problem" in page


def test_a_contact_says_who_comes_for_their_own_agency(signed_in, partnership, meeting):
    client = signed_in("health_spoc")
    user, agency = partnership.user("health_deputy"), partnership.agency("health")
    sent = {"who": f"{user.pk}-{agency.pk}", "status": "deputy"}
    assert client.post(path("attendance"), sent).status_code == 302
    assert Attendance.objects.get().status is AttendanceStatus.DEPUTY
    other = partnership.user("yjs_spoc")
    sent = {"who": f"{other.pk}-{partnership.agency('yjs').pk}", "status": "present"}
    assert client.post(path("attendance"), sent).status_code == 200, "not among the choices"


def test_who_neither_runs_the_meeting_nor_speaks_for_an_agency_records_nobody(signed_in, meeting):
    client = signed_in("social_worker")
    assert "<form" not in one_heading(client.get(path("attendance"))).split("<main")[1]
    assert client.post(path("attendance"), {"name": "X", "status": "present"}).status_code == 403


def test_the_attendee_accepts_the_chair_confirms_and_somebody_leaves(
    signed_in, acting, partnership, meeting, item
):
    with acting("business_support") as by:
        row = services.record_attendance(
            meeting=meeting, name="A Nurse", agency=partnership.agency("health"),
            status=AttendanceStatus.PRESENT, accepted=True, by=by,
        )  # fmt: skip
    assert signed_in("business_support").post(path("confirm_deputy", pk=row.pk)).status_code == 403
    assert signed_in("chair").post(path("confirm_deputy", pk=row.pk)).status_code == 302
    assert signed_in("health_spoc").post(path("leave", pk=row.pk)).status_code == 403
    assert signed_in("business_support").post(path("leave", pk=row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.confirmed_by_chair
    assert row.left_at == AFTERNOON


def test_members_accept_the_statement_for_themselves_only(signed_in, acting, partnership, meeting):
    [row] = seat(partnership, acting, meeting, "health_spoc", accepted=False)
    assert signed_in("yjs_spoc").post(path("accept_statement", pk=row.pk)).status_code == 403
    assert signed_in("health_spoc").post(path("accept_statement", pk=row.pk)).status_code == 302
    assert signed_in("chair").post(path("accept_statement", pk=0)).status_code == 404


def test_the_start_says_who_is_missing_and_links_to_postponing(signed_in, acting, partnership, meeting):
    seat(partnership, acting, meeting, "chair", "vice_chair")
    client = signed_in("chair")
    page = one_heading(client.get(path("start")))
    assert "Missing: Education, Health" in page
    assert path("postpone") in page
    refused = one_heading(client.post(path("start")))
    assert "not every agreed agency is represented" in refused
    assert stage_now(meeting) is MeetingStage.CIRCULATED
    assert signed_in("health_spoc").get(path("start")).status_code == 403


def test_the_start_opens_the_first_person(signed_in, acting, partnership, meeting):
    seat(partnership, acting, meeting)
    answer = signed_in("business_support").post(path("start"))
    with acting("chair"):
        assert answer.url == path("item", pk=AgendaItem.objects.get().pk)
    assert stage_now(meeting) is MeetingStage.IN_SESSION


def test_the_chair_postpones_to_a_suggested_day_and_each_child_is_asked_after(signed_in, acting, meeting):
    client = signed_in("chair")
    page = one_heading(client.get(path("postpone")))
    assert "Thursday 7 January 2027" in page
    assert signed_in("business_support").get(path("postpone")).status_code == 403
    lacking = one_heading(client.post(path("postpone"), {"day": "other", "reason": "Snow"}))
    assert "Enter the new day" in lacking
    answer = client.post(path("postpone"), {"day": "2027-01-08", "reason": "Health could not come"})
    moved = Meeting.objects.get(on=date(2027, 1, 8))
    there = {"reference": moved.reference}
    assert answer.url == reverse("meetings:safety_list", kwargs=there)
    assert "Not confirmed" in one_heading(client.get(answer.url))
    with acting("chair"):
        pk = AgendaItem.objects.get().pk
    safety = reverse("meetings:safety", kwargs={**there, "pk": pk})
    assert signed_in("health_spoc").get(safety).status_code == 403
    one_heading(signed_in("social_worker").get(safety))
    sent = signed_in("social_worker").post(safety, {"what": "Seen daily by her nurse."})
    assert sent.status_code == 302
    assert "Seen daily by her nurse." in one_heading(client.get(answer.url))
    assert client.get(path("safety_list")).status_code == 404, "that one was not moved to"
    assert answer.url in one_heading(client.get(reverse("meetings:meeting", kwargs=there)))
    assert "held instead" in one_heading(client.get(path("meeting")))


def test_a_members_page_of_an_item_has_what_they_may_read_and_no_form(signed_in, item):
    page = one_heading(signed_in("health_spoc").get(path("item", pk=item.pk)))
    assert "Cass Test-Maple" in page
    assert "Save the decision" not in page
    assert "<title>Item 1 of 1" in page, "no name goes into the browser's history"
    assert AccessEntry.objects.filter(subject_id=item.subject_id, context="meeting").exists()


def test_whoever_may_not_see_the_person_finds_no_item(signed_in, item):
    assert signed_in("second_social_worker").get(path("item", pk=item.pk)).status_code == 404
    assert signed_in("referrer").get(path("item", pk=item.pk)).status_code == 403


WRITES = {
    "item_record": {"record-version": "0", "record-plan": "x"},
    "item_information": {"information-fact": "x"},
    "item_action": {"action-text": "x"},
    "item_dissent": {"dissent-name": "x"},
    "item_concern": {"concern-about": "Bo", "concern-concern": "x"},
    "item_sharing": {"sharing-may_be_told": "x"},
    "item_decision": {"decision-version": "0", "decision-outcome": "continue"},
    "item_recuse": {},
}


@pytest.mark.parametrize("view", WRITES)
def test_members_write_nothing(signed_in, item, view):
    assert signed_in("health_spoc").post(path(view, pk=item.pk), WRITES[view]).status_code == 403


def test_the_note_taker_records_all_parts_of_an_item(signed_in, acting, partnership, item):
    client, health = signed_in("business_support"), partnership.agency("health")
    spoc = f"{partnership.user('health_spoc').pk}-{health.pk}"
    due = {"due_day": "15", "due_month": "1", "due_year": "2027"}
    record = {
        "version": "0", "presented_by": "Jo Example-Finch", "child_voice": "One number.", "family_voice": "",
        "voice_not_asked": "Mum could not be reached.", "voice_asked_by": "Jo Example-Finch",
        "voice_asked_on_day": "5", "voice_asked_on_month": "1", "voice_asked_on_year": "2027",
        "level": "escalating", "level_reason": "Two adults.", "plan": "Aunt first.", "all_agree": "on",
    }  # fmt: skip
    sent = [
        ("item_record", "record", record),
        ("item_information", "information", {"agency": str(health.pk), "fact": "Seen.", "opinion": "Tired."}),
        ("item_action", "action", {"text": "Drop-in", "owner": spoc, **due}),
        ("item_dissent", "dissent", {"dissenter_agency": str(health.pk), "name": "I Vane", "reason": "Early",
                                     "escalate": "on", "owner": spoc, **due}),
        ("item_concern", "concern", {"about": "Her cousin", "concern": "Seen there"}),
        ("item_sharing", "sharing", {"may_be_told": "The plan", "told_by": "Jo", "agencies_may_hold": "Own"}),
        ("item_decision", "decision", {"version": "0", "outcome": "continue"}),
    ]  # fmt: skip
    for view, prefix, typed in sent:
        answer = client.post(
            path(view, pk=item.pk), {f"{prefix}-{name}": value for name, value in typed.items()}
        )
        assert answer.status_code == 302, text_of(answer)
    with acting("business_support"):
        number = Concern.objects.get().pk
    refer = {f"referral-{number}-{name}": value for name, value in {"owner": spoc, **due}.items()}
    assert client.post(path("item_refer", pk=item.pk, number=number), refer).status_code == 302
    with acting("business_support"):
        for model, count in (
            (ItemRecord, 1), (InformationGiven, 1), (Dissent, 1), (ItemSharing, 1), (ItemDecision, 1),
            (ItemAction, 3),
        ):  # fmt: skip
            assert model.objects.count() == count, model
    page = one_heading(client.get(path("item", pk=item.pk)))
    for words in (
        "One number.",
        "Tired.",
        "Drop-in",
        "Escalation route",
        "Her cousin",
        "The plan",
        "Quorate",
    ):
        assert words in page
    assert "Nothing is open." in one_heading(client.get(path("finish")))


@pytest.mark.parametrize(
    ("view", "typed", "said"),
    [
        ("item_action", {"action-text": "Visit"}, "Choose who does it, or enter a name"),
        ("item_information", {"information-agency": ""}, "Select agency"),
        (
            "item_decision",
            {"decision-version": "0", "decision-outcome": "close"},
            "Select why the case is closed",
        ),
        (
            "item_dissent",
            {"dissent-name": "I Vane", "dissent-reason": "Early", "dissent-escalate": "on"},
            "Enter by when it is taken up",
        ),
        ("item_concern", {"concern-about": "Bo"}, "There is a problem"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(signed_in, item, view, typed, said):
    page = one_heading(signed_in("business_support").post(path(view, pk=item.pk), typed))
    assert said in page
    for value in typed.values():
        assert value in page


def test_the_protocols_no_becomes_an_error_of_the_form(signed_in, acting, item):
    with acting("business_support") as by:
        services.save_record(item=item, version=0, level="low", by=by)
    typed = {
        "decision-version": "0", "decision-outcome": "close", "decision-kind": "moved",
        "decision-reason": "Moved to Leeds",
    }  # fmt: skip
    page = one_heading(signed_in("chair").post(path("item_decision", pk=item.pk), typed))
    assert "acceptance" in page
    assert "Moved to Leeds" in page


def test_two_note_takers_see_both_texts_and_the_second_saves_a_joined_one(signed_in, acting, item):
    with acting("vice_chair") as by:
        services.save_record(item=item, version=0, plan="Theirs first.", by=by)
    client = signed_in("business_support")
    typed = {"record-version": "0", "record-plan": "Mine first."}
    conflict = client.post(path("item_record", pk=item.pk), typed)
    assert conflict.status_code == 409
    page = text_of(conflict)
    assert "Theirs first." in page
    assert "Mine first." in page
    assert 'name="record-version" value="1"' in page
    joined = {"record-version": "1", "record-plan": "Theirs first. Mine first."}
    assert client.post(path("item_record", pk=item.pk), joined).status_code == 302
    with acting("business_support"):
        assert ItemRecord.objects.all().standing().get().plan == "Theirs first. Mine first."


def test_an_earlier_action_gets_its_outcome_and_a_second_writer_reads_the_first(
    signed_in, acting, partnership, meeting, item, monday
):
    monday.move_to(datetime(2027, 1, 5, 9, 0, tzinfo=LONDON))
    with acting("business_support") as by:
        action = agree_action(
            panel=partnership.panel, text="A way home on Fridays", owner=None, owner_name="J Finch",
            agency=partnership.agency("csc"), due=date(2027, 1, 6), subject_id=item.subject_id, by=by,
        )  # fmt: skip
    monday.move_to(AFTERNOON)
    client, prefix = signed_in("chair"), f"result-{action.pk}"
    where = path("item_result", pk=item.pk, number=action.pk)
    assert "A way home on Fridays" in one_heading(client.get(path("item", pk=item.pk)))
    short = one_heading(client.post(where, {f"{prefix}-version": "1", f"{prefix}-outcome": "done"}))
    assert "the evidence that it was done" in short
    done = {
        f"{prefix}-version": "1", f"{prefix}-outcome": "done", f"{prefix}-evidence": "Lift booked",
        f"{prefix}-effect": "Home by ten",
    }  # fmt: skip
    assert client.post(where, done).status_code == 302
    assert "1 of 1 have an outcome" in one_heading(client.get(path("item", pk=item.pk)))
    late = {
        f"{prefix}-version": "1", f"{prefix}-outcome": "not_done",
        f"{prefix}-circumstances_not_done": "Nobody free",
    }  # fmt: skip
    refused = one_heading(signed_in("business_support").post(where, late))
    assert "Lift booked" in refused
    assert "Nobody free" in refused
    assert f'name="{prefix}-version" value="2"' in refused
    with acting("chair"):
        assert ActionResult.objects.count() == 1
    assert client.post(path("item_result", pk=item.pk, number=0), done).status_code == 404


def test_whoever_records_their_own_conflict_is_sent_away_from_the_item(signed_in, acting, partnership, item):
    row = Attendance.objects.get(user=partnership.user("chair"))
    answer = signed_in("chair").post(path("item_recuse", pk=item.pk), {"recusal-attendance": str(row.pk)})
    assert answer.url == path("meeting")
    assert signed_in("chair").get(path("item", pk=item.pk)).status_code == 404
    page = one_heading(signed_in("vice_chair").get(path("item", pk=item.pk)))
    assert "Takes no part" in page


def test_the_finish_page_lists_what_is_open_with_links_and_then_finishes(signed_in, acting, item):
    client = signed_in("chair")
    page = one_heading(client.get(path("finish")))
    assert f"{path('item', pk=item.pk)}#decision" in page
    assert f"{path('item', pk=item.pk)}#sharing" in page
    assert "needs" in one_heading(client.post(path("finish")))
    assert signed_in("health_spoc").get(path("finish")).status_code == 403
    record_all(acting, item)
    assert client.post(path("finish")).url == path("minutes")
    assert stage_now(item.meeting) is MeetingStage.FINISHED


def test_the_meetings_page_leads_to_the_first_person(signed_in, item):
    assert path("item", pk=item.pk) in one_heading(signed_in("chair").get(path("meeting")))


def test_the_item_says_where_an_enquiry_and_an_nrm_referral_stand(acting, item, signed_in):
    """P3 and C1: the meeting sees what is due of both before it decides."""
    with acting("ce_coordinator") as by:
        child = item.case.person
        referrals.record_nrm_referral(
            person=child, responder="Police", number="", submitted_on=date(2026, 12, 30), by=by
        )
        referrals.record_strategy_meeting(
            person=child, held_on=date(2026, 12, 30), section_47=True, outcome="A joint visit.", by=by
        )
    shown = text_of(signed_in("chair").get(path("item", pk=item.pk)))
    assert "Reasonable grounds due 7 January 2027" in shown
    assert "Open, outcome due 21 January 2027" in shown
