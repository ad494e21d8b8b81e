"""Forms of somebody who refers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.agencies.models import Agency
from macem.govuk.forms import DateInputField, GovukForm, Look, YesNoField, today
from macem.protocol.vocabulary import Strand
from macem.referrals.forms.choices import BehaviourField, choose_from

OLDEST_GUESS = 25
SCREENING, FEW_LINES = "screening", "few-lines"


class DangerForm(GovukForm):
    """The first question of every referral (clause P3)."""

    in_danger = YesNoField(
        label=_("Is a child in immediate danger?"),
        help_text=_("For example: you do not know where they are, or somebody may hurt them today."),
        error_messages={"required": _("Say whether a child is in immediate danger")},
    )

    looks = {"in_danger": Look(heading=True, legend="l", inline=True)}


class WayForm(GovukForm):
    """Which of the two: the screening form, or a few lines (clause P1). The buttons carry the answer."""

    way = forms.ChoiceField(
        choices=[(SCREENING, SCREENING), (FEW_LINES, FEW_LINES)], widget=forms.HiddenInput
    )
    agency = forms.ModelChoiceField(
        label=_("Which agency do you do this for?"), queryset=Agency.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_agency = _one_or_choose(self, agencies)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed.setdefault("agency", self.only_agency)
        return typed


class ConfirmForm(GovukForm):
    """What somebody says when they send a screening form (clause P3)."""

    understood = forms.BooleanField(
        label=_("This is what I know, and I understand that it is not a safeguarding referral"),
        error_messages={"required": _("Tick the box to say that you understand")},
    )


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
        self.only_agency = _one_or_choose(self, agencies)
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


def _one_or_choose(form: GovukForm, agencies: Sequence[Agency]) -> Agency | None:
    """Return the one agency that somebody works for; where there are several, let them choose, and None."""
    if len(agencies) == 1:
        del form.fields["agency"]
        return agencies[0]
    choose_from(form.fields["agency"]).queryset = Agency.objects.filter(pk__in=[one.pk for one in agencies])
    return None
