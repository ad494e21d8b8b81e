"""The logs: written in the change's own transaction, never altered, and refusals kept (security 11 to 13)."""

from contextlib import nullcontext

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from macem.audit import services as audit
from macem.audit.models import AccessEntry, AuditEvent
from macem.gate.actor import Actor, ActorKind

JOB = Actor.job("test")
TABLES = ("audit_auditevent", "audit_accessentry")
CHANGES = ("UPDATE {} SET actor_label = 'x'", "DELETE FROM {}", "TRUNCATE {}")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["web", "worker", "owner"])
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_no_role_of_the_application_alters_a_log(role, table, change, as_worker, as_owner, partnership):
    audit.record_access(by=JOB, subject_id=1, route="test")
    acting = {"web": nullcontext, "worker": as_worker, "owner": as_owner}[role]
    with acting(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


@pytest.mark.django_db
def test_a_change_that_is_rolled_back_leaves_no_row():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("tested", by=JOB)
        raise ZeroDivisionError
    assert not AuditEvent.objects.filter(event="tested").exists()


def test_a_change_is_not_logged_outside_its_transaction(fresh_database):
    with pytest.raises(audit.NoTransaction, match="tested"):
        audit.record("tested", by=JOB)


@pytest.mark.django_db
def test_what_a_row_holds(partnership):
    panel = partnership.panel
    audit.record("tested", by=partnership.actor("chair"), obj=panel, subject_id=7, state="open")
    row = AuditEvent.objects.get(event="tested")
    assert (row.actor_kind, row.actor_label) == (ActorKind.USER, "Idris Example-Moss")
    assert (row.object_type, row.object_id, row.subject_id) == ("agencies.Panel", str(panel.pk), 7)
    assert row.details == {"state": "open"}
    assert row.recorded_at is not None
    audit.record_access(by=JOB, subject_id=7, route="casefile:person", context="meeting")
    entry = AccessEntry.objects.get()
    assert (entry.subject_id, entry.route, entry.context, entry.actor_id) == (
        7,
        "casefile:person",
        "meeting",
        None,
    )


@pytest.mark.django_db
def test_a_refusal_is_kept_although_the_request_is_rolled_back(signed_in, partnership):
    assert signed_in("referrer").post("/administration/users/new/").status_code == 403
    row = AuditEvent.objects.get(event="refused")
    assert row.actor_id == partnership.user("referrer").pk
    assert row.details == {"action": "open a page", "route": "agencies:user_new", "method": "POST"}


@pytest.mark.django_db
def test_a_refusal_of_a_stranger_and_a_form_from_elsewhere_are_kept_too(partnership):
    Client().get("/accounts/signup/")
    Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    rows = AuditEvent.objects.filter(event="refused").order_by("pk")
    assert [row.actor_label for row in rows] == ["not signed in"] * 2
    assert rows[1].details["action"] == "send a form"
