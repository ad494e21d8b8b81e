from datetime import time, timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse

from macem.audit.models import AccessEntry
from macem.casefile.levels import Trend
from macem.cases.models import Case
from macem.gate import clock
from macem.govuk.dates import long_date
from macem.meetings.services import send_names
from macem.nominations.models import NominationDecision
from macem.protocol.vocabulary import Body, ConsentState, Part, RammOutcome, RiskLevel
from macem.protocol.vocabulary.states import AwarenessOf, PersonKind
from macem.referrals.models import RiskAssessment
from macem.schedule.services import plan_meeting
from macem.sharing.services import record_awareness

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


@pytest.fixture
def home(robin):
    return reverse("casefile:person", kwargs={"reference": robin.subject.reference})


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("chair", 200),
        ("vice_chair", 200),
        ("business_support", 200),
        ("ce_coordinator", 200),
        ("analyst", 200),
        ("intelligence_ds", 200),
        ("exploitation_team", 200),
        ("social_worker", 200),
        ("health_spoc", 200),
        ("second_social_worker", 404),
        ("service_manager", 404),
        ("mash", 404),
        ("health_deputy", 404),
        ("referrer", 403),
        ("auditor", 403),
        ("administrator", 403),
        ("sub_group_member", 403),
    ],
)
def test_who_opens_the_page(signed_in, home, key, status):
    answer = signed_in(key).get(home)
    assert answer.status_code == status
    if status == 200:
        assert words(answer).count("<h1") == 1
    else:
        assert "Ashby" not in words(answer)


def test_nobody_is_at_an_address_that_is_not_there(signed_in, robin):
    assert (
        signed_in("chair").get(reverse("casefile:person", kwargs={"reference": "2222-22"})).status_code == 404
    )


def test_the_page_says_who_holds_the_case_the_level_and_what_is_owed(signed_in, home):
    page = words(signed_in("chair").get(home))
    for said in (
        "Jo Example-Finch",
        "Open to children’s social care",
        "Significant",
        "Open, Part 1a",
        "1 open action",
        "Kit Example-Ward",
        "Visit the takeaway",
        "Not planned yet",
    ):
        assert said in page, said


def test_the_page_says_when_the_next_meeting_is_and_whether_its_list_names_the_child(
    signed_in, home, acting, partnership
):
    with acting("business_support") as by:
        meeting = plan_meeting(
            panel=partnership.panel,
            on=clock.today() + timedelta(days=20),
            starts=time(14),
            ends=time(16),
            by=by,
        )
    assert "Not on its list yet" in words(signed_in("chair").get(home))
    with acting("business_support") as by:
        send_names(meeting=meeting, by=by)
    assert "On the list, Part 1a" in words(signed_in("chair").get(home))


def test_a_case_that_was_opened_for_a_later_meeting_names_that_one(
    signed_in, home, robin, acting, partnership, as_worker
):
    today = clock.today()
    with acting("business_support") as by:
        _next, later = (
            plan_meeting(
                panel=partnership.panel,
                on=today + timedelta(days=days),
                starts=time(14),
                ends=time(16),
                by=by,
            )
            for days in (20, 48)
        )
    with as_worker():
        NominationDecision.objects.create(
            panel=partnership.panel, subject_id=robin.pk, body=Body.RAMM, outcome=RammOutcome.TO_MACEM,
            part=Part.CHILD_1A, meeting=later, decided_by=partnership.user("ce_coordinator"),
            decided_at=Case.objects.get(subject_id=robin.pk).opened_at,
        )  # fmt: skip
    assert long_date(later.on) in words(signed_in("chair").get(home))


def test_the_title_names_nobody(signed_in, home, robin):
    title = words(signed_in("chair").get(home)).split("<title>")[1].split("</title>")[0]
    assert robin.subject.reference in title and "Robin" not in title


