"""One person's nomination, explained; changing a decision; answering a question: pages and who opens them."""

import pytest

from macem.nominations.models import NominationDecision, Question
from macem.nominations.tests.scene import TO_MACEM
from macem.protocol.vocabulary import RammOutcome

pytestmark = pytest.mark.django_db


def reference_of(scene, child):
    with scene.acting("ce_coordinator"):
        return child.subject.reference


def test_the_page_explains_clause_rule_figures_records_and_what_would_change_it(scene, signed_in):
    child = scene.nominated()
    reference = reference_of(scene, child)
    page = signed_in("ce_coordinator").get(f"/nominations/{reference}/").text
    assert "Clause C3, Part 1a" in page
    assert "One absence lasted more than 48 hours of real time." in page
    assert "72 hours" in page
    assert f'href="/people/{reference}/missing/"' in page and "Absence from" in page
    assert "What would change it" in page
    assert "found to have lasted 48 hours or less" in page


def test_a_decision_is_explained_by_what_it_rested_on(scene, signed_in):
    child = scene.nominated()
    scene.decide(child, scene.not_now())
    page = signed_in("chair").get(f"/nominations/{reference_of(scene, child)}/").text
    assert "The RAMM decides on everybody who is nominated" in page
    assert "Missing 72 hours" in page
    assert "New, late or changed evidence brings the person back to the list" in page


def test_the_decision_is_taken_on_the_page_too(scene, signed_in):
    meeting, child = scene.meeting(), scene.nominated()
    reference = reference_of(scene, child)
    client = signed_in("ce_coordinator")
    refused = client.post(f"/nominations/{reference}/", {f"{reference}-outcome": "more_information"})
    assert refused.status_code == 200 and "There is a problem" in refused.text
    answer = client.post(
        f"/nominations/{reference}/",
        {f"{reference}-outcome": "to_macem", f"{reference}-goes_to": f"1a:{meeting.pk}"},
    )
    assert answer.status_code == 302
    assert signed_in("chair").post(f"/nominations/{reference}/", {}).status_code == 403


def test_out_of_scope_looks_like_one_that_is_not_there(scene, signed_in):
    reference = reference_of(scene, scene.nominated())
    unknown = signed_in("service_manager").get("/nominations/ZZZZ-ZZ/")
    hidden = signed_in("service_manager").get(f"/nominations/{reference}/")
    assert (unknown.status_code, hidden.status_code) == (404, 404)


def test_a_decision_is_changed_with_a_reason(scene, signed_in):
    meeting, child = scene.meeting(), scene.nominated()
    first = scene.decide(child, TO_MACEM)
    client, path = signed_in("ce_coordinator"), f"/nominations/decisions/{first.pk}/change/"
    assert "Why is the decision changed?" in client.get(path).text
    lacking = client.post(path, {"outcome": "to_macem", "goes_to": f"1b:{meeting.pk}"})
    assert lacking.status_code == 200 and "There is a problem" in lacking.text
    answer = client.post(path, {"outcome": "to_macem", "goes_to": f"1b:{meeting.pk}", "why": "Part 1b."})
    assert answer.status_code == 302
    with scene.acting("ce_coordinator"):
        (standing,) = NominationDecision.objects.all().standing()
        assert (standing.outcome, standing.part.value) == (RammOutcome.TO_MACEM, "1b")
    again = client.get(path).text
    assert "has been changed already" in again
    assert "Changed: Part 1b." in client.get("/ramm/").text


def test_a_decision_is_changed_by_nobody_else(scene, signed_in):
    first = scene.decide(scene.nominated(), scene.not_now())
    path = f"/nominations/decisions/{first.pk}/change/"
    assert signed_in("chair").get(path).status_code == 403
    assert signed_in("intelligence_ds").get(path).status_code == 404
    assert signed_in("ce_coordinator").get("/nominations/decisions/999999/change/").status_code == 404


def test_a_question_is_answered_by_its_agency_and_by_nobody_else(scene, signed_in):
    scene.asked(scene.nominated())
    with scene.as_worker():
        path = f"/ramm/questions/{Question.objects.get().pk}/"
    page = signed_in("health_spoc").get(path)
    assert "NOT A SAFEGUARDING REFERRAL" in page.text
    assert "Fern Test-Pell" in page.text and "When was the last appointment?" in page.text
    assert "Fern" not in page.text.split("<title>")[1].split("</title>")[0]
    assert "Missing 72 hours" not in page.text
    assert signed_in("yjs_spoc").get(path).status_code == 404
    assert signed_in("chair").get(path).status_code == 403
    blank = signed_in("health_spoc").post(path, {"text": ""})
    assert blank.status_code == 200 and "There is a problem" in blank.text
    assert signed_in("health_spoc").post(path, {"text": "Nothing held."}).status_code == 302
    assert "Answered on" in signed_in("health_deputy").get(path).text


def test_the_second_answer_keeps_its_words(scene, signed_in):
    scene.asked(scene.nominated())
    with scene.as_worker():
        path = f"/ramm/questions/{Question.objects.get().pk}/"
    signed_in("health_spoc").post(path, {"text": "Nothing held."})
    page = signed_in("health_deputy").post(path, {"text": "Seen on 3 January."})
    assert page.status_code == 200
    assert "answered in the meantime" in page.text
    assert "Seen on 3 January." in page.text and "Nothing held." in page.text
