"""Forms of macem: `GovukForm` and the fields that the design system asks for and Django hasn't got.

Everything else is a plain Django field. How a field is drawn, beyond what its type says, stands in the form's
`looks`:

    class Screening(GovukForm):
        met = forms.ChoiceField(label=_("Is she being harmed now?"), choices=..., widget=forms.RadioSelect)
        how = forms.CharField(label=_("How?"), widget=forms.Textarea, required=False)

        looks = {"met": Look(heading=True, reveals={"yes": "how"}), "how": Look(max_characters=2000)}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .dates import LONDON, clock_time, full_date
from .typed import DateFault, DateParts, TimeFault, read_date, read_time

Edge = dt.date | Callable[[], dt.date] | None


@dataclass(frozen=True)
class Look:
    """How one field is drawn.

    width          inputs: 2 3 4 5 10 20 30 characters, or "one-half", "two-thirds", "full" ...
    legend         size of label or legend: "" (as text), "s" (bold, the default), "m", "l", "xl"
    heading        the label is the page's only H1
    caption        grey line above a heading, such as "About Casey. Question 9 of 24"
    hidden_label   label for screen readers only
    inline, small  radios and checkboxes
    reveals        {choice value: name of the field (or names) shown under that choice}
    item_hints     {choice value: hint under that choice}
    or_before      an "or" stands before this choice
    exclusive      checkboxes: this choice unticks the others
    max_characters, max_words, threshold   character count under a textarea; the server checks the limit too
    rows           textarea
    prefix, suffix inputs
    optional       False: no "(optional)" after the label although the field isn't required
    """

    width: int | str | None = None
    legend: str | None = None
    heading: bool = False
    caption: Any = ""
    hidden_label: bool = False
    inline: bool = False
    small: bool = False
    reveals: Mapping[Any, str | Sequence[str]] = field(default_factory=dict)
    item_hints: Mapping[Any, Any] = field(default_factory=dict)
    or_before: Any = None
    exclusive: Any = None
    max_characters: int | None = None
    max_words: int | None = None
    threshold: int | None = None
    rows: int | None = None
    prefix: Any = ""
    suffix: Any = ""
    optional: bool = True
    classes: str = ""

    def revealed_by(self, value: object) -> tuple[str, ...]:
        for choice, names in self.reveals.items():
            if str(choice) == str(value):
                return (names,) if isinstance(names, str) else tuple(names)
        return ()

    def all_revealed(self) -> tuple[str, ...]:
        return tuple(name for choice in self.reveals for name in self.revealed_by(choice))


PLAIN = Look()


def today() -> dt.date:
    """Today in Europe/London, as a limit: `DateInputField(latest=today)`."""
    return timezone.localdate(timezone=LONDON)


def _thing(label: object) -> str:
    """What a message calls the field: "Date of birth"; a question can't begin a sentence about its answer."""
    text = str(label or "").strip()
    return "" if text.endswith("?") else text


def _lower_first(text: str) -> str:
    """ "Date of birth" in mid sentence; "NHS number" and "UPN" as they are."""
    return text if len(text) > 1 and not text[1].islower() and text[1] != " " else text[:1].lower() + text[1:]


class DateWidget(forms.Widget):
    """Day, month, year: three boxes `name_day`, `name_month`, `name_year`."""

    template_name = "govuk/forms/date_parts.jinja"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        return DateParts(*(str(data.get(f"{name}_{part}") or "") for part in DateParts._fields))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in DateParts._fields)

    def format_value(self, value: Any) -> DateParts:
        if isinstance(value, DateParts):
            return value
        if isinstance(value, dt.datetime):
            value = value.astimezone(LONDON).date() if value.tzinfo else value.date()
        if isinstance(value, dt.date):
            return DateParts.of(value)
        return DateParts()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["widget"]["parts"] = self.format_value(value)._asdict()
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


