"""An adult who is here already is not registered a second time unseen (clauses C7, S1)."""

from datetime import date

import pytest
from django.urls import reverse

from macem.gate.refusal import NotNow
from macem.intelligence import services
from macem.people.models import DuplicateAnswer, Person
from macem.protocol.vocabulary.states import PersonKind

pytestmark = pytest.mark.django_db

REGISTER = reverse("intelligence:register")
TYPED = {
    "forename": "Leigh", "surname": "Test-Marlow",
    "date_of_birth_day": "4", "date_of_birth_month": "3", "date_of_birth_year": "1988",
}  # fmt: skip


@pytest.fixture
def adult(acting, partnership):
    with acting("intelligence_ds") as by:
        return services.register_adult(
            panel=partnership.panel,
            forename="Lee",
            surname="Test-Marlow",
            date_of_birth=date(1988, 3, 4),
            by=by,
        )


def adults(acting):
    with acting("intelligence_ds"):
        return Person.objects.filter(kind=PersonKind.ADULT).count()


def test_somebody_perhaps_here_is_asked_about_and_everything_typed_stays(adult, acting, signed_in):
    shown = signed_in("intelligence_ds").post(REGISTER, TYPED | {"surname": "Test-Marlowe"}).content.decode()
    for words in (
        "Perhaps here already",
        adult.subject.reference,
        "Surname differs by one letter",
        'value="Leigh"',
    ):
        assert words.lower() in shown.lower(), words
    assert "There is a problem" not in shown
    assert adults(acting) == 1


def test_the_record_chosen_goes_on_to_its_assessment(adult, acting, signed_in):
    answer = signed_in("intelligence_ds").post(
        REGISTER, TYPED | {"asked": "True", "person": adult.subject.reference}
    )
    assert answer["Location"] == reverse("intelligence:assess", args=[adult.subject.reference])
    assert adults(acting) == 1


def test_a_new_record_beside_a_likely_one_needs_a_word_why(adult, acting, signed_in):
    client = signed_in("intelligence_ds")
    same = TYPED | {"forename": "Lee", "asked": "True", "person": "new"}
    assert "say why this is another" in client.post(REGISTER, same).content.decode()
    assert adults(acting) == 1
    assert client.post(REGISTER, same | {"why_new": "Father and son."}).status_code == 302
    assert adults(acting) == 2
    with acting("intelligence_ds"):
        assert not DuplicateAnswer.objects.get().same_person


def test_the_service_asks_for_the_word_too(adult, acting, partnership):
    with acting("analyst") as by, pytest.raises(NotNow):
        services.register_adult(
            panel=partnership.panel,
            forename="Lee",
            surname="Test-Marlow",
            date_of_birth=date(1988, 3, 4),
            by=by,
        )


def test_nobody_alike_is_registered_at_once(adult, acting, signed_in):
    answer = signed_in("intelligence_ds").post(REGISTER, {"forename": "Robin", "surname": "Test-Ashby"})
    assert answer.status_code == 302
    assert adults(acting) == 2
