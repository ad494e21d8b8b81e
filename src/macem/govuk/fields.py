"""From a bound Django field to the design system's macro and its parameters. No HTML is written here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import gettext as _

from .forms import ClockWidget, DateWidget, GovukFormMixin, Look
from .typed import ALL_PARTS, PARTS_OF

PLAIN = Look()
LINE_BREAK = mark_safe("<br>")  # nosec B308 B703: written here
# fmt: off
HANDLED = frozenset([
    "id", "class", "name", "value", "type", "rows", "cols", "required", "disabled", "maxlength", "minlength",
    "min", "max", "step", "autocomplete", "inputmode", "spellcheck", "aria-describedby", "aria-invalid",
    "multiple",
])
# fmt: on


@dataclass(frozen=True)
class FieldParams:
    """`macro` is the name of the design system's component; `reveals` maps a position in the items to the
    fields shown under that choice; `raw` is a widget we have no component for, already drawn."""

    macro: str
    params: dict[str, Any]
    reveals: dict[int, list[BoundField]] = field(default_factory=dict)
    raw: str = ""


def look_of(bound: BoundField) -> Look:
    return bound.form.look(bound.name) if isinstance(bound.form, GovukFormMixin) else PLAIN


def _revealed_names(form: BaseForm) -> dict[str, str]:
    """Name of a revealed field → the field whose choice reveals it."""
    if not isinstance(form, GovukFormMixin):
        return {}
    return {
        name: parent
        for parent, look in form.looks.items()
        if parent in form.fields
        for name in look.all_revealed()
        if name in form.fields
    }


def page_fields(form: BaseForm) -> list[BoundField]:
    """Visible fields drawn one below the other; what a choice reveals is drawn under that choice."""
    revealed = _revealed_names(form)
    return [bound for bound in form.visible_fields() if bound.name not in revealed]


def page_order(form: BaseForm) -> Iterator[BoundField]:
    """Every visible field in the order of the page."""

    def walk(bound: BoundField) -> Iterator[BoundField]:
        yield bound
        for name in look_of(bound).all_revealed():
            if name in form.fields:
                yield from walk(form[name])

    for bound in page_fields(form):
        yield from walk(bound)


def faulty_parts(bound: BoundField) -> tuple[str, ...]:
    """Which of a date's boxes are wrong."""
    faults = bound.form.errors.as_data().get(bound.name, []) if bound.form.is_bound else []
    if not faults:
        return ()
    return PARTS_OF.get(faults[0].code or "", ALL_PARTS)


def anchor(bound: BoundField) -> str:
    """Id of the first box that an error is about."""
    if isinstance(bound.field.widget, DateWidget):
        return f"{bound.auto_id}_{(faulty_parts(bound) or ALL_PARTS)[0]}"
    return bound.field.widget.attrs.get("id") or bound.auto_id


def _words(text: Any) -> dict[str, Any]:
    return {"html": text} if isinstance(text, SafeData) else {"text": str(text)}


def _label(bound: BoundField, look: Look) -> str:
    label = bound.label
    form = bound.form
    wants_mark = (
        isinstance(form, GovukFormMixin)
        and form.mark_optional
        and look.optional
        and not bound.field.required
        and bound.name not in _revealed_names(form)
    )
    return _("%(label)s (optional)") % {"label": label} if wants_mark and label else str(label)


def _caption(bound: BoundField, look: Look, part: str) -> dict[str, Any]:
    """Parameters of a label or a legend."""
    size = look.legend if look.legend is not None else "s"
    classes = []
    if size:
        classes.append(f"govuk-{part}--{size}")
    if look.hidden_label:
        classes.append("govuk-visually-hidden")
    words = bound.label if isinstance(bound.label, SafeData) else _label(bound, look)
    if look.caption:
        words = format_html('<span class="govuk-caption-l">{}</span> {}', look.caption, words)
    return {**_words(words), "classes": " ".join(classes), "isPageHeading": look.heading}


def _message(bound: BoundField) -> dict[str, Any] | None:
    if not bound.errors:
        return None
    return {
        "html": format_html_join(LINE_BREAK, "{}", ((text,) for text in bound.errors)),
        "visuallyHiddenText": _("Error"),
    }


def _common(bound: BoundField, look: Look) -> dict[str, Any]:
    attrs = bound.field.widget.attrs
    params: dict[str, Any] = {
        "id": attrs.get("id") or bound.auto_id,
        "name": bound.html_name,
        "classes": look.classes,
        "attributes": {key: value for key, value in attrs.items() if key not in HANDLED},
        "disabled": bound.field.disabled,
    }
    if bound.help_text:
        params["hint"] = _words(bound.help_text)
    if message := _message(bound):
        params["errorMessage"] = message
    return params


