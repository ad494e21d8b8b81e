"""Files taken in and applied: once, whole, seen before (clauses C2, C3, S1)."""

from datetime import date, time, timedelta

import pytest

from macem.audit.models import AuditEvent
from macem.confidentiality.models import AccessGrant, Exclusion, Subject
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.gate.scope import acting_for
from macem.imports import services
from macem.imports.models import Upload, UploadRow
from macem.imports.reading import plan_of
from macem.imports.reasons import Reason
from macem.missing import services as missing
from macem.missing.models import Episode
from macem.people import services as people
from macem.people.models import FactsChanged, Identifier, Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import AbsenceType, Role
from macem.protocol.vocabulary.states import (
    BirthBasis,
    IdentifierKind,
    ImportKind,
    ImportRowOutcome,
    PersonKind,
)

pytestmark = pytest.mark.django_db

ADDED, KNOWN, CHANGED = ImportRowOutcome.ADDED, ImportRowOutcome.ALREADY_KNOWN, ImportRowOutcome.CHANGED
WAITS, REJECTED = ImportRowOutcome.WAITS, ImportRowOutcome.REJECTED
OPEN = "12,14/03/2011,M,12/12/2025,"
ENDED = "12,14/03/2011,M,12/12/2025,16/12/2025"
OTHER = "13,02/11/2012,A,20/12/2025,21/12/2025"
BORN = date(2011, 3, 14)


@pytest.fixture
def known_child(acting, partnership):
    """``known_child("mash")``: a child with the number 12, seen by that role only."""

    def register(*roles, kind=PersonKind.CHILD, born=BORN, by="mash"):
        with acting(by) as actor:
            return people.register_person(
                kind=kind,
                forename="Robin",
                surname="Test-Ashby",
                date_of_birth=born,
                identifiers=[(IdentifierKind.CSC, "12")],
                first_grants=[Principal.role(partnership.panel.pk, role) for role in roles],
                basis="test",
                source="test",
                by=actor,
            )

    return register


def outcomes(upload: Upload) -> list[tuple[int, ImportRowOutcome, str]]:
    return list(upload.rows.values_list("line", "outcome", "reason"))


def audited(event: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event=event).order_by("id"))


# Taking in


def test_a_file_is_kept_as_it_arrived_and_nothing_of_it_counts(acting, send):
    with acting("business_support") as by:
        upload = send(by, OPEN, OTHER)
        kept = Upload.objects.get(pk=upload.pk)
        assert bytes(kept.content).decode().splitlines()[1] == OPEN
        assert (kept.rows_read, kept.applied_at, len(kept.digest)) == (2, None, 64)
        assert not Episode.objects.exists()
        assert not Person.objects.exists()
        assert audited("file_taken_in")[0].details == {"kind": "ssda903-missing", "rows": 2}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04" + b"x" * 40, "Excel workbook or a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 40, "old Excel or Word document"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"", "empty"),
        (b"a,b\n1,2\n", "does not look like an SSDA903 Missing file"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
    ids=["xlsx", "xls", "xml", "empty", "another table", "too large"],
)
def test_what_cannot_be_read_is_refused_by_its_content_and_not_kept(acting, partnership, content, says):
    with acting("business_support") as by:
        with pytest.raises(NotNow, match=says):
            services.take_in(
                panel=partnership.panel,
                kind=ImportKind.SSDA903_MISSING,
                file_name="missing.csv",
                content=content,
                by=by,
            )
        assert not Upload.objects.exists()


@pytest.mark.parametrize("key", ["chair", "mash", "social_worker", "csc_spoc", "administrator", "referrer"])
def test_others_send_no_files(acting, send, key):
    with acting(key) as by, pytest.raises(Refused):
        send(by, OPEN)


def test_a_file_is_seen_by_its_sender_and_by_those_who_keep_the_list(acting, send, partnership):
    with acting("analyst") as by:
        upload = send(by, OPEN)
    seeing = set()
    for key in ("analyst", "ce_coordinator", "business_support", "exploitation_team", "chair", "mash"):
        with acting(key):
            if Upload.objects.visible_to(partnership.user(key)).filter(pk=upload.pk).exists():
                seeing.add(key)
    assert seeing == {"analyst", "ce_coordinator", "business_support"}


# Applying


def test_a_new_child_is_registered_by_number_name_not_known(acting, import_rows):
    with acting("business_support") as by:
        upload = import_rows(by, ENDED)
        person = Person.objects.get()
        episode = Episode.objects.get()
        assert PersonPresenter(person).name == "Name not known"
        assert (person.kind, person.birth_basis, person.date_of_birth) == (
            PersonKind.CHILD,
            BirthBasis.EXACT,
            BORN,
        )
        assert Identifier.objects.get().value == "12"
        assert (episode.subject_id, episode.source) == (person.pk, "SSDA903")
        assert (episode.started_on, episode.started_at) == (date(2025, 12, 12), None)
        assert (episode.ended_on, episode.ended_at) == (date(2025, 12, 16), None)
        assert episode.source_reference == f"file {upload.pk}, line 2"
        assert upload.applied_by_id == by.user_id
        assert outcomes(upload) == [(2, ADDED, Reason.NEW_CHILD)]
        row = UploadRow.objects.get()
        assert (row.subject_id, row.object_id) == (person.pk, episode.pk)


