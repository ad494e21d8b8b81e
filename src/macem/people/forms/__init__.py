"""What is recorded about who somebody is and who holds their case."""

from macem.people.forms.birth import BirthForm
from macem.people.forms.duplicate import SameOrNotForm
from macem.people.forms.holder import CaseHolderForm
from macem.people.forms.name import NameForm
from macem.people.forms.number import IdentifierForm

__all__ = ["BirthForm", "CaseHolderForm", "IdentifierForm", "NameForm", "SameOrNotForm"]
