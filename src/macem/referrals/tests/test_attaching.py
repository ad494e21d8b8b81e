"""P4: an assessment signed off in Mosaic is attached as a file; it counts for C4 and P6 without more."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from macem.attachments.models import StoredFile
from macem.attachments.tests.files import CANARY, docx, pdf
from macem.audit.models import AccessEntry
from macem.gate.refusal import NotNow, Refused
from macem.protocol.criteria import facts as protocol
from macem.protocol.transitions import AssessmentState
from macem.protocol.vocabulary import RiskLevel
from macem.referrals import facts, reading
from macem.referrals.models import RiskAssessment
from macem.referrals.tests.making import assess, attach, child

pytestmark = pytest.mark.django_db

TYPED = {
    "level": "escalating",
    "harmful_sexual_behaviour": "none",
    "written_by": "Sam Example-Reed",
    "completed_on_day": "20",
    "completed_on_month": "11",
    "completed_on_year": "2025",
    "signed_by": "Lou Example-Fenn",
    "signed_on_day": "24",
    "signed_on_month": "11",
    "signed_on_year": "2025",
    "number": "M-4471",
}


@pytest.fixture
def person(acting, partnership):
    return child(partnership, acting)


def upload(data=None, name="Assessment.pdf"):
    return SimpleUploadedFile(name, pdf() if data is None else data)


def where(person, rest=""):
    return f"/people/{person.subject.reference}/assessments/{rest}"


def test_it_counts_at_once_without_a_second_sign_off(acting, partnership, person):
    with acting("social_worker") as by:
        attached = attach(partnership, person, by)
        assert reading.state_of(attached) is AssessmentState.SIGNED_OFF
        assert reading.latest_signed(person.pk) == attached
        assert reading.days_assessed([person.pk]) == {person.pk: [date(2025, 11, 20)]}
        assert not RiskAssessment.objects.get_queryset().waiting().exists()
        gathered = facts.facts(person.pk).risk_assessments
    assert gathered == [
        (
            attached,
            protocol.RiskAssessment(
                level=RiskLevel.ESCALATING, completed=date(2025, 11, 20), signed_off=date(2025, 11, 24)
            ),
        )
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"signed_by": "sam example-reed"},
        {"signed_on": date(2025, 11, 19)},
        {"signed_on": date(2199, 1, 1)},
        {"number": " "},
        {"written_by": ""},
    ],
)
def test_one_that_cannot_be_right_is_not_attached(changes, acting, partnership, person):
    with acting("social_worker") as by, pytest.raises(NotNow) as refusal:
        attach(partnership, person, by, **changes)
    assert refusal.value.clause == "P4"
    assert not RiskAssessment.objects.exists()


def test_the_same_one_is_attached_once(acting, partnership, person):
    sent = pdf()
    from macem.attachments import services as attachments

    with acting("social_worker") as by:
        first = attachments.hold(subject_id=person.pk, name="a.pdf", data=sent, by=by)
        attach(partnership, person, by, stored=first)
        with pytest.raises(NotNow, match="number"):
            attach(partnership, person, by)
        again = attachments.hold(subject_id=person.pk, name="b.pdf", data=sent, by=by)
        with pytest.raises(NotNow, match="very file"):
            attach(partnership, person, by, stored=again, number="M-5000")


@pytest.mark.parametrize("key", ["mash", "chair", "second_social_worker", "police_spoc"])
def test_social_care_and_the_coordinator_attach_for_children_whom_they_see(key, acting, partnership, person):
    with acting("social_worker") as by:
        stored = attach(partnership, person, by).attached.file
    with acting(key) as by, pytest.raises(Refused):
        attach(partnership, person, by, stored=stored)


def test_it_is_attached_on_the_page_and_read_beside_later_ones(acting, partnership, person, signed_in):
    client = signed_in("ce_coordinator")
    answer = client.post(where(person, "attach/"), {**TYPED, "file": upload()}, follow=True)
    assert "It counts from now on." in answer.content.decode()
    with acting("ce_coordinator"):
        attached = RiskAssessment.objects.get()
    shown = client.get(where(person, f"{attached.pk}/")).content.decode()
    assert "Signed off in Mosaic by Lou Example-Fenn, 24 November 2025" in shown
    assert "M-4471" in shown
    with acting("social_worker") as by:
        later = assess(partnership, person, by, level=RiskLevel.EMERGING)
    shown = signed_in("service_manager").get(where(person, f"{later.pk}/review/")).content.decode()
    assert "The level goes down from escalating concerns to emerging concerns." in shown


def test_the_file_and_all_else_are_kept_where_one_field_is_wrong(acting, person, signed_in):
    client = signed_in("social_worker")
    answer = client.post(where(person, "attach/"), {**TYPED, "signed_by": "", "file": upload()})
    shown = answer.content.decode()
    assert "Enter the service manager who signed it off" in shown
    assert "Your file is kept: Assessment.pdf" in shown
    assert 'value="Sam Example-Reed"' in shown
    with acting("social_worker"):
        held = StoredFile.objects.get()
    client.post(where(person, "attach/"), {**TYPED, "held": held.pk})
    with acting("social_worker"):
        assert RiskAssessment.objects.get().attached.file == held


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (upload(b"\x89PNG\r\n\x1a\n" + bytes(50)), "This is a picture"),
        (upload(pdf(password=True)), "locked with a password"),
        (upload(docx(parts={"word/vbaProject.bin": b"x"}), "a.docx"), "holds a macro"),
        (None, "Choose the file"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_what_was_typed_stays(file, words, person, signed_in):
    typed = TYPED | ({"file": file} if file else {})
    shown = signed_in("social_worker").post(where(person, "attach/"), typed).content.decode()
    assert words in shown
    assert 'value="M-4471"' in shown


def test_nobody_takes_a_file_held_for_somebody_else(acting, person, signed_in):
    signed_in("social_worker").post(where(person, "attach/"), {"file": upload()})
    with acting("social_worker"):
        held = StoredFile.objects.get()
    shown = signed_in("ce_coordinator").post(where(person, "attach/"), {**TYPED, "held": held.pk})
    assert "Choose the file" in shown.content.decode()


def test_the_file_is_saved_by_those_who_read_assessments_and_the_opening_is_logged(
    acting, partnership, person, signed_in
):
    with acting("social_worker") as by:
        attached = attach(partnership, person, by)
    address = where(person, f"{attached.pk}/file/")
    answer = signed_in("mash").get(address)
    assert answer.content.startswith(b"%PDF-")
    assert CANARY.encode() not in answer.content
    assert answer["Content-Disposition"] == (
        f'attachment; filename="assessment-{person.subject.reference}-2025-11-20.pdf"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert AccessEntry.objects.filter(subject_id=person.pk, context="attached assessment file").count() == 1
    assert signed_in("health_spoc").get(address).status_code == 403
    assert signed_in("second_social_worker").get(address).status_code == 404
    assert signed_in("mash").get(where(person, "0/file/")).status_code == 404


@pytest.mark.parametrize(("key", "status"), [("mash", 403), ("second_social_worker", 403), ("referrer", 403)])
def test_others_do_not_attach(key, status, person, signed_in):
    answer = signed_in(key).get(where(person, "attach/"))
    assert answer.status_code in (status, 404)