def _width(look: Look, default: int | str | None) -> str:
    width = look.width or default
    if width is None:
        return ""
    return f"govuk-input--width-{width}" if isinstance(width, int) else f"govuk-!-width-{width}"


def _join(*classes: str) -> str:
    return " ".join(name for name in classes if name)


def _text(bound: BoundField, look: Look) -> FieldParams:
    widget, params = bound.field.widget, _common(bound, look)
    kind, inputmode, width, spellcheck = "text", None, None, None
    if isinstance(widget, forms.EmailInput):
        kind, spellcheck = "email", False
    elif isinstance(widget, forms.URLInput):
        kind, spellcheck = "url", False
    elif isinstance(widget, forms.NumberInput):
        whole = not isinstance(bound.field, forms.DecimalField | forms.FloatField)
        inputmode, width, spellcheck = ("numeric" if whole else "decimal"), 5, False
    elif isinstance(widget, ClockWidget | forms.TimeInput):
        width, spellcheck = 5, False
    elif getattr(widget, "input_type", "text") in ("tel", "search"):
        kind = widget.input_type
    value = widget.format_value(bound.value())
    params |= {
        "label": _caption(bound, look, "label"),
        "type": kind,
        "value": "" if value is None else str(value),
        "classes": _join(_width(look, width), look.classes),
        "autocomplete": widget.attrs.get("autocomplete"),
        "inputmode": widget.attrs.get("inputmode", inputmode),
        "spellcheck": widget.attrs.get("spellcheck", spellcheck),
    }
    if look.prefix:
        params["prefix"] = {"text": look.prefix}
    if look.suffix:
        params["suffix"] = {"text": look.suffix}
    return FieldParams("input", params)


def _password(bound: BoundField, look: Look) -> FieldParams:
    params = _common(bound, look) | {
        "label": _caption(bound, look, "label"),
        "classes": _join(_width(look, 20), look.classes),
        "autocomplete": bound.field.widget.attrs.get("autocomplete", "current-password"),
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
    }
    return FieldParams("password-input", params)


def _textarea(bound: BoundField, look: Look) -> FieldParams:
    value = bound.field.widget.format_value(bound.value())
    # Macros indent what they nest: a line feed written as a character reference stays where it was typed.
    typed = conditional_escape("" if value is None else str(value))
    kept = typed.replace("\r\n", "\n").replace("\n", "&#10;")
    params = _common(bound, look) | {
        "label": _caption(bound, look, "label"),
        "value": mark_safe(kept),  # nosec B308 B703: escaped two lines above
        "rows": look.rows or 5,
        "spellcheck": True,
        "autocomplete": bound.field.widget.attrs.get("autocomplete"),
    }
    if not (look.max_characters or look.max_words):
        return FieldParams("textarea", params)
    # The component's own script puts the number in the place of %{count}.
    count = "%{count}"
    words, characters = _("You can enter up to {count} words"), _("You can enter up to {count} characters")
    params |= {
        "maxlength": look.max_characters,
        "maxwords": look.max_words,
        "threshold": look.threshold,
        "textareaDescriptionText": (words if look.max_words else characters).replace("{count}", count),
    }
    return FieldParams("character-count", params)


def _options(bound: BoundField) -> Iterator[tuple[str, dict[str, Any]]]:
    """(group, option) of a choice widget, marked as chosen or not."""
    widget, value = bound.field.widget, bound.value()
    for group, options, _index in widget.optgroups(bound.html_name, widget.format_value(value)):
        for option in options:
            yield str(group or ""), option


def _items(bound: BoundField, look: Look) -> tuple[list[dict[str, Any]], dict[int, list[BoundField]]]:
    items: list[dict[str, Any]] = []
    reveals: dict[int, list[BoundField]] = {}
    group_before = ""
    for group, option in _options(bound):
        value = str(option["value"])
        if value == "":  # a select's "choose one" has no place among radios
            continue
        if group and group != group_before:
            items.append({"divider": group})
        group_before = group
        if look.or_before is not None and value == str(look.or_before):
            items.append({"divider": _("or")})
        item = {"value": value, "checked": bool(option["selected"]), **_words(option["label"])}
        hint = next((words for choice, words in look.item_hints.items() if str(choice) == value), None)
        if hint:
            item["hint"] = _words(hint)
        if look.exclusive is not None and value == str(look.exclusive):
            item["behaviour"] = "exclusive"
        if bound.field.disabled or option["attrs"].get("disabled"):
            item["disabled"] = True
        shown = [bound.form[name] for name in look.revealed_by(value) if name in bound.form.fields]
        if shown:
            reveals[len(items)] = shown
        items.append(item)
    return items, reveals


