"""What other rooms gather from actions: duties for the desk, entries for a person's timeline."""

import pytest

from macem.actions.duties import duties
from macem.actions.owners_left import flag_owners_left
from macem.actions.services import path_of, record_result
from macem.actions.timeline import entries
from macem.agencies.models import Membership
from macem.agencies.services import end_role
from macem.gate import clock
from macem.gate.actor import Actor
from macem.protocol.vocabulary import ActionOutcome, Clause, Role

pytestmark = pytest.mark.django_db


def test_m8_an_owner_owes_a_word_on_each_open_action(agreed, acting, child, partnership):
    action = agreed(child)
    with acting("referrer") as by:
        user = partnership.user("referrer")
        (duty,) = duties(user, {Role.REFERRER}, clock.now())
        assert (duty.url, duty.due, duty.clause) == (path_of(action), action.first_due, Clause.M8)
        assert duty.subject_reference == child.subject.reference
        record_result(action=action, outcome=ActionOutcome.DONE, evidence="Went", effect="Well", by=by)
        assert duties(user, {Role.REFERRER}, clock.now()) == []


def test_m9_the_contact_owes_another_owner(agreed, acting, as_worker, child, partnership):
    action = agreed(child, owner="attendance_officer")
    end_role(
        membership=Membership.objects.get(user=partnership.user("attendance_officer")), by=Actor.command("x")
    )
    with as_worker():
        flag_owners_left()
    with acting("education_spoc"):
        (duty,) = duties(partnership.user("education_spoc"), {Role.SPOC}, clock.now())
    assert duty.url == f"{path_of(action)}owner/"
    assert "Glen Example-Hythe has left" in duty.reason
    with acting("health_spoc"):
        assert duties(partnership.user("health_spoc"), {Role.SPOC}, clock.now()) == []


def test_a_timeline_tells_of_agreement_and_result_to_those_who_see_the_person(
    agreed, acting, child, partnership
):
    action = agreed(child)
    agreed()
    with acting("chair") as by:
        record_result(action=action, outcome=ActionOutcome.DONE, evidence="Went", effect="Well", by=by)
        told = entries(child.pk, partnership.user("chair"))
        assert [entry.clause for entry in told] == [Clause.M6, Clause.M8]
    with acting("attendance_officer"):
        assert entries(child.pk, partnership.user("attendance_officer")) == []
