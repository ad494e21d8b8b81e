"""The questions about the child: who they are, where they live and learn, who knows them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, Look, today
from macem.people.lists import topic_list
from macem.protocol.screening import Given
from macem.protocol.vocabulary.facts import Topic
from macem.protocol.vocabulary.screening import Said, SchoolStatus
from macem.protocol.vocabulary.states import BirthBasis
from macem.screening.forms.base import AnswerForm, free_text, line, pick

OLDEST_GUESS = 25
NO_AGENCY = "none"


class NameForm(AnswerForm):
    heading = _("What is the child’s name?")
    facts = ("forename", "surname", "others")

    forename = line(_("Forename"), help_text=_("One of the two names is enough."))
    surname = line(_("Surname"))
    others = line(_("Other names"), help_text=_("A nickname, or a name used online. If you know."))

    looks = {name: Look(width="two-thirds") for name in facts}


class BirthForm(AnswerForm):
    heading = _("When was {name} born?")
    lead = "choice"
    facts = ("born", "age")

    choice = pick("", BirthBasis.choices())
    born = DateInputField(
        label=_("Date of birth"), help_text=_("For example, 27 3 2012."), latest=today, required=False
    )
    age = forms.IntegerField(
        label=_("About how old today?"), min_value=0, max_value=OLDEST_GUESS, required=False
    )

    looks = {
        "choice": Look(reveals={BirthBasis.EXACT: "born", BirthBasis.ESTIMATED: "age"}),
        "age": Look(width=2, suffix=_("years")),
    }

    def ask(self) -> None:
        words_of = {
            BirthBasis.EXACT: _("I know the date of birth"),
            BirthBasis.ESTIMATED: _("I know about how old they are"),
            BirthBasis.UNKNOWN: _("I do not know"),
        }
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (basis.value, words_of[basis]) for basis in BirthBasis
        ]

    def filled(self, given: Given) -> dict[str, Any]:
        born = given.facts.get("born")
        return super().filled(given) | {"born": date.fromisoformat(born) if born else None}

    def given(self) -> Given:
        found = super().given()
        born = found.facts.get("born")
        if born is None:
            return found
        return Given(choice=found.choice, facts={**found.facts, "born": born.isoformat()})


class HomeForm(AnswerForm):
    """Where the child lives, whether it suits, and whether another authority placed them there (C6)."""

    heading = _("Where does {name} live?")
    facts = ("address", "postcode", "placed", "authority", "assessed")

    address = free_text(_("Address"), help_text=_("As much of it as you know. With whom, if that matters."))
    postcode = line(_("Postcode"), longest=10)
    choice = pick(_("Is it a suitable place to live?"), Said.choices())
    words = free_text(_("What is not right about it?"))
    placed = pick(_("Did another local authority place them there?"), Said.choices())
    authority = line(_("Which authority?"))
    assessed = pick(_("Has it completed an exploitation (CSE or CCE) assessment?"), Said.choices())

    looks = {
        "address": Look(rows=3),
        "postcode": Look(width=10),
        "choice": Look(reveals={Said.NO: "words"}),
        "words": Look(rows=3),
        "placed": Look(reveals={Said.YES: ["authority", "assessed"]}),
        "authority": Look(width="two-thirds"),
        "assessed": Look(inline=True, small=True),
    }


class SchoolForm(AnswerForm):
    heading = _("Where does {name} go to school or college?")
    facts = ("school",)

    school = line(_("School or college"), help_text=_("Or the last one, if they have left."))
    choice = pick(_("How does that stand?"), SchoolStatus.choices())

    looks = {"school": Look(width="two-thirds")}


class IdentityForm(AnswerForm):
    heading = _("What should we know to treat {name} fairly?")
    facts = ("gender", "ethnicity", "languages", "interpreter", "disabilities")

    gender = forms.ChoiceField(label=_("Gender"), required=False)
    ethnicity = forms.ChoiceField(label=_("Ethnicity"), required=False)
    languages = line(_("Languages"), help_text=_("The one they would rather use first."))
    interpreter = pick(_("Do they need an interpreter?"), Said.choices())
    disabilities = forms.MultipleChoiceField(
        label=_("Disabilities"),
        help_text=_("Tick all that apply."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = line(_("What would help them?"), longest=500)

    looks = {
        "gender": Look(width="two-thirds"),
        "ethnicity": Look(width="full"),
        "languages": Look(width="two-thirds"),
        "interpreter": Look(inline=True),
        "disabilities": Look(small=True, exclusive=topic_list(Topic.DISABILITY).alone),
    }

    def ask(self) -> None:
        for name, topic in (("gender", Topic.GENDER), ("ethnicity", Topic.ETHNICITY)):
            codes = topic_list(topic).codes.items()
            self.fields[name].choices = [("", _("Not known")), *codes]  # type: ignore[attr-defined]
        codes = topic_list(Topic.DISABILITY).codes.items()
        self.fields["disabilities"].choices = list(codes)  # type: ignore[attr-defined]


class KnownToForm(AnswerForm):
    heading = _("Which agencies know {name}?")
    lead = "agencies"
    facts = ("agencies",)

    agencies = forms.MultipleChoiceField(
        help_text=_("Tick all that you know of."), widget=forms.CheckboxSelectMultiple, required=False
    )
    words = line(_("Who there?"), longest=500, help_text=_("A name and a telephone number help."))

    looks = {"agencies": Look(exclusive=NO_AGENCY, or_before=NO_AGENCY)}

    def ask(self) -> None:
        known = [(agency.code, agency.name) for agency in self.setting.agencies]
        self.fields["agencies"].choices = [  # type: ignore[attr-defined]
            *known,
            (NO_AGENCY, _("None that I know of")),
        ]


class NumbersForm(AnswerForm):
    heading = _("Numbers, if you know them")
    facts = ("csc", "upn", "nhs", "police")

    csc = line(_("Social care number"), longest=60)
    upn = line(_("Unique pupil number (UPN)"), longest=20)
    nhs = line(_("NHS number"), longest=20)
    police = line(_("Police reference"), longest=60)

    looks = {name: Look(width=20) for name in facts}
