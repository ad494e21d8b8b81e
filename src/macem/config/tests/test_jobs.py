"""Each job, called as the worker runs it; and one true run of the worker."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from macem.config import jobs

NIGHT_IN_WINTER = int(datetime(2027, 1, 7, 3, 5, tzinfo=UTC).timestamp())
NIGHT_IN_SUMMER = int(datetime(2027, 7, 7, 2, 5, tzinfo=UTC).timestamp())


@pytest.fixture
def ran(monkeypatch):
    """The names of what the jobs have called."""
    found = []
    for name in (
        "drain_changed_facts",
        "note_still_missing",
        "keep_sight",
        "send_waiting",
        "flag_owners_left",
        "tell_moved_dates",
        "remind_everybody",
    ):
        monkeypatch.setattr(jobs, name, lambda name=name: found.append(name))
    return found


def test_every_minute_nominations_and_mail(ran):
    jobs.nominate(timestamp=NIGHT_IN_WINTER)
    jobs.mail(timestamp=NIGHT_IN_WINTER)
    assert ran == ["drain_changed_facts", "send_waiting"]


def test_every_hour_whoever_is_missing_and_who_works_with_a_family(ran):
    jobs.missing(timestamp=NIGHT_IN_WINTER)
    jobs.early_help(timestamp=NIGHT_IN_WINTER)
    assert ran == ["note_still_missing", "keep_sight"]


@pytest.mark.parametrize("night", [NIGHT_IN_WINTER, NIGHT_IN_SUMMER])
def test_at_three_by_londons_clock_owners_and_dates(ran, night):
    jobs.owners(timestamp=night)
    jobs.dates(timestamp=night)
    jobs.remind(timestamp=night)
    assert ran == ["flag_owners_left", "tell_moved_dates"]


def test_the_other_hour_of_the_crontab_does_nothing(ran):
    jobs.owners(timestamp=NIGHT_IN_WINTER - 3600)
    jobs.owners(timestamp=NIGHT_IN_SUMMER + 3600)
    assert ran == []


def test_at_seven_in_the_morning_reminders(ran):
    jobs.remind(timestamp=NIGHT_IN_WINTER + 4 * 3600)
    jobs.remind(timestamp=NIGHT_IN_SUMMER + 4 * 3600)
    assert ran == ["remind_everybody", "remind_everybody"]


@pytest.mark.django_db
@pytest.mark.parametrize("job", [jobs.nominate, jobs.mail, jobs.missing, jobs.owners, jobs.dates])
def test_each_job_runs_as_the_worker_and_finds_nothing_to_do(as_worker, job):
    with as_worker():
        job(timestamp=NIGHT_IN_WINTER)
    assert mail.outbox == []


def test_the_worker_mails_what_a_request_committed(fresh_database, databases):
    """A mail is deferred by the web role on commit; the worker, as its own role, takes it and sends it."""
    from django.db import transaction
    from procrastinate.contrib.django import app

    from macem.accounts.models import User
    from macem.config import database_roles
    from macem.gate.actor import Actor
    from macem.gate.scope import acting_for
    from macem.notices.models import Notice
    from macem.notices.services import notify

    chair = User.objects.get(email="chair@example.org")
    with acting_for(chair.pk), transaction.atomic():
        notify(
            user=chair, kind="test", subject_line="something for you to read", path="/", key="a",
            by=Actor.user(chair),
        )  # fmt: skip
    with databases.connected(fresh_database, database_roles.WORKER):
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
        assert Notice.objects.get().sent_at is not None
    assert [message.subject for message in mail.outbox] == ["MACEM: something for you to read"]
