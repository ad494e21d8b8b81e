"""What is recorded about sharing one person's information."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukForm, Look
from macem.protocol.sharing import AfterWithdrawal, principles_recorded
from macem.protocol.vocabulary import ConsentState, LawfulBasis, SharingPrinciple
from macem.protocol.vocabulary.states import AwarenessOf, PersonKind

ASKED = {
    PersonKind.CHILD: (AwarenessOf.CHILD, AwarenessOf.PARENT),
    PersonKind.ADULT: (AwarenessOf.ADULT,),
}


class PrinciplesField(forms.MultipleChoiceField):
    """The protocol's seven words, each weighed and ticked (clause S4)."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("What you are deciding is"),
            help_text=_("Tick each one when you have thought about it, whether you share or not."),
            choices=SharingPrinciple.choices(),
            error_messages={"required": _("Tick each of the seven words when you have thought about it")},
            **kwargs,
        )

    def clean(self, value: Any) -> list[SharingPrinciple]:
        ticked = [SharingPrinciple(word) for word in super().clean(value)]
        decision = principles_recorded(ticked)
        if not decision.met:
            raise forms.ValidationError(decision.reason)
        return ticked


class AwarenessForm(GovukForm):
    """Whom somebody asked, and what they said; or why nobody asked (clause S5 a)."""

    of_whom = forms.ChoiceField(label=_("Whose agreement is it about?"), widget=forms.RadioSelect)
    status = forms.ChoiceField(
        label=_("What did they say?"), choices=ConsentState.choices(), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("What was said, and why"),
        help_text=_("Needed where nobody asked: say why it was not safe or not right to ask."),
        widget=forms.Textarea,
        required=False,
    )

    looks = {"reason": Look(max_characters=2000)}

    def __init__(self, *args: Any, kind: PersonKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of_whom"].choices = [  # type: ignore[attr-defined]
            (whom.value, whom.label) for whom in ASKED[kind]
        ]

    def clean_of_whom(self) -> AwarenessOf:
        return AwarenessOf(self.cleaned_data["of_whom"])

    def clean_status(self) -> ConsentState:
        return ConsentState(self.cleaned_data["status"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("status") is ConsentState.NOT_SOUGHT and not cleaned.get("reason"):
            self.add_error("reason", _("Say why their agreement was not sought"))
        return cleaned


class BasisForm(GovukForm):
    """The lawful basis, always with a reason (clauses S5 b, S4)."""

    basis = forms.ChoiceField(
        label=_("Lawful basis"), choices=LawfulBasis.choices(), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Why this basis applies"), widget=forms.Textarea)
    principles = PrinciplesField()

    looks = {"reason": Look(max_characters=2000)}

    def clean_basis(self) -> LawfulBasis:
        return LawfulBasis(self.cleaned_data["basis"])


class WithdrawalForm(GovukForm):
    """The decision that a withdrawal forces: go on under another basis, or stop (clause S5)."""

    choice = forms.ChoiceField(
        label=_("What happens now?"),
        choices=[
            (AfterWithdrawal.GO_ON.value, _("Go on sharing under another lawful basis")),
            (AfterWithdrawal.STOP.value, _("Stop sharing about this person")),
        ],
        widget=forms.RadioSelect,
    )
    basis = forms.ChoiceField(
        label=_("Lawful basis"),
        choices=[(each.value, each.label) for each in LawfulBasis if not each.rests_on_consent],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea)
    principles = PrinciplesField()

    looks = {
        "choice": Look(
            reveals={AfterWithdrawal.GO_ON.value: "basis"},
            item_hints={
                AfterWithdrawal.STOP.value: _(
                    "Nothing more goes out. The chair takes the name off the next list, with a reason."
                )
            },
        ),
        "reason": Look(max_characters=2000),
    }

    def clean_choice(self) -> AfterWithdrawal:
        return AfterWithdrawal(self.cleaned_data["choice"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        goes_on = cleaned.get("choice") is AfterWithdrawal.GO_ON
        if goes_on and not cleaned.get("basis") and "basis" not in self.errors:
            self.add_error("basis", _("Select the lawful basis under which sharing goes on"))
        cleaned["basis"] = LawfulBasis(cleaned["basis"]) if goes_on and cleaned.get("basis") else None
        return cleaned
