import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.confidentiality.models import Subject
from macem.confidentiality.references import ALPHABET, reference_for
from macem.confidentiality.services import Principal, register_subject
from macem.gate import clock


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=0, max_value=9))
def test_a_reference_is_sayable_and_always_the_same(number, attempt):
    reference = reference_for(number, attempt=attempt)
    assert reference == reference_for(number, attempt=attempt)
    assert len(reference) == 7
    assert reference[4] == "-"
    assert set(reference.replace("-", "")) <= set(ALPHABET)


def test_another_installation_has_other_references(settings):
    here = reference_for(1)
    settings.SECRET_KEY = "another " * 10
    assert reference_for(1) != here


@pytest.mark.django_db
def test_a_reference_that_somebody_hidden_has_is_passed_over(acting, as_worker, partnership):
    with acting("chair") as by:
        first = register_subject(
            first_grants=[Principal.user(by.user_id)], basis="test", source="test", by=by, at=clock.now()
        )
    with as_worker():
        Subject.objects.filter(pk=first.pk).update(reference=reference_for(first.pk + 1))
    with acting("health_spoc") as by:
        second = register_subject(
            first_grants=[Principal.user(by.user_id)], basis="test", source="test", by=by, at=clock.now()
        )
        assert second.reference == reference_for(second.pk, attempt=1)
