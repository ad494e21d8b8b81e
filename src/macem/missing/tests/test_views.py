"""Pages about a child's absences (clauses C2, C3)."""

import re

import pytest
from django.urls import reverse

from macem.audit.models import AccessEntry
from macem.missing.models import Episode
from macem.missing.timeline import entries

pytestmark = pytest.mark.django_db

TYPED = {
    "kind": "missing",
    "started_on_day": "12",
    "started_on_month": "12",
    "started_on_year": "2025",
    "started_at": "10:30pm",
    "ended_on_day": "14",
    "ended_on_month": "December",
    "ended_on_year": "2025",
    "ended_at": "",
    "source": "Police report",
    "source_reference": "MP/26/1",
}


def address(name, child, *more):
    return reverse(f"missing:{name}", args=[child.subject.reference, *more])


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_list_shows_standing_absences_and_logs_that_it_was_opened(signed_in, acting, child, report):
    report()
    shown = text(signed_in("chair").get(address("episodes", child)))
    assert "Robin Test-Ashby" in shown
    assert "12 December 2025, 10:30pm" in shown
    assert "Not yet returned" in shown
    assert "Record an episode" not in shown
    assert AccessEntry.objects.filter(subject_id=child.pk, context="missing episodes").count() == 1


def test_an_absence_is_recorded_by_hand(signed_in, acting, child):
    client = signed_in("business_support")
    assert client.get(address("record", child)).status_code == 200
    response = client.post(address("record", child), TYPED)
    assert response.url == address("episodes", child)
    shown = text(client.get(response.url))
    assert "The episode is recorded." in shown
    assert "14 December 2025, time not recorded" in shown
    assert "Police report, MP/26/1" in shown


def test_a_return_before_the_start_is_said_and_nothing_typed_is_lost(signed_in, acting, child):
    response = signed_in("business_support").post(address("record", child), {**TYPED, "ended_on_day": "11"})
    assert "There is a problem" in text(response)
    assert "The return lies before the child was missing." in text(response)
    assert 'value="MP/26/1"' in response.content.decode()
    with acting("business_support"):
        assert not Episode.objects.exists()


def test_a_time_of_return_without_its_date_is_asked_about(signed_in, child):
    typed = {**TYPED, "ended_at": "9am", "ended_on_day": "", "ended_on_month": "", "ended_on_year": ""}
    response = signed_in("business_support").post(address("record", child), typed)
    assert "Enter the date of return as well as its time" in text(response)


def test_they_are_back(signed_in, acting, child, report):
    episode = report()
    client = signed_in("ce_coordinator")
    assert "They are back" in text(client.get(address("episodes", child)))
    form = client.get(address("correct", child, episode.pk))
    assert 'value="22"' not in form.content.decode()
    assert "10:30pm" in form.content.decode()
    assert client.post(address("correct", child, episode.pk), TYPED).url == address("episodes", child)
    with acting("ce_coordinator"):
        assert Episode.objects.all().standing().get().replaces_id == episode.pk
    again = client.get(address("correct", child, episode.pk))
    assert again.status_code == 404


def test_readers_may_not_record(signed_in, child, report):
    episode = report()
    client = signed_in("chair")
    assert client.get(address("record", child)).status_code == 403
    assert client.post(address("record", child), TYPED).status_code == 403
    assert client.post(address("correct", child, episode.pk), TYPED).status_code == 403


def test_a_child_out_of_sight_looks_as_if_there_were_none(signed_in, child, report):
    episode = report()
    client = signed_in("social_worker")
    pages = [address("episodes", child), address("record", child), address("correct", child, episode.pk)]
    for page in [*pages, reverse("missing:episodes", args=["ZZZZ-ZZ"])]:
        assert client.get(page).status_code == 404


def test_an_absence_of_another_child_is_not_corrected_under_this_one(signed_in, child, report):
    episode = report()
    assert signed_in("ce_coordinator").get(address("correct", child, episode.pk + 1)).status_code == 404


def test_the_timeline_has_what_its_reader_may_see(acting, partnership, child, report):
    report()
    with acting("chair"):
        (entry,) = entries(child.pk, partnership.user("chair"))
    assert entry.title == "Reported: Missing"
    with acting("social_worker"):
        assert entries(child.pk, partnership.user("social_worker")) == []
