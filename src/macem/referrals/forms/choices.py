"""Fields that several forms of this room share."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.protocol.vocabulary import HarmfulSexualBehaviour


def behaviour_choices() -> list[tuple[str, Any]]:
    """Return what may be said of harmful sexual behaviour, the concerns first (clause C5)."""
    named = [(str(one.value), one.label) for one in HarmfulSexualBehaviour if one.is_concern]
    return [
        *named,
        (HarmfulSexualBehaviour.NONE.value, _("No concern about this")),
        (HarmfulSexualBehaviour.NOT_KNOWN.value, HarmfulSexualBehaviour.NOT_KNOWN.label),
    ]


def choose_from(field: forms.Field) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, field)


def offer(field: forms.Field) -> forms.ChoiceField:
    return cast(forms.ChoiceField, field)


class BehaviourField(forms.TypedChoiceField):
    """C5: whether the child may have been harmed, may be harming, or both."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Is there a concern about harmful sexual behaviour?"))
        kwargs.setdefault("choices", behaviour_choices)
        kwargs.setdefault("coerce", HarmfulSexualBehaviour)
        super().__init__(**kwargs)


class PersonChoiceField(forms.ModelChoiceField):
    """A professional, by name and post. Its form gives it the people to choose from."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name}, {obj.job_title}" if obj.job_title else str(obj.full_name)
