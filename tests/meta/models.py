"""What the meta tests ask about the models: which lead to a person, and in which room they live."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import models

from macem.confidentiality.models import Subject
from macem.config.rooms import ROOMS


def ours() -> list[type[models.Model]]:
    """Return the models of macem's own rooms, lowest room first."""
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models()]


def room_of(model: type[models.Model]) -> str:
    """Return the room in which ``model`` is defined."""
    return model._meta.app_label


def foreign_keys(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """Yield the foreign keys and one-to-one fields of ``model``."""
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey):
            yield field


@cache
def path_to_subject(model: type[models.Model]) -> str:
    """Return the shortest lookup from ``model`` to a subject's key, such as ``case__subject_id``."""
    if model is Subject:
        return "pk"
    steps = [(key, key.name) for key in foreign_keys(model)]
    while steps:
        for key, path in steps:
            if key.related_model is Subject:
                return f"{path}_id"
        steps = [
            (further, f"{path}__{further.name}")
            for key, path in steps
            if key.related_model in about_people() and key.related_model is not model
            for further in foreign_keys(key.related_model)
        ]
    raise LookupError(f"{model._meta.label} does not lead to a person.")


@cache
def about_people() -> frozenset[type[models.Model]]:
    """Return every model with a path of foreign keys to a subject, the subject itself included."""
    found: set[type[models.Model]] = {Subject}
    while True:
        more = {
            model
            for model in ours()
            if model not in found and any(key.related_model in found for key in foreign_keys(model))
        }
        if not more:
            return frozenset(found)
        found |= more