@pytest.mark.parametrize("key", ["business_support", "ce_coordinator", "mash"])
def test_who_sees_a_child_that_a_file_brought(acting, import_rows, key, partnership):
    with acting("analyst") as by:
        import_rows(by, ENDED)
    with acting(key):
        assert Person.objects.visible_to(partnership.user(key)).count() == 1


@pytest.mark.parametrize("key", ["analyst", "exploitation_team"])
def test_whoever_applied_it_sees_the_children_no_longer_than_that(acting, import_rows, key, partnership):
    """Clause S1: sending a file gives nobody a child's record."""
    with acting(key) as by:
        upload = import_rows(by, ENDED, OTHER)
        assert not Person.objects.visible_to(partnership.user(key)).exists()
        assert not Episode.objects.visible_to(partnership.user(key)).exists()
        assert outcomes(upload) == [(2, ADDED, Reason.NEW_CHILD), (3, ADDED, Reason.NEW_CHILD)]
    with acting("ce_coordinator"):
        assert Episode.objects.count() == 2


def test_a_child_whom_the_importer_cannot_see_is_not_registered_again(
    acting, import_rows, known_child, as_worker
):
    child = known_child(Role.MASH_DECISION_MAKER)
    with acting("analyst") as by:
        assert not Person.objects.exists()
        upload = import_rows(by, ENDED)
        assert outcomes(upload) == [(2, ADDED, Reason.NEW)]
        assert not Person.objects.exists()
    with acting("ce_coordinator"):
        assert list(Person.objects.all()) == [child]
        assert Episode.objects.get().subject_id == child.pk
    with as_worker():
        grant = AccessGrant.objects.get(
            subject_id=child.pk, principal__endswith=":ce_coordinator", until=None
        )
        assert (grant.basis, grant.source) == ("missing episodes imported", f"imports.Upload:{upload.pk}")


def test_whoever_sees_the_child_already_gets_no_second_grant(acting, import_rows, known_child, as_worker):
    child = known_child(Role.MASH_DECISION_MAKER, Role.CE_COORDINATOR, Role.BUSINESS_SUPPORT)
    with acting("ce_coordinator") as by:
        import_rows(by, ENDED)
    with as_worker():
        assert AccessGrant.objects.filter(subject_id=child.pk).count() == 3


def test_what_another_has_recorded_out_of_sight_is_already_known(acting, import_rows, known_child):
    child = known_child(Role.MASH_DECISION_MAKER)
    with acting("mash") as by:
        missing.record_episode(
            person=child,
            kind=AbsenceType.MISSING,
            started_on=date(2025, 12, 12),
            started_at=time(22, 30),
            ended_on=date(2025, 12, 16),
            by=by,
        )
    with acting("analyst") as by:
        assert outcomes(import_rows(by, ENDED)) == [(2, KNOWN, Reason.SAME)]
    with acting("mash"):
        assert Episode.objects.count() == 1


def test_the_same_file_again_adds_nothing(acting, import_rows):
    with acting("business_support") as by:
        import_rows(by, ENDED, OTHER)
        before = (Episode.objects.count(), Person.objects.count(), FactsChanged.objects.count())
        again = import_rows(by, ENDED, OTHER)
        assert {outcome for _line, outcome, _why in outcomes(again)} == {KNOWN}
        assert (Episode.objects.count(), Person.objects.count(), FactsChanged.objects.count()) == before


def test_another_file_with_the_same_rows_adds_nothing(acting, import_rows):
    with acting("business_support") as by:
        import_rows(by, ENDED, OTHER)
        import_rows(by, OTHER, ENDED, "14,,M,01/12/2025,02/12/2025")
        assert Episode.objects.count() == 3


def test_a_return_is_a_correction_and_the_first_report_stays(acting, import_rows):
    with acting("business_support") as by:
        import_rows(by, OPEN)
        upload = import_rows(by, ENDED)
        assert outcomes(upload) == [(2, CHANGED, Reason.RETURN)]
        first, second = Episode.objects.order_by("id")
        assert (first.ended_on, second.ended_on, second.replaces_id) == (None, date(2025, 12, 16), first.pk)
        assert list(Episode.objects.all().standing()) == [second]
        assert outcomes(import_rows(by, OPEN)) == [(2, KNOWN, Reason.EARLIER)]


def test_absences_count_as_received_when_they_are_applied(acting, send):
    """Clause C2: what lay unread while an agenda was compiled is new after it."""
    with acting("business_support") as by:
        upload = send(by, ENDED)
    with acting_for(by.user_id, at=clock.now() + timedelta(days=3)):
        services.apply(upload=upload, seen=plan_of(upload, by=by).digest, by=by)
        assert Episode.objects.get().received_at == clock.now() > upload.uploaded_at + timedelta(days=2)


