"""A person in words."""

from macem.people.presenters.person import ADULTS, CHILDREN, PersonPresenter

__all__ = ["ADULTS", "CHILDREN", "PersonPresenter"]
