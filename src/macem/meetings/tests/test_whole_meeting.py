"""A small meeting, whole, by the right roles: two children and an adult, from the room to the minutes."""

from datetime import date, datetime

import pytest

from macem.actions.models import Action
from macem.actions.services import agree_action, record_result
from macem.cases.models import AgreedLevel, Case, Closure
from macem.gate.clock import LONDON
from macem.meetings import services
from macem.meetings.models import AgendaItem, ItemDecision, Minutes, MinutesSection
from macem.meetings.services.decisions import ProposedClosure
from macem.meetings.services.record import Task
from macem.meetings.tests.scene import circulated, item_of
from macem.meetings.tests.session_scene import record_all, stage_now, started
from macem.notices.models import Notice
from macem.protocol.vocabulary import ActionOutcome, ClosureKind, Part, ReturnStatus, RiskLevel
from macem.protocol.vocabulary.states import ActionKind, ApprovalOutcome, ItemOutcome, MeetingStage

pytestmark = pytest.mark.django_db


def test_from_the_room_to_the_minutes(acting, scene, partnership, monday):
    meeting = scene.meeting()
    cass, nia = scene.case("Cass"), scene.case("Nia")
    flint = scene.case("Ash", part=Part.ADULT_2, surname="Test-Flint")
    with acting("business_support") as by:
        earlier = agree_action(
            panel=partnership.panel,
            text="Agree a way home on Fridays",
            owner=partnership.user("health_spoc"),
            owner_name="",
            agency=partnership.agency("health"),
            due=date(2027, 1, 4),
            subject_id=cass.subject_id,
            by=by,
        )
    circulated(acting, meeting)
    with acting("health_spoc") as by:
        services.submit_return(
            item=item_of(cass),
            agency=partnership.agency("health"),
            answer=ReturnStatus.SHARED,
            information="Seen by the school nurse on 17 December.",
            solutions="A drop-in on Fridays.",
            by=by,
        )
    monday.move_to(datetime(2027, 1, 6, 14, 0, tzinfo=LONDON))
    started(partnership, acting, meeting)
    with acting("business_support"):
        items = {case.pk: item_of(case) for case in (cass, nia, flint)}
        assert stage_now(meeting) is MeetingStage.IN_SESSION

    with acting("business_support") as by:
        record_result(
            action=earlier, outcome=ActionOutcome.DONE, evidence="Lift booked.", effect="Home by ten.", by=by
        )
        services.give_information(
            item=items[cass.pk], agency=partnership.agency("police"), fact="Found at a flat.",
            opinion="Contact is being arranged for her.", by=by,
        )  # fmt: skip
        services.agree_item_action(
            item=items[cass.pk],
            text="Visit Hope Street",
            owner=partnership.user("chair"),
            owner_name="",
            agency=partnership.agency("police"),
            due=date(2027, 1, 15),
            by=by,
        )
        services.record_dissent(
            item=items[cass.pk],
            agency=partnership.agency("yjs"),
            name="Noor Example-Beck",
            reason="The work began three weeks ago.",
            escalate=Task(
                owner=partnership.user("yjs_spoc"), owner_name="", agency=partnership.agency("yjs"),
                due=date(2027, 1, 15),
            ),
            by=by,
        )  # fmt: skip
        concern = services.raise_concern(
            item=items[cass.pk], about="Her cousin Bo", concern="Seen at the same flat.", by=by
        )
        services.refer_concern(
            concern=concern,
            task=Task(
                owner=None, owner_name="A. Teacher", agency=partnership.agency("education"),
                due=date(2027, 1, 7),
            ),
            by=by,
        )  # fmt: skip
    record_all(acting, items[cass.pk])
    record_all(acting, items[nia.pk], outcome=None, level=RiskLevel.LOW)
    record_all(acting, items[flint.pk])
    with acting("vice_chair") as by:
        services.decide_item(
            item=items[nia.pk],
            outcome=ItemOutcome.CLOSE,
            closure=ProposedClosure(kind=ClosureKind.DIED, reason="Died on 2 January."),
            by=by,
        )

    monday.move_to(datetime(2027, 1, 6, 16, 0, tzinfo=LONDON))
    with acting("chair") as by:
        services.finish_meeting(meeting=meeting, by=by)
        assert stage_now(meeting) is MeetingStage.FINISHED
        assert [row.level for row in AgreedLevel.objects.filter(case=cass)] == [RiskLevel.ESCALATING]
        assert Case.objects.get(pk=cass.pk).is_open
        assert Case.objects.get(pk=flint.pk).is_open
        assert Closure.objects.get().kind is ClosureKind.DIED
        assert ItemDecision.objects.get(item=items[nia.pk]).closure == Closure.objects.get()
        kinds = set(Action.objects.about(cass.subject_id).values_list("kind", flat=True))
        assert kinds == {ActionKind.ORDINARY, ActionKind.ESCALATION, ActionKind.CSC_REFERRAL}

    with acting("business_support") as by:
        first = services.draft_minutes(meeting=meeting, by=by)
    with acting("chair") as by:
        services.review_minutes(
            minutes=first, outcome=ApprovalOutcome.RETURNED, comments="Say where she was found.", by=by
        )
    with acting("business_support") as by:
        services.save_record(
            item=items[cass.pk], version=1, discussion="Found at a flat on Hope Street.", by=by
        )
        second = services.draft_minutes(meeting=meeting, by=by)
        assert second.version == 2
    with acting("chair") as by:
        services.review_minutes(minutes=second, outcome=ApprovalOutcome.APPROVED, by=by)
    with acting("business_support") as by:
        services.distribute_minutes(minutes=second, by=by)
        assert stage_now(meeting) is MeetingStage.DISTRIBUTED

    with acting("health_spoc") as by:
        section = MinutesSection.objects.get(minutes=second, item=items[cass.pk])
        said = section.content
        assert not MinutesSection.objects.filter(minutes=first).exists(), "drafts are not for members"
        assert services.note_minutes_opened(minutes=Minutes.objects.get(pk=second.pk), by=by) is not None
    assert said["name"] == "Cass Test-Maple"
    assert said["discussion"] == "Found at a flat on Hope Street."
    assert said["actions"][0]["outcome"] == "Done"
    assert said["actions"][0]["effect"] == "Home by ten."
    assert {row["agency"] for row in said["information"]} == {"Health", "Police"}
    assert said["voice"]["child"] == "I want one number to ring."
    assert said["level"] == {"then": "", "now": "Escalating concerns", "reason": "Two new adults named."}
    assert said["dissents"][0]["escalation"]["due"] == "2027-01-15"
    assert {row["text"] for row in said["new_actions"]} >= {"Visit Hope Street"}
    assert said["concerns"][0]["action"]["owner"] == "A. Teacher"
    assert said["sharing"]["told_by"] == "Jo Example-Finch"
    assert said["decision"]["outcome"] == "Continue"
    assert said["quorate"] is True
    assert [row["name"] for row in second.general["chaired"]] == ["Idris Example-Moss"] * 2
    assert {row["part"] for row in second.general["quorum"]} == {"Part 1a", "Part 2"}
    told = Notice.objects.filter(kind="minutes distributed")
    assert told.filter(user=partnership.user("health_spoc")).exists()
    assert not any("Cass" in notice.subject_line + notice.path for notice in Notice.objects.all())


def test_a_member_without_the_part_2_right_sees_no_adult_in_the_minutes(acting, scene, partnership, monday):
    meeting = scene.meeting()
    scene.case("Ash", part=Part.ADULT_2, surname="Test-Flint")
    circulated(acting, meeting)
    monday.move_to(datetime(2027, 1, 6, 14, 0, tzinfo=LONDON))
    started(partnership, acting, meeting)
    with acting("business_support"):
        item = AgendaItem.objects.get()
    record_all(acting, item, child_voice="", family_voice="", voice_asked_by="", voice_asked_on=None)
    with acting("chair") as by:
        services.finish_meeting(meeting=meeting, by=by)
    with acting("business_support") as by:
        minutes = services.draft_minutes(meeting=meeting, by=by)
    with acting("chair") as by:
        services.review_minutes(minutes=minutes, outcome=ApprovalOutcome.APPROVED, by=by)
        services.distribute_minutes(minutes=minutes, by=by)
    with acting("exploitation_team"):
        assert not MinutesSection.objects.exists()
    with acting("health_spoc"):
        assert MinutesSection.objects.count() == 1