def test_a_criterion_stands_with_its_clause_its_figures_and_what_would_change_it(signed_in, home):
    page = words(signed_in("chair").get(home))
    assert "Reported missing 5 or more times in 90 days" in page
    assert "Clause C2, Part 1a" in page
    assert "Met" in page and "Times missing" in page
    assert "1 of the 5 withdrawn" in page and "(not met)" in page


def test_absences_are_drawn_and_told(signed_in, home):
    page = words(signed_in("chair").get(home))
    assert "Reported missing 5 times in these weeks, and once away from placement" in page
    assert page.count('class="c4" x="') >= 5 and 'class="c-away" x="' in page


def test_levels_are_drawn_and_told(signed_in, home):
    page = words(signed_in("chair").get(home))
    assert "From escalating on" in page and "Two adults named" in page


def test_an_assessment_that_was_signed_off_is_an_open_dot_beside_what_meetings_agreed(home, robin, as_worker):
    with as_worker():
        case = Case.objects.prefetch_related("levels").get(person=robin)
    assessed = RiskAssessment(level=RiskLevel.SIGNIFICANT, completed_on=clock.today())
    trend = Trend(case, [assessed])
    (signed,) = [point for point in trend.points if not point.is_agreed]
    assert (signed.word, signed.said_by, signed.reason) == (
        "Significant",
        "Assessed",
        "Risk assessment, signed off",
    )
    assert f"H{signed.x}V" not in trend.path


def test_a_case_that_was_opened_without_a_level_has_none_to_show(signed_in, register, before_macem):
    person = register("Sam", "Test-Marsh")
    before_macem(person, level=None)
    page = words(
        signed_in("chair").get(reverse("casefile:person", kwargs={"reference": person.subject.reference}))
    )
    assert "No meeting has agreed a level" in page


def test_nobody_recorded_as_holding_the_case_is_a_fault(signed_in, register, before_macem):
    person = register("Casey", "Test-Nobodys")
    before_macem(person)
    page = words(
        signed_in("chair").get(reverse("casefile:person", kwargs={"reference": person.subject.reference}))
    )
    assert "Nobody recorded" in page and "Fault" in page


def test_opening_is_logged_and_without_the_log_there_is_no_page(signed_in, home, robin, monkeypatch):
    chair = signed_in("chair")
    chair.get(home)
    entry = AccessEntry.objects.get(subject_id=robin.pk)
    assert (entry.route, entry.context) == ("casefile:person", "page")

    def fail(**_facts):
        raise DatabaseError("The log is full.")

    monkeypatch.setattr("macem.audit.services.record_access", fail)
    with pytest.raises(DatabaseError):
        chair.get(home)


def test_the_timeline_gathers_the_rooms_and_can_be_narrowed(signed_in, home):
    chair = signed_in("chair")
    everything = words(chair.get(home))
    for title in (
        "Reported: Missing",
        "Level agreed: significant concerns",
        "Nominated under C2",
        "Case held by",
    ):
        assert title in everything, title
    missing = words(chair.get(home + "?show=missing"))
    assert "Reported: Missing" in missing and "Level agreed:" not in missing


def test_a_long_timeline_is_cut_and_can_be_had_whole(signed_in, home, monkeypatch):
    monkeypatch.setattr("macem.casefile.views.person.ENTRIES_SHOWN", 3)
    chair = signed_in("chair")
    assert "Earlier:" in words(chair.get(home))
    assert "Earlier:" not in words(chair.get(home + "?all=1"))


def test_a_former_name_is_nowhere_on_the_page_for_those_without_the_right(signed_in, home):
    assert "Test-Oldname" in words(signed_in("chair").get(home))
    page = words(signed_in("health_spoc").get(home))
    assert "Test-Oldname" not in page and "Withheld" in page


def test_an_odd_number_is_shown_as_such(signed_in, home):
    assert "The check letter should be Q" in words(signed_in("chair").get(home))


