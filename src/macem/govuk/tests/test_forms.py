import datetime as dt

import pytest
import time_machine
from django import forms

from macem.govuk.forms import DateInputField, GovukForm, Look, TimeField, YesNoField, today


class Report(GovukForm):
    name = forms.CharField(label="Full name", max_length=5)
    nhs = forms.CharField(label="NHS number")
    harmed = YesNoField(label="Is she being harmed now?")
    born = DateInputField(label="Date of birth", latest=today)
    when = DateInputField(label="When was it?", required=False, earliest=dt.date(2020, 1, 1))
    at = TimeField(label="Time found", required=False)
    times = forms.IntegerField(label="Times missing", min_value=1, max_value=99, required=False)
    mail = forms.EmailField(label="Email", required=False)
    level = forms.ChoiceField(label="Level", choices=[("1", "One")])
    told = forms.BooleanField(label="I have told her")
    letter = forms.FileField(label="Letter")
    words = forms.CharField(label="What helps", widget=forms.Textarea, required=False)

    looks = {"words": Look(max_characters=10)}


def messages(**data):
    return {name: list(errors) for name, errors in Report(data, {}).errors.items()}


def test_what_is_missing_is_asked_for_in_the_words_of_the_form():
    found = messages()
    assert found["name"] == ["Enter full name"]
    assert found["nhs"] == ["Enter NHS number"]
    assert found["harmed"] == ["Answer the question “Is she being harmed now?”"]
    assert found["born"] == ["Enter date of birth"]
    assert found["level"] == ["Select level"]
    assert found["told"] == ["Tick “I have told her” to go on"]
    assert found["letter"] == ["Choose a file"]
    assert "when" not in found


def test_what_is_wrong_is_said_with_how_to_mend_it():
    found = messages(
        name="abcdef",
        at="2:10",
        times="0",
        mail="quill",
        when_day="1",
        when_year="2026",
        level="9",
        words="x" * 11,
    )
    assert found["name"] == ["Full name must be 5 characters or fewer"]
    assert found["at"] == ["Say whether 2:10 is am or pm, like 2:10pm"]
    assert found["times"] == ["Times missing must be 1 or more"]
    assert found["mail"] == ["Enter an email address in the correct format, like name@example.com"]
    assert found["when"] == ["Date must include a month"]
    assert found["level"] == ["Choose one of the answers that are shown"]
    assert found["words"] == ["What helps must be 10 characters or fewer"]


def test_a_form_s_own_words_win():
    class Own(GovukForm):
        name = forms.CharField(error_messages={"required": "Say who she is"})

    assert Own({}).errors["name"] == ["Say who she is"]


def test_a_label_with_a_per_cent_sign():
    class Odd(GovukForm):
        share = forms.CharField(label="100% sure", max_length=1)

    assert Odd({"share": "ab"}).errors["share"] == ["100% sure must be 1 characters or fewer"]


def test_carriage_returns_don_t_count_against_the_limit():
    form = Report({"words": "a\r\n" * 5}, {})
    assert "words" not in form.errors


@time_machine.travel("2027-01-07 23:30 +0000")
def test_limits_of_a_date():
    assert messages(born_day="8", born_month="1", born_year="2027")["born"] == [
        "Date of birth must be today or in the past"
    ]
    assert "born" not in messages(born_day="7", born_month="jan", born_year="2027")
    early = messages(when_day="31", when_month="12", when_year="2019")
    assert early["when"] == ["Date must be 1 January 2020 or later"]


@time_machine.travel("2026-07-01 23:30 +0000")
def test_today_is_londons():
    assert today() == dt.date(2026, 7, 2)


def test_cleaned_values():
    form = Report(
        {
            "name": "Jo",
            "nhs": "1",
            "harmed": "no",
            "born_day": "03",
            "born_month": "March",
            "born_year": "2010",
            "at": "2pm",
            "level": "1",
            "told": "on",
        },
        {},
    )
    del form.fields["letter"]
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == dt.date(2010, 3, 3)
    assert form.cleaned_data["at"] == dt.time(14)
    assert form.cleaned_data["harmed"] is False
    assert form.cleaned_data["when"] is None


def test_nothing_chosen_is_not_no():
    class Ask(GovukForm):
        told = YesNoField(label="Told?", required=False)

    form = Ask({})
    assert form.is_valid()
    assert form.cleaned_data["told"] is None


@pytest.mark.parametrize(("initial", "value"), [(True, "yes"), (False, "no"), (None, None)])
def test_yes_and_no_are_shown_again(initial, value):
    class Ask(GovukForm):
        told = YesNoField(label="Told?", initial=initial)

    assert Ask()["told"].value() == value


def test_what_has_changed():
    class Ask(GovukForm):
        born = DateInputField()
        at = TimeField()
        told = YesNoField()

    initial = {"born": dt.date(2010, 3, 3), "at": dt.time(14), "told": True}
    same = {"born_day": "3", "born_month": "mar", "born_year": "2010", "at": "14:00", "told": "yes"}
    assert Ask(same, initial=initial).changed_data == []
    assert Ask({**same, "born_day": "4", "told": "no"}, initial=initial).changed_data == ["born", "told"]
    assert Ask({**same, "born_day": "", "at": "soon"}, initial=initial).changed_data == ["born", "at"]