def _choices(bound: BoundField, look: Look, macro: str) -> FieldParams:
    items, reveals = _items(bound, look)
    block = f"govuk-{macro}"
    params = _common(bound, look) | {
        "idPrefix": bound.field.widget.attrs.get("id") or bound.auto_id,
        "fieldset": {"legend": _caption(bound, look, "fieldset__legend")},
        "items": items,
        "classes": _join(f"{block}--inline" * look.inline, f"{block}--small" * look.small, look.classes),
    }
    params.pop("id")
    return FieldParams(macro, params, reveals)


def _radios(bound: BoundField, look: Look) -> FieldParams:
    return _choices(bound, look, "radios")


def _checkboxes(bound: BoundField, look: Look) -> FieldParams:
    return _choices(bound, look, "checkboxes")


def _one_checkbox(bound: BoundField, look: Look) -> FieldParams:
    params = _common(bound, look)
    ticked = bound.field.widget.check_test(bound.value())
    item: dict[str, Any] = {
        "value": "on",
        "checked": ticked,
        "disabled": bound.field.disabled,
        "id": params["id"],
        **_words(bound.label),
    }
    if "hint" in params:
        item["hint"] = params.pop("hint")
    params |= {
        "idPrefix": params.pop("id"),
        "items": [item],
        "classes": _join("govuk-checkboxes--small" * look.small, look.classes),
    }
    shown = [bound.form[name] for name in look.revealed_by("on") if name in bound.form.fields]
    return FieldParams("checkboxes", params, {0: shown} if shown else {})


def _select(bound: BoundField, look: Look) -> FieldParams:
    options = list(_options(bound))
    params = _common(bound, look) | {
        "label": _caption(bound, look, "label"),
        "classes": _join(_width(look, None), look.classes),
        "items": [
            {
                "value": str(option["value"]),
                "text": f"{group}: {option['label']}" if group else str(option["label"]),
                "selected": bool(option["selected"]),
                "disabled": bool(option["attrs"].get("disabled")),
            }
            for group, option in options
        ],
    }
    return FieldParams("select", params)


def _date(bound: BoundField, look: Look) -> FieldParams:
    parts = bound.field.widget.format_value(bound.value())._asdict()
    wrong = faulty_parts(bound)
    names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    birth = bound.field.widget.attrs.get("autocomplete") == "bday"
    params = _common(bound, look) | {
        "fieldset": {"legend": _caption(bound, look, "fieldset__legend")},
        "items": [
            {
                "id": f"{bound.auto_id}_{part}",
                "name": f"{bound.html_name}_{part}",
                "label": names[part],
                "value": parts[part],
                "autocomplete": f"bday-{part}" if birth else None,
                "inputmode": "text" if part == "month" else "numeric",
                "classes": _join(
                    f"govuk-input--width-{ {'day': 2, 'month': 3, 'year': 4}[part] }",
                    "govuk-input--error" * (part in wrong),
                ),
                "attributes": {"disabled": "disabled"} if bound.field.disabled else {},
            }
            for part in ALL_PARTS
        ],
    }
    return FieldParams("date-input", params)


def _file(bound: BoundField, look: Look) -> FieldParams:
    params = _common(bound, look) | {"label": _caption(bound, look, "label")}
    if getattr(bound.field.widget, "allow_multiple_selected", False):
        params["multiple"] = True
    return FieldParams("file-upload", params)


def _raw(bound: BoundField, look: Look) -> FieldParams:
    drawn = bound.as_widget(attrs={"class": "govuk-input"})
    params = _common(bound, look) | {"label": _caption(bound, look, "label")}
    return FieldParams("raw", params, raw=SafeString(drawn))  # nosec B703: Django drew it


# First match wins, so the narrower class stands first.
DRAWN_AS = (
    (DateWidget, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _one_checkbox),
    (forms.SelectMultiple, _raw),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.PasswordInput, _password),
    (forms.FileInput, _file),
    (forms.MultiWidget, _raw),
    (Input, _text),
)


def field_params(bound: BoundField) -> FieldParams:
    look = look_of(bound)
    for widget, build in DRAWN_AS:
        if isinstance(bound.field.widget, widget):
            return build(bound, look)
    return _raw(bound, look)