def test_links_stand_only_where_their_pages_open(signed_in, home):
    pages = {
        key: words(signed_in(key).get(home))
        for key in ("social_worker", "chair", "health_spoc", "intelligence_ds")
    }
    shown = {
        "Record a missing episode": {"social_worker"},
        "Write a risk assessment": {"social_worker"},
        "Record a strategy meeting": {"social_worker"},
        "Record an NRM referral": {"social_worker", "intelligence_ds"},
        "Say who holds the case": {"social_worker", "chair", "intelligence_ds"},
        "Add a number": {"social_worker", "chair", "intelligence_ds"},
        "Agree an action": {"chair", "intelligence_ds"},
        "Everybody who opened this record": {"chair"},
    }
    for link, keys in shown.items():
        assert {key for key, page in pages.items() if link in page} == keys, link
    assert "What you can do" not in pages["health_spoc"]


@pytest.mark.parametrize("key", ["social_worker", "chair", "intelligence_ds", "ce_coordinator"])
def test_every_link_that_is_shown_opens(signed_in, home, key):
    from html.parser import HTMLParser

    class Links(HTMLParser):
        found: set[str] = set()

        def handle_starttag(self, tag, attrs):
            href = dict(attrs).get("href") or ""
            if tag == "a" and href.startswith(("/people/", "/actions/")):
                self.found.add(href)

    client = signed_in(key)
    reader = Links()
    reader.found = set()
    reader.feed(words(client.get(home)))
    assert reader.found
    assert {link: client.get(link).status_code for link in reader.found} == dict.fromkeys(reader.found, 200)


def test_a_withdrawn_agreement_is_said_at_the_top(signed_in, home, robin, acting):
    with acting("chair") as by:
        record_awareness(subject_id=robin.pk, of_whom=AwarenessOf.CHILD, status=ConsentState.WITHDRAWN, by=by)
    assert "Agreement to sharing was withdrawn" in words(signed_in("chair").get(home))


def test_an_adults_page_has_no_missing_and_no_safeguarding(signed_in, register):
    person = register("Lee", "Test-Adult", kind=PersonKind.ADULT)
    address = reverse("casefile:person", kwargs={"reference": person.subject.reference})
    page = words(signed_in("ce_coordinator").get(address))
    assert "<title>Adult A-" in page
    assert "Strategy meeting" not in page and "Missing, day by day" not in page


def test_more_of_everything_needs_no_more_queries(signed_in, home, robin, acting, partnership):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from macem.gate import clock
    from macem.missing.services import record_episode
    from macem.protocol.vocabulary import AbsenceType

    client = signed_in("chair")

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(home)
        return len(found)

    queries()
    before = queries()
    with acting("ce_coordinator") as by:
        for _n in range(3):
            record_episode(person=robin, kind=AbsenceType.MISSING, started_on=clock.today(), by=by)
    assert queries() == before


@pytest.mark.parametrize(
    ("key", "status"), [("chair", 200), ("auditor", 200), ("vice_chair", 403), ("social_worker", 403)]
)
def test_who_reads_who_has_seen_a_record(signed_in, home, key, status):
    signed_in("social_worker").get(home)
    answer = signed_in(key).get(home + "seen-by/")
    assert answer.status_code == status
    if status == 200:
        assert "Jo Example-Finch" in words(answer) and "Children’s Social Care" in words(answer)


def test_the_auditor_reads_a_reference_and_no_name(signed_in, home, robin):
    page = words(signed_in("auditor").get(home + "seen-by/"))
    assert robin.subject.reference in page
    assert "Ashby" not in page and "Robin" not in page
    assert AccessEntry.objects.get(subject_id=robin.pk).context == "who has seen the record"


def test_a_record_that_is_not_there_has_been_seen_by_nobody(signed_in, robin):
    address = reverse("casefile:seen_by", kwargs={"reference": "2222-22"})
    assert signed_in("auditor").get(address).status_code == 404
    assert signed_in("chair").get(address).status_code == 404
