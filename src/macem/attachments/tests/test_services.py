"""Files of a person: held for a form, used by a record, forgotten; scoped (security.md 24)."""

import hashlib
from datetime import timedelta

import pytest
from django.db import ProgrammingError

from macem.attachments import services
from macem.attachments.models import FileContent, StoredFile
from macem.attachments.names import safe_name
from macem.attachments.tests.files import docx, pdf
from macem.audit.models import AuditEvent
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.protocol.vocabulary.files import FileKind
from macem.referrals.tests.making import child


@pytest.fixture
def person(partnership, acting):
    return child(partnership, acting)


def hold(person, by, **changes):
    given = {"name": "Assessment.pdf", "data": pdf()}
    return services.hold(subject_id=person.pk, by=by, **(given | changes))


def test_what_is_kept_has_a_digest_and_the_log_has_no_name(acting, person):
    sent = pdf()
    with acting("social_worker") as by:
        stored = hold(person, by, data=sent, name="Casey Test-Lindqvist.pdf")
        kept = bytes(FileContent.objects.get(file=stored).data)
    assert stored.digest == hashlib.sha256(kept).hexdigest()
    assert stored.sent_digest == hashlib.sha256(sent).hexdigest()
    assert stored.size == len(kept)
    event = AuditEvent.objects.get(event="file_held")
    assert "Casey" not in str(event.details)
    assert event.details["digest"] == stored.digest


def test_a_held_file_is_its_senders_alone_until_a_record_uses_it(acting, person):
    with acting("social_worker") as by:
        stored = hold(person, by)
    with acting("mash"):
        assert not StoredFile.objects.exists()
        assert not FileContent.objects.exists()
    with acting("social_worker") as by:
        services.use(stored=stored, subject_id=person.pk, by=by)
    with acting("mash"):
        assert FileContent.objects.get().file == stored
    with acting("second_social_worker"):
        assert not StoredFile.objects.exists()
        assert not FileContent.objects.exists()


def test_a_record_uses_a_file_once_and_only_that_persons(acting, partnership, person):
    other = child(partnership, acting, forename="Robin", surname="Test-Aldous")
    with acting("social_worker") as by:
        stored = hold(person, by)
        with pytest.raises(Refused):
            services.use(stored=stored, subject_id=other.pk, by=by)
        services.use(stored=stored, subject_id=person.pk, by=by)
        with pytest.raises(NotNow):
            services.use(stored=stored, subject_id=person.pk, by=by)


def test_nobody_uses_what_somebody_else_sent(acting, person):
    with acting("social_worker") as by:
        stored = hold(person, by)
    with acting("mash") as by, pytest.raises(Refused):
        services.use(stored=stored, subject_id=person.pk, by=by)


def test_whoever_does_not_see_the_person_adds_nothing(acting, person):
    with acting("second_social_worker") as by, pytest.raises(Refused):
        hold(person, by)


def test_a_used_file_never_changes_in_the_database_itself(acting, person):
    with acting("social_worker") as by:
        stored = services.use(stored=hold(person, by), subject_id=person.pk, by=by)
        with pytest.raises(ProgrammingError, match="row-level security"):
            FileContent.objects.filter(file=stored).update(data=b"other")


@pytest.mark.parametrize(
    ("data", "words"), [(b"MZ" + bytes(90), "neither a PDF"), (b"%PDF-" + bytes(10 * 1024 * 1024), "10 MB")]
)
def test_a_bad_or_large_file_is_not_kept_and_the_words_say_what_to_do(data, words, acting, person):
    with acting("social_worker") as by, pytest.raises(NotNow, match=words):
        hold(person, by, data=data)
    assert not StoredFile.objects.exists()


def test_a_file_sent_again_takes_the_place_of_the_one_held(acting, person):
    with acting("social_worker") as by:
        hold(person, by)
        second = hold(person, by, data=docx(), name="Assessment.docx")
        assert StoredFile.objects.get() == second
        assert FileContent.objects.count() == 1


def test_what_nobody_used_within_a_day_is_forgotten(acting, as_worker, person):
    with acting("social_worker") as by:
        used = services.use(stored=hold(person, by), subject_id=person.pk, by=by)
        hold(person, by)
    with as_worker():
        assert services.forget_held(at=clock.now() + timedelta(hours=23)) == 0
        assert services.forget_held(at=clock.now() + timedelta(hours=25)) == 1
        assert services.forget_held(at=clock.now() + timedelta(hours=25)) == 0
        assert StoredFile.objects.get() == used


@pytest.mark.parametrize(
    ("sent", "kind", "kept"),
    [
        ("Assessment.pdf", FileKind.PDF, "Assessment.pdf"),
        ("../../etc/passwd", FileKind.PDF, "passwd.pdf"),
        ("C:\\Users\\me\\Assessment.docx", FileKind.DOCX, "Assessment.docx"),
        ("report\u202efdp.exe", FileKind.PDF, "reportfdp.exe.pdf"),
        ("a\x00b\nc.PDF", FileKind.PDF, "abc.pdf"),
        (" .. ", FileKind.PDF, "file.pdf"),
        ("", FileKind.DOCX, "file.docx"),
        ("x" * 400 + ".pdf", FileKind.PDF, "x" * 116 + ".pdf"),
    ],
)
def test_a_name_holds_no_path_and_no_trick(sent, kind, kept):
    assert safe_name(sent, kind) == kept
