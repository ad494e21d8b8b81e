"""P2: two people at the MASH who decide on one referral at once never register the child twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from macem.demo import partnership as demo
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite
from macem.gate.scope import acting_for
from macem.people.models import Person
from macem.referrals.models import MashDecision
from macem.referrals.tests.making import decide, refer


@pytest.mark.parametrize("decisions_seen", [None, 0])
def test_a_child_is_registered_once(fresh_database, decisions_seen):
    partnership = demo.existing()
    referrer, mash = partnership.actor("referrer"), partnership.actor("mash")
    with acting_for(referrer.user_id):
        referral = refer(partnership, referrer)
    decided, may_commit = threading.Event(), threading.Event()

    def first():
        with acting_for(mash.user_id):
            decide(referral, mash, 4)
            decided.set()
            may_commit.wait(10)
        connections.close_all()

    def second():
        decided.wait(10)
        threading.Timer(0.3, may_commit.set).start()
        try:
            with acting_for(mash.user_id):
                return decide(referral, mash, 2, decisions_seen=decisions_seen)
        except StaleWrite as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.submit(first), threads.submit(second)
        one.result(20)
        answer = other.result(20)
    with acting_for(mash.user_id):
        assert Person.objects.count() == 1
        assert MashDecision.objects.count() == (2 if decisions_seen is None else 1)
    assert isinstance(answer, MashDecision if decisions_seen is None else StaleWrite)


def test_a_child_of_two_referrals_is_not_registered_twice_unseen(fresh_database):
    """Whoever decides second, at the same moment, is shown the record that the first has just made."""
    partnership = demo.existing()
    referrer, mash = partnership.actor("referrer"), partnership.actor("mash")
    with acting_for(referrer.user_id):
        referrals = [refer(partnership, referrer), refer(partnership, referrer, surname="Test-Lindkvist")]
    decided, may_commit = threading.Event(), threading.Event()

    def first():
        with acting_for(mash.user_id):
            decide(referrals[0], mash, 1)
            decided.set()
            may_commit.wait(10)
        connections.close_all()

    def second():
        decided.wait(10)
        threading.Timer(0.3, may_commit.set).start()
        try:
            with acting_for(mash.user_id):
                return decide(referrals[1], mash, 1)
        except NotNow as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.submit(first), threads.submit(second)
        one.result(20)
        answer = other.result(20)
    with acting_for(mash.user_id):
        assert Person.objects.count() == 1
    assert isinstance(answer, NotNow)
    assert "likely the same person" in answer.reason
