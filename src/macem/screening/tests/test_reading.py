"""P1, S1: a sent form is read whole by those with the right, on screen and on paper."""

import pytest

from macem.audit.models import AccessEntry
from macem.confidentiality.services import Principal, grant_access
from macem.demo.partnership import SEEDING
from macem.gate import clock
from macem.protocol.screening import Given
from macem.referrals import services as referrals
from macem.referrals.models import Referral
from macem.referrals.timeline import entries
from macem.screening.presenters.summary import summary
from macem.screening.tests.making import YES, fill_in, send

pytestmark = pytest.mark.django_db

HOME = Given(choice="yes", facts={"address": "12 Test Lane", "postcode": "YO1 1AA"})


@pytest.fixture
def sent(acting, partnership):
    """A form about Casey, who lives in Test Lane, is made to carry things and is harmed now."""
    with acting("referrer") as by:
        return send(
            partnership,
            by,
            home=HOME,
            made_to_carry=YES,
            weapon=Given(choice="not_known"),
            harm_now=Given(choice="yes", words="A bruise on Monday.", source="seen"),
            view=Given(choice="significant", words="I know the boys."),
        )


@pytest.fixture
def decided(sent, acting, partnership):
    with acting("mash") as by:
        referrals.decide_referral(
            referral=sent,
            level=4,
            reason="Two agencies saw it.",
            worker=partnership.user("social_worker"),
            by=by,
        )
    return sent


def page(client, sent, what="read"):
    return client.get(f"/screening/{sent.screening.reference}/{what}/")


def test_the_mash_reads_every_answer_with_what_they_suggest(sent, signed_in):
    shown = page(signed_in("mash"), sent).content.decode()
    for words in (
        "A second phone since October.",
        "Football on Tuesdays.",
        "I’m fine.",
        "12 Test Lane",
        "Escalating concerns",
        "suggests at least escalating concerns alone",
        "It sets no level: the MASH decides.",
        "1 question was answered Not known, which counts for nothing.",
        "Significant concerns",
        "It differs from what the answers suggest.",
        "NOT A SAFEGUARDING REFERRAL",
    ):
        assert words in shown, words


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("mash", 200),
        ("social_worker", 200),
        ("ce_coordinator", 200),
        ("referrer", 200),
        ("service_manager", 404),
        ("education_spoc", 404),
        ("chair", 404),
        ("auditor", 404),
    ],
)
def test_who_reads_a_form_about_a_child_at_level_4(key, status, decided, signed_in):
    for what in ("read", "print"):
        assert page(signed_in(key), decided, what).status_code == status


def test_reading_a_form_about_somebody_known_is_an_opening(decided, signed_in, as_worker):
    page(signed_in("ce_coordinator"), decided)
    entry = AccessEntry.objects.get(route="screening:read")
    assert entry.subject_id is not None
    assert entry.actor_label == "Sasha Example-Reed"


def test_the_timeline_leads_those_who_read_it_to_the_form(decided, acting, partnership, as_worker):
    with acting("mash"):
        subject_id = Referral.objects.get().subject_id
    with as_worker():
        grant_access(
            subject_id=subject_id,
            to=[Principal.user(partnership.user("health_spoc").pk)],
            basis="test",
            source="test",
            by=SEEDING,
            at=clock.now(),
        )
    led = {}
    for key in ("ce_coordinator", "health_spoc"):
        with acting(key):
            told = entries(subject_id, partnership.user(key))
            led[key] = [one.url for one in told if one.detail == "By the screening form."]
    assert led == {
        "ce_coordinator": [f"/screening/{decided.screening.reference}/read/"],
        "health_spoc": [None],
    }


def test_where_the_child_lives_is_withheld_from_a_role_that_does_not_need_it(decided, signed_in, monkeypatch):
    monkeypatch.setattr("macem.screening.reading.readable", lambda user_id, person: frozenset())
    shown = page(signed_in("ce_coordinator"), decided).content.decode()
    assert "12 Test Lane" not in shown
    assert "YO1 1AA" not in shown
    assert "Withheld" in shown
    assert "12 Test Lane" in page(signed_in("referrer"), decided).content.decode()


def test_the_page_for_paper_says_who_printed_it_and_has_no_navigation(sent, signed_in):
    shown = page(signed_in("mash"), sent, "print").content.decode()
    assert "Printed by Tamsin Example-Lowe on" in shown
    assert "A second phone since October." in shown
    assert 'class="m-nav"' not in shown
    assert "OFFICIAL-SENSITIVE" in shown


def test_the_mash_gets_the_form_in_short(sent, acting, partnership):
    with acting("mash"):
        found = summary(sent.screening_id, partnership.user("mash"))
    assert found is not None
    assert found.url == f"/screening/{sent.screening.reference}/read/"
    assert (found.suggestion.level, found.suggestion.harm_now) == ("Escalating concerns", "Yes")
    assert found.suggestion.is_harmed_now
    assert [(pair.name, pair.value) for pair in found.suggestion.by_strand] == [
        ("Child criminal exploitation", "2 of 9 signs")
    ]
    with acting("health_spoc"):
        assert summary(sent.screening_id, partnership.user("health_spoc")) is None


def test_a_draft_has_no_summary(acting, partnership):
    with acting("referrer") as by:
        draft = fill_in(partnership, by)
        assert summary(draft.pk, partnership.user("referrer")) is None


# --- which questions are asked -----------------------------------------------------------------------


def test_versions_of_the_questions_are_compared(signed_in):
    shown = signed_in("referrer").get("/screening/questions/").content.decode()
    assert "Screening questions of September 2026" in shown
    assert "Is somebody watching or controlling the child through a phone or accounts?" in shown
    assert "Has the child been seen at places that police know for exploitation?" in shown
    assert "Is somebody giving the child money, a phone, clothes or other things?" in shown
    assert "from 1 September 2026" in shown


def test_a_version_compared_with_itself_shows_nothing(signed_in):
    shown = signed_in("referrer").get("/screening/questions/?from=2026-09&to=2026-09").content.decode()
    assert shown.count("Nothing.") == 4


def test_the_set_in_force_is_marked(signed_in):
    assert clock.today().isoformat() > "2026-09-01"
    shown = signed_in("referrer").get("/screening/questions/").content.decode()
    assert shown.count("In use<") == 1
    assert "Replaced" in shown
