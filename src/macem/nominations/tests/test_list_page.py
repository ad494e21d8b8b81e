"""The weekly list without script (P5): decisions in place, weeks, print; for whom, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from macem.audit.models import AccessEntry
from macem.gate import clock
from macem.missing import services as missing
from macem.nominations import reading
from macem.nominations.models import Nomination, NominationDecision, Question
from macem.nominations.services import Seen
from macem.nominations.tests.scene import TO_MACEM
from macem.protocol.ramm import week_of
from macem.protocol.vocabulary import AbsenceType, Body, RammOutcome

pytestmark = pytest.mark.django_db


def reference_of(scene, child):
    with scene.acting("ce_coordinator"):
        return child.subject.reference


def sent(scene, child, **typed):
    """What one row of the list sends, as it was drawn just now."""
    with scene.acting("ce_coordinator"):
        seen = Seen.of(
            reading.open_about(scene.panel, child.pk, Body.RAMM),
            reading.latest_decision(scene.panel, child.pk, Body.RAMM),
        )
    values = {"seen": str(seen), **typed}
    return {f"{reference_of(scene, child)}-{name}": value for name, value in values.items()}


def asking(scene, days=7):
    due = clock.today() + timedelta(days=days)
    return {
        "outcome": "more_information",
        "more_from": str(scene.partnership.agency("health").pk),
        "more_by_day": str(due.day),
        "more_by_month": str(due.month),
        "more_by_year": str(due.year),
        "question": "When was the last appointment?",
    }


def decisions(scene):
    with scene.acting("ce_coordinator"):
        return [row.outcome for row in NominationDecision.objects.all()]


def test_the_list_shows_each_child_with_evidence_badge_and_who_holds_the_case(scene, signed_in):
    scene.nominated()
    page = signed_in("ce_coordinator").get("/ramm/").text
    assert "RAMM list, week of" in page
    assert "1 child: 0 decided, 1 to decide." in page
    assert "Fern Test-Pell" in page and ">New<" in page
    assert "<strong>Missing 72 hours</strong>" in page
    assert "Nobody holds the case" in page
    assert "What would change it" in page and "withdrawn" in page


def test_three_rows_are_saved_by_one_form(scene, signed_in):
    meeting = scene.meeting()
    ada, bo, cal = (scene.nominated(name) for name in ("Ada", "Bo", "Cal"))
    manager = scene.partnership.user("service_manager")
    client = signed_in("ce_coordinator")
    answer = client.post(
        "/ramm/",
        {
            **sent(scene, ada, outcome="to_macem", goes_to=f"1a:{meeting.pk}"),
            **sent(scene, bo, **asking(scene)),
            **sent(
                scene,
                cal,
                outcome="not_now",
                reason="Therapy has begun.",
                manager=str(manager.pk),
                manager_reason="The plan holds.",
            ),
        },
    )
    assert answer.status_code == 302, answer.text
    assert sorted(decisions(scene)) == sorted(RammOutcome)
    page = client.get("/ramm/").text
    assert "3 decisions are saved." in page
    assert "3 children: 3 decided, 0 to decide." in page
    assert "Shown to the chair" in page


def test_what_is_missing_is_asked_and_everything_typed_is_kept_while_the_rest_is_saved(scene, signed_in):
    meeting = scene.meeting()
    ada, bo = scene.nominated("Ada"), scene.nominated("Bo")
    page = signed_in("ce_coordinator").post(
        "/ramm/",
        {
            **sent(scene, ada, outcome="to_macem", goes_to=f"1a:{meeting.pk}"),
            **sent(scene, bo, outcome="not_now", reason="Typed with care."),
        },
    )
    assert page.status_code == 200
    assert "1 decision is saved." in page.text
    assert "There is a problem" in page.text
    assert "Bo Test-Pell: enter the service manager’s reason" in page.text
    assert "Typed with care." in page.text
    assert decisions(scene) == [RammOutcome.TO_MACEM]


def test_a_row_that_nobody_chose_stays_on_the_list(scene, signed_in):
    child = scene.nominated()
    client = signed_in("ce_coordinator")
    assert client.post("/ramm/", sent(scene, child)).status_code == 302
    assert decisions(scene) == []
    assert "1 to decide" in client.get("/ramm/").text


def test_two_coordinators_at_once_the_second_is_shown_both_decisions(scene, signed_in):
    scene.meeting()
    child = scene.nominated()
    mine = sent(scene, child, outcome="not_now", reason="Typed with care.", manager_reason="The plan holds.")
    mine |= {f"{reference_of(scene, child)}-manager": str(scene.partnership.user("service_manager").pk)}
    scene.decide(child, TO_MACEM)
    page = signed_in("ce_coordinator").post("/ramm/", mine)
    assert page.status_code == 200
    assert "Somebody else has decided in the meantime" in page.text
    assert "To MACEM" in page.text and "Typed with care." in page.text
    assert decisions(scene) == [RammOutcome.TO_MACEM]


def test_evidence_that_came_meanwhile_is_shown_before_the_decision_is_taken(scene, signed_in):
    meeting = scene.meeting()
    child = scene.nominated()
    mine = sent(scene, child, outcome="to_macem", goes_to=f"1a:{meeting.pk}")
    scene.absent(child, days_ago=5)
    scene.drain()
    client = signed_in("ce_coordinator")
    page = client.post("/ramm/", mine)
    assert "New evidence came in" in page.text
    assert decisions(scene) == []
    assert client.post("/ramm/", sent(scene, child, outcome="to_macem", goes_to=f"1a:{meeting.pk}"))
    assert decisions(scene) == [RammOutcome.TO_MACEM]


def test_script_saves_one_row_and_gets_it_back_folded(scene, signed_in):
    meeting, child = scene.meeting(), scene.nominated()
    answer = signed_in("ce_coordinator").post(
        f"/nominations/{reference_of(scene, child)}/row/",
        sent(scene, child, outcome="to_macem", goes_to=f"1a:{meeting.pk}"),
    )
    assert answer.status_code == 200
    said = answer.json()
    assert "<strong>To MACEM</strong>" in said["folded"] and "Change" in said["folded"]
    assert said["counts"] == "1 child: 1 decided, 0 to decide."
    assert said["saved"]


def test_script_gets_the_row_back_with_what_it_lacks_or_who_was_first(scene, signed_in):
    meeting, child = scene.meeting(), scene.nominated()
    client, path = signed_in("ce_coordinator"), f"/nominations/{reference_of(scene, child)}/row/"
    lacking = client.post(path, sent(scene, child, outcome="more_information"))
    assert "enter what to ask" in lacking.json()["row"]
    assert lacking.json()["saved"] == ""
    mine = sent(scene, child, outcome="to_macem", goes_to=f"1a:{meeting.pk}")
    scene.decide(child, TO_MACEM)
    late = client.post(path, mine)
    assert "Somebody else has decided" in late.json()["folded"]
    assert late.json()["saved"] == ""


def test_a_row_is_saved_by_nobody_but_the_coordinator(scene, signed_in):
    child = scene.nominated()
    path = f"/nominations/{reference_of(scene, child)}/row/"
    assert signed_in("chair").post(path, {}).status_code == 403
    assert signed_in("chair").post("/ramm/", {}).status_code == 403
    assert signed_in("intelligence_ds").post(path, {}).status_code == 404


def test_whoever_was_asked_about_last_week_waits_in_sight_and_comes_back(scene, signed_in, monkeypatch):
    child = scene.nominated()
    scene.asked(child, days=20)
    scene.days_later(8)
    monkeypatch.setattr(clock, "now", lambda: scene.at)
    page = signed_in("ce_coordinator").get("/ramm/").text
    assert "1 child: 0 decided, 0 to decide, 1 waiting for an answer." in page
    assert "Record the answer" in page
    scene.days_later(13)
    page = signed_in("ce_coordinator").get("/ramm/").text
    assert "1 to decide" in page and ">Back<" in page
    assert "Health has not answered" in page


def test_the_answer_stands_in_the_row_of_whoever_is_back(scene, signed_in):
    scene.asked(scene.nominated())
    with scene.as_worker():
        number = Question.objects.get().pk
    contact = signed_in("health_spoc")
    assert contact.post(f"/ramm/questions/{number}/", {"text": "On 3 January."}).status_code == 302
    page = signed_in("ce_coordinator").get("/ramm/").text
    assert "<strong>Health answered</strong>" in page and "On 3 January." in page


def test_a_criterion_that_may_be_met_says_whom_to_ask_and_asks_in_two_clicks(scene, signed_in):
    child = scene.child()
    with scene.acting("ce_coordinator") as by:
        start = clock.today() - timedelta(days=5)
        missing.record_episode(
            person=child,
            kind=AbsenceType.MISSING,
            started_on=start,
            ended_on=start + timedelta(days=2),
            by=by,
        )
    scene.drain()
    client = signed_in("ce_coordinator")
    reference = reference_of(scene, child)
    page = client.get("/ramm/").text
    assert "May be met: missing" in page
    assert f'href="/nominations/{reference}/?ask=C3"' in page
    asking = client.get(f"/nominations/{reference}/?ask=C3").text
    assert "The times at which the absence began and ended?" in asking
    assert f'value="{scene.partnership.agency("police").pk}" selected' in asking


def test_whoever_was_not_decided_stands_on_next_weeks_list_by_themselves(scene, signed_in, monkeypatch):
    """Nothing undecided falls off (P5): week after week, without anybody carrying it over."""
    scene.nominated()
    for _week in range(3):
        scene.days_later(7)
        monkeypatch.setattr(clock, "now", lambda: scene.at)
        page = signed_in("ce_coordinator").get("/ramm/").text
        assert "1 child: 0 decided, 1 to decide." in page
        assert "Fern Test-Pell" in page and "On the list since" in page


def test_earlier_weeks_have_an_address_of_their_own(scene, signed_in):
    child = scene.nominated()
    scene.decide(child, scene.not_now())
    client, monday = signed_in("chair"), week_of(clock.today())
    assert "Fern Test-Pell" in client.get(f"/ramm/{monday}/").text
    earlier = client.get(f"/ramm/{monday - timedelta(days=7)}/")
    assert earlier.status_code == 200 and "Fern Test-Pell" not in earlier.text
    assert "Nothing was decided in this week." in earlier.text
    assert client.get(f"/ramm/{monday + timedelta(days=1)}/").status_code == 404
    assert client.get("/ramm/2027-02-30/").status_code == 404


def test_the_printed_list_says_for_whom_it_is_and_is_logged(scene, signed_in):
    child = scene.nominated()
    page = signed_in("ce_coordinator").get(f"/ramm/{week_of(clock.today())}/print/")
    assert page.status_code == 200
    assert "Drawn for Sasha Example-Reed" in page.text
    with scene.as_worker():
        assert AccessEntry.objects.filter(subject_id=child.pk, context="RAMM list, to be printed").exists()
    assert signed_in("health_spoc").get(f"/ramm/{week_of(clock.today())}/print/").status_code == 403


def test_facts_that_wait_are_counted_and_evaluated_at_once(scene, signed_in):
    scene.absent(scene.child())
    client = signed_in("ce_coordinator")
    assert "New facts about 1 person wait to be evaluated" in client.get("/ramm/").text
    assert client.post("/ramm/evaluate/").status_code == 302
    page = client.get("/ramm/").text
    assert "1 person was evaluated: 1 new nomination." in page
    assert "Fern Test-Pell" in page
    assert signed_in("chair").post("/ramm/evaluate/").status_code == 403


def test_everybody_whom_the_list_tells_of_is_logged(scene, signed_in):
    children = {scene.nominated("Ada").pk, scene.nominated("Bo").pk}
    signed_in("chair").get("/ramm/")
    with scene.as_worker():
        logged = AccessEntry.objects.filter(route="nominations:ramm").values_list("subject_id", flat=True)
        assert set(logged) == children


def test_the_number_of_queries_does_not_depend_on_how_many_are_on_the_list(scene, signed_in):
    scene.meeting()
    client = signed_in("ce_coordinator")

    def cost():
        client.get("/ramm/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/ramm/").status_code == 200
        return len(queries)

    def four(prefix):
        to_macem, asked, put_off, _open = (scene.nominated(f"{prefix}{n}") for n in range(4))
        scene.decide(to_macem, TO_MACEM)
        scene.asked(asked)
        scene.decide(put_off, scene.not_now())

    four("Ada")
    few = cost()
    four("Bo")
    four("Cal")
    assert cost() == few


def test_the_list_is_refused_to_a_contact(signed_in):
    assert signed_in("health_spoc").get("/ramm/").status_code == 403
    assert signed_in("health_spoc").get("/part-2/").status_code == 403


@pytest.mark.parametrize(
    ("key", "both"), [("chair", True), ("intelligence_ds", True), ("service_manager", False)]
)
def test_whoever_reads_both_lists_goes_from_one_to_the_other(key, both, signed_in):
    client = signed_in(key)
    assert ('href="/part-2/"' in client.get("/ramm/").text) is both
    assert client.get("/part-2/").status_code == (200 if both else 403)


def test_nominations_of_the_list_carry_no_name_in_its_title(scene, signed_in):
    scene.nominated()
    page = signed_in("ce_coordinator").get("/ramm/").text
    title = page.split("<title>")[1].split("</title>")[0]
    assert "Fern" not in title and "week of" in title
    with scene.acting("ce_coordinator"):
        assert Nomination.objects.exists()
