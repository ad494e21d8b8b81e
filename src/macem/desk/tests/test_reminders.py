"""One mail a working day, with how many things and never which; no name leaves by mail (M2)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from macem.actions.services import agree_action
from macem.confidentiality.services import Principal
from macem.desk.reminders import remind_everybody
from macem.notices.models import Notice
from macem.notices.services import send_waiting
from macem.people.services import register_person
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import PersonKind

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
THURSDAY = datetime(2027, 1, 7, 7, 5, tzinfo=LONDON)
CANARY = "Canaria Test-Kestrel"


@pytest.fixture
def owed(acting, partnership):
    """Priya, who refers, has an action about the canary child due on each of the days given."""

    def owe(*days):
        with acting("ce_coordinator") as by:
            child = register_person(
                kind=PersonKind.CHILD, forename="Canaria", surname="Test-Kestrel",
                first_grants=[Principal.role(partnership.panel.pk, Role.CE_COORDINATOR)],
                basis="test", source="test:1", by=by,
            )  # fmt: skip
            for day in days:
                agree_action(
                    panel=partnership.panel, text=f"See {CANARY}", owner=partnership.user("referrer"),
                    owner_name="", agency=partnership.agency("education"), due=day, subject_id=child.pk,
                    by=by, at=datetime(2026, 12, 1, 9, tzinfo=LONDON),
                )  # fmt: skip

    return owe


def mails_to(partnership, key):
    return [notice.subject_line for notice in Notice.objects.filter(user=partnership.user(key))]


def test_what_is_late_or_due_by_the_next_working_day_is_told(owed, as_worker, partnership):
    owed(date(2027, 1, 5), date(2027, 1, 8), date(2027, 2, 1))
    with as_worker():
        remind_everybody(at=THURSDAY)
    notice = Notice.objects.get(user=partnership.user("referrer"))
    assert notice.subject_line == "2 things for you to do, 1 late,"
    assert (notice.due, notice.path) == (date(2027, 1, 8), "/")


def test_nobody_is_reminded_twice_a_day_or_of_what_is_far_off(owed, as_worker, partnership):
    owed(date(2027, 1, 8))
    with as_worker():
        remind_everybody(at=THURSDAY)
        remind_everybody(at=THURSDAY.replace(hour=9))
    assert mails_to(partnership, "referrer") == ["1 thing for you to do"]
    with as_worker():
        remind_everybody(at=THURSDAY.replace(day=8))
    assert len(mails_to(partnership, "referrer")) == 2


def test_m3_a_duty_on_monday_is_told_on_friday_and_nothing_on_saturday(owed, as_worker, partnership):
    owed(date(2027, 1, 11))
    with as_worker():
        remind_everybody(at=THURSDAY)
        remind_everybody(at=THURSDAY.replace(day=9))
        assert mails_to(partnership, "referrer") == []
        remind_everybody(at=THURSDAY.replace(day=8))
    assert mails_to(partnership, "referrer") == ["1 thing for you to do"]


def test_no_name_and_no_word_about_a_child_leaves_by_mail(owed, as_worker):
    owed(date(2027, 1, 5), date(2027, 1, 8))
    with as_worker():
        remind_everybody(at=THURSDAY)
        send_waiting(at=THURSDAY)
    assert mail.outbox
    for message in mail.outbox:
        text = message.message().as_string() + message.body
        assert not {"Canaria", "Kestrel"} & set(text.replace("-", " ").split())
        assert message.subject.startswith("MACEM: ")
