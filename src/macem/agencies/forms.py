"""What an administrator is asked."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.agencies.models import Agency, Membership, Panel
from macem.agencies.services import STANDS_IN_FOR
from macem.gate import clock
from macem.govuk.forms import GovukForm, Look
from macem.protocol.vocabulary import Role


class UserFilter(GovukForm):
    """Which accounts the list shows."""

    name = forms.CharField(label=_("Name or email address"), required=False)
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), required=False, empty_label=_("All agencies")
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    shut = forms.BooleanField(label=_("Shut accounts too"), required=False)

    mark_optional = False
    looks: ClassVar = {"shut": Look(small=True)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.all()  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("All roles")), *Role.choices()]  # type: ignore[attr-defined]


class DetailsForm(GovukForm):
    """How a user is shown to others."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    job_title = forms.CharField(label=_("Post"), max_length=120, required=False)
    telephone = forms.CharField(
        label=_("Work telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    looks: ClassVar = {"telephone": Look(width=20)}


class NewUserForm(DetailsForm):
    """A new account; the address is who they are and stays."""

    email = forms.EmailField(
        label=_("Work email address"), help_text=_("They sign in with it. It cannot be changed later.")
    )

    field_order = ("email", "full_name", "job_title", "telephone")


class RoleForm(GovukForm):
    """One role for one agency at one panel."""

    role = forms.ChoiceField(label=_("Role"))
    agency = forms.ModelChoiceField(
        label=_("For which agency"), queryset=Agency.objects.none(), empty_label=_("Choose one")
    )
    panel = forms.ModelChoiceField(label=_("At which panel"), queryset=Panel.objects.none(), empty_label=None)
    part_two = forms.BooleanField(
        label=_("May see Part 2, adults who pose a risk"),
        help_text=_("Every core agency needs at least one member with this right."),
        required=False,
    )
    deputy_for = forms.ModelChoiceField(
        label=_("For a deputy: whose place do they take?"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Membership.objects.current(clock.now()).holding(*STANDS_IN_FOR)
        choices = [("", _("Choose one")), *Role.choices()]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.all()  # type: ignore[attr-defined]
        self.fields["panel"].queryset = Panel.objects.all()  # type: ignore[attr-defined]
        self.fields["deputy_for"].queryset = named.select_related("user", "agency")  # type: ignore[attr-defined]
        self.fields["deputy_for"].label_from_instance = _whose_place  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


def _whose_place(membership: Membership) -> str:
    return f"{membership.user.full_name}, {Role(membership.role).label}, {membership.agency.name}"


class AgencyForm(GovukForm):
    """An agency's name and kind."""

    name = forms.CharField(label=_("Name"), max_length=120)
    is_social_care = forms.BooleanField(label=_("It is children’s social care"), required=False)
    is_police = forms.BooleanField(label=_("It is the police"), required=False)

    looks: ClassVar = {"is_social_care": Look(small=True), "is_police": Look(small=True)}


class NewAgencyForm(AgencyForm):
    """A new agency; its code stays."""

    code = forms.SlugField(
        label=_("Short code"),
        max_length=40,
        help_text=_("Lower-case letters and hyphens, such as “health”. It cannot be changed later."),
    )

    field_order = ("name", "code", "is_social_care", "is_police")
    looks: ClassVar = {**AgencyForm.looks, "code": Look(width=20)}


class PanelForm(GovukForm):
    """A panel's name, and the telephone that stands at the foot of every page."""

    name = forms.CharField(label=_("Name"), max_length=120)
    mash_telephone = forms.CharField(label=_("Telephone of the MASH"), max_length=40)

    looks: ClassVar = {"mash_telephone": Look(width=20)}


class PlaceForm(GovukForm):
    """An agency's place on a panel."""

    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), empty_label=_("Choose one")
    )
    is_core = forms.ChoiceField(
        label=_("Does it count for quorum?"),
        choices=[("yes", _("Yes, a core partner: no meeting without it")), ("no", _("No, it is invited"))],
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.all()  # type: ignore[attr-defined]

    def clean_is_core(self) -> bool:
        return self.cleaned_data["is_core"] == "yes"


class ConfirmForm(GovukForm):
    """A question with one answer."""
