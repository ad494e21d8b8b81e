"""Draws Django's forms with the design system: `FORM_RENDERER = "macem.govuk.renderer.GovukRenderer"`."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import BaseRenderer
from django.forms.renderers import Jinja2 as DjangoWidgets
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.utils.functional import cached_property


class GovukRenderer(BaseRenderer):
    """Field groups, forms and formsets come from our templates; a bare widget (a hidden input, say) stays
    Django's own."""

    form_template_name = "govuk/forms/form.jinja"
    formset_template_name = "govuk/forms/formset.jinja"
    field_template_name = "govuk/forms/field.jinja"

    @cached_property
    def _pages(self) -> Jinja2:
        return next(engine for engine in engines.all() if isinstance(engine, Jinja2))

    @cached_property
    def _widgets(self) -> DjangoWidgets:
        return DjangoWidgets()

    def get_template(self, template_name: str) -> Any:
        if template_name.endswith(".jinja"):
            return self._pages.get_template(template_name)
        return self._widgets.get_template(template_name)
