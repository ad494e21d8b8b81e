"""Foreign keys point downward; each model is classified; migrations are complete."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from macem.confidentiality.fields import NarrativeField
from macem.config import row_security
from macem.config.rooms import ROOMS
from tests.meta.model_classes import CLASSES, Kept
from tests.meta.models import about_people, foreign_keys, ours, room_of
from tests.meta.source import overwritten


def test_foreign_keys_point_downward():
    wrong = [
        f"{model._meta.label}.{key.name} → {key.related_model._meta.label}"
        for model in ours()
        for key in foreign_keys(model)
        if room_of(key.related_model) in ROOMS
        and ROOMS.index(room_of(key.related_model)) > ROOMS.index(room_of(model))
    ]
    assert wrong == []


def test_nothing_is_deleted_along_with_something_else():
    wrong = [
        f"{model._meta.label}.{key.name}"
        for model in ours()
        for key in foreign_keys(model)
        if key.remote_field.on_delete is not models.PROTECT
    ]
    assert wrong == []


def test_every_model_is_classified_and_no_class_is_left_over():
    assert {model._meta.label for model in ours()} == set(CLASSES)


def test_what_leads_to_a_person_says_so():
    reachable = {model._meta.label for model in about_people()}
    assert reachable == {label for label, found in CLASSES.items() if found.leads_to_a_person}


def test_free_text_about_people_is_of_the_one_class_that_will_be_encrypted():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in about_people()
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField) and not isinstance(field, NarrativeField)
    ]
    assert wrong == []


def test_nothing_is_classified_as_kept_for_ever_while_it_names_a_person():
    wrong = [
        label
        for label, found in CLASSES.items()
        if found.names_a_person and found.kept is Kept.WHILE_MACEM_RUNS
    ]
    assert wrong == []


def test_a_table_that_names_a_person_is_one_that_the_database_refuses():
    refused = {policy.table for policy in row_security.policies()}
    assert [
        label
        for label, found in CLASSES.items()
        if found.names_a_person and apps.get_model(label)._meta.db_table not in refused
    ] == []


BY_DICT = {"date_of_birth", "birth_basis", "estimated_age", "estimated_on"}
"""Columns that a service overwrites by way of a dict, where no reader of its source finds their names."""


def test_columns_that_change_are_those_that_services_overwrite():
    """By room, since ``update_fields`` names no model; a room may mark the rows of a lower one."""
    said: set[str] = set()
    for room in ROOMS:
        said |= {
            c for label, found in CLASSES.items() if label.startswith(f"{room}.") for c in found.changing
        }
        assert overwritten(room) <= said, room
    assert said - set().union(*(overwritten(room) for room in ROOMS)) == BY_DICT


def test_columns_that_change_exist():
    for label, found in CLASSES.items():
        for column in found.changing:
            assert apps.get_model(label)._meta.get_field(column)


@pytest.mark.django_db
def test_migrations_are_complete(as_owner):
    with as_owner():
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
