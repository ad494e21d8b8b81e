import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from macem.audit.models import AuditEvent
from macem.confidentiality.models import Subject
from macem.confidentiality.services import Principal, register_subject
from macem.gate import clock
from macem.protocol.vocabulary import Role

pytestmark = pytest.mark.django_db


def test_an_unset_user_sees_nobody():
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("macem_web",)
    assert Subject.objects.count() == 0


def test_a_person_is_seen_by_those_with_a_grant_and_by_nobody_else(acting, partnership):
    with acting("chair") as by:
        subject = register_subject(
            first_grants=[Principal.role(partnership.panel.pk, Role.CHAIR)],
            basis="test",
            source="test:1",
            by=by,
            at=clock.now(),
        )
        assert list(Subject.objects.visible_to(partnership.user("chair"))) == [subject]
    with acting("health_spoc"):
        assert not Subject.objects.visible_to(partnership.user("health_spoc")).exists()


def test_the_audit_log_is_append_only_in_the_database(acting):
    for sql in (
        "UPDATE audit_auditevent SET event = ''",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert AuditEvent.objects.exists()
