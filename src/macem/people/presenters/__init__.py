"""A person, and what is recorded about them, in words."""

from macem.people.presenters.about import About, about
from macem.people.presenters.companions import CompanionPresenter, PeerGroupPresenter, Together
from macem.people.presenters.contact import ContactPresenter
from macem.people.presenters.person import ADULTS, CHILDREN, PersonPresenter
from macem.people.presenters.rows import AboutRow

__all__ = [
    "ADULTS",
    "CHILDREN",
    "About",
    "AboutRow",
    "CompanionPresenter",
    "ContactPresenter",
    "PeerGroupPresenter",
    "PersonPresenter",
    "Together",
    "about",
]
