"""The auditor reads who did what and who looked, by reference and never by content."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from macem.audit import services as audit
from macem.audit.models import AccessEntry, AuditEvent
from macem.confidentiality.auditor import reading
from macem.confidentiality.models import Subject
from macem.confidentiality.services import Principal, register_subject
from macem.gate import clock
from macem.protocol.vocabulary import Role

pytestmark = pytest.mark.django_db

LOG, OPENINGS = "/audit/", "/audit/openings/"


@pytest.fixture
def subject(acting, partnership):
    with acting("chair") as by:
        made = register_subject(
            first_grants=[Principal.role(partnership.panel.pk, Role.CHAIR)],
            basis="test",
            source="test:1",
            by=by,
            at=clock.now(),
        )
        audit.record_access(by=by, subject_id=made.pk, route="casefile:person")
        return made


def test_the_auditor_reads_both_logs_by_reference(signed_in, subject):
    client = signed_in("auditor")
    page = client.get(LOG).content.decode()
    assert "Subject registered" in page
    assert subject.reference in page
    assert "Idris Example-Moss" in page
    opened = client.get(OPENINGS).content.decode()
    assert subject.reference in opened
    assert "casefile:person" in opened
    assert f'href="/people/{subject.reference}/seen-by/"' in opened
    assert page.count("<h1") == opened.count("<h1") == 1


@pytest.mark.parametrize("key", ["chair", "administrator", "information_governance", "business_support"])
def test_nobody_else_reads_them(signed_in, key):
    for address in (LOG, OPENINGS):
        assert signed_in(key).get(address).status_code == 403


@pytest.mark.parametrize("key", ["chair", "administrator", "health_spoc"])
def test_the_database_tells_references_to_the_auditor_only(acting, subject, key):
    with acting("auditor"):
        assert reading.references([subject.pk, None]) == {subject.pk: subject.reference}
        assert reading.subject_of(subject.reference) == subject.pk
        assert not Subject.objects.exists()
    with acting(key):
        assert reading.references([subject.pk]) == {}
        assert reading.subject_of(subject.reference) is None


def test_the_log_is_narrowed_by_person_event_record_and_day(signed_in, subject, partnership):
    client = signed_in("auditor")
    chair = partnership.user("chair").pk
    today = clock.today()

    def shown(**wanted):
        return client.get(LOG, wanted).content.decode()

    assert "Subject registered" in shown(event="subject_registered")
    assert "Role given" not in shown(event="subject_registered").split("<tbody")[1]
    assert "Subject registered" in shown(who=chair).split("<tbody")[1]
    assert "demonstration" in shown(who="system").split("<tbody")[1]
    assert "Idris" not in shown(who="system").split("<tbody")[1]
    assert subject.reference in shown(reference=subject.reference.lower()).split("<tbody")[1]
    tomorrow = today + timedelta(days=1)
    days = {"since_day": tomorrow.day, "since_month": tomorrow.month, "since_year": tomorrow.year}
    assert "No change fits" in shown(**days)
    days = {"until_day": today.day, "until_month": today.month, "until_year": today.year}
    assert "Subject registered" in shown(**days)


def test_a_reference_that_is_not_there_is_said_to_be_so(signed_in, subject):
    page = signed_in("auditor").get(LOG, {"reference": "2222-22"}).content.decode()
    assert "There is no record with this reference" in page


def test_looking_through_the_logs_of_one_record_is_logged(signed_in, subject, partnership):
    signed_in("auditor").get(LOG, {"reference": subject.reference})
    entry = AccessEntry.objects.get(actor_id=partnership.user("auditor").pk)
    assert (entry.subject_id, entry.route) == (subject.pk, "audit:log")


def test_a_page_takes_the_same_number_of_queries_for_more_rows(signed_in, subject, partnership):
    client = signed_in("auditor")

    def queries(address):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    client.get(LOG)  # the session's first request writes when it began
    before = [queries(LOG), queries(OPENINGS)]
    for number in range(150):
        by = partnership.actor(("chair", "vice_chair", "mash")[number % 3])
        audit.record("tested", by=by, subject_id=subject.pk, number=number)
        audit.record_access(by=by, subject_id=subject.pk, route="test")
    assert [queries(LOG), queries(OPENINGS)] == before
    assert "Page 2" in client.get(LOG).content.decode()
    assert client.get(LOG, {"page": 2, "event": "tested"}).status_code == 200


def test_no_detail_of_the_log_is_a_sentence():
    """What services put into ``details`` are numbers, states and names of fields (clause S1)."""
    for details in AuditEvent.objects.values_list("details", flat=True):
        for value in details.values():
            assert len(json.dumps(value)) < 200, details