class DateInputField(forms.Field):
    """A date typed as day, month and year. The month may be a name. Its errors say which box and what to do.

    earliest, latest: a date or a function of nothing (`latest=today`).
    """

    widget = DateWidget
    default_error_messages = {
        "required": _("Enter a date"),
        "missing_day": _("%(thing)s must include a day"),
        "missing_month": _("%(thing)s must include a month"),
        "missing_year": _("%(thing)s must include a year"),
        "missing_day_month": _("%(thing)s must include a day and a month"),
        "missing_day_year": _("%(thing)s must include a day and a year"),
        "missing_month_year": _("%(thing)s must include a month and a year"),
        "unreal_day": _("%(thing)s must have a day from 1 to 31"),
        "unreal_month": _("%(thing)s must have a month from 1 to 12, or its name"),
        "short_year": _("%(thing)s must have a year of 4 numbers"),
        "unreal_date": _("%(thing)s must be a real date: there is no such day in that month"),
        "too_early": _("%(thing)s must be %(limit)s or later"),
        "too_late": _("%(thing)s must be %(limit)s or earlier"),
        "future": _("%(thing)s must be today or in the past"),
        "past": _("%(thing)s must be today or in the future"),
    }

    def __init__(self, *, earliest: Edge = None, latest: Edge = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def _fault(self, code: str, **params: Any) -> ValidationError:
        params["thing"] = _thing(self.label) or _now("Date")
        return ValidationError(self.error_messages[code], code=code, params=params)

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None
        try:
            return read_date(DateParts(*value))
        except DateFault as fault:
            raise self._fault(fault.code) from None

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if earliest and value < earliest:
            raise self._fault("past" if self.earliest is today else "too_early", limit=full_date(earliest))
        if latest and value > latest:
            raise self._fault("future" if self.latest is today else "too_late", limit=full_date(latest))

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            typed = self.to_python(data)
        except ValidationError:
            return True
        if isinstance(initial, dt.datetime):
            initial = initial.astimezone(LONDON).date() if initial.tzinfo else initial.date()
        return (initial or None) != typed


class ClockWidget(forms.TextInput):
    def format_value(self, value: Any) -> str | None:
        return clock_time(value) if isinstance(value, dt.time | dt.datetime) else value


class TimeField(forms.Field):
    """A time of day: 2:10pm or 14:10. A bare "2:10" is asked about, not guessed."""

    widget = ClockWidget
    default_error_messages = {
        "required": _("Enter a time"),
        "unreal_time": _("%(thing)s must be a time, like 2:10pm or 14:10"),
        "which_half": _("Say whether %(typed)s is am or pm, like %(typed)spm"),
    }

    def to_python(self, value: Any) -> dt.time | None:
        if value in self.empty_values or isinstance(value, dt.time):
            return None if value in self.empty_values else value
        try:
            return read_time(str(value))
        except TimeFault as fault:
            params = {"thing": _thing(self.label) or _now("Time"), "typed": str(value).strip()}
            raise ValidationError(self.error_messages[fault.code], code=fault.code, params=params) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return (initial if initial is not None else None) != self.to_python(data)
        except ValidationError:
            return True


class YesNoField(forms.TypedChoiceField):
    """Yes or No, cleaned to True or False; None when nothing was chosen and nothing must be."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("choices", [("yes", _("Yes")), ("no", _("No"))])
        kwargs.setdefault("coerce", lambda value: value == "yes")
        kwargs.setdefault("empty_value", None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _required_message(bound_to: forms.Field, label: str) -> str:
    thing = _lower_first(_thing(label))
    short = len(label) <= 50
    asked = (
        _now("Answer the question “%(label)s”") % {"label": label} if short else _now("Answer this question")
    )
    if isinstance(bound_to, DateInputField | TimeField):
        return (_now("Enter %(thing)s") % {"thing": thing}) if thing else asked
    if isinstance(bound_to, forms.FileField):
        return _now("Choose a file")
    if isinstance(bound_to, forms.BooleanField) and not isinstance(bound_to, forms.NullBooleanField):
        return _now("Tick “%(label)s” to go on") % {"label": label}
    if isinstance(bound_to, forms.ChoiceField) or hasattr(bound_to, "queryset"):
        return (_now("Select %(thing)s") % {"thing": thing}) if thing else asked
    return (_now("Enter %(thing)s") % {"thing": thing}) if thing else asked


def _say_how_to_fix(bound_to: forms.Field, label: str) -> None:
    """Put our words in place of Django's own, never in place of a form's."""
    thing = (_thing(label) or _now("Your answer")).replace("%", "%%")
    stock: dict[str, Any] = {}
    for cls in reversed(type(bound_to).__mro__):
        stock.update(getattr(cls, "default_error_messages", {}))

    def put(code: str, words: str) -> None:
        if bound_to.error_messages.get(code) == stock.get(code):
            bound_to.error_messages[code] = words

    put("required", _required_message(bound_to, label))
    if not isinstance(bound_to, forms.FileField):
        named = {"thing": thing, "limit": "%(limit_value)s"}
        put("max_length", _now("%(thing)s must be %(limit)s characters or fewer") % named)
        put("min_length", _now("%(thing)s must be %(limit)s characters or more") % named)
        put("max_value", _now("%(thing)s must be %(limit)s or fewer") % named)
        put("min_value", _now("%(thing)s must be %(limit)s or more") % named)
    if isinstance(bound_to, forms.EmailField):
        put("invalid", _now("Enter an email address in the correct format, like name@example.com"))
    elif isinstance(bound_to, forms.DecimalField | forms.FloatField):
        put("invalid", _now("%(thing)s must be a number") % {"thing": thing})
    elif isinstance(bound_to, forms.IntegerField):
        put("invalid", _now("%(thing)s must be a whole number, like 7") % {"thing": thing})
    elif isinstance(bound_to, forms.ChoiceField) or hasattr(bound_to, "queryset"):
        put("invalid_choice", _now("Choose one of the answers that are shown"))
    elif isinstance(bound_to, forms.FileField):
        put("empty", _now("The file you chose is empty"))


class GovukFormMixin:
    """What `GovukForm` and `GovukModelForm` share."""

    looks: ClassVar[Mapping[str, Look]] = {}
    mark_optional = True
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, bound_to in self.fields.items():  # type: ignore[attr-defined]
            _say_how_to_fix(bound_to, str(self[name].label))  # type: ignore[index]
            look = self.looks.get(name)
            if look and (look.max_characters or look.max_words):
                bound_to.validators = [*bound_to.validators, _length_check(look, str(self[name].label))]  # type: ignore[index]

    def look(self, name: str) -> Look:
        return self.looks.get(name, PLAIN)


def _length_check(look: Look, label: str) -> Callable[[Any], None]:
    thing = _thing(label) or _now("Your answer")

    def refuse(words: Any, most: int) -> ValidationError:
        return ValidationError(words, code="too_long", params={"thing": thing, "most": f"{most:,}"})

    def check(value: Any) -> None:
        text = str(value).replace("\r\n", "\n")
        if look.max_characters and len(text) > look.max_characters:
            raise refuse(_("%(thing)s must be %(most)s characters or fewer"), look.max_characters)
        if look.max_words and len(text.split()) > look.max_words:
            raise refuse(_("%(thing)s must be %(most)s words or fewer"), look.max_words)

    return check


class GovukForm(GovukFormMixin, forms.Form):
    pass


class GovukModelForm(GovukFormMixin, forms.ModelForm):
    """Foreign keys need a field of their own with a scoped queryset; see the architecture."""
