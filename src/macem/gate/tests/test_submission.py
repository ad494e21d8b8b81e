"""A refusal by the state of things stands in the form; one of the person goes on to them."""

import pytest
from django import forms
from django.test import RequestFactory

from macem.accounts.models import User
from macem.gate.refusal import NotNow, Refused
from macem.gate.submission import carried_out


class Worded(forms.Form):
    text = forms.CharField()


@pytest.fixture
def form():
    return Worded({"text": "typed"})


@pytest.fixture
def request_of_seven():
    request = RequestFactory().post("/")
    request.user = User(pk=7)
    return request


def test_the_service_acts_for_whoever_is_signed_in(form, request_of_seven):
    called = []
    assert carried_out(form, lambda **given: called.append(given), request_of_seven, text="typed")
    assert called[0]["by"].user_id == 7
    assert called[0]["text"] == "typed"
    assert form.is_valid()


def test_what_is_not_allowed_now_is_an_error_of_the_form_and_what_was_typed_stays(form, request_of_seven):
    def refusing(**_given):
        raise NotNow("The meeting has begun.", clause="M2")

    assert not carried_out(form, refusing, request_of_seven)
    assert form.non_field_errors() == ["The meeting has begun."]
    assert form["text"].value() == "typed"


def test_what_the_person_may_not_do_goes_on_to_them(form, request_of_seven):
    def refusing(**_given):
        raise Refused("Your role does not let you.")

    with pytest.raises(Refused):
        carried_out(form, refusing, request_of_seven)
