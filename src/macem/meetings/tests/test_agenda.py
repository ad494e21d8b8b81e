"""M2, W2, P5, P6: the agenda is frozen with what the list needs, and the chair decides on it."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from macem.actions.services import agree_action
from macem.agencies import services as agencies
from macem.agencies.models import Membership
from macem.confidentiality.models import Exclusion
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.meetings import services
from macem.meetings.digests import is_intact
from macem.meetings.models import AgendaApproval, AgendaEntry, AgendaItem, AgendaVersion, ItemDecision
from macem.meetings.tests.scene import SETTING, circulated, compiled, item_of
from macem.nominations.models import DecidedNomination, Nomination, NominationDecision
from macem.notices.models import Notice
from macem.protocol.vocabulary import (
    Answer,
    Body,
    HarmfulSexualBehaviour,
    Part,
    RammOutcome,
    RiskLevel,
    Role,
)
from macem.protocol.vocabulary.states import (
    ApprovalOutcome,
    AssessmentOutcome,
    EntryKind,
    ItemOutcome,
    MeetingStage,
)
from macem.referrals.models import AssessmentReview, RiskAssessment
from macem.schedule.reading import stage_of

pytestmark = pytest.mark.django_db
APPROVED, RETURNED = ApprovalOutcome.APPROVED, ApprovalOutcome.RETURNED


def content(acting, version, case, as_whom="business_support"):
    with acting(as_whom):
        return AgendaEntry.objects.get(version=version, subject_id=case.subject_id).content


def assess(scene, case, on):
    with scene.as_worker():
        assessment = RiskAssessment.objects.create(
            subject_id=case.subject_id, panel=case.panel, author=scene.partnership.user("social_worker"),
            sent_to=scene.partnership.user("service_manager"), level=RiskLevel.EMERGING,
            harmful_sexual_behaviour=HarmfulSexualBehaviour.NONE, narrative="Seen", strengths="Family",
            completed_on=on, sent_at=clock.now(),
        )  # fmt: skip
        AssessmentReview.objects.create(
            assessment=assessment, outcome=AssessmentOutcome.SIGNED_OFF,
            reviewed_by=scene.partnership.user("service_manager"), reviewed_at=clock.now(),
        )  # fmt: skip


def nominated(scene, case, outcome, clause="C2", manager_reason=""):
    with scene.as_worker():
        nomination = Nomination.objects.create(
            panel=case.panel, subject_id=case.subject_id, clause=clause, answer=Answer.MET,
            part=Part.CHILD_1A, body=Body.RAMM, reason="Missing 5 times", evidence_digest=clause,
            raised_at=clock.now(),
        )  # fmt: skip
        decision = NominationDecision.objects.create(
            panel=case.panel, subject_id=case.subject_id, body=Body.RAMM, outcome=outcome,
            part=Part.CHILD_1A if outcome is RammOutcome.TO_MACEM else "", reason="Reason of the RAMM",
            manager=scene.partnership.user("service_manager") if manager_reason else None,
            manager_reason=manager_reason, shown_to_chair=bool(manager_reason),
            decided_by=scene.partnership.user("ce_coordinator"), decided_at=clock.now(),
        )  # fmt: skip
        DecidedNomination.objects.create(decision=decision, nomination=nomination)


def test_compiling_freezes_who_where_why_and_who_presents(acting, scene):
    meeting, case = scene.meeting(), scene.case("Cass")
    nominated(scene, case, RammOutcome.TO_MACEM)
    frozen = content(acting, compiled(acting, meeting), case)
    assert (frozen["name"], frozen["age"], frozen["part"]) == ("Cass Test-Maple", "15", "1a")
    assert frozen["reasons"] == [{"clause": "C2", "label": "Reported missing 5 or more times in 90 days"}]
    assert frozen["presenter"] == "Jo Example-Finch"
    assert frozen["held_by"] == "Jo Example-Finch, Children’s Social Care"
    assert frozen["time"] == "14:10"
    assert stage_of(meeting) is MeetingStage.COMPILED


def test_a_presenter_who_changed_agencies_comes_for_the_new_one(acting, scene, partnership):
    meeting, case = scene.meeting(), scene.case("Cass", worker="social_worker")
    worker = partnership.user("social_worker")
    with scene.as_worker():
        agencies.end_role(membership=Membership.objects.get(user=worker), by=SETTING)
        agencies.give_role(
            user=worker, agency=partnership.agency("health"), panel=partnership.panel,
            role=Role.REPRESENTATIVE, by=SETTING,
        )  # fmt: skip
    frozen = content(acting, compiled(acting, meeting), case)
    assert frozen["presenter_agency"] == partnership.agency("health").name


def test_a_risk_assessment_prints_its_due_day_until_then_and_missing_after(acting, scene, monday):
    # P6: due 5 calendar days before 6 January, which is 1 January.
    meeting, case = scene.meeting(), scene.case("Cass")
    assert content(acting, compiled(acting, meeting), case)["assessment"] == {
        "state": "due", "on": None, "due": "2027-01-01",
    }  # fmt: skip
    monday.move_to("2027-01-02T10:00:00Z")
    with acting("business_support") as by:
        later = services.compile_agenda(meeting=meeting, by=by)
    assert content(acting, later, case)["assessment"]["state"] == "missing"


def test_a_risk_assessment_of_the_31_days_before_is_up_to_date_and_an_older_one_is_not(acting, scene):
    meeting, fresh, stale = scene.meeting(), scene.case("Cass"), scene.case("Imo")
    assess(scene, fresh, date(2026, 12, 6))
    assess(scene, stale, date(2026, 12, 5))
    version = compiled(acting, meeting)
    assert content(acting, version, fresh)["assessment"]["state"] == "up_to_date"
    assert content(acting, version, stale)["assessment"]["state"] == "due"


def test_outstanding_actions_stand_on_it_with_owner_day_and_whether_overdue(
    acting, scene, partnership, monday
):
    monday.move_to("2026-12-07T10:00:00Z")
    meeting, case = scene.meeting(), scene.case("Cass")
    with scene.as_worker():
        for text, subject, due in [
            ("Speak to the school", case.subject_id, date(2026, 12, 20)),
            ("Map the parks", None, date(2027, 1, 30)),
        ]:
            agree_action(
                panel=partnership.panel, text=text, owner=None, owner_name="Kit Example-Ward",
                agency=partnership.agency("police"), due=due, subject_id=subject, by=SETTING,
            )  # fmt: skip
    monday.move_to("2026-12-21T10:00:00Z")
    version = compiled(acting, meeting)
    (action,) = content(acting, version, case)["actions"]
    assert action == {
        "text": "Speak to the school", "owner": "Kit Example-Ward", "agency": "Police",
        "due": "2026-12-20", "overdue": True,
    }  # fmt: skip
    assert [action["text"] for action in version.general["actions"]] == ["Map the parks"]


def test_not_now_against_a_criterion_is_on_it_for_the_chair_and_never_circulated(acting, scene, partnership):
    meeting, case, put_off = scene.meeting(), scene.case("Cass"), scene.case("Imo")
    nominated(scene, put_off, RammOutcome.NOT_NOW, manager_reason="The family has moved in with an aunt")
    with scene.as_worker():
        put_off.closed_at = clock.now()
        put_off.save()
    version = circulated(acting, meeting)
    frozen = content(acting, version, put_off, "chair")
    assert frozen["manager_reason"] == "The family has moved in with an aunt"
    assert frozen["clauses"] == ["C2"]
    with acting("health_spoc"):
        entries = AgendaEntry.objects.visible_to(partnership.user("health_spoc"))
        assert [entry.subject_id for entry in entries] == [case.subject_id]


def test_the_next_version_tells_who_was_taken_off_and_why(acting, scene):
    meeting, case = scene.meeting(), scene.case("Cass")
    scene.case("Imo")
    compiled(acting, meeting)
    with acting("chair") as by:
        services.remove_item(item=item_of(case), reason="Moved to Leeds", by=by)
    with acting("business_support") as by:
        version = services.compile_agenda(meeting=meeting, by=by)
    with acting("chair"):
        entry = AgendaEntry.objects.get(version=version, subject_id=case.subject_id)
    assert (entry.kind, entry.content["reason"]) == (EntryKind.REMOVED, "Moved to Leeds")
    assert entry.content["by"] == "Idris Example-Moss"


def test_nobody_with_an_open_case_is_left_out_silently(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    compiled(acting, meeting)
    late = scene.case("Wes")
    with acting("business_support") as by, pytest.raises(NotNow) as refusal:
        services.compile_agenda(meeting=meeting, by=by)
    with acting("business_support"):
        assert late.subject.reference in refusal.value.reason


def test_a_case_that_nobody_presents_holds_the_agenda_up(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass", worker=None)
    with pytest.raises(NotNow, match="present"):
        compiled(acting, meeting)


def test_somebody_who_is_not_shown_everybody_does_not_compile_and_the_chair_does(acting, scene, partnership):
    meeting, case = scene.meeting(), scene.case("Cass")
    with scene.as_worker():
        Exclusion.objects.create(
            subject=case.subject, user_id=partnership.user("business_support").pk, since=clock.now()
        )
    with pytest.raises(NotNow, match="see everybody"):
        compiled(acting, meeting)
    with acting("chair") as by:
        if not AgendaItem.objects.filter(meeting=meeting).exists():
            services.send_names(meeting=meeting, by=by)
        assert services.compile_agenda(meeting=meeting, by=by).number == 1


def test_a_person_without_a_basis_is_on_the_agenda_all_the_same(acting, scene):
    meeting, case = scene.meeting(), scene.case("Cass", basis=False)
    assert content(acting, compiled(acting, meeting), case)["name"] == "Cass Test-Maple"


def test_the_digest_is_checked_by_whoever_sees_only_a_part(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Cass"), scene.case("Alex", part=Part.ADULT_2)
    version = circulated(acting, meeting)
    with scene.as_worker():
        partnership.user("lat_spoc").memberships.update(part_two=False)
    with acting("lat_spoc"):
        entries = list(AgendaEntry.objects.filter(version=version))
        assert len(entries) == 1
        assert is_intact(version, entries)
        entries[0].content["name"] = "Somebody else"
        assert not is_intact(version, entries)


def test_a_frozen_version_never_changes_in_the_database(acting, scene):
    version = compiled(acting, scene.meeting())
    with acting("chair"):
        for sql in (
            "UPDATE meetings_agendaentry SET position = 9",
            "UPDATE meetings_agendaversion SET reason = 'x'",
            "DELETE FROM meetings_agendaentry",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
    assert AgendaVersion.objects.get().digest == version.digest


def test_the_owner_of_the_tables_cannot_change_one_either(acting, scene, as_owner):
    scene.case("Cass")
    compiled(acting, scene.meeting())
    with as_owner(), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_agendaentry SET position = position + 1")


def test_the_chair_approves_and_business_support_is_told(acting, scene, partnership):
    meeting = scene.meeting()
    scene.case("Cass")
    version = compiled(acting, meeting)
    with acting("chair") as by:
        approval = services.review_agenda(version=version, outcome=APPROVED, by=by)
    assert approval.decided_as is Role.CHAIR
    assert stage_of(version.meeting) is MeetingStage.APPROVED
    assert Notice.objects.filter(user=partnership.user("business_support"), kind="agenda approved").exists()


def test_the_chair_returns_it_with_comments_and_it_is_compiled_again(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    version = compiled(acting, meeting)
    with acting("chair") as by:
        with pytest.raises(NotNow):
            services.review_agenda(version=version, outcome=RETURNED, by=by)
        services.review_agenda(version=version, outcome=RETURNED, comments="Who presents item 1?", by=by)
    assert stage_of(version.meeting) is MeetingStage.COMPILED
    with acting("business_support") as by:
        assert services.compile_agenda(meeting=meeting, by=by).number == 2


def test_only_the_newest_version_is_decided_on(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    first = compiled(acting, meeting)
    with acting("business_support") as by:
        services.compile_agenda(meeting=meeting, by=by)
    with acting("chair") as by, pytest.raises(NotNow, match="newer"):
        services.review_agenda(version=first, outcome=APPROVED, by=by)


def test_the_vice_chair_decides_only_in_the_chairs_conflict(acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    version = compiled(acting, meeting)
    with acting("vice_chair") as by:
        with pytest.raises(NotNow) as refusal:
            services.review_agenda(version=version, outcome=APPROVED, by=by)
        assert refusal.value.clause == "W2"
        approval = services.review_agenda(
            version=version, outcome=APPROVED, chairs_conflict="The chair knows the family", by=by
        )
    assert approval.decided_as is Role.VICE_CHAIR


def test_a_chair_who_is_barred_from_one_person_leaves_the_decision_to_the_vice_chair(
    acting, scene, partnership
):
    meeting, case = scene.meeting(), scene.case("Cass")
    version = compiled(acting, meeting)
    with scene.as_worker():
        Exclusion.objects.create(
            subject=case.subject, user_id=partnership.user("chair").pk, since=clock.now()
        )
    with acting("chair") as by, pytest.raises(NotNow) as refusal:
        services.review_agenda(version=version, outcome=APPROVED, by=by)
    assert refusal.value.clause == "W2"
    with acting("vice_chair") as by:
        services.review_agenda(
            version=version, outcome=APPROVED, chairs_conflict="The chair is barred from one record", by=by
        )
    assert AgendaApproval.objects.get().decided_as is Role.VICE_CHAIR


@pytest.mark.parametrize("key", ["business_support", "health_spoc", "ce_coordinator"])
def test_nobody_else_decides(acting, scene, key):
    version = compiled(acting, scene.meeting())
    with acting(key) as by, pytest.raises(Refused):
        services.review_agenda(version=version, outcome=APPROVED, by=by)


def test_whoever_was_decided_on_provisionally_comes_first_next_time(acting, scene, partnership, monday):
    earlier, meeting = scene.meeting(on=date(2026, 12, 2)), scene.meeting()
    monday.move_to("2026-12-01T10:00:00Z")
    first, provisional = scene.case("Ash"), scene.case("Zoe")
    with acting("business_support") as by:
        items = {item.case_id: item for item in services.send_names(meeting=earlier, by=by)}
    with scene.as_worker():
        for case, quorate in [(first, True), (provisional, False)]:
            ItemDecision.objects.create(
                item=items[case.pk], subject_id=case.subject_id, outcome=ItemOutcome.CONTINUE,
                version=1, quorate=quorate, decided_by=partnership.user("chair"), decided_at=clock.now(),
            )  # fmt: skip
    monday.move_to("2026-12-21T10:00:00Z")
    with acting("business_support") as by:
        services.send_names(meeting=meeting, by=by)
        ordered = [item.case_id for item in AgendaItem.objects.filter(meeting=meeting)]
    assert ordered == [provisional.pk, first.pk]
    with acting("business_support") as by:
        version = services.compile_agenda(meeting=meeting, by=by)
    assert content(acting, version, provisional)["provisional"] is True
    assert content(acting, version, first)["reasons"][0]["clause"] == "P10"
