"""Forms of referring, deciding, assessing and recording."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.govuk.forms import DateInputField, GovukForm, Look, YesNoField, today
from macem.people.presenters import PersonPresenter
from macem.protocol import pathway
from macem.protocol.vocabulary import HarmfulSexualBehaviour, MashLevel, RiskLevel, Strand
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals.known import Candidate

NEW, OTHER = "new", "other"
OLDEST_GUESS = 25


def _behaviour_choices() -> list[tuple[str, Any]]:
    named = [(str(one.value), one.label) for one in HarmfulSexualBehaviour if one.value != "none"]
    return [*named, (HarmfulSexualBehaviour.NONE.value, _("No concern about this"))]


def _choose_from(field: forms.Field) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, field)


def _offer(field: forms.Field) -> forms.ChoiceField:
    return cast(forms.ChoiceField, field)


class BehaviourField(forms.TypedChoiceField):
    """C5: whether the child may have been harmed, may be harming, or both."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Is there a concern about harmful sexual behaviour?"))
        kwargs.setdefault("choices", _behaviour_choices)
        kwargs.setdefault("coerce", HarmfulSexualBehaviour)
        super().__init__(**kwargs)


class PersonChoiceField(forms.ModelChoiceField):
    """A professional, by name and post. Its form gives it the people to choose from."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name}, {obj.job_title}" if obj.job_title else str(obj.full_name)


class DangerForm(GovukForm):
    """The first question of every referral (clause P3)."""

    in_danger = YesNoField(
        label=_("Is a child in immediate danger?"),
        help_text=_("For example: you do not know where they are, or somebody may hurt them today."),
        error_messages={"required": _("Say whether a child is in immediate danger")},
    )

    looks = {"in_danger": Look(heading=True, legend="l", inline=True)}


class ReferralForm(GovukForm):
    """Who the child is, what the worry is, and what keeps them safe (clauses P1, C5, C6)."""

    agency = forms.ModelChoiceField(
        label=_("Which agency are you referring for?"), queryset=Agency.objects.none(), empty_label=None
    )
    forename = forms.CharField(
        label=_("Forename"),
        help_text=_("One of the two names is enough."),
        max_length=120,
        required=False,
    )
    surname = forms.CharField(label=_("Surname"), max_length=120, required=False)
    date_of_birth = DateInputField(
        label=_("Date of birth"), help_text=_("For example, 27 3 2012."), latest=today, required=False
    )
    about_age = forms.IntegerField(
        label=_("If you do not know the date of birth: about how old?"),
        min_value=0,
        max_value=OLDEST_GUESS,
        required=False,
    )
    csc_number = forms.CharField(
        label=_("Social care number"),
        help_text=_("Only if you know it. It helps the MASH to find the right child."),
        max_length=60,
        required=False,
    )
    home_authority = forms.CharField(
        label=_("Home authority"),
        help_text=_("If another local authority has placed the child here: which one."),
        max_length=120,
        required=False,
    )
    strands = forms.TypedMultipleChoiceField(
        label=_("What is the worry about?"),
        help_text=_("Tick all that apply."),
        choices=Strand.choices,
        coerce=Strand,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what the worry is about")},
    )
    harmful_sexual_behaviour = BehaviourField(
        error_messages={"required": _("Say whether there is a concern about harmful sexual behaviour")},
    )
    concern = forms.CharField(
        label=_("What is worrying you?"),
        help_text=_("What was seen or heard, when, and by whom. Facts first; say “I think” for an opinion."),
        widget=forms.Textarea,
        error_messages={"required": _("Say what is worrying you")},
    )
    strengths = forms.CharField(
        label=_("What keeps the child safe?"),
        help_text=_("People they trust, what they are good at, what helps already."),
        widget=forms.Textarea,
        error_messages={"required": _("Say what keeps the child safe, even if it is little")},
    )
    discussion_reason = forms.CharField(
        label=_("Why would a discussion between agencies help?"),
        help_text=_(
            "For police and social care: if nothing else brings this child to MACEM, your reason may."
        ),
        widget=forms.Textarea,
        required=False,
    )

    looks = {
        "forename": Look(width="two-thirds", optional=False),
        "surname": Look(width="two-thirds", optional=False),
        "about_age": Look(width=2, suffix=_("years")),
        "csc_number": Look(width=10),
        "home_authority": Look(width="two-thirds"),
        "harmful_sexual_behaviour": Look(or_before="none"),
        "concern": Look(rows=8),
        "strengths": Look(rows=5),
        "discussion_reason": Look(rows=4),
    }

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_agency = agencies[0] if len(agencies) == 1 else None
        if self.only_agency is not None:
            del self.fields["agency"]
        else:
            _choose_from(self.fields["agency"]).queryset = Agency.objects.filter(
                pk__in=[one.pk for one in agencies]
            )
        if not any(one.is_police or one.is_social_care for one in agencies):
            del self.fields["discussion_reason"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        named = typed.get("forename") or typed.get("surname")
        if not named and not {"forename", "surname"} & set(self.errors):
            self.add_error("forename", _("Enter a forename or a surname"))
        if typed.get("date_of_birth") and typed.get("about_age") is not None:
            self.add_error("about_age", _("Give the date of birth or an age, not both"))
        typed.setdefault("agency", self.only_agency)
        return typed


def _path_hint(level: MashLevel) -> str:
    return " ".join(route.label for route in pathway.mash_routes(level)) + "."


class DecisionForm(GovukForm):
    """Who the child is, level, reason, work offered, and who holds the case (clause P2)."""

    person = forms.ChoiceField(label=_("Who is this?"), widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Their reference"), help_text=_("For example, 7K3F-QP."), max_length=12, required=False
    )
    level = forms.TypedChoiceField(
        label=_("Level of need"),
        choices=[(str(level.value), level.label) for level in MashLevel],
        coerce=int,
        widget=forms.RadioSelect,
    )
    worker = PersonChoiceField(
        label=_("Social care worker who will hold the case"),
        empty_label=_("Not allocated yet"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("What the level rests on. It is kept with the child’s record."),
        widget=forms.Textarea,
    )  # fmt: skip
    work_offered = forms.MultipleChoiceField(
        label=_("Work offered with the Family Early Help Assessment"),
        help_text=_("For levels 2 and 3. At level 1 it means that low-level concerns lead to early help."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_work = forms.CharField(label=_("Other work offered"), max_length=200, required=False)
    decisions_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    looks = {
        "person": Look(reveals={OTHER: "reference"}),
        "reference": Look(width=10),
        "level": Look(
            reveals={MashLevel.STATUTORY.value: "worker"},
            item_hints={level.value: _path_hint(level) for level in MashLevel},
        ),
        "reason": Look(rows=5),
        "work_offered": Look(small=True),
    }

    def __init__(
        self,
        *args: Any,
        work: Iterable[str],
        workers: QuerySet[User],
        people: Sequence[Candidate] | None,
        **kwargs: Any,
    ) -> None:
        """``people`` None: an earlier decision says who the child is, so nobody asks."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["work_offered"]).choices = [(one, one) for one in work]
        _choose_from(self.fields["worker"]).queryset = workers
        self.candidates = [PersonPresenter(one.person) for one in people or ()]
        if people is None:
            del self.fields["person"], self.fields["reference"]
            return
        self.because = {one.person.subject.reference: one.because_words for one in people}
        _offer(self.fields["person"]).choices = [
            *((one.reference, f"{one.name}, {one.age_words}, {one.reference}") for one in self.candidates),
            (OTHER, _("Somebody else who is known here")),
            (NEW, _("Nobody known here: make a new record")),
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("person") == OTHER and not typed.get("reference"):
            self.add_error("reference", _("Enter the reference of their record"))
        return typed

    def look(self, name: str) -> Look:
        """Beside each candidate stands what speaks for it; the other answers come after an "or"."""
        look = super().look(name)
        if name != "person" or not self.candidates:
            return look
        return replace(look, or_before=OTHER, item_hints=self.because)

    @property
    def chosen_reference(self) -> str | None:
        """The reference of the known person chosen; None for a new one, or where nobody asks."""
        chosen = self.cleaned_data.get("person", NEW)
        if chosen == NEW:
            return None
        return (self.cleaned_data["reference"] if chosen == OTHER else chosen).strip().upper()

    @property
    def work_words(self) -> str:
        """The work offered, in one line."""
        typed = self.cleaned_data
        return "; ".join(one for one in [*typed["work_offered"], typed["other_work"]] if one)


class AssessmentForm(GovukForm):
    """A completed CSE/CCE risk assessment (clause P4)."""

    completed_on = DateInputField(label=_("Completed on"), latest=today)
    level = forms.TypedChoiceField(
        label=_("Level that the exploitation matrix shows"),
        choices=RiskLevel.choices,
        coerce=RiskLevel,
        widget=forms.RadioSelect,
    )
    harmful_sexual_behaviour = BehaviourField(
        error_messages={"required": _("Say whether there is a concern about harmful sexual behaviour")},
    )
    narrative = forms.CharField(
        label=_("What is happening?"),
        help_text=_(
            "What the level rests on: who, where, since when. The child’s own words, where you have them."
        ),
        widget=forms.Textarea,
        error_messages={"required": _("Say what is happening")},
    )
    strengths = forms.CharField(
        label=_("What keeps the child safe?"),
        widget=forms.Textarea,
        error_messages={"required": _("Say what keeps the child safe, even if it is little")},
    )
    sent_to = PersonChoiceField(
        label=_("Service manager who signs it off"), empty_label=_("Choose a service manager")
    )

    looks = {
        "harmful_sexual_behaviour": Look(or_before="none"),
        "narrative": Look(rows=12),
        "strengths": Look(rows=6),
    }

    def __init__(self, *args: Any, managers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["sent_to"]).queryset = managers


class ReviewForm(GovukForm):
    """A service manager's answer to an assessment (clause P4)."""

    outcome = forms.TypedChoiceField(
        label=_("Do you sign this assessment off?"),
        choices=[
            (AssessmentOutcome.SIGNED_OFF.value, _("Yes, sign it off")),
            (AssessmentOutcome.RETURNED.value, _("No, return it to its author")),
        ],
        coerce=AssessmentOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you sign it off or return it")},
    )
    comments = forms.CharField(label=_("What needs to change?"), widget=forms.Textarea, required=False)

    looks = {
        "outcome": Look(reveals={AssessmentOutcome.RETURNED.value: "comments"}),
        "comments": Look(rows=5),
    }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("outcome") is AssessmentOutcome.RETURNED and not typed.get("comments"):
            self.add_error("comments", _("Say what needs to change"))
        return typed


class NrmForm(GovukForm):
    """A referral to the National Referral Mechanism (clause C1)."""

    submitted_on = DateInputField(label=_("Day on which it was submitted"), latest=today)
    responder = forms.CharField(
        label=_("First responder"), help_text=_("The organisation that made the referral."), max_length=160
    )
    number = forms.CharField(label=_("NRM reference"), max_length=60, required=False)

    looks = {"number": Look(width=20)}


class WithdrawalForm(GovukForm):
    """The day on which an NRM referral was withdrawn."""

    withdrawn_on = DateInputField(label=_("Day on which it was withdrawn"), latest=today)


class StrategyMeetingForm(GovukForm):
    """A strategy meeting and what came of it (clause P3)."""

    held_on = DateInputField(label=_("Held on"), latest=today)
    section_47 = YesNoField(
        label=_("Was a section 47 enquiry opened?"),
        error_messages={"required": _("Say whether a section 47 enquiry was opened")},
    )
    outcome = forms.CharField(label=_("Outcome"), widget=forms.Textarea)

    looks = {"section_47": Look(inline=True), "outcome": Look(rows=5)}
