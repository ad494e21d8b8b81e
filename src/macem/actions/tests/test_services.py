from datetime import date

import pytest

from macem.actions.models import Action, ActionResult, FormerOwner, OwnerLeft
from macem.actions.owners_left import flag_owners_left
from macem.actions.services import (
    agree_action,
    current_due,
    latest_result,
    name_new_owner,
    record_result,
    tell_owner,
    update_action,
)
from macem.agencies.models import Membership, MembershipEnding
from macem.agencies.services import end_role
from macem.audit.models import AuditEvent
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.notices.models import Notice
from macem.protocol.vocabulary import ActionOutcome, Role

pytestmark = pytest.mark.django_db
DONE = {"outcome": ActionOutcome.DONE, "evidence": "Went on Friday", "effect": "Starts in March"}


def test_m6_an_action_bears_who_agency_and_date(agreed, child, partnership):
    action = agreed(child)
    assert (action.owner_name, action.agency.code) == ("Priya Example-Stow", "education")
    assert action.subject_reference == child.subject.reference
    event = AuditEvent.objects.get(event="action_agreed")
    assert event.subject_id == child.pk
    assert "taster" not in str(event.details)


@pytest.mark.parametrize(
    "lacking", [{"text": ""}, {"owner": None, "owner_name": ""}, {"agency": None}, {"due": None}]
)
def test_m6_no_action_without_owner_agency_or_date(acting, agreed, lacking):
    with pytest.raises(NotNow) as refusal:
        agreed(**lacking)
    assert refusal.value.clause == "M6"
    with acting("chair"):
        assert not Action.objects.exists()


def test_m6_the_owner_works_for_the_agency(agreed):
    with pytest.raises(NotNow, match="does not work for"):
        agreed(owner="police_spoc", agency="education")


def test_m6_somebody_without_an_account_is_named(agreed):
    action = agreed(owner=None, owner_name="Sam Example-Nurse")
    assert (action.owner, action.owner_name) == (None, "Sam Example-Nurse")


def test_nobody_agrees_an_action_for_another_agency(acting, partnership):
    with acting("health_spoc") as by, pytest.raises(Refused):
        agree_action(
            panel=partnership.panel, text="Visit", owner=None, owner_name="A", due=date(2099, 1, 1),
            agency=partnership.agency("police"), by=by,
        )  # fmt: skip


def test_nobody_agrees_an_action_about_somebody_they_may_not_see(acting, partnership, child):
    with acting("intelligence_ds") as by, pytest.raises(Refused):
        agree_action(
            panel=partnership.panel, text="Visit", owner=None, owner_name="A", due=date(2099, 1, 1),
            agency=partnership.agency("police"), subject_id=child.pk, by=by,
        )  # fmt: skip


def test_m8_the_owner_records_a_result_without_seeing_the_child(agreed, acting, child, partnership):
    action = agreed(child)
    with acting("referrer") as by:
        record_result(action=Action.objects.get(pk=action.pk), by=by, **DONE)
        assert Action.objects.with_state().get().outcome is ActionOutcome.DONE
        assert not Action.objects.with_state().open().exists()


def test_m8_done_needs_evidence_and_effect(agreed, acting):
    action = agreed()
    with acting("referrer") as by, pytest.raises(NotNow, match="effect") as refusal:
        record_result(action=action, outcome=ActionOutcome.DONE, evidence="Went", by=by)
    assert refusal.value.clause == "M8"


def test_m8_a_carried_forward_action_has_the_new_date_and_is_counted(agreed, acting):
    action = agreed()
    with acting("referrer") as by:
        for new_due in (date(2099, 2, 1), date(2099, 3, 1)):
            record_result(action=action, outcome=ActionOutcome.CARRIED_FORWARD, new_due=new_due, by=by)
        found = Action.objects.with_state().open().get()
        assert (found.due, found.times_carried) == (date(2099, 3, 1), 2)
        assert current_due(action) == date(2099, 3, 1)


def test_m9_an_action_is_late_when_its_day_is_over(agreed, acting):
    action = agreed()
    with acting("chair"):
        assert not Action.objects.with_state().overdue(date(2099, 1, 29)).exists()
        assert list(Action.objects.with_state().overdue(date(2099, 1, 30))) == [action]


