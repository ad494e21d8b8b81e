"""The Jinja environment of every page.

Settings name it: `"OPTIONS": {"environment": "macem.govuk.jinja.environment", ...}` with each room's
`templates/` folder in DIRS.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import pass_context
from jinja2.runtime import Context, missing

from . import dates, errors, fields
from .frame import DEFAULT_FRAME, Frame

# Names that the design system's own macros read without having been given them.
EXEMPT = frozenset({"params", "caller", "successBanner", "undefined", "null"})


class StrictTopLevel(jinja2.ChainableUndefined):
    """Quiet about a missing key of a dict, which the design system's macros rely on; loud about a name that
    the view never passed, and about an attribute that a presenter, form or dataclass doesn't have."""

    def _loud(self) -> bool:
        obj = self._undefined_obj
        if obj is missing:
            return self._undefined_name not in EXEMPT
        if obj is None or isinstance(obj, Mapping | jinja2.Undefined):
            return False
        return type(obj).__module__ != "builtins"

    def _check(self) -> None:
        if self._loud():
            self._fail_with_undefined_error()

    def __str__(self) -> str:
        self._check()
        return super().__str__()

    def __html__(self) -> str:
        return self.__str__()

    def __iter__(self):
        self._check()
        return super().__iter__()

    def __len__(self) -> int:
        self._check()
        return super().__len__()

    def __bool__(self) -> bool:
        self._check()
        return super().__bool__()

    def __eq__(self, other: object) -> bool:
        self._check()
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return super().__hash__()

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__" and name[-2:] == "__":
            raise AttributeError(name)
        self._check()
        return self

    def __getitem__(self, _name: str) -> StrictTopLevel:  # type: ignore[override]
        self._check()
        return self


def url(name: str, *args: object, **kwargs: object) -> str:
    """`url("meetings:detail", month="2027-01")`"""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@pass_context
def page_frame(context: Context) -> Frame:
    """The frame the context processor made, or a signed-out one (the page for error 500 has no context)."""
    frame = context.get("frame")
    return frame if frame is not None else DEFAULT_FRAME


@pass_context
def page_messages(context: Context) -> list[Any]:
    request = context.get("request")
    return list(get_messages(request)) if request is not None else []


@pass_context
def page_forms(context: Context) -> list[Any]:
    """Forms of this page by the names views use: `form`, `forms`, `formset`."""
    found = [context.get("form"), *(context.get("forms") or ()), context.get("formset")]
    return [item for item in found if item is not None and hasattr(item, "is_bound")]


@pass_context
def csp_nonce(context: Context) -> str:
    """This response's nonce. Reading it opens the policy by that nonce: prefer a file under `static/`."""
    return str(getattr(context.get("request"), "csp_nonce", ""))


def environment(**options: Any) -> jinja2.Environment:
    rooms = options.pop("loader", None) or jinja2.FileSystemLoader([])
    macros = jinja2.PackageLoader("govuk_frontend_jinja")
    design_system = jinja2.PrefixLoader({"govuk_frontend_jinja": macros})
    options["loader"] = jinja2.ChoiceLoader([rooms, design_system])
    options["undefined"] = StrictTopLevel
    options.pop("autoescape", None)
    options["extensions"] = [*options.get("extensions", ()), "jinja2.ext.i18n"]
    env = jinja2.Environment(autoescape=True, **options)
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals |= {
        "static": static,
        "url": url,
        "page_frame": page_frame,
        "page_messages": page_messages,
        "page_forms": page_forms,
        "csp_nonce": csp_nonce,
        "error_items": errors.error_items,
        "has_errors": errors.has_errors,
        "field_params": fields.field_params,
        "page_fields": fields.page_fields,
        "current_language": translation.get_language,
    }
    env.filters |= dates.FILTERS
    return env
