"""P3: strategy meetings, and the section 47 enquiries that they open."""

from datetime import date

import pytest

from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.safeguarding import EnquiryOutcome
from macem.referrals import services, summary, timeline
from macem.referrals.duties import duties
from macem.referrals.models import StrategyMeeting
from macem.referrals.tests.making import child

pytestmark = pytest.mark.django_db

HELD = date(2025, 12, 14)


@pytest.fixture
def person(acting, partnership):
    return child(partnership, acting)


@pytest.fixture
def meeting(acting, person):
    with acting("mash") as by:
        held = record(person, by)
    held.subject = person.subject
    return held


def record(person, by, **changes):
    given = {"held_on": HELD, "section_47": True, "outcome": "A joint visit."}
    return services.record_strategy_meeting(person=person, by=by, **(given | changes))


def conclude(meeting, by, **changes):
    given = {
        "outcome": EnquiryOutcome.CONFERENCE,
        "concluded_on": date(2026, 1, 5),
        "conference_on": date(2026, 1, 7),
        "reason": "Two agencies saw injuries.",
    }
    return services.conclude_enquiry(meeting=meeting, by=by, **(given | changes))


def test_a_meeting_says_who_chaired_and_who_was_there(acting, partnership, person, signed_in):
    with acting("mash") as by:
        there = [partnership.agency(code) for code in ("police", "health")]
        record(person, by, chaired_by="Owen Example-Marr, service manager", agencies=there)
    shown = signed_in("mash").get(f"/people/{person.subject.reference}/assessments/").content.decode()
    for words in ("Chaired by Owen Example-Marr, service manager", "Health, Police", "Open, outcome was due"):
        assert words in shown


def test_an_enquiry_ends_once_and_then_says_how(acting, partnership, meeting):
    user = partnership.user("social_worker")
    with acting("social_worker") as by:
        conclude(meeting, by)
        with pytest.raises(NotNow) as refusal:
            conclude(meeting, by)
        assert refusal.value.clause == "P3"
        said = summary.safeguarding(meeting.subject_id, user)
        told = [entry.title for entry in timeline.entries(meeting.subject_id, user)]
    assert said.section_47 == "Ended 5 January 2026: child protection conference"
    assert said.section_47_tag == ""
    assert "Section 47 enquiry ended: Child protection conference" in told


@pytest.mark.parametrize(
    "change",
    [
        {"concluded_on": date(2025, 12, 13)},
        {"conference_on": None},
        {"reason": " "},
    ],
)
def test_an_outcome_that_cannot_be_right_is_refused(change, acting, meeting):
    with acting("social_worker") as by, pytest.raises(NotNow):
        conclude(meeting, by, **change)


def test_a_meeting_without_an_enquiry_has_no_outcome_of_one(acting, person):
    with acting("mash") as by:
        without = record(person, by, section_47=False)
        with pytest.raises(NotNow):
            conclude(without, by)


def test_a_conference_is_kept_for_that_outcome_only(acting, meeting):
    with acting("social_worker") as by:
        ended = conclude(meeting, by, outcome=EnquiryOutcome.NOT_SUBSTANTIATED)
    assert ended.conference_on is None


@pytest.mark.parametrize("key", ["second_social_worker", "police_spoc", "referrer", "chair"])
def test_only_social_care_that_sees_the_child_records_an_outcome(key, acting, meeting):
    with acting(key) as by, pytest.raises(Refused):
        conclude(meeting, by)


def test_the_form_records_the_outcome_once(meeting, signed_in):
    client = signed_in("social_worker")
    where = f"/people/{meeting.subject.reference}/strategy-meetings/{meeting.pk}/outcome/"
    form = {
        "outcome": "conference",
        "reason": "Two agencies saw injuries.",
        "concluded_on_day": 5,
        "concluded_on_month": 1,
        "concluded_on_year": 2026,
    }
    assert "Open, outcome was due" in client.get(where).content.decode()
    faulty = client.post(where, form).content.decode()
    assert "Enter the day of the conference" in faulty
    assert "Two agencies saw injuries." in faulty
    day = {"conference_on_day": 7, "conference_on_month": 1, "conference_on_year": 2026}
    assert client.post(where, form | day).status_code == 302
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(
    ("key", "status"), [("mash", 200), ("chair", 403), ("lat_spoc", 403), ("second_social_worker", 404)]
)
def test_who_reaches_the_outcome(key, status, meeting, signed_in):
    where = f"/people/{meeting.subject.reference}/strategy-meetings/{meeting.pk}/outcome/"
    assert signed_in(key).get(where).status_code == status


def test_the_case_holder_owes_the_outcome(acting, partnership, meeting):
    user = partnership.user("social_worker")
    with acting("social_worker") as by:
        [duty] = [one for one in duties(user, {Role.SOCIAL_CARE_WORKER}, clock.now()) if "47" in one.title]
        assert (duty.due, duty.subject_reference) == (date(2026, 1, 7), meeting.subject.reference)
        conclude(meeting, by)
        assert not [one for one in duties(user, {Role.SOCIAL_CARE_WORKER}, clock.now()) if "47" in one.title]


def test_agencies_are_chosen_from_the_panels(acting, person, partnership, signed_in):
    client = signed_in("mash")
    form = {
        "section_47": "no",
        "outcome": "No enquiry.",
        "agencies": [partnership.agency("police").pk],
        "held_on_day": 14,
        "held_on_month": 12,
        "held_on_year": 2025,
    }
    where = f"/people/{person.subject.reference}/strategy-meetings/new/"
    assert client.post(where, form).status_code == 302
    with acting("mash"):
        assert [one.agency.code for one in StrategyMeeting.objects.get().agencies.all()] == ["police"]