def test_two_people_recording_a_result_see_both_texts(agreed, acting):
    action = agreed()
    with acting("chair") as by:
        mine, theirs = Action.objects.get(pk=action.pk), Action.objects.get(pk=action.pk)
        record_result(action=theirs, by=by, outcome=ActionOutcome.NOT_DONE, evidence="No staff")
        with pytest.raises(StaleWrite) as stale:
            record_result(action=mine, by=by, **DONE)
        assert stale.value.theirs.evidence == "No staff"
        assert stale.value.yours.evidence == "Went on Friday"
        assert ActionResult.objects.count() == 1


def test_m8_only_the_meeting_changes_the_result_of_a_closed_action(agreed, acting):
    action = agreed()
    with acting("referrer") as by:
        record_result(action=action, by=by, **DONE)
        with pytest.raises(Refused):
            record_result(action=action, outcome=ActionOutcome.NOT_DONE, evidence="No", by=by)
    with acting("chair") as by:
        record_result(action=action, outcome=ActionOutcome.NOT_DONE, evidence="Not seen", by=by)
        assert latest_result(action).outcome is ActionOutcome.NOT_DONE


@pytest.mark.parametrize(("key", "may"), [("education_spoc", True), ("chair", True), ("health_spoc", False)])
def test_m9_owner_contact_and_chair_update_an_action(agreed, acting, child, key, may):
    action = agreed(child)
    with acting(key) as by:
        if may:
            assert update_action(action=action, text="The garage has answered", by=by).pk
        else:
            with pytest.raises(Refused):
                update_action(action=action, text="The garage has answered", by=by)


def test_m9_when_an_owner_leaves_the_action_stays_open_and_the_contact_is_told(
    agreed, acting, as_worker, partnership
):
    action = agreed(owner="attendance_officer")
    leaving = Membership.objects.get(user=partnership.user("attendance_officer"))
    end_role(membership=leaving, by=Actor.command("test"))
    with as_worker():
        assert flag_owners_left() == 1
        assert flag_owners_left() == 0
        found = Action.objects.with_state().open().get()
        assert found.owner_has_left
        assert found.owner_name == "Glen Example-Hythe"
        assert {notice.user.email for notice in Notice.objects.all()} == {"education.spoc@example.org"}
        assert not MembershipEnding.objects.filter(handled_at=None).exists()
    with acting("education_spoc") as by:
        name_new_owner(
            action=action, owner=partnership.user("inclusion_adviser"), owner_name="",
            agency=partnership.agency("education"), by=by,
        )  # fmt: skip
        assert FormerOwner.objects.get().owner_name == "Glen Example-Hythe"
        assert not OwnerLeft.objects.filter(cleared_at=None).exists()
        assert not Action.objects.with_state().get().owner_has_left


def test_m9_without_a_contact_business_support_is_told(agreed, as_worker, partnership):
    agreed(owner="attendance_officer")
    end_role(
        membership=Membership.objects.get(user=partnership.user("attendance_officer")),
        by=Actor.command("test"),
    )
    end_role(
        membership=Membership.objects.get(user=partnership.user("education_spoc"), role=Role.SPOC),
        by=Actor.command("test"),
    )
    with as_worker():
        flag_owners_left()
        assert {notice.user.email for notice in Notice.objects.all()} == {"business.support@example.org"}


def test_a_contact_gives_an_action_to_colleagues_only(agreed, acting, partnership):
    action = agreed()
    with acting("education_spoc") as by, pytest.raises(Refused):
        name_new_owner(
            action=action, owner=partnership.user("police_spoc"), owner_name="",
            agency=partnership.agency("police"), by=by,
        )  # fmt: skip


def test_m9_the_owner_is_told_once(agreed, acting):
    action = agreed()
    with acting("chair") as by:
        tell_owner(action=action, by=by)
        tell_owner(action=action, by=by)
    notice = Notice.objects.get()
    assert (notice.subject_line, notice.due) == ("something for you to do", date(2099, 1, 29))