def test_faulty_rows_stay_listed_and_stop_no_other(acting, import_rows):
    with acting("business_support") as by:
        upload = import_rows(
            by, "12,14/03/2011,X,12/12/2025,", ENDED, "12,14/03/2011,M,16/12/2025,12/12/2025"
        )
        assert outcomes(upload) == [
            (2, REJECTED, "bad_code"),
            (3, ADDED, Reason.NEW_CHILD),
            (4, REJECTED, "end_before_start"),
        ]


@pytest.mark.parametrize("kind", [PersonKind.CHILD, PersonKind.ADULT])
def test_a_row_waits_where_the_number_may_belong_to_another(acting, import_rows, known_child, kind):
    """A date of birth that differs asks; a number borne by an adult of Part 2 gives nobody their record."""
    child = known_child(Role.MASH_DECISION_MAKER, kind=kind, born=date(2010, 1, 1))
    with acting("ce_coordinator") as by:
        (line,) = outcomes(import_rows(by, ENDED))
        assert line[1] is WAITS
        assert line[2] == (Reason.BORN_DIFFERS if kind is PersonKind.CHILD else Reason.WHICH_CHILD)
        assert not Person.objects.exists()
        assert not AccessGrant.objects.filter(
            subject_id=child.pk, principal__endswith="ce_coordinator"
        ).exists()


def test_a_row_waits_where_two_people_bear_the_number(acting, import_rows, known_child):
    known_child(Role.MASH_DECISION_MAKER)
    known_child(Role.MASH_DECISION_MAKER)
    with acting("ce_coordinator") as by:
        assert outcomes(import_rows(by, ENDED)) == [(2, WAITS, Reason.WHICH_CHILD)]


def test_an_exclusion_beats_a_file(acting, import_rows, known_child, as_owner, partnership):
    """Security: whoever is barred from a child cannot write about them either, nor learn why."""
    child = known_child(Role.MASH_DECISION_MAKER, Role.CE_COORDINATOR)
    with as_owner():
        Exclusion.objects.create(
            subject=Subject.objects.get(pk=child.pk),
            user_id=partnership.user("ce_coordinator").pk,
            since=clock.now(),
        )
    with acting("ce_coordinator") as by:
        assert outcomes(import_rows(by, ENDED, OTHER)) == [
            (2, WAITS, Reason.WHICH_CHILD),
            (3, ADDED, Reason.NEW_CHILD),
        ]
    with acting("business_support") as by:
        assert outcomes(import_rows(by, ENDED))[0][1] is ADDED


def test_an_applied_file_is_not_applied_again(acting, send):
    with acting("business_support") as by:
        upload = send(by, ENDED)
        seen = plan_of(upload, by=by).digest
        services.apply(upload=upload, seen=seen, by=by)
        with pytest.raises(NotNow, match="applied already"):
            services.apply(upload=upload, seen=seen, by=by)
        assert Episode.objects.count() == 1


def test_what_is_known_may_not_have_changed_since_somebody_looked(acting, send, import_rows):
    with acting("business_support") as by:
        upload = send(by, ENDED)
        seen = plan_of(upload, by=by).digest
        import_rows(by, OPEN)
        with pytest.raises(NotNow, match="has changed since you looked"):
            services.apply(upload=upload, seen=seen, by=by)
        assert Episode.objects.count() == 1


def test_nothing_is_half_done_where_one_row_fails(acting, send, monkeypatch):
    recorded = missing.record_episode
    calls = []

    def fail_on_the_second(**facts):
        calls.append(facts)
        if len(calls) == 2:
            raise NotNow("Something stands in the way.")
        return recorded(**facts)

    monkeypatch.setattr(missing, "record_episode", fail_on_the_second)
    with acting("business_support") as by:
        upload = send(by, ENDED, OTHER)
        with pytest.raises(NotNow, match=r"Nothing was applied\. Line 3: Something stands in the way\."):
            services.apply(upload=upload, seen=plan_of(upload, by=by).digest, by=by)
        assert not Episode.objects.exists()
        assert not Person.objects.exists()
        assert not UploadRow.objects.exists()
        assert Upload.objects.get().applied_at is None


def test_one_audit_row_for_the_whole_and_one_per_person(acting, import_rows):
    with acting("business_support") as by:
        import_rows(by, ENDED, "12,14/03/2011,M,01/11/2025,02/11/2025", OTHER, "9,,X,,")
        (whole,) = audited("file_applied")
        assert whole.details == {"added": 3, "rejected": 1}
        each = audited("episodes_imported")
        assert sorted(row.details["added"] for row in each) == [1, 2]
        assert {row.subject_id for row in each} == set(Person.objects.values_list("pk", flat=True))


def test_nominations_are_told_of_each_child(acting, import_rows):
    with acting("business_support") as by:
        import_rows(by, ENDED, OTHER)
        told = FactsChanged.objects.filter(handled_at=None).values_list("person_id", flat=True)
        assert set(told) == set(Person.objects.values_list("pk", flat=True))


def test_others_apply_no_files(acting, send):
    with acting("business_support") as by:
        upload = send(by, ENDED)
        seen = plan_of(upload, by=by).digest
    with acting("chair") as by, pytest.raises(Refused):
        services.apply(upload=upload, seen=seen, by=by)
