"""P2: what waits for the MASH, harm that is happening now first, and what is known beside each."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from macem.gate import clock
from macem.gate.actor import Actor
from macem.people.models import Person
from macem.protocol.screening import Given
from macem.protocol.vocabulary import MashLevel
from macem.referrals import known, services
from macem.referrals.queue import Queue, Shown
from macem.referrals.tests.making import assess, child, decide, early_help, refer
from macem.screening.models import Screening
from macem.screening.tests.making import send

pytestmark = pytest.mark.django_db

MASH = "/referrals/mash/"
HARMED = Given(choice="yes", words="Was hit on Friday.", source="child")
BORN, SWAPPED = date(2012, 7, 2), date(2012, 2, 7)


def page(client, where=MASH):
    return client.get(where).content.decode()


def test_a_child_who_is_being_harmed_now_comes_first_then_whoever_waited_longest(
    acting, partnership, signed_in
):
    with time_machine.travel("2027-01-04 09:00Z", tick=False), acting("referrer") as by:
        older = refer(partnership, by, forename="Older")
    with time_machine.travel("2027-01-05 09:00Z", tick=False), acting("referrer") as by:
        newer = send(partnership, by)
        harmed = send(partnership, by, harm_now=HARMED)
    with time_machine.travel("2027-01-06 09:00Z", tick=False):
        shown = page(signed_in("mash"))
    order = sorted((harmed, older, newer), key=lambda one: shown.index(f"years, {one.receipt}"))
    assert order == [harmed, older, newer]
    assert shown.count("Harmed now") == 1


def test_a_screening_says_what_it_suggests_and_why_and_sets_nothing(acting, partnership, signed_in):
    with acting("referrer") as by:
        referral = send(partnership, by)
    client = signed_in("mash")
    for shown in (page(client), page(client, f"{MASH}{referral.receipt}/")):
        assert "Low-level concerns" in shown or "Emerging concerns" in shown
        assert "1 point" in shown or "points" in shown
    form = page(client, f"{MASH}{referral.receipt}/")
    assert "The MASH decides the level" in form
    assert "checked" not in form.split('<form method="post" novalidate')[1]


def test_the_child_of_a_screening_is_linked_to_it_by_the_decision(acting, partnership):
    with acting("referrer") as by:
        referral = send(partnership, by)
    with acting("mash") as by:
        decision = decide(referral, by, MashLevel.UNIVERSAL.value)
        assert Screening.objects.get().subject_id == decision.referral.subject_id


def test_the_numbers_and_the_nicknames_of_a_screening_find_a_known_child(acting, partnership):
    with acting("referrer") as by:
        refer(partnership, by, forename="Bluebell", csc_number="900555")
        mine = send(
            partnership,
            by,
            name=Given(facts={"forename": "Zara", "surname": "Test-Lindqvist", "others": "Blue, Bluebell"}),
            numbers=Given(facts={"upn": "H801200001001", "csc": "900555"}),
        )
        sought = known.described(mine)
    assert {name.forename.written for name in sought.names} == {"Zara", "Blue", "Bluebell"}
    assert {number for _kind, number in sought.numbers} == {"H801200001001", "900555"}


def test_contacts_about_one_child_that_wait_are_said_to_be_alike(acting, partnership, signed_in):
    with acting("referrer") as by:
        one = refer(partnership, by, date_of_birth=BORN)
    with acting("health_spoc") as by:
        other = refer(partnership, by, agency="health", surname="Test-Lindkvist", date_of_birth=SWAPPED)
        refer(partnership, by, agency="health", forename="Robin", surname="Test-Ashby")
    shown = page(signed_in("mash"))
    for receipt in (one.receipt, other.receipt):
        assert shown.count(f'href="{MASH}{receipt}/"') == 2
    assert shown.count("Likely the same child as") == 2
    assert shown.count("Nobody likely") == 1


def test_a_likely_known_child_is_marked_with_the_contacts_before(acting, partnership, signed_in):
    person = child(partnership, acting)
    with acting("health_spoc") as by:
        refer(partnership, by, agency="health", surname="Test-Lindkvist")
    shown = page(signed_in("mash"))
    assert "Likely known here" in shown
    assert "1 earlier contact" in shown
    assert f'href="/people/{person.subject.reference}/assessments/#mash"' in shown


def test_what_was_decided_stands_under_this_week_and_under_whoever_decided(acting, partnership, signed_in):
    with time_machine.travel("2027-01-08 09:00Z", tick=False):  # a Friday
        with acting("referrer") as by:
            referral = refer(partnership, by)
        with acting("mash") as by:
            decide(referral, by, 2, early_help=early_help(partnership.panel, "PACE", "A club"))
        assert referral.receipt in page(signed_in("mash"), f"{MASH}?show=decided")
    with time_machine.travel("2027-01-11 09:00Z", tick=False):  # the Monday after
        client = signed_in("mash")
        assert referral.receipt not in page(client, f"{MASH}?show=decided")
        mine = page(client, f"{MASH}?show=mine")
    for words in (referral.receipt, "Early help", "PACE; A club", "Level 2: early help", "Decide again"):
        assert words in mine
    with time_machine.travel("2027-03-01 09:00Z", tick=False):
        assert referral.receipt not in page(signed_in("mash"), f"{MASH}?show=mine")


def test_what_somebody_else_decided_is_not_under_mine(acting, partnership):
    with acting("referrer") as by:
        referral = refer(partnership, by)
    with acting("mash") as by:
        decide(referral, by, 1)
        rows = Queue(partnership.panel, partnership.user("mash")).rows(Shown.MINE)
        assert list(rows) == [referral]
        since = clock.now() - timedelta(days=1)
        assert not rows.decided_by(partnership.user("chair"), since=since).exists()


def test_long_queues_have_pages(acting, partnership, signed_in):
    with acting("referrer") as by:
        for number in range(27):
            refer(
                partnership,
                by,
                forename=f"Robin{chr(97 + number % 26)}{chr(97 + number)}",
                surname="Test-Ash",
            )
    client = signed_in("mash")
    first, second = page(client), page(client, f"{MASH}?page=2")
    assert first.count(f'href="{MASH}R-') >= 25
    assert 'aria-current="page"' in first
    assert second.count('m-b" href') == 2


@pytest.mark.parametrize("show", ["waiting", "decided", "mine", "nonsense"])
def test_nothing_is_said_in_words(show, signed_in):
    shown = page(signed_in("mash"), f"{MASH}?show={show}")
    assert ("Nothing waits." in shown) is (show in {"waiting", "nonsense"})
    assert ("Nothing was decided in this time." in shown) is (show in {"decided", "mine"})


def test_an_emergency_stands_beside_the_queue_and_beside_the_same_referrers_contact(
    acting, partnership, signed_in
):
    with acting("referrer") as by:
        services.stop_for_emergency(panel=partnership.panel, agency=partnership.agency("education"), by=by)
        referral = refer(partnership, by)
    with acting("health_spoc") as by:
        other = refer(partnership, by, agency="health", forename="Robin")
    client = signed_in("mash")
    assert "Record what followed" in page(client)
    assert "What followed is not recorded" in page(client, f"{MASH}{referral.receipt}/")
    assert "Emergency route shown" not in page(client, f"{MASH}{other.receipt}/")


def test_the_childs_history_stands_beside_the_decision(acting, partnership, signed_in):
    person = child(partnership, acting)
    with acting("social_worker") as by:
        assess(partnership, person, by)
    with acting("health_spoc") as by:
        again = refer(partnership, by, agency="health")
    with acting("mash") as by:
        decide(again, by, 3, person=person)
    shown = page(signed_in("mash"), f"{MASH}{again.receipt}/decided/")
    for words in (
        "1 earlier contact",
        "Level 4: statutory",
        "Jo Example-Finch",
        "Escalating concerns, completed 5 January 2026",
        "Local Area Team since",
        "Never recorded",
    ):
        assert words in shown, words


def test_level_4_without_a_strategy_meeting_prompts_and_one_recorded_does_not(acting, partnership, signed_in):
    with acting("referrer") as by:
        referral = refer(partnership, by)
    with acting("mash") as by:
        person = Person.objects.get(pk=decide(referral, by, 4).referral.subject_id)
    client, where = signed_in("mash"), f"{MASH}{referral.receipt}/decided/"
    prompt = "The MASH decided level 4 and no strategy meeting is recorded"
    assert prompt in page(client, where)
    assert "Record a strategy meeting" in page(client, where)
    with acting("mash") as by:
        services.record_strategy_meeting(
            person=person, held_on=clock.today(), section_47=False, outcome="A joint plan.", by=by
        )
    assert prompt not in page(client, where)


def test_a_contact_that_waits_has_no_decision_to_show(acting, partnership, signed_in):
    with acting("referrer") as by:
        referral = refer(partnership, by)
    assert signed_in("mash").get(f"{MASH}{referral.receipt}/decided/").status_code == 404
    assert signed_in("chair").get(f"{MASH}{referral.receipt}/decided/").status_code == 403


def test_a_page_of_the_queue_asks_as_often_for_many_as_for_one(acting, partnership):
    with acting("referrer") as by:
        send(partnership, by)
    queue = Queue(partnership.panel, partnership.user("mash"))
    counts = []
    for more in (0, 3):
        for number in range(more):
            with acting("referrer") as by:
                send(
                    partnership, by, name=Given(facts={"forename": f"Robin{number}", "surname": "Test-Ashby"})
                )
        with acting("mash"), CaptureQueriesContext(connection) as asked:
            assert len(queue.waiting(list(queue.rows(Shown.WAITING)))) == 1 + more
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_alike_is_asked_for_whoever_decides_alone(acting, partnership):
    """A referrer asks in vain, whatever they call: the database answers to the MASH."""
    child(partnership, acting)
    with acting("health_spoc") as by:
        referral = refer(partnership, by, agency="health")
        assert known.records(referral, Actor.user(partnership.user("health_spoc"))) == []
