import datetime as dt
from html.parser import HTMLParser

import pytest
from django import forms
from django.utils.safestring import mark_safe

from macem.govuk.errors import ErrorItem, error_items, has_errors
from macem.govuk.forms import DateInputField, GovukForm, Look, TimeField, YesNoField


class Boxes(HTMLParser):
    """Every input, select, textarea and label of a page, as a browser would understand them."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.labels: dict[str, str] = {}
        self.ids: set[str] = set()
        self._open: dict[str, str | None] | None = None
        self._label: str | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            assert attributes["id"] not in self.ids, f"id twice: {attributes['id']}"
            self.ids.add(attributes["id"])
        if tag in ("input", "select", "textarea"):
            self.found.append({"tag": tag, **attributes})
        if tag == "textarea":
            self._open = self.found[-1]
            self._open["text"] = ""
        if tag == "label":
            self._label = attributes["for"]
            self.labels[self._label] = ""

    def handle_data(self, data):
        if self._open is not None:
            self._open["text"] += data
        if self._label is not None:
            self.labels[self._label] += data.strip()

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._open = None
        if tag == "label":
            self._label = None

    def __getitem__(self, id_):
        return next(box for box in self.found if box.get("id") == id_)


class Everything(GovukForm):
    plain = forms.CharField(label="Name <b>", help_text="As in the file & so on")
    number = forms.IntegerField(label="Times", required=False)
    money = forms.DecimalField(label="Money", required=False)
    mail = forms.EmailField(
        label="Mail", widget=forms.EmailInput(attrs={"autocomplete": "email", "data-x": "1"})
    )
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    story = forms.CharField(label="Story", widget=forms.Textarea)
    counted = forms.CharField(label="Counted", widget=forms.Textarea, required=False)
    level = forms.ChoiceField(
        label="Level", choices=[("", "Choose"), ("1", "One"), ("Group", [("2", "Two")])]
    )
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "---"), ("cse", "CSE"), ("cce", "CCE")], widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds", choices=[(1, "One"), (2, "Two")], widget=forms.CheckboxSelectMultiple
    )
    ok = forms.BooleanField(label="I know", help_text="What it means")
    born = DateInputField(label="Born")
    at = TimeField(label="At")
    file = forms.FileField(label="File", widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}))
    several = forms.MultipleChoiceField(label="Several", choices=[("a", "A")], widget=forms.SelectMultiple)
    hidden = forms.CharField(widget=forms.HiddenInput)

    looks = {
        "plain": Look(width=20),
        "number": Look(prefix="about", suffix="times"),
        "counted": Look(max_words=50, threshold=75),
        "kind": Look(inline=True, small=True, hidden_label=True),
        "kinds": Look(or_before=2, exclusive=2, item_hints={1: "The first"}),
        "born": Look(legend="l", heading=True, caption="Question 1"),
    }


def html(form):
    return str(form)


def test_every_box_has_a_label_and_its_own_id():
    boxes = Boxes(html(Everything()))
    for box in boxes.found:
        if box.get("type") != "hidden":
            assert boxes.labels.get(box["id"]), box


def test_nothing_typed_is_lost():
    data = {
        "plain": 'O’Brien "x" <y>',
        "number": "abc",
        "story": "one\r\n  two <b>\nthree",
        "level": "2",
        "kind": "cce",
        "kinds": ["2"],
        "ok": "on",
        "born_day": "31",
        "born_month": "feb",
        "born_year": "2010",
        "at": "soon",
        "hidden": "h",
    }
    boxes = Boxes(html(Everything(data, {})))
    assert boxes["id_plain"]["value"] == data["plain"]
    assert boxes["id_number"]["value"] == "abc"
    assert boxes["id_story"]["text"] == "one\n  two <b>\nthree"
    assert [boxes[f"id_born_{part}"]["value"] for part in ("day", "month", "year")] == ["31", "feb", "2010"]
    assert boxes["id_at"]["value"] == "soon"
    assert "checked" in boxes["id_kind-2"] and "checked" not in boxes["id_kind"]
    assert "checked" in boxes["id_kinds-3"]
    assert "checked" in boxes["id_ok"]
    assert boxes["id_hidden"]["value"] == "h"
    assert "value" not in boxes["id_secret"]


def test_initial_values():
    form = Everything(initial={"born": dt.date(2010, 2, 3), "at": dt.time(14, 10), "number": 7, "kinds": [1]})
    boxes = Boxes(html(form))
    assert [boxes[f"id_born_{part}"]["value"] for part in ("day", "month", "year")] == ["3", "2", "2010"]
    assert boxes["id_at"]["value"] == "2:10pm"
    assert boxes["id_number"]["value"] == "7"
    assert "checked" in boxes["id_kinds"]


def test_types_and_keyboards():
    boxes = Boxes(html(Everything()))
    assert boxes["id_number"]["type"] == "text" and boxes["id_number"]["inputmode"] == "numeric"
    assert boxes["id_money"]["inputmode"] == "decimal"
    assert boxes["id_mail"]["type"] == "email" and boxes["id_mail"]["autocomplete"] == "email"
    assert boxes["id_mail"]["data-x"] == "1"
    assert boxes["id_secret"]["autocomplete"] == "current-password"
    assert boxes["id_file"]["accept"] == ".pdf"
    assert boxes["id_born_day"]["inputmode"] == "numeric"
    assert not any("required" in box or "maxlength" in box for box in boxes.found)


def test_labels_hints_and_marks():
    drawn = html(Everything())
    assert "Name &lt;b&gt;" in drawn and "Name <b>" not in drawn
    assert "As in the file &amp; so on" in drawn
    assert "Times (optional)" in drawn
    assert 'class="govuk-caption-l">Question 1' in drawn
    assert '<h1 class="govuk-fieldset__heading">' in drawn
    assert "govuk-visually-hidden" in drawn
    assert 'data-maxwords="50"' in drawn and "You can enter up to 50 words" in drawn
    assert "The first" in drawn and 'data-behaviour="exclusive"' in drawn
    assert "Group: Two" in drawn
    assert "govuk-radios--inline govuk-radios--small" in drawn
    assert "---" not in drawn


def test_a_filter_s_fields_are_not_marked_as_optional():
    class Filter(GovukForm):
        mark_optional = False
        name = forms.CharField(label="Name", required=False)

    assert "optional" not in html(Filter())


def test_trusted_help_may_hold_markup():
    class Help(GovukForm):
        name = forms.CharField(label="Name", help_text=mark_safe("<ul><li>long</li></ul>"))

    assert "<li>long</li>" in html(Help())


class Revealing(GovukForm):
    first = forms.CharField(label="First")
    harmed = YesNoField(label="Is she being harmed now?")
    last = forms.CharField(label="Last")
    how = forms.CharField(label="How?", widget=forms.Textarea, required=False)
    deep = forms.CharField(label="Deep", required=False)

    looks = {"harmed": Look(reveals={"yes": ["how", "deep"]})}

    def clean(self):
        if self.cleaned_data.get("harmed") and not self.cleaned_data.get("how"):
            self.add_error("how", "Say how")


def test_what_a_choice_reveals_stands_under_it_and_only_there():
    drawn = html(Revealing({"harmed": "yes", "how": "a\nb"}))
    assert drawn.count('id="id_how"') == 1
    assert drawn.index('value="yes"') < drawn.index('id="id_how"') < drawn.index('value="no"')
    assert "How? (optional)" not in drawn
    assert Boxes(drawn)["id_how"]["text"] == "a\nb"


def test_it_shows_without_script():
    drawn = html(Revealing())
    assert "govuk-radios__conditional" in drawn  # hidden by a rule that only applies once script runs
    assert "<script" not in drawn and "style=" not in drawn


def test_errors_come_in_the_order_of_the_page():
    assert error_items(Revealing({"harmed": "yes"})) == [
        ErrorItem("Enter first", "#id_first"),
        ErrorItem("Say how", "#id_how"),
        ErrorItem("Enter last", "#id_last"),
    ]


def test_each_error_leads_to_a_box_that_is_there():
    form = Everything({"born_day": "3"}, {})
    ids = Boxes(html(form)).ids
    items = error_items(form)
    assert ErrorItem("Born must include a month and a year", "#id_born_month") in items
    assert {item.href[1:] for item in items if item.href} <= ids
    assert [item for item in items if not item.href] == [ErrorItem("Enter hidden")]


def test_an_error_at_its_field():
    drawn = html(Everything({}, {}))
    assert 'id="id_plain-error"' in drawn
    assert 'aria-describedby="id_plain-hint id_plain-error"' in drawn
    assert "Enter born" in drawn


def test_which_boxes_of_a_date_are_red():
    drawn = Boxes(html(Everything({"born_day": "3", "born_year": "2010"}, {})))
    red = [
        part for part in ("day", "month", "year") if "govuk-input--error" in drawn[f"id_born_{part}"]["class"]
    ]
    assert red == ["month"]


class Guest(GovukForm):
    name = forms.CharField(label="Guest’s name")


def test_formsets():
    formset = forms.formset_factory(Guest, extra=2, min_num=2, validate_min=True)
    bound = formset(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "", "form-1-name": ""}
    )
    assert ErrorItem("Enter guest’s name", "#id_form-0-name") in error_items([bound])
    assert str(bound).count("govuk-form-group--error") == 2
    assert "form-TOTAL_FORMS" in str(bound)
    assert has_errors(bound) and not has_errors(formset())


def test_an_error_of_the_whole_form_has_no_link():
    form = Guest({"name": "x"})
    form.add_error(None, "Somebody else changed this")
    assert error_items(form) == [ErrorItem("Somebody else changed this")]


def test_an_unbound_form_has_none():
    assert error_items(Guest(), Guest(), [Guest()]) == []


def test_a_plain_django_form_is_drawn_too():
    class Plain(forms.Form):
        name = forms.CharField(label="Name")

    drawn = str(Plain({}))
    assert "govuk-input--error" in drawn and "This field is required." in drawn


@pytest.mark.parametrize("name", Everything.base_fields)
def test_each_field_is_a_group_of_its_own(name):
    drawn = Everything()[name].as_field_group()
    assert "govuk-form-group" in drawn or name == "hidden"
