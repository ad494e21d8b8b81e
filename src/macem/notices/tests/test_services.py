from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import transaction

from macem.audit.models import AuditEvent
from macem.notices.models import Notice
from macem.notices.services import notify, send, send_waiting

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 22, 10, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def told(acting, partnership):
    """`told(key="a")` tells the chair that there is something to read."""

    def tell(**more):
        with acting("business_support") as by:
            return notify(
                **{
                    "user": partnership.user("chair"),
                    "kind": "agenda",
                    "subject_line": "something for you to read",
                    "path": "/meetings/2027-01/",
                    "due": date(2026, 12, 29),
                    "key": "agenda:1",
                    "by": by,
                    "at": NOW,
                    **more,
                }
            )

    return tell


def test_m2_the_mail_is_a_phrase_a_day_and_a_link(told, as_worker):
    notice = told()
    with as_worker():
        assert send(notice_id=notice.pk, at=NOW)
    (message,) = mail.outbox
    assert message.subject == "MACEM: something for you to read by 29 December"
    assert message.to == ["chair@example.org"]
    assert "http://localhost:8000/meetings/2027-01/" in message.body
    notice.refresh_from_db()
    assert notice.sent_at == NOW


def test_the_phrase_may_bear_the_services_name_already(told, as_worker):
    with as_worker():
        send(notice_id=told(subject_line="MACEM: something for you to read", due=None).pk, at=NOW)
    assert mail.outbox[0].subject == "MACEM: something for you to read"


def test_the_same_key_is_told_once(told):
    assert told() is not None
    assert told() is None
    assert Notice.objects.count() == 1


def test_mail_goes_out_on_commit_and_not_when_the_transaction_is_rolled_back(
    told, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        told(key="kept")
    assert len(callbacks) == 1
    with (
        django_capture_on_commit_callbacks() as callbacks,
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        told(key="lost")
        raise RuntimeError
    assert callbacks == []
    assert mail.outbox == []


def test_the_web_role_hands_the_mail_to_the_worker(told, django_capture_on_commit_callbacks):
    from procrastinate.contrib.django.models import ProcrastinateJob

    with django_capture_on_commit_callbacks(execute=True):
        notice = told()
    job = ProcrastinateJob.objects.get(task_name="notices.deliver")
    assert job.args == {"notice_id": notice.pk}


def test_a_failure_is_noted_and_tried_again_after_a_pause(told, as_worker, monkeypatch):
    notice = told()

    def refuse(**_):
        raise ConnectionRefusedError("no server")

    with as_worker():
        with monkeypatch.context() as broken:
            broken.setattr("macem.notices.services.send_mail", refuse)
            assert send_waiting(at=NOW) == 0
        notice.refresh_from_db()
        assert notice.failure == "ConnectionRefusedError: no server"
        assert list(Notice.objects.failed()) == [notice]
        assert send_waiting(at=NOW + timedelta(minutes=1)) == 0
        assert send_waiting(at=NOW + timedelta(minutes=15)) == 1
        notice.refresh_from_db()
    assert (notice.failure, notice.attempts) == ("", 2)
    assert AuditEvent.objects.filter(event="notice_failed").count() == 1


def test_after_eight_failures_it_rests(told, as_worker, monkeypatch):
    told()
    monkeypatch.setattr("macem.notices.services.send_mail", lambda **_: (_ for _ in ()).throw(OSError("no")))
    with as_worker():
        for hour in range(10):
            send_waiting(at=NOW + timedelta(hours=hour))
        assert Notice.objects.get().attempts == 8


def test_nothing_is_sent_twice_nor_to_somebody_who_left(told, as_worker, partnership):
    first, second = told(), told(key="b", user=partnership.user("referrer"))
    with as_worker():
        assert send(notice_id=first.pk, at=NOW)
        assert not send(notice_id=first.pk, at=NOW + timedelta(hours=1))
        leaver = partnership.user("referrer")
        leaver.disabled_at = NOW
        leaver.save(update_fields=["disabled_at"])
        assert not send(notice_id=second.pk, at=NOW)
    assert len(mail.outbox) == 1


def test_the_audit_row_holds_no_words(told):
    told()
    event = AuditEvent.objects.get(event="notice_made")
    assert set(event.details) == {"user", "kind"}
